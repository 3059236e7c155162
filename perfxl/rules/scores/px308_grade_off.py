"""PX308 等级与总分不符"""

from collections.abc import Iterator
from decimal import Decimal

from perfxl.model.finding import Severity
from perfxl.reading.grades import listed_grades
from perfxl.rules.engine.form_groups import SCORE_TABLES, SELF_EVALUATIONS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.due_grades import has_settled_total
from perfxl.scoring.written_values import graded_cells
from perfxl.standards.documents import evaluation_measures


@rule(
    id="PX308",
    title="等级与总分不符",
    severity=Severity.ERROR,
    forms=SELF_EVALUATIONS | SCORE_TABLES,
    basis=(
        evaluation_measures(
            "总分 90 分以上为优，80 分以上不满 90 分为良，60 分以上不满 80 分为中，不满 60 分为差"
        ),
    ),
    message="{what} {total} 分，等级应为“{expected}”，填的是“{found}”。",
    hint="请在 {cells} 把等级改为“{expected}”，或核对总分。",
    needs_every_row=True,
)
def grade_off(subject: Subject) -> Iterator[Hit]:
    """结论（或等级格）里的等级与所填总分不符；没有填总分的，与各行得分之和比。

    有等级格的看等级格；等级格不错、结论里的等级与它不同的，由 PX313 报。
    """
    grade = subject.table.grade
    if not grade.text:
        return
    printed = subject.table.total.score.number
    if printed is None and (_is_unknown(subject) or not subject.table.spec.scored):
        return  # 得分一栏没有读到，由 PX116 报；公式没有算过，由 PX902 报；评分表没有总分，由 PX372 报
    total = printed if printed is not None else subject.printed_total
    if total < 0:
        return  # 负的总分由 PX406 报
    expected = subject.profile.grade_of(total)
    listed = listed_grades(subject.table.grade_cell.text)
    if len(listed) > 1 and expected not in listed:
        return  # 供勾选的没有这一档（优秀、良好、合格）：与口径的分档比不了
    if grade.text != expected:
        due = graded_cells(subject.table, expected)
        yield Hit(
            grade,
            found=grade.text,
            expected=expected,
            words={"total": total, "what": "总分" if printed is not None else "各行得分之和"},
            related=(subject.table.total.score,),
            due=due if has_settled_total(subject) else (),
            follows=due,
        )


def _is_unknown(subject: Subject) -> bool:
    """没有读到得分一栏，或总分、有一行得分是没有算过的公式；分值不足满分而资金没有读到的，执行率的得分也不知道。"""
    if not subject.table.has_scores:
        return True
    fund = subject.table.annual_total
    weights = sum((row.weight or 0 for row in subject.score.indicators), Decimal(0))
    if fund is None and weights < subject.profile.full_score:
        return True
    scores = [row.indicator.score for row in subject.score.indicators]
    scores += [subject.table.total.score, *([fund.score] if fund is not None else [])]
    return any(score.uncalculated for score in scores)
