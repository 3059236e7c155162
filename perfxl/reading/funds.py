"""资金情况：找到预算数、执行数的表头，读出下面各行。"""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from perfxl.grammar.amounts import percentage
from perfxl.model.table import ABSENT, Entry, Fund
from perfxl.reading.labels import fund_column, fund_name, goal_name
from perfxl.reading.region import Region

_MONEY = ("initial", "adjusted", "executed")


def find_fund_header(region: Region, rows: Iterable[int]) -> tuple[int, dict[str, int]] | None:
    """资金表头所在行和各栏的列；没有时为 ``None``。"""
    for row in rows:
        columns: dict[str, int] = {}
        for entry in region.texts(row):
            role = fund_column(entry.text)
            if role is not None:
                columns.setdefault(role, entry.column)
        if len(columns.keys() & set(_MONEY)) >= 2:
            return row, columns
    return None


def read_funds(
    region: Region, header_row: int, columns: dict[str, int], last_row: int, unit: str | None
) -> tuple[Fund, ...]:
    """表头以下、总体目标以上的资金行。"""
    first_money = min(columns[role] for role in _MONEY if role in columns)
    funds: list[Fund] = []
    for row in range(header_row + 1, last_row + 1):
        label = _label(region, row, first_money)
        if any(goal_name(entry.text) for entry in region.texts(row)):
            break
        entries = {role: _value(region, row, columns, role, unit) for role in columns}
        if not label.text or not any(entries[role].text for role in _MONEY if role in entries):
            continue
        funds.append(_fund(label, entries))
    return tuple(funds)


def _label(region: Region, row: int, first_money: int) -> Entry:
    """金额左边最近的一格名称；左边整块合并的“项目资金（元）”不是名称。"""
    for column in range(first_money - 1, region.block.left - 1, -1):
        entry = region.entry(row, column)
        if entry.text and entry.row == row:
            return entry
    return ABSENT


def _value(region: Region, row: int, columns: dict[str, int], role: str, unit: str | None) -> Entry:
    column = columns[role]
    if role in _MONEY:
        return region.money(row, column, unit)
    if role in ("weight", "score"):
        return region.points(row, column)
    return region.entry(row, column)


def _fund(label: Entry, entries: dict[str, Entry]) -> Fund:
    values = {role: entries.get(role, ABSENT) for role in (*_MONEY, "weight", "rate", "score")}
    fund = Fund(fund_name(label.text), label, **values)
    rate = _rate(fund.rate, fund.budget.number, fund.executed.number)
    return replace(fund, rate=rate)


def _rate(entry: Entry, budget: Decimal | None, executed: Decimal | None) -> Entry:
    """执行率以百分数计：``62.83``、``62.83%`` 和 ``0.6283`` 都读作 62.83。

    没有百分号又不大于 1.5 的数可能是比值；与 执行数÷预算数 相合才当比值。
    """
    if not entry.text:
        return entry
    number = percentage(entry.text)
    if entry.number is not None and "%" not in entry.text:
        number = entry.number
        if budget and executed is not None and number <= Decimal("1.5"):
            ratio = executed / budget
            if abs(number - ratio) < abs(number - ratio * 100):
                number *= 100
    return entry._replace(number=number)
