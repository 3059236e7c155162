"""汉字数字：一百二十、十二、两、半。"""

from decimal import Decimal

_DIGITS = "零一二三四五六七八九"
_PLACES = ((1000, "千"), (100, "百"), (10, "十"), (1, ""))


def numeral(text: str) -> Decimal | None:
    """读汉字数字；写法不合常规（一百二、二一、百）的不读，返回 None。

    >>> numeral("一百二十"), numeral("十二"), numeral("两"), numeral("三万零五"), numeral("半")
    (Decimal('120'), Decimal('12'), Decimal('2'), Decimal('30005'), Decimal('0.5'))
    >>> numeral("一百二"), numeral("二一"), numeral("百"), numeral("")
    (None, None, None, None)
    """
    if text == "半":
        return Decimal("0.5")
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
    return total if plain == _spell(total) else None


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
