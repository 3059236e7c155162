"""把一张填好的表去掉内容，只留栏名：别的单位发来的空白表就是这样。"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell.cell import MergedCell

from perfxl.many_files.results import read_file
from perfxl.model.columns import FUND_COLUMNS, INDICATOR_COLUMNS, LINE_COLUMNS
from perfxl.model.table import Entry, Table

_KEPT = ("level1", "level2")


def stripped(source: Path, target: Path) -> Table:
    """``source`` 的第一张表去掉内容写成 ``target``（只留它那张工作表）；给出原来的表。"""
    document = read_file(source).document
    assert document is not None
    table = document.tables[0]
    book = openpyxl.load_workbook(source)
    for name in book.sheetnames:
        if name != table.sheet:
            del book[name]
    sheet = book[table.sheet]
    for entry in _filled(table):
        cell = sheet.cell(entry.row, entry.column)
        if isinstance(cell, MergedCell) or cell.value is None:
            continue
        text = str(cell.value)
        inline = entry.text in text and entry.text != text.strip() and any(c in text for c in ":：")
        cell.value = text.replace(entry.text, "", 1) if inline else None
        if entry.continued:
            _clear_below(sheet, entry)
        for beside in sheet[entry.row][entry.column :]:
            own = "".join(str(beside.value or "").split())
            if len(own) > 3 and own in "".join(entry.text.split()):
                beside.value = None
    book.save(target)
    return table


def _clear_below(sheet: Any, entry: Entry) -> None:
    """文字由上下几格接成的，下面几格也清掉。"""
    for row in range(entry.row + 1, sheet.max_row + 1):
        cell = sheet.cell(row, entry.column)
        if isinstance(cell, MergedCell) or not cell.value:
            continue
        if "".join(str(cell.value).split()) not in "".join(entry.text.split()):
            return
        cell.value = None


def _filled(table: Table) -> Iterator[Entry]:
    """写着内容的各格，栏名不在内。"""
    held = [*table.fields.values(), *table.goals.values(), *table.details.values()]
    held += [table.total.weight, table.total.score, table.conclusion, table.grade_cell]
    for row in (*table.indicators, *table.period_indicators):
        columns = (each for key, each in INDICATOR_COLUMNS.items() if key not in _KEPT)
        held += [column.of(row) for column in columns]
    for fund in table.funds:
        held += [column.of(fund) for column in FUND_COLUMNS.values()]
    for line in (*table.lines, *table.sums):
        held += [column.of(line) for key, column in LINE_COLUMNS.items() if key != "side"]
    return (entry for entry in held if entry.exists and entry.text)
