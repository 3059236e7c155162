"""PX322 没有花钱，各个指标却都得了满分"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.spending import all_full, unspent
from perfxl.standards.documents import own_convention


@rule(
    id="PX322",
    title="没有花钱，各个指标却都得了满分",
    severity=Severity.WARNING,
    basis=(own_convention("一分钱没有支出而全部完成的，要说明钱从哪里来，或数字是不是照抄的"),),
    message="{name}全年执行数是 {found}，各个指标却都完成、都得满分。",
    hint="请核对 {cells} 的执行数和各行完成值；另有资金来源的，在备注写明。",
)
def nothing_spent_but_met(subject: Subject) -> Iterator[Hit]:
    """有预算而全年执行数为 0，每个指标都得满分。只有成本控制率得满分的由 PX321 报。"""
    spent, fund = unspent(subject), subject.table.annual_total
    if spent is None or fund is None or not fund.budget.number or not all_full(subject):
        return
    yield Hit(
        spent,
        found=spent.number,
        words={"name": fund.name},
        related=[row.indicator.score for row in subject.score.indicators],
    )
