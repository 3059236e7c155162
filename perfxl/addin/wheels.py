"""Python 安装包（wheel）：自己的怎么来，一堆里缺不缺、合不合给 Windows 用。

pip 的环境标记总按运行它的这台电脑算，不按 ``--platform``；Windows 才要的包（pywin32、colorama）
因此要自己按标记算出来。
"""

import base64
import hashlib
import importlib
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.parser import HeaderParser
from importlib import metadata
from pathlib import Path, PurePosixPath
from typing import Any

import perfxl
from perfxl.addin.errors import AddinError
from perfxl.addin.pip_runner import Pip, pip_words
from perfxl.hosts.temporary_files import temporary_folder

PYTHON_VERSIONS = ("3.11", "3.12", "3.13")
PLATFORM = "win_amd64"
# 装在 Windows 上的顶层的包；其余的由它们的依赖带出来。
WANTED = ("perfxl", "pywin32")
_NOT_SHIPPED = {"INSTALLER", "REQUESTED", "RECORD", "direct_url.json"}
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def _packaging(part: str) -> Any:
    try:
        return importlib.import_module(f"packaging.{part}")
    except ImportError as error:
        raise AddinError(
            "做离线安装文件夹要用 packaging，请先运行：pip install packaging pyOpenVBA==6.5.0"
        ) from error


@dataclass(frozen=True)
class Wheel:
    """一个安装包：文件、名字、版本、依赖的写法、适用的平台标签。"""

    path: Path
    name: str
    version: Any
    requires: tuple[str, ...]
    tags: frozenset[Any]


def read_wheel(path: Path) -> Wheel:
    """读一个安装包；文件名或内容不对时抛 ``AddinError``。"""
    utils = _packaging("utils")
    try:
        name, version, _, tags = utils.parse_wheel_filename(path.name)
        with zipfile.ZipFile(path) as package:
            [place] = [
                each
                for each in package.namelist()
                if each.endswith(".dist-info/METADATA") and each.count("/") == 1
            ]
            text = package.read(place).decode("utf-8")
    except (ValueError, KeyError, OSError, zipfile.BadZipFile) as error:
        raise AddinError(f"“{path.name}”不是完整的 Python 安装包，请重新做一次。") from error
    requires = HeaderParser().parsestr(text).get_all("Requires-Dist") or []
    return Wheel(path, str(name), version, tuple(requires), frozenset(tags))


def read_wheels(folder: Path) -> list[Wheel]:
    """文件夹里的全部安装包。"""
    return [read_wheel(path) for path in sorted(folder.glob("*.whl"))]


def unmet(wheels: Sequence[Wheel], python_version: str) -> list[str]:
    """``WANTED`` 在 Windows 上要的包里，缺的或版本不合的；写法可以直接交给 pip。"""
    requirements, utils = _packaging("requirements"), _packaging("utils")
    by_name: dict[str, list[Wheel]] = {}
    for wheel in wheels:
        by_name.setdefault(wheel.name, []).append(wheel)
    queue = [requirements.Requirement(name) for name in WANTED]
    seen: set[tuple[str, frozenset[str]]] = set()
    missing: list[str] = []
    while queue:
        wanted = queue.pop(0)
        name = utils.canonicalize_name(wanted.name)
        fitting = [
            wheel
            for wheel in by_name.get(name, [])
            if wanted.specifier.contains(wheel.version, prereleases=True)
        ]
        if not fitting:
            extras = f"[{','.join(sorted(wanted.extras))}]" if wanted.extras else ""
            missing.append(f"{wanted.name}{extras}{wanted.specifier}")
            continue
        key = (name, frozenset(wanted.extras))
        if key not in seen:
            seen.add(key)
            queue += _windows_requirements(fitting[0], wanted.extras, python_version)
    return sorted(set(missing))


def _windows_requirements(wheel: Wheel, extras: set[str], python_version: str) -> list[Any]:
    requirements = _packaging("requirements")
    environment = _windows(python_version)
    found = []
    for text in wheel.requires:
        each = requirements.Requirement(text)
        if each.marker is None or any(
            each.marker.evaluate({**environment, "extra": extra}) for extra in ("", *extras)
        ):
            found.append(each)
    return found


def _windows(python_version: str) -> dict[str, str]:
    return {
        **_packaging("markers").default_environment(),
        "implementation_name": "cpython",
        "implementation_version": f"{python_version}.0",
        "os_name": "nt",
        "platform_machine": "AMD64",
        "platform_python_implementation": "CPython",
        "platform_release": "10",
        "platform_system": "Windows",
        "platform_version": "10.0.19045",
        "python_full_version": f"{python_version}.0",
        "python_version": python_version,
        "sys_platform": "win32",
    }


def unfit(wheels: Sequence[Wheel], python_version: str) -> list[str]:
    """装不到 64 位 Windows 这一版 Python 上的安装包，按文件名。"""
    tags = _packaging("tags")
    major, minor = (int(part) for part in python_version.split("."))
    usable = {
        *tags.cpython_tags((major, minor), platforms=[PLATFORM]),
        *tags.compatible_tags((major, minor), f"cp{major}{minor}", [PLATFORM]),
    }
    return [wheel.path.name for wheel in wheels if not wheel.tags & usable]


def own_wheel(folder: Path, pip: Pip) -> Path:
    """perfxl 自己的安装包：在源码树里由 pip 打包，装好的则由装好的文件重新打包。"""
    root = Path(perfxl.__file__).parent.parent
    if (root / "pyproject.toml").is_file():
        with temporary_folder() as place:
            done = pip(["wheel", "--no-deps", "--wheel-dir", str(place), str(root)])
            built = sorted(place.glob("perfxl-*.whl"))
            if done.returncode or len(built) != 1:
                raise AddinError(f"没有打成 perfxl 的安装包。{pip_words(done)}")
            target = folder / built[0].name
            target.write_bytes(built[0].read_bytes())
            return target
    try:
        installed = metadata.distribution("perfxl")
    except metadata.PackageNotFoundError as error:
        raise AddinError(
            "没有找到 perfxl 的安装记录，做不了它的安装包；请用 pip 重新安装 perfxl，或在源码文件夹里运行。"
        ) from error
    contents = dict(_installed_files(installed))
    if "perfxl/__init__.py" not in contents:
        raise AddinError("perfxl 装得不全，做不了它的安装包；请用 pip 重新安装 perfxl。")
    return pack_wheel(folder / f"perfxl-{installed.version}-py3-none-any.whl", contents)


def _installed_files(installed: metadata.Distribution) -> Iterator[tuple[str, bytes]]:
    for each in installed.files or []:
        place = PurePosixPath(each.as_posix())
        top = place.parts[0]
        if top != "perfxl" and not top.endswith(".dist-info"):
            continue
        if place.suffix == ".pyc" or (top != "perfxl" and place.name in _NOT_SHIPPED):
            continue
        yield str(place), Path(str(each.locate())).read_bytes()


def pack_wheel(target: Path, contents: Mapping[str, bytes]) -> Path:
    """写一个安装包，连同登记各文件校验和的 RECORD。"""
    [info] = {PurePosixPath(name).parts[0] for name in contents if ".dist-info/" in name}
    rows = [f"{name},sha256={_record_digest(data)},{len(data)}" for name, data in contents.items()]
    record = f"{info}/RECORD"
    text = "\n".join([*rows, f"{record},,", ""])
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in (*contents.items(), (record, text.encode("utf-8"))):
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            package.writestr(entry, data)
    return target


def _record_digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode("ascii")
