"""存成文字的金额与百分比单元格。"""

from decimal import Decimal

from perfxl.grammar.exact_numbers import LARGEST, tidy
from perfxl.grammar.glyphs import compact
from perfxl.grammar.numerals import CAPITALS, numeral
from perfxl.grammar.patterns import Pattern
from perfxl.grammar.units import MULTIPLIERS

_AMOUNT = Pattern(
    r"[¥￥]?(\()?([+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]*)?)"
    rf"({'|'.join(sorted(MULTIPLIERS, key=len, reverse=True))})?(元整?)?(\))?"
)
# 数后括着的话：854万（其中中央600万）；只写单位的（人次）不是。
_EXPLAINED = Pattern(r"([^()]*[0-9][^()]*)\(([^()]+)\)")
_OF_MONEY = Pattern("^(?:[百千亿]|[十百千]?万)?元$")
_ABOUT_MONEY = Pattern("资金|拨款|补助|财政|预算|其中|结转|自筹|贷款|投入|[含共约]")
# 预算表里减少的写法。
_LESS = ("△", "▽", "∆")
_PERCENTAGE = Pattern(r"([+-]?[0-9]+(?:\.[0-9]+)?)([%‰]?)")
# 汉字写的金额：四十万元、肆拾万元整、一亿二千万元。
_SPELT_ENDS = ("元", "元整", "圆整")
_SPELT_NUMBER = "[零〇一二两三四五六七八九十百千万]+(?:点[零〇一二三四五六七八九]+)?"
_SPELT = Pattern(f"(?:({_SPELT_NUMBER})亿)?({_SPELT_NUMBER})?[元圆]整?")
# 再长就不是一个数了。
_LONGEST = 700
_MOST_DIGITS = 20  # 整数部分的有效数字再多，是编码、账号，不是金额


def amount(text: str, money_unit: str = "元") -> Decimal | None:
    """读金额，以表的单位 ``money_unit`` 计；读不出或空白为 None，横线为 0。小数有几位都是数。

    ``money_unit`` 是 元、万元一类（``model.money_units``）。自带单位的折成表的单位，不带单位的照写的数；括号、△ 表示负数。

    >>> amount("300,000.00"), amount("３００"), amount("-"), amount("1.2万元"), amount("(5)")
    (Decimal('300000.00'), Decimal('300'), Decimal('0'), Decimal('12000'), Decimal('-5'))
    >>> amount("12000元", money_unit="万元"), amount("12", money_unit="万元")
    (Decimal('1.2'), Decimal('12'))
    >>> amount("△200,000"), amount(""), amount("3,00"), amount("约5万元")
    (Decimal('-200000'), None, None, None)
    >>> amount("四十万元"), amount("肆拾万元整", "万元"), amount("一亿零五百万元", "万元"), amount("元")
    (Decimal('400000'), Decimal('40'), Decimal('10500'), None)
    >>> amount("854万（其中中央600万）", "万元"), amount("300（万元）"), amount("12（人次）")
    (Decimal('854'), Decimal('3000000'), None)
    """
    plain = compact(text)
    if len(plain) > _LONGEST:
        return None
    if plain and not plain.strip("-—―"):
        return Decimal(0)
    if plain.startswith(_LESS):
        rest = amount(plain[1:], money_unit)
        return None if rest is None or rest < 0 else -rest
    if plain.endswith(_SPELT_ENDS) and (spelt := _spelt_yuan(plain)) is not None:
        return tidy(spelt / MULTIPLIERS.get(money_unit.removesuffix("元"), 1))
    found = _AMOUNT.fullmatch(_without_words(plain))
    if found is None or bool(found[1]) != bool(found[5]):
        return None
    value = Decimal(digits := found[2].replace(",", ""))
    whole = digits.lstrip("+-").partition(".")[0].lstrip("0").rstrip("0")
    if value.adjusted() > LARGEST or len(whole) > _MOST_DIGITS:
        return None
    if found[1]:
        value = -value
    if found[3] or found[4]:
        value *= MULTIPLIERS[found[3]] if found[3] else 1
        value /= MULTIPLIERS.get(money_unit.removesuffix("元"), 1)
        whole = value.to_integral_value()
        return whole if whole == value else value.normalize()
    return value


def _spelt_yuan(plain: str) -> Decimal | None:
    """汉字写的金额，以元计；不是这样写的为 ``None``。"""
    found = _SPELT.fullmatch(plain.translate(CAPITALS))
    if found is None or not any(found.groups()):
        return None
    hundred_millions, rest = found.groups()
    high = numeral(hundred_millions) if hundred_millions else Decimal(0)
    low = numeral(rest.removeprefix("零") if hundred_millions else rest) if rest else Decimal(0)
    return None if high is None or low is None else high * MULTIPLIERS["亿"] + low


def _without_words(plain: str) -> str:
    """去掉金额后面括着的话，括着的是金额单位的接在数后；别的照旧。"""
    found = _EXPLAINED.fullmatch(plain) if plain.endswith(")") else None
    if found is None:
        return plain
    if _OF_MONEY.search(found[2]):
        return found[1] + found[2]
    said = found[1].endswith(("元", "万", "亿")) or _ABOUT_MONEY.search(found[2])
    return found[1] if said else plain


def percentage(text: str) -> Decimal | None:
    """读百分比，以百分数计；没写百分号的照写的数；读不出为 None。

    >>> percentage("62.83%"), percentage("62.83"), percentage("５‰"), percentage("六成")
    (Decimal('62.83'), Decimal('62.83'), Decimal('0.5'), None)
    """
    plain = compact(text)
    found = _PERCENTAGE.fullmatch(plain) if len(plain) <= _LONGEST else None
    if found is None:
        return None
    value = Decimal(found[1])
    if value.adjusted() > LARGEST:
        return None
    return value / 10 if found[2] == "‰" else value
