"""指标值的方向：怎样都算完成的、与名称的意思相反的（PX221、PX505 共用）。"""

from perfxl.grammar import Kind, Measured, Operator, Value
from perfxl.reading.rate_names import at_most_hundred
from perfxl.rules.facts.indicator_names import (
    is_done_amount,
    is_unwanted,
    is_wait,
    is_wanted_amount,
    is_wanted_change,
    is_wanted_rate,
)

_UPWARD, _DOWNWARD = (Operator.AT_LEAST, Operator.ABOVE), (Operator.AT_MOST, Operator.BELOW)

_COUNTED = (Kind.MONEY, Kind.QUANTITY, Kind.DURATION)


def is_always_met(name: str, value: Value) -> bool:
    """做到多少都算完成。

    >>> from perfxl.grammar import parse
    >>> is_always_met("培训次数", parse("≥0次")), is_always_met("投诉次数", parse("=0次"))
    (True, False)
    >>> is_always_met("验收合格率", parse("≤100%")), is_always_met("成本控制率", parse("≤100%"))
    (True, False)
    """
    if not isinstance(value, Measured) or value.trend or value.upper is not None:
        return False
    if value.operator is Operator.AT_LEAST and value.number <= 0:
        return "增" not in name and "结余" not in name
    full = value.kind is Kind.PERCENT and value.base_number >= 100
    return full and value.operator is Operator.AT_MOST and at_most_hundred(name)


def is_reversed(name: str, value: Value) -> bool:
    """越少越好的事、要人等的时间写了 ≥、>，或越高越好的比率、越多越好的金额和人数写了 ≤、<。

    >>> from perfxl.grammar import parse
    >>> is_reversed("投诉次数", parse("≥3次")), is_reversed("验收合格率", parse("≤95%"))
    (True, True)
    >>> is_reversed("故障修复时长", parse("≥24小时")), is_reversed("设备运行时长", parse("≥24小时"))
    (True, False)
    >>> is_reversed("投诉办结率", parse("≥95%")), is_reversed("验收合格率", parse("≥95%"))
    (False, False)
    """
    if not isinstance(value, Measured) or value.trend or is_always_met(name, value):
        return False
    if value.operator in _UPWARD:
        return is_unwanted(name) or (value.kind is Kind.DURATION and is_wait(name))
    if value.operator not in _DOWNWARD:
        return False
    if value.kind is Kind.PERCENT:
        return is_wanted_rate(name) or is_wanted_change(name)
    if value.kind is Kind.QUANTITY and is_done_amount(name):
        return True
    return value.kind in _COUNTED and is_wanted_amount(name)
