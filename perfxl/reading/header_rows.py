"""在整张工作表里找指标栏的表头：一行或几行，可有多张表上下、左右排列。"""

from perfxl.model.grid import Grid
from perfxl.model.table import Entry
from perfxl.reading.area_columns import says_area
from perfxl.reading.column_heads import head_over, part_at, says_year
from perfxl.reading.columns_by_place import columns_by_place, has_standards
from perfxl.reading.header import LEVELS, RESULTS, YEARLY, Columns, Header
from perfxl.reading.header_columns import header_of
from perfxl.reading.header_halves import spans_beside
from perfxl.reading.joined_heads import joined_from_above, joined_role, unmerged_from_above
from perfxl.reading.labels import (
    fund_column,
    half_of,
    indicator_column,
    is_exact_column,
    is_group_label,
    is_ignored_column,
    is_level1_name,
    is_points_remark,
    list_column,
)
from perfxl.reading.level_bands import names_over_bands
from perfxl.reading.levels_under_one_head import levels_under_one_head
from perfxl.reading.list_columns import add_list_columns
from perfxl.reading.side_labels import body_starts, side_columns

# 一行指标自己要填的各栏。
_ANSWERS = ("target", "actual", "weight", "score")
_ANY_LEVEL = frozenset(LEVELS)
# 一个表头最多占这么多行。
_MOST_ROWS = 3
# 栏名连同括号里的说明，没有比这更长的。
_LONGEST_LABEL = 60
# 照评分标准打分的表，至少有这么多级指标。
_FEWEST_LEVELS = 2


def find_headers(grid: Grid) -> list[Header]:
    """表里所有指标栏表头，从上到下、从左到右。"""
    headers: list[Header] = []
    taken_to = 0
    for row, cells in grid.rows.items():
        if row <= taken_to:
            continue
        roles = {
            cell.column: role
            for cell in cells
            if isinstance(value := cell.value, str)
            and len(value) <= _LONGEST_LABEL
            and (role := indicator_column(value)) is not None
        }
        if _ANY_LEVEL.isdisjoint(roles.values()) and "target" not in roles.values():
            continue
        joined = joined_from_above(grid, row) | unmerged_from_above(grid, row)
        roles |= _merged_from_above(grid, row) | joined
        spread = levels_under_one_head(grid, row, roles) or names_over_bands(grid, row, roles)
        roles |= spread.columns if spread is not None else {}
        if _ANY_LEVEL.isdisjoint(roles.values()):
            continue  # 字压在并下来的别的栏名下面，看不见
        bottom = _bottom(grid, row, roles)
        sides = side_columns(grid, row, bottom, roles)
        roles = {column: role for column, role in roles.items() if column not in sides}
        if _heads_levels(grid, bottom + 1):
            continue  # 几级指标上面的大栏（指标名称｜年度指标值）：表头在下一行
        placed, scores_only = spread, False
        if placed is None and not _is_header(grid, row, bottom, roles):
            scores_only = not has_standards(grid, row, bottom) and _is_score_header(
                grid, row, bottom
            )
            placed = None if scores_only else columns_by_place(grid, row, bottom)
            if placed is None and not scores_only:
                continue
            roles |= placed.columns if placed is not None else {}
        groups = _level1_groups(grid, row, roles)
        if groups:
            headers.append(_grouped_header(grid, row, groups))
            taken_to = row
            continue
        top = row - 1 if joined or _is_half_row(grid, row - 1) else row
        spans = spans_beside(grid, row, bottom, roles)
        found = [header_of(grid, top, bottom, left, right, placed, sides) for left, right in spans]
        for header in found:
            header.scores_only = scores_only
        headers += (header for header in found if header.is_whole)
        taken_to = bottom
    return headers


def _heads_levels(grid: Grid, row: int) -> bool:
    """这一行都是栏名，至少分两级指标。"""
    roles = [indicator_column(entry.text) for entry in grid.texts(row, 1, grid.last_column)]
    return all(roles) and len(set(roles) & _ANY_LEVEL) >= _FEWEST_LEVELS


def _merged_from_above(grid: Grid, row: int) -> dict[int, str]:
    """大栏“绩效指标”下面分一级、二级、三级，别的栏名从上一行并下来的：那几栏。"""
    return {
        column: role
        for column in range(1, grid.last_column + 1)
        if (place := grid.anchor(row, column))[0] < row
        and place[1] == column
        and (role := indicator_column(grid.text(*place))) is not None
    }


def _is_header(grid: Grid, top: int, bottom: int, roles: dict[int, str]) -> bool:
    """够三栏、有指标名和指标值的才是表头；只有两栏的，栏名要一字不差。"""
    found = set(roles.values())
    exact = [column for column in roles if is_exact_column(grid.text(top, column))]
    for row in range(top + 1, bottom + 1):
        below = {
            entry.column: role
            for entry in grid.texts(row, 1, grid.last_column)
            if (role := joined_role(grid, top, entry) or indicator_column(entry.text)) is not None
        }
        found |= set(below.values())
        exact += [column for column in below if is_exact_column(grid.text(row, column))]
    named = "level3" in found or ("level2" in found and not found.isdisjoint(RESULTS))
    if not named or "target" not in found:
        return False
    return len(found) >= 3 or (len(found) == 2 and len(exact) >= len(roles))


