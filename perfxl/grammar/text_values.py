"""没有数也没有日期的：空着的、模板的提示语、完成等级、别的文字，读不出的说为什么。"""

from perfxl.grammar.patterns import Pattern
from perfxl.grammar.signs import SIGNS
from perfxl.grammar.standings import standing
from perfxl.grammar.values import Attainment, Placeholder, Qualitative, Unreadable, Value
from perfxl.grammar.words import (
    BLANK,
    DIGIT,
    HINT,
    LISTED,
    MET,
    PARTIAL,
    STRANGE,
    TRUNCATED,
    UNMET,
)

# 一看就读不出的，和为什么；{} 是找到的字。
_BROKEN = (
    (STRANGE, "不认识的符号“{}”"),
    (Pattern("(?<![0-9])(1[3-9]|[2-9][0-9]|00?)月[份底末前初0-9]"), "没有{}月"),
    (
        Pattern(
            r"^[^0-9]*[0-9]+[/:][0-9.]+(?:以上|以内|左右|以下)?$"
            r"|[一二三四五六七八九十百]分之[一二三四五六七八九十]"
        ),
        "分数、比例没有读，请写成百分数",
    ),
    (
        Pattern(rf"^[{SIGNS}]?[0-9.]+[Ee][+-]?[0-9]+\Z"),
        "科学计数的显示，原来的数已经看不全",
    ),
)
# 不成文字的，再看是哪里不对。
_NOT_WORDS = (
    (Pattern(r"[^\x21-\x7e\u3400-\u9fff‰℃“”‘’《》【】、。…—·×≥≤≈㎡㎢]"), "不认识的符号“{}”"),
    (Pattern(rf"^[{SIGNS}]+\Z"), "只有比较符号，没有数"),
    (Pattern(rf"[{SIGNS}]{{2}}"), "比较符号重叠"),
    (Pattern(r"[0-9]\.[0-9]+\.[0-9]"), "一个数里有两个小数点"),
    (Pattern("[0-9],[0-9]"), "逗号不在千分位上"),
    (Pattern(rf"^[{SIGNS}+\-.][^0-9]*\Z"), "比较符号后面没有数"),
    (Pattern(""), "看不出是数、日期还是文字"),
)


def blank(raw: str, text: str) -> Value | None:
    """空着的：/、——、无。"""
    return Placeholder(raw=raw) if BLANK.fullmatch(text) else None


def hint(raw: str, text: str) -> Value | None:
    """模板的提示语：指标1：、XXX。"""
    return Placeholder(raw=raw, note="模板提示语") if HINT.fullmatch(text) else None


def grade(raw: str, text: str) -> Value | None:
    """完成等级：达成预期指标、部分达成、未完成。"""
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


def described(raw: str, text: str) -> Value:
    """别的都不是：文字，或者说明为什么读不出。"""
    if found := hint(raw, text):
        return found
    reason = _fault(text, _BROKEN)
    if not reason and (graded := standing(text)):
        return Qualitative(raw=raw, standing=graded)
    if not reason and _is_words(text):
        return Qualitative(raw=raw, note="文字里的数没有读" if DIGIT.search(text) else "")
    return Unreadable(raw=raw, note=reason or _fault(text, _NOT_WORDS))


def _is_words(text: str) -> bool:
    """以汉字为主；以符号、数开头、没有几个字的，是没有写成的数，不是文字。"""
    if text[0] in SIGNS:
        return False
    if text[0] in "0123456789+-." and not LISTED.match(text):
        return sum(map(_is_hanzi, text)) >= 5
    return any(map(_is_hanzi, text))


def _is_hanzi(sign: str) -> bool:
    return "\u3400" <= sign <= "\u9fff"


def _fault(text: str, faults: tuple[tuple[Pattern, str], ...]) -> str:
    """第一处不对，说成一句；没有为 ``""``。"""
    for pattern, reason in faults:
        if found := pattern.search(text):
            return reason.format(found[found.lastindex or 0])
    return ""
