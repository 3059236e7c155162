"""自评表里栏名不认得的分值、得分：看下面写着的数定得下来的，照着认，说是猜的；定不下来的不认。

得分不超过分值，多半得满分；分值各行合计连同执行率的 10 分是 100。
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from perfxl.grammar.glyphs import compact
from perfxl.model.grid import Grid
from perfxl.model.table import Entry
from perfxl.reading.labels import (
    indicator_column,
    is_header_remark,
    is_ignored_column,
    is_total,
    list_column,
)
from perfxl.reading.region import points_of

# 表头以下最多看这么多行指标；不到这么多行的看不出来。
_LOOK_DOWN = 40
_FEWEST = 3
_LEVELS = ("level3", "level2")
# 各行分值的合计：执行率的分另计的 90，不另计的 100。
_WHOLE = (Decimal(90), Decimal(100))
# 看着像得分，其实是往年的、扣去的分。
_OTHER_POINTS = ("上年", "扣", "序号", "编号", "率")
# 别人给的分：另有一栏像得分的，不是；只有这一栏的，就是。
_OF_OTHERS = ("复核", "核定", "审核", "财政")

_Points = Mapping[int, Decimal]


class PlacedPoints(NamedTuple):
    """照下面的数认出的一栏：栏名，当作哪一栏（分值、得分），所在的列。"""

    head: Entry
    role: str
    column: int


def points_by_place(
    grid: Grid, bottom: int, columns: Mapping[str, list[int]], right: int
) -> list[PlacedPoints]:
    """没有认出的分值、得分两栏；都认出了的、没有完成值一栏的、定不下来的为空。"""
    missing = [role for role in ("weight", "score") if role not in columns]
    if not missing or "actual" not in columns:
        return []
    rows = _indicator_rows(grid, bottom, columns)
    heads = _unnamed(grid, bottom, columns, right, rows)
    if len(heads) < len(missing):
        return []
    points = {column: _points(grid, rows, column) for column in heads}
    own = {column: each for column, each in points.items() if not _is_of_others(heads[column])}
    known = {
        role: _points(grid, rows, columns[role][-1])
        for role in ("weight", "score")
        if role in columns
    }
    chosen = _chosen(known, own) or _chosen(known, points)
    return [PlacedPoints(heads[column], role, column) for role, column in chosen.items()]


def _chosen(known: Mapping[str, _Points], points: Mapping[int, _Points]) -> dict[str, int]:
    pairs: list[dict[str, int]]
    if "weight" in known:
        pairs = [{"score": each} for each in points if _is_score(points[each], known["weight"])]
    elif "score" in known:
        own = (each for each in points if _is_weight(points[each]))
        pairs = [{"weight": each} for each in own if _is_score(known["score"], points[each])]
    else:
        pairs = [
            {"weight": weight, "score": score}
            for weight in points
            for score in points
            if weight < score
            and _is_weight(points[weight])
            and _is_score(points[score], points[weight])
        ]
    return pairs[0] if len(pairs) == 1 else {}


def _is_weight(points: _Points) -> bool:
    return sum(points.values(), Decimal(0)) in _WHOLE


def _is_score(points: _Points, weights: _Points) -> bool:
    """有分值的各行都写着，不超过分值，多半得满分。"""
    if len(weights) < _FEWEST or set(points) != set(weights):
        return False
    within = all(0 <= points[row] <= weights[row] for row in weights)
    return within and 2 * sum(points[row] == weights[row] for row in weights) >= len(weights)


def _indicator_rows(grid: Grid, bottom: int, columns: Mapping[str, list[int]]) -> list[int]:
    """表头以下写着指标名的各行，到总分为止。"""
    name = next((columns[role][-1] for role in _LEVELS if role in columns), 0)
    found: list[int] = []
    for row in grid.rows_between(bottom + 1, bottom + _LOOK_DOWN):
        if any(is_total(entry.text) for entry in grid.texts(row, 1, grid.last_column)):
            break
        if name and grid.text(row, name) and grid.anchor(row, name) == (row, name):
            found.append(row)
    return found


def _unnamed(
    grid: Grid, bottom: int, columns: Mapping[str, list[int]], right: int, rows: Sequence[int]
) -> dict[int, Entry]:
    """完成值以右栏名不认得、下面都写着数的各列。"""
    used = {column for places in columns.values() for column in places}
    first = min(columns["actual"])
    heads = {column: grid.entry(bottom, column) for column in range(first + 1, right + 1)}
    return {
        column: head
        for column, head in heads.items()
        if column not in used
        and head.column == column
        and _may_head(head)
        and len(_points(grid, rows, column)) >= _FEWEST
    }


def _may_head(head: Entry) -> bool:
    text = compact(head.text)
    known = indicator_column(text) or list_column(text) or is_ignored_column(text)
    other = any(word in text for word in _OTHER_POINTS)
    return bool(text) and head.number is None and not (known or other or is_header_remark(text))


def _is_of_others(head: Entry) -> bool:
    return any(word in compact(head.text) for word in _OF_OTHERS)


def _points(grid: Grid, rows: Sequence[int], column: int) -> dict[int, Decimal]:
    """一列里的各个数：行 → 数；百分数、带单位的不是。"""
    found: dict[int, Decimal] = {}
    for row in rows:
        entry = points_of(grid.cell(row, column), grid.entry(row, column))
        if entry.number is not None and "%" not in entry.text:
            found[row] = entry.number
    return found
