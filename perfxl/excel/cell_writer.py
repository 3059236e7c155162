"""往打开的工作簿里写改动；格里现在的内容怎样取，足够原样放回。都整块地取、整块地写。"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from math import isclose
from typing import Any

import xlwings as xw

from perfxl.excel.cell_values import exact_number, formulas_of, is_formula, values_of
from perfxl.excel.refusals import cells_refusal
from perfxl.excel.session import RefusedError
from perfxl.excel.sheet_reader import number_formats, rows_hidden
from perfxl.functions.error_values import EXCEL_ERRORS
from perfxl.model.address import Block, cell_address
from perfxl.model.edit import CellContent, Edit, EditKind
from perfxl.plans.stored_edits import as_stored, handed_over


def stored_edit(sheet: str, cell: str, value: Any, what: str) -> Edit:
    """把一格换成从 Excel 取来的值。"""
    if isinstance(value, bool):
        return Edit(sheet, cell, value, what, kind=EditKind.BOOL)
    if isinstance(value, datetime):
        return Edit(sheet, cell, value, what, kind=EditKind.DATE)
    if isinstance(value, int | float | Decimal):
        number = value if isinstance(value, Decimal) else Decimal(repr(value))
        return Edit(sheet, cell, number, what, kind=EditKind.NUMBER)
    return Edit(sheet, cell, value, what)


Place = tuple[str, int, int]


class SheetContents:
    """一张表从 A1 到 (``bottom``, ``right``) 的值和公式，两次往返读完。"""

    def __init__(self, sheet: xw.Sheet, bottom: int, right: int) -> None:
        area = sheet[f"A1:{cell_address(bottom, right)}"]
        self._values, self._formulas = values_of(area), formulas_of(area)

    def value(self, row: int, column: int) -> Any:
        """一格的值。"""
        return self._values[row - 1][column - 1]

    def formula(self, row: int, column: int) -> str:
        """一格的公式；没有公式时是它的内容。"""
        return self._formulas[row - 1][column - 1]

    def left_of(self, row: int, column: int) -> list[Any]:
        """同一行左边各格的值。"""
        return self._values[row - 1][: column - 1]

    def content(self, row: int, column: int) -> tuple[CellContent, EditKind]:
        """一格的内容，足够原样放回。"""
        value, formula = self.value(row, column), self.formula(row, column)
        if is_formula(formula, value):
            return formula, EditKind.FORMULA
        if value is None:
            return "", EditKind.BLANK
        if isinstance(value, bool):
            return value, EditKind.BOOL
        if isinstance(value, datetime):
            return value, EditKind.DATE
        number = exact_number(value, formula)
        if number is not None:
            return number, EditKind.NUMBER
        return str(value), EditKind.ERROR if value in EXCEL_ERRORS else EditKind.TEXT


def contents_of(book: xw.Book, edits: Sequence[Edit]) -> dict[str, SheetContents]:
    """要改的各张表，读到最后一处改动为止。"""
    corners: dict[str, tuple[int, int]] = {}
    for edit in edits:
        bottom, right = corners.get(edit.sheet, (1, 1))
        corners[edit.sheet] = max(bottom, edit.row), max(right, edit.column)
    return {
        name: SheetContents(book.sheets[name], bottom, right)
        for name, (bottom, right) in corners.items()
    }


def formats_of(book: xw.Book, edits: Sequence[Edit], *, every: bool = False) -> dict[Place, str]:
    """照格式写的各处（要看到的、文字）的数字格式；一列相同的一次问完。``every`` 是各处都问。"""
    asked: dict[str, list[tuple[int, int]]] = {}
    for edit in edits:
        if every or edit.kind in (EditKind.SHOWN, EditKind.TEXT):
            asked.setdefault(edit.sheet, []).append((edit.row, edit.column))
    found: dict[Place, str] = {}
    for name, places in asked.items():
        for (row, column), code in number_formats(book.sheets[name], places).items():
            found[name, row, column] = code
    return found


def as_made(
    edits: Sequence[Edit], contents: Mapping[str, SheetContents], formats: Mapping[Place, str]
) -> tuple[Edit, ...]:
    """各处改动折成该存的，连同格里现在的内容：``undone()`` 再写一遍就放回原样。"""
    made = []
    for edit in edits:
        before, was = contents[edit.sheet].content(edit.row, edit.column)
        code = formats.get((edit.sheet, edit.row, edit.column), "")
        made.append(replace(as_stored(edit, code), before=before, was=was))
    return tuple(made)


def write_all(
    book: xw.Book, made: Sequence[Edit], formats: Mapping[Place, str] | None = None
) -> None:
    """一列里挨着的一次写；有一格写不进的，放回已写的，抛 ``RefusedError``。

    ``formats`` 是各处的数字格式，问过了的不再问。
    """
    if formats is None:
        formats = formats_of(book, [*made, *(edit.undone() for edit in made)])
    written: list[Edit] = []
    sheets: dict[str, xw.Sheet] = {}
    try:
        for run in _runs(made):
            name = run[0].sheet
            if name not in sheets:
                sheets[name] = book.sheets[name]
            written += run
            _write_run(sheets[name], run, formats)
    except Exception as error:
        for edit in reversed(written):
            with suppress(Exception):  # 这一格本来就写不进
                _write_run(sheets[edit.sheet], [edit.undone()], formats)
        if isinstance(error, RefusedError):
            raise
        raise RefusedError(cells_refusal(error, book, _area(sheets[name], run))) from error


def _runs(edits: Sequence[Edit]) -> Iterator[list[Edit]]:
    """一张表一列里挨着的一组；公式在最后，各写各的：溢出的地方要先空出来。"""
    values = [edit for edit in edits if edit.kind is not EditKind.FORMULA]
    values.sort(key=lambda edit: (edit.sheet, edit.column, edit.row))
    run: list[Edit] = []
    for edit in (*values, *(edit for edit in edits if edit.kind is EditKind.FORMULA)):
        follows = (
            run
            and (edit.sheet, edit.column, edit.row)
            == (run[-1].sheet, run[-1].column, run[-1].row + 1)
            and EditKind.FORMULA not in (edit.kind, run[-1].kind)
        )
        if run and not follows:
            yield run
            run = []
        run.append(edit)
    if run:
        yield run


def _write_run(sheet: xw.Sheet, run: Sequence[Edit], formats: Mapping[Place, str]) -> None:
    """写挨着的一组；几格的写完读回来核对，不同的抛 ``RefusedError``。"""
    first, area = run[0], _area(sheet, run)
    if first.kind is EditKind.FORMULA:
        _set_formula(area, str(first.after))
        return
    values = [handed_over(edit, formats.get((edit.sheet, edit.row, edit.column))) for edit in run]
    if len(run) == 1:
        _put(area, values)
        return
    # 筛选藏着行时，整块地写，Excel 把第一个数填进每个看得见的格，藏着的跳过。
    if rows_hidden(area) is False:
        _put(area, values)
    else:
        for edit, value in zip(run, values, strict=True):
            _put(sheet[edit.cell], [value])
    _require_written(area, values)


def _area(sheet: xw.Sheet, run: Sequence[Edit]) -> xw.Range:
    first, last = run[0], run[-1]
    return sheet[Block(first.row, first.column, last.row, last.column).address]


def _put(area: xw.Range, values: Sequence[Any]) -> None:
    """写一列。xlwings 自己写一块来回十来次；不用它换算的（没有日期）直接交去，一次。

    空格也是写进去的：合并的格，Excel 不许单清第一格。
    """
    if any(isinstance(value, datetime) for value in values):
        area.value = values[0] if len(values) == 1 else [[value] for value in values]
        return
    plain = ["" if value is None else value for value in values]
    area.raw_value = plain[0] if len(plain) == 1 else [[value] for value in plain]


def _require_written(area: xw.Range, values: Sequence[Any]) -> None:
    """读回来就是写进去的。"""
    stored = [row[0] for row in formulas_of(area)]
    for place, (value, there) in enumerate(zip(values, stored, strict=True)):
        if not _is_stored(value, there):
            cell = cell_address(area.row + place, area.column)
            raise RefusedError(
                f"工作表“{area.sheet.name}”{cell}写进去的与要写的不同，多半是筛选藏着几行，已放回原样；"
                "请在“数据”里清除筛选后再试。"
            )


def _is_stored(value: Any, there: object) -> bool:
    """一格的“公式”就是写的值；日期各宿主写法不同，只看有没有。"""
    text = "" if there is None else str(there)
    if isinstance(value, bool):
        return text.upper() == str(value).upper()
    if isinstance(value, datetime):
        return bool(text)
    if isinstance(value, int | float):
        try:
            return isclose(float(text), value, rel_tol=1e-12, abs_tol=1e-12)
        except ValueError:
            return False
    return _one_line_end(text) == _one_line_end(str(value or "").removeprefix("'"))


def _one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _set_formula(cell: xw.Range, formula: str) -> None:
    try:
        cell.formula2 = formula
    except Exception:  # noqa: BLE001  旧版 Excel 没有 Formula2
        cell.formula = formula
