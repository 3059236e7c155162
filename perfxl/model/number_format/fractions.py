"""分数的一段：``# ?/?``、``# ??/??``、``?/8``。"""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import takewhile
from math import floor
from typing import NamedTuple

from perfxl.grammar.exact_numbers import EXACT
from perfxl.model.number_format.digits import right_aligned
from perfxl.model.number_format.sections import Section
from perfxl.model.number_format.tokens import Kind, Token

_MOST_DIGITS = 7
_CLOSE = 5e-8


class FractionParts(NamedTuple):
    """整数、分子、斜线、分母各是第几个记号。"""

    whole: tuple[int, ...]
    above: tuple[int, ...]
    slash: int
    below: tuple[int, ...]


@lru_cache(maxsize=512)
def fraction_parts(section: Section) -> FractionParts | None:
    """斜线前后都有数位的是分数；别的（写着“次/年”的文字）为 ``None``。"""
    tokens = section.tokens
    slash = next((i for i, token in enumerate(tokens) if token.kind is Kind.SLASH), None)
    if slash is None:
        return None
    above = _run(tokens, range(slash - 1, -1, -1), fixed=False)[::-1]
    below = _run(tokens, range(slash + 1, len(tokens)), fixed=True)
    if not above or not below:
        return None
    whole = (i for i in range(above[0]) if tokens[i].kind is Kind.DIGIT)
    return FractionParts(tuple(whole), above, slash, below)


def _run(tokens: tuple[Token, ...], places: Iterable[int], *, fixed: bool) -> tuple[int, ...]:
    """从斜线数起的一串数位，隔着空白也算；分母可以是写死的数。"""
    found: list[int] = []
    for index in places:
        kind, text = tokens[index]
        if kind is Kind.DIGIT or (fixed and text.isascii() and text.isdigit()):
            found.append(index)
        elif found or text.strip():
            break
    return tuple(found)


def write_fraction(section: Section, parts: FractionParts, value: Decimal) -> tuple[str, bool]:
    """写出一个不小于 0 的数；第二项是写出来的是零。"""
    tokens = section.tokens
    under_code = "".join(tokens[index].text for index in parts.below)
    whole = int(value.to_integral_value("ROUND_FLOOR", context=EXACT)) if parts.whole else 0
    if under_code[0] in "123456789":
        under = int("".join(takewhile(str.isdigit, under_code)))
        over = int((Fraction(value) - whole) * under + Fraction(1, 2))
    else:
        over, under = _nearest(float(value), 10 ** min(len(under_code), _MOST_DIGITS) - 1)
        over -= whole * under
    if parts.whole and over == under:
        whole, over = whole + 1, 0
    shown = [token.text for token in tokens]
    if parts.whole:
        digits = str(whole) if whole or not over else ""
        for index, text in right_aligned(tokens, parts.whole, digits).items():
            shown[index] = text
    over_code = "".join(tokens[index].text for index in parts.above)
    if parts.whole and over == 0 and (under_code[0] in "123456789" or "0" not in under_code):
        top, bottom, shown[parts.slash] = " " * len(over_code), " " * len(under_code), " "
    else:
        top = _padded(over, over_code)
        bottom = str(under).ljust(len(under_code)) if "?" in under_code else str(under)
    for run, text in ((parts.above, top), (parts.below, bottom)):
        for index in run:
            shown[index] = ""
        shown[run[0]] = text
    return "".join(shown), not (whole or over)


def _padded(over: int, code: str) -> str:
    if "0" in code:
        return str(over).rjust(len(code), "0")
    return str(over).rjust(len(code)) if "?" in code else str(over)


def _nearest(value: float, largest: int) -> tuple[int, int]:
    """分母不超过 ``largest`` 的连分数渐近值：Excel 这样取，不是最接近的分数。

    >>> _nearest(0.23456789, 9), _nearest(12.3, 9), _nearest(0.5, 99)
    ((1, 4), (37, 3), (1, 2))
    """
    (over, last_over), (under, last_under), rest = (1, 0), (0, 1), value
    while True:
        whole = floor(rest)
        over, last_over = whole * over + last_over, over
        under, last_under = whole * under + last_under, under
        if under > largest:
            return last_over, last_under
        if rest - whole < _CLOSE:
            return over, under
        rest = 1 / (rest - whole)
