"""文字 → 值，值 → 标准写法。"""

import calendar
import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from perfxl.grammar.exact_numbers import EXACT
from perfxl.grammar.glyphs import fold
from perfxl.grammar.numerals import numeral
from perfxl.grammar.units import MULTIPLIERS, UNITS, Unit, lookup
from perfxl.grammar.values import (
    Attainment,
    Compound,
    Deadline,
    Kind,
    Measured,
    Operator,
    Placeholder,
    Qualitative,
    Unreadable,
    Value,
)
from perfxl.grammar.words import (
    AFTER,
    BEFORE,
    BLANK,
    FALLING,
    HINT,
    INSIDE_WORDS,
    MET,
    PARTIAL,
    PER,
    RISING,
    SHORTFALL,
    TRUNCATED,
    UNDATED,
    UNMET,
    YIELDING,
    alternatives,
)

LONGEST = 1000  # 再长就不是一个指标值了
_LONGEST_WORDED = 80  # 更长的是整段叙述，里头的数不当指标值读
_LONGEST_ASIDE = 40  # 数前或数后的文字再长，数就不是主角了
_LONGEST_NUMBER = 20  # 整数部分再长，多半是编码、证件号，不是数量

_SIGNS = "≥≤=><≈~"
_OPERATORS = {sign.value: sign for sign in Operator} | {"~": Operator.ABOUT}
_DIRECTION = {"≥": 1, ">": 1, "≤": -1, "<": -1, "=": 0}
_KINDS = {kind.value: kind for kind in Kind}

_NUMBER = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
# 千米、千克、百分点里的“千”“百”不是倍数。
_SCALE = "(?:" + "|".join(sorted(MULTIPLIERS, key=len, reverse=True)) + ")(?![米克瓦分])"
_MEASURED = re.compile(
    rf"([^0-9{_SIGNS}+\-,;、。]*)([{_SIGNS}]?)(大?约|近|)([+-]?(?:{_NUMBER}))"
    rf"([余多]?)({_SCALE}|)([余多]?)((?:[^0-9]|(?<=m)[23])*)"
)
_RANGE = re.compile(
    rf"([^0-9{_SIGNS}+\-,;、。]*)([{_SIGNS}]?)([+-]?(?:{_NUMBER}))({_SCALE}|)([^0-9,;。]{{0,8}}?)"
    rf"(?:[-~—至到]|——)([+-]?(?:{_NUMBER}))({_SCALE}|)([^0-9]*)"
)
_SERVICE = re.compile(
    rf"([{_SIGNS}]?)([0-9]{{1,2}})[*×xX]([0-9]{{1,2}})(?:个?小时|[hH])([\u4e00-\u9fff]{{0,8}})"
)
_SPELT = re.compile(
    rf"(?:({alternatives(BEFORE)})|([{_SIGNS}]?))([百千]分之)?"
    r"([零〇一二两三四五六七八九十半][零〇一二两三四五六七八九十百千万]*)([^0-9]*)"
)
_BEFORE = re.compile(f"(?:{alternatives(BEFORE)})$")
_AFTER = re.compile(rf"({alternatives(AFTER)})(?:\(含\))?$")
_REMARK = re.compile(r"\(([^()0-9]*)\)$")

