"""PX608 自评表的全年预算数与调整后的数不同"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.across.compared_budgets import differing_budget
from perfxl.rules.engine.form_groups import PROJECT_ADJUSTMENTS, SELF_EVALUATIONS
from perfxl.rules.engine.registry import Hit, across_rule
from perfxl.rules.engine.table_set import TableSet
from perfxl.standards.documents import own_convention


@across_rule(
    id="PX608",
    title="自评表的全年预算数与调整后的数不同",
    severity=Severity.ERROR,
    forms=PROJECT_ADJUSTMENTS | SELF_EVALUATIONS,
    basis=(own_convention("自评表的全年预算数填调整后的预算数"),),
    message="自评表的全年预算数填 {found}，{what}的调整预算数是 {expected}，{gap}。{ground}。",
    hint="请核对 {cells}，全年预算数填批准调整后的数。",
)
def adjusted_budget_differs(tables: TableSet) -> Iterator[Hit]:
    """与预算调整批复的调整预算数比。与项目支出批复表的一行由 PX611 比。"""
    for match in tables.evaluated_adjustments:
        what = match.other.table.called
        yield from differing_budget(match, match.one.adjusted, match.other.adjusted, what=what)
