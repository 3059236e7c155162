"""PX612 项目支出批复表里没有这个项目"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import PROJECT_ADJUSTMENTS, PROJECT_BUDGETS
from perfxl.rules.engine.registry import Hit, across_rule
from perfxl.rules.engine.table_set import TableSet
from perfxl.standards.documents import own_convention


@across_rule(
    id="PX612",
    title="项目支出批复表里没有这个项目",
    severity=Severity.WARNING,
    forms=PROJECT_ADJUSTMENTS | PROJECT_BUDGETS,
    basis=(own_convention("有绩效目标批复的项目，在项目支出批复表里有一行"),),
    message="同一工作簿的项目支出批复表里，没有找到“{found}”这一行。",
    hint="请核对 {cells} 的名称，或在项目支出批复表补上这一行。",
)
def budget_row_missing(tables: TableSet) -> Iterator[Hit]:
    """只看同一工作簿：分开给的文件，缺的可能是没有一起给。名称相近的算找到，由 PX609 提醒。

    预算表里有没读成的行，可能就写在那里，不报。
    """
    matched = {id(match.one) for match in tables.budget_rows}
    for project in tables.adjustments:
        if id(project) in matched:
            continue
        budgets = tables.in_book(project.table.book, PROJECT_BUDGETS)
        if budgets and not any(budget.unread_rows for budget in budgets):
            yield Hit(
                project.name,
                found=project.name.text,
                table=project.table,
                related=(budgets[0].title,),
                related_table=budgets[0],
            )
