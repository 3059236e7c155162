"""PX615 有预算，没有指标"""

from collections.abc import Iterator

from perfxl.matching.indicators import adjusted_sides, initial_sides
from perfxl.model.finding import Severity
from perfxl.rules.across.approved_indicators import is_cancelled
from perfxl.rules.engine.form_groups import ADJUSTMENTS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.standards.documents import own_convention


@rule(
    id="PX615",
    title="有预算，没有指标",
    severity=Severity.WARNING,
    forms=ADJUSTMENTS,
    basis=(own_convention("有预算的项目都要有绩效目标和指标"),),
    message="{side}预算数是 {found} {unit}，{side}的指标值全都空着或写 0。",
    hint="请把{side}的指标、指标值填上，与 {cells} 的预算数相应；项目取消了的，{cells} 也应为 0。",
    needs_every_row=True,
)
def budget_without_targets(subject: Subject) -> Iterator[Hit]:
    """年初、调整后两边各看各的：有预算数而没有一条有效的指标。反过来的由 PX614 报。"""
    table = subject.table
    fund = table.annual_total
    if fund is None or not table.indicators:
        return
    sides = (
        ("年初", fund.initial, initial_sides(table.indicators)),
        ("调整后", fund.adjusted, adjusted_sides(table.indicators)),
    )
    for side, amount, rows in sides:
        if amount.number and all(map(is_cancelled, rows)):
            yield Hit(
                amount,
                found=amount.number,
                words={"side": side, "unit": table.money_unit or ""},
            )
