"""固化公式：把 PERF 函数换成它现在的值，发给没有加载项的人也看得见数。"""

import re
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import xlwings as xw

from perfxl.excel.cell_values import formula_of, formulas_of, values_of
from perfxl.excel.cell_writer import stored_edit
from perfxl.excel.change_record import apply_changes
from perfxl.excel.result_sheet import is_result_sheet
from perfxl.functions.cell_functions import cell_functions
from perfxl.functions.error_values import EXCEL_ERRORS
from perfxl.model.address import cell_address
from perfxl.model.edit import Edit

_QUOTED = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*\"""")


@dataclass(frozen=True)
class PerfFormulas:
    """要换成值的格；是错误值、还没有算出来而不能换的格；各表换之前的值。"""

    changes: tuple[Edit, ...]
    errors: tuple[str, ...]
    uncalculated: tuple[str, ...]
    values: dict[str, list[list[Any]]]


def calls_perf(formula: object) -> bool:
    """公式里用到本加载项的函数。

    >>> calls_perf("=SUM(PERF_SCORE(C5,D5,E5),1)"), calls_perf('="PERF_SCORE(1)"'), calls_perf(7)
    (True, False, False)
    """
    if not isinstance(formula, str) or not formula.startswith("="):
        return False
    names = "|".join(function.name for function in cell_functions())
    return re.search(rf"\b(?:{names}|PERF_VERSION)\(", _QUOTED.sub("", formula), re.I) is not None


@dataclass(frozen=True)
class Frozen:
    """固化的结果：换了几格；是错误值、是整块数组公式、还没有算出来而没有换的格。"""

    cells: int
    errors: tuple[str, ...]
    arrays: tuple[str, ...]
    uncalculated: tuple[str, ...]


def freeze(book: xw.Book, command: str) -> Frozen:
    """把 PERF 公式换成值。写不进时抛 ``RefusedError``，已换的都放回。

    溢出到下面各格的数，公式一换就消失，所以先换各公式的第一格，再补上消失的和剩下的。
    按 Ctrl+Shift+Enter 输入的整块数组公式，Excel 不让单改一格，留给用户自己换。
    """
    first = find_perf_formulas(book)
    arrays = {change.named_place for change in first.changes if _is_array(book, change)}
    changes = [change for change in first.changes if change.named_place not in arrays]
    leading = [change for change in changes if not _follows(book, change)]
    written = apply_changes(book, command, leading).edits
    book.app.calculate()
    last = find_perf_formulas(book)
    rest = [
        change
        for change in (*_vanished(book, first.values), *last.changes)
        if change.named_place not in arrays
    ]
    written += apply_changes(book, command, rest, continuing=bool(leading)).edits
    return Frozen(len(written), first.errors, tuple(sorted(arrays)), last.uncalculated)


def _is_array(book: xw.Book, change: Edit) -> bool:
    """整块数组公式中的一格；单格的数组公式可以照换。"""
    cell = book.sheets[change.sheet][change.cell]
    with suppress(Exception):  # 新版 Excel 的溢出、别的宿主没有这一项
        return bool(cell.has_array) and cell.api.CurrentArray.Count > 1
    return False


def _follows(book: xw.Book, change: Edit) -> bool:
    """公式与上面或左面一格一字不差：多半是那一格溢出来的。"""
    cell = book.sheets[change.sheet][change.cell]
    own = formula_of(cell)
    neighbours = []
    if cell.row > 1:
        neighbours.append(cell.offset(-1, 0))
    if cell.column > 1:
        neighbours.append(cell.offset(0, -1))
    return any(formula_of(each) == own for each in neighbours)


def find_perf_formulas(book: xw.Book) -> PerfFormulas:
    """整个工作簿里的 PERF 公式和它们现在的值。"""
    changes: list[Edit] = []
    errors: list[str] = []
    uncalculated: list[str] = []
    before: dict[str, list[list[Any]]] = {}
    for sheet in book.sheets:
        if is_result_sheet(sheet):
            continue
        used = sheet.used_range
        formulas = formulas_of(used)
        if not any(calls_perf(text) for row in formulas for text in row):
            continue
        values = values_of(used)
        before[sheet.name] = values
        for row, line in enumerate(formulas):
            for column, formula in enumerate(line):
                value = values[row][column]
                # 以文字写着的公式不是公式。
                if not calls_perf(formula) or value == formula:
                    continue
                cell = cell_address(used.row + row, used.column + column)
                if isinstance(value, str) and value in EXCEL_ERRORS:
                    errors.append(f"{sheet.name}!{cell}")
                elif value is None:  # 算过的公式没有空的：手动重算、还没有算
                    uncalculated.append(f"{sheet.name}!{cell}")
                else:
                    changes.append(stored_edit(sheet.name, cell, value, "PERF 公式"))
    return PerfFormulas(tuple(changes), tuple(errors), tuple(uncalculated), before)


def _vanished(book: xw.Book, before: dict[str, list[list[Any]]]) -> list[Edit]:
    changes = []
    for name, values in before.items():
        used = book.sheets[name].used_range
        area = used.resize(max(len(values), 1), max(len(values[0]), 1))
        now = values_of(area)
        changes += [
            stored_edit(name, cell_address(used.row + row, used.column + column), value, "溢出的值")
            for row, line in enumerate(values)
            for column, value in enumerate(line)
            if value not in (None, "") and now[row][column] in (None, "")
        ]
    return changes
