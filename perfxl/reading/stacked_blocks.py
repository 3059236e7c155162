"""上下两块指标（年初与调整后、长期与年度）各读各的；怎样合起来由各种表定。"""

from dataclasses import replace
from typing import NamedTuple

from perfxl.model.table import Entry, Form, Fund
from perfxl.reading.fund_header import find_fund_header
from perfxl.reading.fund_roles import with_roles
from perfxl.reading.funds_in_pairs import read_headed_funds
from perfxl.reading.funds_without_header import read_fund_pairs
from perfxl.reading.goals import find_goals
from perfxl.reading.header import Header
from perfxl.reading.indicator_rows import IndicatorRows
from perfxl.reading.indicator_table import IndicatorTable, read_indicator_table
from perfxl.reading.parts import Part


class BothBlocks(NamedTuple):
    """上面一块连同表头以上的 ``upper``，下面一块的指标 ``lower`` 和它自己的目标、资金。

    下面一块的提示、没有读懂的、总分都已并入 ``upper.rows``。
    """

    upper: IndicatorTable
    lower: IndicatorRows
    lower_heading: tuple[dict[str, Entry], tuple[Fund, ...]]


def read_blocks(form: Form, book: str, part: Part, header: Header) -> BothBlocks:
    """读上下两块；``header`` 是下面一块的表头。"""
    upper = replace(part, region=part.region.rows_to(part.lower_start - 1))
    read = read_indicator_table(form, book, upper)
    year, unit = read.heading.year, read.heading.money_unit
    lower = IndicatorRows(part.region, header, year=year, money_unit=unit)
    lower.read(part.skipped)
    part.passed |= upper.passed | lower.passed
    part.end = lower.end
    part.region.take(lower.total.label, lower.total.weight, lower.total.score)
    rows = read.rows
    rows.hints += lower.hints
    rows.unrecognised += lower.unrecognised
    rows.unread_rows += lower.unread_rows
    rows.end = lower.end
    rows.region = part.region
    rows.totals.total = lower.total
    return BothBlocks(read, lower, _lower_heading(form, part, header, unit))


def _lower_heading(
    form: Form, part: Part, header: Header, unit: str | None
) -> tuple[dict[str, Entry], tuple[Fund, ...]]:
    """下面一块自己的目标和资金。"""
    last = header.top - 1
    rows = part.region.grid.rows_between(part.lower_start, last)
    region = part.region.rows_to(last)
    fund_header = find_fund_header(region, rows)
    if fund_header:
        funds = read_headed_funds(region, fund_header, rows, unit, form.spec)
    else:
        funds = read_fund_pairs(region, rows, unit)
    return find_goals(region, rows).goals, with_roles(region, funds)
