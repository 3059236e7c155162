"""PX105 自评结论为空"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.due_grades import blank_grade_due
from perfxl.rules.facts.unfilled import is_vague
from perfxl.standards.documents import form_layout


@rule(
    id="PX105",
    title="自评结论为空",
    severity=Severity.WARNING,
    basis=(form_layout("表尾印着“自评结论”一栏"),),
    message="自评结论没有填写。",
    hint="请在 {cells} 写明等级（优、良、中、差）和主要情况。",
)
def conclusion_missing(subject: Subject) -> Iterator[Hit]:
    """表里有自评结论一栏而没有填；没有这一栏的表不报。等级写在结论里的，总分定了就先写上等级。"""
    conclusion = subject.table.conclusion
    if conclusion.exists and is_vague(conclusion.text):
        own = [due for due in blank_grade_due(subject) if due.entry.place == conclusion.place]
        yield Hit(conclusion, due=own)
