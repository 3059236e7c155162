"""写法不同、说的是同一类的两个值，换成同一类来比：占位的0、每季度一次、2024.12、日期序号、无投诉。"""

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from perfxl.grammar import Deadline, Kind, Measured, Operator, Placeholder, Qualitative, Value
from perfxl.grammar.frequencies import counted
from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern
from perfxl.grammar.standings import says_none

_ZERO = Decimal(0)
_MONTH_LIKE = Pattern(r"(20[0-9]{2})\.(1[0-2]|0?[1-9])")
# 2000 年到 2099 年的 Excel 日期序号。
_FIRST_SERIAL, _LAST_SERIAL = 36526, 73050


def _as_measured(value: Value) -> Value:
    """单写一个 0 的是占位，也是数；比较时按数。"""
    if isinstance(value, Placeholder) and value.number is not None:
        return Measured(
            raw=value.raw,
            kind=Kind.QUANTITY,
            operator=None,
            number=value.number,
            unit=None,
            dimension=None,
        )
    return value


def in_one_kind(target: Value, actual: Value) -> tuple[Value, Value]:
    """写法不同、说的是同一类的（占位的 0、每季度一次、2024.12、日期序号），换成同一类来比。"""
    target, actual = _as_measured(target), _as_measured(actual)
    target, actual = _as_counts(target, actual)
    if isinstance(target, Measured) and isinstance(actual, Qualitative) and _wants_few(target):
        actual = as_none(actual)
    if isinstance(target, Qualitative) and isinstance(actual, Measured):
        target = as_none(target, Operator.EQUAL) if _counts(actual) else target
    target, actual = _as_months(target, actual)
    if isinstance(target, Deadline) and isinstance(actual, Measured):
        actual = _as_date(actual)
    return target, actual


def _counts(actual: Measured) -> bool:
    """做到的是几起、几件：与“无投诉”相比的。"""
    return actual.kind is Kind.QUANTITY


def _wants_few(target: Measured) -> bool:
    """指标值是一件也没有，或不超过几件。"""
    few = target.operator in (Operator.AT_MOST, Operator.BELOW) or target.number == 0
    return few and target.kind is Kind.QUANTITY


def wants_none(target: Value) -> bool:
    """指标值是一件也没有：0起、≤0件、=0、零投诉。"""
    wanted = _as_measured(target)
    return isinstance(wanted, Measured) and wanted.number == 0 and _wants_few(wanted)


def as_none(value: Value, operator: Operator | None = None) -> Value:
    """“未发生”“无投诉”“无”与次数相比是 0；说的不是这个的照旧。"""
    if not says_none(compact(value.raw)):
        return value
    return Measured(
        raw=value.raw,
        kind=Kind.QUANTITY,
        operator=operator,
        number=_ZERO,
        unit=None,
        dimension=None,
    )


def _as_counts(target: Value, actual: Value) -> tuple[Value, Value]:
    """“每季度一次”与次数相比的，是 1次/季度；与别的相比的照旧。"""
    if isinstance(target, Measured) and isinstance(actual, Deadline):
        return target, counted(actual) or actual
    if isinstance(target, Deadline) and isinstance(actual, Measured):
        return counted(target) or target, actual
    return target, actual


def _as_months(target: Value, actual: Value) -> tuple[Value, Value]:
    """2024.12 这样的数，对方也是年月时，是 2024 年 12 月，不是两千零二十四点一二。"""
    months = _MONTH_LIKE.fullmatch(target.raw.strip()), _MONTH_LIKE.fullmatch(actual.raw.strip())
    if (months[0] or isinstance(target, Deadline)) and (months[1] or isinstance(actual, Deadline)):
        return (
            _month_of(months[0], target) if months[0] else target,
            _month_of(months[1], actual) if months[1] else actual,
        )
    return target, actual


def _month_of(found: re.Match[str], value: Value) -> Deadline:
    return Deadline(raw=value.raw, year=int(found[1]), month=int(found[2]))


def _as_date(actual: Measured) -> Value:
    """完成时间的格丢了日期格式，剩下 Excel 的日期序号：45657 是 2024年12月31日。"""
    serial = actual.number
    bare = actual.unit is None and actual.operator is None and actual.upper is None
    if not bare or not _FIRST_SERIAL <= serial <= _LAST_SERIAL or serial % 1:
        return actual
    day = date(1899, 12, 30) + timedelta(days=int(serial))
    return replace(
        Deadline(raw=f"{day.year}年{day.month}月{day.day}日"),
        year=day.year,
        month=day.month,
        day=day.day,
    )
