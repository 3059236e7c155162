"""标出问题：底色用条件格式，说明写批注；都认得出是自己的，清除时一处不留，原样还在。

不改单元格自己的格式，所以图案、主题色、边框都不会丢；打印和筛选照常看得见颜色。指标行的颜色认行里的字，
排了序也跟着走（批注本来就跟着格走）。
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

import xlwings as xw

from perfxl.excel.refusals import Refusal, Refused, note_refusal, sheet_refusal
from perfxl.excel.session import note_failure
from perfxl.excel.user_notes import append_block, take_block_out
from perfxl.model.own_notes import is_marked, own_block, without_marks
from perfxl.plans.marks import Mark, note_size
from perfxl.plans.own_marks import is_own_rule, wanted_notes, wanted_rules


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


class NoteFaults:
    """批注里没有照旧的各格：说明没有写上的和为什么；用户自己的批注字都在、字的样子没有留住的。"""

    def __init__(self) -> None:
        self.unwritten: list[tuple[str, Refusal]] = []
        self.plain: list[str] = []


@dataclass(frozen=True)
class Marked:
    """标记的结果：标不了的表；上一次的标记清不掉、可能过时的表；各为什么。批注里没有照旧的。"""

    unmarked: Refused
    stale: Refused
    notes: NoteFaults


def mark(
    book: xw.Book, marks: Sequence[Mark], there: Mapping[str, KnownMarks] | None = None
) -> Marked:
    """标出各处。先清掉上一次的；受保护、在共享的表标不了也清不掉。

    ``there`` 是快照里已有的标记：没有变的表不动，没有标记的表不用清。Excel 正忙的原样抛出。
    """
    unmarked: list[tuple[str, Refusal]] = []
    faults = NoteFaults()
    by_sheet: dict[str, list[Mark]] = {}
    for each in marks:
        by_sheet.setdefault(each.sheet, []).append(each)
    if there is None:
        cleared = _clear_all(book, faults)
    else:
        by_sheet = {k: here for k, here in by_sheet.items() if not there[k].are(here)}
        as_before = {each.sheet for each in marks}
        cleared = _clear_known(book, by_sheet, there, as_before, faults)
    for name, here in by_sheet.items():
        if name not in cleared.noted:
            continue
        sheet, noted = cleared.noted[name]
        try:
            mark_sheet(sheet, here, noted, faults)
        except Exception as error:  # noqa: BLE001  各宿主写不进时抛的错不同
            refusal = sheet_refusal(error, book, sheet)
            if not refusal.told:
                note_failure("mark")
            with suppress(Exception):
                clear_sheet(sheet)
            unmarked.append((name, refusal))
    return Marked(tuple(unmarked), cleared.kept, faults)


def mark_sheet(
    sheet: xw.Sheet,
    marks: Sequence[Mark],
    noted: Collection[str],
    faults: NoteFaults | None = None,
) -> None:
    """标一张表；``noted`` 是上面已有批注的格，没有照旧的批注记在 ``faults``。"""
    for area, formula, colour in wanted_rules(marks):
        sheet[area].conditional_formats.add_custom(formula, fill_color=f"#{colour}")
    faults = NoteFaults() if faults is None else faults
    can_size = True
    for address, text in wanted_notes(marks).items():
        block, cell = own_block(text), sheet[address]
        try:
            note = cell.note if address in noted else None
            if note is None:
                # xlwings 自己的 add_note 先问大小、再问有没有批注，都已经知道：一条批注少三次往返。
                added = cell.impl.add_note(block)
                can_size = can_size and _sized(added, block)
            elif not append_block(note, block):
                faults.plain.append(f"{sheet.name}!{address}")
        except Exception as error:  # noqa: BLE001  各宿主写不上时抛的错不同；颜色在，说明在“校验结果”里
            faults.unwritten.append((f"{sheet.name}!{address}", note_refusal(error, cell)))


def _sized(added: Any, block: str) -> bool:
    """批注框默认只有四行高，放大；只有 Windows 的 Excel 有批注框，别的宿主 ``False``，不再一条条去试。"""
    try:
        shape = added.api.Shape
        shape.Width, shape.Height = note_size(block)
    except AttributeError:
        return False
    return True


def clear_marks(book: xw.Book) -> tuple[int, Refused, NoteFaults]:
    """清掉全部标记；返回清了几处，清不掉的工作表、为什么，没有照旧的批注。"""
    faults = NoteFaults()
    cleared = _clear_all(book, faults)
    return cleared.number, cleared.kept, faults


class _Cleared(NamedTuple):
    """清了几处；清不掉的表和为什么；清了的各表和上面留着的批注在哪些格。"""

    number: int
    kept: Refused
    noted: dict[str, tuple[xw.Sheet, frozenset[str]]]


def _clear_known(
    book: xw.Book,
    wanted: Iterable[str],
    there: Mapping[str, KnownMarks],
    as_before: Collection[str],
    faults: NoteFaults,
) -> _Cleared:
    """只清有标记、又变了的表；``as_before`` 里不在 ``wanted`` 的照旧。"""
    stale = [n for n, own in there.items() if own.is_any and (n in wanted or n not in as_before)]
    cleared = _clear(book, ((name, book.sheets[name]) for name in stale), faults)
    fresh = {n: (book.sheets[n], there[n].noted) for n in wanted if n not in stale}
    return cleared._replace(noted=cleared.noted | fresh)


def _clear_all(book: xw.Book, faults: NoteFaults) -> _Cleared:
    return _clear(book, ((sheet.name, sheet) for sheet in book.sheets), faults)


def _clear(book: xw.Book, sheets: Iterable[tuple[str, xw.Sheet]], faults: NoteFaults) -> _Cleared:
    cleared, kept, noted = 0, [], {}
    for name, sheet in sheets:
        try:
            number, left = clear_sheet(sheet, faults)
        except Exception as error:  # noqa: BLE001  受保护的表，各宿主抛的错不同
            refusal = sheet_refusal(error, book, sheet, notes=True)
            if not refusal.told:
                note_failure("clear_marks")
            kept.append((name, refusal))
        else:
            cleared += number
            noted[name] = sheet, left
    return _Cleared(cleared, tuple(kept), noted)


def clear_sheet(sheet: xw.Sheet, faults: NoteFaults | None = None) -> tuple[int, frozenset[str]]:
    """清掉一张表的标记；返回清了几处，留着的批注在哪些格。没有照旧的批注记在 ``faults``。"""
    cleared, noted = _clear_rules(sheet), set()
    for note in reversed(list(sheet.notes)):
        text = note.text or ""
        left = without_marks(text)
        if left:
            address = note.location.get_address(False, False)
            noted.add(address)
            if is_marked(text) and not take_block_out(note, text) and faults is not None:
                faults.plain.append(f"{sheet.name}!{address}")
        elif is_marked(text):
            note.delete()
        cleared += is_marked(text)
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
