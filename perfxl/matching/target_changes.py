"""同一条指标前后两个指标值变了什么：高了、低了、早了、晚了，还是只换了写法。"""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from perfxl.grammar import (
    Compound,
    Deadline,
    Kind,
    Measured,
    Operator,
    Placeholder,
    Qualitative,
    Value,
    show,
)
from perfxl.grammar.frequencies import counted, in_a_year
from perfxl.grammar.glyphs import compact
from perfxl.grammar.nearer import is_bare_ratio, is_nearer
from perfxl.reading.rate_names import at_most_hundred


class TargetChange(StrEnum):
    """变了什么；值是对外 JSON 里的 ``change``。"""

    NONE = ""
    RAISED = "raised"
    LOWERED = "lowered"
    EARLIER = "earlier"
    LATER = "later"
    REWORDED = "reworded"
    UNIT = "unit"
    SIGN = "sign"

    @property
    def label(self) -> str:
        """给人看的说法。"""
        return _LABELS[self]


_LABELS = {
    TargetChange.NONE: "没有变",
    TargetChange.RAISED: "指标值提高",
    TargetChange.LOWERED: "指标值降低",
    TargetChange.EARLIER: "时限提前",
    TargetChange.LATER: "时限推后",
    TargetChange.REWORDED: "指标值改了说法",
    TargetChange.UNIT: "计量单位变了",
    TargetChange.SIGN: "比较符号变了",
}
# 百分之百。
_ALL = 100
_UP, _DOWN = (Operator.AT_LEAST, Operator.ABOVE), (Operator.AT_MOST, Operator.BELOW)


def target_change(
    old: Value, new: Value, years: tuple[int | None, int | None] = (None, None)
) -> TargetChange:
    """``old`` 到 ``new`` 变了什么；单位折算以后一样的没有变。

    高低照数说，不超过的也一样；要求是紧了还是松了见 ``is_eased``。``years`` 是两张表的年度：
    不同年度的时限，照各自年度里的日子比，2023年12月底前 与 2024年12月底前 没有变。

    >>> from perfxl.grammar import parse
    >>> def change(old: str, new: str) -> str:
    ...     return target_change(parse(old), parse(new)).value
    >>> change("≥0.5万人", "≥5000人"), change("≥100人", "≥80人"), change("≤5%", "≤8%")
    ('', 'lowered', 'raised')
    >>> change("≥95%", "≥0.95"), change("≥3", "≥2.5万人"), change("≥30000", "≥2.5万人")
    ('', 'lowered', 'lowered')
    >>> change("≥100人", "=100人"), change("≥100人", "≥100人次"), change("≥100人", "≤100人")
    ('sign', 'unit', 'sign')
    >>> change("2024年12月底前", "2024年10月31日前"), change("有效促进", "持续促进"), change("≥1个", "有效")
    ('earlier', 'reworded', 'reworded')
    >>> change("1次/季度", "≥4次/年"), change("每季度一次", "4次/年"), change("90%-95%", "0.9-0.95")
    ('sign', '', '')
    """
    if _is_same_text(old, new):
        return TargetChange.NONE
    old, new = _counted(old, new), _counted(new, old)
    if isinstance(old, Deadline) and isinstance(new, Deadline):
        return _deadline_change(old, new, years)
    first, second = _as_measured(old, new), _as_measured(new, old)
    if first is not None and second is not None:
        return _measured_change(_read_like(first, second), _read_like(second, first))
    if isinstance(old, Compound) and isinstance(new, Compound):
        return _compound_change(old, new, years)
    if isinstance(old, Qualitative) and isinstance(new, Qualitative):
        return _standing_change(old, new)
    return TargetChange.REWORDED


def with_known_most(value: Value, name: str) -> Value:
    """不会超过 100% 的比率（``name``）写“≥100%”、“100%”的，就是“=100%”；别的照旧。

    >>> from perfxl.grammar import parse
    >>> [with_known_most(parse("≥100%"), name).operator.value for name in ("验收合格率", "任务完成率")]
    ['=', '≥']
    """
    if not isinstance(value, Measured) or value.kind is not Kind.PERCENT:
        return value
    whole = value.number == _ALL and value.upper is None and value.trend == 0
    if not whole or value.operator not in (Operator.AT_LEAST, None) or not at_most_hundred(name):
        return value
    return replace(value, operator=Operator.EQUAL)


