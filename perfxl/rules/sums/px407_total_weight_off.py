"""PX407 总分行的分值不是满分"""

from collections.abc import Iterator

from perfxl.model.due import Due
from perfxl.model.finding import Severity
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.scoring.rounding import plain
from perfxl.standards.documents import form_layout


@rule(
    id="PX407",
    title="总分行的分值不是满分",
    severity=Severity.ERROR,
    basis=(form_layout("总分一行的分值是全表分值合计"),),
    message="总分行分值填 {found} 分，各行{execution}合计 {expected} 分。",
    hint="请在 {cells} 改为 {expected}。",
    needs_every_row=True,
)
def total_weight_off(subject: Subject) -> Iterator[Hit]:
    """各行合计已是满分，总分行却印了别的数。各行合计不是满分的由 PX301 报，合计只加各行的由 PX406 说。"""
    weight = subject.table.total.weight
    if weight.number is None or subject.weight_total != subject.profile.full_score:
        return
    if weight.number == subject.weight_total or subject.sums_rows_only:
        return
    if _sums_its_column(subject):
        yield Hit(
            weight,
            found=weight.number,
            expected=subject.weight_total,
            message=f"总分行分值填 {plain(weight.number)} 分，是这一栏各行的合计，"
            f"没有算{_execution_said(subject).removeprefix('加')}；加上是 {plain(subject.weight_total)} 分。",
            hint="分值一栏合计没有错，不用改；要印全表分值的，在 {cells} 写 {expected}。",
            severity=Severity.INFO,
        )
    else:
        yield Hit(
            weight,
            found=weight.number,
            expected=subject.weight_total,
            words={"execution": _execution_said(subject)},
            due=(
                [Due(weight, subject.weight_total, "总分行的分值")]
                if subject.execution_weight_is_certain
                else ()
            ),
        )


def _sums_its_column(subject: Subject) -> bool:
    """填的正好是这一栏自上而下的合计；执行率的分值不印在这一栏里（印在“得分（10分）”一类的栏名里）。"""
    weight, fund = subject.table.total.weight, subject.table.annual_total
    execution = subject.score.execution.weight
    if fund is None or not execution or weight.number != subject.weight_total - execution:
        return False
    return fund.weight.number is not None and fund.weight.column != weight.column


def _execution_said(subject: Subject) -> str:
    """计进去的预算执行率分值，和它写在哪一格；表上没有写的说是口径里的。"""
    weight = subject.score.execution.weight
    if not weight:
        return ""
    fund = subject.table.annual_total
    printed = fund is not None and fund.weight.number is not None
    where = f"（{fund.weight.cell}）" if fund is not None and printed else "（表上没有写，照口径）"
    return f"加预算执行率 {plain(weight)} 分{where}"
