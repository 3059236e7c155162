"""``tests/hosts/number_formats.tsv``：数字格式 × 存的值，各应显示什么；LibreOffice 显示得不同的，写着它显示什么、为什么。

``⏎`` 是换行；值前有撇号的是文字。
"""

import re
from pathlib import Path
from typing import NamedTuple

import openpyxl

_TABLE = Path(__file__).parents[1] / "hosts" / "number_formats.tsv"
# LibreOffice 不认东亚版 Excel 的写法，换成它认的同义写法再比。
_ESCAPE = re.compile(r'("[^"]*")|!(.)', re.DOTALL)


class Pair(NamedTuple):
    """一行：``calc`` 是 LibreOffice 显示的，与 ``shown`` 相同时为空，不同时 ``reason`` 说为什么。"""

    kind: str
    code: str
    value: float | str
    shown: str
    calc: str
    reason: str

    @property
    def calc_code(self) -> str:
        """LibreOffice 认的同义代码。"""
        code = _ESCAPE.sub(lambda found: found[1] or "\\" + found[2], self.code)
        return code.replace("上午/下午", "AM/PM")


def pairs() -> list[Pair]:
    """表里各行。"""
    lines = _TABLE.read_text("utf-8").splitlines()[1:]
    return [_pair(line.replace("⏎", "\n").split("\t")) for line in lines]


def _pair(cells: list[str]) -> Pair:
    kind, code, value, shown, calc, reason = cells
    stored = value[1:] if value.startswith("'") else float(value)
    return Pair(kind, code, stored, shown, calc, reason)


def write_workbook(path: Path, rows: list[Pair], *, for_calc: bool) -> None:
    """A 列一行一对。"""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for number, row in enumerate(rows, 1):
        cell = sheet.cell(number, 1, row.value)
        cell.number_format = row.calc_code if for_calc else row.code
    book.save(path)
