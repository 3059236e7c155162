"""给不上网的 Windows 电脑的安装文件夹：全部安装包、加载项、安装命令、说明。"""

import hashlib
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import perfxl
from perfxl import __version__
from perfxl.addin.build import FILE_NAME
from perfxl.addin.computer import XLWINGS_VERSION
from perfxl.addin.errors import AddinError
from perfxl.addin.offline_files import VERSION_FILE, write_offline_files
from perfxl.addin.pip_runner import Pip, pip_words, run_pip
from perfxl.addin.shared_folders import others_may_write
from perfxl.addin.wheels import (
    PLATFORM,
    PYTHON_VERSIONS,
    WANTED,
    own_wheel,
    read_wheels,
    unfit,
    unmet,
)
from perfxl.hosts.into_place import made_folder, to_disk
from perfxl.hosts.outputs import HOW_TO_REPLACE
from perfxl.hosts.temporary_files import temporary_folder
from perfxl.model.os_fault import os_fault
from perfxl.shipped import MANUAL

WHEELS = "wheelhouse"
SUMS = "SHA256SUMS.txt"
_ADDIN_IN_WHEEL = f"perfxl/shipped/addin/{FILE_NAME}"
_MANUAL_IN_WHEEL = "perfxl/shipped/manual/"
# 每一轮补上前一轮带出来的、Windows 才要的包；依赖没有这么深。
_ROUNDS = 5


@dataclass(frozen=True)
class Bundle:
    """做好的文件夹：安装包的文件名、总字节数，有没有说明书的网站。"""

    folder: Path
    wheels: tuple[str, ...]
    size: int
    has_manual: bool


def bundle(
    target: Path,
    python_version: str = "3.11",
    *,
    pip: Pip = run_pip,
    say: Callable[[str], None] = lambda text: None,
    replace: bool = False,
) -> Bundle:
    """在 ``target`` 做安装文件夹，查过才换到位；做不成时什么也不留，抛 ``AddinError``。

    ``replace``：换掉以前做的、没有动过的安装文件夹；别的有内容的文件夹总不换。
    """
    if python_version not in PYTHON_VERSIONS:
        raise AddinError(
            f"没有给 Python {python_version} 的做法；可选 {'、'.join(PYTHON_VERSIONS)}。"
        )
    _refuse_filled(target, replace=replace)
    if others_may_write(target):
        raise AddinError(
            f"“{target if target.exists() else target.parent}”别的账户也写得进，里面的安装包可能被人换掉；"
            "请换一个只有自己写得进的文件夹。"
        )
    try:
        with made_folder(target.parent), temporary_folder(target.parent) as work:
            made = _make(work / "bundle", python_version, pip, say)
            problems = check_bundle(made, pip=pip)
            if problems:
                raise AddinError(f"文件夹没有做好：{problems[0]}")
            for path in made.rglob("*.*"):
                to_disk(path)
            # 做的时候别人放进了东西的不换。
            _refuse_filled(target, replace=replace)
            _put(made, target, work / "以前的")
    except OSError as error:
        raise AddinError(f"没有写成“{target}”：{os_fault(error)}。") from error
    files = [path for path in target.rglob("*") if path.is_file()]
    return Bundle(
        target,
        tuple(sorted(path.name for path in files if path.suffix == ".whl")),
        sum(path.stat().st_size for path in files),
        (target / MANUAL).is_dir(),
    )


def _put(made: Path, target: Path, aside: Path) -> None:
    """把做好的换到位；没有换成的，以前的放回原处。"""
    if target.exists():
        target.rename(aside)
    try:
        made.rename(target)
    except BaseException:
        if aside.exists() and not target.exists():
            aside.rename(target)
        raise


def _refuse_filled(target: Path, *, replace: bool) -> None:
    """已经有内容的文件夹不换；``replace`` 时以前做的、没有动过的可以换。"""
    if not target.exists() or (target.is_dir() and not any(target.iterdir())):
        return
    if not replace:
        raise AddinError(
            f"“{target}”已经有内容；请换一个不存在的或空的文件夹，"
            f"是以前做的安装文件夹，要换掉的{HOW_TO_REPLACE}。"
        )
    if not target.is_dir() or not _is_untouched(target):
        raise AddinError(
            f"“{target}”里有不是本程序做的内容，不能换掉；请换一个不存在的或空的文件夹。"
        )


def _is_untouched(folder: Path) -> bool:
    """是本程序做的安装文件夹，文件一个不多、一个不少、一个没改。"""
    try:
        listed = (folder / SUMS).read_text("utf-8").splitlines()
        return (folder / VERSION_FILE).is_file() and not _changed(folder, listed)
    except (OSError, UnicodeDecodeError):
        return False


