"""在整张工作表里找指标栏的表头：一行或两行，可有多张表上下、左右排列。"""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from perfxl.grammar.glyphs import compact
from perfxl.model.grid import Grid
from perfxl.model.table import Entry
from perfxl.reading.area_columns import says_area, settle_areas
from perfxl.reading.columns_by_place import ByPlace, columns_by_place, has_standards, says_levels
from perfxl.reading.joined_heads import (
    ACTUAL_UNIT,
    joined_from_above,
    joined_role,
    unmerged_from_above,
)
from perfxl.reading.labels import (
    column_part,
    field_name,
    fund_column,
    half_of,
    indicator_column,
    is_column_part,
    is_exact_column,
    is_fund_group,
    is_fund_name,
    is_group_label,
    is_header_remark,
    is_ignored_column,
    is_level1_name,
    is_points_remark,
    is_scored_out_of,
    is_split_column,
    is_superseded,
    label_key,
    list_column,
    sub_column,
    year_part,
)
from perfxl.reading.level_bands import (
    has_band_below,
    has_first_levels_in_bands,
    names_over_bands,
)
from perfxl.reading.levels_under_one_head import levels_under_one_head
from perfxl.reading.paired_points import paired_order
from perfxl.reading.points_by_place import points_by_place
from perfxl.reading.reporting_period import is_period, months_said
from perfxl.reading.score_columns import settle_scores
from perfxl.reading.second_level import (
    names_kinds,
    second_level,
    settle_two_first_levels,
    third_level,
)
from perfxl.reading.side_labels import body_starts, side_columns
from perfxl.reading.signs_by_place import sign_head
from perfxl.reading.ticked_parts import FREE_TEXT
from perfxl.reading.titles import is_title, is_year
from perfxl.reading.values_by_place import actual_by_place
from perfxl.reading.year_columns import is_one_year, settle_years

# 做得怎样的各栏：自评的完成值，监控的执行情况和全年预计。
RESULTS = ("actual", "to_date", "expected")
# 项目一栏下面有这么多个标签的，不是清单。
_FEWEST_BELOW = 2
# 表头左边只作行标题用的格。
_GROUP_LABELS = frozenset({"绩效指标", "指标", "年度绩效指标", "绩效目标", "序号", "指标完成情况"})
_LEVELS = ("level1", "level2", "level3")
# 一行指标自己要填的各栏。
_ANSWERS = ("target", "actual", "weight", "score")
_ANY_LEVEL = frozenset(_LEVELS)
_CONTENTS = re.compile("(?:绩效)?指标(?:具体)?内容")
# 调整表里左右各有一套的栏。
_HALVED = ("level1", "level2", "level3", "target", "nature", "unit", "weight")
# 实施期（中期）与年度两套并列时，实施期一套的说法。
PERIOD_WORDS = (
    "实施期",
    "中期目标",
    "中期指标",
    "中期绩效",
    "实施周期",
    "中长期",
    "长期绩效",
    "长期目标",
    "长期指标",
)
# 下面可以分半年、全年几格的栏。
_YEARLY = ("target", "actual")
# 下面分几格的，各格各是一栏。
_APART = (*_YEARLY, "to_date", "expected", "score")
# 一个表头最多占这么多行。
_MOST_ROWS = 3
# 栏名连同括号里的说明，没有比这更长的。
_LONGEST_LABEL = 60
# 一栏下面分的一格，名称没有比这更长的。
_LONGEST_PART = 10
# 指标名横着占两列。
_TWO = 2
# 一栏下面有没有写东西，最多看这么多行。
_LOOK_DOWN = 40
# 照评分标准打分的表，至少有这么多级指标。
_FEWEST_LEVELS = 2
# 左右两半之上有没有各自的标题，最多往上看这么多行。
_LOOK_UP = 15

Columns = dict[str, list[int]]


