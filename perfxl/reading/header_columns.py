"""一个表头的各栏：一列一列地认，一种栏有几处的定留哪几处。"""

import re

from perfxl.model.grid import Grid
from perfxl.reading.area_columns import settle_areas
from perfxl.reading.column_heads import part_at, role_at, top_of_parts
from perfxl.reading.columns_by_place import ByPlace
from perfxl.reading.header import RESULTS, Header
from perfxl.reading.header_halves import HALVED, assign_sides, half_at, is_another_target
from perfxl.reading.labels import (
    half_of,
    indicator_column,
    is_exact_column,
    is_superseded,
    label_key,
)
from perfxl.reading.parts_of_year import settle_parts_of_year
from perfxl.reading.score_columns import settle_scores, settle_weights
from perfxl.reading.second_level import settle_two_first_levels
from perfxl.reading.settled_columns import settle_columns
from perfxl.reading.year_columns import settle_years

_CONTENTS = re.compile("(?:绩效)?指标(?:具体)?内容")
# 指标名横着占两列。
_TWO = 2


def header_of(
    grid: Grid,
    row: int,
    bottom: int,
    left: int,
    right: int,
    by_place: ByPlace | None,
    sides: set[int],
) -> Header:
    """从 ``left`` 列到 ``right`` 列的一个表头：``row``、``bottom`` 是首末行，``by_place`` 是照位置认出的各列。"""
    header = Header(row, bottom, left, right, sides=sides)
    if by_place is not None:
        header.placed, header.placed_heads = by_place.columns, by_place.heads
        header.areas = by_place.areas
    parts_top = top_of_parts(grid, row)
    groups, marked = _groups(grid, header, parts_top)
    _drop_superseded(grid, row, bottom, groups, marked)
    _settle_contents(grid, bottom, groups)
    settle_years(grid, row, bottom, groups)
    header.period = settle_parts_of_year(grid, bottom, groups)
    header.areas = settle_areas(grid, row, bottom, groups) or header.areas
    exact, guessed = _chosen(grid, row, bottom, groups, marked)
    header.placed_heads += tuple((grid.entry(bottom, exact[role][0][0]), role) for role in guessed)
    twice = len(exact.get("target", [])) == 2 and not any(role in exact for role in RESULTS)
    for role, parts in exact.items():
        assign_sides(header, role, parts, marked, twice=twice)
    if "target" not in header.columns:
        for role, columns in header.second.items():  # 只有“调整后”一套
            header.columns.setdefault(role, []).extend(columns)
        header.second = {}
    settle_columns(grid, header)
    header.apart = {
        column
        for role in ("score", "actual")
        for column in header.columns.get(role, ())
        if row < bottom and grid.anchor(bottom, column) == (bottom, column)
    }
    anchors = (grid.anchor(row, column)[0] for column in header.used_columns)
    header.top = min([*anchors, parts_top])
    return header


def _groups(
    grid: Grid, header: Header, parts_top: int
) -> tuple[dict[str, list[list[int]]], dict[int, str]]:
    """各种栏的几处各占哪几列；各列写明是年初的还是调整后的。分了格的记进 ``header.parts``。"""
    row, bottom = header.top, header.bottom
    groups: dict[str, list[list[int]]] = {}
    marked: dict[int, str] = {}
    earlier: tuple[tuple[str, tuple[int, int]] | None, str | None] = (None, None)
    for column in range(header.left, header.right + 1):
        part = part_at(grid, parts_top, bottom, column)
        blank = not any(grid.text(each, column) for each in range(row, bottom + 1))
        top = parts_top if blank else row  # 与大栏同一行、没有往下合并的“备注”
        found = part[:2] if part is not None else role_at(grid, top, bottom, column)
        if column in header.placed:
            found = header.placed[column], grid.anchor(bottom, column)
        if column in header.sides:
            found = None
        half = half_at(grid, row, bottom, column)
        if found is not None and (found, half) == earlier:
            groups[found[0]][-1].append(column)  # 同一格横着占几列
        elif found is not None:
            groups.setdefault(found[0], []).append([column])
        earlier = (found, half)
        if half is not None:
            marked[column] = half
        if part is not None:
            header.parts[column] = part[2]
    return groups, marked


def _chosen(
    grid: Grid, row: int, bottom: int, groups: dict[str, list[list[int]]], marked: dict[int, str]
) -> tuple[dict[str, list[list[int]]], list[str]]:
    """一种栏有几处的留哪几处；分不出该留哪一处、留了第一处的，是猜的，另列出是哪几种栏。"""
    guessed = ["score"] if settle_scores(grid, row, bottom, groups) else []
    settle_weights(grid, row, bottom, groups)
    settle_two_first_levels(grid, bottom, groups)
    exact = {
        role: parts if role == "reason" else _exact(grid, row, bottom, parts)
        for role, parts in groups.items()
    }
    if not marked and is_another_target(grid, row, bottom, exact):
        exact["target"] = exact["target"][:1]
        if indicator_column(grid.text(bottom, exact["target"][0][0])) is None:
            guessed.append("target")
    if len(exact.get("actual", [])) > 1:
        exact["actual"] = exact["actual"][:1]
        guessed.append("actual")
    return exact, guessed


def _drop_superseded(
    grid: Grid, top: int, bottom: int, groups: dict[str, list[list[int]]], marked: dict[int, str]
) -> None:
    """一种栏有几处的，写着原稿、作废的，和隐藏的列，让给别的；左右各是年初、调整后的一套的不动。"""
    twice = {role for role in HALVED if len(groups.get(role, ())) > 1}
    if twice != {"target"} and not any(role in groups for role in RESULTS):
        return
    for role, parts in groups.items():
        if len(parts) < _TWO or any(marked.get(part[0]) == "second" for part in parts):
            continue
        current = [part for part in parts if not _is_superseded(grid, top, bottom, part)]
        groups[role] = current or parts


def _is_superseded(grid: Grid, top: int, bottom: int, part: list[int]) -> bool:
    if all(column in grid.hidden_columns for column in part):
        return True
    return any(is_superseded(grid.text(row, part[0])) for row in range(top, bottom + 1))


def _settle_contents(grid: Grid, bottom: int, groups: dict[str, list[list[int]]]) -> None:
    """三级指标另有一栏的，指标值后面的“指标内容”是指标解释；两套都叫“指标内容”的是两套的名称。"""
    names, targets = groups.get("level3", []), groups.get("target", [])
    contents = [part for part in names if _says_contents(grid, bottom, part)]
    if names and names[0] in contents:
        return
    for part in contents:
        if targets and targets[0][-1] < part[0]:
            names.remove(part)
            groups.setdefault("explanation", []).append(part)


def _says_contents(grid: Grid, bottom: int, part: list[int]) -> bool:
    return _CONTENTS.fullmatch(label_key(grid.text(bottom, part[0]))) is not None


def _exact(grid: Grid, top: int, bottom: int, parts: list[list[int]]) -> list[list[int]]:
    """几处里有栏名一字不差的，只要那几处。"""
    exact = [
        part
        for part in parts
        if any(
            is_exact_column(text := grid.text(line, part[0])) or half_of(text)
            for line in range(top, bottom + 1)
        )
    ]
    return exact or parts
