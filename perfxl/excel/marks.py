"""标出问题：底色用条件格式，说明写批注；都认得出是自己的，清除时一处不留，原样还在。

不改单元格自己的格式，所以图案、主题色、边框都不会丢；打印和筛选照常看得见颜色。指标行的颜色认行里的字，
排了序也跟着走（批注本来就跟着格走）。
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import NamedTuple, Protocol
from zlib import crc32

import xlwings as xw

from perfxl.excel.areas import joined
from perfxl.model.address import Block, column_letters
from perfxl.plans.marks import Mark, marked_places, note_size, note_text

# 恒真的公式，凭它认出自己的条件格式；跟着行走的，公式以 ``FOLLOWING`` 开头。
MARK_FORMULA = '="perfxl"="perfxl"'
FOLLOWING = '=("perfxl"="perfxl")*'
# 公式连同里面的字最多 255 个字符。
_LONGEST_KEYS = 150
_OPENING = "〔绩效校验〕"
# 结尾带着内容的指纹：没有改过的整段去掉，改过的只去掉头尾，字都留下。
_BLOCK = re.compile(rf"(\n?){_OPENING}\n(.*?)\n〔校验完([0-9a-f]{{4}})〕", re.S)
_MARKERS = re.compile(rf"\n?(?:{_OPENING}|〔校验完[0-9a-f]{{4}}〕)")


class KnownMarks(Protocol):
    """一张表上已有的标记，见 ``marks_there``。"""

    @property
    def noted(self) -> frozenset[str]:
        """有批注的格。"""

    @property
    def is_any(self) -> bool:
        """有校验的标记。"""

    def are(self, marks: Sequence[Mark]) -> bool:
        """正是要标的这些。"""


@dataclass(frozen=True)
class Marked:
    """标记的结果：标不了的表；上一次的标记清不掉、可能过时的表。"""

    unmarked: tuple[str, ...]
    stale: tuple[str, ...]


def mark(
    book: xw.Book, marks: Sequence[Mark], there: Mapping[str, KnownMarks] | None = None
) -> Marked:
    """标出各处。先清掉上一次的；受保护、在共享的表标不了也清不掉。

    ``there`` 是快照里已有的标记：没有变的表不动，没有标记的表不用清。
    """
    unmarked = []
    by_sheet: dict[str, list[Mark]] = {}
    for each in marks:
        by_sheet.setdefault(each.sheet, []).append(each)
    if there is None:
        cleared = _clear_all(book)
    else:
        by_sheet = {k: here for k, here in by_sheet.items() if not there[k].are(here)}
        cleared = _clear_known(book, by_sheet, there, {each.sheet for each in marks})
    for name, here in by_sheet.items():
        if name in cleared.kept:
            continue
        sheet, noted = cleared.noted[name]
        try:
            mark_sheet(sheet, here, noted)
        except Exception:  # noqa: BLE001  各宿主写不进时抛的错不同
            with suppress(Exception):
                clear_sheet(sheet)
            unmarked.append(name)
    return Marked(tuple(unmarked), tuple(cleared.kept))


def mark_sheet(sheet: xw.Sheet, marks: Sequence[Mark], noted: Collection[str]) -> None:
    """标一张表；``noted`` 是上面已有批注的格。"""
    for area, formula, colour in wanted_rules(marks):
        sheet[area].conditional_formats.add_custom(formula, fill_color=f"#{colour}")
    for cell, text in wanted_notes(marks).items():
        # 已有新式批注（可以回复的那种）的格加不了旧式批注：颜色在，说明在“校验结果”里。
        with suppress(Exception):
            _append_note(sheet[cell], text, has_note=cell in noted)


def wanted_rules(marks: Sequence[Mark]) -> Iterator[tuple[str, str, str]]:
    """一张表要加的颜色：地址（可以是几块）、公式、颜色。后加的在上面：轻的先加，重的后加。"""
    for rank in sorted({each.rank for each in marks}, reverse=True):
        here = [each for each in marks if each.rank == rank]
        for areas, formula in _coloured(here):
            yield areas, formula, here[0].colour


def wanted_notes(marks: Sequence[Mark]) -> dict[str, str]:
    """一张表的各格要写的批注。"""
    return {cell: note_text(there) for (_, cell), there in marked_places(marks).items()}


def _coloured(marks: Sequence[Mark]) -> Iterator[tuple[str, str]]:
    """一种颜色的各块：地址（可以是几块）、公式。认得出是哪一行的，公式跟着那一行走。"""
    still: set[str] = set()
    moving: dict[tuple[int, int, int, int], set[str]] = {}
    for each in marks:
        for area in each.areas:
            rows = each.rows
            block = Block.parse(area)
            here = range(block.top, block.bottom + 1)
            if rows is None or not all(row in rows.keys for row in here):
                still.add(area)
                continue
            for column in range(block.left, block.right + 1):
                place = (rows.first, rows.last, rows.column, column)
                moving.setdefault(place, set()).update(rows.keys[row] for row in here)
    for areas in joined(sorted(still)):
        yield areas, MARK_FORMULA
    for (first, last, key_column, column), keys in sorted(moving.items()):
        letters = column_letters(column)
        for text in joined(sorted(keys), _LONGEST_KEYS, "|"):
            yield f"{letters}{first}:{letters}{last}", _following(key_column, text)


def _following(key_column: int, keys: str) -> str:
    """这一行的 ``key_column`` 列写着 ``keys`` 里的一个；不用相对引用，Excel 照活动单元格解它。"""
    letters, quoted = column_letters(key_column), keys.replace('"', '""')
    own = f"INDEX(${letters}:${letters},ROW())"
    return f'{FOLLOWING}ISNUMBER(FIND("|"&{own}&"|","|{quoted}|"))'


def _append_note(cell: xw.Range, text: str, *, has_note: bool) -> None:
    block = f"{_OPENING}\n{text}\n〔校验完{_fingerprint(text)}〕"
    note = cell.note if has_note else None
    if note is not None:
        note.text = f"{note.text}\n{block}"
        return
    # xlwings 自己的 add_note 先问大小、再问有没有批注，都已经知道：一条批注少三次往返。
    added = cell.impl.add_note(block)
    with suppress(Exception):  # 批注框默认只有四行高；只有 Windows 的 Excel 能改
        shape = added.api.Shape
        shape.Width, shape.Height = note_size(block)


def said_in(note: str) -> str:
    """批注里校验写的话；没有为 ``""``。"""
    return "\n".join(block[1] for block in _BLOCK.findall(_plain(note)))


def clear_marks(book: xw.Book) -> tuple[int, list[str]]:
    """清掉全部标记；返回清了几处，和清不掉的工作表名。"""
    cleared = _clear_all(book)
    return cleared.number, cleared.kept


class _Cleared(NamedTuple):
    """清了几处；清不掉的表；清了的各表和上面留着的批注在哪些格。"""

    number: int
    kept: list[str]
    noted: dict[str, tuple[xw.Sheet, frozenset[str]]]


def _clear_known(
    book: xw.Book,
    wanted: Iterable[str],
    there: Mapping[str, KnownMarks],
    as_before: Collection[str],
) -> _Cleared:
    """只清有标记、又变了的表；``as_before`` 里不在 ``wanted`` 的照旧。"""
    stale = [n for n, own in there.items() if own.is_any and (n in wanted or n not in as_before)]
    cleared = _clear((name, book.sheets[name]) for name in stale)
    fresh = {n: (book.sheets[n], there[n].noted) for n in wanted if n not in stale}
    return cleared._replace(noted=cleared.noted | fresh)


def _clear_all(book: xw.Book) -> _Cleared:
    return _clear((sheet.name, sheet) for sheet in book.sheets)


def _clear(sheets: Iterable[tuple[str, xw.Sheet]]) -> _Cleared:
    cleared, kept, noted = 0, [], {}
    for name, sheet in sheets:
        try:
            number, left = clear_sheet(sheet)
        except Exception:  # noqa: BLE001  受保护的表，各宿主抛的错不同
            kept.append(name)
        else:
            cleared += number
            noted[name] = sheet, left
    return _Cleared(cleared, kept, noted)


def clear_sheet(sheet: xw.Sheet) -> tuple[int, frozenset[str]]:
    """清掉一张表的标记；返回清了几处，留着的批注在哪些格。"""
    cleared, noted = _clear_rules(sheet), set()
    for note in reversed(list(sheet.notes)):
        text = note.text or ""
        left = without_marks(text) if _OPENING in text else text
        if left:
            noted.add(note.location.get_address(False, False))
        if _OPENING in text:
            _restore_note(note, left)
            cleared += 1
    return cleared, frozenset(noted)


def _clear_rules(sheet: xw.Sheet) -> int:
    """清掉校验加的条件格式；表上只有这些的，一次清完。"""
    every = sheet.cells.conditional_formats
    rules = list(every)
    own = [rule for rule in rules if rule.type == "custom" and is_own_rule(rule.formula)]
    if own and len(own) == len(rules):
        every.clear()
    else:
        for rule in reversed(own):
            rule.delete()
    return len(own)


def is_own_rule(formula: str | None) -> bool:
    """校验加的条件格式。"""
    return formula is not None and (formula == MARK_FORMULA or formula.startswith(FOLLOWING))


def _restore_note(note: xw.main.Note, left: str) -> None:
    if left:
        note.text = left
    else:
        note.delete()


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


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
    plain = _plain(text)
    if _OPENING not in plain:
        return text

    def kept(found: re.Match[str]) -> str:
        return "" if _fingerprint(found[2]) == found[3] else f"{found[1]}{found[2]}"

    return _MARKERS.sub("", _BLOCK.sub(kept, plain)).removeprefix("\n")
