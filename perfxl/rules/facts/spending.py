"""钱花了没有、花了多少，和指标的得分（PX321、PX322、PX432、PX434 共用）。"""

from decimal import Decimal

from perfxl.grammar.nothing_said import is_vague
from perfxl.model.score import IndicatorScore
from perfxl.model.table import Entry, Fund, Table
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.unfilled import is_idle
from perfxl.scoring.rounding import half_up


def unspent(subject: Subject) -> Entry | None:
    """全年执行数是 0 的那一格；花了钱的、没有填的为 ``None``。"""
    fund = subject.table.annual_total
    if fund is None or fund.executed.number is None or fund.executed.number != 0:
        return None
    return fund.executed


def unfilled_spending(table: Table) -> tuple[Fund, ...]:
    """全年资金里有预算数而执行数空着的各行：总额，和组成它的各项来源；没有这一栏的不算。

    各项来源只在别处填了花去的钱（总额、另一项，不是 0）时才算：一处也没有填的是还没有填报，说总额就够了。
    """
    whole = table.annual_total
    if whole is None or not whole.executed.exists:
        return ()
    parts = [
        part
        for group in table.fund_groups
        if group.whole == whole and not group.is_partial
        for part in group.parts
    ]
    told = any(each.executed.number for each in (whole, *parts))
    blank = [each for each in parts if told and each.budget.number and _is_blank(each.executed)]
    return (*([whole] if _is_blank(whole.executed) else []), *blank)


def _is_blank(entry: Entry) -> bool:
    unread = entry.uncalculated or entry.is_doubtful or entry.is_hidden_zero
    return entry.exists and entry.number is None and not unread and is_vague(entry.text)


def is_full(row: IndicatorScore) -> bool:
    """得了满分。"""
    return row.printed is not None and row.weight is not None and row.printed >= row.weight > 0


def all_full(subject: Subject) -> bool:
    """每个指标都得满分（预算执行率和不用的行不算）。"""
    rows = [
        row
        for row in subject.score.indicators
        if not (row.indicator.is_execution or row.indicator.shares_points)
        and not is_idle(row.indicator)
    ]
    return len(rows) > 1 and all(map(is_full, rows))


def has_sound_rate(fund: Fund) -> bool:
    """预算数、执行数没有比自己的一部分还小；小的由 PX401、PX426 报，不凭它算执行率。"""
    return fund.is_sound(fund.budget_column, "executed")


def is_plain_execution(fund: Fund) -> bool:
    """预算数、执行数自己没有毛病，执行率照它们算才算数；执行数大于预算数的要先核对（PX405）。"""
    budget, executed = fund.budget.number, fund.executed.number
    return budget is not None and executed is not None and 0 <= executed <= budget


def execution_to_date(fund: Fund) -> Decimal | None:
    """到监控的月份执行了百分之几；预算没有填、是 0，两数说不准的为 ``None``。"""
    budget, spent = fund.rate_amounts(fund.executed_to_date)
    if not budget or spent is None:
        return None
    return half_up(spent / budget * 100)
