"""自评表里栏名不认得的完成值（和指标值）：看下面写的，一行一行单位相同的两栏，左边是指标值，右边是完成值。"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern
from perfxl.model.grid import Grid
from perfxl.model.table import Entry
from perfxl.reading.labels import indicator_column, is_ignored_column, is_total, list_column

_RESULTS = ("actual", "to_date", "expected")
# 表头以下最多看这么多行；单位相同的不到这么多行，看不出来。
_LOOK_DOWN = 40
_FEWEST = 2
# 看着像完成值，其实是往年的、别处的值。
_OTHER_VALUES = (
    "上年",
    "去年",
    "往年",
    "前年",
    "前三年",
    "历史",
    "市级",
    "省级",
    "全国",
    "平均",
    "序号",
)
_NUMBER = Pattern(r"[0-9][0-9,.]*")
_SIGN = Pattern(r"^[≥≤=<>＞＜≧≦约]+|^(?:不低于|不少于|不超过|不高于|大于|小于|等于)")


def actual_by_place(
    grid: Grid, bottom: int, columns: Mapping[str, list[int]], right: int
) -> tuple[Entry, int] | None:
    """有指标值、得分而没有认出完成值的：完成值的栏名和列；不止一栏像的、一栏也不像的为 ``None``。"""
    if "target" not in columns or "score" not in columns or any(r in columns for r in _RESULTS):
        return None
    target, measures = columns["target"][-1], columns.get("unit", [])
    used = {column for places in columns.values() for column in places}
    heads = (grid.entry(bottom, column) for column in range(target + 1, right + 1))
    found = [
        head
        for head in heads
        if head.column not in used
        and may_hold_values(head)
        and are_alike(grid, bottom, target, head.column, measures)
    ]
    return (found[0], found[0].column) if len(found) == 1 else None


def target_and_actual(
    grid: Grid, bottom: int, heads: Iterable[Entry], measures: Sequence[int] = ()
) -> tuple[Entry, Entry] | None:
    """指标值、完成值的栏名都不认得的：单位相同的两栏；不止一对的、没有的为 ``None``。单位可以另写在 ``measures`` 的列里。"""
    pairs = [
        (one, other)
        for one, other in combinations(filter(may_hold_values, heads), 2)
        if are_alike(grid, bottom, one.column, other.column, measures)
    ]
    return pairs[0] if len(pairs) == 1 else None


def may_hold_values(head: Entry) -> bool:
    """栏名不认得，也没有说是往年的、别处的。"""
    text = compact(head.text)
    known = indicator_column(text) or list_column(text) or is_ignored_column(text)
    other = any(word in text for word in _OTHER_VALUES)
    return bool(text) and head.number is None and not (known or other)


def are_alike(grid: Grid, bottom: int, one: int, other: int, measures: Sequence[int] = ()) -> bool:
    """两列里写着带单位的数的各行，一半以上单位相同；``one`` 一列的单位可以另写在 ``measures`` 的列里。"""
    pairs = [
        (unit, _unit(grid.text(row, other)))
        for row in _rows(grid, bottom)
        if (unit := _unit(grid.text(row, one)) or _unit_beside(grid, row, one, measures))
    ]
    same = [own for own, unit in pairs if unit and (own.startswith(unit) or unit.startswith(own))]
    return len(same) >= _FEWEST and 2 * len(same) > len(pairs)


def _unit_beside(grid: Grid, row: int, column: int, measures: Sequence[int]) -> str:
    """只写着数的一格，另一栏写的单位。"""
    bare = _SIGN.sub("", compact(grid.text(row, column)))
    return compact(grid.text(row, measures[0])) if measures and _NUMBER.fullmatch(bare) else ""


def _rows(grid: Grid, bottom: int) -> Sequence[int]:
    """表头以下的各行，到总分为止。"""
    rows: list[int] = []
    for row in grid.rows_between(bottom + 1, bottom + _LOOK_DOWN):
        if any(is_total(entry.text) for entry in grid.texts(row, 1, grid.last_column)):
            break
        rows.append(row)
    return rows


def _unit(text: str) -> str:
    """一句值去掉符号、数以后的单位；没有数的、只有数的为 ``""``。

    >>> _unit("≥42类"), _unit("98.5%"), _unit("2024年8月31日前"), _unit("长期有效"), _unit("10")
    ('类', '%', '年月日前', '', '')
    """
    bare = _SIGN.sub("", compact(text))
    return _NUMBER.sub("", bare) if _NUMBER.search(bare) else ""
