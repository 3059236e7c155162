"""在另一个进程里做的命令：开始、看进度、停下、做完了打开写出的文件。开始和看进度立刻回来，Excel 不用等。"""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from perfxl.excel.asking import chosen_file
from perfxl.excel.book_path import full_name, local_path
from perfxl.excel.chosen_profile import chosen_profile, named_profile
from perfxl.excel.long_jobs import Job
from perfxl.excel.long_run import LongRun
from perfxl.excel.open_book import OpenBook, snapshot_name
from perfxl.excel.session import TITLE, RefusedError, Session, ribbon_command
from perfxl.excel.whole_folder import own_folder
from perfxl.hosts.temporary_files import temporary_folder


class _Running(NamedTuple):
    """正在做的：按哪个按钮做的，和那一个进程。"""

    button: str
    run: LongRun


_running: list[_Running] = []


@ribbon_command
def start_folder(session: Session, folder: str) -> str:
    """批量：在另一个进程里校验 ``folder``。"""
    return _start_in_folder(session, folder, "批量", "check_folder", "校验")


@ribbon_command
def start_summary(session: Session, folder: str) -> str:
    """汇总：在另一个进程里汇总 ``folder`` 里的自评表。"""
    return _start_in_folder(session, folder, "汇总", "summary", "汇总")


def _start_in_folder(session: Session, folder: str, button: str, do: str, doing: str) -> str:
    _refuse_second()
    place = Path(folder)
    if not place.is_dir():
        raise RefusedError(f"没有文件夹“{folder}”，请重新选。")
    profile = chosen_profile(named_profile(session.book))
    _start(button, _job(session, do, folder, profile=profile.name if profile else ""))
    return (
        f"开始{doing}文件夹“{place.name}”（连同下级）里的工作簿，按磁盘上保存的内容。"
        f"可以照常用 Excel，状态栏有进度，做完会说；再按一次“{button}”可以停下。"
    )


@ribbon_command
def compare(session: Session) -> str:
    """比对：本工作簿与选的另一份，同一项目变了什么，写成新文件。"""
    _refuse_second()
    other = chosen_file(session.app, "选另一步（或另一年）的表", "*.xlsx;*.xlsm;*.xls;*.et")
    if other is None:
        return "没有选另一份，没有比对。"
    if other == local_path(session.book):
        raise RefusedError("选的就是本工作簿；请选同一项目的另一步（申报、批复、调整、自评）的表。")
    start_with_copy(session, "比对", "compare", other=str(other))
    return f"开始与“{other.name}”比对，可以照常用 Excel，做完会说；再按一次“比对”可以停下。"


def start_with_copy(session: Session, button: str, do: str, **given: str) -> None:
    """把开着的工作簿另存一份，交给另一个进程去 ``do``；另存不了抛 ``NotWritableError``。"""
    _refuse_second()
    path = local_path(session.book)
    folder = str(path.parent if path is not None else own_folder())
    with ExitStack() as stack:
        place = stack.enter_context(temporary_folder())
        copy = place / snapshot_name(session.book)
        session.progress("另存一份")
        OpenBook(session.book).save_snapshot(copy)
        job = _job(session, do, folder, copy=str(copy), book=full_name(session.book), **given)
        _start(button, job, stack.pop_all().close)


def _job(session: Session, do: str, folder: str, **given: str) -> Job:
    # Excel 不能同时打开两个同名的工作簿。
    names = [book.name for book in session.app.books]
    return {"do": do, "folder": folder, "avoided": names, **given}


def _start(button: str, job: Job, ended: Callable[[], None] = lambda: None) -> None:
    _running.append(_Running(button, LongRun(job, ended)))


def _refuse_second() -> None:
    if _running:
        name = _running[0].button
        raise RefusedError(f"上一次“{name}”还没有做完；等它做完，或再按一次“{name}”停下。")


@ribbon_command
def finish_run(session: Session) -> str:
    """做完了：说结果，打开写出的文件。"""
    if not _running or _running[0].run.progress():
        raise RefusedError("上一件还没有做完。")
    result = _running.pop().run.result()
    path = result.get("path")
    if path is None:
        return result["said"]
    more = result.get("more", "")
    try:
        session.app.books.open(path)
    except Exception:  # noqa: BLE001  开着另一个同名的工作簿等
        return f"{result['said']}，没能自动打开，请自己打开。{more}"
    return f"{result['said']}，现已打开。{more}"


def poll() -> str:
    """状态栏里的一句；没有在做的为 ``""``，做完了为 ``done``。"""
    if not _running:
        return ""
    [(button, run)] = _running
    doing = run.progress()
    return f"{TITLE}：{button}，{doing}（再按“{button}”停下）" if doing else "done"


def stop() -> None:
    """停下正在做的。"""
    for each in _running:
        each.run.stop()
