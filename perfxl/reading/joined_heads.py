"""两行表头：下一行的“数值”“计划”“实际”连同上面的大栏，才说得出是哪一栏。

年度指标值｜实际完成值 下面各分 数值、单位；指标值 下面分 计划、实际。
"""

from perfxl.model.grid import Grid
from perfxl.model.table import Entry
from perfxl.reading.column_contents import contents_below
from perfxl.reading.goal_rows import is_goal_row
from perfxl.reading.labels import (
    fund_column,
    goal_name,
    indicator_column,
    is_fund_group,
    is_group_label,
    is_header_remark,
    is_ignored_column,
    is_points_remark,
    is_scored_out_of,
    sub_column,
)

# 自评表里分开写的完成值的单位；别的表上这一栏不读。
ACTUAL_UNIT = "actual_unit"
_LEVELS = ("level1", "level2", "level3")
_VALUES = ("target", "actual", "to_date")


def joined_role(grid: Grid, top: int, entry: Entry) -> str | None:
    """表头里 ``entry`` 一格连同它上面（到 ``top`` 行）的大栏是哪一栏；自己说得出的、不是这样分的为 ``None``。"""
    if entry.row <= top:
        return None
    upper = _upper(grid, top, entry)
    role = indicator_column(upper.text)
    if is_header_remark(entry.text) and not is_points_remark(entry.text):
        return role if role in _VALUES else None
    own = indicator_column(entry.text)
    if not _covers(grid, upper, entry):
        return None
    if own == "unit":
        return ACTUAL_UNIT if role == "actual" else None
    if role == "score" and own is None and is_scored_out_of(entry.text):
        # “评分”下面的“标准”写着的多半是分数，不是怎样评分。
        points = contents_below(grid, entry.row, entry.column).mostly_numbers
        return "weight" if points else "criterion"
    said = sub_column(entry.text)
    if said is None or own is not None:
        return None
    return said if role in _VALUES or _may_hold_values(upper) else None


def joined_from_above(grid: Grid, row: int) -> dict[int, str]:
    """指标名一行里，连同上一行的大栏才认得的各栏：所在的列 → 哪一栏。"""
    if row == 1 or is_goal_row(grid, row - 1):
        return {}
    entries = grid.texts(row, 1, grid.last_column)
    found = {entry.column: joined_role(grid, row - 1, entry) for entry in entries}
    return {column: role for column, role in found.items() if role is not None}


def unmerged_from_above(grid: Grid, row: int) -> dict[int, str]:
    """指标名一行里空着、栏名写在上一行、没有并下来的各栏（上一行都是栏名）：所在的列 → 哪一栏。"""
    if row == 1 or is_goal_row(grid, row - 1):
        return {}
    above = grid.texts(row - 1, 1, grid.last_column)
    if not all(_is_head(entry.text) or _is_goal_over_heads(grid, entry) for entry in above):
        return {}
    return {
        entry.column: role
        for entry in above
        if entry.row == row - 1
        and (role := indicator_column(entry.text)) is not None
        and grid.block(row - 1, entry.column).right == entry.column
        and grid.anchor(row, entry.column) == (row, entry.column)
        and not grid.text(row, entry.column)
    }


def _is_head(text: str) -> bool:
    """是栏名，或几栏上面的大栏。"""
    return bool(indicator_column(text) or is_group_label(text) or is_ignored_column(text))


def _is_goal_over_heads(grid: Grid, entry: Entry) -> bool:
    """下面分了栏的“绩效目标”：指标性质、指标值、度量单位上面的大栏。"""
    below = grid.text(entry.row + 1, entry.column)
    return goal_name(entry.text) is not None and indicator_column(below) is not None


def _upper(grid: Grid, top: int, entry: Entry) -> Entry:
    """上面管着这一格的大栏；没有横着合并、只写在首格的，往左找。"""
    column = entry.column
    while column > 1 and not grid.text(top, column):
        column -= 1
    return grid.entry(top, column)


def _covers(grid: Grid, upper: Entry, entry: Entry) -> bool:
    """大栏横着合并，管着这一格；连指标名也盖着的是上面的标题、栏目，不是大栏。"""
    block = grid.block(upper.row, upper.column)
    if block.right == block.left or entry.column > block.right:
        return False
    over = (grid.text(entry.row, column) for column in range(block.left, block.right + 1))
    return not any(indicator_column(text) in _LEVELS for text in over)


def _may_hold_values(upper: Entry) -> bool:
    """大栏的名称没有说是别的什么：下面的计划、实际就是指标值、完成值。"""
    text = upper.text
    other = indicator_column(text) or fund_column(text) or is_fund_group(text)
    return bool(text) and not (other or is_ignored_column(text))
