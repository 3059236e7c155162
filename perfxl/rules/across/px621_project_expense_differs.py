"""PX621 项目支出批复表与功能分类表的项目支出不同"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.across.whole_budgets import SIDES, differing, function_total, general_budget
from perfxl.rules.engine.form_groups import PROJECT_BUDGETS, SUBJECT_BUDGETS
from perfxl.rules.engine.registry import Hit, across_rule
from perfxl.rules.engine.table_set import TableSet
from perfxl.standards.documents import own_convention


@across_rule(
    id="PX621",
    title="项目支出批复表与功能分类表的项目支出不同",
    severity=Severity.WARNING,
    forms=PROJECT_BUDGETS | SUBJECT_BUDGETS,
    basis=(own_convention("功能分类表的项目支出合计，是项目支出批复表里一般公共预算的合计"),),
    message="{one}，{column}是 {found}，{other}是 {expected}，{gap}。",
    hint="请核对 {cells} 和{other}，看哪一处没有跟着改。",
)
def project_expense_differs(tables: TableSet) -> Iterator[Hit]:
    """项目支出批复表的一般公共预算，对一般公共预算功能分类表合计行的项目支出。只差末位的是取整，不报。"""
    for budget in tables.tables:
        if budget.form not in PROJECT_BUDGETS:
            continue
        for function in tables.beside(budget, SUBJECT_BUDGETS):
            for side, column in SIDES:
                yield from differing(
                    general_budget(budget, side),
                    function_total(function, "project", side),
                    column,
                )
