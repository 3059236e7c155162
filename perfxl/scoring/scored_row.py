"""评一行所需的全部：表里的一行、单元格函数的几个参数，都先写成 ``ScoredRow`` 再评。

格里的话怎样照表上别处写的来读，只在这里定：名称说了方向的（交通事故下降率），没有写年份的时限，
成本里没有写单位的数按表的金额单位。
"""

from dataclasses import dataclass
from decimal import Decimal

from perfxl.grammar import Kind, Measured, Value, parse
from perfxl.grammar.words import FALLING, RISING
from perfxl.model.table import MONEY_FACTORS, IndicatorClass

_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class ScoredRow:
    """一行指标：指标值、完成值、分值，和照表上别处写的要知道的几样。

    ``printed`` 是表中已填的得分。``falls``：名称说的就是下降，没有写方向的数都是降幅。
    ``year`` 是表的年度，补没有写年份的时限；``money_factor`` 是没有写单位的数以多少元计。
    """

    target: Value
    actual: Value
    weight: Decimal | None
    printed: Decimal | None = None
    is_cost: bool = False
    is_timeliness: bool = False
    falls: bool = False
    year: int | None = None
    money_factor: Decimal = _ONE

    @property
    def is_time_limit(self) -> bool:
        """时效指标里的时长（工期15日）：越短越好。"""
        timed = isinstance(self.target, Measured) and self.target.kind is Kind.DURATION
        return timed and self.is_timeliness


def scored_row(
    target: str,
    actual: str,
    weight: Decimal | None,
    *,
    indicator_class: IndicatorClass = IndicatorClass.UNKNOWN,
    level3: str = "",
    printed: Decimal | None = None,
    year: int | None = None,
    money_unit: str | None = None,
) -> ScoredRow:
    """由几格的文字写成 ``ScoredRow``。

    ``indicator_class`` 是它属于哪一类，成本、时效的比法不同；``level3`` 是三级指标；
    ``money_unit`` 是表的金额单位，元、千元、万元、亿元之一，只管成本指标；没有写单位的为 ``None``。

    >>> cost = IndicatorClass.COST
    >>> scored_row("≤46", "42.6", Decimal(10), indicator_class=cost, money_unit="万元").money_factor
    Decimal('10000')
    >>> scored_row("≥5%", "-6%", Decimal(10), level3="交通事故下降率").falls
    True
    """
    is_cost = indicator_class.is_cost
    factor = MONEY_FACTORS.get(money_unit or "", _ONE) if is_cost else _ONE
    return ScoredRow(
        target=parse(target),
        actual=parse(actual),
        weight=weight,
        printed=printed,
        is_cost=is_cost,
        is_timeliness=indicator_class is IndicatorClass.TIMELINESS,
        falls=_names_a_fall(level3),
        year=year,
        money_factor=factor,
    )


def _names_a_fall(name: str) -> bool:
    """指标名说的就是下降：交通事故下降率。"""
    return any(word in name for word in FALLING) and not any(word in name for word in RISING)
