"""一张表的范围里：没有算过的公式、隐藏的行。"""

from perfxl.model.address import Block
from perfxl.model.cell import CellKind
from perfxl.model.grid import Grid
from perfxl.model.table import Entry


def uncalculated(grid: Grid, block: Block) -> tuple[Entry, ...]:
    """是公式而文件里没有存结果（或结果是错误值）的格。"""
    return tuple(
        Entry(cell.shown, cell.row, cell.column, None, cell.formula)
        for cell in grid.cells.values()
        if cell.formula is not None
        and cell.kind in (CellKind.UNCALCULATED, CellKind.ERROR)
        and not cell.typed_as_formula
        and block.top <= cell.row <= block.bottom
        and block.left <= cell.column <= block.right
    )


def hidden_rows(grid: Grid, block: Block) -> tuple[int, ...]:
    """范围里隐藏的行，升序。"""
    return tuple(sorted(row for row in grid.hidden_rows if block.top <= row <= block.bottom))
