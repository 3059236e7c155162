"""PX312 没有做到却给了满分"""

from collections.abc import Iterator

from perfxl.model.due import Due
from perfxl.model.finding import Severity
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.scores.wrong_scores import wrong_scores
from perfxl.standards.documents import evaluation_measures


@rule(
    id="PX312",
    title="没有做到却给了满分",
    severity=Severity.ERROR,
    basis=(evaluation_measures("定量指标完成得满分，未完成按完成值与指标值的比例记分"),),
    message="“{level3}”完成值“{actual}”没有做到“{target}”，给了满分 {found} 分，按口径应得 {expected} 分：{why}。",
    hint="请在 {cells} 改为 {expected}，或核对完成值是否填错。",
)
def missed_but_full(subject: Subject) -> Iterator[Hit]:
    """完成值差于指标值，得分却等于分值。

    差额说得通的（取整、“=”类按比例记分）和给得不对但不是满分的由 PX306 报，分档的由 PX307 报。
    """
    for wrong in wrong_scores(subject):
        if not wrong.is_full_though_missed:
            continue
        indicator = wrong.row.indicator
        yield Hit(
            indicator.score,
            found=wrong.printed,
            expected=wrong.due,
            words={
                "level3": indicator.level3.text,
                "actual": indicator.actual.text,
                "target": indicator.target.text,
                "why": wrong.row.judged.explanation,
            },
            related=(indicator.target, indicator.actual),
            due=[Due(indicator.score, wrong.due, "得分")],
        )
