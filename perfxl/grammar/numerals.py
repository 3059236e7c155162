"""汉字数字：一百二十、十二、两、半；二〇二四年。"""

import re
from decimal import Decimal

from perfxl.grammar.patterns import Pattern

_DIGITS = "零一二三四五六七八九"
_PLACES = ((1000, "千"), (100, "百"), (10, "十"), (1, ""))
_YEAR = Pattern("[零〇一二三四五六七八九]{4}(?=年)")
_ONE_BY_ONE = str.maketrans("〇零一二三四五六七八九", "00123456789")

# 大写的数目字。
CAPITALS = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬", "一二三四五六七八九十百千万")


def numeral(text: str) -> Decimal | None:
    """读汉字数字；写法不合常规（一百二、二一、百）的不读，返回 None。

    >>> numeral("一百二十"), numeral("十二"), numeral("两"), numeral("三万零五"), numeral("半")
    (Decimal('120'), Decimal('12'), Decimal('2'), Decimal('30005'), Decimal('0.5'))
    >>> numeral("一百二"), numeral("二一"), numeral("百"), numeral(""), numeral("八千九千")
    (None, None, None, None, None)
    >>> numeral("九十五点五"), numeral("零点零五"), numeral("三点")
    (Decimal('95.5'), Decimal('0.05'), None)
    """
    if text == "半":
        return Decimal("0.5")
    if "点" in text:
        whole, _, places = text.replace("〇", "零").partition("点")
        number = numeral(whole)
        if number is None or not places or places.strip(_DIGITS):
            return None
        return number + Decimal("0." + places.translate(_ONE_BY_ONE))
    text = text.replace("两", "二").replace("〇", "零")
    high, ten_thousand, low = text.rpartition("万")
    upper, lower = _section(high), _section(low)
    if not ten_thousand:
        return None if lower is None else Decimal(lower)
    if not upper or (low and not lower):
        return None
    # 万位以下不满一千须写“零”（三万零五），否则“三万五”是三万五千。
    if lower and (lower < 1000) != low.startswith("零"):
        return None
    return Decimal(upper * 10000 + (lower or 0))


def in_digits(found: re.Match[str]) -> str:
    """换成阿拉伯数字；不合常规的照旧。"""
    return str(numeral(found[0]) or found[0])


def with_year_in_digits(text: str) -> str:
    """逐位写的年份换成阿拉伯数字。

    >>> with_year_in_digits("二〇二四年底前"), with_year_in_digits("二四年")
    ('2024年底前', '二四年')
    """
    return _YEAR.sub(lambda found: found[0].translate(_ONE_BY_ONE), text)


def _section(text: str) -> int | None:
    plain = text.removeprefix("零") if len(text) > 1 else text
    plain = "一" + plain if plain.startswith("十") else plain
    total = digit = 0
    for char in plain:
        if char in _DIGITS:
            digit = _DIGITS.index(char)
        else:
            place = next((size for size, name in _PLACES if name == char), 0)
            total, digit = total + digit * place, 0
    total += digit
    # 八千九千：加起来超出四位的，不是一个数。
    return total if total < 10_000 and plain == _spell(total) else None


def _spell(number: int) -> str:
    if number == 0:
        return "零"
    spelt, gap = "", False
    for size, name in _PLACES:
        digit, number = divmod(number, size)
        if digit:
            spelt += ("零" if gap and spelt else "") + _DIGITS[digit] + name
        gap = not digit
    return spelt