_BOUND = "(?:[底末内]?(?:之前|以前|前)|[底末内]|之内|以内|为?止)?"
_YEAR, _MONTH, _DAY = "(?:19|20)[0-9]{2}", "1[0-2]|0?[1-9]", "3[01]|[12][0-9]|0?[1-9]"
_DATE = re.compile(
    rf"(?P<head>[^0-9{_SIGNS},;、。]*?)(?P<sign>[{_SIGNS}]?)"
    rf"(?:(?P<start>(?=[0-9])(?:{_YEAR}年?)?(?:[0-9]{{1,2}}月?(?:[0-9]{{1,2}}[日号])?)?)[-~—至到])?"
    rf"(?:(?P<year>{_YEAR})年度?)?"
    rf"(?:(?P<month>{_MONTH})(?P<moon>月份?|(?=[底末])))?"
    rf"(?:(?P<day>{_DAY})[日号](?P<hour>[0-9]{{1,2}}[时点])?)?"
    r"(?P<period>[上中下]旬|第?[一二三四1-4]季度|[上下]半年"
    r"|(?<![0-9半一二两三四五六七八九十每几多整])[本当全]?年度?(?=[底末内]))?"
    rf"(?P<bound>{_BOUND})(?P<tail>[^0-9{_SIGNS},;、。]{{0,16}})"
)
_SERIAL = re.compile(
    rf"([{_SIGNS}]?)({_YEAR})(?:([-/.])({_MONTH})(?:\3({_DAY}))?|(0[1-9]|1[0-2])([0-2][0-9]|3[01]))"
    rf"({_BOUND})"
)
_SPELT_YEAR = re.compile("[零〇一二三四五六七八九]{4}(?=年)")
_MIXED_MONTH = re.compile("(?<=[0-9]年)[一二三四五六七八九十]{1,3}(?=月)")
_SPELT_DAY = re.compile("[一二三四五六七八九十]{1,3}(?=[月日号](?!以|左右))")
_SPELT_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_COMPARED = re.compile(
    r"(低于|少于|小于|高于|多于|超过)[^0-9]*(?:上年|去年|同期|平均|全省|全国|全市)[^0-9]*$"
)
_BOUNDED = re.compile(r"\((不?含)\)$")
_WRAPPED = re.compile(r"\(([^()]+)\)|“([^“”]+)”|\"([^\"]+)\"")
# 少见的写法换成通常的：二○二四年、元/人.天、2024年全年、6月初。
_UNUSUAL = (
    (re.compile("○"), "〇"),
    (re.compile(r"(?<=[一-鿿])\.(?=[一-鿿])"), "·"),
    (re.compile("(?<=[0-9]年)全年$"), ""),
    (re.compile("(?<=[0-9]月)初"), "上旬"),
)
_WRAPPERS = '(“"'
# 》= 是 ≥ 的误打。
_QUOTES_AS_SIGNS = (
    (re.compile("^[》〉]="), "≥"),
    (re.compile("^[《〈]="), "≤"),
    (re.compile("^[》〉](?=[0-9])"), ">"),
    (re.compile("^[《〈](?=[0-9])"), "<"),
)
_NEXT_YEAR = re.compile("次年|翌年|明年|下一?年度?|第二年")
_IMPOSSIBLE_MONTH = re.compile("(?<![0-9])(1[3-9]|[2-9][0-9]|00?)月[份底末前初0-9]")
_ACHIEVED = re.compile(
    "(?:全部|按时|及时|如期|顺利)?(?:完成|办结|到位|发放|支付|拨付|验收|结束|开展|投入使用)"
)
_WITHIN = re.compile("[以之]?内")

_SPLIT = re.compile(
    rf"[;、]|(?<![0-9]),|,(?![0-9])"
    rf"|(?:以及|及|和|与|并|并且|且)(?=(?:[{_SIGNS}]|{alternatives(BEFORE)})?[0-9])"
)
_RESTART = re.compile(r"(?<=[^0-9≥≤=><≈])(?=[≥≤=><≈][0-9])")
_NEGATED = re.compile("未(?!成年|来)|没有|并非|不是")
_STRANGE = re.compile(
    r"[^\w%‰℃°\-+*/\\.,;:!?()\[\]{}<>=≥≤≈~'\"“”‘’《》〈〉【】「」『』〔〕、。…—―·×&@#|^$]"
)
_FOREIGN = re.compile(r"[^\x21-\x7e\u3400-\u9fff‰℃“”‘’《》【】、。…—·×≥≤≈㎡㎢]")
# 数后的括注里又有数：其中一部分、比较的对象、文件年份，不是这个值。
_NUMBERED_REMARK = re.compile(
    r"\(((?:其中|含|包括|力争|争取|[0-9]+/|比|较|同比|环比|按|截至|至|每|共|即|约|20[0-9]{2})[^()]*[0-9][^()]*|20[0-9]{2}年?[^()]*)\)$"
)
_PLUS = re.compile(r"([0-9][0-9,.]*)(?:\+([^0-9+]{1,6})|([^0-9+]{1,6})\+|\+)")
_YUAN_SIGN = re.compile(rf"([{_SIGNS}]?)[¥￥](-?[0-9][0-9,.]*)((?:{_SCALE})?元?)")
_CAPITALS = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬", "一二三四五六七八九十百千万")
# 名称里有数字的：12345热线办结率≥98%、2024年≥90%。
_NAMED = re.compile(
    "([^≥≤=><≈~,;、。]*[0-9A-Za-z][^≥≤=><≈~0-9,;、。]{1,30})([≥≤=><]-?[0-9][^≥≤=><≈~;、,。]*)"
)
_SHORT_YEAR = re.compile("[23][0-9]年(?:(?:1[0-2]|0?[1-9])月|[底末])")
_MONTH_DAY = re.compile("(1[0-2]|0?[1-9])[./](3[01]|[12][0-9]|0?[1-9])日?((?:之|以)?前)")
_AND_A_HALF = re.compile(
    rf"([{_SIGNS}]?)([0-9]{{1,2}}|[一二两三四五六七八九十])(年|天|个?月|小时|个小时)半(以?内|以上|以下|)"
)
_NOTED_DATE = re.compile(r"(.*[0-9](?:[年月日]|[年月]?[底末]?前?))\(([^()0-9]{1,20})\)")
_TENTHS = re.compile(
    rf"({alternatives(BEFORE)}|[{_SIGNS}])?([一二两三四五六七八九十])成([一二三四五六七八九半])?"
    rf"((?:{alternatives(AFTER)})?)"
)
_PER_WORDS = sorted(
    ((word, unit) for unit, words in PER.items() for word in words),
    key=lambda pair: -len(pair[0]),
)
_FRACTION = re.compile(
    r"^[^0-9]*[0-9]+[/:][0-9.]+(?:以上|以内|左右|以下)?$|[一二三四五六七八九十百]分之[一二三四五六七八九十]"
)
# 设成日期时间的格，显示成 2024-12-20 0:00:00。
_TIMED = re.compile(r"(.*[0-9][-/.月][0-9]{1,2}日?)\s+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\.0+)?")
_LISTED = re.compile(r"[0-9]{1,2}[.、)](?![0-9])")
_HANZI = re.compile("[\u3400-\u9fff]")
_DIGIT = re.compile("[0-9]")
_GAP = re.compile(r"[0-9.,](\s+)[0-9.,]")