@dataclass(slots=True)
class Header:
    """一个指标栏表头。

    ``columns`` 是各栏所占的列，按先后；左右并列两套指标的，调整后（实施期表里是年度）
    的一套在 ``second``。``groups`` 是一级指标横着排的清单里，各个一级指标和它名下的栏。
    ``passed`` 是读指标时发现另一栏已经写着符号、没有照读的性质栏。
    ``parts`` 是一栏下面又分几格的（偏差原因下面的 经费保障），各格的列和名称。
    ``placed`` 是照位置认出的各列，``placed_heads`` 是它们的栏名；``areas`` 是几个地区各一栏指标值，没有一栏是全部的。
    ``apart`` 是一栏下面分了几格、取了这一格的各列。``period`` 是指标值（完成值）分实施期、年度两格的，实施期的各列。
    ``scores_only``：没有指标值一栏，照评分标准打分。
    ``paired``：分值、得分写在一栏里的，格里的先后。
    ``sides``：表身左边竖着的行标题所在的各列，不是一栏。
    """

    top: int
    bottom: int
    left: int
    right: int
    columns: Columns = field(default_factory=dict)
    second: Columns = field(default_factory=dict)
    groups: list[tuple[Entry, Columns]] = field(default_factory=list)
    parts: dict[int, str] = field(default_factory=dict)
    passed: set[int] = field(default_factory=set)
    placed: dict[int, str] = field(default_factory=dict)
    placed_heads: tuple[tuple[Entry, str], ...] = ()
    areas: bool = False
    apart: set[int] = field(default_factory=set)
    period: Columns = field(default_factory=dict)
    scores_only: bool = False
    paired: tuple[str, str] | None = None
    sides: set[int] = field(default_factory=set)

    def has(self, *roles: str) -> bool:
        """这些栏都有。"""
        return all(role in self.columns for role in roles)

    @property
    def has_results(self) -> bool:
        """有做得怎样的一栏：自评表、监控表。"""
        return any(role in self.columns for role in RESULTS)

    @property
    def is_whole(self) -> bool:
        """有指标名也有指标值；左右一分，剩下半套的不是表头。"""
        valued = self.has("target") or self.areas or self.scores_only
        return valued and (self.has("level3") or self.has("level2"))

    @property
    def is_list(self) -> bool:
        """是清单：左边有项目一栏。"""
        return self.has("project") or self.has("project_code")

    @property
    def used_columns(self) -> set[int]:
        """读了的各列。"""
        each = [self.columns, self.second, self.period, *(columns for _, columns in self.groups)]
        return {column for columns in each for places in columns.values() for column in places}

    def is_known(self, entry: Entry) -> bool:
        """表头里认得的一格。"""
        text = entry.text
        if any(entry == head for head, _ in self.placed_heads):
            return True
        if year_part(text) == "full" or is_year(text):
            return True
        if any(entry.column in places for places in self.period.values()):
            return True
        if self.has("to_date") and is_period(text):
            return True
        if entry.column in self.apart:
            return True
        parted = sub_column(text) or is_scored_out_of(text)
        if parted and entry.column in self.used_columns:
            return True
        if says_area(text) is False and entry.column in self.used_columns:
            return True  # 各地并列的，整个地区的一栏
        if names_kinds(entry) and entry.column in self.columns.get("level2", ()):
            return True
        if entry.column in self.used_columns and is_one_year(text):
            return True  # 几年各一栏的，取了的年度
        known = indicator_column(text) or list_column(text) or half_of(text)
        if self.is_list and self.has_results and (fund_column(text) or is_fund_group(text)):
            return True  # 清单样子的自评表、监控表，左边有执行数、执行率
        return bool(known) or is_column_part(text) or is_level1_name(text) or is_header_remark(text)

    @property
    def first_column(self) -> int:
        """读了的第一列。"""
        return min(self.used_columns)

    def is_repeated_by(self, later: object) -> bool:
        """后面的表头栏目、列位都与它相同：可能是分页后重印的。"""
        return isinstance(later, Header) and (self.columns, self.second) == (
            later.columns,
            later.second,
        )

    @property
    def split(self) -> int:
        """并列的两套里右边一套的首列；没有两套时为 0。"""
        if not self.second:
            return 0
        return max(self._start(self.second), self._start(self.columns))

    @property
    def adjusted_first(self) -> bool:
        """调整后的一套在左边。"""
        return bool(self.second) and self._start(self.second) < self._start(self.columns)

    def _start(self, columns: Columns) -> int:
        """一套指标的首列；只印一列的三级指标不算在哪一套里。"""
        halved = [columns[role] for role in self.second if role in columns]
        return min((column for places in halved for column in places), default=0)


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
        spans = _spans(grid, row, bottom, roles)
        found = [_header(grid, top, bottom, left, right, placed, sides) for left, right in spans]
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
    levels = [text for text in heads if indicator_column(text) in _LEVELS and is_exact_column(text)]
    if "target" in roles or len(levels) < _FEWEST_LEVELS or roles.isdisjoint(("weight", "score")):
        return False
    known = all(
        indicator_column(text) or is_ignored_column(text) or is_group_label(text) for text in heads
    )
    return "criterion" in roles or ("score" in roles and known)


