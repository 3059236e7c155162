"""PX624 调整批复的年初预算数与年初批复不同"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.across.compared_budgets import differing_budget
from perfxl.rules.engine.form_groups import LISTS, PROJECT_ADJUSTMENTS, TARGET_TABLES
from perfxl.rules.engine.registry import Hit, across_rule
from perfxl.rules.engine.table_set import TableSet
from perfxl.standards.documents import own_convention


@across_rule(
    id="PX624",
    title="调整批复的年初预算数与年初批复不同",
    severity=Severity.ERROR,
    forms=TARGET_TABLES | LISTS | PROJECT_ADJUSTMENTS,
    basis=(own_convention("调整批复表的年初预算数，是年初批复的数"),),
    message="调整批复的年初预算数填 {found}，{what}是 {expected}，{gap}。{ground}。",
    hint="请核对 {cells}，年初预算数照年初批复填。",
)
def adjustment_initial_budget_differs(tables: TableSet) -> Iterator[Hit]:
    """年初一边的资金总额，对年初批复（目标表、批复清单）的预算数。"""
    for match in tables.adjusted_approvals:
        what = match.other.table.called
        yield from differing_budget(match, match.one.initial, match.other.initial, what=what)
