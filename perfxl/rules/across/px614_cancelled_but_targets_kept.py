"""PX614 预算为 0，指标还留着"""

from collections.abc import Iterator

from perfxl.matching.indicators import adjusted_sides, initial_sides
from perfxl.model.finding import Severity
from perfxl.rules.across.approved_indicators import is_cancelled
from perfxl.rules.engine.form_groups import ADJUSTMENTS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.standards.documents import own_convention


@rule(
    id="PX614",
    title="预算为 0，指标还留着",
    severity=Severity.WARNING,
    forms=ADJUSTMENTS,
    basis=(own_convention("预算调整后，绩效目标随预算一同调整"),),
    message="{side}预算数为 0，{side}的指标还留着 {kept} 条（{other}预算数是 {found} {unit}）。",
    hint="请核对 {cells}：确实没有预算的，把{side}的指标删去；预算转给别处执行、指标仍要做的，在说明一栏写明。",
)
def cancelled_but_targets_kept(subject: Subject) -> Iterator[Hit]:
    """预算调整为 0、调整后的指标还在；或年初没有预算、年初一边却有指标。反过来的由 PX615 报。"""
    table = subject.table
    fund = table.annual_total
    if fund is None:
        return
    sides = (
        ("调整后", fund.adjusted, fund.initial, adjusted_sides(table.indicators)),
        ("年初", fund.initial, fund.adjusted, initial_sides(table.indicators)),
    )
    for side, amount, other, rows in sides:
        kept = [each for each in rows if not (is_cancelled(each) or each.target.uncalculated)]
        if amount.number == 0 and other.number and kept:
            yield Hit(
                amount,
                found=other.number,
                expected="0",
                words={
                    "side": side,
                    "other": "年初" if side == "调整后" else "调整后",
                    "kept": len(kept),
                    "unit": table.money_unit or "",
                },
                related=[each.target for each in kept],
            )
