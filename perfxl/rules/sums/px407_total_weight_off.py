"""PX407 总分行的分值不是满分"""

from collections.abc import Iterator

from perfxl.model.due import Due
from perfxl.model.finding import Severity
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.standards.documents import form_layout


@rule(
    id="PX407",
    title="总分行的分值不是满分",
    severity=Severity.ERROR,
    basis=(form_layout("总分一行的分值是全表分值合计"),),
    message="总分行分值填 {found} 分，各行合计 {expected} 分。",
    hint="请在 {cells} 改为 {expected}。",
    needs_every_row=True,
)
def total_weight_off(subject: Subject) -> Iterator[Hit]:
    """各行合计已是满分，总分行却印了别的数。各行合计不是满分的由 PX301 报。"""
    weight = subject.table.total.weight
    if weight.number is None or subject.weight_total != subject.profile.full_score:
        return
    if weight.number != subject.weight_total:
        yield Hit(
            weight,
            found=weight.number,
            expected=subject.weight_total,
            due=(
                [Due(weight, subject.weight_total, "总分行的分值")]
                if subject.execution_weight_is_certain
                else ()
            ),
        )
