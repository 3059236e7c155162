"""调整以后还算数的目标：调整批复取调整后的一边，清单一个项目一张，别的照旧。"""

from collections.abc import Iterator
from dataclasses import replace

from perfxl.matching.indicators import is_cancelled
from perfxl.model.fund import ANNUAL_TOTAL, FundDoubt
from perfxl.model.table import Derived, Entry, Fund, FundRole, Indicator, Period, Table


def standing_indicators(table: Table, *, with_execution: bool = False) -> list[Indicator]:
    """还算数的指标；预算执行率行不在内，除非 ``with_execution``（目标表里它就是一条指标）。"""
    return [
        replace(
            row,
            level3=row.level3_adjusted if row.level3_adjusted.text else row.level3,
            target=row.target_adjusted if row.target_adjusted.text else row.target,
            weight=row.weight_adjusted if row.weight_adjusted.number is not None else row.weight,
            level3_adjusted=Entry(),
            target_adjusted=Entry(),
            weight_adjusted=Entry(),
        )
        for row in _after_adjustment(table)
        if with_execution or not row.is_execution
    ]


def _after_adjustment(table: Table) -> list[Indicator]:
    """调整后还在的指标：调整后一边空着的，是取消了的；没有调整后一边的照旧。"""
    gone = {id(row) for row in cancelled_indicators(table)}
    return [row for row in table.indicators if id(row) not in gone]


def _whole_of(fund: Fund) -> Fund:
    """原表没有写总额、``fund`` 一行就是全部的，总额一行。"""
    why = f"没有写资金总额，照{fund.name}一行"
    amounts = (
        entry._replace(derived=Derived(why, (entry,))) if entry.exists else entry
        for entry in (fund.initial, fund.adjusted)
    )
    initial, adjusted = amounts
    name = Entry(ANNUAL_TOTAL)
    return Fund(ANNUAL_TOTAL, name, initial=initial, adjusted=adjusted, role=FundRole.TOTAL)


def cancelled_indicators(table: Table) -> list[Indicator]:
    """调整取消了的指标；没有调整后一边的没有。"""
    after = [bool(row.level3_adjusted.text or row.target_adjusted.text) for row in table.indicators]
    if not any(after):
        return []
    rows = zip(table.indicators, after, strict=True)
    return [row for row, stands in rows if not stands or is_cancelled(row)]


def standing_goal(table: Table) -> Entry:
    """还算数的总体目标；没有写的为空。"""
    return table.goals.get("adjusted") or table.goals.get("expected", Entry())


def annual_funds(table: Table) -> Iterator[Fund]:
    """年度的各行，总额在最前；没有总额的留一行空的，一个来源当作总额读的，另写一行总额。"""
    if not table.funds:
        return
    found = table.annual_total
    own = table.funds_of(Period.YEAR)
    if found is not None and FundDoubt.STANDS_FOR_TOTAL in found.doubts and len(own) > 1:
        whole = _whole_of(found)
        yield whole
        for fund in own:
            doubts = fund.doubts - {FundDoubt.STANDS_FOR_TOTAL}
            yield replace(fund, part_of=whole.label, doubts=doubts)
        return
    total = table.annual_total or Fund(ANNUAL_TOTAL, Entry(ANNUAL_TOTAL), role=FundRole.TOTAL)
    yield total
    yield from (fund for fund in table.funds_of(Period.YEAR) if fund is not total)
