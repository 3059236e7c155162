"""资金的金额单位：离金额最近的作数；远处另写着别的单位的，记下两处。"""

from collections.abc import Sequence
from dataclasses import replace

from perfxl.grammar.amounts import amount
from perfxl.model.entry import Entry
from perfxl.model.money_units import MONEY_FACTORS
from perfxl.model.printed_unit import PrintedUnit, UnitConflict
from perfxl.model.table import Table
from perfxl.reading.labels import is_fund_group
from perfxl.reading.money_unit import corner_unit, is_unit_line, printed_unit
from perfxl.reading.region import Region


def fund_money(
    region: Region, row: int, column: int, unit: str | None, *printed: PrintedUnit | None
) -> Entry:
    """一格资金金额，折成表的单位 ``unit``；``printed`` 是管着它的各处单位，由近到远，第一处作数。"""
    told = tuple(each for each in printed if each is not None)
    value = region.money(row, column, unit, told[0].unit if told else None)
    if told and value.shown_amount is not None:
        region.printed_units[told] = None
    return value


def written_money(
    region: Region, value: Entry, unit: str | None, block: PrintedUnit | None
) -> Entry | None:
    """与名称（``value.prefix``）同在一格的金额，折法同 ``fund_money``；读不出为 ``None``。"""
    told = tuple(each for each in (printed_unit(value._replace(text=value.prefix)), block) if each)
    own = told[0].unit if told else unit or "元"
    number = amount(value.text, money_unit=own)
    if number is None:
        return None
    if told:
        region.printed_units[told] = None
    if unit is None or own == unit:
        return value._replace(number=number)
    number = number * MONEY_FACTORS[own] / MONEY_FACTORS[unit]
    return value._replace(number=number, column_unit=own)


def block_unit(region: Region, row: int, before: int) -> PrintedUnit | None:
    """一行里 ``before`` 列左边，资金一块的标题（资金情况（万元））写的单位。"""
    heads = (e for e in region.texts(row) if e.column < before and is_fund_group(e.text))
    return next((unit for head in heads if (unit := printed_unit(head)) is not None), None)


def unit_above(region: Region, header_row: int) -> PrintedUnit | None:
    """资金表头那一行、紧挨着的上一行里，资金一块的标题或单独一格写的单位。"""
    rows = (row for row in (header_row, header_row - 1) if row >= region.block.top)
    for entry in (entry for row in rows for entry in region.texts(row)):
        unit = printed_unit(entry)
        if unit is not None and (is_fund_group(entry.text) or is_unit_line(entry.text)):
            return unit
    return None


def is_fund_banner(texts: Sequence[Entry]) -> bool:
    """一行里只有资金一块的标题（二、预算执行情况（10分）），和金额单位。"""
    groups = [entry for entry in texts if is_fund_group(entry.text)]
    return bool(groups) and all(e in groups or is_unit_line(e.text) for e in texts)


def banner_unit(texts: list[Entry]) -> PrintedUnit | None:
    """自成一行的资金标题（资金情况（万元）；资金情况｜单位：万元）写的单位，管下面各行。"""
    if not is_fund_banner(texts):
        return None
    return next((unit for entry in texts if (unit := printed_unit(entry)) is not None), None)


def with_unit_conflicts(table: Table, region: Region) -> Table:
    """记下单位写得不一致的各处；全表的单位也算在内。"""
    found: dict[UnitConflict, None] = {}
    stray = _above_title(table, region) if region.printed_units else []
    for nearest, *others in region.printed_units:
        rows = region.grid.rows_between(table.block.top, nearest.label.row)
        corner = corner_unit(region, rows, table.money_unit)
        for other in [*others, *([corner] if corner is not None else stray)]:
            if other.unit != nearest.unit:
                found[UnitConflict(nearest, other)] = None
    return replace(table, unit_conflicts=tuple(found)) if found else table


def _above_title(table: Table, region: Region) -> list[PrintedUnit]:
    """标题以上单独一格写的单位，也管这张表。"""
    rows = region.grid.rows_between(region.block.top, table.block.top - 1)
    lines = (each for row in rows for each in region.texts(row) if is_unit_line(each.text))
    return [unit for each in lines if (unit := printed_unit(each)) is not None]
