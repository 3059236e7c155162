"""PX619 转移支付批复表与项目支出批复表的同一项目不同"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.across.compared_budgets import differing_budget
from perfxl.rules.engine.form_groups import PROJECT_LINES
from perfxl.rules.engine.registry import Hit, across_rule
from perfxl.rules.engine.table_set import TableSet
from perfxl.standards.documents import own_convention


@across_rule(
    id="PX619",
    title="转移支付批复表与项目支出批复表的同一项目不同",
    severity=Severity.WARNING,
    forms=PROJECT_LINES,
    basis=(own_convention("两张批复表里的同一个项目是同一笔预算"),),
    message="“{name}”{column}：转移支付批复表是 {found}，项目支出批复表 {row} 是 {expected}，{gap}。{ground}。",
    hint="请核对 {cells} 和项目支出批复表 {row}；只有一部分转移给下级的，在备注写明。",
)
def transfer_row_differs(tables: TableSet) -> Iterator[Hit]:
    """名称对得上的项目，年初数对年初数，调整后对调整后。空着的不比。"""
    for match in tables.transfer_rows:
        sides = (
            ("年初预算数", match.one.initial, match.other.initial),
            ("调整预算数", match.one.adjusted, match.other.adjusted),
        )
        for column, entry, other in sides:
            name = match.one.name.text
            yield from differing_budget(
                match, entry, other, name=name, column=column, row=other.cell
            )
