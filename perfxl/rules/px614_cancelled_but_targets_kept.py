"""PX614 预算调整为 0，指标还留着"""

from collections.abc import Iterator

from perfxl.matching.indicators import adjusted_sides
from perfxl.model.finding import Severity
from perfxl.rules.approved_indicators import is_cancelled
from perfxl.rules.registry import ADJUSTMENTS, Hit, rule
from perfxl.rules.subject import Subject
from perfxl.scoring.rounding import plain
from perfxl.standards.documents import adjustment_layout


@rule(
    id="PX614",
    title="预算调整为 0，指标还留着",
    severity=Severity.WARNING,
    forms=ADJUSTMENTS,
    basis=(adjustment_layout("预算调整后，绩效目标随预算一同调整"),),
    message="调整预算数为 0（年初 {found} {unit}），调整后的指标还有 {kept} 条。",
    hint="请核对 {cells}：项目取消的，调整后的指标也取消；预算转给别处执行、指标仍要做的，在说明里写明。",
)
def cancelled_but_targets_kept(subject: Subject) -> Iterator[Hit]:
    """年初有预算、调整后为 0 的项目，调整后一边还写着指标值。反过来的由 PX615 报。"""
    table = subject.table
    fund = table.total_fund
    if fund is None or fund.adjusted.number != 0 or not fund.initial.number:
        return
    kept = [side for side in adjusted_sides(table.indicators) if not is_cancelled(side.target)]
    if kept:
        yield Hit(
            fund.adjusted,
            found=fund.initial.number,
            expected=plain(fund.adjusted.number),
            words={"kept": len(kept), "unit": table.money_unit or ""},
            related=[side.target for side in kept],
        )
