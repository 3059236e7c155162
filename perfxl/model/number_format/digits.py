"""数的一段：数位填进 0、#、? 的位置，中间的文字照样保留；百分号、千位缩放、科学计数。"""

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from perfxl.grammar.exact_numbers import EXACT, round_to
from perfxl.model.number_format.chinese_numerals import digit_by_digit
from perfxl.model.number_format.sections import Section
from perfxl.model.number_format.tokens import Kind, Token

_NOTHING = Token(Kind.LITERAL, "")
_POINT_AS_WORD = Token(Kind.LITERAL, ".")
# 末尾几个逗号、写什么单位，是想除以 10 的几次方。
_WANTED = {(1, "万"): 4, (1, ""): 4, (2, "亿"): 8}
_PADDING = {"0": "0", "?": " ", "#": ""}


class Layout(NamedTuple):
    """一段数位的安排，按记号的序号：整数、小数、指数各位在哪里。

    ``exponent`` 是显示时乘 10 的几次方（百分号加 2，每个缩放的逗号减 3）。换行以后的百分号只管乘 100，
    不显示：``0.00,,`` 换行 ``%`` 是以万元显示两位小数的通行写法，百分号折在第二行，人看不到。
    """

    whole: tuple[int, ...]
    decimals: tuple[int, ...]
    powers: tuple[int, ...]
    point: int | None
    grouped: bool
    exponent: int
    shown: tuple[Token, ...]
    mispointed: bool


class TooLongError(ValueError):
    """写出来太长，没有人会这样写；由调用的人按常规写。"""


@lru_cache(maxsize=1024)
def layout_of(section: Section, *, as_typed: bool = False) -> Layout:
    """认出小数点、千分位与缩放的逗号、指数的位置；``as_typed`` 不管小数点放没放错，照代码写。"""
    typed, exponent = section.tokens, 0
    tokens = typed
    if not as_typed:
        tokens, exponent = _point_among_words(typed)
    slots: dict[str, list[int]] = {"whole": [], "decimals": [], "powers": []}
    part, point, grouped, broken = "whole", None, False, False
    shown = list(tokens)
    for index, token in enumerate(tokens):
        broken = broken or "\n" in token.text
        if token.kind is Kind.DIGIT:
            slots[part].append(index)
        elif token.kind is Kind.POINT and part == "whole":
            part, point = "decimals", index
        elif token.kind is Kind.EXPONENT and part != "powers":
            part = "powers"
        elif token.kind is Kind.PERCENT:
            exponent += 2
            if broken:
                shown[index] = _NOTHING
        elif token.kind is Kind.COMMA and part != "powers":
            follows, precedes = _neighbours(tokens, index)
            if follows:
                grouped = grouped or (precedes and part == "whole")
                exponent -= 0 if precedes else 3
                shown[index] = _NOTHING
    return Layout(
        whole=tuple(slots["whole"]),
        decimals=tuple(slots["decimals"]),
        powers=tuple(slots["powers"]),
        point=point,
        grouped=grouped,
        exponent=exponent,
        shown=tuple(shown),
        mispointed=tokens is not typed,
    )


def _point_among_words(tokens: tuple[Token, ...]) -> tuple[tuple[Token, ...], int]:
    """``0!.00,"万元"``：想写成万元、小数位却不是一位的，按万元写；要补的 10 的几次方。

    Excel 里 ``!.`` 只是一个字：``0!.0,`` 碰巧是万分之一，``0!.00,`` 就成了十万分之一，130000 元显示
    1.30万元。格式写错了位数，钱没有错：照存的数写 13.00万元，不照它再错一个零；见 ``misleading``。
    """
    points = [i for i, token in enumerate(tokens) if token == _POINT_AS_WORD]
    digits = [i for i, token in enumerate(tokens) if token.kind is Kind.DIGIT]
    kinds = {token.kind for token in tokens}
    if len(points) != 1 or not digits or kinds & {Kind.POINT, Kind.EXPONENT, Kind.PERCENT}:
        return tokens, 0
    point, last = points[0], digits[-1]
    commas = sum(token.kind is Kind.COMMA for token in tokens[last:])
    places = sum(index > point for index in digits)
    unit = "".join(token.text for token in tokens[last + 1 :] if token.kind is Kind.LITERAL).strip()
    wanted = _WANTED.get((commas, unit[:1]), 0)
    if not digits[0] < point < last or not wanted or wanted == 3 * commas + places:
        return tokens, 0
    pointed = (*tokens[:point], Token(Kind.POINT, "."), *tokens[point + 1 :])
    return pointed, 3 * commas - wanted


