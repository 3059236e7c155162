"""快照里的一张表当作开着的：各格的值、公式、足够原样放回的内容。"""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from perfxl.model.cell import Cell, CellKind
from perfxl.model.edit import CellContent, EditKind
from perfxl.model.grid import Grid

_DAY = timedelta(days=1)


class GridContents:
    """见 ``actions.restore.SheetContents``。"""

    def __init__(self, grid: Grid) -> None:
        # 合并块里左上角以外的格，Excel 交来的是空的。
        self._cells = grid.cells

    def value(self, row: int, column: int) -> Any:
        """一格的值，与 Excel 交来的同样：数是浮点数，错误值是它的字。"""
        cell = self._cells.get((row, column))
        return None if cell is None else _value(cell)

    def formula(self, row: int, column: int) -> str:
        """一格的公式，带等号；没有公式时是它的内容。"""
        cell = self._cells.get((row, column))
        if cell is None:
            return ""
        return f"={cell.formula}" if cell.formula is not None else str(_value(cell))

    def left_of(self, row: int, column: int) -> list[Any]:
        """同一行左边各格的值。"""
        return [self.value(row, each) for each in range(1, column)]

    def content(self, row: int, column: int) -> tuple[CellContent, EditKind]:
        """一格的内容，足够原样放回。"""
        cell = self._cells.get((row, column))
        if cell is None:
            return "", EditKind.BLANK
        if cell.formula is not None:
            return f"={cell.formula}", EditKind.FORMULA
        value = cell.value
        if isinstance(value, bool):
            return value, EditKind.BOOL
        if isinstance(value, datetime):
            return value, EditKind.DATE
        if isinstance(value, timedelta | Decimal):
            return Decimal(repr(_value(cell))), EditKind.NUMBER
        return str(value or ""), EditKind.ERROR if cell.kind is CellKind.ERROR else EditKind.TEXT


def _value(cell: Cell) -> Any:
    value = cell.value
    if isinstance(value, Decimal):
        return float(value)
    return value / _DAY if isinstance(value, timedelta) else value
