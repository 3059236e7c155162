"""PX611 项目的预算数与项目支出批复表的一行不同"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.model.table import TARGET_FORMS, Form
from perfxl.rules.compared_budgets import differing_budget, ground_of
from perfxl.rules.registry import Hit, across_rule
from perfxl.rules.table_set import TableSet
from perfxl.standards.documents import adjustment_layout


@across_rule(
    id="PX611",
    title="项目的预算数与项目支出批复表的一行不同",
    severity=Severity.ERROR,
    forms=TARGET_FORMS
    | {Form.APPROVAL_LIST, Form.APPROVAL_ADJUSTMENT, Form.SELF_EVALUATION, Form.PROJECT_BUDGET},
    basis=(adjustment_layout("项目绩效目标批复表的资金总额，就是项目支出批复表里这个项目的一行"),),
    message="{column} {found}，项目支出批复表 {row} 为 {expected}，{gap}。{ground}。",
    hint="请核对 {cells} 和项目支出批复表 {row}，两处应是同一个数。",
)
def budget_row_differs(tables: TableSet) -> Iterator[Hit]:
    """年初数对年初数，调整后（全年）数对调整后的数。只差末位的应是取整，只提醒。"""
    for match in tables.budget_rows:
        sides = (
            ("年初预算数", match.one.initial, match.other.initial),
            ("调整后预算数", match.one.adjusted, match.other.adjusted),
        )
        for column, entry, other in sides:
            yield from differing_budget(
                match.one.table,
                entry,
                match.other.table,
                other,
                words={"column": column, "row": other.cell, "ground": ground_of(match)},
                certain=match.is_certain,
            )
