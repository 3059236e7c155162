"""两张表的同一笔钱：单位折成一样再比，取整的零头与真的不同分开（PX6xx 共用）。"""

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from perfxl.grammar.exact_numbers import decimal_places
from perfxl.model.money_units import MONEY_FACTORS
from perfxl.model.table import Entry, Table
from perfxl.rules.facts.printed_rounding import USUAL_DECIMALS
from perfxl.scoring.rounding import grouped

# 整万元的表，差额不到这个比例就是取整。
_TRIFLE = Decimal("0.005")

# 通行的整数单位：元、千元、万元、亿元。
_WHOLE = frozenset(MONEY_FACTORS[unit] for unit in ("元", "千元", "万元", "亿元"))


class Gap(StrEnum):
    """两个数差在哪里。"""

    NONE = "none"
    ROUNDING = "rounding"
    REAL = "real"


class ComparedAmounts(NamedTuple):
    """比的结果；``one``、``other`` 是给人看的金额，都照头一张表的单位，``said`` 是接在消息后面的半句，``difference`` 是元。"""

    gap: Gap
    one: str
    other: str
    said: str
    difference: Decimal


def compare_amounts(
    one: Table, first: Entry, other: Table, second: Entry
) -> ComparedAmounts | None:
    """两个金额；有一边没有数、不知道单位的不比，为 ``None``。

    两边印的小数位够细、只差末位的是取整；单位不同（元与万元）而折算后四舍五入相同的算相等。
    """
    a, b = _in_yuan(one, first), _in_yuan(other, second)
    if a is None or b is None:
        return None
    difference = abs(a - b)
    gap = Gap.NONE
    if difference:  # 多半相等，印到几位不必看
        steps = _step(one, first), _step(other, second)
        gap = _gap(a, b, steps, (one.money_factor, other.money_factor))
    unit = one.money_unit or "元"
    apart = f"差 {grouped(difference / MONEY_FACTORS[unit])} {unit}"
    said = f"{apart}，只差末位，应是取整不同" if gap is Gap.ROUNDING else apart
    return ComparedAmounts(gap, _text(a, unit), _text(b, unit), said, difference)


def _gap(
    a: Decimal, b: Decimal, steps: tuple[Decimal, Decimal], own: tuple[Decimal | None, ...]
) -> Gap:
    """两个不相等的数，各印到 ``steps`` 元，表的单位各合 ``own`` 元，差的是不是取整。"""
    coarse = max(steps)
    # 印的是整元、整万元：差不到半个单位的多半是取整，差得多的（18 万对 17.6 万）也可能是抄错。
    whole = coarse in _WHOLE or coarse in own
    difference = abs(a - b)
    rounded = steps[0] != steps[1] and difference <= coarse / 2
    if rounded and (not whole or difference <= max(a, b) * _TRIFLE):
        return Gap.NONE
    return Gap.ROUNDING if rounded or (not whole and difference <= coarse) else Gap.REAL


def _text(yuan: Decimal, unit: str) -> str:
    """金额折成 ``unit`` 来说，如 ``187.87 万元``。"""
    return f"{grouped(yuan / MONEY_FACTORS[unit])} {unit}"


def _in_yuan(table: Table, entry: Entry) -> Decimal | None:
    """折成元的数；没有数、不知道单位的为 ``None``。"""
    factor = MONEY_FACTORS.get(table.money_unit or "")
    return None if factor is None or entry.number is None else entry.number * factor


def _step(table: Table, entry: Entry) -> Decimal:
    """印出来的一个末位合多少元。整数的元是确数。"""
    own = decimal_places(entry.number) if entry.number is not None else 0
    decimals = max(own, min(table.column_decimals.get(entry, 0), USUAL_DECIMALS))
    return MONEY_FACTORS[table.money_unit or ""].scaleb(-decimals)
