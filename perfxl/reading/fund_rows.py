"""资金表头以下的各行：一行一项，名称在金额的左边。"""

from collections.abc import Sequence
from dataclasses import replace

from perfxl.grammar.nothing_said import is_left_blank
from perfxl.model.columns import FUND_AMOUNTS
from perfxl.model.fund import ANNUAL_TOTAL
from perfxl.model.printed_unit import PrintedUnit
from perfxl.model.table import ABSENT, Entry, Fund, Period
from perfxl.reading.fields import is_label
from perfxl.reading.fund_header import FundHeader
from perfxl.reading.fund_points import with_printed_points
from perfxl.reading.fund_values import fund_of_entries, fund_value, is_amount
from perfxl.reading.fund_words import names_money
from perfxl.reading.inline_amounts import inline_amount
from perfxl.reading.labels import (
    field_name,
    fund_column,
    fund_name,
    goal_name,
    is_fund_group,
    is_fund_name,
    is_score_above,
)
from perfxl.reading.money_unit import printed_unit
from perfxl.reading.region import Region
from perfxl.reading.unit_conflicts import block_unit, unit_above

# 不是金额的各栏：写作一行的行标题时，这一行不是一项资金。
_POINTS = ("rate", "weight", "score")


def read_funds(
    region: Region, header: FundHeader, last_row: int, unit: str | None
) -> tuple[Fund, ...]:
    """表头以下、总体目标以上的资金行。"""
    own = {*header.columns.values(), *header.whole.values()}
    heads = region.texts(header.row)
    region.take(*(e for e in heads if fund_column(e.text) or (header.whole and e.column in own)))
    region.take(*(e for e in heads if is_fund_group(e.text) or _heads_money(e, header)))
    block = unit_above(region, header.row)
    both = (header.columns, header.whole)
    first_money = header.first_money
    funds: list[Fund] = []
    for row in region.grid.rows_between(header.bottom + 1, last_row):
        if any(goal_name(entry.text) for entry in region.texts(row)):
            break
        label = _label(region, row, first_money, header.left)
        own_unit = printed_unit(label)
        block = block_unit(region, row, label.column) or block
        entries, whole = (
            {
                role: fund_value(
                    region, row, column, role, unit, own_unit, header.units.get(role), block
                )
                for role, column in columns.items()
            }
            for columns in both
        )
        if "note" not in entries and "reason" not in entries:
            entries |= _remark_after(region, header, row)
        money = [each[role] for each in (entries, whole) for role in FUND_AMOUNTS if role in each]
        said = any(e.shown_amount is not None or e.uncalculated for e in money)
        if not label.text:
            funds += _named_in_cells(region, row, entries, unit, block)
        if _is_no_fund(label) or (not said and not is_fund_name(label.text)):
            continue
        region.take(label, *entries.values(), *whole.values())
        if label.text:
            name = fund_name(label.text)
            if entries:
                funds.append(fund_of_entries(label, entries, name))
                funds += _sources_across(region, header, row, unit, funds)
            if whole:
                fund = fund_of_entries(label, whole, name)
                funds.append(replace(fund, period=Period.WHOLE))
        elif not funds:
            # 只有一行、没有写名称的，就是总额。
            funds.append(fund_of_entries(Entry("", row, first_money), entries, ANNUAL_TOTAL))
    return with_printed_points(region, header.row, tuple(funds))


def _is_no_fund(label: Entry) -> bool:
    """“执行率｜93.89%”“总分｜99.6”一行不是一项资金。"""
    return fund_column(label.text) in _POINTS or is_score_above(label.text)


def _remark_after(region: Region, header: FundHeader, row: int) -> dict[str, Entry]:
    """金额后面没有栏名的一格话（招标结余）：是这一行的备注；没有的为空。"""
    last = max(*header.columns.values(), *header.whole.values(), 0)
    after = [entry for entry in region.texts(row) if entry.column > last]
    if len(after) != 1:
        return {}
    [remark] = after
    is_label = fund_column(remark.text) or is_fund_name(remark.text) or field_name(remark.text)
    bare = not region.entry(header.row, remark.column).text
    said = not (is_amount(remark) or is_left_blank(remark.text) or remark.text.isdecimal())
    return {"note": remark} if bare and said and not is_label else {}


def _sources_across(
    region: Region, header: FundHeader, row: int, unit: str | None, funds: Sequence[Fund]
) -> list[Fund]:
    """只有总额一行、来源横着分几格的：各来源各一项。"""
    if len(funds) > 1:
        return []
    found: list[Fund] = []
    for head, columns in header.sources:
        entries = {
            role: fund_value(region, row, column, role, unit, printed_unit(head))
            for role, column in columns.items()
        }
        region.take(head, *entries.values())
        found.append(fund_of_entries(head, entries, fund_name(head.text)))
    return found


def _heads_money(entry: Entry, header: FundHeader) -> bool:
    """栏名一行里，金额左边像资金名称的行标题（部门总体资金）：它下面的各行读了。"""
    named = names_money(entry.text)
    return named and entry.column < header.first_money


def label_before(region: Region, head: Entry) -> Entry:
    """一对对的名称和数，第一个名称左边的行标题（项目资金）；没有的为 ``ABSENT``。

    左边是别的栏目和它的值（项目名称｜甲项目）的，第一个名称（``head``）就是。
    """
    left = _label(region, head.row, head.column)
    if not left.exists:
        return ABSENT
    further = _label(region, head.row, left.column)
    if field_name(further.text) is not None or is_label(left.text):
        return head
    named = is_fund_name(left.text) or is_fund_group(left.text) or not further.exists
    return left if named or names_money(left.text) else head


def _named_in_cells(
    region: Region, row: int, entries: dict[str, Entry], unit: str | None, block: PrintedUnit | None
) -> list[Fund]:
    """名称写在各栏金额格里的一行（资金总额：500｜资金总额：420）；不是这样写的、名称不一的为空。"""
    found = {
        role: value
        for role, cell in entries.items()
        if role in FUND_AMOUNTS and (value := inline_amount(region, cell, unit, block)) is not None
    }
    if len({fund_name(each.prefix) for each in found.values()}) != 1:
        return []
    label = next(iter(found.values()))
    region.take(*entries.values())
    return [fund_of_entries(label, entries | found, fund_name(label.prefix))]


def _label(region: Region, row: int, first_money: int, left: int = 0) -> Entry:
    """金额左边最近的一格名称，不到 ``left`` 左边去找；左边整块合并的“项目资金（元）”不是名称。"""
    for column in range(first_money - 1, max(left, region.block.left) - 1, -1):
        entry = region.entry(row, column)
        if entry.text and entry.row == row and not is_amount(entry):
            return entry
    return ABSENT


def fund_of(region: Region, header: FundHeader, label: Entry, name: str, unit: str | None) -> Fund:
    """``label`` 那一行的资金，照表头的各栏。"""
    entries = {
        role: fund_value(region, label.row, column, role, unit, header.units.get(role))
        for role, column in header.columns.items()
    }
    region.take(*entries.values())
    return fund_of_entries(label, entries, name)
