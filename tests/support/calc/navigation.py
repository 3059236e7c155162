"""``Ctrl+方向键`` 的去处。"""

from typing import Any

from calc.areas import Area
from calc.bridge import constant

_FILLED = sum(
    constant(f"sheet.CellFlags.{name}") for name in ("VALUE", "DATETIME", "STRING", "FORMULA")
)
_LAST_ROW, _LAST_COLUMN = 1048575, 16383


def end_of(sheet: Any, row: int, column: int, direction: str) -> tuple[int, int]:
    """从一格出发，到所在一段的尽头，或下一个有内容的格，再没有就到表边。"""
    vertical = direction in ("down", "up")
    step = 1 if direction in ("down", "right") else -1
    line = Area(0, column, _LAST_ROW, column) if vertical else Area(row, 0, row, _LAST_COLUMN)
    cells = sheet.getCellRangeByPosition(line.left, line.top, line.right, line.bottom)
    spans = sorted(
        (each.StartRow, each.EndRow) if vertical else (each.StartColumn, each.EndColumn)
        for each in cells.queryContentCells(_FILLED).RangeAddresses
    )
    start = row if vertical else column
    edge = (_LAST_ROW if vertical else _LAST_COLUMN) if step > 0 else 0
    place = _end(_joined(spans), start, step, edge)
    return (place, column) if vertical else (row, place)


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """数和文字分开给出，相邻的接成一段。"""
    joined: list[tuple[int, int]] = []
    for first, last in spans:
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def _end(spans: list[tuple[int, int]], start: int, step: int, edge: int) -> int:
    for first, last in spans:
        limit = last if step > 0 else first
        if first <= start <= last and limit != start:
            return limit
    ahead = [
        first if step > 0 else last
        for first, last in spans
        if (first > start if step > 0 else last < start)
    ]
    return (min(ahead) if step > 0 else max(ahead)) if ahead else edge
