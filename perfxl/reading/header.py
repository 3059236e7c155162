"""一个指标栏表头：占哪几行，各栏在哪几列。"""

from dataclasses import dataclass, field

from perfxl.model.table import Entry
from perfxl.reading.area_columns import says_area
from perfxl.reading.labels import (
    fund_column,
    half_of,
    indicator_column,
    is_column_part,
    is_fund_group,
    is_header_remark,
    is_level1_name,
    is_scored_out_of,
    list_column,
    sub_column,
    year_part,
)
from perfxl.reading.reporting_period import is_period
from perfxl.reading.second_level import names_kinds
from perfxl.reading.titles import is_year
from perfxl.reading.year_columns import is_one_year

# 做得怎样的各栏：自评的完成值，监控的执行情况和全年预计。
RESULTS = ("actual", "to_date", "expected")
LEVELS = ("level1", "level2", "level3")
# 下面可以分半年、全年几格的栏。
YEARLY = ("target", "actual")
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
