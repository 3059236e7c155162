"""PX127 自评结论只有等级"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.reading.grades import grade_in, with_grade
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.unfilled import is_vague
from perfxl.standards.documents import own_convention

# 除了等级、分数，至少还要有这么多字才算写了情况。
_LEAST = 6


@rule(
    id="PX127",
    title="自评结论只有等级",
    severity=Severity.INFO,
    basis=(own_convention("自评结论应写明等级和主要情况"),),
    message="自评结论只写了“{found}”，没有写主要情况。",
    hint="请在 {cells} 补上主要完成情况、问题和下一步打算。",
)
def conclusion_too_thin(subject: Subject) -> Iterator[Hit]:
    """结论只有一个等级词（或再加一个分数）。整格空着的由 PX105 报，没有等级的由 PX120 报。"""
    conclusion = subject.table.conclusion
    if is_vague(conclusion.text) or not grade_in(conclusion.text):
        return
    if "□" in conclusion.text or "☐" in conclusion.text:
        return  # 勾选等级的表样，情况写在别处
    if len(with_grade(conclusion.text, "").strip(" 。，：“”等级次为")) < _LEAST:
        yield Hit(conclusion, found=conclusion.text)
