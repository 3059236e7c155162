"""一格写着几个值：怎样分开，分开读出以后怎样并成一个。"""

from collections.abc import Iterable, Iterator

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
# 一条条编了号的：1.≥60场；2.≥12期，各条的号。
_NUMBERS = ("{}.", "{}、", "{})", "({})")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨"
_MOST_ITEMS = len(_CIRCLED)
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


def items(text: str) -> list[str]:
    """编了号的一条条（1.≥60场；2.≥12期），不到两条的为空。``text`` 折过字形，换行还在。

    号要从 1 起一个接一个；号接着上一条末尾的数字（1.95 2.5）的，看不出是不是号，不分。

    >>> items("1.≤260万元;\\n2.≤85.6万元"), items("(1)1个(2)≥120份"), items("①及时②≥90%")
    (['≤260万元', '≤85.6万元'], ['1个', '≥120份'], ['及时', '≥90%'])
    >>> items("1.5万元"), items("1.5万元;2.5万元"), items("1、2、3号楼")
    ([], [], [])
    """
    text = text.strip()
    for marks in _marks(text):
        found = _between(text, marks)
        if len(found) > 1 and all(any(sign.isalnum() for sign in each) for each in found):
            return found
    return []


def _marks(text: str) -> Iterator[Iterable[str]]:
    """开头的号是哪一种，那一种从 1 起的各个号。"""
    if text[:1] == _CIRCLED[0]:
        yield _CIRCLED
    elif text[:1] in ("1", "("):
        for shape in _NUMBERS:
            if text.startswith(shape.format(1)):
                yield (shape.format(n) for n in range(1, _MOST_ITEMS + 1))


def _between(text: str, marks: Iterable[str]) -> list[str]:
    """各号之间的字；连着数字的不是号。"""
    starts: list[tuple[int, int]] = []
    for mark in marks:
        place = text.find(mark, starts[-1][1] if starts else 0)
        while place > 0 and text[place - 1].isdigit():
            place = text.find(mark, place + 1)
        if place < 0:
            break
        starts.append((place, place + len(mark)))
    if not starts or _may_be_decimals(text, starts):
        return []
    ends = [place for place, _ in starts[1:]] + [len(text)]
    return [
        text[begin:end].strip(" \t\r\n;,。、") for (_, begin), end in zip(starts, ends, strict=True)
    ]


def _may_be_decimals(text: str, starts: list[tuple[int, int]]) -> bool:
    """每一个号后面都紧接着数字的，可能是小数（1.5万元；2.5万元）、可能是列举（1、2、3号楼）。"""
    plain = [end for _, end in starts if text[end - 1] in ".、"]
    return bool(plain) and all(text[end : end + 1].isdigit() for end in plain)


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
