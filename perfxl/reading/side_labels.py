"""表身左边竖着的行标题（年度绩效指标完成情况）：与表头同一行起、一直并到表身，字里有栏名，也不是一栏的表头。"""

from collections.abc import Iterable

from perfxl.model.grid import Grid
from perfxl.reading.labels import (
    half_of,
    indicator_column,
    is_known_level,
    is_level1_name,
    sub_column,
    two_levels,
)


def body_starts(
    grid: Grid, top: int, last: int, levels: Iterable[int], values: Iterable[int]
) -> int:
    """表头首行 ``top`` 以下、``last`` 以前，头一行像一行指标的；没有为 0。"""
    levels, values = tuple(levels), tuple(values)
    return next(
        (row for row in range(top + 1, last + 1) if _is_indicator_row(grid, row, levels, values)),
        0,
    )


def _is_indicator_row(
    grid: Grid, row: int, levels: tuple[int, ...], values: tuple[int, ...]
) -> bool:
    """指标名的栏里自己写着字，不是栏名；又是产出、数量一类，或要填的栏里写着数。"""
    named = [
        text
        for column in levels
        if grid.anchor(row, column) == (row, column)
        and (text := grid.text(row, column))
        and not (indicator_column(text) or half_of(text) or sub_column(text))
    ]
    if not named:
        return False
    if any(is_known_level(text) or is_level1_name(text) or two_levels(text) for text in named):
        return True
    answers = (
        grid.text(row, column) for column in values if grid.anchor(row, column) == (row, column)
    )
    return any(any(letter.isdigit() for letter in text) for text in answers)


def side_columns(grid: Grid, row: int, bottom: int, roles: dict[int, str]) -> set[int]:
    """表头 ``row``—``bottom`` 里，并到表身各行去了的格所在的各列。

    指标名的栏也都这样并的，是表头高，不是行标题；只此一栏的一级指标、右边的栏（与头一行误并在一起）还是那一栏。
    """
    levels = [column for column, role in roles.items() if role.startswith("level")]
    ends = [column for column in levels if grid.block(row, column).bottom <= bottom]
    if not ends:
        return set()
    found: set[int] = set()
    for column in range(1, grid.last_column + 1):
        block = grid.block(bottom, column)
        if block.bottom <= bottom or block.top > bottom:
            continue
        is_level = roles.get(block.left, "").startswith("level")
        beside = column < min(ends) and not is_level
        if beside or _is_named_elsewhere(block.left, roles):
            found.add(column)
    return found


def _is_named_elsewhere(left: int, roles: dict[int, str]) -> bool:
    """不是一栏，或别的列已经是这一栏。"""
    role = roles.get(left)
    return role is None or any(other != left and each == role for other, each in roles.items())
