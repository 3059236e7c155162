"""少见的写法换成通常的：外面套着括号、名称、括注的，只写两位年份的，“300+”“三天半”一类。

这里只换字，换好的由 ``parsing`` 从头再读。
"""

import re
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from perfxl.grammar.numerals import in_digits, numeral, with_year_in_digits
from perfxl.grammar.patterns import Pattern
from perfxl.grammar.signs import SIGNS
from perfxl.grammar.units import SCALE_PATTERN
from perfxl.grammar.values import Deadline, Measured, Value, join_notes
from perfxl.grammar.words import DIGIT


class Rewritten(NamedTuple):
    """换了写法的文字，读出来再添上说明。

    ``accepted`` 是读成哪几种才算数；``note_before``、``note`` 添在读出的说明前、后；
    ``final`` 是读不成的，原样也不必再试。
    """

    text: str
    accepted: tuple[type[Value], ...] = (Value,)
    note_before: str = ""
    note: str = ""
    final: bool = False

    def taken(self, value: Value | None) -> Value | None:
        """里面读出的值，添上说明；不是要的那几种为 ``None``。"""
        if not isinstance(value, self.accepted):
            return None
        if not (self.note_before or self.note):
            return value
        return replace(value, note=join_notes(self.note_before, value.note, self.note))


# 下面各种写法各有的字；都没有的不必一种一种地试。
_ANY_UNUSUAL = Pattern(
    "[)前半+¥￥每由从]|^[23][0-9]年|^人民币|^[1一]个?[年季月周天]|.[≥≤=><]-?[0-9]"
)


def may_be_rewritten(text: str) -> bool:
    """有没有少见写法的字；有的不一定真是。

    >>> may_be_rewritten("300+人"), may_be_rewritten("≥300人")
    (True, False)
    """
    return _ANY_UNUSUAL.search(text) is not None


# ---- 逐字换的 ----

# 二十余场、百余人、三百多人次。
_SPELT_OVER = Pattern(
    "[一二两三四五六七八九十百千零]*[十百千](?=余|多[人场次个户家件天名期亩台套份篇])"
)


def _over_in_digits(found: re.Match[str]) -> str:
    """二十余的二十 → 20；“百余”是一百余。"""
    number = numeral(found[0] if found[0][0] not in "百千" else f"一{found[0]}")
    return found[0] if number is None else f"{number:f}"


# 三至五次、十到十五天：两头都是汉字数。
_SPELT_RANGE = Pattern(
    "(?<![\u4e00-\u9fff])([一二三四五六七八九十百]{1,4})([至到])([一二三四五六七八九十百]{1,4})(?=[次场个人名期天户家件套台项])"
)


def _range_in_digits(found: re.Match[str]) -> str:
    """三至五 → 3至5；不合常规的照旧。"""
    first, last = numeral(found[1]), numeral(found[3])
    known = first is not None and last is not None and first < last
    return f"{first:f}{found[2]}{last:f}" if known else found[0]


_UNUSUAL_SIGN = Pattern("[○.全初萬億负点余多至到]")
# 二○二四年、元/人.天、2024年全年、6月初、负3%、.5万元：先看有没有的字、怎样写的、换成什么。
_UNUSUAL = (
    ("○", Pattern("○"), "〇"),
    ("萬", Pattern("萬"), "万"),
    ("億", Pattern("億"), "亿"),
    ("全年", Pattern("(?<=[0-9]年)全年$"), ""),
    ("初", Pattern("(?<=[0-9]月)初"), "上旬"),
    ("个点", Pattern("(?<=[0-9])个点(?![位子心])"), "个百分点"),
    ("余", _SPELT_OVER, _over_in_digits),
    ("多", _SPELT_OVER, _over_in_digits),
    ("至", _SPELT_RANGE, _range_in_digits),
    ("到", _SPELT_RANGE, _range_in_digits),
    ("负", Pattern("(?<![\u4e00-\u9fff])负(?=[0-9])"), "-"),
    (".", Pattern(rf"(?:^|(?<=[{SIGNS}]))\.(?=[0-9])"), "0."),
)
# 元/(人·天)、元/人*天。
_PER_BRACKETED = Pattern(r"/\(([\u4e00-\u9fff]{1,4}(?:[·*×/][\u4e00-\u9fff]{1,4})+)\)")
_PER_TIMES = Pattern(r"(?<=/)([\u4e00-\u9fff]{1,4})[*×](?=[\u4e00-\u9fff])")
# 没有写“年”的起止年份：2021-2025。
_YEARS_ONLY = Pattern("20[0-9]{2}(?:-|~|——?|至|到)20[0-9]{2}")
# 2024—12—31。
_LONG_DASHES = Pattern("(20[0-9]{2})[—–―](1[0-2]|0?[1-9])[—–―](?=3[01]|[12][0-9]|0?[1-9])")
_MIXED_MONTH = Pattern("(?<=[0-9]年)[一二三四五六七八九十]{1,3}(?=月)")
# 》= 是 ≥ 的误打。
_QUOTES_AS_SIGNS = (
    (Pattern("^[》〉]="), "≥"),
    (Pattern("^[《〈]="), "≤"),
    (Pattern("^[》〉](?=[0-9])"), ">"),
    (Pattern("^[《〈](?=[0-9])"), "<"),
)


