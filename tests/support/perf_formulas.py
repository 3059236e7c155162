"""照着单元格求出 ``=PERF_…(…)`` 的值：样表里存着的值就是这样算出来、这样核对的。"""

import re
from typing import Any

from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from perfxl.excel import functions

_CALL = re.compile(r"^=(PERF_[A-Z_]+)\((.*)\)$")
_ARGUMENT = re.compile(r'"(?:[^"]|"")*"|[^,]+')


def is_perf(value: object) -> bool:
    return isinstance(value, str) and value.replace("[1]!", "").startswith("=PERF_")


def value_of(sheet: Worksheet, formula: str, known: dict[str, Any]) -> Any:
    """一个公式的值；``known`` 是已求出的公式格的值，键是地址。"""
    call = _CALL.match(formula.replace("[1]!", ""))
    assert call is not None, formula
    arguments = [_argument(sheet, text.strip(), known) for text in _ARGUMENT.findall(call[2])]
    return getattr(functions, call[1])(*arguments)


def _argument(sheet: Worksheet, text: str, known: dict[str, Any]) -> Any:
    if text.startswith('"'):
        return text[1:-1].replace('""', '"')
    if re.fullmatch(r"-?\d+(\.\d+)?", text):
        return float(text)
    if text in sheet.parent.defined_names:
        return sheet.parent.defined_names[text].attr_text.strip('"')
    left, top, right, bottom = range_boundaries(text)
    return [
        [_cell(sheet, row, column, known) for column in range(left, right + 1)]
        for row in range(top, bottom + 1)
    ]


def _cell(sheet: Worksheet, row: int, column: int, known: dict[str, Any]) -> Any:
    cell = sheet.cell(row, column)
    if is_perf(cell.value):
        return known[cell.coordinate]
    return float(cell.value) if isinstance(cell.value, int) else cell.value