def _bottom(grid: Grid, row: int, roles: dict[int, str]) -> int:
    """表头的末行：看指标名几格上下合并到哪里；没有合并的，看下一行是不是分栏。"""
    levels = [column for column, role in roles.items() if role in _LEVELS]
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
    _add_list_columns(grid, header)
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
        if _part(grid, top, row, entry.column) is not None:
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
            _says_year(entry.text) and indicator_column(_over(grid, top, entry.column)) in _YEARLY
        )
        if role is None and not split and not is_ignored_column(entry.text):
            return False
        if indicator_column(entry.text) == "note" and not under:
            return False
    return True


def _says_year(text: str) -> bool:
    """分的一格：全年、半年、实施期，或一个年度。"""
    return bool(text) and (year_part(text) is not None or is_year(text))


def _over(grid: Grid, top: int, column: int) -> str:
    """上面的大栏；没有横着合并、只写在首格的，往左找。"""
    while column > 1 and not grid.text(top, column):
        column -= 1
    return grid.text(top, column)


def _is_area_of(grid: Grid, top: int, entry: Entry) -> bool:
    """横着合并的“指标值”“完成值”下面，一个地区一栏。"""
    if says_area(entry.text) is None:
        return False
    block = grid.block(top, entry.column)
    return block.right > block.left and indicator_column(grid.text(top, entry.column)) in _YEARLY


def _spans(grid: Grid, row: int, bottom: int, roles: dict[int, str]) -> list[tuple[int, int]]:
    """左右并排的表各占哪些列：每逢第二个同级指标栏就是另一张表；年初与调整并列的是一张。"""
    first_role = next(role for role in _LEVELS if role in roles.values())
    starts = [
        column
        for column, role in sorted(roles.items())
        if role == first_role and grid.anchor(row, column) == (row, column)
    ]
    last = max(grid.last_column, max(roles))
    inside = range(starts[0], starts[-1]) if starts else range(0)
    if {role for column, role in roles.items() if column in inside} == {
        "level1"
    }:  # 一级指标、指标类别两栏紧挨着
        return [(1, last)]
    if first_role != "level1" and len(starts) == 2 and _complete_once(roles, starts[1]):
        return [(1, last)]
    if len(starts) == 2 and _are_halves(grid, row, bottom, starts[1]):
        return [(1, last)]
    lefts = [1]
    for start in starts[1:]:
        beside = label_key(grid.text(row, start - 1))
        lefts.append(start - 1 if beside in _GROUP_LABELS else start)
    rights = [left - 1 for left in lefts[1:]] + [last]
    return list(zip(lefts, rights, strict=True))


def _complete_once(roles: dict[int, str], start: int) -> bool:
    """没有一级指标的表：左边一套没有完成值而右边又来一套指标值，是两套并列。"""
    left = {role for column, role in roles.items() if column < start}
    return left.isdisjoint(RESULTS) and "target" in left


def _are_halves(grid: Grid, row: int, bottom: int, start: int) -> bool:
    """整套栏目左右各一：上面写着“调整”或“实施期”、右边又没有自己的标题和项目名称的，

    是同一张表的两半。
    """
    above = grid.rows_between(row - _LOOK_UP, bottom)
    entries = [entry for each in above for entry in grid.texts(each, 1, grid.last_column)]
    for entry in entries:
        if entry.column >= start - 1 and (
            is_title(entry.text) or field_name(entry.text) in ("项目名称", "二级项目名称")
        ):
            return False
    texts = [compact(entry.text) for entry in entries]
    periods = any(word in text for text in texts for word in PERIOD_WORDS)
    return periods or any("调整" in text for text in texts)


