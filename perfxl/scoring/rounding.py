"""记分的取整：四舍五入（逢五进一），位数由口径定。"""

from decimal import ROUND_HALF_UP, Decimal

_HUNDREDTH = Decimal("0.01")


def half_up(number: Decimal, decimals: int = 2) -> Decimal:
    """四舍五入到几位小数。

    >>> half_up(Decimal("4.9125")), half_up(Decimal("7.925033")), half_up(Decimal("2.675"))
    (Decimal('4.91'), Decimal('7.93'), Decimal('2.68'))
    """
    unit = _HUNDREDTH if decimals == 2 else Decimal(1).scaleb(-decimals)
    return number.quantize(unit, rounding=ROUND_HALF_UP)


def plain(number: Decimal) -> str:
    """写给人看的数：不带多余的零，不用科学计数。

    >>> plain(Decimal("10.00")), plain(Decimal("7.2")), plain(Decimal("1E+3"))
    ('10', '7.2', '1000')
    """
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def decimal_places(number: Decimal) -> int:
    """小数有几位，末尾的零不算。

    >>> decimal_places(Decimal("10.50")), decimal_places(Decimal("1E+3")), decimal_places(Decimal(7))
    (1, 0, 0)
    """
    exponent = number.normalize().as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0
