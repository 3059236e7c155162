"""PX360 汇总表一行的等级与得分不符"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.reading.budget_tree import leaves
from perfxl.reading.grades import grade_in
from perfxl.rules.engine.form_groups import EVALUATION_SUMMARIES
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.budget_sums import name_of
from perfxl.standards.documents import evaluation_measures


@rule(
    id="PX360",
    title="汇总表一行的等级与得分不符",
    severity=Severity.ERROR,
    forms=EVALUATION_SUMMARIES,
    basis=(
        evaluation_measures(
            "总分 90 分以上为优，80 分以上不满 90 分为良，60 分以上不满 80 分为中，不满 60 分为差"
        ),
    ),
    message="“{name}”自评得分 {score} 分，等级应为“{expected}”，填的是“{found}”。",
    hint="请在 {cells} 把等级改为“{expected}”，或核对得分。",
)
def summary_grade_off(subject: Subject) -> Iterator[Hit]:
    """得分在 0 到 100 以外的由 PX361 报。"""
    for line in leaves(subject.table):
        score, grade = line.score.number, grade_in(line.grade.text)
        if score is None or not grade or not 0 <= score <= 100:
            continue
        expected = subject.profile.grade_of(score)
        if grade != expected:
            yield Hit(
                line.grade,
                found=line.grade.text,
                expected=expected,
                words={"name": name_of(line), "score": score},
                related=(line.score,),
            )
