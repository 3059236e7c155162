"""PX433 监控表的已执行数、全年预计与预算数对不上"""

from collections.abc import Iterator
from decimal import Decimal

from perfxl.model.columns import FUND_COLUMNS
from perfxl.model.finding import Severity
from perfxl.model.table import Fund
from perfxl.rules.engine.form_groups import MONITORINGS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.standards.documents import own_convention


@rule(
    id="PX433",
    title="监控表的已执行数、全年预计与预算数对不上",
    severity=Severity.WARNING,
    forms=MONITORINGS,
    basis=(own_convention("已执行数不大于全年预计执行数，全年预计执行数不大于预算数"),),
    message="{name}{column} {found}{unit}，{than}{other} {expected}{unit}。",
    hint="请核对 {cells}；确有追加的，预算数填调整后的。",
)
def expected_spending_off(subject: Subject) -> Iterator[Hit]:
    """已执行数大于预算数、全年预计大于预算数、全年预计小于已执行数；同样的差总额说了不再逐行说。

    小的一边比自己的一部分还小的，由 PX401、PX402、PX426 报。
    """
    told: set[tuple[str, str, Decimal]] = set()
    unit = subject.table.money_unit
    for fund in subject.table.funds:
        for column, than, other in _pairs(fund):
            entry, limit = getattr(fund, column), getattr(fund, other)
            smaller = column if than == "小于" else other
            if entry.number is None or limit.number is None or not fund.is_sound(smaller):
                continue
            gap = entry.number - limit.number
            off = gap < 0 if than == "小于" else gap > 0
            if not off or (column, than, gap) in told:
                continue
            told.add((column, than, gap))
            yield Hit(
                entry,
                found=entry.number,
                expected=limit.number,
                words={
                    "name": fund.name,
                    "column": FUND_COLUMNS[column].label,
                    "than": than,
                    "unit": f" {unit}" if unit else "",
                    "other": FUND_COLUMNS[other].label if other == "executed_to_date" else "预算数",
                },
                related=(limit,),
            )


def _pairs(fund: Fund) -> Iterator[tuple[str, str, str]]:
    """要比的两栏和哪样才不对。"""
    yield "executed_to_date", "大于", fund.budget_column
    yield "expected", "大于", fund.budget_column
    yield "expected", "小于", "executed_to_date"
