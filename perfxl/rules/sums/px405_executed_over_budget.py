"""PX405 执行数大于预算数"""

from collections.abc import Iterator
from decimal import Decimal

from perfxl.model.finding import Severity
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.standards.documents import own_convention


@rule(
    id="PX405",
    title="执行数大于预算数",
    severity=Severity.WARNING,
    basis=(own_convention("全年执行数一般不大于全年预算数"),),
    message="{name}全年执行数 {found}{unit}，大于全年预算数 {expected}{unit}。",
    hint="请核对 {cells}；确有追加的，全年预算数应填调整后的数。",
)
def executed_over_budget(subject: Subject) -> Iterator[Hit]:
    """一行资金的执行数大于调整后预算数；上面的总额已经说了同样多的，不再逐行说。"""
    told: set[Decimal] = set()
    unit = f" {subject.table.money_unit}" if subject.table.money_unit else ""
    for fund in subject.table.funds:
        budget = fund.budget
        if budget.number is None or fund.executed.number is None:
            continue
        if not fund.is_sound(fund.budget_column):
            continue  # 由 PX401、PX402、PX426 报
        over = fund.executed.number - budget.number
        slipped = subject.is_slipped(fund.executed, budget)  # 由 PX231 报
        if over > 0 and over not in told:
            told.add(over)
            if slipped:
                continue
            yield Hit(
                fund.executed,
                found=fund.executed.number,
                expected=budget.number,
                words={"name": fund.name, "unit": unit},
                related=(budget,),
            )
