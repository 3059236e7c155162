"""表头里栏名不认得的指标名、指标值：照它在一级、二级指标右边的位置认。

指标值可以有各种叫法（年度数值、当年预期实现值），也可以一县一栏；可以只有两级指标。认的是位置，所以
左边两级指标的栏名要一字不差，一级指标一栏里要写着产出、数量一类。
"""

from typing import NamedTuple

from perfxl.grammar.glyphs import compact
from perfxl.model.grid import Grid
from perfxl.model.table import Entry
from perfxl.reading.area_columns import WHOLE_AREA
from perfxl.reading.labels import (
    indicator_column,
    is_exact_column,
    is_ignored_column,
    is_known_level,
    label_key,
    list_column,
)
from perfxl.reading.values_by_place import target_and_actual

# 往下看这么多行，左边两级指标里写着什么。
_LOOK_DOWN = 12
# 上级指标里有这些字的，是第一级或第二级，不是一个指标。
_LEVEL_WORDS = ("产出", "效益", "效果", "满意", "数量", "质量", "时效", "成本", "投入", "管理")
_LONGEST_LEVEL = 14
# 有实际完成一栏而没有指标值一栏的，叫这些的一栏写着值，就是指标值；写着怎样评分的不是。
_STANDARDS = frozenset(
    [
        "绩效标准",
        "考核标准",
        "评价标准",
        "计划标准",
        "目标标准",
        "标准",
        "目标",
        "绩效目标",
        "年度目标",
        "年度绩效目标",
        "预期目标",
        "计划",
        "年度计划",
    ]
)
_SCORING_WORDS = ("扣", "得分", "满分", "计分", "评分", "÷", "该项")
_LONGEST_VALUE = 20


class ByPlace(NamedTuple):
    """照位置认出的各列是哪一栏，``heads`` 是各栏的栏名和它是哪一栏。

    ``areas`` 是几个地区各一栏、没有整个地区的：没有一栏是指标值。
    """

    columns: dict[int, str]
    heads: tuple[tuple[Entry, str], ...] = ()
    areas: bool = False


class _Head(NamedTuple):
    """表头里的一格：栏名，所占的首列和末列，是哪一栏（不认得为 ``None``）。"""

    entry: Entry
    left: int
    right: int
    role: str | None


def columns_by_place(grid: Grid, row: int, bottom: int) -> ByPlace | None:
    """这一行是两级、三级指标的表头时，照位置认出的各列；不是的为 ``None``。"""
    heads = [_head(grid, entry) for entry in grid.texts(row, 1, grid.last_column)]
    named = {head.role: head for head in heads if head.role and is_exact_column(head.entry.text)}
    level1, level2, level3 = (named.get(role) for role in ("level1", "level2", "level3"))
    last = level3 or level2
    if level1 is None or last is None or not says_levels(grid, bottom, level1.left):
        return None
    found: list[tuple[_Head, str]] = []
    right = [head for head in heads if head.left > last.right]
    if level3 is None and says_levels(grid, bottom, last.left):
        if not right or right[0].role is not None:
            return None
        found.append((right.pop(0), "level3"))
    if any(head.role == "target" for head in heads):
        return _by_place(found)
    standards = [head for head in right if _is_standard(grid, bottom, head)]
    if len(standards) == 1 and any(head.role == "actual" for head in heads):
        return _by_place([*found, (standards[0], "target")])
    unnamed = [head for head in right if head.role is None and not _is_other(head.entry.text)]
    if any(head.role == "score" for head in heads):
        both = target_and_actual(grid, bottom, [head.entry for head in unnamed])
        if both is not None:
            by_entry = {head.entry: head for head in unnamed}
            said = zip(both, ("target", "actual"), strict=True)
            return _by_place([*found, *((by_entry[entry], role) for entry, role in said)])
    value = _value(unnamed)
    if value is not None:
        found.append((value, "target"))
    return _by_place(found, areas=value is None) if unnamed else None


def _by_place(found: list[tuple[_Head, str]], *, areas: bool = False) -> ByPlace:
    columns = {column: role for head, role in found for column in range(head.left, head.right + 1)}
    return ByPlace(columns, tuple((head.entry, role) for head, role in found), areas)


def _head(grid: Grid, entry: Entry) -> _Head:
    block = grid.block(entry.row, entry.column)
    return _Head(entry, block.left, block.right, indicator_column(entry.text))


def has_standards(grid: Grid, row: int, bottom: int) -> bool:
    """有实际完成一栏，与它对照的一栏叫“绩效标准”一类，写着的是值：不是照评分标准打分的表。"""
    heads = [_head(grid, entry) for entry in grid.texts(row, 1, grid.last_column)]
    done = any(head.role == "actual" for head in heads)
    return done and any(_is_standard(grid, bottom, head) for head in heads)


def _is_standard(grid: Grid, bottom: int, head: _Head) -> bool:
    if label_key(head.entry.text) not in _STANDARDS:
        return False
    below = grid.rows_between(bottom + 1, bottom + _LOOK_DOWN)
    texts = [entry.text for row in below for entry in grid.texts(row, head.left, head.left)]
    return 2 * sum(map(_like_a_value, texts)) > len(texts)


def _like_a_value(text: str) -> bool:
    return len(compact(text)) <= _LONGEST_VALUE and not any(word in text for word in _SCORING_WORDS)


def _is_other(text: str) -> bool:
    """看着像指标值，其实是别的栏。"""
    return is_ignored_column(text) or list_column(text) is not None


def _value(unnamed: list[_Head]) -> _Head | None:
    """指标值一栏：只有一栏的就是它；几栏的，是说着“值”的一栏，或整个地区的一栏。"""
    if len(unnamed) == 1:
        return unnamed[0]
    for words in (("值",), WHOLE_AREA):
        said = [head for head in unnamed if any(word in compact(head.entry.text) for word in words)]
        if len(said) == 1:
            return said[0]
    return None


def says_levels(grid: Grid, bottom: int, column: int) -> bool:
    """这一列表头以下写着的，有一半以上是产出、数量一类。"""
    below = grid.rows_between(bottom + 1, bottom + _LOOK_DOWN)
    texts = [entry.text for row in below for entry in grid.texts(row, column, column)]
    return 2 * sum(map(_is_level, texts)) > len(texts)


def _is_level(text: str) -> bool:
    if is_known_level(text):
        return True
    return len(compact(text)) <= _LONGEST_LEVEL and any(word in text for word in _LEVEL_WORDS)
