"""一格写着几个值：怎样分开，分开读出以后怎样并成一个。"""

from collections.abc import Sequence

from perfxl.grammar.patterns import Pattern
from perfxl.grammar.rewriting import Rewritten
from perfxl.grammar.signs import SIGNS
from perfxl.grammar.units import UNITS
from perfxl.grammar.values import Compound, Deadline, Measured, Unreadable, Value, join_notes
from perfxl.grammar.words import BEFORE_PATTERN, DIGIT, LISTED, LONGEST_WORDED

_SPLIT = Pattern(
    rf"[;、]|(?<![0-9]),|,(?![0-9])"
    rf"|(?:以及|及|和|与|并|并且|且)(?=(?:[{SIGNS}]|{BEFORE_PATTERN})?[0-9])"
)
_RESTART = Pattern(r"(?<=[^0-9≥≤=><≈])(?=[≥≤=><≈][0-9])")
# 16+2个、12个+5个：两项，不替人加起来。
_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_ADDED = Pattern(rf"([{SIGNS}]?)({_NUMBER}(?:\+{_NUMBER})+)([^0-9+]*)")
_EACH_ADDED = Pattern(rf"[{SIGNS}]?{_NUMBER}[^0-9+]{{1,6}}(?:\+{_NUMBER}[^0-9+]{{1,6}})+")
# 2024年6月底前完成100公里：时限和数量之间没有点断。
_DATE_FIRST = Pattern(
    r"((?:(?:20[0-9]{2}年(?:[0-9]{1,2}月)?|[0-9]{1,2}月)(?:[0-9]{1,2}[日号])?[底末]?)"
    r"(?:(?:之|以)?前|(?=完成|建成|实现|达到)))([^0-9之以内]{1,12}[0-9].*)"
)
# 3场200人次：两个数连着写，各有各的单位；数的是件数，没有小数（1.65场2.13期 是编了号的）。
_COUNT = r"[0-9][0-9,]*(?:(?:\.[0-9]+)?万)?"
_RUN = Pattern(
    rf"((?:[\u4e00-\u9fff]{{0,8}}?)[{SIGNS}]?{_COUNT})([^0-9{SIGNS}.,]{{1,4}})([{SIGNS}]?{_COUNT})([^0-9]{{1,4}})"
)
_ASIDES = ("其中", "包括")


def with_asides(text: str) -> Rewritten | None:
    """一个值，后面只是说其中有多少：100人，其中女性30人。"""
    if "其中" not in text and "包括" not in text:
        return None
    first, *others = _parts(text) or [""]
    if first.startswith(_ASIDES) or not others:
        return None
    if not all(part.startswith(_ASIDES) for part in others):
        return None
    return Rewritten(first, (Measured,), note=join_notes(*others))


def pieces(text: str) -> list[str]:
    """分开的几个值的文字；只有一个的为空。

    >>> pieces("≥4250人,平均2000元"), pieces("≥3次≥5人"), pieces("1,000人")
    (['≥4250人', '平均2000元'], ['≥3次', '≥5人'], [])
    >>> pieces("16+2个"), pieces("6月底前完成100公里")
    (['16个', '2个'], ['6月底前', '完成100公里'])
    >>> pieces("培训3场200人次"), pieces("3米5厘米")
    (['培训3场', '200人次'], [])
    """
    if "+" in text and (added := _added(text)):
        return added
    if run := _run(text):
        return run
    parts = _parts(text)
    if parts and text[0] in SIGNS:
        parts = [piece for part in parts for piece in _RESTART.split(part)]
    return parts if len(parts) > 1 and "。" not in text[:-1] else []


def joined(raw: str, values: list[Value]) -> Value | None:
    """几个值并成一个：有一个读不出就都读不出；没有数也没有日期的，还是文字，为 ``None``。"""
    for value in values:
        if isinstance(value, Unreadable):
            return Unreadable(raw=raw, note=value.note)
    if any(isinstance(v, Measured) or (isinstance(v, Deadline) and v.dated) for v in values):
        return Compound(raw=raw, parts=tuple(values))
    return None


def _parts(text: str) -> list[str]:
    if len(text) > LONGEST_WORDED or not DIGIT.search(text) or LISTED.match(text):
        return []
    parts = (part for part in _SPLIT.split(text.rstrip("。;,")) if part)
    return [each for part in parts for each in _dated(part)]


def _dated(part: str) -> Sequence[str]:
    """时限后面紧接着数的，分成两个；别的照旧。"""
    found = _DATE_FIRST.fullmatch(part)
    return found.groups() if found else (part,)


def _run(text: str) -> list[str]:
    """没有点断的两个数（3场200人次），数的是两种东西；不是的为空。"""
    found = _RUN.fullmatch(text)
    if found is None:
        return []
    units = [UNITS.get(found[2]), UNITS.get(found[4])]
    counted = {each.dimension for each in units if each is not None and each.kind == "quantity"}
    return [found[1] + found[2], found[3] + found[4]] if len(counted) == 2 else []


def _added(text: str) -> list[str]:
    """加号连着的几项，各带上单位；不是的为空。"""
    if found := _ADDED.fullmatch(text):
        sign, numbers, unit = found.groups()
        return [f"{sign}{number}{unit}" for number in numbers.split("+")]
    return text.split("+") if _EACH_ADDED.fullmatch(text) else []
