"""格式把数放大缩小了多少、写了什么单位：``0!.0000`` 把 300000 显示成 30.0000。"""

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from perfxl.grammar.patterns import Pattern
from perfxl.model.number_format.builtin import GENERAL
from perfxl.model.number_format.digits import layout_of
from perfxl.model.number_format.fractions import fraction_parts
from perfxl.model.number_format.sections import Section, Shape, parsed_format
from perfxl.model.number_format.tokens import Kind

_MULTIPLES = {"千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8}
# 千米、千克、百分点里的不是倍数。
_MULTIPLE = Pattern(f"(?:{'|'.join(sorted(_MULTIPLES, key=len, reverse=True))})(?![米克瓦分])")
_NEGATIVE = Pattern(
    r"(?:减少|调减|核减|压减|(?<!增)减|下降|降低|下调|负|[△▽▲▼↓－−-])\s*(?:了|[:：])?\s*[¥￥]?$"
)
_PERCENT = Pattern(r"(-?\d+(?:\.\d+)?)%")


class NumberScale(NamedTuple):
    """显示的数 = 存的数 × 10 的 ``exponent`` 次方；``unit`` 是紧跟在数后的字，没有为 ``""``。"""

    exponent: int
    unit: str


def number_scale(value: Decimal, number_format: str) -> NumberScale | None:
    """这个数显示时乘 10 的几次方，后面写什么单位；显示的不是一个数（日期、只有文字）为 ``None``。

    文字里的小数点（``0!.0``、``0"."0``）也移动小数点。百分号不算单位。

    >>> number_scale(Decimal(300000), "0!.0000"), number_scale(Decimal(30), '0.00"万元"')
    (NumberScale(exponent=-4, unit=''), NumberScale(exponent=0, unit='万元'))
    >>> number_scale(Decimal(300000), "0!.0,"), number_scale(Decimal(300000), "0!.0000,")
    (NumberScale(exponent=-4, unit=''), NumberScale(exponent=-4, unit=''))
    >>> number_scale(Decimal(12345), '[>=10000]0!.0,"万";0'), number_scale(Decimal(5), '[>=10000]0!.0,"万";0')
    (NumberScale(exponent=-4, unit='万'), NumberScale(exponent=0, unit=''))
    >>> number_scale(Decimal(1), "0.00,,"), number_scale(Decimal(1), "0%"), number_scale(Decimal(1), "yyyy")
    (NumberScale(exponent=-6, unit=''), NumberScale(exponent=2, unit=''), None)
    """
    if number_format in (GENERAL, "@"):
        return NumberScale(0, "")
    branch = parsed_format(number_format).branch(value)
    return None if branch is None else section_scale(branch.section)


def says_negative(value: Decimal, number_format: str) -> bool:
    """不是负数，数位前面的字却说是负的：``"减少"0`` 把 50 显示成 减少50。

    >>> says_negative(Decimal(50), '"减少"0'), says_negative(Decimal(50), '0;"减少"0')
    (True, False)
    >>> [says_negative(Decimal(50), code) for code in ("△0", "-0", '"增减"0', "General")]
    [True, True, False, False]
    """
    if value <= 0 or number_format in (GENERAL, "@"):
        return False
    branch = parsed_format(number_format).branch(value)
    return branch is not None and _is_said_negative(branch.section)


@lru_cache(maxsize=1024)
def _is_said_negative(section: Section) -> bool:
    digits = (Kind.DIGIT, Kind.GENERAL, Kind.POINT)
    first = next((i for i, token in enumerate(section.tokens) if token.kind in digits), 0)
    before = "".join(token.text for token in section.tokens[:first]).strip()
    return _NEGATIVE.search(before) is not None


def scale_of_unit(unit: str) -> int:
    """写着的倍数是 10 的几次方：``万元`` 是 4，``百万`` 是 6，没有写是 0。

    >>> [scale_of_unit(unit) for unit in ("万元", "千万元", "亿", "人", "千克", "百分点")]
    [4, 7, 8, 0, 0, 0]
    """
    found = _MULTIPLE.match(unit)
    return _MULTIPLES[found[0]] if found else 0


@lru_cache(maxsize=1024)
def section_scale(section: Section) -> NumberScale | None:
    """一段的缩放，见 ``number_scale``。"""
    if section.shape is Shape.GENERAL:
        places = [i for i, token in enumerate(section.tokens) if token.kind is Kind.GENERAL]
        return NumberScale(0, _words_after(section, places[-1])) if len(places) == 1 else None
    if section.shape is not Shape.NUMBER or fraction_parts(section) is not None:
        return None
    layout = layout_of(section)
    exponent, whole = layout.exponent, layout.whole
    between = [
        index
        for index in range(whole[0] if whole else 0, whole[-1] if whole else 0)
        if section.tokens[index].kind is Kind.LITERAL and section.tokens[index].text.strip()
    ]
    if between:
        if layout.point is not None or [section.tokens[i].text for i in between] != ["."]:
            return None  # 0000"年"00"月" 显示的不是一个数
        exponent -= sum(index > between[0] for index in whole)
    return NumberScale(
        exponent, _words_after(section, max((*whole, *layout.decimals, *layout.powers)))
    )


def _words_after(section: Section, last: int) -> str:
    """末一位数后面的文字。"""
    rest = section.tokens[last + 1 :]
    return "".join(token.text for token in rest if token.kind is Kind.LITERAL).strip()


def percent_as_number(text: str, number_format: str) -> Decimal | None:
    """写着百分号的字换成百分比格式的格里存的数；别的字、别的格式（``0"%"`` 不乘 100）为 ``None``。

    >>> percent_as_number("62.83%", "0.00%"), percent_as_number("62.83", "0.00%")
    (Decimal('0.6283'), None)
    >>> percent_as_number("62.83%", '0.00"%"'), percent_as_number("62.83%", "General")
    (None, None)
    """
    found = _PERCENT.fullmatch(text)
    if found is None or "%" not in number_format:
        return None
    number = Decimal(found[1]) / 100
    scale = number_scale(number, number_format)
    return number if scale is not None and scale.exponent == 2 else None
