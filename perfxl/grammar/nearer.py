"""一个数有两种读法，哪一种与对方相近。"""

from decimal import Decimal

from perfxl.grammar.values import Kind, Measured, Value

_HUNDRED = Decimal(100)


def is_nearer(one: Decimal, other: Decimal, to: Decimal) -> bool:
    """``one`` 比 ``other`` 更接近 ``to``（看倍数，不看差）；有一个不大于 0 的比不出，不算。

    >>> is_nearer(Decimal(95), Decimal("0.95"), Decimal(90)), is_nearer(Decimal(2), Decimal(1), Decimal(0))
    (True, False)
    """
    if min(one, other, to) <= 0:
        return False

    def times(number: Decimal) -> Decimal:
        return max(number / to, to / number)

    return times(one) < times(other)


# 没有百分号的执行率，不大于它的可能是比值：1.2 是 120%，不是 1.2%。
LARGEST_RATIO = Decimal("1.5")


def is_bare_ratio(value: Value, other: Value) -> bool:
    """与百分数 ``other`` 相比的 ``value`` 只写了数，乘上 100 才像是同一个百分数。

    >>> from perfxl.grammar import parse
    >>> [is_bare_ratio(parse(text), parse("≥90%")) for text in ("0.91", "91", "0.91%")]
    [True, False, False]
    """
    if not isinstance(value, Measured) or not isinstance(other, Measured):
        return False
    bare = value.unit is None and value.kind is Kind.QUANTITY
    return bare and other.kind is Kind.PERCENT and is_ratio(value.number, other.number)


def is_ratio(number: Decimal, percent: Decimal) -> bool:
    """没写百分号、不大于 10 的数是不是比值：乘 100 后与百分数更接近（看倍数）。

    >>> is_ratio(Decimal("1.05"), Decimal(100)), is_ratio(Decimal("0.5"), Decimal(1))
    (True, False)
    """
    return 0 < number <= 10 and percent > 0 and is_nearer(number * _HUNDRED, number, percent)
