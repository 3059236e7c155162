"""在 Excel 里问用户：选一个文件、写一句话。只有 Windows 的 Excel 能由 Python 问。"""

from pathlib import Path
from typing import Any

import xlwings as xw

from perfxl.excel.session import TITLE, RefusedError

# Excel 的 InputBox：要文字。
_TEXT = 2


def chosen_file(app: xw.App, what: str, pattern: str) -> Path | None:
    """用户选的一个文件；没有选的为 ``None``。"""
    given = _asked(app, "GetOpenFilename", f"{what} ({pattern}),{pattern}", 1, f"{TITLE}：{what}")
    return Path(given) if given else None


def written_text(app: xw.App, question: str) -> str | None:
    """用户写的一句话，去了首尾空白；按了取消的为 ``None``。"""
    # 中间五项是缺省值和位置，不写。
    given = _asked(app, "InputBox", question, TITLE, "", *[None] * 4, _TEXT)
    return given.strip() if isinstance(given, str) else None


def _asked(app: xw.App, name: str, *arguments: Any) -> Any:
    try:
        ask = getattr(app.api, name)
    except AttributeError as error:
        raise RefusedError(
            "这台电脑的 Excel 不能在这里选文件、写字；"
            "请用命令行：口径用 --profile，认可写在“校验认可.yaml”，比对用 perfxl compare。"
        ) from error
    given = ask(*_plain(arguments))
    return None if given is False else given


def _plain(arguments: tuple[Any, ...]) -> tuple[Any, ...]:
    """不写的参数，COM 要一个特别的值。"""
    try:
        from pythoncom import Missing  # type: ignore[import-untyped,unused-ignore]
    except ImportError:
        return arguments
    return tuple(Missing if each is None else each for each in arguments)
