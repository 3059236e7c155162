"""改动记录：命令改了哪些格，原来是什么，记在“改动记录”表里；“还原”照它放回去。

记录表是用户看得见的工作表：哪天、哪个命令、哪一格、原来的和现在的，都能核对，也可以自己删掉。
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import xlwings as xw

from perfxl.excel.arguments import cell_text
from perfxl.excel.cell_writer import as_written, why_not_written, write_cell
from perfxl.excel.result_sheet import find_result_sheet, remove_result_sheet, write_result_sheet
from perfxl.excel.session import RefusedError
from perfxl.excel.sheet_reader import formulas_of
from perfxl.model.address import parse_address
from perfxl.rendering.result_lists import ListValue

RECORD_SHEET = "改动记录"
_HEADING = "改动记录（“还原”照此放回，删去本表就不能还原）"
_COLUMNS = (
    ("次序", 6.0),
    ("时间", 16.0),
    ("命令", 8.0),
    ("工作表", 12.0),
    ("单元格", 9.0),
    ("栏目", 12.0),
    ("原内容", 30.0),
    ("原类型", 6.0),
    ("现内容", 30.0),
    ("所在行", 24.0),
)
_BLANK, _FORMULA, _NUMBER, _TEXT, _DATE, _BOOL = "空", "公式", "数", "文字", "日期", "逻辑"
_FIRST_ROW = 3
# 没有放回的那几行的次序。
_UNRESTORED = 0
_LONGEST_ROW = 120


@dataclass(frozen=True)
class Change:
    """要写的一格：``value`` 写进去，``what`` 是栏目名。"""

    sheet: str
    cell: str
    value: ListValue
    what: str


@dataclass(frozen=True)
class _Kept:
    """记录里的一行。"""

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
    book: xw.Book, command: str, changes: Sequence[Change], *, continuing: bool = False
) -> list[xw.Range]:
    """先记下原内容，再逐格写；写不进时放回已写的，抛 ``RefusedError``。返回写了的格。

    ``continuing`` 把这些改动并进刚才那一次命令，还原时一起放回。
    """
    if not changes:
        return []
    kept = _read_record(book)
    batch = max((each.batch for each in kept), default=0) + (not continuing)
    moment = datetime.now().strftime("%Y-%m-%d %H:%M:%S")
    touched = {(change.sheet, parse_address(change.cell)) for change in changes}
    touched |= {(each.sheet, parse_address(each.cell)) for each in kept if each.batch == batch}
    fresh = []
    for change in changes:
        cell = book.sheets[change.sheet][change.cell]
        before, kind = _content(cell)
        fresh.append(
            _Kept(
                batch,
                moment,
                command,
                change.sheet,
                change.cell,
                change.what,
                before,
                kind,
                _as_text(change.value),
                _row_text(cell, {place for name, place in touched if name == change.sheet}),
            )
        )
    _write_record(book, [*kept, *fresh])
    written: list[xw.Range] = []
    try:
        for change in changes:
            cell = book.sheets[change.sheet][change.cell]
            write_cell(cell, change.value)
            written.append(cell)
    except RefusedError:
        for each in reversed(fresh[: len(written)]):
            _put_back(book.sheets[each.sheet][each.cell], each)
        _write_record(book, kept)
        raise
    return written


@dataclass(frozen=True)
class Restored:
    """还原的结果：哪个命令，放回几格，哪些格后来又改过、没有动。"""

    command: str
    cells: int
    changed_since: tuple[str, ...]


def restore_last(book: xw.Book) -> Restored:
    """放回最近一次命令的原内容；没有记录、写不进时抛 ``RefusedError``。

    后来又改过的格不动，它们的记录留下供人核对（次序记 0），不再当作最近一次。
    """
    kept = _read_record(book)
    last = max((each.batch for each in kept), default=_UNRESTORED)
    if last == _UNRESTORED:
        raise RefusedError("这个工作簿里没有改动记录，没有可以还原的。")
    batch = [each for each in kept if each.batch == last]
    names = {sheet.name for sheet in book.sheets}
    own = {(each.sheet, parse_address(each.cell)) for each in batch}
    left = list(kept)
    changed: list[str] = []
    try:
        for each in reversed(batch):
            if each.sheet not in names:
                changed.append(f"{each.sheet}!{each.cell}")
                left[left.index(each)] = replace(each, batch=_UNRESTORED)
                continue
            cell = book.sheets[each.sheet][each.cell]
            if not _is_as_left(cell, each, own):
                changed.append(f"{each.sheet}!{each.cell}")
                left[left.index(each)] = replace(each, batch=_UNRESTORED)
                continue
            _put_back(cell, each)
            left.remove(each)
    finally:
        _write_record(book, left)
    return Restored(batch[0].command, len(batch) - len(changed), tuple(reversed(changed)))


def _content(cell: xw.Range) -> tuple[str, str]:
    """一格现在的内容和类型，足够原样放回。"""
    value: Any = cell.options(err_to_str=True).value
    formula = formulas_of(cell)[0][0]
    if isinstance(formula, str) and formula.startswith("=") and formula != value:
        return formula, _FORMULA
    if value in (None, ""):
        return "", _BLANK
    if isinstance(value, bool):
        return cell_text(value), _BOOL
    if isinstance(value, datetime):
        return value.isoformat(), _DATE
    if isinstance(value, int | float | Decimal):
        return repr(float(value)), _NUMBER
    return str(value), _TEXT


def _now(cell: xw.Range) -> str:
    value: Any = cell.options(err_to_str=True).value
    return cell_text(value) if not isinstance(value, str) else value


def _is_as_left(cell: xw.Range, kept: _Kept, own: set[tuple[str, tuple[int, int]]]) -> bool:
    """内容没有再改过，也没有因为插行、排序换成了别的一行。"""
    touched = {place for name, place in own if name == kept.sheet}
    return _now(cell) == kept.after and _row_text(cell, touched) == kept.row_text


def _row_text(cell: xw.Range, touched: set[tuple[int, int]]) -> str:
    """同一行左边各格的字，认得出还是不是这一行；命令自己改的格不算。"""
    if cell.column == 1:
        return ""
    left = cell.sheet.range((cell.row, 1), (cell.row, cell.column - 1))
    values: list[Any] = left.options(ndim=1, err_to_str=True).value
    texts = [
        cell_text(value)
        for column, value in enumerate(values, 1)
        if (cell.row, column) not in touched
    ]
    return "｜".join(text for text in texts if text)[:_LONGEST_ROW]


def _as_text(value: ListValue) -> str:
    return value if isinstance(value, str) else cell_text(value)


def _put_back(cell: xw.Range, kept: _Kept) -> None:
    try:
        _write_back(cell, kept)
    except Exception as error:
        raise RefusedError(why_not_written(cell.sheet)) from error


def _write_back(cell: xw.Range, kept: _Kept) -> None:
    if kept.kind == _BLANK:
        cell.clear_contents()
    elif kept.kind == _FORMULA:
        _set_formula(cell, kept.before)
    elif kept.kind == _NUMBER:
        cell.value = float(kept.before)
    elif kept.kind == _BOOL:
        cell.value = kept.before == "TRUE"
    elif kept.kind == _DATE:
        cell.value = datetime.fromisoformat(kept.before)
    else:
        cell.value = as_written(kept.before)


def _set_formula(cell: xw.Range, formula: str) -> None:
    try:
        cell.formula2 = formula
    except Exception:  # noqa: BLE001  旧版 Excel 没有 Formula2
        cell.formula = formula


def _read_record(book: xw.Book) -> list[_Kept]:
    sheet = find_result_sheet(book, RECORD_SHEET)
    if sheet is None:
        return []
    used = sheet.used_range
    last = used.row + used.shape[0] - 1
    if last < _FIRST_ROW:
        return []
    rows: list[list[Any]] = (
        sheet.range((_FIRST_ROW, 1), (last, len(_COLUMNS))).options(ndim=2).value
    )
    return [
        _Kept(int(row[0]), *(cell_text(value) if value is not None else "" for value in row[1:]))
        for row in rows
        if isinstance(row[0], int | float)
    ]


def _write_record(book: xw.Book, kept: Sequence[_Kept]) -> None:
    if not kept:
        remove_result_sheet(book, RECORD_SHEET)
        return
    links = [(each.sheet, each.cell) for each in kept]
    write_result_sheet(book, RECORD_SHEET, _HEADING, _COLUMNS, [each.row for each in kept], links)
