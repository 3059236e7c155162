"""PX313 等级格与结论里的等级不同"""

from collections.abc import Iterator

from perfxl.model.due import Due
from perfxl.model.finding import Severity
from perfxl.reading.grades import grade_in, with_grade
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.standards.documents import own_convention


@rule(
    id="PX313",
    title="等级格与结论里的等级不同",
    severity=Severity.ERROR,
    basis=(own_convention("一张表只有一个等级，等级格与自评结论应一致"),),
    message="等级格写“{expected}”，自评结论写“{found}”。",
    hint="请核对 {cells} 和等级格，改成同一个等级。",
    needs_every_row=True,
)
def grade_words_disagree(subject: Subject) -> Iterator[Hit]:
    """等级格与结论各写了一个等级而不同。等级格与总分不符的由 PX308 报，连结论一起改，这里不再报。"""
    table = subject.table
    own, told = grade_in(table.grade_cell.text), grade_in(table.conclusion.text)
    if not own or not told or own == told:
        return
    total = table.total.score.number
    if total is None and not table.has_scores:
        return
    counted = subject.printed_total if total is None else total
    if counted < 0 or own != subject.profile.grade_of(counted):
        return
    due = [Due(table.conclusion, with_grade(table.conclusion.text, own), "自评结论的等级")]
    yield Hit(
        table.conclusion,
        found=told,
        expected=own,
        related=(table.grade_cell,),
        due=due if total is not None else (),
        follows=due,
    )
