"""完成值照指标值的写法读：编着同样的号的几个值，“当日”对着几天以内的时限。"""

from dataclasses import replace
from decimal import Decimal

from perfxl.grammar import parse
from perfxl.grammar.glyphs import compact
from perfxl.grammar.numbered_lists import numbered_items
from perfxl.grammar.patterns import Pattern
from perfxl.grammar.values import Compound, Kind, Measured, Operator, Value

_SAME_DAY = Pattern(
    r"(?:均|都|全部|基本)?(?:[在于])?(?:当[日天]|即日|同日|当场|即时|即到即)(?:内)?(?:即可|就)?"
    r"(?:办结|办理|完成|办|办完|处理|处置|办妥|送达|发放|到账|反馈|回复|答复|响应|兑付|拨付)?(?:完毕|完成|到位)?"
)
# 时长的单位里，一天是多少。
_DAY = {
    **dict.fromkeys(("天", "日", "个工作日", "工作日", "自然日", "个自然日"), Decimal(1)),
    **dict.fromkeys(("小时", "个小时"), Decimal(24)),
    **dict.fromkeys(("分钟", "分"), Decimal(1440)),
}


def alike_written(target: Value, actual: Value) -> Value:
    """照指标值的写法读的完成值；看不准的照旧。"""
    if isinstance(target, Compound):
        if isinstance(actual, Compound) and len(actual.parts) == len(target.parts):
            return actual
        items = numbered_items(actual.raw, len(target.parts))
        parts = tuple(parse(item) for item in items)
        return Compound(raw=actual.raw, parts=parts) if parts else actual
    if isinstance(target, Measured) and not isinstance(actual, Measured):
        return _day_within(target, actual) or actual
    return actual


def is_same_day(value: Value) -> bool:
    """“当日”“当天办结”：不超过一天。"""
    return _SAME_DAY.fullmatch(compact(value.raw)) is not None


def are_same_day(one: Value, other: Value) -> bool:
    """都说的是当日。"""
    return is_same_day(one) and is_same_day(other)


def _day_within(target: Measured, actual: Value) -> Measured | None:
    """时限不短于一天的，“当日”是那个单位的一天以内；短于一天的看不出做到没有，为 ``None``。"""
    limit = target.operator in (None, Operator.AT_MOST) and target.upper is None
    if target.kind is not Kind.DURATION or not limit or not is_same_day(actual):
        return None
    unit = target.unit if target.unit in _DAY else "天"
    day = _DAY[unit]
    if target.unit in _DAY and target.number < day:
        return None
    one = parse(f"{day}{unit}")
    return replace(one, raw=actual.raw) if isinstance(one, Measured) else None
