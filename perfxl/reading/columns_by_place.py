"""表头里栏名不认得的指标名、指标值：照它在一级、二级指标右边的位置认。

指标值可以有各种叫法（年度数值、当年预期实现值），也可以一县一栏；可以只有两级指标。认的是位置，所以
左边两级指标的栏名要一字不差，一级指标一栏里要写着产出、数量一类。
"""

from typing import NamedTuple

from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern
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
    section_level,
    sub_column,
    two_levels,
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
_SECTION = Pattern(r"[(]?[一二三四五六七八九十]{1,2}[)、.]")


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
    pair = _bare_pair(heads)
    if level1 is None:
        return _by_place(pair) if level3 is not None and pair else None
    if last is None and says_both_levels(grid, bottom, level1.left):
        return _name_beside(heads, level1, pair)
    if last is None or not says_levels(grid, bottom, level1.left):
        return None
    found: list[tuple[_Head, str]] = []
    right = [head for head in heads if head.left > last.right]
    if level3 is None and says_levels(grid, bottom, last.left):
        if not right or right[0].role is not None:
            return None
        found.append((right.pop(0), "level3"))
    if any(head.role == "target" for head in heads):
        return _by_place(found)
    if pair:
        return _by_place([*found, *pair])
    standards = [head for head in right if _is_standard(grid, bottom, head)]
    if len(standards) == 1 and any(head.role == "actual" for head in heads):
        return _by_place([*found, (standards[0], "target")])
    unnamed = [head for head in right if head.role is None and not _is_other(head.entry.text)]
    if any(head.role == "score" for head in heads):
        measures = [head.left for head in heads if head.role == "unit"]
        both = target_and_actual(grid, bottom, [head.entry for head in unnamed], measures)
        if both is not None:
            by_entry = {head.entry: head for head in unnamed}
            said = zip(both, ("target", "actual"), strict=True)
            return _by_place([*found, *((by_entry[entry], role) for entry, role in said)])
    value = _value(unnamed)
    if value is not None:
        found.append((value, "target"))
    return _by_place(found, areas=value is None) if unnamed else None


def _bare_pair(heads: list[_Head]) -> list[tuple[_Head, str]]:
    """没有写全指标值、完成值的栏名，而“目标”“实际”（计划、完成）各有一栏的：这两栏；不是的为空。"""
    if any(head.role in ("target", "actual", "to_date") for head in heads):
        return []
    said = [(head, role) for head in heads if (role := sub_column(head.entry.text)) is not None]
    return said if sorted(role for _, role in said) == ["actual", "target"] else []


def _name_beside(
    heads: list[_Head], level1: _Head, pair: list[tuple[_Head, str]]
) -> ByPlace | None:
    """一级、二级写在一格里的：右边紧接着、栏名不认得的一栏是指标名；还要有指标值、完成值。"""
    name = next((head for head in heads if head.left == level1.right + 1), None)
    valued = pair or {"target", "actual"} <= {head.role for head in heads}
    if name is None or name.role is not None or not valued:
        return None
    return _by_place([(name, "level3"), *pair])


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
    texts = _texts_below(grid, bottom, column)
    return 2 * sum(map(_is_level, texts)) > len(texts)


def _texts_below(grid: Grid, bottom: int, column: int) -> list[str]:
    """这一列表头以下的字，到又一块的大标题（二、资金使用情况）为止。"""
    found: list[str] = []
    for row in grid.rows_between(bottom + 1, bottom + _LOOK_DOWN):
        texts = grid.texts(row, column, column)
        if found and any(_begins_other(entry.text) for entry in texts):
            break
        found += [entry.text for entry in texts]
    return found


def _begins_other(text: str) -> bool:
    """写着序号的大标题，不是一级指标的。"""
    return _SECTION.match(compact(text)) is not None and section_level(text) is None


def says_both_levels(grid: Grid, bottom: int, column: int) -> bool:
    """这一列表头以下写着的，有一半以上是一级、二级写在一起的。"""
    texts = _texts_below(grid, bottom, column)
    return 2 * sum(two_levels(text) is not None for text in texts) > len(texts)


def _is_level(text: str) -> bool:
    if is_known_level(text):
        return True
    return len(compact(text)) <= _LONGEST_LEVEL and any(word in text for word in _LEVEL_WORDS)
