"""印在指标栏里的预算执行率一行：就是资金情况里的那一个，还是又考核了一次。"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from perfxl.model.fund import Fund
from perfxl.model.indicator_class import IndicatorClass
from perfxl.model.table import Entry, Indicator
from perfxl.reading.indicator_classes import class_of_levels

_FULL = Decimal(100)
_OWN = (IndicatorClass.EXECUTION, IndicatorClass.INPUT, IndicatorClass.MANAGEMENT)


def with_second_assessments(
    rows: Sequence[Indicator], funds: Iterable[Fund], total: Entry
) -> list[Indicator]:
    """资金情况已经记了执行率的分，产出、效益下面又有一行预算执行率的，那一行是普通的指标。

    两处加起来才是满分（``total`` 印着的，没有印的是 100 分）的是又考核一次；不算资金情况的已经满分的，
    是同一个分印了两处，照旧。
    """
    printed = [fund.weight.number for fund in funds if fund.weight.number]
    own = [row for row in rows if row.is_execution and row.weight.number and _is_in_a_class(row)]
    if not printed or not own:
        return list(rows)
    summed = sum((row.weight.number or Decimal(0) for row in rows), Decimal(0))
    if summed == (total.number or _FULL):
        return list(rows)
    return [_as_usual(row) if row in own else row for row in rows]


def as_usual_rows(rows: Sequence[Indicator]) -> list[Indicator]:
    """评价评分表的预算执行率一行，和别的行一样是照评分标准打分的指标。"""
    return [_as_usual(row) if row.is_execution else row for row in rows]


def _is_in_a_class(row: Indicator) -> bool:
    """一级指标是产出、效益一类，不是“预算执行”“投入管理”自成一栏。"""
    said = row.classified.level1.classes
    return bool(said) and not any(each in _OWN for each in said)


def _as_usual(row: Indicator) -> Indicator:
    first, second = row.classified.level1, row.classified.level2
    usual = row.classified._replace(indicator_class=class_of_levels(first, second))
    return replace(row, classified=usual)
