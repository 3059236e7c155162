"""PX622 部门整体的基本支出与功能分类表不同"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.model.table import FundRole
from perfxl.rules.across.whole_budgets import SIDES, department_fund, differing, function_total
from perfxl.rules.engine.form_groups import DEPARTMENT_WHOLES, SUBJECT_BUDGETS
from perfxl.rules.engine.registry import Hit, across_rule
from perfxl.rules.engine.table_set import TableSet
from perfxl.standards.documents import own_convention


@across_rule(
    id="PX622",
    title="部门整体的基本支出与功能分类表不同",
    severity=Severity.WARNING,
    forms=DEPARTMENT_WHOLES | SUBJECT_BUDGETS,
    basis=(own_convention("部门整体的基本支出，是功能分类表基本支出的合计"),),
    message="{one}，{column}是 {found}，{other}是 {expected}，{gap}。",
    hint="请核对 {cells} 和{other}，看哪一处没有跟着改。",
)
def basic_expense_differs(tables: TableSet) -> Iterator[Hit]:
    """部门整体的基本支出对功能分类表合计行的基本支出。只差末位的是取整，不报。"""
    for side, column in SIDES:
        for whole in department_fund(tables, FundRole.BASIC_EXPENSE, side):
            for other in tables.beside(whole.table, SUBJECT_BUDGETS):
                yield from differing(whole, function_total(other, "basic", side), column)
