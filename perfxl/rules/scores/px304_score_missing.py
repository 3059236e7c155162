"""PX304 得分为空"""

from collections.abc import Iterator

from perfxl.model.due import Due
from perfxl.model.finding import Severity
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.unfilled import is_idle
from perfxl.scoring.rounding import plain
from perfxl.standards.documents import form_layout


@rule(
    id="PX304",
    title="得分为空",
    severity=Severity.ERROR,
    basis=(form_layout("印着“得分”一栏"),),
    message="“{level3}”没有填得分，总分里按 0 分计。",
    hint="请在 {cells} 填上得分；{due}。",
)
def score_missing(subject: Subject) -> Iterator[Hit]:
    """有得分一栏而这一行没有填；算不出应得分的，提示里请评价人核定。"""
    for row in subject.score.indicators:
        score = row.indicator.score
        if score.exists and row.printed is None:
            if is_idle(row.indicator) or subject.is_unreported(row.indicator):
                continue
            due, low, high = row.judged.score, row.judged.low, row.judged.high
            if row.judged.is_fixed and due is not None:
                said = f"按完成值应得 {plain(due)} 分"
            elif due is not None and low is not None and high is not None:
                said = f"由评价人在 {plain(low)}—{plain(high)} 分内给"
            else:
                said = "由评价人核定"
            yield Hit(
                score,
                found=score.text,
                expected=due,
                words={"level3": row.indicator.level3.text, "due": said},
                due=[Due(score, due, "得分")] if due is not None and row.judged.is_fixed else (),
            )
