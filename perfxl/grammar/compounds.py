"""一格写着几个值：怎样分开，分开读出以后怎样并成一个。"""

from perfxl.grammar.patterns import Pattern
from perfxl.grammar.rewriting import Rewritten
from perfxl.grammar.signs import SIGNS
from perfxl.grammar.values import Compound, Deadline, Measured, Unreadable, Value, join_notes
from perfxl.grammar.words import BEFORE_PATTERN, DIGIT, LISTED, LONGEST_WORDED

_SPLIT = Pattern(
    rf"[;、]|(?<![0-9]),|,(?![0-9])"
    rf"|(?:以及|及|和|与|并|并且|且)(?=(?:[{SIGNS}]|{BEFORE_PATTERN})?[0-9])"
)
_RESTART = Pattern(r"(?<=[^0-9≥≤=><≈])(?=[≥≤=><≈][0-9])")
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
    """
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
    return [part for part in _SPLIT.split(text.rstrip("。;,")) if part]
