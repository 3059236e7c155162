"""资金情况的一行：它是什么、管哪一期、是谁的一部分；读表时由 ``reading.fund_roles`` 定，以后只问这里。"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from perfxl.model.columns import FUND_AMOUNTS
from perfxl.model.entry import ABSENT, Entry

# 资金总额一行的规范名：没有写名称的、程序添的叫它。
ANNUAL_TOTAL = "年度资金总额"


class Period(StrEnum):
    """管哪一期；值是对外 JSON 里的 ``period``。"""

    YEAR = "year"
    WHOLE = "whole_period"

    @property
    def label(self) -> str:
        """给人看的说法。"""
        return "年度" if self is Period.YEAR else "实施期"


class FundRole(StrEnum):
    """一行资金是什么；值是对外 JSON 里的 ``role``。"""

    TOTAL = "total"
    # 与资金总额并列的另一种总数：部门预算、又印一遍的合计。
    OTHER_TOTAL = "other_total"
    SUBTOTAL = "subtotal"
    GRANT = "grant"
    # 财政拨款按预算分。
    GENERAL_BUDGET = "general_budget"
    GOVERNMENT_FUND = "government_fund"
    STATE_CAPITAL = "state_capital"
    # 财政拨款按级次分。
    OWN_LEVEL = "own_level"
    HIGHER_LEVEL = "higher_level"
    CENTRAL = "central"
    PROVINCE = "province"
    CITY = "city"
    LOCAL = "local"
    CARRIED_OVER = "carried_over"
    OTHER = "other"
    # 按性质分；人员、公用经费在基本支出之内。
    BASIC_EXPENSE = "basic_expense"
    STAFF_EXPENSE = "staff_expense"
    RUNNING_EXPENSE = "running_expense"
    PROJECT_EXPENSE = "project_expense"
    UNKNOWN = "unknown"


class FundDoubt(StrEnum):
    """读表时看出、又说不准的；值是对外 JSON 里的 ``doubts``，``label`` 是接在名称后面的话。"""

    PERIOD_GUESSED = "period_guessed"
    STANDS_FOR_TOTAL = "stands_for_total"
    ONE_OF_TOTALS = "one_of_totals"
    BELOW_PART = "below_part"

    @property
    def label(self) -> str:
        """给人看的说法。"""
        return _DOUBTS[self]


_DOUBTS = {
    FundDoubt.PERIOD_GUESSED: "没有写是哪一期，与年度的并列，看作实施期",
    FundDoubt.STANDS_FOR_TOTAL: "没有总额一行，以它为总额",
    FundDoubt.ONE_OF_TOTALS: "总额不止一个，不知以哪个为准",
    FundDoubt.BELOW_PART: "比它的一部分还小",
}


@dataclass(frozen=True, slots=True)
class Fund:
    """资金情况的一行。金额以表中所印的单位计，见 ``Table.money_unit``；``reason``、``note`` 是资金自己的原因栏、备注栏。

    ``part_of`` 是它所属那一行的名称格，不属于哪一行的为 ``ABSENT``；``by_nature`` 表示它与别的几行是总额按
    性质（基本支出、项目支出）分的，不是按来源分的；``among`` 表示名称前印着“其中”；``small_columns`` 是比它的一部分还小的几栏。
    ``unread_heads`` 是写着金额、没有认出是哪一栏的栏名：没有读到的全年预算数、执行数可能就在那里。
    """

    name: str
    label: Entry
    initial: Entry = ABSENT
    adjusted: Entry = ABSENT
    change: Entry = ABSENT
    executed: Entry = ABSENT
    executed_to_date: Entry = ABSENT
    expected: Entry = ABSENT
    weight: Entry = ABSENT
    rate: Entry = ABSENT
    expected_rate: Entry = ABSENT
    score: Entry = ABSENT
    reason: Entry = ABSENT
    note: Entry = ABSENT
    role: FundRole = FundRole.UNKNOWN
    period: Period = Period.YEAR
    part_of: Entry = ABSENT
    by_nature: bool = False
    among: bool = False
    doubts: frozenset[FundDoubt] = frozenset()
    small_columns: frozenset[str] = frozenset()
    unread_heads: tuple[Entry, ...] = ()

    @property
    def budget(self) -> Entry:
        """算执行率用的预算数：调整后的全年预算数；表中只有年初预算数时用它。

        另有一栏金额没有认出的，全年预算数不知道是多少，为 ``ABSENT``。
        """
        return self.adjusted if self.budget_column == "adjusted" else self.initial

    @property
    def works_out_change(self) -> bool:
        """没有写增减数（空着、公式没有结果）而年初、调整都有数：增减是两者之差。"""
        blank = not self.change.text and self.change.number is None
        return blank and self.initial.number is not None and self.adjusted.number is not None

    def with_amounts(self, renewed: Callable[[Entry], Entry]) -> "Fund":
        """各个金额都照 ``renewed`` 换过的同一行。"""
        columns = (*FUND_AMOUNTS, "change")
        changed: dict[str, Any] = {each: renewed(getattr(self, each)) for each in columns}
        return replace(self, **changed)

    @property
    def told(self) -> tuple[Entry, ...]:
        """印着的原因、备注两格，空着的也在内。"""
        return tuple(each for each in (self.reason, self.note) if each.exists)

    @property
    def amounts(self) -> tuple[Entry, ...]:
        """金额各栏，增减数不在内。"""
        return tuple(getattr(self, column) for column in FUND_AMOUNTS)

    @property
    def execution_amounts(self) -> tuple[Decimal | None, Decimal | None]:
        """算执行率用的预算数、执行数，见 ``rate_amounts``。"""
        return self.rate_amounts(self.executed)

    def rate_amounts(self, executed: Entry) -> tuple[Decimal | None, Decimal | None]:
        """算比率用的预算数和 ``executed``（全年执行数、监控表的已执行数）。

        数字格式与单位不合而两格差的倍数相同的，照显示的数：怎样读比值都一样。倍数不同的说不准，为 ``None``。
        """
        budget = self.budget
        one, other = budget.doubt, executed.doubt
        alike = one is not None and other is not None and one.is_alike(other)
        if executed.number == 0 or alike:
            return budget.shown_amount, executed.shown_amount
        return budget.number, executed.number

    @property
    def is_total(self) -> bool:
        """是资金总额，或没有总额一行时以它为总额；总额不止一个、不知以哪个为准的不算。"""
        if FundDoubt.ONE_OF_TOTALS in self.doubts:
            return False
        return self.role is FundRole.TOTAL or FundDoubt.STANDS_FOR_TOTAL in self.doubts

    @property
    def budget_column(self) -> str:
        """``budget`` 是哪一栏。"""
        return "adjusted" if self.adjusted.exists or self.unread_heads else "initial"

    def is_sound(self, *columns: str) -> bool:
        """这几栏没有比自己的一部分还小：那样有一个数写错了，凭它算的、跟它比的都不作数。"""
        return self.small_columns.isdisjoint(columns)

    @property
    def is_part(self) -> bool:
        """是别的一行的一部分。"""
        return self.part_of != ABSENT


class FundGroup(NamedTuple):
    """一个合计项和加成它的各项。"""

    whole: Fund
    parts: tuple[Fund, ...]

    @property
    def is_partial(self) -> bool:
        """只印了“其中”的一项，其余没有列。"""
        return len(self.parts) == 1 and self.parts[0].among

    @property
    def is_of_total(self) -> bool:
        """合计项是资金总额，不是财政拨款、基本支出一类。"""
        return self.whole.role in (FundRole.TOTAL, FundRole.OTHER_TOTAL)


def total_of(funds: Iterable[Fund], period: Period) -> Fund | None:
    """一期的资金总额；没有这一期的、没有总额、总额不止一个的为 ``None``。"""
    return next((fund for fund in funds if fund.period is period and fund.is_total), None)


def fund_groups(funds: Iterable[Fund]) -> tuple[FundGroup, ...]:
    """各个合计项和它下面的各项，按表中先后。

    资金总额既按来源、又按基本支出和项目支出各分一遍的，各是一组。
    """
    rows = tuple(funds)
    groups: list[FundGroup] = []
    for whole in rows:
        parts = [
            fund
            for fund in rows
            if fund.is_part and fund.part_of == whole.label and fund.period is whole.period
        ]
        for by_nature in (True, False):
            own = tuple(fund for fund in parts if fund.by_nature is by_nature)
            if own:
                groups.append(FundGroup(whole, own))
    return tuple(groups)
