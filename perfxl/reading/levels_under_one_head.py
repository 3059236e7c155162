"""一个栏名（指标、绩效指标、指标名称）横着管着两三列：下面写着产出、数量一类的是一级、二级指标，末一列是指标名。"""

from collections.abc import Mapping
from itertools import pairwise

from perfxl.model.grid import Grid
from perfxl.model.table import Entry
from perfxl.reading.columns_by_place import ByPlace, says_levels
from perfxl.reading.labels import indicator_column, is_group_label, is_level1_name

_ABOVE_NAMES = ("level1", "level2")
_VALUED = ("actual", "to_date", "weight", "score")
_TWO, _THREE = 2, 3
# 指标名一列下面，最多看这么多行；自成一格的至少这么多行。
_LOOK_DOWN = 40
_FEWEST = 2


def levels_under_one_head(grid: Grid, row: int, roles: Mapping[int, str]) -> ByPlace | None:
    """这一行是这样的表头时，各列是哪一栏；``roles`` 是别的栏名认出的各栏。不是的为 ``None``。"""
    found = set(roles.values())
    if "target" not in found or found.isdisjoint(_VALUED) or not found.isdisjoint(_ABOVE_NAMES):
        return None
    heads = [entry for entry in grid.texts(row, 1, grid.last_column) if entry.row == row]
    for head, after in pairwise(heads):
        width = after.column - head.column
        if not _may_cover_levels(grid, head, width):
            continue
        levels = _levels(grid, head, width)
        if levels:
            return ByPlace(levels, ((head, "level3"),))
    return None


def _may_cover_levels(grid: Grid, head: Entry, width: int) -> bool:
    """说的是指标，占两列（名称自己占两列的另认）或三列。"""
    if width == _THREE and indicator_column(head.text) == "level3":
        return True
    if width not in (_TWO, _THREE) or not is_group_label(head.text):
        return False
    return grid.block(head.row, head.column).right in (head.column, head.column + width - 1)


def _levels(grid: Grid, head: Entry, width: int) -> dict[int, str]:
    bottom = grid.block(head.row, head.column).bottom
    above = range(head.column, head.column + width - 1)
    name = head.column + width - 1
    if any(indicator_column(grid.text(bottom + 1, column)) for column in (*above, name)):
        return {}  # 下面一行另有栏名：一级指标｜二级指标｜三级指标
    if not all(says_levels(grid, bottom, column) for column in above):
        return {}
    if not _names_of_its_own(grid, bottom, name):
        return {}
    if width == _THREE:
        return dict(zip((*above, name), ("level1", "level2", "level3"), strict=True))
    first = any(is_level1_name(text) for text in _texts(grid, bottom, head.column))
    return {head.column: "level1" if first else "level2", name: "level3"}


def _names_of_its_own(grid: Grid, bottom: int, column: int) -> bool:
    """这一列写着自己的字，不是左边一格横着并过来的，也不是类别。"""
    own = _texts(grid, bottom, column)
    return len(own) >= _FEWEST and not says_levels(grid, bottom, column)


def _texts(grid: Grid, bottom: int, column: int) -> list[str]:
    rows = grid.rows_between(bottom + 1, bottom + _LOOK_DOWN)
    entries = [grid.entry(row, column) for row in rows if grid.text(row, column)]
    return [entry.text for entry in entries if entry.column == column]
