"""PX607 年初预算数与批复数不同"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.across.approved_indicators import own_name
from perfxl.rules.across.compared_budgets import differing_budget
from perfxl.rules.engine.form_groups import APPLICATIONS, COMPARED
from perfxl.rules.engine.registry import Hit, across_rule
from perfxl.rules.engine.table_set import TableSet
from perfxl.standards.documents import own_convention


@across_rule(
    id="PX607",
    title="年初预算数与批复数不同",
    severity=Severity.ERROR,
    forms=COMPARED,
    basis=(own_convention("自评表、监控表的年初预算数填批复的预算数"),),
    message="{own}的年初预算数填 {found}，{what}是 {expected}，{gap}。{ground}。",
    hint="请核对 {cells}，年初预算数填批复的数，调整后的填在全年预算数。",
)
def initial_budget_differs(tables: TableSet) -> Iterator[Hit]:
    """有年初批复（目标表、批复清单）的与它比；没有的与调整批复的年初数比。"""
    first = (*tables.evaluated_approvals, *tables.monitored_approvals)
    later = (*tables.evaluated_adjustments, *tables.monitored_adjustments)
    approvals = {id(match.one): match for match in first}
    adjustments = {id(match.one): match for match in later}
    for key in dict.fromkeys([*approvals, *adjustments]):
        match = approvals.get(key) or adjustments[key]
        yield from differing_budget(
            match,
            match.one.initial,
            match.other.initial,
            certain=match.other.table.form not in APPLICATIONS,
            own=own_name(match.one.table),
            what=match.other.table.called,
        )
