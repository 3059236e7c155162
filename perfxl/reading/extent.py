"""一张表占的范围，和范围里没有算过的公式、隐藏的行和列、看到的和存的对不上的格。"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TypedDict

from perfxl.model.address import Block
from perfxl.model.cell import Cell, CellKind
from perfxl.model.entry import OddlyShown
from perfxl.model.grid import Grid
from perfxl.model.number_format import GENERAL, misleading_display, shows_no_year, writes_digits
from perfxl.model.table import Entry


class Extent(TypedDict):
    """``Table`` 里由范围就能定的几项。"""

    sheet: str
    block: Block
    uncalculated: tuple[Entry, ...]
    hidden_rows: tuple[int, ...]
    hidden_columns: tuple[Entry, ...]
    oddly_shown: tuple[OddlyShown, ...]
    hidden: bool


def extent_of(grid: Grid, block: Block) -> Extent:
    """一张表占工作表的哪一块，里面有什么看不见、对不上的。"""
    return Extent(
        sheet=grid.name,
        block=block,
        uncalculated=uncalculated(grid, block),
        hidden_rows=hidden_rows(grid, block),
        hidden_columns=hidden_columns(grid, block),
        oddly_shown=oddly_shown(grid, block),
        hidden=grid.hidden,
    )


def uncalculated(grid: Grid, block: Block) -> tuple[Entry, ...]:
    """是公式而文件里没有存结果（或结果是错误值）的格。"""
    return tuple(
        grid.placed(Entry(cell.shown, cell.row, cell.column, None, cell.formula))
        for row in grid.rows_between(block.top, block.bottom)
        for cell in grid.rows[row]
        if cell.formula is not None
        and cell.kind in (CellKind.UNCALCULATED, CellKind.ERROR)
        and not cell.typed_as_formula
        and block.left <= cell.column <= block.right
    )


def hidden_rows(grid: Grid, block: Block) -> tuple[int, ...]:
    """范围里隐藏的行，升序。"""
    if not grid.hidden_rows:
        return ()
    return tuple(row for row in range(block.top, block.bottom + 1) if row in grid.hidden_rows)


def hidden_columns(grid: Grid, block: Block) -> tuple[Entry, ...]:
    """范围里隐藏而有内容的各列，各一格：最上面有字的；合并块露出一列就看得见，不算。"""
    columns = [each for each in sorted(grid.hidden_columns) if block.left <= each <= block.right]
    if not columns:
        return ()
    rows = [*grid.rows_between(block.top, block.bottom)]
    within = ([grid.entry(row, column) for row in rows] for column in columns)
    shown = (
        next((e for e in entries if e.text and e.column == column and _is_hidden(grid, e)), None)
        for column, entries in zip(columns, within, strict=True)
    )
    return tuple(each for each in shown if each is not None)


def _is_hidden(grid: Grid, entry: Entry) -> bool:
    block = grid.block(entry.row, entry.column)
    return all(each in grid.hidden_columns for each in range(block.left, block.right + 1))


def oddly_shown(grid: Grid, block: Block) -> tuple[OddlyShown, ...]:
    """格式让人看到的和存的对不上的格，按行列先后。"""
    found = [
        OddlyShown(
            grid.entry(cell.row, cell.column),
            cell.number_format,
            _stored(cell),
            seen,
            writes_digits(cell.value, cell.number_format),
        )
        for cell in grid.misleading_between(block.top, block.bottom)
        if block.left <= cell.column <= block.right
        and not cell.typed_as_formula
        and isinstance(cell.value, str | Decimal | datetime | timedelta)
        and (seen := misleading_display(cell.value, cell.number_format)) is not None
    ]
    return tuple(sorted(found, key=lambda each: (each.entry.row, each.entry.column)))


def years_hidden(grid: Grid, entries: Iterable[Entry], year: int | None) -> tuple[OddlyShown, ...]:
    """存的日期不是 ``year`` 年的，格式只显示月日：看到的像是这一年的。"""
    found: dict[tuple[int, int], OddlyShown] = {}
    for entry in entries:
        cell = grid.cell(entry.row, entry.column) if entry.exists else None
        if cell is None or not isinstance(cell.value, datetime) or year is None:
            continue
        code = cell.number_format
        if cell.value.year != year and shows_no_year(cell.value, code):
            found[entry.place] = OddlyShown(entry, code, _stored(cell), cell.shown, hides_year=True)
    return tuple(found.values())


def _stored(cell: Cell) -> str:
    return cell._replace(number_format=GENERAL).shown