def _header(
    grid: Grid,
    row: int,
    bottom: int,
    left: int,
    right: int,
    by_place: ByPlace | None,
    sides: set[int],
) -> Header:
    header = Header(row, bottom, left, right, sides=sides)
    if by_place is not None:
        header.placed, header.placed_heads = by_place.columns, by_place.heads
        header.areas = by_place.areas
    parts_top = _parts_top(grid, row)
    groups, marked = _groups(grid, header, parts_top)
    _drop_superseded(grid, row, bottom, groups, marked)
    _settle_contents(grid, bottom, groups)
    settle_years(grid, row, bottom, groups)
    header.period = _settle_parts_of_year(grid, bottom, groups)
    header.areas = settle_areas(grid, row, bottom, groups) or header.areas
    exact, guessed = _chosen(grid, row, bottom, groups, marked)
    header.placed_heads += tuple((grid.entry(bottom, exact[role][0][0]), role) for role in guessed)
    twice = len(exact.get("target", [])) == 2 and not any(role in exact for role in RESULTS)
    for role, parts in exact.items():
        _assign_sides(header, role, parts, marked, twice=twice)
    if "target" not in header.columns:
        for role, columns in header.second.items():  # 只有“调整后”一套
            header.columns.setdefault(role, []).extend(columns)
        header.second = {}
    _settle_columns(grid, header)
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
        part = _part(grid, parts_top, bottom, column)
        blank = not any(grid.text(each, column) for each in range(row, bottom + 1))
        top = parts_top if blank else row  # 与大栏同一行、没有往下合并的“备注”
        found = part[:2] if part is not None else _role(grid, top, bottom, column)
        if column in header.placed:
            found = header.placed[column], grid.anchor(bottom, column)
        if column in header.sides:
            found = None
        half = _half(grid, row, bottom, column)
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
    settle_two_first_levels(grid, bottom, groups)
    exact = {
        role: parts if role == "reason" else _exact(grid, row, bottom, parts)
        for role, parts in groups.items()
    }
    if not marked and _is_another_target(grid, row, bottom, exact):
        exact["target"] = exact["target"][:1]
        if indicator_column(grid.text(bottom, exact["target"][0][0])) is None:
            guessed.append("target")
    if len(exact.get("actual", [])) > 1:
        exact["actual"] = exact["actual"][:1]
        guessed.append("actual")
    return exact, guessed


def _settle_columns(grid: Grid, header: Header) -> None:
    """归好各栏以后，要看着别的栏、看着下面写的才定得下来的几样，一样一样地定。"""
    _join_direction(header)
    _add_list_columns(grid, header)
    _settle_wide_name(grid, header)
    _settle_left_level(grid, header)
    _settle_lower_levels(grid, header)
    _settle_signs(grid, header)
    _settle_unit(grid, header)
    _settle_level_weights(header)
    _settle_paired_points(grid, header)
    _settle_results(grid, header)


def _drop_superseded(
    grid: Grid, top: int, bottom: int, groups: dict[str, list[list[int]]], marked: dict[int, str]
) -> None:
    """一种栏有几处的，写着原稿、作废的，和隐藏的列，让给别的；左右各是年初、调整后的一套的不动。"""
    twice = {role for role in _HALVED if len(groups.get(role, ())) > 1}
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


# 两套并列的，上面总有其中一个词。
_HALF_WORDS = ("调整", "变更", "修订", "修改", *PERIOD_WORDS)


def _is_another_target(
    grid: Grid, top: int, bottom: int, parts: dict[str, list[list[int]]]
) -> bool:
    """两栏指标值，别的栏都只有一处，又没有一处写着调整、实施期：后一栏是别的值（市级指标值），不是调整后的。"""
    twice = {role for role in _HALVED if len(parts.get(role, ())) > 1}
    if twice != {"target"}:
        return False
    above = grid.rows_between(max(top - _LOOK_UP, 1), bottom)
    texts = (entry.text for row in above for entry in grid.texts(row, 1, grid.last_column))
    return not any(word in compact(text) for text in texts for word in _HALF_WORDS)


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


