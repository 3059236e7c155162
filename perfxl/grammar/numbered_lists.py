"""一格编着号的几条：凭自己就分得开的（1.≥60场；2.≥12期），和照指标值有几条来分的完成值（1.65场⏎2.13期）。"""

from collections.abc import Iterable, Iterator

from perfxl.grammar.glyphs import fold
from perfxl.grammar.patterns import Pattern

# 一条条编了号的：1.≥60场；2.≥12期，各条的号。
_NUMBERS = ("{}.", "{}、", "{})", "({})")
_SIGNS = "①②③④⑤⑥⑦⑧⑨"
_MOST_ITEMS = len(_SIGNS)
_CIRCLED = {ord(sign): f"\n{n})" for n, sign in enumerate(_SIGNS, 1)}
_ITEM = Pattern(r"\(?([0-9]{1,2})[.、)]\s*(.*[^\s.、;,。])[\s;,。]*")


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
    if text[:1] == _SIGNS[0]:
        yield _SIGNS
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


def numbered_items(raw: str, count: int) -> tuple[str, ...]:
    """编着号的 ``count`` 条，号从 1 连着编下来；不是正好这么多条的为空。

    只写“1.65场”看不出 1 是不是编号，对着写的一格也有这么多条，才看得出。

    >>> numbered_items("1.65场\\n2.13期", 2), numbered_items("①65场；②13期", 2)
    (('65场', '13期'), ('65场', '13期'))
    >>> numbered_items("1.5万人\\n2.6万人", 3), numbered_items("1.65场", 2)
    ((), ())
    """
    text = fold(raw.translate(_CIRCLED)).strip()
    lines = [line.strip() for part in text.split("\n") for line in part.split(";") if line.strip()]
    if count < 2 or len(lines) != count:
        return ()
    found = [_ITEM.fullmatch(line) for line in lines]
    if any(each is None or int(each[1]) != n for n, each in enumerate(found, 1)):
        return ()
    return tuple(each[2] for each in found if each is not None)
