"""一格的话怎样读：折叠字形，照下面的次序试。

各种写法各在自己的文件里，只管自己，不回头叫这里：换成通常的写法 ``rewriting``，日期 ``dates``，
数 ``number_forms``，一格几个值 ``compounds``，文字 ``text_values``。
"""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from perfxl.grammar.compounds import joined, pieces, with_asides
from perfxl.grammar.dates import deadline, how_often, remarked_deadline, undated
from perfxl.grammar.glyphs import fold
from perfxl.grammar.number_forms import measured, span, spelt
from perfxl.grammar.numbered_lists import items
from perfxl.grammar.paired_numbers import fraction, mixed, ratio, service
from perfxl.grammar.patterns import Pattern
from perfxl.grammar.rewriting import (
    Rewritten,
    and_a_half,
    bound_again,
    from_to,
    in_period,
    may_be_rewritten,
    month_and_day,
    named,
    numbered_remark,
    other_remark,
    plus,
    short_year,
    sign_first,
    usual,
    without_time,
    wrapped,
    yuan_sign,
)
from perfxl.grammar.standings import none_of, place
from perfxl.grammar.text_values import blank, described, grade, hint
from perfxl.grammar.values import Compound, Deadline, Measured, Unreadable, Value, join_notes
from perfxl.grammar.visible_text import STRUCK
from perfxl.grammar.words import DIGIT

LONGEST = 1000  # 再长就不是一个指标值了
LONGEST_LIST = 200  # 编了号的几条合起来，再长就是一段话了
_FIRST_NUMBERS = ("1", "(", "①")
_GAP = Pattern(r"[0-9.,](\s+)[0-9.,]")


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


# ---- 次序：从上往下试，读出为止 ----

_Rewrite = Callable[[str], Rewritten | None]
_Try = Callable[[str, str], Value | None]


def _cell(raw: str, text: str) -> Value:
    """一格。"""
    text = usual(text)
    if (inner := wrapped(text)) and (value := inner.taken(_one(raw, inner.text))):
        return value  # （30人）
    if value := blank(raw, text) or _one(raw, text):
        return value
    if (main := with_asides(text)) and (value := main.taken(_one(raw, main.text))):
        return value  # 100人，其中女性30人
    if parts := pieces(text):
        each = [_one(part, part) or described(part, part) for part in parts]
        if value := joined(raw, each):
            return value  # 4250人，平均2000元/年
    return described(raw, text)


# 一个值：先看要不要换成通常的写法，换了的从头读；再照有没有数字分两路。
_REWRITES: tuple[_Rewrite, ...] = (
    bound_again,  # 90%以上（不含90%）
    numbered_remark,  # 3个（其中：省级1个）
    other_remark,  # 100人次（线上50人次）
    in_period,  # 1年3次
    named,  # 12345热线办结率≥98%
    short_year,  # 24年12月
    month_and_day,  # 12.31前
    and_a_half,  # 2年半以内
    sign_first,  # ≥每月2次
    from_to,  # 由12%降至8%以下
    plus,  # 300+人
    yuan_sign,  # ￥5,000.00
)
_WITH_DIGITS: tuple[_Try, ...] = (
    remarked_deadline,  # 2024年12月（工程完工）
    hint,  # 指标1：
    how_often,  # 每年2次
    deadline,  # 2024年12月底前
    none_of,  # 0投诉
    place,  # 前3名
    measured,  # ≥9.8万人
    service,  # 7*24小时
    mixed,  # 1天6小时
    ratio,  # 1:15
    fraction,  # ≥2/3
    span,  # 10-15人
    grade,  # 未完成5项
)
_WITHOUT_DIGITS: tuple[_Try, ...] = (
    grade,  # 达成预期指标
    undated,  # 即时办理
    none_of,  # 零投诉
    place,  # 前三名
    fraction,  # 不低于三分之二
    spelt,  # 不少于三次
)


def _one(raw: str, text: str) -> Value | None:
    """一个值；读不出为 ``None``。"""
    if not text:
        return None
    for rewrite in _REWRITES if may_be_rewritten(text) else ():
        if found := rewrite(text):
            value = found.taken(_one(raw, found.text))
            if value or found.final:
                return value
    for attempt in _WITH_DIGITS if DIGIT.search(text) else _WITHOUT_DIGITS:
        if value := attempt(raw, text):
            return value
    return None


# ---- 一格的空白、时刻、句末标点 ----


@lru_cache(maxsize=16384)
def _cached(raw: str) -> Value:
    if len(raw) > LONGEST:
        return Unreadable(raw=raw, note=f"文字过长，超过{LONGEST}字")
    if STRUCK in raw:
        return Unreadable(raw=raw, note="有划掉的字，看不出照哪个算")
    folded = fold(raw)
    dated = without_time(folded)
    value = _spaced(raw, dated)
    if dated is folded:
        return value
    return replace(value, note=join_notes(value.note, "时刻不计"))


def _listed(raw: str, folded: str) -> Value | None:
    """编了号的几条，各是一个值；不是的、没有一条是数和日期的为 ``None``。"""
    if len(folded) > LONGEST_LIST or "。" in folded.rstrip()[:-1]:
        return None  # 一句一句写的一段话
    each = [_spaced(item, item) for item in items(folded)]
    return joined(raw, each) if each else None


def _spaced(raw: str, folded: str) -> Value:
    """空白、句末标点不是值的一部分；数字中间有空白的说一声，是换行的不算读出。"""
    if folded.lstrip()[:1] in _FIRST_NUMBERS and (value := _listed(raw, folded)):
        return value  # 1.≥60场；2.≥12期
    text = "".join(folded.split())
    whole = len(text) == len(folded)
    text = text.rstrip("。;,!") or text
    if whole:
        return _cell(raw, text)
    value = _cell(raw, fold(text))
    if isinstance(value, Measured | Deadline | Compound):
        gaps = _GAP.findall(folded)
        if any("\n" in gap or "\r" in gap for gap in gaps):
            return Unreadable(raw=raw, note="数字被换行隔开，看不出是一个数还是两个")
        if gaps:
            return replace(value, note=join_notes(value.note, "数字间有空格，按连写读"))
    return value
