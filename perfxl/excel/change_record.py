"""改动记录：命令改了哪些格，原来是什么，记在“改动记录”表里；“还原”照它放回去。

记录表是用户看得见的工作表：哪天、哪个命令、哪一格、原来的和现在的，都能核对，也可以自己删掉。
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Self
from zlib import crc32

import xlwings as xw

from perfxl.excel.cell_values import formula_of, is_formula, value_of, values_of
from perfxl.excel.cell_writer import as_made, why_not_written, write_all, write_edit
from perfxl.excel.result_sheet import find_result_sheet, remove_result_sheet, write_result_sheet
from perfxl.excel.session import RefusedError
from perfxl.functions.arguments import cell_text
from perfxl.grammar import amount
from perfxl.model.address import column_letters, parse_address
from perfxl.model.edit import CellContent, Edit, EditKind
from perfxl.plans.lists import CellLink, ListColumn, ListSheet, ListValue
from perfxl.rendering.output_names import RECORD_SHEET

_HEADING = f"{RECORD_SHEET}（“还原”照此放回，删去本表就不能还原）"
_CELL = ListColumn("单元格", 9.0)
_COLUMNS = (
    *(ListColumn("次序", 6.0), ListColumn("时间", 16.0), ListColumn("命令", 8.0)),
    *(ListColumn("工作表", 12.0), _CELL, ListColumn("栏目", 12.0)),
    *(ListColumn("原内容", 30.0), ListColumn("原类型", 6.0)),
    *(ListColumn("现内容", 30.0), ListColumn("所在行", 10.0)),
)
_FIRST_ROW = 3
# 没有放回的那几行的次序。
_UNRESTORED = 0


@dataclass(frozen=True)
class _Kept:
    """记录里的一行：写成文字的一处改动，连同哪一次、哪个命令、那一行认得出的样子。"""

    batch: int
    moment: str
    command: str
    sheet: str
    cell: str
    what: str
    before: str
    kind: str
    after: str
    row_text: str

    @classmethod
    def of(cls, edit: Edit, batch: int, moment: str, command: str, row_text: str) -> Self:
        """记下一处写了的改动。"""
        before = _kept_text(edit.before, edit.was)
        after = edit.after if isinstance(edit.after, str) else cell_text(edit.after)
        where = edit.sheet, edit.cell, edit.what
        return cls(batch, moment, command, *where, before, edit.was.value, after, row_text)

    def undone(self) -> Edit:
        """放回原内容的一处改动；记的是不成样子的，抛 ``ValueError``。"""
        kind = next((each for each in EditKind if each.value == self.kind), EditKind.TEXT)
        content = _from_text(self.before, kind)
        return Edit(self.sheet, self.cell, content, self.what, because=(self.command,), kind=kind)

    @property
    def row(self) -> list[ListValue]:
        return [
            self.batch,
            self.moment,
            self.command,
            self.sheet,
            self.cell,
            self.what,
            self.before,
            self.kind,
            self.after,
            self.row_text,
        ]


def apply_changes(
    book: xw.Book, command: str, edits: Sequence[Edit], *, continuing: bool = False
) -> tuple[Edit, ...]:
    """先记下原内容，再逐格写；写不进时放回已写的，抛 ``RefusedError``。返回写了的，连同原内容。

    ``continuing`` 把这些改动并进刚才那一次命令，还原时一起放回。
    """
    if not edits:
        return ()
    kept = _read_record(book)
    batch = max((each.batch for each in kept), default=0) + (not continuing)
    moment = datetime.now().strftime("%Y-%m-%d %H:%M:%S")
    made = tuple(as_made(book, edit) for edit in edits)
    fresh = [
        _Kept.of(edit, batch, moment, command, _row_text(book.sheets[edit.sheet][edit.cell]))
        for edit in made
    ]
    _write_record(book, [*kept, *fresh])
    try:
        write_all(book, made)
    except RefusedError:
        _write_record(book, kept)
        raise
    return made


@dataclass(frozen=True)
class Restored:
    """还原的结果：哪个命令，放回几格，哪些格后来又改过、没有动。"""

    command: str
    cells: int
    changed_since: tuple[str, ...]


def restore_last(book: xw.Book) -> Restored:
    """放回最近一次命令的原内容；没有记录、写不进时抛 ``RefusedError``。

    后来又改过的格不动，它们的记录留下供人核对（次序记 0），不再当作最近一次；一格也放不回的，
    记录原样留着，可以再按。
    """
    kept = _read_record(book)
    last = max((each.batch for each in kept), default=_UNRESTORED)
    if last == _UNRESTORED:
        raise RefusedError(f"这个工作簿里没有{RECORD_SHEET}，没有可以还原的。")
    batch = [each for each in kept if each.batch == last]
    missing = {each.sheet for each in batch} - {sheet.name for sheet in book.sheets}
    if missing:
        raise RefusedError(
            f"找不到工作表“{min(missing)}”（改名了，或者删去了），没有还原；改回原来的名字后再按一次。"
        )
    _write_record(book, kept)  # 记录写不进就不要动手
    own = {(each.sheet, parse_address(each.cell)) for each in batch}
    left = list(kept)
    moved: list[_Kept] = []
    try:
        for each in reversed(batch):
            cell = book.sheets[each.sheet][each.cell]
            if not _is_as_left(cell, each, own):
                moved.append(each)
                continue
            _put_back(cell, each)
            left.remove(each)
    finally:
        if len(left) < len(kept):
            # 放回了一部分：没有放回的留着供人核对，不再当作最近一次。
            rest = [replace(each, batch=_UNRESTORED) if each in moved else each for each in left]
            _write_record(book, rest)
    changed = tuple(f"{each.sheet}!{each.cell}" for each in reversed(moved))
    return Restored(batch[0].command, len(batch) - len(changed), changed)


def _is_as_left(cell: xw.Range, kept: _Kept, own: set[tuple[str, tuple[int, int]]]) -> bool:
    """内容没有再改过，也没有因为插行插列、排序换成了别的一格。"""
    touched = {column_letters(place[1]) for name, place in own if name == kept.sheet}
    then, now = _signs(kept.row_text), _signs(_row_text(cell))
    same = {k: v for k, v in then.items() if k not in touched} == {
        k: v for k, v in now.items() if k not in touched
    }
    return same and _holds(cell, kept.after)


def _holds(cell: xw.Range, text: str) -> bool:
    """格里还是写进去的内容；设成日期、百分比格式的格按数比。"""
    value, stored = value_of(cell), formula_of(cell)
    if is_formula(stored, value):
        return False  # 写进去的都是值；现在是公式，就是后来改的
    if isinstance(value, str) or value is None:
        return (value or "") == text
    shown = (cell_text(value), stored if isinstance(stored, str) else cell_text(stored))
    return text in shown or any(_is_same_number(each, text) for each in shown)


def _is_same_number(one: str, other: str) -> bool:
    first, second = amount(one), amount(other.removesuffix("%"))
    if first is None or second is None:
        return False
    if other.endswith("%"):
        second /= 100
    return abs(first - second) < Decimal("0.0000001")


def _row_text(cell: xw.Range) -> str:
    """同一行左边各格的指纹（``A1f3c B09ab``），认得出还是不是这一行、这一列。"""
    if cell.column == 1:
        return ""
    left = cell.sheet.range((cell.row, 1), (cell.row, cell.column - 1))
    return " ".join(
        f"{column_letters(column)}{crc32(cell_text(value).encode()) & 0xFFFF:04x}"
        for column, value in enumerate(values_of(left)[0], 1)
        if cell_text(value)
    )


def _signs(row_text: str) -> dict[str, str]:
    return {sign[:-4]: sign[-4:] for sign in row_text.split()}


def _kept_text(content: CellContent, kind: EditKind) -> str:
    """原内容记成的字；``_from_text`` 读得回来。"""
    if isinstance(content, datetime):
        return content.isoformat()
    if kind is EditKind.NUMBER and isinstance(content, Decimal):
        return repr(float(content))
    return content if isinstance(content, str) else cell_text(content)


def _from_text(text: str, kind: EditKind) -> CellContent:
    if kind is EditKind.NUMBER:
        return Decimal(repr(float(text)))
    if kind is EditKind.BOOL:
        return text == "TRUE"
    return datetime.fromisoformat(text) if kind is EditKind.DATE else text


def _put_back(cell: xw.Range, kept: _Kept) -> None:
    try:
        edit = kept.undone()
    except ValueError as error:
        raise RefusedError(why_not_written(cell.sheet)) from error
    write_edit(cell, edit)


def record_name(book: xw.Book) -> str:
    """记着改动的那张表的名字。"""
    sheet = find_result_sheet(book, RECORD_SHEET, renamed=True)
    return RECORD_SHEET if sheet is None else str(sheet.name)


def _read_record(book: xw.Book) -> list[_Kept]:
    sheet = find_result_sheet(book, RECORD_SHEET, renamed=True)
    if sheet is None:
        return []
    used = sheet.used_range
    last = used.row + used.shape[0] - 1
    if last < _FIRST_ROW:
        return []
    rows = values_of(sheet.range((_FIRST_ROW, 1), (last, len(_COLUMNS))))
    # 首尾的空格、换行也是内容，不去掉。
    return [
        _Kept(
            int(row[0]),
            *(value if isinstance(value, str) else cell_text(value) for value in row[1:]),
        )
        for row in rows
        if isinstance(row[0], int | float) and _is_address(row[4])
    ]


def _is_address(text: object) -> bool:
    try:
        return isinstance(text, str) and parse_address(text) > (0, 0)
    except ValueError:
        return False


def _write_record(book: xw.Book, kept: Sequence[_Kept]) -> None:
    if find_result_sheet(book, RECORD_SHEET, renamed=True) is None and not kept:
        return
    if not kept:
        # 结构受保护的工作簿删不了表，留一张空的。
        with suppress(RefusedError):
            if remove_result_sheet(book, RECORD_SHEET, len(_COLUMNS)):
                return
    links = [CellLink("", each.sheet, each.cell) for each in kept]
    rows = [each.row for each in kept]
    place = _COLUMNS.index(_CELL) + 1
    record = ListSheet(RECORD_SHEET, _COLUMNS, rows, links, place, heading=_HEADING)
    write_result_sheet(book, record, renamed=True)
