"""PX308 等级与总分不符"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.registry import Hit, rule
from perfxl.rules.subject import Subject
from perfxl.standards.documents import evaluation_measures


@rule(
    id="PX308",
    title="等级与总分不符",
    severity=Severity.ERROR,
    basis=(
        evaluation_measures(
            "总分 90 分以上为优，80 分以上不满 90 分为良，60 分以上不满 80 分为中，不满 60 分为差"
        ),
    ),
    message="总分 {total} 分，等级应为“{expected}”，填的是“{found}”。",
    hint="请在 {cells} 把等级改为“{expected}”，或核对总分。",
)
def grade_off(subject: Subject) -> Iterator[Hit]:
    """结论（或等级格）里的等级与所填总分不符；没有填总分的，与各行得分之和比。"""
    grade = subject.table.grade
    if not grade.text:
        return
    printed = subject.table.total.score.number
    total = printed if printed is not None else subject.printed_total
    expected = subject.profile.grade_of(total)
    if grade.text != expected:
        yield Hit(
            grade,
            found=grade.text,
            expected=expected,
            words={"total": total},
            related=(subject.table.total.score,),
        )
