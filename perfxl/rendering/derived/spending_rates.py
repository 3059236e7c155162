"""监控表里没有写的执行率：两个数都写着的照算。"""

from dataclasses import replace
from decimal import Decimal

from perfxl.model.table import Derived, Entry, Fund, Table

_HUNDRED = Decimal(100)


def with_rates(table: Table) -> Table:
    """有已执行数、全年预计执行数两栏的表，空着的执行率照预算数算好；写着的、缺一个数的不动。"""
    if "expected_rate" not in table.spec.funds:
        return table
    return replace(table, funds=tuple(map(_with_rates, table.funds)))


def _with_rates(fund: Fund) -> Fund:
    return replace(
        fund,
        rate=_rate(fund, fund.rate, fund.executed_to_date, "已执行数 ÷ 全年预算数"),
        expected_rate=_rate(fund, fund.expected_rate, fund.expected, "全年预计执行数 ÷ 全年预算数"),
    )


def _rate(fund: Fund, printed: Entry, spent: Entry, why: str) -> Entry:
    """以百分数计。"""
    budget = fund.budget.number
    blank = not (printed.text or printed.number is not None or printed.uncalculated)
    if not blank or not budget or spent.number is None or fund.budget.is_doubtful:
        return printed
    rate = spent.number / budget * _HUNDRED
    return Entry(number=rate, derived=Derived(why, (spent, fund.budget)))
