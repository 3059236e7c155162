"""指标值的一部分（计量单位、比较符号）写了两遍：在同一格里，或在单列的一栏里又有（PX214、PX222 共用）。"""

from typing import NamedTuple

from perfxl.model.due import Due
from perfxl.model.finding import Severity
from perfxl.model.table import Entry
from perfxl.rules.engine.registry import Hit
from perfxl.rules.engine.telling import quoted
from perfxl.rules.values.value_writing import Written


class Part(NamedTuple):
    """指标值的一部分：叫什么、单列时的栏名、该怎样写。"""

    name: str
    column: str
    once: str


UNIT = Part("单位", "度量单位", "只写一个单位")
SIGN = Part("比较符号", "绩效指标性质", "只留一个符号")


def in_one_cell(
    part: Part, each: Written, printed: str, better: str | None, severity: Severity | None = None
) -> Hit:
    """一格里写了两遍；``better`` 是改好的写法。"""
    instead = f"，如“{better}”" if better else ""
    return Hit(
        each.entry,
        found=each.text,
        expected=better,
        severity=severity,
        due=each.due(better),
        message=f"{each.what}{quoted(each.text)}里的{part.name}“{printed}”写了两遍。",
        hint=f"请在 {each.entry.cell} {part.once}{instead}。",
    )


def also_in_column(part: Part, value: Entry, printed: str, column: Entry, number: str) -> Hit:
    """单列的一栏里又写了一遍，``number`` 是去掉以后的指标值。"""
    return Hit(
        value,
        found=value.text,
        expected=number,
        severity=Severity.INFO,
        related=(column,),
        due=(Due(value, number, "指标值"),) if value.stored_as_text else (),
        message=f"指标值{quoted(value.text)}里的{part.name}“{printed}”在“{part.column}”一栏又写了一遍。",
        hint=f"请在 {value.cell} {part.once}，指标值填“{number}”。",
    )


def unlike_column(part: Part, value: Entry, printed: str, column: Entry, other: str) -> Hit:
    """与单列的一栏所写的 ``other`` 不同。"""
    return Hit(
        value,
        found=value.text,
        related=(column,),
        message=f"指标值{quoted(value.text)}里的{part.name}“{printed}”与“{part.column}”一栏的“{other}”不同，"
        "分不清以哪个为准。",
        hint=f"请在 {value.cell} {part.once}。",
    )