def is_eased(change: TargetChange, old: Value, new: Value, *, cap: bool = False) -> bool:
    """指标值松了：要达到的低了，不超过的高了，时限晚了；``cap``：没有写符号、写等号的也是越少越好（花的钱、要等的时间）。

    >>> from perfxl.grammar import parse
    >>> [is_eased(TargetChange.RAISED, parse("≤5%"), parse(new)) for new in ("≤8%", "8%")]
    [True, True]
    >>> is_eased(TargetChange.LOWERED, parse("≥95%"), parse("≥90%"))
    True
    >>> is_eased(TargetChange.LATER, parse("6月底前"), parse("9月底前"))
    True
    >>> is_eased(TargetChange.LOWERED, parse("=8万元"), parse("=5万元"), cap=True)
    False
    """
    if change is TargetChange.LATER:
        return True
    if change not in (TargetChange.RAISED, TargetChange.LOWERED):
        return False
    measured = [each for each in (old, new) if isinstance(each, Measured)]
    upward = any(_direction(each) == 1 for each in measured)
    return (change is TargetChange.RAISED) == (is_limit(old, new) or (cap and not upward))


def is_limit(old: Value, new: Value) -> bool:
    """写的是不超过多少。"""
    measured = [each for each in (old, new) if isinstance(each, Measured)]
    return any(_direction(each) == -1 for each in measured)


def _is_same_text(old: Value, new: Value) -> bool:
    return show(old) == show(new) or _bare(old.raw) == _bare(new.raw)


def _bare(text: str) -> str:
    return compact(text).rstrip("。;,.")


def _counted(value: Value, other: Value) -> Value:
    """“每季度一次”与次数相比，是 1次/季度；与别的期限相比的照旧。"""
    times = counted(value) if isinstance(value, Deadline) else None
    if times is None or (isinstance(other, Deadline) and counted(other) is None):
        return value
    return times


def _as_measured(value: Value, other: Value) -> Measured | None:
    """有数的值；只写着 0 的，照另一边的单位。"""
    if isinstance(value, Measured):
        return value
    zero = isinstance(value, Placeholder) and value.number == 0
    if not (zero and isinstance(other, Measured)) or other.upper is not None:
        return None
    return Measured(
        raw=value.raw,
        kind=other.kind,
        operator=other.operator,
        number=Decimal(0),
        unit=other.unit,
        dimension=other.dimension,
    )


def _read_like(value: Measured, other: Measured) -> Measured:
    """只写了数的，照另一边的写法读：与“≥90%”相比的 0.95 是 95%，与“≥2.5万人”相比的 3 是 3 万。"""
    if not _is_bare(value) or _is_bare(other):
        return value
    if is_bare_ratio(value, other):
        percent = _times(value, Decimal(_ALL))
        return replace(percent, kind=other.kind, unit=other.unit, dimension=other.dimension)
    scaled = _times(value, other.printed_scale)
    return scaled if is_nearer(scaled.number, value.number, other.number) else value


def _times(value: Measured, factor: Decimal) -> Measured:
    """数放大几倍，区间的上限也是。"""
    upper = None if value.upper is None else value.upper * factor
    return replace(value, number=value.number * factor, upper=upper)


def _measured_change(old: Measured, new: Measured) -> TargetChange:
    comparable = _comparable(old, new)
    yearly = None if comparable else in_a_year(old, new)
    if not comparable and yearly is None:
        return TargetChange.UNIT
    directions = {_direction(old), _direction(new)} - {0}
    if len(directions) == 2:
        return TargetChange.SIGN
    before, after = _numbers(old, new) if yearly is None else ((yearly[0],), (yearly[1],))
    if before != after:
        return TargetChange.RAISED if after > before else TargetChange.LOWERED
    if old.operator != new.operator or old.approximate != new.approximate:
        return TargetChange.SIGN
    if (old.upper is None) != (new.upper is None):
        return TargetChange.SIGN
    if _is_bare(old) != _is_bare(new) and not _is_money_without_yuan(old, new):
        return TargetChange.UNIT
    return TargetChange.NONE


def _is_money_without_yuan(old: Measured, new: Measured) -> bool:
    """一边是钱，另一边写着万、亿，只少一个“元”字：50万元 与 50万。"""
    bare, other = (old, new) if _is_bare(old) else (new, old)
    return other.kind is Kind.MONEY and bare.printed_scale != 1


