"""PX201 指标值为空"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import LISTS, TARGETS
from perfxl.rules.engine.registry import Hit, row_rule
from perfxl.rules.engine.row_subject import RowSubject
from perfxl.rules.facts.unfilled import is_idle, is_target_unfilled
from perfxl.standards.documents import form_layout


@row_rule(
    id="PX201",
    title="指标值为空",
    severity=Severity.ERROR,
    forms=TARGETS | LISTS,
    basis=(form_layout("印着“指标值”一栏"),),
    message="“{level3}”没有填写指标值。",
    hint="请在 {cells} 填写指标值，定量的写成“≥90%”一类。",
)
def target_missing(subject: RowSubject) -> Iterator[Hit]:
    """有指标名而没有指标值，无从比较。调整批复表的一边空着由 PX121 报。"""
    row = subject.indicator
    if is_target_unfilled(row) and not (row.is_execution or is_idle(row)):
        yield Hit(row.target, found=row.target.text, words={"level3": row.level3.text})