def parse(text: str) -> Value:
    """读一个指标值或完成值；读不出返回 ``Unreadable``，从不抛错、从不猜。

    >>> value = parse("≥9.8万人")
    >>> value.operator.value, value.number, value.unit, value.dimension
    ('≥', Decimal('98000'), '人', 'person')
    >>> parse("9月前").month, parse("≤12个月").kind.value
    (9, 'duration')
    >>> parse("未完成预期指标且 效果较差").level.value
    'unmet'
    >>> parse("≥1↑").note, parse("1.2.3").note, parse("≥").note
    ('不认识的符号“↑”', '一个数里有两个小数点', '只有比较符号，没有数')
    """
    return _cached(text)


@lru_cache(maxsize=16384)
def _cached(raw: str) -> Value:
    if len(raw) > LONGEST:
        return Unreadable(raw=raw, note=f"文字过长，超过{LONGEST}字")
    folded = fold(raw)
    if timed := _TIMED.fullmatch(folded):
        value = _cached(timed[1])
        return replace(value, raw=raw, note=join_notes(value.note, "时刻不计"))
    text = "".join(folded.split())
    whole = len(text) == len(folded)
    text = text.rstrip("。;,!") or text  # 句末标点不是值的一部分
    if whole:
        return _read(raw, text)
    value = _read(raw, fold(text))
    if isinstance(value, Measured | Deadline | Compound):
        gaps = _GAP.findall(folded)
        if any("\n" in gap or "\r" in gap for gap in gaps):
            return Unreadable(raw=raw, note="数字被换行隔开，看不出是一个数还是两个")
        if gaps:
            return replace(value, note=join_notes(value.note, "数字间有空格，按连写读"))
    return value


def _read(raw: str, text: str) -> Value:
    text = _usual(text)
    if text and text[0] in _WRAPPERS and (wrapped := _WRAPPED.fullmatch(text)):
        inner = _single(raw, wrapped[1] or wrapped[2] or wrapped[3])
        if isinstance(inner, Measured | Deadline):
            return inner
    if BLANK.fullmatch(text):
        return Placeholder(raw=raw)
    value = _single(raw, text)
    if value is None:
        value = _compound(raw, text)
    if value is not None:
        return value
    return _describe(raw, text)


def _usual(text: str) -> str:
    """少见的写法换成通常的；先看有没有那个字，免得人人都付这份功夫。"""
    if any(sign in text for sign in "○.全初"):
        for pattern, usual in _UNUSUAL:
            text = pattern.sub(usual, text)
    if "年" in text and _DIGIT.search(text):
        text = _SPELT_YEAR.sub(lambda found: found[0].translate(_SPELT_DIGITS), text)
        text = _MIXED_MONTH.sub(lambda found: str(numeral(found[0]) or found[0]), text)
    if text and text[0] in "》〉《〈":
        for pattern, sign in _QUOTES_AS_SIGNS:
            text = pattern.sub(sign, text)
    return text