_SPELT_SHARE = Pattern(
    "(百万|十万|[百千万])分之([零〇一二两三四五六七八九十百]+(?:点[零〇一二三四五六七八九]+)?)"
)


def _share_in_digits(found: re.Match[str]) -> str:
    """百分之九十五点五 → 95.5%；不合常规的照旧。"""
    number = Decimal(100) if found[2] == "百" else numeral(found[2])
    unit = {"百": "%", "千": "‰"}.get(found[1], f"/{found[1]}")
    return found[0] if number is None else f"{number:f}{unit}"


def _raised_dots(text: str) -> str:
    """两个汉字之间的点（元/人.天）写成间隔号；数里的小数点照旧。"""
    first, *rest = text.split(".")
    for part in rest:
        between = _is_hanzi(first[-1:]) and _is_hanzi(part[:1])
        first += ("·" if between else ".") + part
    return first


def _is_hanzi(sign: str) -> bool:
    return "一" <= sign <= "\u9fff"


def usual(text: str) -> str:
    """一格里少见的字换成通常的；先看有没有那个字，免得人人都付这份功夫。

    >>> usual("2024年十月"), usual("6月初"), usual("2000元/人.天"), usual("》=95%")
    ('2024年10月', '6月上旬', '2000元/人·天', '≥95%')
    >>> usual("合格率百分之九十五点五以上"), usual("二十余场"), usual("培训百余人"), usual("十多样")
    ('合格率95.5%以上', '20余场', '培训100余人', '十多样')
    >>> usual("三至五次"), usual("十到十五天"), usual("五至三次")
    ('3至5次', '10到15天', '五至三次')
    >>> usual("2021-2025"), usual("—3%"), usual("提高3个点")
    ('2021-2025年', '-3%', '提高3个百分点')
    >>> usual("≥负5%"), usual("≤.5万元"), usual("200元/(人*天)"), usual("2024—12—31前")
    ('≥-5%', '≤0.5万元', '200元/人·天', '2024-12-31前')
    """
    if _UNUSUAL_SIGN.search(text):
        for sign, pattern, plain in _UNUSUAL:
            if sign in text:
                text = pattern.sub(plain, text)
        if "." in text:
            text = _raised_dots(text)
    if "/" in text:
        text = _PER_TIMES.sub(r"\1·", _PER_BRACKETED.sub(r"/\1", text))
    if text[:2] == "20":
        text = _LONG_DASHES.sub(r"\1-\2-", text)
        text += "年" * bool(_YEARS_ONLY.fullmatch(text))
    elif text[:1] == "—" and text[1:2].isdecimal():
        text = f"-{text[1:]}"
    if "分之" in text:
        text = _SPELT_SHARE.sub(_share_in_digits, text)
    if "年" in text and DIGIT.search(text):
        text = with_year_in_digits(text)
        text = _MIXED_MONTH.sub(in_digits, text)
    if text and text[0] in "》〉《〈":
        for pattern, sign in _QUOTES_AS_SIGNS:
            text = pattern.sub(sign, text)
    return text


# ---- 外面套着的 ----

