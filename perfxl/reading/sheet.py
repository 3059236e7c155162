"""读一张工作表：有几张表、各是哪一种，不认得的是哪一块。"""

import re
from dataclasses import dataclass

from perfxl.grammar.glyphs import compact
from perfxl.model.address import Block
from perfxl.model.grid import Grid
from perfxl.model.table import Entry, Table, UnknownPart
from perfxl.reading.forms import form_of, reader_of
from perfxl.reading.leftover import with_leftover
from perfxl.reading.parts import find_parts, strips
from perfxl.reading.region import Region

_ODDMENT = re.compile(
    r"^\(?附[件表录]|^(?:注|备注|说明|填表说明)[:\d]|^第?\d*页?$|^单位:|^金额单位|[。；;]$"
)
# 不认得的部分，列出开头这么多句话。
_MOST_WORDS = 8
_LONGEST_WORD = 20


@dataclass(frozen=True, slots=True)
class SheetReading:
    """一张工作表里读到的表，从上到下、从左到右；和不认得的部分。"""

    tables: tuple[Table, ...]
    unknown: tuple[UnknownPart, ...]


def read_sheet(book: str, grid: Grid) -> SheetReading:
    """读一张工作表；没有绩效、预算批复一类的表时 ``tables`` 为空。"""
    tables = []
    for strip in strips(grid):
        for part in find_parts(strip):
            form = form_of(part)
            tables.append(with_leftover(reader_of(form)(form, book, part), part))
    tables.sort(key=lambda table: (table.block.top, table.block.left))
    return SheetReading(tuple(tables), tuple(_unknown(grid, tables)))


def _unknown(grid: Grid, tables: list[Table]) -> list[UnknownPart]:
    """不在任何一张表里的连续几行；只有附件号、页码、说明的不算。"""
    inside = {row for table in tables for row in range(table.block.top, table.block.bottom + 1)}
    runs: list[list[int]] = []
    for row in grid.rows:
        if row in inside:
            continue
        if runs and row <= runs[-1][-1] + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    return [
        _part(grid, run) for run in runs if any(_says(entry.text) for entry in _texts(grid, run))
    ]


def _texts(grid: Grid, rows: list[int]) -> list[Entry]:
    return [entry for row in rows for entry in grid.texts(row, 1, grid.last_column)]


def _says(text: str) -> bool:
    """不是附件号、页码、金额单位，也不是表下的说明。"""
    return _ODDMENT.search(compact(text)) is None


def _part(grid: Grid, rows: list[int]) -> UnknownPart:
    region = Region(grid, Block(rows[0], 1, rows[-1], grid.last_column))
    words = [entry.text for row in rows for entry in region.texts(row) if entry.number is None]
    shown = [" ".join(word.split())[:_LONGEST_WORD] for word in words]
    return UnknownPart(grid.name, region.used_block(rows[0]), tuple(shown[:_MOST_WORDS]))
