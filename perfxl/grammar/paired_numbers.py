"""两个数合成一个值：每周几天、每天几小时，天和小时合写，几比几，几分之几。"""

from decimal import Decimal

from perfxl.grammar.alternation import alternatives
from perfxl.grammar.numerals import numeral
from perfxl.grammar.patterns import Pattern
from perfxl.grammar.quantities import quantity
from perfxl.grammar.signs import OPERATORS, SIGNS, combined
from perfxl.grammar.values import (
    RATIO,
    SHARE,
    Kind,
    Measured,
    Operator,
    Unreadable,
    Value,
    join_notes,
)
from perfxl.grammar.words import AFTER, BEFORE, BEFORE_PATTERN

# 每周几天、每天几小时：总是越多越好。
SERVICE_HOURS = "service_hours"
_SERVICE = Pattern(
    rf"(?:({BEFORE_PATTERN})|([{SIGNS}]?))(?:([1-7])[天日]?[*×xX]([0-9]{{1,2}})(?:(?:个?小时|[hH])([\u4e00-\u9fff]{{0,8}}))?"
    r"|([0-9]{1,2})(?:个?小时|[hH])[*×xX]([1-7])[天日]|([1-7])天(24)小时([\u4e00-\u9fff]{0,8}))"
)
# 没有写“小时”也看得出是每周几天、每天几小时的。
_USUAL_SERVICE = {("7", "24"), ("5", "24"), ("7", "12"), ("7", "8"), ("5", "8"), ("6", "8")}
# 两级时间合写的：1天6小时；后一级满一个前一级的不读。
_MIXED = Pattern(
    rf"(?:({BEFORE_PATTERN})|([{SIGNS}]?))([0-9]{{1,4}})(天|日|个?小时|年|个月)(?:零|又)?([0-9]{{1,2}})(个?小时|分钟?|个月|天)"
    rf"((?:{alternatives(AFTER)})?)"
)
_STEPS = {
    ("天", "小时"): (24, "小时"),
    ("日", "小时"): (24, "小时"),
    ("小时", "分钟"): (60, "分钟"),
    ("小时", "分"): (60, "分钟"),
    ("年", "月"): (12, "个月"),
}
_RATIO = Pattern(
    rf"(?:([^0-9{SIGNS}+\-,;、。:]{{0,20}}比(?:例|率)?为?):?)?(?:({BEFORE_PATTERN})|([{SIGNS}]?))"
    rf"([1-9][0-9]*(?:\.[0-9]+)?):([1-9][0-9]*(?:\.[0-9]+)?)((?:{alternatives(AFTER)})?)"
)
_SPELT = "[一二两三四五六七八九十]{1,3}"
_FRACTION = Pattern(
    rf"(?:({BEFORE_PATTERN})|([{SIGNS}]?))(?:([1-9][0-9]?)/([1-9][0-9]{{0,2}})|({_SPELT})分之({_SPELT}))"
    rf"((?:{alternatives(AFTER)})?)"
)
_SAID_HOURS = Pattern("小时|[hH]")


def service(raw: str, text: str) -> Value | None:
    """每周几天、每天几小时：7*24小时。"""
    found = _SERVICE.fullmatch(text)
    if found is None:
        return None
    word, sign, *parts = found.groups("")
    days, hours = parts[0] or parts[4] or parts[5], parts[1] or parts[3] or parts[6]
    if int(hours) > 24 or (
        parts[0] and not _SAID_HOURS.search(text) and (days, hours) not in _USUAL_SERVICE
    ):
        return None
    tail = parts[2] or parts[7]
    operator = OPERATORS.get(BEFORE[word] if word else sign)
    note = join_notes("每周天数×每天小时数", tail and f"数后文字“{tail}”")
    return Measured(
        raw=raw, kind=Kind.DURATION, note=note, operator=operator,
        number=Decimal(days), second=Decimal(hours), unit="小时", dimension=SERVICE_HOURS,
        approximate=operator is Operator.ABOUT,
    )  # fmt: skip


def mixed(raw: str, text: str) -> Value | None:
    """天和小时、小时和分、年和月合写的时长：1天6小时 是 30 小时。"""
    found = _MIXED.fullmatch(text)
    if found is None:
        return None
    word, sign, high, high_unit, low, low_unit, after = found.groups("")
    step = _STEPS.get((high_unit.lstrip("个"), low_unit.lstrip("个")))
    if step is None or int(low) >= step[0]:
        return None
    total = Decimal(int(high) * step[0] + int(low))
    return quantity(raw, [total], before=word, sign=sign, rest=step[1] + after)


def ratio(raw: str, text: str) -> Value | None:
    """比例：1:15、师生比不低于1:15；8:30 是钟点，不读。"""
    found = _RATIO.fullmatch(text)
    if found is None:
        return None
    words, word, sign, first, second, after = found.groups("")
    small = len(first) == len(second) == 1
    if not (small or "1" in (first, second) or "." in first + second or words):
        return None
    operator, remark = _compared(sign, word, after)
    if operator is None and remark:
        return Unreadable(raw=raw, note=remark)
    note = join_notes(f"比例{first}:{second}", words and f"数前文字“{words}”", remark)
    return Measured(
        raw=raw, kind=Kind.QUANTITY, note=note, operator=operator, number=Decimal(first),
        second=Decimal(second), unit=None, dimension=RATIO,
        approximate=operator is Operator.ABOUT,
    )  # fmt: skip


def fraction(raw: str, text: str) -> Value | None:
    """几分之几：不低于三分之二、≥2/3；光写 1/3 的也可能是日期，不读。"""
    found = _FRACTION.fullmatch(text) if "/" in text or "分之" in text else None
    if found is None:
        return None
    word, sign, top, bottom, spelt_bottom, spelt_top, after = found.groups("")
    part = numeral(spelt_top) if spelt_top else Decimal(top)
    whole = numeral(spelt_bottom) if spelt_bottom else Decimal(bottom)
    if part is None or whole is None or part >= whole or not (spelt_top or word or sign or after):
        return None
    operator, remark = _compared(sign, word, after)
    if operator is None and remark:
        return Unreadable(raw=raw, note=remark)
    return Measured(
        raw=raw, kind=Kind.QUANTITY, note=join_notes(f"分数{part:f}/{whole:f}", remark),
        operator=operator, number=part, second=whole, unit=None, dimension=SHARE,
        approximate=operator is Operator.ABOUT,
    )  # fmt: skip


def _compared(sign: str, word: str, after: str) -> tuple[Operator | None, str]:
    """数前的符号、比较词和数后的比较词合成一个符号，连同说明；都没有的为 ``(None, "")``。"""
    marks = [(sign, sign)] if sign else []
    marks += [(each, table[each]) for each, table in ((word, BEFORE), (after, AFTER)) if each]
    return combined(marks) if marks else (None, "")
