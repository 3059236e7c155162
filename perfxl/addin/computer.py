"""安装和检查要知道的这台电脑的情况；测试里换成一个临时文件夹装出来的电脑。"""

import importlib
import os
import struct
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

from perfxl.addin.windows_registry import OfficeSettings, office_settings

# 加载项的 VBA 按这一版的名字找动态库，换版要两处一起换。
XLWINGS_VERSION = "0.37.8"
REINSTALL_XLWINGS = f"pip install --force-reinstall --no-deps xlwings=={XLWINGS_VERSION}"
_LIBRARIES = ("pythoncom", "appscript", "psutil")


@dataclass(frozen=True)
class Computer:
    """一台电脑：系统、文件夹、运行 perfxl 的 Python、Office 的设置。"""

    platform: str
    environment: Mapping[str, str]
    home: Path
    executable: Path
    base_prefix: Path
    pointer_size: int
    # Excel 的 VBA 按系统的代码页读文件名和环境变量。
    ansi: str
    versions: Mapping[str, str] = field(default_factory=dict)
    importable: frozenset[str] = frozenset()
    office: OfficeSettings = field(default_factory=OfficeSettings)
    excel_running: bool = False

    @property
    def is_windows(self) -> bool:
        return self.platform == "win32"

    @property
    def is_mac(self) -> bool:
        return self.platform == "darwin"


def this_computer() -> Computer:
    """运行着 perfxl 的这台电脑。"""
    return Computer(
        platform=sys.platform,
        environment=dict(os.environ),
        home=Path.home(),
        executable=Path(sys.executable),
        base_prefix=Path(sys.base_prefix),
        pointer_size=struct.calcsize("P"),
        ansi="mbcs" if sys.platform == "win32" else "utf-8",
        versions=_versions("perfxl", "xlwings"),
        importable=frozenset(name for name in _LIBRARIES if _imports(name)),
        office=office_settings(),
        excel_running=_excel_running(sys.platform),
    )


def _versions(*names: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in names:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def _imports(name: str) -> bool:
    # 装坏了的库，载入时什么错都可能出。
    try:
        importlib.import_module(name)
    except Exception:  # noqa: BLE001
        return False
    return True


def _excel_running(platform: str) -> bool:
    """看不出来时当作没有运行：文件被占用时替换那一步还会发现。"""
    if platform == "win32":
        system = Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "System32"
        command = [str(system / "tasklist.exe"), "/FI", "IMAGENAME eq EXCEL.EXE", "/NH"]
    elif platform == "darwin":
        command = ["/usr/bin/pgrep", "-x", "Microsoft Excel"]
    else:
        return False
    try:
        done = subprocess.run(command, capture_output=True, timeout=20, check=False)
    except (OSError, subprocess.SubprocessError):
        return False
    if platform == "win32":
        return b"excel.exe" in done.stdout.lower()
    return done.returncode == 0
