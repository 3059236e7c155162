"""没有写单位的完成值，照指标值的钱数读。"""

from dataclasses import replace
from decimal import Decimal

from perfxl.grammar import Kind, Measured, Value
from perfxl.model.table import Indicator
from perfxl.scoring.comparable_numbers import comparable_numbers

_ONE = Decimal(1)


def in_money_of_target(row: Indicator, factor: Decimal | None) -> Value:
    """完成值；只写了数而指标值是总额的，是与它比的那个金额（元），``factor`` 是表的金额单位合多少元。"""
    target, actual = row.target_value, row.actual_value
    if not isinstance(target, Measured) or not isinstance(actual, Measured):
        return actual
    if target.kind is not Kind.MONEY or actual.kind is not Kind.QUANTITY:
        return actual
    if actual.unit is not None or actual.upper is not None:
        return actual
    pair = comparable_numbers(target, actual, factor or _ONE)
    if pair is None:
        return actual
    return replace(target, raw=actual.raw, operator=None, number=pair[1], approximate=False)
