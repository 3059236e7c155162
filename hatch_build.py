"""安装包里带上生成好的加载项 ``perfxl.xlam`` 和做好的说明书网站；只要 hatchling、pyOpenVBA 和 pyyaml，不要 perfxl 的其他依赖。"""

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_PLACE = "perfxl/shipped/addin/perfxl.xlam"
# make docs 做的；里面的一行写着是哪一版的。
_MANUAL, _MANUAL_VERSION = Path("build", "说明书"), "perfxl-version.txt"


class AddinBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """由源码树生成加载项，放进 wheel；可编辑安装不放，用时现生成。"""

    PLUGIN_NAME = "custom"
    _folder: tempfile.TemporaryDirectory[str] | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """hatchling 在打包之前调用。"""
        if self.target_name != "wheel" or version != "standard":
            return
        sys.path.insert(0, self.root)
        try:
            from perfxl.addin.build import build_addin
        finally:
            sys.path.remove(self.root)
        self._folder = tempfile.TemporaryDirectory(prefix="perfxl-")
        built = build_addin(Path(self._folder.name) / "perfxl.xlam")
        build_data["force_include"][str(built)] = _PLACE
        manual = Path(self.root) / _MANUAL
        # 没有做的、别的版本的不带：说错的不如没有。
        if _version_of(manual) == self.metadata.version:
            build_data["force_include"][str(manual)] = "perfxl/shipped/manual"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """打包之后调用：临时的文件不留。"""
        if self._folder is not None:
            self._folder.cleanup()


def _version_of(manual: Path) -> str | None:
    written = manual / _MANUAL_VERSION
    return written.read_text("ascii").strip() if written.is_file() else None
