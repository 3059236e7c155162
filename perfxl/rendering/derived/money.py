"""金额换单位。"""

from decimal import Decimal

from perfxl.model.table import MONEY_FACTORS


def converted(number: Decimal | None, own: str | None, wanted: str | None) -> Decimal | None:
    """由单位 ``own`` 折成 ``wanted``；有一个不知道的照写的数。

    >>> converted(Decimal(300), "元", "万元"), converted(Decimal(3), None, "万元")
    (Decimal('0.03'), Decimal('3'))
    """
    if number is None or own == wanted or own is None or wanted is None:
        return number
    return (number * MONEY_FACTORS[own] / MONEY_FACTORS[wanted]).normalize()
