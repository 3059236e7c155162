"""分数的一段：``# ?/?``、``# ??/??``、``?/8``。"""

from decimal import Decimal
from fractions import Fraction
from itertools import takewhile

from perfxl.model.number_format.exact_numbers import EXACT
from perfxl.model.number_format.sections import Section
from perfxl.model.number_format.tokens import Kind, Token

_MOST_DIGITS = 7


def is_fraction(section: Section) -> bool:
    """斜线前后都有数位：是分数，不是写着“次/年”的文字。"""
    slash = _slash(section)
    return slash > 0 and bool(_numerator(section.tokens, slash) and _below(section.tokens, slash))


def write_fraction(section: Section, value: Decimal) -> tuple[str, bool]:
    """写出一个不小于 0 的数；第二项是写出来的是零。"""
    tokens, slash = section.tokens, _slash(section)
    above, below = _numerator(tokens, slash), _below(tokens, slash)
    first, last = slash - len(above), slash + len(below)
    wholes = [i for i, token in enumerate(tokens[:first]) if token.kind is Kind.DIGIT]
    whole = value.to_integral_value("ROUND_FLOOR", context=EXACT) if wholes else Decimal(0)
    part = Fraction(value) - int(whole)
    if below[0] in "123456789":
        under = int("".join(below))
        over = int(part * under + Fraction(1, 2))
    else:
        nearest = part.limit_denominator(10 ** min(len(below), _MOST_DIGITS) - 1)
        over, under = nearest.numerator, nearest.denominator
    units = int(whole)
    if wholes and over == under:
        units, over = units + 1, 0
    shown = [token.text for token in tokens]
    if wholes:
        least = sum(tokens[i].text == "0" for i in wholes)
        text = str(units).rjust(least, "0") if units or least or not over else ""
        for index in wholes:
            shown[index] = ""
        shown[wholes[-1]] = text
    blank = bool(wholes) and over == 0
    shown[first : last + 1] = [_written(over, under, above, below, blank=blank)]
    return "".join(shown), not (units or over)


def _written(over: int, under: int, above: list[str], below: list[str], *, blank: bool) -> str:
    if blank and "0" not in (*above, *below):
        return " " * (len(above) + len(below) + 1)
    top = str(over).rjust(len(above), "0") if "0" in above else str(over)
    if "?" in above:
        top = top.rjust(len(above))
    return f"{top}/{str(under).ljust(len(below)) if '?' in below else under}"


def _slash(section: Section) -> int:
    return next((i for i, token in enumerate(section.tokens) if token.kind is Kind.SLASH), -1)


def _numerator(tokens: tuple[Token, ...], slash: int) -> list[str]:
    before = reversed(tokens[:slash])
    return [token.text for token in takewhile(lambda token: token.kind is Kind.DIGIT, before)][::-1]


def _below(tokens: tuple[Token, ...], slash: int) -> list[str]:
    """分母：0、#、? 各位，或写死的数。"""
    after = tokens[slash + 1 :]
    return [
        token.text
        for token in takewhile(
            lambda token: (
                token.kind is Kind.DIGIT or (token.text.isascii() and token.text.isdigit())
            ),
            after,
        )
    ]