# 设成日期时间的格，显示成 2024-12-20 0:00:00。
_TIMED = Pattern(r"(.*[0-9][-/.月][0-9]{1,2}日?)\s+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\.0+)?")
_WRAPPED = Pattern(r"\(([^()]+)\)|“([^“”]+)”|\"([^\"]+)\"")
_WRAPPERS = '(“"'
# 数后的括注里又有数：其中一部分、比较的对象、文件年份、调整以前的，不是这个值。
_NUMBERED_REMARK = Pattern(
    r"\(((?:(?:调整|变更)[前以]|原(?:计划|定|批复|目标|指标值?|为)?(?=[0-9≥≤=])|其中|含|包括|力争|争取|[0-9]+/|比|较|同比|环比|按|截至|至|每|共|即|约|20[0-9]{2})[^()]*[0-9][^()]*|20[0-9]{2}年?[^()]*)\)$"
)
# 括注里数的是同一样东西（100人次(线上50人次)），是其中一部分；百分数的只有往年的，别的可能是另一个要求。
# 改口的（实际85人、应为80人）说不清哪一个算，不读。
_SAME_UNIT_REMARK = Pattern(
    r"(?<=[0-9])(?P<unit>[^0-9()]{1,4})\((?P<what>(?=[\u4e00-\u9fff:])[^()≥≤=><不至最实仅已完只少差缺未应原改更正核调约0-9]{0,12})[0-9][0-9,.]*(?P=unit)\)$"
)
_EARLIER = ("上年", "去年", "往年", "上一年", "前年", "基期")
# 90%以上(不含90%)：括着的是把本数再说一遍。
_BOUND_AGAIN = Pattern(r"(([0-9][0-9.]*[^0-9()]*?)(?:及?以[上下])?)\((不?含)\2\)((?:及?以[上下])?)")
_SIGN_INSIDE = Pattern(".[≥≤=><]-?[0-9]")
_NAMED = Pattern(
    "([^≥≤=><≈~,;、。]*[0-9A-Za-z][^≥≤=><≈~0-9,;、。]{1,30}|[A-Za-z]{1,4}[0-9]+(?:\\.[0-9]+)?)([≥≤=><]-?[0-9][^≥≤=><≈~;、,。]*)"
)


def without_time(folded: str) -> str:
    """日期后面的时刻去掉；没有的照旧。

    >>> without_time("2024-12-20 0:00:00"), without_time("8:30前")
    ('2024-12-20', '8:30前')
    """
    while ":" in folded and (timed := _TIMED.fullmatch(folded)):
        folded = timed[1]
    return folded


def wrapped(text: str) -> Rewritten | None:
    """整个括着、引着的：（30人）、“30人”。"""
    if text and text[0] in _WRAPPERS and (found := _WRAPPED.fullmatch(text)):
        return Rewritten(found[1] or found[2] or found[3], accepted=(Measured, Deadline))
    return None


def bound_again(text: str) -> Rewritten | None:
    """本数算不算，连数一起说的：90%以上（不含90%）。"""
    if "含" in text and (found := _BOUND_AGAIN.search(text)) and found.end() == len(text):
        return Rewritten(f"{text[: found.start()]}{found[1]}({found[3]}){found[4]}", (Measured,))
    return None


def numbered_remark(text: str) -> Rewritten | None:
    """括注里又有数的：3个（其中：省级1个）。"""
    if text[-1] == ")" and (remark := _NUMBERED_REMARK.search(text)):
        return Rewritten(text[: remark.start()], (Measured,), note=f"括注“{remark[1]}”", final=True)
    return None


def other_remark(text: str) -> Rewritten | None:
    """括注里数的是同一样东西：100人次（线上50人次）、95%（上年94%）。"""
    remark = _SAME_UNIT_REMARK.search(text) if text[-1] == ")" else None
    if remark is None:
        return None
    if remark["unit"] in "%‰" and not remark["what"].startswith(_EARLIER):
        return None
    start = remark.end("unit")
    return Rewritten(text[:start], (Measured,), note=f"括注“{text[start + 1 : -1]}”")


def named(text: str) -> Rewritten | None:
    """名称里有数字的：12345热线办结率≥98%、2024年≥90%。"""
    if text[0] in SIGNS or not _SIGN_INSIDE.search(text):
        return None
    if found := _NAMED.fullmatch(text):
        return Rewritten(found[2], (Measured,), note_before=f"数前文字“{found[1]}”")
    return None


# ---- 省了字、换了次序的 ----

