"""一行资金各栏的值：金额、分值、文字，执行率读成百分之几；合成一项资金。"""

from decimal import Decimal
from typing import Any

from perfxl.grammar.amounts import amount, percentage
from perfxl.grammar.glyphs import compact
from perfxl.grammar.nearer import LARGEST_RATIO
from perfxl.model.columns import FUND_COLUMNS, Holds
from perfxl.model.printed_unit import PrintedUnit
from perfxl.model.table import ABSENT, Entry, Fund
from perfxl.reading.region import Region
from perfxl.reading.unit_conflicts import fund_money


def is_amount(entry: Entry) -> bool:
    """写着一个金额：存成数的，或字读得成数的。"""
    return entry.number is not None or (bool(entry.text) and amount(entry.text) is not None)


def fund_value(
    region: Region, row: int, column: int, role: str, unit: str | None, *printed: PrintedUnit | None
) -> Entry:
    """一栏的值；金额照 ``printed`` 里第一处写了的单位读，由近到远：行、栏、资金一块的标题。"""
    holds = FUND_COLUMNS[role].holds
    if holds is Holds.AMOUNT:
        return fund_money(region, row, column, unit, *printed)
    if holds is Holds.POINTS:
        return region.points(row, column)
    entry = region.entry(row, column)
    # 与左边别的栏合并着的，不是原因、备注。
    return ABSENT if holds is Holds.TEXT and entry.column != column else entry


def fund_of_entries(label: Entry, entries: dict[str, Entry], name: str) -> Fund:
    """一行资金：``entries`` 是各栏的格；没有印的执行率照两个数算。"""
    columns: dict[str, Any] = {key: entries.get(key, ABSENT) for key in FUND_COLUMNS}
    fund = Fund(name, label, **columns)
    if not fund.rate.text and not fund.expected_rate.text:
        return fund
    spent = fund.executed if fund.executed.exists else fund.executed_to_date
    budget = fund.budget.shown_amount
    columns["rate"] = read_rate(fund.rate, budget, spent.shown_amount)
    columns["expected_rate"] = read_rate(fund.expected_rate, budget, fund.expected.shown_amount)
    return Fund(name, label, **columns)


def read_rate(entry: Entry, budget: Decimal | None, executed: Decimal | None) -> Entry:
    """执行率以百分数计：``62.83``、``62.83%`` 和 ``0.6283`` 都读作 62.83。

    没有百分号又不大于 1.5 的数（存成文字的也是）可能是比值；与 执行数÷预算数 相合才当比值，没有这两个数可比的
    说不准，不读成数。
    """
    if not entry.text:
        return entry
    number = percentage(entry.text)
    if "%" not in compact(entry.text):
        number = entry.number if entry.number is not None else number
        if number is not None and 0 < number <= LARGEST_RATIO:
            if not budget or executed is None:
                return entry._replace(number=None)
            ratio = executed / budget
            if abs(number - ratio) < abs(number - ratio * 100):
                number *= 100
    return entry._replace(number=number)
