"""表头里的一列：是哪一栏，是不是一栏下面分的一格。"""

from perfxl.model.grid import Grid
from perfxl.reading.header import YEARLY
from perfxl.reading.joined_heads import joined_role
from perfxl.reading.labels import (
    column_part,
    indicator_column,
    is_ignored_column,
    is_split_column,
    label_key,
    year_part,
)
from perfxl.reading.ticked_parts import FREE_TEXT
from perfxl.reading.titles import is_year

# 下面分几格的，各格各是一栏。
_APART = (*YEARLY, "to_date", "expected", "score")
# 一栏下面分的一格，名称没有比这更长的。
_LONGEST_PART = 10


def says_year(text: str) -> bool:
    """分的一格：全年、半年、实施期，或一个年度。"""
    return bool(text) and (year_part(text) is not None or is_year(text))


def head_over(grid: Grid, top: int, column: int) -> str:
    """上面的大栏；没有横着合并、只写在首格的，往左找。"""
    while column > 1 and not grid.text(top, column):
        column -= 1
    return grid.text(top, column)


def role_at(grid: Grid, top: int, bottom: int, column: int) -> tuple[str, tuple[int, int]] | None:
    """两行表头先看下一行的分栏，再看上一行；连同栏名所在的格。"""
    for row in range(bottom, top - 1, -1):
        text = grid.text(row, column)
        if not text and row < bottom and says_year(grid.text(bottom, column)):
            text = head_over(grid, row, column)  # 大栏没有合并，只写在首格
        if is_ignored_column(text):
            return None
        joined = joined_role(grid, top, grid.entry(row, column)) if text else None
        if joined is not None:
            return joined, grid.anchor(row, column)
        role = indicator_column(text)
        if role is not None:
            # 一栏下面分几格的（几个监控期，实施期、年度，自查、核查），各是一栏
            apart = row < bottom and grid.text(bottom, column) and role in _APART
            return role, grid.anchor(bottom if apart else row, column)
    return None


def part_at(
    grid: Grid, top: int, bottom: int, column: int
) -> tuple[str, tuple[int, int], str] | None:
    """一栏下面分的一格：是哪一栏的、那一栏的栏名在哪一格、这一格的名称；不是为 ``None``。

    栏名在上一行、再上一行都算（中间或上面另有大栏）；没有横着合并、只写在首格的，往左找。
    """
    text = grid.text(bottom, column)
    if not text:
        return None
    for row in range(bottom - 1, top - 1, -1):
        over = column
        while over > 1 and not grid.text(row, over):
            over -= 1
        role = indicator_column(grid.text(row, over))
        if role is None:
            continue
        merged = grid.block(row, over)
        wide = merged.left < merged.right and column <= merged.right
        apart = wide and grid.anchor(bottom, column) != grid.anchor(row, over)
        name = column_part(text, role) or (_printed_part(text, role) if apart else None)
        if name is not None:
            return role, grid.anchor(row, over), name
    return None


def _printed_part(text: str, role: str) -> str | None:
    """划勾的一栏横着合并，下面分的几格不是通行的名称（经费不足、不能）：照印作名；别的栏为 ``None``。"""
    own = indicator_column(text)
    if own == "note" and role == "reason":
        return FREE_TEXT
    name = label_key(text)
    printed = own is None and is_split_column(role) and len(name) <= _LONGEST_PART
    return name if printed else None


def top_of_parts(grid: Grid, row: int) -> int:
    """分格的栏名在指标名上一行的（偏差原因分析｜完成目标可能性，下一行与一级指标同行），从那一行起。"""
    above = grid.texts(row - 1, 1, grid.last_column) if row > 1 else []
    split = any(
        (role := indicator_column(entry.text)) is not None
        and column_part(grid.text(row, entry.column), role) is not None
        for entry in above
    )
    return row - 1 if split else row
