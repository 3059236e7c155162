"""固化公式：把 PERF 函数换成它现在的值，发给没有加载项的人也看得见数。"""

import re
from dataclasses import dataclass
from typing import Any

import xlwings as xw

from perfxl.excel.arguments import EXCEL_ERRORS
from perfxl.excel.cell_function import cell_functions
from perfxl.excel.change_record import Change, apply_changes
from perfxl.excel.result_sheet import is_result_sheet
from perfxl.excel.sheet_reader import formulas_of
from perfxl.model.address import cell_address

_QUOTED = re.compile(r'"(?:[^"]|"")*"')


@dataclass(frozen=True)
class PerfFormulas:
    """要换成值的格；是错误值、不能换的格；各表换之前的值。"""

    changes: tuple[Change, ...]
    errors: tuple[str, ...]
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


def freeze(book: xw.Book, command: str) -> tuple[int, tuple[str, ...]]:
    """把 PERF 公式换成值；返回换了几格，和是错误值、没有换的格。写不进时抛 ``RefusedError``。

    溢出到下面各格的数，公式一换就消失，所以先换各公式的第一格，再补上消失的和剩下的。
    """
    first = find_perf_formulas(book)
    leading = [change for change in first.changes if not _follows(book, change)]
    written = apply_changes(book, command, leading)
    rest = [*_vanished(book, first.values), *find_perf_formulas(book).changes]
    written += apply_changes(book, command, rest, continuing=True)
    return len(written), first.errors


def _follows(book: xw.Book, change: Change) -> bool:
    """公式与上面或左面一格一字不差：多半是那一格溢出来的。"""
    cell = book.sheets[change.sheet][change.cell]
    own = formulas_of(cell)[0][0]
    neighbours = []
    if cell.row > 1:
        neighbours.append(cell.offset(-1, 0))
    if cell.column > 1:
        neighbours.append(cell.offset(0, -1))
    return any(formulas_of(each)[0][0] == own for each in neighbours)


def find_perf_formulas(book: xw.Book) -> PerfFormulas:
    """整个工作簿里的 PERF 公式和它们现在的值。"""
    changes: list[Change] = []
    errors: list[str] = []
    before: dict[str, list[list[Any]]] = {}
    for sheet in book.sheets:
        if is_result_sheet(sheet):
            continue
        used = sheet.used_range
        formulas = formulas_of(used)
        if not any(calls_perf(text) for row in formulas for text in row):
            continue
        values: list[list[Any]] = used.options(ndim=2, err_to_str=True).value
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
                else:
                    changes.append(Change(sheet.name, cell, value, "PERF 公式"))
    return PerfFormulas(tuple(changes), tuple(errors), before)


def _vanished(book: xw.Book, before: dict[str, list[list[Any]]]) -> list[Change]:
    changes = []
    for name, values in before.items():
        used = book.sheets[name].used_range
        area = used.resize(max(len(values), 1), max(len(values[0]), 1))
        now: list[list[Any]] = area.options(ndim=2, err_to_str=True).value
        changes += [
            Change(name, cell_address(used.row + row, used.column + column), value, "溢出的值")
            for row, line in enumerate(values)
            for column, value in enumerate(line)
            if value not in (None, "") and now[row][column] in (None, "")
        ]
    return changes
