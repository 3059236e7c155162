"""一次按键：找到工作簿、关掉刷新、报进度、可以中止，最后一切还原，只说一句中文。"""

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import wraps
from pathlib import Path
from typing import Any

import xlwings as xw

from perfxl.excel.escape_key import escape_pressed
from perfxl.excel.log_file import keep_log
from perfxl.many_files.garbage_collection import no_collection
from perfxl.model.errors import PerfxlError

TITLE = "perfxl 绩效"
# Excel 拒绝调用时，xlwings 最多重试这么多次；它自己的默认是一直试下去。
BUSY_ATTEMPTS = 300
_CALL_REJECTED = (-2147418111, -2146777998, -2147417846)
_log = logging.getLogger("perfxl.excel")


class RefusedError(PerfxlError):
    """做不了；文字是给用户看的一句中文。"""


class CancelledError(Exception):
    """用户按了 Esc。"""


class Session:
    """命令运行时的工作簿和状态栏。"""

    def __init__(self, book: xw.Book, cancelled: Callable[[], bool] = escape_pressed) -> None:
        self.book = book
        self.app = book.app
        self._cancelled = cancelled
        # 几分钟前按过的 Esc 不算。
        cancelled()

    def progress(self, text: str) -> None:
        """在状态栏说正在做什么；用户按了 Esc 就抛 ``CancelledError``。"""
        self.pause()
        self.app.status_bar = f"{TITLE}：{text}（按 Esc 中止）"

    def pause(self) -> None:
        """用户按了 Esc 就抛 ``CancelledError``。"""
        if self._cancelled():
            raise CancelledError


Command = Callable[..., str]


def ribbon_command(run: Command) -> Callable[..., None]:
    """功能区命令的外壳：``run(session, …)`` 返回要说的一句话，出什么错都不漏到 Excel 里。"""

    @wraps(run)
    def command(*arguments: Any) -> None:
        limit_retries()
        try:
            book = xw.Book.caller()
            app = book.app
        except Exception:
            note_failure(run.__name__)
            raise
        said, mode = _run_quietly(run, book, arguments)
        with suppress(Exception):  # 说不出来也不能再抛
            app.alert(said, TITLE, "ok", mode)

    return command


def _run_quietly(run: Command, book: xw.Book, arguments: tuple[Any, ...]) -> tuple[str, str]:
    try:
        with settings_kept(book.app), no_collection():
            return run(Session(book), *arguments), "info"
    except CancelledError:
        return "已中止，没有做完；再按一次可以重来。", "info"
    except PerfxlError as error:
        return str(error), "critical"
    except Exception as error:  # noqa: BLE001  Excel 里不能弹出程序内部的出错位置
        if is_busy(error):
            return "Excel 正忙（可能正在编辑单元格或弹着对话框），请结束编辑后再试。", "critical"
        log = note_failure(run.__name__)
        return (
            f"程序出错（{type(error).__name__}），没有做完；详情记在“{log}”，请反馈给维护者。",
            "critical",
        )


def is_busy(error: BaseException) -> bool:
    """是不是 Excel 拒绝了调用。"""
    if type(error).__name__ == "ExcelBusyError":
        return True
    if type(error).__name__ != "com_error":
        return False
    # 编辑单元格时，拒绝的代码在第三项的末尾。
    detail = error.args[2] if len(error.args) > 2 else None
    codes = [*error.args[:1], *(detail[-1:] if isinstance(detail, tuple) else ())]
    return any(code in _CALL_REJECTED for code in codes)


def raise_if_busy(error: BaseException) -> None:
    """Excel 正忙的不是不让改、做不到：原样抛出，由外面说一句。"""
    if is_busy(error):
        raise error


def limit_retries(attempts: int = BUSY_ATTEMPTS) -> None:
    """Excel 忙时 xlwings 默认无限重试；改成有限次。只在 Windows 有这回事。"""
    windows = sys.modules.get("xlwings._xlwindows")
    if windows is not None:
        windows.N_COM_ATTEMPTS = attempts  # type: ignore[attr-defined]


@contextmanager
def settings_kept(app: xw.App) -> Iterator[None]:
    """运行时关掉刷新和自动重算；无论怎样结束，刷新、重算、状态栏都还原。"""
    before = {
        name: _setting(app, name) for name in ("screen_updating", "calculation", "display_alerts")
    }
    bar = _setting(app, "status_bar")
    _set(app, "screen_updating", False)
    _set(app, "display_alerts", False)
    _set(app, "calculation", "manual")
    try:
        yield
    finally:
        for name, value in before.items():
            if value is not None:
                _set(app, name, value)
        # 没有占用状态栏时，有的版本给出的是文字 FALSE。
        own = isinstance(bar, str) and bar.upper() != "FALSE"
        _set(app, "status_bar", bar if own else False)


def _setting(app: xw.App, name: str) -> Any:
    # 没有打开的窗口、宏正在运行时，有的设置取不到。
    with suppress(Exception):
        return getattr(app, name)
    return None


def _set(app: xw.App, name: str, value: Any) -> None:
    with suppress(Exception):
        setattr(app, name, value)


def note_failure(name: str) -> Path:
    path = keep_log()
    _log.exception("ribbon command %s failed", name)
    return path
