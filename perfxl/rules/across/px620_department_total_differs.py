"""PX620 部门整体的资金总额与收支总表不同"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.model.table import FundRole
from perfxl.rules.across.whole_budgets import SIDES, department_fund, differing, expense_total
from perfxl.rules.engine.form_groups import DEPARTMENT_WHOLES, SUMMARIES
from perfxl.rules.engine.registry import Hit, across_rule
from perfxl.rules.engine.table_set import TableSet
from perfxl.standards.documents import own_convention


@across_rule(
    id="PX620",
    title="部门整体的资金总额与收支总表不同",
    severity=Severity.WARNING,
    forms=DEPARTMENT_WHOLES | SUMMARIES,
    basis=(own_convention("部门整体的资金总额，是部门收支总表的支出总计"),),
    message="{one}，{column}是 {found}，{other}是 {expected}，{gap}。",
    hint="请核对 {cells} 和{other}，看哪一处没有跟着改。",
)
def department_total_differs(tables: TableSet) -> Iterator[Hit]:
    """部门整体的资金总额对收支总表的支出总计。只差末位的是取整，不报。"""
    for side, column in SIDES:
        for whole in department_fund(tables, FundRole.TOTAL, side):
            for other in tables.beside(whole.table, SUMMARIES):
                yield from differing(whole, expense_total(other, side), column)
