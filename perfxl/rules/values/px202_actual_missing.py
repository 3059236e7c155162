"""PX202 实际完成值为空"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.unfilled import is_actual_unfilled, is_idle
from perfxl.standards.documents import form_layout


@rule(
    id="PX202",
    title="实际完成值为空",
    severity=Severity.ERROR,
    basis=(form_layout("印着“实际完成值”一栏"),),
    message="“{level3}”没有填写实际完成值。",
    hint="请在 {cells} 填写实际完成值，单位与指标值“{target}”一致。",
)
def actual_missing(subject: Subject) -> Iterator[Hit]:
    """没有完成值，得分没有依据。"""
    for row in subject.table.indicators:
        if subject.is_unreported(row):
            continue  # 由 PX131 合起来报
        if is_actual_unfilled(row) and not (row.is_execution or is_idle(row)):
            yield Hit(
                row.actual,
                found=row.actual.text,
                words={"level3": row.level3.text, "target": row.target.text},
                hint="" if row.target.text else f"请在 {row.actual.cell} 填写实际完成值。",
            )
