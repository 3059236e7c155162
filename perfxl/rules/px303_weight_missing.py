"""PX303 分值为空"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.registry import Hit, rule
from perfxl.rules.subject import Subject, is_idle
from perfxl.standards.documents import form_layout


@rule(
    id="PX303",
    title="分值为空",
    severity=Severity.ERROR,
    basis=(form_layout("每个三级指标都应有分值"),),
    message="“{level3}”没有分值，不能计分。",
    hint="请在 {cells} 填上分值，使全表合计为 {full} 分。",
)
def weight_missing(subject: Subject) -> Iterator[Hit]:
    """有分值一栏而这一行没有填。整张表没有分值栏的不报。"""
    for row in subject.table.indicators:
        weight = row.weight
        if weight.exists and weight.number is None and not weight.uncalculated and not is_idle(row):
            words = {"level3": row.level3.text, "full": subject.profile.full_score}
            yield Hit(weight, found=weight.text, words=words)
