"""标出问题：底色用条件格式，说明写批注；都认得出是自己的，清除时一处不留，原样还在。

不改单元格自己的格式，所以图案、主题色、边框都不会丢；打印和筛选照常看得见颜色。
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from zlib import crc32

import xlwings as xw

from perfxl.plans.marks import Mark, marked_places, note_text

# 恒真的公式，凭它认出自己的条件格式。
MARK_FORMULA = '="perfxl"="perfxl"'
_OPENING = "〔绩效校验〕"
# 结尾带着内容的指纹：没有改过的整段去掉，改过的只去掉头尾，字都留下。
_BLOCK = re.compile(rf"(\n?){_OPENING}\n(.*?)\n〔校验完([0-9a-f]{{4}})〕", re.S)
_MARKERS = re.compile(rf"\n?(?:{_OPENING}|〔校验完[0-9a-f]{{4}}〕)")


@dataclass(frozen=True)
class Marked:
    """标记的结果：标不了的表；上一次的标记清不掉、可能过时的表。"""

    unmarked: tuple[str, ...]
    stale: tuple[str, ...]


def mark(book: xw.Book, marks: Sequence[Mark]) -> Marked:
    """标出各处。先清掉上一次的；受保护、在共享的表标不了也清不掉。"""
    _, stale = clear_marks(book)
    unmarked = []
    for name in dict.fromkeys(each.sheet for each in marks):
        if name in stale:
            continue
        here = [each for each in marks if each.sheet == name]
        sheet = book.sheets[name]
        try:
            _mark_sheet(sheet, here)
        except Exception:  # noqa: BLE001  各宿主写不进时抛的错不同
            with suppress(Exception):
                _clear_sheet(sheet)
            unmarked.append(name)
    return Marked(tuple(unmarked), tuple(stale))


def _mark_sheet(sheet: xw.Sheet, marks: Sequence[Mark]) -> None:
    # 后加的在上面：轻的先加，重的后加。
    for rank in sorted({each.rank for each in marks}, reverse=True):
        areas = {(area, each.colour) for each in marks if each.rank == rank for area in each.areas}
        for area, colour in sorted(areas):
            sheet[area].conditional_formats.add_custom(MARK_FORMULA, fill_color=f"#{colour}")
    for (_, cell), here in marked_places(marks).items():
        # 已有新式批注（可以回复的那种）的格加不了旧式批注：颜色在，说明在“校验结果”里。
        with suppress(Exception):
            _append_note(sheet[cell], note_text(here))


def _append_note(cell: xw.Range, text: str) -> None:
    block = f"{_OPENING}\n{text}\n〔校验完{_fingerprint(text)}〕"
    note = cell.note
    if note is not None:
        note.text = f"{note.text}\n{block}"
        return
    added = cell.add_note(block)
    with suppress(Exception):  # 批注框默认只有四行高；只有 Windows 的 Excel 能这样撑开
        added.api.Shape.TextFrame.AutoSize = True


def clear_marks(book: xw.Book) -> tuple[int, list[str]]:
    """清掉全部标记；返回清了几处，和清不掉的工作表名。"""
    cleared, kept = 0, []
    for sheet in book.sheets:
        try:
            cleared += _clear_sheet(sheet)
        except Exception:  # noqa: BLE001  受保护的表，各宿主抛的错不同
            kept.append(sheet.name)
    return cleared, kept


def _clear_sheet(sheet: xw.Sheet) -> int:
    cleared = 0
    rules = sheet.cells.conditional_formats
    for place in range(len(rules) - 1, -1, -1):
        rule = rules[place]
        if rule.type == "custom" and rule.formula == MARK_FORMULA:
            rule.delete()
            cleared += 1
    for note in reversed(list(sheet.notes)):
        text = note.text or ""
        if _OPENING in text:
            _restore_note(note, without_marks(text))
            cleared += 1
    return cleared


def _restore_note(note: xw.main.Note, left: str) -> None:
    if left:
        note.text = left
    else:
        note.delete()


def _fingerprint(text: str) -> str:
    return f"{crc32(text.encode()) & 0xFFFF:04x}"


def without_marks(text: str) -> str:
    r"""批注去掉校验的几段，剩下用户自己写的，不管写在前面、后面还是中间。

    >>> block = f"〔绩效校验〕\n【错误 PX301】…\n〔校验完{_fingerprint('【错误 PX301】…')}〕"
    >>> without_marks(f"请核对\n{block}"), without_marks(f"王:{block}已核对"), without_marks("无关")
    ('请核对', '王:已核对', '无关')
    >>> without_marks(block.replace("…", "…属实"))
    '【错误 PX301】…属实'
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    if _OPENING not in plain:
        return text

    def kept(found: re.Match[str]) -> str:
        return "" if _fingerprint(found[2]) == found[3] else f"{found[1]}{found[2]}"

    return _MARKERS.sub("", _BLOCK.sub(kept, plain)).removeprefix("\n")
