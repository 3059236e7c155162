"""记分的取整：四舍五入（逢五进一），位数由口径定。"""

from decimal import Decimal

from perfxl.grammar.exact_numbers import decimal_places, round_to
from perfxl.model.money_units import MONEY_FACTORS

# 两个分数差到这么多以内算相同；再到这么多以内是取整方法不同。
SAME_POINTS, ROUNDED_POINTS = Decimal("0.005"), Decimal("0.01")


def half_up(number: Decimal, decimals: int = 2) -> Decimal:
    """四舍五入到几位小数；多大多小的数都行。

    >>> half_up(Decimal("4.9125")), half_up(Decimal("7.925033")), half_up(Decimal("2.675"))
    (Decimal('4.91'), Decimal('7.93'), Decimal('2.68'))
    >>> half_up(Decimal("1E+30")) == Decimal("1E+30"), half_up(Decimal("1E-300"))
    (True, Decimal('0.00'))
    """
    return round_to(number, decimals)


def is_off(printed: Decimal | None, due: Decimal | None) -> bool:
    """填了，而与算的不同；取整方法不同的不算。

    >>> is_off(Decimal("9.5"), Decimal("9.51")), is_off(Decimal(9), Decimal(10)), is_off(None, Decimal(10))
    (False, True, False)
    """
    return printed is not None and due is not None and abs(printed - due) > ROUNDED_POINTS


def no_finer(number: Decimal, decimals: int) -> Decimal:
    """小数多于几位的才四舍五入，不多的照原样，不补零。

    >>> no_finer(Decimal("98.5"), 2), no_finer(Decimal("6.282666666666667"), 2)
    (Decimal('98.5'), Decimal('6.28'))
    """
    return half_up(number, decimals) if decimal_places(number) > decimals else number


# 金额写到分：一分在各种单位里是几位小数。
_FEN = {unit: 2 + factor.adjusted() for unit, factor in MONEY_FACTORS.items()}


def to_the_fen(amount: Decimal, money_unit: str | None) -> Decimal:
    """金额四舍五入到分；没有写单位的当作万元，免得丢了角分。

    >>> to_the_fen(Decimal("428571.428571429"), "元"), to_the_fen(Decimal("42.8571428571"), "万元")
    (Decimal('428571.43'), Decimal('42.857143'))
    """
    return no_finer(amount, _FEN.get(money_unit or "", _FEN["万元"]))


def plain(number: Decimal) -> str:
    """写给人看的数：不带多余的零，不用科学计数。

    >>> plain(Decimal("10.00")), plain(Decimal("7.2")), plain(Decimal("1E+3"))
    ('10', '7.2', '1000')
    """
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def grouped(number: Decimal) -> str:
    """写给人看的金额、数量：千位分节，其余同 ``plain``。

    >>> grouped(Decimal("1911400.50")), grouped(Decimal("-960")), grouped(Decimal("12345.6789"))
    ('1,911,400.5', '-960', '12,345.6789')
    """
    text = format(number, ",f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def plain_or_blank(number: Decimal | None) -> str:
    """写给人看的数，没有的空着。"""
    return "" if number is None else plain(number)