def _make(folder: Path, python_version: str, pip: Pip, say: Callable[[str], None]) -> Path:
    wheels = folder / WHEELS
    wheels.mkdir(parents=True)
    say("正在打包 perfxl……")
    own = own_wheel(wheels, pip)
    (folder / FILE_NAME).write_bytes(_packed_addin(own))
    _unpack_manual(own, folder / MANUAL)
    say(f"正在下载 Windows 64 位 Python {python_version} 用的安装包……")
    _download(wheels, python_version, pip)
    write_offline_files(folder, python_version, __version__)
    sums = [f"{digest}  {name}" for name, digest in _digests(folder).items()]
    (folder / SUMS).write_text("\n".join([*sums, ""]), "utf-8", newline="\n")
    return folder


def _packed_addin(wheel: Path) -> bytes:
    """安装包里带的加载项；Windows 电脑上不再生成，所以必须有。"""
    try:
        with zipfile.ZipFile(wheel) as package:
            return package.read(_ADDIN_IN_WHEEL)
    except KeyError as error:
        raise AddinError(
            f"perfxl 的安装包里没有 {FILE_NAME}；请用带着它的安装包重新安装 perfxl，"
            "或在源码文件夹里运行。"
        ) from error


def _unpack_manual(wheel: Path, folder: Path) -> None:
    """安装包里带着说明书的，另放一份看得见的：装以前就能看。"""
    with zipfile.ZipFile(wheel) as package:
        for name in package.namelist():
            if name.startswith(_MANUAL_IN_WHEEL) and not name.endswith("/"):
                target = folder / name.removeprefix(_MANUAL_IN_WHEEL)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(package.read(name))


def _download(wheels: Path, python_version: str, pip: Pip) -> None:
    constraints = Path(perfxl.__file__).parent.parent / "constraints.txt"
    pinned = ["-c", str(constraints)] if constraints.is_file() else []
    asked = [f"xlwings=={XLWINGS_VERSION}"]
    for _ in range(_ROUNDS):
        missing = [each for each in unmet(read_wheels(wheels), python_version) if each not in asked]
        if not missing:
            return
        asked += missing
        done = pip(["download", "--dest", str(wheels), *_for(python_version), *pinned, *asked])
        if done.returncode:
            raise AddinError(f"没有下载成。{pip_words(done)}")


def _for(python_version: str) -> list[str]:
    return [
        *("--platform", PLATFORM, "--python-version", python_version),
        *("--implementation", "cp", "--only-binary=:all:"),
    ]


def _digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != SUMS
    }


def check_bundle(folder: Path, *, pip: Pip = run_pip) -> list[str]:
    """查一个安装文件夹；每个毛病一句，没有毛病时为空。"""
    try:
        python_version = (folder / VERSION_FILE).read_text("ascii").strip()
        listed = (folder / SUMS).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return [f"“{folder}”里没有 {VERSION_FILE} 或 {SUMS}，不是完整的安装文件夹。"]
    if python_version not in PYTHON_VERSIONS:
        return [f"{VERSION_FILE} 里写的 Python 版本不认识：{python_version}。"]
    problems = _changed(folder, listed)
    try:
        wheels = read_wheels(folder / WHEELS)
    except AddinError as error:
        return [*problems, str(error)]
    problems += [
        f"{name} 装不到 64 位 Windows 的 Python {python_version} 上。"
        for name in unfit(wheels, python_version)
    ]
    problems += [f"缺少安装包：{each}。" for each in unmet(wheels, python_version)]
    problems += _addin_differs(folder, [wheel.path for wheel in wheels if wheel.name == "perfxl"])
    return problems or _refused(folder / WHEELS, python_version, pip)


def _changed(folder: Path, listed: list[str]) -> list[str]:
    expected = {name: digest for digest, _, name in (line.partition("  ") for line in listed)}
    found = _digests(folder)
    problems = [f"少了文件 {name}。" for name in expected if name not in found]
    problems += [f"多了文件 {name}。" for name in found if name not in expected]
    return problems + [
        f"文件 {name} 的校验和不对，可能没有拷完整。"
        for name, digest in found.items()
        if expected.get(name, digest) != digest
    ]


def _addin_differs(folder: Path, own: list[Path]) -> list[str]:
    for wheel in own:
        try:
            packed = _packed_addin(wheel)
        except AddinError as error:
            return [str(error)]
        if not (folder / FILE_NAME).is_file() or (folder / FILE_NAME).read_bytes() != packed:
            return [f"{FILE_NAME} 与 perfxl 安装包里的不一样。"]
    return []


def _refused(wheels: Path, python_version: str, pip: Pip) -> list[str]:
    """让 pip 只凭这些安装包演练一遍。"""
    with temporary_folder() as place:
        done = pip(
            [
                *("install", "--dry-run", "--no-index", "--find-links", str(wheels)),
                *("--target", str(place), *_for(python_version), *WANTED),
            ],
            alone=True,
        )
    return [] if done.returncode == 0 else [f"pip 演练安装没有通过。{pip_words(done)}"]
