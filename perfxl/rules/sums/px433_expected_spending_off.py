"""PX433 监控表的已执行数、全年预计与预算数对不上"""

from collections.abc import Iterator
from decimal import Decimal

from perfxl.model.finding import Severity
from perfxl.model.table import Entry, Fund
from perfxl.rules.engine.form_groups import MONITORINGS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.standards.documents import form_layout


@rule(
    id="PX433",
    title="监控表的已执行数、全年预计与预算数对不上",
    severity=Severity.WARNING,
    forms=MONITORINGS,
    basis=(form_layout("已执行数不大于全年预计执行数，全年预计执行数不大于预算数"),),
    message="{name}{column} {found}，{than}{other} {expected}。",
    hint="请核对 {cells}；确有追加的，预算数填调整后的。",
)
def expected_spending_off(subject: Subject) -> Iterator[Hit]:
    """已执行数大于预算数、全年预计大于预算数、全年预计小于已执行数；同样的差总额说了不再逐行说。"""
    told: set[tuple[str, Decimal]] = set()
    for fund in subject.table.funds:
        for column, entry, than, other, limit in _pairs(fund):
            if entry.shown_amount is None or limit.shown_amount is None:
                continue
            gap = entry.shown_amount - limit.shown_amount
            off = gap < 0 if than == "小于" else gap > 0
            if not off or (column + than, gap) in told:
                continue
            told.add((column + than, gap))
            yield Hit(
                entry,
                found=entry.shown_amount,
                expected=limit.shown_amount,
                words={"name": fund.name, "column": column, "than": than, "other": other},
                related=(limit,),
            )


def _pairs(fund: Fund) -> Iterator[tuple[str, Entry, str, str, Entry]]:
    yield "已执行数", fund.executed_to_date, "大于", "预算数", fund.budget
    yield "全年预计执行数", fund.expected, "大于", "预算数", fund.budget
    yield "全年预计执行数", fund.expected, "小于", "已执行数", fund.executed_to_date
