"""PX233 完成值正好在“<”“>”的界上"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.standards.documents import own_convention

_ON_THE_BOUNDARY = "met-boundary"


@rule(
    id="PX233",
    title="完成值正好在“<”“>”的界上",
    severity=Severity.INFO,
    basis=(own_convention("“<”“>”不含本数；正好等于的按比例算也是满分，照满分算"),),
    message="“{level3}”指标值“{found}”不含本数，完成值“{actual}”正好等于它，严格说没有做到；按比例算是满分。",
    hint="请核对 {cells}：本意是“≤”“≥”的改过来，要严格的在原因栏写明。",
)
def actual_on_the_boundary(subject: Subject) -> Iterator[Hit]:
    """指标值写“<5%”“大于100人”，完成值正好 5%、100 人。"""
    for row in subject.score.indicators:
        if row.judged.rule == _ON_THE_BOUNDARY:
            own = row.indicator
            yield Hit(
                own.target,
                found=own.target.text,
                words={"level3": own.level3.text, "actual": own.actual.text},
                related=(own.actual,),
            )