def _unusual(raw: str, text: str) -> Value | None:
    """不合“话、符号、数、单位”次序的几种写法；不是为 ``None``。"""
    if text[-1] == ")" and (noted := _NOTED_DATE.fullmatch(text)):
        value = _deadline(raw, noted[1])
        if isinstance(value, Deadline):
            return replace(value, note=join_notes(value.note, f"括注“{noted[2]}”"))
    if text[0] in "23" and _SHORT_YEAR.match(text):
        return _single(raw, f"20{text}")
    if text[-1] == "前" and (day := _MONTH_DAY.fullmatch(text)):
        return _single(raw, f"{day[1]}月{day[2]}日{day[3]}")
    if "半" in text and (half := _AND_A_HALF.fullmatch(text)):
        return _single(raw, f"{half[1]}{numeral(half[2]) or half[2]}.5{half[3]}{half[4]}")
    if "+" in text and (plus := _PLUS.fullmatch(text)):
        value = _single(raw, f"≥{plus[1]}{plus[2] or plus[3] or ''}")
        return value and replace(value, note=join_notes(value.note, "“+”按“以上”读"))
    if ("¥" in text or "￥" in text) and (money := _YUAN_SIGN.fullmatch(text)):
        return _single(raw, f"{money[1]}{money[2]}{money[3].removesuffix('元') or ''}元")
    return None


def _single(raw: str, text: str) -> Value | None:
    """一个有数或有日期的值；日期先于数。"""
    if not text:
        return None
    if text[-1] == ")" and (remark := _NUMBERED_REMARK.search(text)):
        value = _single(raw, text[: remark.start()])
        if isinstance(value, Measured):
            return replace(value, note=join_notes(value.note, f"括注“{remark[1]}”"))
        return None
    if text[0] not in _SIGNS and (named := _NAMED.fullmatch(text)):
        value = _single(raw, named[2])
        if isinstance(value, Measured):
            return replace(value, note=join_notes(f"数前文字“{named[1]}”", value.note))
    if (unusual := _unusual(raw, text)) is not None:
        return unusual
    if not _DIGIT.search(text):
        return _grade(raw, text) or _undated(raw, text) or _spelt(raw, text)
    if HINT.fullmatch(text):
        return Placeholder(raw=raw, note="模板提示语")
    if text[0] == "每" and UNDATED.fullmatch(text):
        return Deadline(raw=raw, note=text)
    return (
        _deadline(raw, text)
        or _measured(raw, text)
        or _service(raw, text)
        or _range(raw, text)
        or _grade(raw, text)
    )


# ---- 数 ----


def _measured(raw: str, text: str) -> Value | None:
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
    around = about or more or more_after
    return _quantity(raw, before, sign, [_plain(number, scale)], scale, around, rest)


def _range(raw: str, text: str) -> Value | None:
    found = _RANGE.fullmatch(text)
    if found is None:
        return None
    before, sign, first, first_scale, first_rest, second, scale, rest = found.groups()
    if _is_too_long(first) or _is_too_long(second):
        return None
    if len(first) > 2 and first[0] == "0" and first[1] != ".":
        return None  # 0854-8222333 是电话
    if all(re.fullmatch(r"20[0-9]{2}\.[0-9]{1,2}", each) for each in (first, second)):
        return None  # 2024.1-2024.12 是年月
    low, high = _plain(first, first_scale), _plain(second, scale)
    # 1-2万人 的“1”随后面的“万”；5000-1万元 的“5000”已比“1”大，不随。
    if scale and not first_scale and low < _plain(second, ""):
        low = _plain(first, scale)
    if low > high:
        return Unreadable(raw=raw, note="区间的前一个数大于后一个数")
    if first_rest and not rest.startswith(first_rest):
        return None
    return _quantity(raw, before, sign, [low, high], first_scale or scale, "", rest)


def _service(raw: str, text: str) -> Value | None:
    found = _SERVICE.fullmatch(text)
    if found is None:
        return None
    operator = _OPERATORS.get(found[1])
    note = join_notes("每周天数×每天小时数", found[4] and f"数后文字“{found[4]}”")
    return Measured(
        raw=raw, kind=Kind.DURATION, note=note, operator=operator,
        number=Decimal(found[2]), second=Decimal(found[3]), unit="小时", dimension="service_hours",
        approximate=operator is Operator.ABOUT,
    )  # fmt: skip


