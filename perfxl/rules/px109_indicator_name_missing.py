"""PX109 三级指标名称为空"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.registry import TARGETS, Hit, rule
from perfxl.rules.subject import Subject
from perfxl.rules.unfilled import is_vague
from perfxl.standards.documents import form_layout


@rule(
    id="PX109",
    title="三级指标名称为空",
    severity=Severity.ERROR,
    forms=TARGETS,
    basis=(form_layout("每个指标都应写明三级指标名称"),),
    message="这一行有指标值“{target}”，没有写三级指标名称。",
    hint="请在 {cells} 填上三级指标名称。",
)
def indicator_name_missing(subject: Subject) -> Iterator[Hit]:
    """有指标值、完成值或分值，却没有名称的行。"""
    for row in subject.table.indicators:
        if row.level3.exists and is_vague(row.level3.text):
            yield Hit(row.level3, found=row.level3.text, words={"target": row.target.text})