def _direction(value: Measured) -> int:
    """1 是越多越好的写法，-1 是不超过，0 看不出。"""
    return (value.operator in _UP) - (value.operator in _DOWN)


def _is_bare(value: Measured) -> bool:
    """只写了数。"""
    return value.unit is None and not value.needs_no_unit


def _comparable(old: Measured, new: Measured) -> bool:
    """量的是一种东西；有一边没有写单位的，看数。"""
    if _is_bare(old) or _is_bare(new):
        return True
    if old.dimension is not None or new.dimension is not None:
        return old.dimension == new.dimension and old.kind is new.kind
    return old.unit == new.unit


def _numbers(old: Measured, new: Measured) -> tuple[tuple[Decimal, ...], tuple[Decimal, ...]]:
    """要比的数：先下限，再上限；一边写增长、一边写下降的，下降算负。"""
    bare = _is_bare(old) or _is_bare(new)
    turned = old.trend != new.trend and -1 in (old.trend, new.trend) and 1 in (old.trend, new.trend)

    def number(value: Measured) -> tuple[Decimal, ...]:
        own = value.number if bare and value.second is None else value.base_number
        signed = own * value.trend if turned else own
        if value.upper is None:
            return (signed,)
        most = value.upper if bare else replace(value, number=value.upper).base_number
        return signed, most

    one, other = number(old), number(new)
    return (one, other) if len(one) == len(other) else (one[:1], other[:1])


def _deadline_change(
    old: Deadline, new: Deadline, years: tuple[int | None, int | None]
) -> TargetChange:
    days = old.last_day(years[0]), new.last_day(years[1])
    if days[0] is None or days[1] is None:
        return TargetChange.REWORDED
    if days[0] == days[1]:
        return _start_change(old, new, years)
    before, after = (_within(day, year) for day, year in zip(days, _own(years), strict=True))
    if before == after:
        return _start_change(old, new, years)
    return TargetChange.EARLIER if after < before else TargetChange.LATER


def _start_change(
    old: Deadline, new: Deadline, years: tuple[int | None, int | None]
) -> TargetChange:
    """止的一天没有变：起止都写的，起的那天变了也是改了（3月-10月 与 4月-10月）。"""
    starts = old.first_day(years[0]), new.first_day(years[1])
    if starts[0] is None or starts[1] is None:
        return TargetChange.NONE
    before, after = (_within(day, year) for day, year in zip(starts, _own(years), strict=True))
    return TargetChange.NONE if before == after else TargetChange.REWORDED


def _own(years: tuple[int | None, int | None]) -> tuple[int, int]:
    """两张表的年度；有一边不知道的照同一年算。"""
    if years[0] is None or years[1] is None:
        return 0, 0
    return years[0], years[1]


def _within(day: date | None, year: int) -> tuple[int, int, int]:
    """年度里的哪一天：下一天是几月几日，二月底就不分 28、29。"""
    assert day is not None
    following = day + timedelta(days=1)
    return following.year - year, following.month, following.day


def _compound_change(
    old: Compound, new: Compound, years: tuple[int | None, int | None]
) -> TargetChange:
    """几个值各自变了什么；都没有变是没有变，变法都一样的是那一种。"""
    if len(old.parts) != len(new.parts):
        return TargetChange.REWORDED
    parts = zip(old.parts, new.parts, strict=True)
    found = {target_change(one, other, years) for one, other in parts} - {TargetChange.NONE}
    if not found:
        return TargetChange.NONE
    return found.pop() if len(found) == 1 else TargetChange.REWORDED


def _standing_change(old: Qualitative, new: Qualitative) -> TargetChange:
    """等级（优、Ⅲ类以上）看高低，别的文字是改了说法。"""
    if old.standing is None or new.standing is None:
        return TargetChange.REWORDED
    shared = [name for name in old.standing.ranks if name in new.standing.ranks]
    if not shared:
        return TargetChange.REWORDED
    before, after = old.standing.ranks[shared[0]], new.standing.ranks[shared[0]]
    if before == after:
        same_sign = old.standing.operator == new.standing.operator
        return TargetChange.NONE if same_sign else TargetChange.SIGN
    return TargetChange.RAISED if after < before else TargetChange.LOWERED
