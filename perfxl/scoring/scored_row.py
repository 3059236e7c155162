"""评一行所需的全部：表里的一行、单元格函数的几个参数，都先写成 ``ScoredRow`` 再评。"""

from decimal import Decimal
from typing import NamedTuple

from perfxl.grammar import Kind, Measured, Value
from perfxl.grammar.context import NO_CONTEXT, RowContext, read_actual, read_target
from perfxl.grammar.nothing_said import is_vague
from perfxl.grammar.paired_numbers import SERVICE_HOURS
from perfxl.model.indicator_class import IndicatorClass
from perfxl.model.money_units import MONEY_FACTORS
from perfxl.model.table import Indicator

_ONE = Decimal(1)


class ScoredRow(NamedTuple):
    """一行指标：照上下文读出的指标值、完成值，分值，类别。

    ``printed`` 是表中已填的得分；``explained`` 是原因栏、备注里写了话，扣分有说法。
    """

    target: Value
    actual: Value
    weight: Decimal | None
    indicator_class: IndicatorClass = IndicatorClass.UNKNOWN
    context: RowContext = NO_CONTEXT
    printed: Decimal | None = None
    explained: bool = False

    @property
    def is_cost(self) -> bool:
        """成本的各类。"""
        return self.indicator_class.is_cost

    @property
    def is_time_limit(self) -> bool:
        """时效指标里的时长（工期15日）：越短越好；每周几天、每天几小时（7×24小时）是服务的时间，提前几天是省下的，不在此列。"""
        target = self.target
        timed = isinstance(target, Measured) and target.kind is Kind.DURATION
        served = isinstance(target, Measured) and target.dimension == SERVICE_HOURS
        if served or self.is_saving:
            return False
        return timed and self.indicator_class is IndicatorClass.TIMELINESS

    @property
    def is_saving(self) -> bool:
        """指标值说的是提前、节约多少：越多越好。"""
        return isinstance(self.target, Measured) and self.target.is_saving

    @property
    def money_factor(self) -> Decimal:
        """没有写单位的数可能以多少元计：成本指标照表的金额单位，别的指标就是 1。"""
        unit = self.context.money_unit if self.is_cost else None
        return MONEY_FACTORS.get(unit or "", _ONE)


def scored_row(
    target: str,
    actual: str,
    weight: Decimal | None,
    *,
    indicator_class: IndicatorClass = IndicatorClass.UNKNOWN,
    context: RowContext | None = None,
    printed: Decimal | None = None,
) -> ScoredRow:
    """由几格的文字写成 ``ScoredRow``；``context`` 是表上别处写的，没有的不给。

    >>> cost, context = IndicatorClass.COST, RowContext(money_unit="万元")
    >>> scored_row("≤46", "42.6", Decimal(10), indicator_class=cost, context=context).money_factor
    Decimal('10000')
    """
    known = context or RowContext()
    wanted = read_target(target, known)
    return ScoredRow(
        target=wanted,
        actual=read_actual(actual, known, wanted),
        weight=weight,
        indicator_class=indicator_class,
        context=known,
        printed=printed,
    )


def scored_row_of(indicator: Indicator, weight: Decimal | None) -> ScoredRow:
    """表里的一行。"""
    return ScoredRow(
        target=indicator.target_value,
        actual=indicator.actual_value,
        weight=weight,
        indicator_class=indicator.indicator_class,
        context=indicator.context,
        printed=indicator.score.number,
        explained=not is_vague(indicator.reason.text + indicator.note.text),
    )