def _is_score_header(grid: Grid, top: int, bottom: int) -> bool:
    """没有指标值、照评分标准打分的表头：至少两级指标，有分值或得分，有评分标准；

    没有评分标准的，要有得分，别的栏也都认得。
    """
    heads = [
        entry.text
        for row in range(top, bottom + 1)
        for column in range(1, grid.last_column + 1)
        if (entry := grid.entry(row, column)).text and entry.column == column
    ]
    roles = {role for text in heads if (role := indicator_column(text)) is not None}
    levels = [text for text in heads if indicator_column(text) in LEVELS and is_exact_column(text)]
    if "target" in roles or len(levels) < _FEWEST_LEVELS or roles.isdisjoint(("weight", "score")):
        return False
    known = all(
        indicator_column(text) or is_ignored_column(text) or is_group_label(text) for text in heads
    )
    return "criterion" in roles or ("score" in roles and known)


def _bottom(grid: Grid, row: int, roles: dict[int, str]) -> int:
    """表头的末行：看指标名几格上下合并到哪里；没有合并的，看下一行是不是分栏。"""
    levels = [column for column, role in roles.items() if role in LEVELS]
    values = [column for column, role in roles.items() if role in _ANSWERS]
    last = row + _MOST_ROWS - 1
    bottom = max(min(grid.block(row, column).bottom, last) for column in (*levels, *values))
    if bottom > row and (body := body_starts(grid, row, bottom, levels, values)):
        bottom = body - 1  # 行标题、误并的一格伸到了表身
    while bottom < last and _is_sub_row(grid, bottom + 1, row, levels):
        bottom += 1
    return bottom


def _level1_groups(grid: Grid, row: int, roles: dict[int, str]) -> list[tuple[Entry, Columns]]:
    """一级指标横着排：上一行写着产出、效益……，每个下面各有三级指标、指标值；不是这样排的为空。"""
    groups: list[tuple[Entry, Columns]] = []
    for column, role in sorted(roles.items()):
        level1 = grid.entry(row - 1, column)
        if not is_level1_name(level1.text):
            continue
        if not groups or groups[-1][0].column != level1.column:
            groups.append((level1, {}))
        groups[-1][1].setdefault(role, []).append(column)
    whole = [group for group in groups if {"level3", "target"} <= set(group[1])]
    return whole if len(whole) > 1 else []


def _grouped_header(grid: Grid, row: int, groups: list[tuple[Entry, Columns]]) -> Header:
    """一级指标横着排的清单的表头：左边是项目各栏。"""
    first = min(column for _, columns in groups for each in columns.values() for column in each)
    top = row - 1
    while top > 1 and any(
        list_column(entry.text) and entry.column < first
        for entry in grid.texts(top - 1, 1, grid.last_column)
    ):
        top -= 1
    header = Header(top, row, 1, grid.last_column, dict(groups[0][1]), groups=groups)
    add_list_columns(grid, header)
    return header


def _is_half_row(grid: Grid, row: int) -> bool:
    """指标名上面的大栏：年初绩效目标 | 调整后绩效目标。"""
    texts = grid.texts(row, 1, grid.last_column)
    halves = [half_of(entry.text) for entry in texts]
    labels = (indicator_column(e.text) or is_group_label(e.text) or half_of(e.text) for e in texts)
    return (
        {"first", "second"} <= set(halves)
        and all(labels)
        and not any(word in entry.text for entry in texts for word in ("预算", "资金"))
    )


def _is_sub_row(grid: Grid, row: int, top: int, levels: list[int]) -> bool:
    """分栏行：字都是栏名或“年初”“调整后”，已有的指标名下面是空的。"""
    texts = [entry for entry in grid.texts(row, 1, grid.last_column) if entry.row == row]
    if not texts:
        return False
    for entry in texts:
        under = grid.text(top, entry.column)
        if part_at(grid, top, row, entry.column) is not None:
            continue
        if entry.column in levels and under:
            return False
        if is_points_remark(entry.text) and indicator_column(under) == "weight":
            continue
        role = indicator_column(entry.text) or half_of(entry.text) or list_column(entry.text)
        if joined_role(grid, top, entry) or (role is None and _is_area_of(grid, top, entry)):
            continue
        if entry.column < min(levels):
            role = role or fund_column(entry.text)
        split = (
            says_year(entry.text) and indicator_column(head_over(grid, top, entry.column)) in YEARLY
        )
        if role is None and not split and not is_ignored_column(entry.text):
            return False
        if indicator_column(entry.text) == "note" and not under:
            return False
    return True


def _is_area_of(grid: Grid, top: int, entry: Entry) -> bool:
    """横着合并的“指标值”“完成值”下面，一个地区一栏。"""
    if says_area(entry.text) is None:
        return False
    block = grid.block(top, entry.column)
    return block.right > block.left and indicator_column(grid.text(top, entry.column)) in YEARLY
