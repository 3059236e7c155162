"""``[DBNum1]``、``[DBNum2]``、``[DBNum3]``：Excel 用来显示数的三种中文数字。"""

from decimal import Decimal
from typing import NamedTuple

from perfxl.grammar.exact_numbers import round_to


class _Numerals(NamedTuple):
    digits: str
    places: tuple[str, str, str, str]


_NUMERALS = {
    1: _Numerals("〇一二三四五六七八九", ("", "十", "百", "千")),
    2: _Numerals("零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟")),
    3: _Numerals("０１２３４５６７８９", ("", "十", "百", "千")),
}
_LONGEST = 16


def digit_by_digit(text: str, style: int) -> str:
    """数字逐个换，别的不动。

    >>> digit_by_digit("2024", 1), digit_by_digit("18.5", 2), digit_by_digit("18", 3)
    ('二〇二四', '壹捌.伍', '１８')
    """
    numerals = _NUMERALS.get(style)
    return text.translate(str.maketrans("0123456789", numerals.digits)) if numerals else text


def spelt_out(text: str, style: int) -> str:
    """整数部分按位念出来，小数部分逐个换；太长的逐个换。

    >>> spelt_out("1800", 1), spelt_out("12", 2), spelt_out("10010.5", 1), spelt_out("1800", 3)
    ('一千八百', '壹拾贰', '一万〇一十.五', '１千８百')
    >>> spelt_out("0", 1), spelt_out("100000000", 1), spelt_out("1000000000000", 2)
    ('〇', '一亿', '壹万亿')
    """
    numerals = _NUMERALS.get(style)
    whole, point, decimals = text.partition(".")
    if numerals is None or not whole.isdigit() or len(whole) > _LONGEST:
        return digit_by_digit(text, style)
    return _whole(whole, numerals) + point + digit_by_digit(decimals, style)


def _whole(digits: str, numerals: _Numerals) -> str:
    spelt, gap, group = "", False, False
    for position, digit in zip(range(len(digits) - 1, -1, -1), digits, strict=True):
        if digit != "0":
            zero = numerals.digits[0] if gap and spelt else ""
            spelt += zero + numerals.digits[int(digit)] + numerals.places[position % 4]
            group = True
        gap = digit == "0"
        if position % 4 == 0:
            spelt += _group_name(position, filled=group, started=bool(spelt))
            group = False
    return spelt or numerals.digits[0]


def _group_name(position: int, *, filled: bool, started: bool) -> str:
    """万、亿、万亿；整组是零的不写，只有亿在“一万亿”里照写。"""
    if position == 8:
        return "亿" if started else ""
    return "万" if filled and position in (4, 12) else ""


def small_number(number: int, width: int, style: int) -> str:
    """日期里的月、日、时：十二、三十一；两位的补零。

    >>> small_number(12, 1, 1), small_number(31, 2, 1), small_number(3, 2, 1), small_number(12, 1, 2)
    ('十二', '三十一', '〇三', '壹拾贰')
    """
    if style not in (1, 2):
        return digit_by_digit(str(number).rjust(width, "0"), style)
    spelt = spelt_out(str(number), style)
    if style == 1:
        spelt = spelt.removeprefix("一") if spelt.startswith("一十") else spelt
    return digit_by_digit("0", style) + spelt if number < 10 and width > 1 and number else spelt


def in_capitals(value: Decimal) -> str:
    """WPS 的“人民币大写”格式（``[DBNum2][$RMB]General``）。

    >>> in_capitals(Decimal(1800)), in_capitals(Decimal("1234.05")), in_capitals(Decimal("-0.5"))
    ('壹仟捌佰元整', '壹仟贰佰叁拾肆元零伍分', '负伍角整')
    """
    whole, _, cents = f"{round_to(abs(value), 2):f}".partition(".")
    dimes, pennies = (digit_by_digit(digit, 2) if digit != "0" else "" for digit in cents)
    yuan = f"{spelt_out(whole, 2)}元" if int(whole) or not int(cents) else ""
    gap = "零" if yuan and pennies and not dimes else ""
    tail = f"{dimes}角" * bool(dimes) + gap + (f"{pennies}分" if pennies else "整")
    return ("负" if value < 0 else "") + yuan + tail
