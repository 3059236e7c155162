"""功能区按钮从 VBA 进来的一处：命令只认表上的名字，运行完放开工作簿。

VBA 只交命令的名字和编了码的参数，不交 Python 文字；工作簿由 xlwings 记作调用者。
"""

import re
import sys
from collections.abc import Callable
from typing import Any

import xlwings as xw

from perfxl.excel import commands, long_commands, marked_cells, typing_check
from perfxl.excel.change_record import last_batch
from perfxl.excel.session import is_busy, limit_retries, note_failure

_ESCAPED = re.compile(r"(?:\\u[0-9a-fA-F]{4}){1,300}")
COMMANDS: dict[str, Callable[..., None]] = {
    name: getattr(commands, name)
    for name in (
        *("check", "score", "check_folder", "clear_marks", "freeze_formulas", "restore"),
        *("show_help", "make", "next_year", "choose_profile", "fix", "accept", "check_level"),
        *("blank", "profile_from_file"),
    )
} | {
    "explain_cell": marked_cells.explain_cell,
    "next_finding": marked_cells.next_finding,
    "start_folder": long_commands.start_folder,
    "start_summary": long_commands.start_summary,
    "compare": long_commands.compare,
    "finish_run": long_commands.finish_run,
}
# 边填边查：不是按钮，不弹话。参数是刚改过的表（冒号隔开），行列增删过的前面多一个冒号。
_TYPED = "check_again"
# 边填边查时，Excel 忙就算了，下一次改了再查。
_TYPING_ATTEMPTS = 3
# 改了表里内容的，Excel 自己的“撤销”接着就是还原。
_UNDOABLE = ("score", "freeze_formulas", "fix")


@xw.func
def ready() -> bool:
    """载入本模块。不带工作簿叫一次，以后带着工作簿叫时，xlwings 不去翻它的工作表名。"""
    return True


@xw.func
def poll() -> str:
    """另一个进程里的事做到哪里了，见 ``long_commands.poll``。"""
    return long_commands.poll()


@xw.func
def stop() -> str:
    """停下另一个进程里的事。"""
    long_commands.stop()
    return ""


@xw.func
def run(verb, argument):  # type: ignore[no-untyped-def]  # 注解会被当成取值方式
    """运行一个命令；改了表里内容的返回 ``undo``，边填边查的返回状态栏的话。

    不认得的命令、没有编码的参数抛 ``ValueError``。
    """
    if verb == _TYPED:
        [names] = _arguments(argument)
        return typed(names.removeprefix(":"), names.startswith(":"))
    try:
        command = COMMANDS.get(verb)
        if command is None:
            raise ValueError(f"unknown command: {verb!r}")
        arguments = _arguments(argument)
        before = _batch() if verb in _UNDOABLE else 0
        command(*arguments)
        return "undo" if verb in _UNDOABLE and _batch() > before else ""
    finally:
        _let_go()


def typed(names: str, moved: bool) -> str:
    """这几张表（冒号隔开）刚改过：重查，返回状态栏的话。出什么错都不出声，下一次改了再查。"""
    try:
        limit_retries(_TYPING_ATTEMPTS)
        return typing_check.checked_again(xw.Book.caller(), names.split(":"), moved=moved)
    except Exception as error:  # noqa: BLE001  填表时不弹话
        if not is_busy(error):
            note_failure("typed")
        return ""
    finally:
        limit_retries()
        _let_go()


def _batch() -> int:
    try:
        return last_batch(xw.Book.caller())
    except Exception:  # noqa: BLE001  Excel 正忙等：不接“撤销”就是了，命令自己会说
        return 0


def _arguments(escaped: str | None) -> tuple[str, ...]:
    if not escaped:
        return ()
    if _ESCAPED.fullmatch(escaped) is None:
        raise ValueError("an argument is written in escapes")
    return (escaped.encode("ascii").decode("unicode_escape"),)


def _let_go() -> None:
    """关掉了的工作簿不能还被 Python 拿着。"""
    windows: Any = sys.modules.get("xlwings._xlwindows")
    if windows is not None:
        windows.BOOK_CALLER = None