def _assign_sides(
    header: Header, role: str, parts: list[list[int]], marked: dict[int, str], *, twice: bool
) -> None:
    """一种栏的几处归到左右两套；写明“调整后”的归右，没有写明而指标值有两处的按先后。"""
    named = {marked.get(part[0]) for part in parts}
    for position, part in enumerate(parts):
        by_order = twice and position == 1 and len(parts) == 2
        second = marked.get(part[0]) == "second" if "second" in named else by_order
        second = second and role in _HALVED
        chosen = header.second if second else header.columns
        chosen.setdefault(role, []).extend(part)


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


def _settle_parts_of_year(grid: Grid, bottom: int, groups: dict[str, list[list[int]]]) -> Columns:
    """一种栏照半年、全年、几个监控期分了几处的，只留一处；与年度并列的实施期的各列另给。"""
    period: Columns = {}
    for role in _YEARLY:
        parts = _parts_of_year(grid, bottom, groups.get(role, []))
        if "full" in parts:
            groups[role] = parts["full"]
            if "longer" in parts:
                period[role] = parts["longer"][0]
    for role in ("to_date", "actual"):
        if role in groups:
            groups[role] = _latest(grid, bottom, groups[role])
    return period


def _latest(grid: Grid, bottom: int, parts: list[list[int]]) -> list[list[int]]:
    """几个监控期并列的（1-4月执行情况、1-8月执行情况），只要填了的最后一期；没有写明几月的照旧。"""
    months = [_months(grid, bottom, part[0]) for part in parts]
    if None in months or len(set(months)) < 2:
        return parts
    below = grid.rows_between(bottom + 1, bottom + _LOOK_DOWN)
    by_month = sorted(zip(months, parts, strict=True), key=lambda each: each[0] or 0)
    filled = [part for _, part in by_month if any(grid.text(row, part[0]) for row in below)]
    return [(filled or [by_month[-1][1]])[-1]]


def _parts_of_year(grid: Grid, bottom: int, parts: list[list[int]]) -> dict[str, list[list[int]]]:
    """一栏下面分全年（``full``）、半年（``shorter``）、实施期（``longer``）的，各是哪几列；不全是这样分的为空。"""
    found: dict[str, list[list[int]]] = {}
    for part in parts:
        text = grid.text(bottom, part[0])
        said = year_part(text) or ("full" if is_year(text) else None)
        if said is None:
            return {}
        found.setdefault(said, []).append(part)
    return found


def _months(grid: Grid, bottom: int, column: int) -> int | None:
    """栏名写的监控到几月。"""
    rows = range(bottom, max(bottom - _MOST_ROWS, 0), -1)
    texts = (grid.text(row, column) for row in rows)
    heads = (text for text in texts if indicator_column(text) == "to_date" or is_period(text))
    return next((months_said(text) for text in heads), None)


def _half(grid: Grid, top: int, bottom: int, column: int) -> str | None:
    """一列属于年初（``first``）还是调整后（``second``）：看栏名自己和它上下的大栏、分栏。"""
    for row in range(bottom, top - 1, -1):
        half = half_of(grid.text(row, column))
        if half is not None:
            return half
    return None


def _role(grid: Grid, top: int, bottom: int, column: int) -> tuple[str, tuple[int, int]] | None:
    """两行表头先看下一行的分栏，再看上一行；连同栏名所在的格。"""
    for row in range(bottom, top - 1, -1):
        text = grid.text(row, column)
        if not text and row < bottom and _says_year(grid.text(bottom, column)):
            text = _over(grid, row, column)  # 大栏没有合并，只写在首格
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