def _neighbours(tokens: Sequence[Token], index: int) -> tuple[bool, bool]:
    """一串逗号的前面、后面紧挨着数位没有。"""
    before = after = index
    while before >= 0 and tokens[before].kind is Kind.COMMA:
        before -= 1
    while after < len(tokens) and tokens[after].kind is Kind.COMMA:
        after += 1
    follows = before >= 0 and tokens[before].kind is Kind.DIGIT
    precedes = after < len(tokens) and tokens[after].kind is Kind.DIGIT
    return follows, precedes


def without_groups(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """去掉千分位的逗号，缩放的逗号留着。"""
    return tuple(
        token
        for index, token in enumerate(tokens)
        if token.kind is not Kind.COMMA or not all(_neighbours(tokens, index))
    )


def write_digits(section: Section, value: Decimal, *, as_typed: bool = False) -> tuple[str, bool]:
    """写出一个不小于 0 的数；第二项是写出来的各位全是零。太长的抛 ``TooLongError``。"""
    layout = layout_of(section, as_typed=as_typed)
    value = value.scaleb(layout.exponent, EXACT)
    powers: dict[int, str] = {}
    if layout.powers:
        value, power = _mantissa(value, max(len(layout.whole), 1), len(layout.decimals))
        powers = right_aligned(section.tokens, layout.powers, str(abs(power)))
        sign = next(i for i, token in enumerate(section.tokens) if token.kind is Kind.EXPONENT)
        powers[sign] = "E" + ("-" if power < 0 else section.tokens[sign].text[1].strip("-"))
    rounded = round_to(value, len(layout.decimals))
    if rounded.is_nan():
        raise TooLongError
    digits, _, decimals = format(rounded, "f").partition(".")
    if not layout.powers:
        digits = digits.lstrip("0")
    elif not rounded:
        digits = "0" * len(layout.whole)  # 科学计数写 0，各位都写
    filled = powers | _whole(section.tokens, layout, digits)
    filled |= _decimals(section.tokens, layout, decimals.rstrip("0"))
    shown = [filled.get(index, token.text) for index, token in enumerate(layout.shown)]
    if section.numerals:
        slots = {*layout.whole, *layout.decimals, *powers}
        shown = [
            digit_by_digit(text, section.numerals) if index in slots else text
            for index, text in enumerate(shown)
        ]
    return "".join(shown), not rounded


def _mantissa(value: Decimal, width: int, places: int) -> tuple[Decimal, int]:
    """科学计数的尾数和指数；指数是整数位数的倍数。"""
    if not value:
        return value, 0
    power = value.adjusted() // width * width
    mantissa = round_to(value.scaleb(-power, EXACT), places)
    if mantissa.adjusted() >= width:
        power += width
        mantissa = round_to(value.scaleb(-power, EXACT), places)
    return mantissa, power


def _whole(tokens: Sequence[Token], layout: Layout, digits: str) -> dict[int, str]:
    if not layout.whole:
        # 没有整数位的（.00），整数写在小数点前。
        return {layout.point: digits + "."} if layout.point is not None else {}
    return right_aligned(tokens, layout.whole, digits, grouped=layout.grouped)


def right_aligned(
    tokens: Sequence[Token], slots: tuple[int, ...], digits: str, *, grouped: bool = False
) -> dict[int, str]:
    """个位对末位；多出来的都写在第一位，不够的照 0、#、? 补。"""
    filled: dict[int, str] = {}
    places = max(len(slots), len(digits))
    for place in range(places - 1, -1, -1):
        slot = slots[max(len(slots) - 1 - place, 0)]
        sign = tokens[slot].text
        text = digits[-1 - place] if place < len(digits) else _PADDING[sign]
        if grouped and text and place and place % 3 == 0:
            text += " " if text == " " else ","
        filled[slot] = filled.get(slot, "") + text
    return filled


def _decimals(tokens: Sequence[Token], layout: Layout, digits: str) -> dict[int, str]:
    return {
        slot: digits[place] if place < len(digits) else _PADDING[tokens[slot].text]
        for place, slot in enumerate(layout.decimals)
    }
