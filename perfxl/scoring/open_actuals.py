"""说开了的完成值（九成以上、100余人、约80人、90-95人）：实际做了多少只知道在哪一段里。"""

from decimal import Decimal

from perfxl.grammar import Measured, Operator
from perfxl.grammar.values import RANKS, RATIO

_ZERO = Decimal(0)
# “以上”没有上限：大到再大分也不变。
_FAR = Decimal(1_000_000)


def is_open(actual: Measured) -> bool:
    """只说了范围的数；等于多少、前几名、比例、频次和服务时间不是。

    >>> from perfxl.grammar import parse
    >>> [is_open(parse(text)) for text in ("九成以上", "100余人", "90-95人", "98.5%", "=100%")]
    [True, True, True, False, False]
    """
    if actual.dimension in (RATIO, *RANKS) or actual.second is not None:
        return False
    return actual.operator not in (None, Operator.EQUAL) or actual.upper is not None


def possible_amounts(
    actual: Measured, done: Decimal, turns: tuple[Decimal, ...], tolerance: Decimal
) -> list[Decimal]:
    """实际可能是多少：这一段的两头，和落在中间、给分在那里转折的 ``turns``；都是 ``done`` 的单位。

    “余”“多”到末位再进一（100余 不到 200，1860余 不到 1870），“近”不到那个数，“约”“左右”上下 ``tolerance``。
    """
    low, high = _ends(actual, done, max(done, *turns), tolerance)
    return [low, *(each for each in turns if low < each < high), high]


def _ends(
    actual: Measured, done: Decimal, most: Decimal, tolerance: Decimal
) -> tuple[Decimal, Decimal]:
    slack = abs(done) * tolerance
    if actual.upper is not None:
        ends = done, _in_proportion(actual, done, actual.upper)
    elif actual.operator in (Operator.AT_LEAST, Operator.ABOVE):
        ends = done, (max(most, Decimal(1)) if done >= 0 else done) * _FAR
    elif actual.operator in (Operator.AT_MOST, Operator.BELOW):
        ends = min(_ZERO, done), max(_ZERO, done)
    elif actual.leaning > 0:
        step = Decimal(1).scaleb(int(actual.number.normalize().as_tuple().exponent))
        ends = done, _in_proportion(actual, done, actual.number + step)
    elif actual.leaning < 0:
        ends = done - slack, done
    else:
        ends = done - slack, done + slack
    return min(ends), max(ends)


def _in_proportion(actual: Measured, done: Decimal, number: Decimal) -> Decimal:
    """``number`` 折成 ``done`` 的单位。"""
    return done * number / actual.number if actual.number else number
