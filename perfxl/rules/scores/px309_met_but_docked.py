"""PX309 做到了却没有给满分"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.standards.documents import evaluation_measures


@rule(
    id="PX309",
    title="做到了却没有给满分",
    severity=Severity.WARNING,
    basis=(evaluation_measures("定量指标完成的得满分"),),
    message="“{level3}”已经做到，应得 {expected} 分，只给了 {found} 分。",
    hint="请核对 {cells}；确要扣分的，在原因栏写明。",
)
def met_but_docked(subject: Subject) -> Iterator[Hit]:
    """完成值达到指标值，得分却低于分值。"""
    for row in subject.score.indicators:
        due, printed = row.judged.score, row.printed
        if printed is None or due is None or not row.judged.is_fixed or due != row.weight:
            continue
        if not row.judged.rule.startswith(("met", "over", "attainment-met")):
            continue
        if 0 <= printed < due:
            yield Hit(
                row.indicator.score,
                found=printed,
                expected=due,
                words={"level3": row.indicator.level3.text},
            )