def _spelt(raw: str, text: str) -> Value | None:
    text = text.translate(_CAPITALS).replace("百分之百", "百分之一百")
    if tenths := _TENTHS.fullmatch(text):
        whole = numeral(tenths[2]) or Decimal(0)
        more = numeral(tenths[3]) if tenths[3] else None
        share = whole * 10 + (more or 0) * (10 if tenths[3] == "半" else 1)
        word = tenths[1] if tenths[1] in BEFORE else ""
        sign = "" if word else tenths[1] or ""
        return _quantity(raw, word, sign, [_tidy(share)], "", "", "%" + tenths[4])
    found = _SPELT.fullmatch(text)
    if found is None:
        return None
    word, sign, percent, spelt, rest = found.groups()
    number = numeral(spelt)
    scale = ""
    if number is None and spelt.endswith("万"):
        number, scale = numeral(spelt[:-1]), "万"
    unit = rest[: -len(after[0])] if (after := _AFTER.search(rest)) else rest
    # 十分满意、一致、一次性：后面不正好是单位的，不是数。
    if number is None or not (percent if not unit else unit in UNITS and not percent):
        return None
    if scale:
        number = _plain(str(number), scale)
    rest = ("‰" if percent.startswith("千") else "%") + rest if percent else rest
    return _quantity(raw, word or "", sign or "", [number], scale, "", rest)


def _quantity(
    raw: str, before: str, sign: str, numbers: Sequence[Decimal], scale: str, around: str, rest: str
) -> Value | None:
    """由拆开的各段拼出一个值；哪一段不合语法就返回 None。"""
    marks = [(sign, sign)] if sign else []
    notes: list[str] = []
    bounds: list[str] = []
    glyph = bool(sign)
    if before and (word := _BEFORE.search(before)) and not _inside_word(before, word):
        marks.append((word[0], BEFORE[word[0]]))
        before = before[: word.start()]
    if before.endswith(("不", "未", "没", "非")) and marks:
        return Unreadable(raw=raw, note="否定的话和比较符号连用，看不出方向")
    if before.endswith(SHORTFALL) and not before.endswith("相差"):
        return None  # 还差20人：不是做到多少
    if around:
        marks.append((around, "≈"))
    unit: Unit | None = UNITS.get(rest)
    within = False
    if rest and unit is None:
        if remark := _REMARK.search(rest):
            bounds.append(remark[1])
            if remark[1] in UNITS and remark.start() == 0:
                rest = remark[1]  # 3（人）
            else:
                if remark[1] not in ("含", "不含"):
                    notes.append(f"括注“{remark[1]}”")
                rest = rest[: remark.start()]
        if after := _AFTER.search(rest):
            within = after[1] == "内"
            marks.append((after[1], AFTER[after[1]]))
            rest = rest[: after.start()]
            if ending := _BOUNDED.search(rest):
                bounds.append(ending[1])
                rest = rest[: ending.start()]
            if _AFTER.search(rest):
                return None
        if rest:
            split = _unit_and_words(rest)
            if split is None:
                return None
            unit, extra = split
            if extra and unit.kind == "duration" and (inner := _WITHIN.match(extra)):
                marks.append((inner[0], AFTER[inner[0]]))
                extra = extra[inner.end() :]
            if extra.startswith(("未", "没", "不", "尚未")):
                return None  # 80%未完成
            if extra:
                notes.append(f"数后文字“{extra}”")
    if within and (unit is None or unit.kind != "duration"):
        return None
    trend = 0
    if before:
        words = before.rstrip(":")
        trend = _trend(words)
        if not _words_may_precede(before, bool(marks), glyph, unit):
            return None
        if words:
            notes.insert(0, f"数前文字“{words}”")
    if unit is not None and unit.kind == "money" and (standard := _standard(before)):
        unit = lookup(f"元/{standard}") or unit
    operator = None
    if marks:
        operator, remark_on_marks = _combine(marks)
        if operator is None:
            return Unreadable(raw=raw, note=remark_on_marks)
        if remark_on_marks:
            notes.append(remark_on_marks)
        operator = _bounded(operator, bounds)
    built = _build(raw, numbers, scale, unit, operator, notes)
    return replace(built, trend=trend) if trend and isinstance(built, Measured) else built


def _bounded(operator: Operator, bounds: list[str]) -> Operator:
    """（不含）去掉本数，（含）算上本数。"""
    if any(each.startswith("不含") for each in bounds):
        return {Operator.AT_LEAST: Operator.ABOVE, Operator.AT_MOST: Operator.BELOW}.get(
            operator, operator
        )
    if any(each.startswith("含") for each in bounds):
        return {Operator.ABOVE: Operator.AT_LEAST, Operator.BELOW: Operator.AT_MOST}.get(
            operator, operator
        )
    return operator


def _inside_word(before: str, word: re.Match[str]) -> bool:
    """“约”“近”“达”是前一个词的一半。"""
    ahead = before[: word.start()]
    return bool(ahead) and ahead[-1] in INSIDE_WORDS.get(word[0], "")