_SHORT_YEAR = Pattern("[23][0-9]年(?:(?:1[0-2]|0?[1-9])月|[底末])")
_MONTH_DAY = Pattern("(1[0-2]|0?[1-9])[./-](3[01]|[12][0-9]|0?[1-9])日?((?:之|以)?前)")
_AND_A_HALF = Pattern(
    rf"([{SIGNS}]?)([0-9]{{1,2}}|[一二两三四五六七八九十])(年|天|个?月|小时|个小时)半(以?内|以上|以下|)"
)
_SIGN_FIRST = Pattern(rf"([{SIGNS}])(每[\u4e00-\u9fff]{{1,3}})([0-9].*)")
_PLUS = Pattern(r"([0-9][0-9,.]*)(?:\+([^0-9+]{1,6})|([^0-9+]{1,6})\+|\+)")
_IN_CAPITALS = Pattern("人民币([零壹贰叁肆伍陆柒捌玖拾佰仟万萬亿]+元)[整正]?")
_YUAN_SIGN = Pattern(rf"([{SIGNS}]?)[¥￥](-?[0-9][0-9,.]*)((?:{SCALE_PATTERN})?元?)")


def short_year(text: str) -> Rewritten | None:
    """两位的年份：24年12月。"""
    if text[0] in "23" and _SHORT_YEAR.match(text):
        return Rewritten(f"20{text}")
    return None


def month_and_day(text: str) -> Rewritten | None:
    """点着写的月日：12.31前。"""
    if text[-1] == "前" and (found := _MONTH_DAY.fullmatch(text)):
        return Rewritten(f"{found[1]}月{found[2]}日{found[3]}")
    return None


def and_a_half(text: str) -> Rewritten | None:
    """“半”在单位后面：三天半、2年半以内。"""
    if "半" in text and (found := _AND_A_HALF.fullmatch(text)):
        number = numeral(found[2]) or found[2]
        return Rewritten(f"{found[1]}{number}.5{found[3]}{found[4]}")
    return None


def sign_first(text: str) -> Rewritten | None:
    """符号写在“每月”前面的：≥每月2次。"""
    if text[1:2] == "每" and (found := _SIGN_FIRST.fullmatch(text)):
        return Rewritten(f"{found[2]}{found[1]}{found[3]}")
    return None


# 由12%降至8%以下、从60%提高到75%：说的是后一个数。
_FROM_TO = Pattern(
    r"([^0-9]{0,15}[由从][^0-9]{0,10}[0-9][^降减压缩提增升上扩,;、。]{0,12}"
    r"(?:((?:下|调)?降低?|减少|压减|压缩|缩短|缩减)|提高|提升|增加|增长|上升|上涨|扩大|升高?)(?:至|到|为))([^0-9]{0,6}[0-9].*)"
)
_SAYS_BOUND = Pattern(
    rf"[{SIGNS}]|不[低高少多超足]|[以之]?[上下内外]$|[以之][上下内]|左右|约|至少|最[多高低少]|控制在"
)


def from_to(text: str) -> Rewritten | None:
    """由一个数变到另一个数的：由12%降至8%以下；没有另写符号的，降到的按“≤”、升到的按“≥”。"""
    if not ("由" in text or "从" in text) or (found := _FROM_TO.fullmatch(text)) is None:
        return None
    said, falls, reached = found.groups()
    note = f"数前文字“{said}”"
    if _SAYS_BOUND.search(reached):
        return Rewritten(reached, (Measured,), note_before=note)
    sign = "≤" if falls else "≥"
    return Rewritten(f"{sign}{reached}", (Measured,), note_before=note, note=f"按“{sign}”读")


_IN_PERIOD = Pattern("[1一]个?(年|季度|(?<=个)月|周|天)([0-9]{1,3}|[一二两三四五六七八九十])次")


def in_period(text: str) -> Rewritten | None:
    """一段时间几次：1年3次是每年3次；1月2次可能是哪一天，不算。"""
    if text[0] in "1一" and (found := _IN_PERIOD.fullmatch(text)):
        return Rewritten(f"每{found[1]}{found[2]}次")
    return None


def plus(text: str) -> Rewritten | None:
    """加号当“以上”用：300+人、300人+。"""
    if "+" in text and (found := _PLUS.fullmatch(text)):
        return Rewritten(f"≥{found[1]}{found[2] or found[3] or ''}", note="“+”按“以上”读")
    return None


def yuan_sign(text: str) -> Rewritten | None:
    """“元”写成符号、在数前：￥5,000.00、≤¥3万元、人民币伍拾万元整。"""
    if text.startswith("人民币") and (found := _IN_CAPITALS.fullmatch(text)):
        return Rewritten(found[1], (Measured,))
    if ("¥" in text or "￥" in text) and (found := _YUAN_SIGN.fullmatch(text)):
        return Rewritten(f"{found[1]}{found[2]}{found[3].removesuffix('元')}元")
    return None
