"""规则看的对象：一张表、它的得分、所用口径，以及几条规则共用的合计。"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from perfxl.grammar import Kind, Measured, Placeholder, Value, parse
from perfxl.model.score import TableScore
from perfxl.model.table import Entry, Indicator, Table
from perfxl.standards.profile import Profile

_VAGUE = re.compile(
    r"(?:无|略|同上|/|-+|—+|[.…·。]+|[Xx×*]{2,}(?:项目|单位|部门|名称)?|(?:目标\d*[:：]?[.…]*)+)?。?"
)
_NOT_TOTALS = ("人均", "标准", "单价", "每", "均")


@dataclass(frozen=True)
class Subject:
    """一次检查的对象。"""

    table: Table
    score: TableScore
    profile: Profile

    @property
    def place(self) -> Entry:
        """说整张表时指的格：标题，没有标题则左上角。"""
        title, block = self.table.title, self.table.block
        return title if title.exists else Entry("", block.top, block.left)

    @cached_property
    def printed_total(self) -> Decimal:
        """照所填的分相加：执行率得分加各行得分，没填的按 0。"""
        execution = self.printed_execution or Decimal(0)
        return sum(
            (row.printed for row in self.score.indicators if row.printed is not None), execution
        )

    @cached_property
    def printed_execution(self) -> Decimal | None:
        """计入总分的执行率得分：填了用填的，空着的按 0（由 PX404 报），没有这一格的用算的。"""
        if self.score.execution.weight is None:
            return None
        fund = self.table.total_fund
        if fund is not None and fund.score.exists and not fund.score.uncalculated:
            return fund.score.number or Decimal(0)
        return self.score.execution.score

    @cached_property
    def weight_total(self) -> Decimal:
        """各行分值加执行率分值，没填的按 0。"""
        execution = self.score.execution.weight or Decimal(0)
        return sum(
            (row.weight for row in self.score.indicators if row.weight is not None), execution
        )

    def cost_sum(self, column: str) -> "CostSum | None":
        """成本类指标的金额合计，``column`` 为 ``target`` 或 ``actual``，以元计。

        成本指标里有一行不是金额（人均标准、数量、文字）就不能合计，返回 ``None``；
        控制率一类的百分数不影响合计。
        """
        amounts: list[tuple[Entry, Measured]] = []
        for indicator in self.table.indicators:
            if "成本" not in indicator.level1.text + indicator.level2.text:
                continue
            entry: Entry = getattr(indicator, column)
            value = parse(entry.text)
            if value.kind is Kind.PERCENT:
                continue
            if value.kind is not Kind.MONEY or not isinstance(value, Measured):
                return None
            if any(word in indicator.level3.text for word in _NOT_TOTALS):
                return None
            amounts.append((entry, value))
        return CostSum(amounts) if amounts else None


@dataclass(frozen=True)
class CostSum:
    """几行成本金额和它们的合计（元）。"""

    amounts: list[tuple[Entry, Measured]]

    @property
    def total(self) -> Decimal:
        """合计，以元计。"""
        return sum((value.number for _, value in self.amounts), Decimal(0))

    @property
    def entries(self) -> list[Entry]:
        """各行的格。"""
        return [entry for entry, _ in self.amounts]

    def differs_from(self, budget: Decimal) -> bool:
        """与总数（元）真的不同，而不是按“万元”取整印出来的零头。

        总数本身是所印单位的整数倍时，取整说不通，差多少算多少。
        """
        gap = abs(self.total - budget)
        unit = min(_printed_unit(value) for _, value in self.amounts)
        if budget % unit == 0:
            return gap > 0
        return gap > unit * (len(self.amounts) + 1) / 2


def _printed_unit(value: Measured) -> Decimal:
    """印出来的最小单位（元）：1.35万元 → 100 元。"""
    factor = value.printed_scale
    exponent = (value.number / factor).normalize().as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return factor.scaleb(-decimals)


def is_vague(text: str) -> bool:
    """等于没写：空、无、斜杠、省略号、XXX，和没有内容的“目标1：”。"""
    return _VAGUE.fullmatch("".join(text.split())) is not None


def is_unfilled(entry: Entry) -> bool:
    """指标值、完成值有这一格而等于没填，如“≥XX人”；没有算过的公式不算。"""
    if not entry.exists or entry.uncalculated:
        return False
    value = parse(entry.text)
    return is_vague(entry.text) or (isinstance(value, Placeholder) and value.number is None)


def is_idle(indicator: Indicator) -> bool:
    """这一行不用：指标值、完成值都写“无”“/”一类，分值为空或 0。"""
    values = (indicator.target.text, indicator.actual.text)
    return all(map(is_vague, values)) and any(values) and not indicator.weight.number


def read_values(indicator: Indicator) -> tuple[Value, Value]:
    """指标值与完成值读成的值。"""
    return parse(indicator.target.text), parse(indicator.actual.text)