def _trend(words: str) -> int:
    """数前的话最后说的是增长还是下降。"""
    compared = _COMPARED.search(words)
    if words.endswith(FALLING) or (compared and compared[1] in ("低于", "少于", "小于")):
        return -1
    if compared:
        return 1
    return 1 if words.endswith(RISING) else 0


def _standard(before: str) -> str:
    """数前写的“每人每月”一类，写成标准的分母 ``人/月``；不是为 ``""``。"""
    found: list[str] = []
    rest = before.rstrip(":").removeprefix("按").removeprefix("标准为").removesuffix("标准")
    while rest:
        step = next(((unit, word) for word, unit in _PER_WORDS if rest.startswith(word)), None)
        if step is None:
            return ""
        found.append(step[0])
        rest = rest.removeprefix(step[1])
    return "/".join(found)


def _build(
    raw: str,
    numbers: Sequence[Decimal],
    scale: str,
    unit: Unit | None,
    operator: Operator | None,
    notes: list[str],
) -> Value | None:
    number = numbers[0]
    text = unit.text if unit else None
    if unit is None:
        if operator is None and len(numbers) == 1:
            if number == 0:
                return Placeholder(raw=raw, note="只写了0，没有单位", number=Decimal(0))
            if 0 < number < 1:
                notes.append(f"小数没有单位，也可能是丢了百分号的{_print(_tidy(number * 100))}%")
            elif 1900 <= number < 2100 and number % 1:
                notes.append("也可能是年月")
    elif unit.dimension == "months":
        if scale or (text == "年" and 1900 <= number < 2100):
            return Unreadable(raw=raw, note=f"看不出“{text}”是日期还是时长")
        if text == "月":
            if operator is not None and number <= 12:
                notes.append(f"按{_print(number)}个月读，也可能是{_print(number)}月")
            elif operator is None:
                text = "个月"
    elif unit.kind == "money":
        text = "元"
    return Measured(
        raw=raw,
        kind=_KINDS[unit.kind] if unit else Kind.QUANTITY,
        note="；".join(notes) if notes else "",
        operator=operator,
        number=number,
        unit=text,
        dimension=unit.dimension if unit else None,
        approximate=operator is Operator.ABOUT,
        upper=numbers[1] if len(numbers) > 1 else None,
    )


@lru_cache(maxsize=1024)
def _unit_and_words(rest: str) -> tuple[Unit, str] | None:
    """把数后的文字拆成单位与余下的话：个乡镇 → 个 + 乡镇。"""
    if len(rest) > _LONGEST_ASIDE:
        return None
    if unit := lookup(rest):
        longest = next((rest[:size] for size in range(5, 0, -1) if rest[:size] in UNITS), "")
        # 元每人、件、次 已整个认得；人份、台班 差一字多半另是一个词。
        if unit.known or not longest or (len(rest) - len(longest) < 2 and longest not in "个名位"):
            return unit, ""
    for size in range(min(len(rest) - 1, 12), 0, -1):
        head, extra = rest[:size], rest[size:]
        unit = lookup(head)
        if unit and unit.known and unit.text not in ("年", "月", "日"):
            plain = not _STRANGE.search(extra) and re.match(r"[\u4e00-\u9fff(“《:]", extra)
            return (unit, extra) if plain and not re.search("[,;、。/]", extra) else None
    return None


def _words_may_precede(before: str, marked: bool, glyph: bool, unit: Unit | None) -> bool:
    if len(before) > _LONGEST_ASIDE or _STRANGE.search(before) or before[-1] == "第":
        return False
    if before[-1].isascii() and before[-1] not in ":)\"'":
        return False  # G20、A4 一类的代号
    if unit is None and not marked and before[-1] != ":":
        return False
    return (unit is None or unit.known) and (glyph or not _NEGATED.search(before))


def _combine(marks: list[tuple[str, str]]) -> tuple[Operator | None, str]:
    """几处比较符号、比较词合成一个；方向相反返回 (None, 原因)。"""
    if len(marks) == 1:
        return _OPERATORS[marks[0][1]], ""
    listed = "与".join(f"“{word}”" for word, _ in marks)
    firm = [mark for mark in marks if mark[0] not in YIELDING] or marks
    signs = [_OPERATORS[sign] for _, sign in firm]
    if Operator.ABOUT in signs:
        return Operator.ABOUT, f"{listed}并用，按约数读"
    if len({_DIRECTION[sign] for sign in signs}) > 1:
        return None, f"{listed}互相矛盾"
    return signs[0], f"{listed}重复" if len(firm) > 1 else ""


