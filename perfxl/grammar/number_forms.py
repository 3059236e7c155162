"""有数的几种写法：拆成数前的话、符号、数、倍数、数后的话，交给 ``quantities`` 拼。"""

from decimal import Decimal

from perfxl.grammar.alternation import alternatives
from perfxl.grammar.exact_numbers import EXACT, tidy
from perfxl.grammar.numerals import CAPITALS, numeral
from perfxl.grammar.patterns import Pattern
from perfxl.grammar.quantities import quantity
from perfxl.grammar.signs import SIGNS
from perfxl.grammar.units import MULTIPLIERS, SCALE_PATTERN, UNITS, lookup
from perfxl.grammar.values import Unreadable, Value
from perfxl.grammar.words import AFTER, BEFORE, BEFORE_PATTERN, CLASSIFIERS, EACH, ending

_LONGEST_NUMBER = 20  # 整数部分再长，多半是编码、证件号，不是数量

_NUMBER = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
_MEASURED = Pattern(
    rf"([^0-9{SIGNS}+\-,;、。]*)([{SIGNS}]?)(大?约|近|)([+-]?(?:{_NUMBER}))"
    rf"([余多]?)({SCALE_PATTERN}|)([余多]?)([^0-9]*(?:(?:(?<=m)[23]|(?:(?<=/)|(?<=/每))10{{0,6}}(?![0-9]))[^0-9]*)*)"
)
_SPAN = Pattern(
    rf"([^0-9{SIGNS}+\-,;、。]*)([{SIGNS}]?)([+-]?(?:{_NUMBER}))({SCALE_PATTERN}|)([^0-9,;。]{{0,8}}?)"
    rf"(?:[-~—至到]|——)([+-]?(?:{_NUMBER}))({SCALE_PATTERN}|)([^0-9]*)"
)
_YEAR_AND_MONTH = Pattern(r"20[0-9]{2}\.[0-9]{1,2}")
_SPELT = Pattern(
    rf"({alternatives(EACH)}|)(?:({BEFORE_PATTERN})|([{SIGNS}]?))([百千]分之)?"
    r"([零〇一二两三四五六七八九十半][零〇一二两三四五六七八九十百千万]*(?:点[零〇一二三四五六七八九]+)?)([^0-9]*)"
)
_TENTHS = Pattern(
    rf"({BEFORE_PATTERN}|[{SIGNS}])?([一二两三四五六七八九十])成([一二三四五六七八九半])?"
    rf"((?:{alternatives(AFTER)})?)"
)
# 汉字写的数都有其中一个。
_DIGITS = frozenset("零〇一二两三四五六七八九十半")
_CAPITAL = Pattern("[壹贰叁肆伍陆柒捌玖拾佰仟萬]")


def measured(raw: str, text: str) -> Value | None:
    """一个数：≥9.8万人、培训约100余人、增长5%。"""
    found = _MEASURED.fullmatch(text)
    if found is None:
        return None
    before, sign, about, number, more, scale, more_after, rest = found.groups()
    if _is_too_long(number):
        return Unreadable(raw=raw, note=f"数字过长，超过{_LONGEST_NUMBER}位")
    if before.endswith("百分之") and not scale:
        before, rest = before[:-3], "%" + rest
    if before and number[0] in "+-" and before[-1] != ":":
        return None  # 词后的“-”可能是破折号
    return quantity(
        raw, [_scaled(number, scale)], before=before, sign=sign, scale=scale,
        around=about or more or more_after, rest=rest,
    )  # fmt: skip


def span(raw: str, text: str) -> Value | None:
    """区间：10-15人、5000-1万元。"""
    found = _SPAN.fullmatch(text)
    if found is None:
        return None
    before, sign, first, first_scale, first_rest, second, scale, rest = found.groups()
    if _is_too_long(first) or _is_too_long(second):
        return None
    if len(first) > 1 and first[0] == "0" and first[1] != ".":
        return None  # 0854-8222333 是电话，06-30 是几月几日
    if _YEAR_AND_MONTH.fullmatch(first) and _YEAR_AND_MONTH.fullmatch(second):
        return None
    low, high = _scaled(first, first_scale), _scaled(second, scale)
    # 1-2万人 的“1”随后面的“万”；5000-1万元 的“5000”已比“1”大，不随。
    if scale and not first_scale and low < _scaled(second, ""):
        low = _scaled(first, scale)
    if low > high:
        return Unreadable(raw=raw, note="区间的前一个数大于后一个数")
    if first_rest and not rest.startswith(first_rest):
        return None
    return quantity(
        raw, [low, high], before=before, sign=sign, scale=first_scale or scale, rest=rest
    )


def spelt(raw: str, text: str) -> Value | None:
    """汉字写的数：不少于三次、百分之九十五、九成以上。"""
    if _CAPITAL.search(text):
        text = text.translate(CAPITALS)
    text = text.replace("百分之百", "百分之一百")
    if _DIGITS.isdisjoint(text):
        return None
    if found := _TENTHS.fullmatch(text):
        return _tenths(raw, *found.groups(""))
    found = _SPELT.fullmatch(text)
    if found is None:
        return None
    each, word, sign, percent, digits, rest = found.groups("")
    number, scale = numeral(digits), ""
    if number is None and digits.endswith("万"):
        number, scale = numeral(digits[:-1]), "万"
    unit = rest.removesuffix("(含)")
    unit = unit.removesuffix(after) if (after := ending(unit, AFTER)) else rest
    # 十分满意、一致、一次性：后面不正好是单位的，不是数。
    counted = unit in UNITS or (unit in CLASSIFIERS and (digits != "一" or bool(word or sign)))
    counted = counted or _is_per(unit)
    if number is None or not (percent if not unit else counted and not percent):
        return None
    if scale:
        number = _scaled(str(number), scale)
    if percent:
        rest = ("‰" if percent.startswith("千") else "%") + rest
    if "点" in digits and unit == "分":
        return None  # 八点五分 也可能是钟点
    return quantity(raw, [number], before=each + word, sign=sign, scale=scale, rest=rest)


def _is_per(unit: str) -> bool:
    """带分母、分子在单位表里的单位：元/人次、场次/年；写成“每”的，只认钱（元每人次）。"""
    head, _, below = unit.replace("每", "/").partition("/")
    if not below or head not in UNITS:
        return False
    found = lookup(unit)
    return found is not None and ("/" in unit or found.kind == "per_head")


def _tenths(raw: str, word: str, tens: str, ones: str, after: str) -> Value | None:
    """几成、几成几、几成半，都是百分数。"""
    share = (numeral(tens) or 0) * 10 + (numeral(ones) or 0) * (10 if ones == "半" else 1)
    before, sign = (word, "") if word in BEFORE else ("", word)
    return quantity(raw, [tidy(Decimal(share))], before=before, sign=sign, rest="%" + after)


def _is_too_long(number: str) -> bool:
    return len(number) > _LONGEST_NUMBER and len(number.partition(".")[0]) > _LONGEST_NUMBER


def _scaled(number: str, scale: str) -> Decimal:
    """写着的数乘上倍数：9.8、万 → 98000。"""
    value = Decimal(number.replace(",", ""))
    if scale:
        value = EXACT.multiply(value, MULTIPLIERS[scale])
    return tidy(value) if scale or "." in number else value
