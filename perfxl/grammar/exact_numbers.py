"""Excel 的数：只存 15 位有效数字，但大到 1E308、小到 1E-307；显示时不能再丢一位。"""

from decimal import MAX_EMAX, MIN_EMIN, ROUND_HALF_UP, Context, Decimal, InvalidOperation, Overflow
from functools import lru_cache

# 多出来的是二进制小数的尾巴。
FIFTEEN_DIGITS = Context(prec=15)
# 308 位整数带几十位小数、再乘除几次一千也写得全；四舍五入照 Excel。
EXACT = Context(prec=1000, rounding=ROUND_HALF_UP, Emin=MIN_EMIN, Emax=MAX_EMAX, traps=[])
# Excel 的数最大、最小是 10 的正负 308 次方。
LARGEST = 308
# 比这长的写成科学计数：更长的数没有人逐位写。
_LONGEST = 20


def stored_number(value: float | str) -> Decimal | None:
    """文件或 Excel 给的数 → 15 位有效数字的 ``Decimal``；大过 Excel 的数为 ``None``。

    不是数的抛 ``ValueError``。

    >>> stored_number(72.430000000000007), stored_number("1E+30"), stored_number("1e9999999")
    (Decimal('72.43'), Decimal('1E+30'), None)
    >>> stored_number(2500.0), stored_number("0.1500"), stored_number("1e-999")
    (Decimal('2500'), Decimal('0.15'), Decimal('0'))
    """
    if isinstance(value, str) and len(value) < 16 and value.isascii() and value.isdigit():
        return Decimal(value)
    try:
        number = FIFTEEN_DIGITS.create_decimal(repr(value) if isinstance(value, float) else value)
    except Overflow:
        return None
    except InvalidOperation as error:
        raise ValueError(f"not a number: {value!r}") from error
    size = number.adjusted()
    if not number.is_finite() or size > LARGEST:
        return None
    if size < -LARGEST:
        return Decimal(0)
    whole = number == number.to_integral_value() and size <= _LONGEST
    return Decimal(int(number)) if whole else number.normalize()


def plain_number(value: Decimal) -> str:
    """常规格式：有几位写几位，不补零，不用科学计数；21 位写不下的才用。

    Excel 的常规最多显示 11 个字符，列窄还要少；那是列宽的事，不是人填的数，这里不丢位。

    >>> plain_number(Decimal("2500")), plain_number(Decimal("0.30")), plain_number(Decimal("1E+15"))
    ('2500', '0.3', '1000000000000000')
    >>> plain_number(Decimal("1E+30")), plain_number(Decimal("-1.5E-30"))
    ('1E+30', '-1.5E-30')
    """
    if not value.is_finite():
        return "#NUM!"
    if -_LONGEST <= value.adjusted() <= _LONGEST:
        whole = value == value.to_integral_value(context=EXACT)
        return str(int(value)) if whole else format(value.normalize(EXACT), "f")
    if not value:
        return "0"
    mantissa = round_to(value.scaleb(-value.adjusted(), EXACT), 5).normalize(EXACT)
    return f"{mantissa:f}E{value.adjusted():+03d}"


def round_to(value: Decimal, places: int) -> Decimal:
    """四舍五入到 ``places`` 位小数，多大多小的数都行。

    >>> round_to(Decimal("62.825"), 2), round_to(Decimal("1E+30"), 1).adjusted()
    (Decimal('62.83'), 30)
    """
    return value.quantize(Decimal(1).scaleb(-places), context=EXACT)


@lru_cache(maxsize=4096)
def decimal_places(number: Decimal) -> int:
    """小数有几位，末尾的零不算。

    >>> decimal_places(Decimal("10.50")), decimal_places(Decimal("1E+3")), decimal_places(Decimal(7))
    (1, 0, 0)
    """
    exponent = number.normalize(EXACT).as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def tidy(value: Decimal) -> Decimal:
    """末尾的零不算：整数写成整数，小数不补零。

    >>> tidy(Decimal("98.0")), tidy(Decimal("0.50"))
    (Decimal('98'), Decimal('0.5'))
    """
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize(EXACT)