def _is_too_long(number: str) -> bool:
    return len(number.partition(".")[0]) > _LONGEST_NUMBER


def _plain(number: str, scale: str) -> Decimal:
    value = Decimal(number.replace(",", ""))
    if scale:
        value = EXACT.multiply(value, MULTIPLIERS[scale])
    return _tidy(value) if scale or "." in number else value


def _tidy(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize(EXACT)


# ---- 日期 ----


def _deadline(raw: str, text: str) -> Value | None:
    if found := _SERIAL.fullmatch(text):
        sign, year, separator, month, day, packed_month, packed_day, bound = found.groups()
        # 2024.12 可能是小数；带符号的八位数可能是数量。
        if (day or bound or separator != ".") and not (packed_month and sign):
            return _dated(
                raw, int(year), int(month or packed_month), int(day or packed_day or 0) or None,
                "", bound, _OPERATORS.get(sign), "",
            )  # fmt: skip
    if len(text) > _LONGEST_WORDED or not re.search("[年月日号季底末]", text):
        return None
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    head, sign, start, year, month, moon, day, hour, period, bound, tail = found.groups()
    if not (year or month or day or period):
        return None
    if not (year or period or day) and not bound and sign:
        return None  # ≤12月 是时长
    if day and not month and (year or "前" not in bound):
        return None  # 15日内 是时长
    operator = _OPERATORS.get(sign)
    if word := _BEFORE.search(head):
        if operator or not (year or bound or period):
            return None
        operator, head = _OPERATORS[BEFORE[word[0]]], head[: word.start()]
    if tail and not bound and not _ACHIEVED.match(tail):
        return None
    if (words := head + tail) and (_STRANGE.search(words) or _NEGATED.search(words)):
        return None
    notes = []
    if start:
        origin = re.match(rf"{_YEAR}", start)
        if origin and not year:
            year = origin[0]
        if start != year:
            missing = ("月" if month else "年") if start[-1].isdigit() else ""
            notes.append(f"自{start}{missing}起")
    if month and not moon:
        notes.append("脱“月”字")
    later = _NEXT_YEAR.search(head) if not year else None
    if later:
        head = head[: later.start()] + head[later.end() :]
    notes += [f"另有文字“{part}”" for part in (head.rstrip(":"), hour, tail) if part]
    if later and not (month or period):
        return None
    span = "年" if period and period.rstrip("度").endswith("年") and "半" not in period else period
    dated = _dated(
        raw, int(year) if year else None, int(month) if month else None,
        int(day) if day else None, span or "", bound, operator, "；".join(notes),
    )  # fmt: skip
    return replace(dated, next_year=True) if later and isinstance(dated, Deadline) else dated


def _dated(
    raw: str,
    year: int | None,
    month: int | None,
    day: int | None,
    period: str,
    bound: str,
    operator: Operator | None,
    note: str,
) -> Value:
    if day is not None and not 1 <= day <= calendar.monthrange(year or 2000, month or 1)[1]:
        return Unreadable(raw=raw, note=f"没有{month}月{day}日这一天")
    return Deadline(
        raw=raw, year=year, month=month, day=day, period=period, bound=bound, operator=operator,
        note=note,
    )  # fmt: skip


def _undated(raw: str, text: str) -> Value | None:
    if len(text) > _LONGEST_WORDED:
        return None
    if UNDATED.fullmatch(text):
        return Deadline(raw=raw, note=text)
    if not re.search("[年月季]", text):
        return None
    text = _SPELT_YEAR.sub(lambda found: found[0].translate(_SPELT_DIGITS), text)
    text = _SPELT_DAY.sub(lambda found: str(numeral(found[0]) or found[0]), text)
    return _deadline(raw, text)


# ---- 一格多值、文字 ----


def _compound(raw: str, text: str) -> Value | None:
    if len(text) > _LONGEST_WORDED or not _DIGIT.search(text) or _LISTED.match(text):
        return None
    parts = [part for part in _SPLIT.split(text.rstrip("。;,")) if part]
    own = [part for part in parts if not part.startswith(("其中", "包括"))]
    if len(own) == 1 < len(parts) and parts[0] == own[0]:
        single = _single(raw, own[0])
        if isinstance(single, Measured):
            return replace(single, note=join_notes(single.note, *parts[1:]))
    if text[0] in _SIGNS:
        parts = [piece for part in parts for piece in _RESTART.split(part)]
    if len(parts) < 2 or "。" in text[:-1]:
        return None
    values = [_single(part, part) or _describe(part, part) for part in parts]
    for value in values:
        if isinstance(value, Unreadable):
            return Unreadable(raw=raw, note=value.note)
    if not any(isinstance(v, Measured) or (isinstance(v, Deadline) and v.dated) for v in values):
        return None
    return Compound(raw=raw, parts=tuple(values))


def _grade(raw: str, text: str) -> Value | None:
    words = text.rstrip("。;,!")
    if PARTIAL.match(words):
        return Qualitative(raw=raw, level=Attainment.PARTIAL)
    if UNMET.match(words):
        return Qualitative(raw=raw, level=Attainment.UNMET)
    if MET.fullmatch(words):
        return Qualitative(raw=raw, level=Attainment.MET)
    if TRUNCATED.fullmatch(words):
        return Qualitative(raw=raw, note="文字似被截断，可能是“未完成预期指标且效果较差”，未定等级")
    return None


def _describe(raw: str, text: str) -> Value:
    """文字，或者说明为什么读不出。"""
    if HINT.fullmatch(text):
        return Placeholder(raw=raw, note="模板提示语")
    strange = _STRANGE.search(text)
    if strange:
        return Unreadable(raw=raw, note=f"不认识的符号“{strange[0]}”")
    if month := _IMPOSSIBLE_MONTH.search(text):
        return Unreadable(raw=raw, note=f"没有{month[1]}月")
    hanzi = len(_HANZI.findall(text))
    claims = text[0] in _SIGNS or (text[0] in "0123456789+-." and not _LISTED.match(text))
    if _FRACTION.search(text):
        return Unreadable(raw=raw, note="分数、比例没有读，请写成百分数")
    if re.fullmatch(rf"[{_SIGNS}]?[0-9.]+[Ee][+-]?[0-9]+", text):
        return Unreadable(raw=raw, note="科学计数的显示，原来的数已经看不全")
    if hanzi and not (claims and (hanzi < 5 or text[0] in _SIGNS)):
        return Qualitative(raw=raw, note="文字里的数没有读" if _DIGIT.search(text) else "")
    if foreign := _FOREIGN.search(text):
        return Unreadable(raw=raw, note=f"不认识的符号“{foreign[0]}”")
    if not text.strip(_SIGNS):
        return Unreadable(raw=raw, note="只有比较符号，没有数")
    if re.search(f"[{_SIGNS}]{{2}}", text):
        return Unreadable(raw=raw, note="比较符号重叠")
    if re.search(r"[0-9]\.[0-9]+\.[0-9]", text):
        return Unreadable(raw=raw, note="一个数里有两个小数点")
    if re.search("[0-9],[0-9]", text):
        return Unreadable(raw=raw, note="逗号不在千分位上")
    if claims and not _DIGIT.search(text):
        return Unreadable(raw=raw, note="比较符号后面没有数")
    return Unreadable(raw=raw, note="看不出是数、日期还是文字")


# ---- 写回 ----


def show(value: Value) -> str:
    """值的标准写法；``parse(show(v))`` 与 ``v`` 同义（种类、符号、数、单位、日期相同）。

    >>> show(parse("不低于９．８万人")), show(parse("0.2万元/人")), show(parse("2024-12-31前"))
    ('≥98000人', '2000元/人', '2024年12月31日前')
    >>> show(parse("≅4250人，平均2000元/年/人"))
    '≈4250人；2000元/年/人'
    """
    match value:
        case Measured():
            return _show_measured(value)
        case Deadline() if value.dated:
            fields = ((value.year, "年"), (value.month, "月"), (value.day, "日"))
            day = "".join(f"{part}{word}" for part, word in fields if part)
            ahead = "次年" if value.next_year else ""
            return f"{value.operator or ''}{ahead}{day}{value.period}{value.bound}"
        case Deadline():
            return value.note
        case Compound():
            return "；".join(map(show, value.parts))
        case Placeholder():
            return "/" if value.number is None else "0"
        case Qualitative():
            return "".join(fold(value.raw).split())
        case _:
            return value.raw


def _show_measured(value: Measured) -> str:
    number = _print(value.number)
    word = {1: "增长", -1: "下降", 0: ""}[value.trend]
    if value.unit is None and value.operator is None and len(number) == 8:
        number = f"{value.number:,f}"  # 20241231 会被读成日期
    if value.upper is not None:
        number += f"~{_print(value.upper)}"
    if value.second is not None:
        number += f"*{_print(value.second)}"
    return f"{word}{value.operator or ''}{number}{value.unit or ''}"


def _print(number: Decimal) -> str:
    return f"{number:f}"


def join_notes(*notes: str) -> str:
    """把几句说明连成一句，空的不计。"""
    return "；".join(note for note in notes if note)
