"""值 → 标准写法。"""

from dataclasses import replace
from decimal import Decimal

from perfxl.grammar.glyphs import fold
from perfxl.grammar.parsing import parse
from perfxl.grammar.values import (
    NOTHING,
    RANKS,
    RATIO,
    SHARE,
    Compound,
    Deadline,
    Measured,
    Operator,
    Placeholder,
    Qualitative,
    Value,
)


def show(value: Value) -> str:
    """值的标准写法；``parse(show(v))`` 与 ``v`` 同义（种类、符号、数、单位、日期相同）。

    >>> from perfxl.grammar import parse
    >>> show(parse("不低于９．８万人")), show(parse("0.2万元/人")), show(parse("2024-12-31前"))
    ('≥98000人', '2000元/人', '2024年12月31日前')
    >>> show(parse("≅4250人，平均2000元/年/人"))
    '≈4250人；2000元/年/人'
    """
    shown = _shown(value)
    # 写得古怪的（2024年至12月），换个写法偶尔会读成别的，照原文。
    return shown if shown == value.raw or _same(parse(shown), value) else value.raw


def _shown(value: Value) -> str:
    match value:
        case Measured():
            return _measured(value)
        case Deadline() if value.dated:
            fields = ((value.year, "年"), (value.month, "月"), (value.day, "日"))
            day = "".join(f"{part}{word}" for part, word in fields if part)
            ahead = "次年" if value.next_year else ""
            return f"{value.operator or ''}{ahead}{day}{value.period}{value.bound}"
        case Deadline():
            return value.note
        case Compound():
            return "；".join(map(show, value.parts))
        case Placeholder():
            return "/" if value.number is None else "0"
        case Qualitative():
            return "".join(fold(value.raw).split())
        case _:
            return value.raw


def _same(one: Value, other: Value) -> bool:
    """除原文、说明以外都一样。"""
    if isinstance(one, Compound) and isinstance(other, Compound):
        if len(one.parts) != len(other.parts):
            return False
        return all(map(_same, one.parts, other.parts))
    return replace(one, raw="", note="") == replace(other, raw="", note="")


def _measured(value: Measured) -> str:
    number = _written(value.number)
    if value.dimension == NOTHING:
        return "".join(fold(value.raw).split())
    if value.dimension in RANKS:
        if value.operator is Operator.AT_MOST:
            return f"排名前{number}{value.unit}"
        return f"{value.operator or ''}第{number}{value.unit}"
    word = {1: "增长", -1: "下降", 0: ""}[value.trend]
    if value.unit is None and value.operator is None and len(number) == 8:
        number = f"{value.number:,f}"  # 20241231 会被读成日期
    if value.upper is not None:
        number += f"~{_written(value.upper)}"
    if value.second is not None:
        joiner = {RATIO: ":", SHARE: "/"}.get(value.dimension or "", "*")
        number += f"{joiner}{_written(value.second)}"
    return f"{word}{value.operator or ''}{number}{value.unit or ''}"


def _written(number: Decimal) -> str:
    return f"{number:f}"