def _part(
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


def _parts_top(grid: Grid, row: int) -> int:
    """分格的栏名在指标名上一行的（偏差原因分析｜完成目标可能性，下一行与一级指标同行），从那一行起。"""
    above = grid.texts(row - 1, 1, grid.last_column) if row > 1 else []
    split = any(
        (role := indicator_column(entry.text)) is not None
        and column_part(grid.text(row, entry.column), role) is not None
        for entry in above
    )
    return row - 1 if split else row


def _add_list_columns(grid: Grid, header: Header) -> None:
    """清单的项目、单位、预算数各栏；没有项目一栏的不是清单。"""
    level_columns = [column for role in _LEVELS for column in header.columns.get(role, [])]
    in_groups = {column for _, group in header.groups for each in group.values() for column in each}
    taken = in_groups.union(*header.columns.values())
    found: Columns = {}
    for column in range(header.left, header.right + 1):
        for row in range(header.bottom, header.top - 1, -1):
            role = list_column(grid.text(row, column))
            if role is None and fund_column(grid.text(row, column)):
                break  # 上面的“项目资金”是大栏
            in_front = column < min(level_columns, default=0)
            if role is not None and (column not in taken or in_front):
                found.setdefault(role, []).append(column)
                break
    named = [*found.get("project", ()), *found.get("project_code", ())]
    if not named or _heads_labels(grid, header, named[0]):
        return
    for role, columns in found.items():
        for each in header.columns.values():
            each[:] = [column for column in each if column not in columns]
        header.columns[role] = columns
    header.columns = {role: columns for role, columns in header.columns.items() if columns}


def _heads_labels(grid: Grid, header: Header, column: int) -> bool:
    """“项目名称”右边不是栏名，下面还是标签（主管部门、资金总额）：左右排的一张表左边的一栏，不是清单的项目一栏。"""
    beside = grid.text(header.bottom, grid.block(header.bottom, column).right + 1)
    if beside.strip() and (list_column(beside) or indicator_column(beside)):
        return False
    texts = (
        grid.entry(row, column).text for row in grid.rows_between(header.bottom + 1, grid.last_row)
    )
    labels = {text for text in texts if field_name(text) or is_fund_name(text)}
    return len(labels) >= _FEWEST_BELOW


def _join_direction(header: Header) -> None:
    """性质、方向两栏哪一列写着符号，一行一行地看：都是性质一栏。"""
    for columns in (header.columns, header.second):
        if "direction" in columns:
            columns["nature"] = [*columns.get("nature", []), *columns.pop("direction")]


def _settle_left_level(grid: Grid, header: Header) -> None:
    """没有一级指标一栏的，指标名左边写着产出、效益的一栏就是；它右边空着名的一栏是二级。

    栏名不是“绩效指标”一类的，照位置认，要说出来。
    """
    names = header.columns.get("level2") or header.columns.get("level3")
    if not names or "level1" in header.columns or header.second:
        return
    points = [each for role in ("weight", "score") for each in header.columns.get(role, ())]
    free = [
        column
        for column in range(header.left, names[0])
        if column not in header.used_columns
        and (head := grid.entry(header.bottom, column)).text
        and (head.column == column or is_group_label(head.text) or names_kinds(head))
        and not has_band_below(grid, header.bottom, column, points)
    ]
    said = next((column for column in free if says_levels(grid, header.bottom, column)), 0)
    if not said:
        return
    if "level2" not in header.columns and has_first_levels_in_bands(grid, header.bottom, points):
        _place_level(grid, header, "level2", said)  # 一级指标横着写在各段上面
        return
    _place_level(grid, header, "level1", said)
    if "level2" not in header.columns and said + 1 in free:
        _place_level(grid, header, "level2", said + 1)


def _settle_lower_levels(grid: Grid, header: Header) -> None:
    """没有“二级指标”“三级指标”（考核指标、绩效指标）的栏名而有这一栏的；栏名不说类别的，照位置认，要说出来。"""
    for role, found in (("level2", second_level), ("level3", third_level)):
        head = None if header.second else found(grid, header.bottom, header.columns)
        if head is not None:
            header.columns[role] = [head.column]
            known = role == "level2" and names_kinds(head)
            header.placed_heads += () if known else ((head, role),)


def _settle_signs(grid: Grid, header: Header) -> None:
    """栏名不认得、写着比较符号的一栏是指标性质，要说出来。"""
    head = None if header.second else sign_head(grid, header.bottom, header.columns, header.right)
    if head is not None:
        header.columns["nature"] = [head.column]
        header.placed_heads += ((head, "nature"),)


def _settle_results(grid: Grid, header: Header) -> None:
    """栏名不认得的完成值、分值、得分，照下面写的认，要说出来。"""
    if header.second:
        return
    actual = actual_by_place(grid, header.bottom, header.columns, header.right)
    if actual is not None:
        head, column = actual
        header.columns["actual"] = [column]
        header.placed_heads += ((head, "actual"),)
    for each in points_by_place(grid, header.bottom, header.columns, header.right):
        header.columns[each.role] = [each.column]
        header.placed_heads += ((each.head, each.role),)


def _place_level(grid: Grid, header: Header, role: str, column: int) -> None:
    head = grid.entry(header.bottom, column)
    header.columns[role] = [column]
    if not is_group_label(head.text):
        header.placed_heads += ((head, role),)


def _settle_wide_name(grid: Grid, header: Header) -> None:
    """指标名横着占两列、下面却分开写的（绩效内容｜时效目标·资金到位率），左边一列是二级指标。"""
    names = header.columns.get("level3", [])
    if len(names) != _TWO or "level2" in header.columns or header.second:
        return
    left, right = names
    rows = grid.rows_between(header.bottom + 1, header.bottom + _LOOK_DOWN)
    own = [row for row in rows if grid.text(row, right) and grid.anchor(row, right) == (row, right)]
    apart = [row for row in own if grid.text(row, left) or grid.anchor(row, left)[0] < row]
    if len(apart) > 1 and 2 * len(apart) > len(rows) and says_levels(grid, header.bottom, left):
        header.columns["level2"], header.columns["level3"] = [left], [right]


def _settle_unit(grid: Grid, header: Header) -> None:
    """有“指标性质”时，“指标值”只是其中的数；只写“单位”的，与它并列才是度量单位；

    指标值、完成值右边各有一栏单位的，各是各的；单位只有完成值下面一栏的，指标值也照它。
    """
    _part_units(header)
    if ACTUAL_UNIT in header.columns and "unit" not in header.columns:
        header.columns["unit"] = header.columns.pop(ACTUAL_UNIT)
    for columns in (header.columns, header.second):
        if "unit" in columns and "nature" not in columns:
            target, unit = columns.get("target", [0])[-1], columns["unit"][0]
            plain = compact(grid.text(header.bottom, unit)) == "单位"
            if unit != target + 1 and plain:
                del columns["unit"]


def _part_units(header: Header) -> None:
    """两栏单位，都紧挨在指标值、完成值的右边（或左边）：后一栏是完成值的单位。"""
    units, actual = header.columns.get("unit", []), header.columns.get("actual", [])
    target = header.columns.get("target", [])
    if len(units) != _TWO or not actual or not target:
        return
    after = units[0] < actual[0] and units[1] == actual[-1] + 1
    before = units == [target[0] - 1, actual[0] - 1]
    if after or before:
        header.columns["unit"], header.columns[ACTUAL_UNIT] = units[:1], units[1:]


def _settle_paired_points(grid: Grid, header: Header) -> None:
    """只认出分值、得分里的一栏，而两样写在这一栏里的：都在这一栏。"""
    own = [header.columns[role] for role in ("weight", "score") if role in header.columns]
    if len(own) != 1 or len(own[0]) != 1:
        return
    header.paired = paired_order(grid, header.bottom, own[0][0])
    for role in header.paired or ():
        header.columns[role] = own[0]


def _settle_level_weights(header: Header) -> None:
    """每级指标都带分值的，一级、二级指标之间的“分值”是一级指标的，二级、三级之间的是二级的。"""
    columns = header.columns
    named = [role for role in _LEVELS if role in columns]
    places, last = columns.get("weight", []), columns[named[-1]] if named else [0]
    if "level1" not in columns or "level2" not in columns or places[-1:] <= last[-1:]:
        return
    for upper, lower in pairwise(named):
        own = [each for each in places if columns[upper][-1] < each < columns[lower][0]]
        if own and f"{upper}_weight" not in columns:
            columns[f"{upper}_weight"] = own
            columns["weight"] = [each for each in columns["weight"] if each not in own]
