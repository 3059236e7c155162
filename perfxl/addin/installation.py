"""把加载项放进 Excel，或从 Excel 里拿掉。"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from perfxl.addin.build import FILE_NAME, build_addin
from perfxl.addin.computer import REINSTALL_XLWINGS, XLWINGS_VERSION, Computer
from perfxl.addin.errors import AddinError
from perfxl.addin.places import (
    SCRIPT_NAME,
    Obstacle,
    Places,
    excel_data,
    interpreter,
    missing_libraries,
    places,
    remove_zone_mark,
    unusable,
)
from perfxl.hosts.outputs import Output, Outputs
from perfxl.hosts.temporary_files import temporary_folder
from perfxl.hosts.whole_file import written_whole
from perfxl.model.file_faults import NotWritableError
from perfxl.model.os_fault import os_fault
from perfxl.shipped import shipped_folder
from perfxl.standards.own_profiles import PROFILE_FOLDER

_MAC_LIMIT = "macOS 上功能区的命令可以用；单元格函数（PERF_SCORE 等）只能在 Windows 的 Excel 里用。"
_RESTART = "Excel 正在运行：退出后再打开，新的加载项才起作用。"


@dataclass(frozen=True)
class Outcome:
    """做了什么：写好或删掉的文件，还要告诉用户的话。"""

    files: tuple[Path, ...]
    notes: tuple[str, ...] = ()


def addin_bytes() -> bytes:
    """这一版的加载项；安装包里带着，源码树里现生成。生成不了时抛 ``AddinError``。"""
    ready = shipped_folder("addin") / FILE_NAME
    if ready.is_file():
        return ready.read_bytes()
    with temporary_folder() as folder:
        return build_addin(folder / FILE_NAME).read_bytes()


def script_bytes() -> bytes:
    """macOS 上 Excel 用来启动 Python 的脚本。"""
    try:
        return (shipped_folder("addin") / SCRIPT_NAME).read_bytes()
    except OSError as error:
        raise AddinError(f"perfxl 装得不全：少了 {SCRIPT_NAME}，请重新安装。") from error


def install(computer: Computer, *, addin: Callable[[], bytes] = addin_bytes) -> Outcome:
    """装好加载项；先查清能不能装，不能时什么也不写，抛 ``AddinError``。"""
    where = places(computer)
    obstacle = unusable(computer) or _unfit(computer, where)
    if obstacle is not None:
        raise AddinError(str(obstacle))
    content = addin()
    script = script_bytes() if where.script else b""
    _put(where.addin, content)
    remove_zone_mark(where.addin)
    if where.script:
        _put(where.script, script)
    end = "\r\n" if computer.is_windows else "\n"
    _put(where.interpreter, f"{interpreter(computer)}{end}".encode("ascii"))
    notes = [_MAC_LIMIT] if computer.is_mac else []
    if computer.excel_running:
        notes.append(_RESTART)
    return Outcome(where.files, tuple(notes))


def _unfit(computer: Computer, where: Places) -> Obstacle | None:
    found = computer.versions.get("xlwings")
    if found != XLWINGS_VERSION:
        have = f"装的是 {found}" if found else "没有装"
        return Obstacle(
            f"加载项要用 xlwings {XLWINGS_VERSION}，这个 Python 里{have}",
            f"请运行 pip install xlwings=={XLWINGS_VERSION}，再安装加载项。",
        )
    missing = missing_libraries(computer) if computer.is_windows else []
    if missing:
        return Obstacle(
            f"Python 的文件夹里没有 {'、'.join(missing)}，Excel 靠它找到 Python",
            f"请运行 {REINSTALL_XLWINGS}，再安装加载项。",
        )
    # 这个文件夹由系统在 Excel 第一次启动时建，自己建会出错。
    if computer.is_mac and not excel_data(computer).is_dir():
        return Obstacle("没有找到 Excel 的数据文件夹", "请先打开一次 Excel，退出后再安装加载项。")
    return None


def _put(target: Path, content: bytes) -> None:
    # 这几个是安装时自己写的文件，换成新的一版正是要做的。
    output = Output(Outputs(replace=True), target)
    try:
        with written_whole(output) as temporary:
            temporary.write_bytes(content)
    except NotWritableError as error:
        if not isinstance(error.__cause__, PermissionError):
            raise AddinError(str(error)) from error
        if target.is_file():
            raise AddinError(f"“{target}”正在使用，换不了。请先退出 Excel，再运行一次。") from error
        raise AddinError(_no_permission(target)) from error


def _no_permission(target: Path) -> str:
    return (
        f"写不进“{target.parent}”；请确认本用户对这个文件夹有写权限、磁盘没有满，"
        "macOS 上还要允许“终端”访问其他 App 的数据。"
    )


def uninstall(computer: Computer) -> Outcome:
    """只删安装时写的几个文件、日志、改动记录的钥匙和加进来的口径；没有的不管；没有 Excel 的系统上没有装过。

    Excel 占用着时抛 ``AddinError``。
    """
    if not (computer.is_windows or computer.is_mac):
        return Outcome((), ())
    where = places(computer)
    removed: list[Path] = []
    for path in (*where.files, *where.logs, *where.keys, *where.profiles):
        if path.is_file():
            try:
                path.unlink()
            except OSError as error:
                raise AddinError(_why_kept(path, error)) from error
            removed.append(path)
    for key in where.keys:
        _remove_if_empty(key.parent / PROFILE_FOLDER)
    if computer.is_windows:
        _remove_if_empty(where.interpreter.parent)
    for key in where.keys:
        _remove_if_empty(key.parent)
    notes: tuple[str, ...] = ()
    if removed and computer.excel_running:
        notes = ("Excel 正在运行：退出后再打开，功能区“绩效”才会消失。",)
    return Outcome(tuple(removed), notes)


def _why_kept(path: Path, error: OSError) -> str:
    if isinstance(error, PermissionError):
        return f"“{path}”正在使用，删不了。请先退出 Excel，再运行一次。"
    return f"“{path}”删不了：{os_fault(error)}。"


def _remove_if_empty(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
