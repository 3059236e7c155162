"""一个数有两种读法，哪一种与对方相近。"""

from decimal import Decimal


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
