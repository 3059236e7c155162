"""用户自己的批注：校验的一段接在后面、拿走，他写的字和字的样子（粗体、颜色）都照旧。

整段重写，Excel 就忘了各个字的样子；所以只插进去、只删掉自己的一段。做不到的宿主（Mac）整段重写，字都在，样子没有了，说出来。
"""

from typing import Any

import xlwings as xw

from perfxl.excel.session import raise_if_busy
from perfxl.model.own_notes import marked_spans, without_marks


def append_block(note: xw.main.Note, block: str) -> bool:
    """接上一段；字的样子留不住的返回 ``False``。"""
    text = note.text or ""
    added = f"\n{block}"
    try:
        # 从这里插入，不盖掉原来的。
        note.api.Text(added, _units(text) + 1, False)
    except Exception as error:  # noqa: BLE001  没有这个方法的宿主，抛的错不同
        raise_if_busy(error)
    return _is(note, f"{text}{added}")


def take_block_out(note: xw.main.Note, text: str) -> bool:
    """批注 ``text`` 去掉校验的几段；字的样子留不住的返回 ``False``。"""
    try:
        frame = note.api.Shape.TextFrame
        for first, last in reversed(marked_spans(text)):
            start, end = _units(text[:first]), _units(text[:last])
            frame.Characters(start + 1, end - start).Delete()
    except Exception as error:  # noqa: BLE001  没有批注框的宿主，抛的错不同
        raise_if_busy(error)
    return _is(note, without_marks(text))


def _is(note: xw.main.Note, wanted: str) -> bool:
    """读回来正是要的；不是的整段重写，返回 ``False``。"""
    if _one_line_end(note.text) == _one_line_end(wanted):
        return True
    note.text = wanted
    return False


def _units(text: str) -> int:
    """Excel 数字符照 UTF-16：生僻字占两个。"""
    return len(text.encode("utf-16-le")) // 2


def _one_line_end(text: Any) -> str:
    return str(text or "").replace("\r\n", "\n").replace("\r", "\n")
