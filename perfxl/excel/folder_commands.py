"""批量的三步：开始、看进度、做完了打开清单。开始和看进度立刻回来，Excel 不用等。"""

from pathlib import Path

from perfxl.excel.chosen_profile import chosen_profile, named_profile
from perfxl.excel.long_run import LongRun
from perfxl.excel.session import TITLE, RefusedError, Session, ribbon_command

_running: list[LongRun] = []


@ribbon_command
def start_folder(session: Session, folder: str) -> str:
    """在另一个进程里校验 ``folder``。"""
    if _running:
        raise RefusedError("上一次“批量”还没有做完；等它做完，或再按一次“批量”停下。")
    place = Path(folder)
    if not place.is_dir():
        raise RefusedError(f"没有文件夹“{folder}”，请重新选。")
    profile = chosen_profile(named_profile(session.book))
    names = [book.name for book in session.app.books]
    _running.append(
        LongRun({"folder": folder, "profile": profile.name if profile else "", "avoided": names})
    )
    return (
        f"开始校验文件夹“{place.name}”（连同下级）里的工作簿，按磁盘上保存的内容。"
        "可以照常用 Excel，状态栏有进度，做完会说；再按一次“批量”可以停下。"
    )


@ribbon_command
def finish_folder(session: Session) -> str:
    """做完了：说结果，打开清单。"""
    if not _running or _running[0].progress():
        raise RefusedError("“批量”还没有做完。")
    result = _running.pop().result()
    path = result.get("path")
    if path is None:
        return result["said"]
    try:
        session.app.books.open(path)
    except Exception:  # noqa: BLE001  开着另一个同名的工作簿等
        return f"{result['said']}，没能自动打开，请自己打开。"
    return f"{result['said']}，现已打开。"


def poll() -> str:
    """状态栏里的一句；没有在做的为 ``""``，做完了为 ``done``。"""
    if not _running:
        return ""
    doing = _running[0].progress()
    return f"{TITLE}：{doing}（再按“批量”停下）" if doing else "done"


def stop() -> None:
    """停下正在做的。"""
    for each in _running:
        each.stop()
