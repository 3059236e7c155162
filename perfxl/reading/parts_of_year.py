"""一种栏照半年、全年、实施期、几个监控期分了几处的，取哪一处。"""

from perfxl.model.grid import Grid
from perfxl.reading.header import YEARLY, Columns
from perfxl.reading.labels import indicator_column, year_part
from perfxl.reading.reporting_period import is_period, months_said
from perfxl.reading.titles import is_year

# 一个表头最多占这么多行。
_MOST_ROWS = 3
# 一栏下面有没有写东西，最多看这么多行。
_LOOK_DOWN = 40


def settle_parts_of_year(grid: Grid, bottom: int, groups: dict[str, list[list[int]]]) -> Columns:
    """一种栏照半年、全年、几个监控期分了几处的，只留一处；与年度并列的实施期的各列另给。"""
    period: Columns = {}
    for role in YEARLY:
        parts = _parts_of_year(grid, bottom, groups.get(role, []))
        if "full" in parts:
            groups[role] = parts["full"]
            if "longer" in parts:
                period[role] = parts["longer"][0]
    for role in ("to_date", "actual"):
        if role in groups:
            groups[role] = _latest(grid, bottom, groups[role])
    return period


def _latest(grid: Grid, bottom: int, parts: list[list[int]]) -> list[list[int]]:
    """几个监控期并列的（1-4月执行情况、1-8月执行情况），只要填了的最后一期；没有写明几月的照旧。"""
    months = [_months(grid, bottom, part[0]) for part in parts]
    if None in months or len(set(months)) < 2:
        return parts
    below = grid.rows_between(bottom + 1, bottom + _LOOK_DOWN)
    by_month = sorted(zip(months, parts, strict=True), key=lambda each: each[0] or 0)
    filled = [part for _, part in by_month if any(grid.text(row, part[0]) for row in below)]
    return [(filled or [by_month[-1][1]])[-1]]


def _parts_of_year(grid: Grid, bottom: int, parts: list[list[int]]) -> dict[str, list[list[int]]]:
    """一栏下面分全年（``full``）、半年（``shorter``）、实施期（``longer``）的，各是哪几列；不全是这样分的为空。"""
    found: dict[str, list[list[int]]] = {}
    for part in parts:
        text = grid.text(bottom, part[0])
        said = year_part(text) or ("full" if is_year(text) else None)
        if said is None:
            return {}
        found.setdefault(said, []).append(part)
    return found


def _months(grid: Grid, bottom: int, column: int) -> int | None:
    """栏名写的监控到几月。"""
    rows = range(bottom, max(bottom - _MOST_ROWS, 0), -1)
    texts = (grid.text(row, column) for row in rows)
    heads = (text for text in texts if indicator_column(text) == "to_date" or is_period(text))
    return next((months_said(text) for text in heads), None)
