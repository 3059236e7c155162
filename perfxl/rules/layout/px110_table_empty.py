"""PX110 只有表头，没有内容"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import ALL_FORMS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.standards.documents import own_convention


@rule(
    id="PX110",
    title="只有表头，没有内容",
    severity=Severity.WARNING,
    forms=ALL_FORMS,
    basis=(own_convention("有表头而没有一行指标或项目的表，没有可查的内容"),),
    message="这张表（{found}）只有表头，下面没有读到一行内容。",
    hint="请在表头下面填写各行；不用的空表请删除。",
    needs_every_row=True,
    tells_blank=True,
)
def table_empty(subject: Subject) -> Iterator[Hit]:
    """指标和预算各行都没有的表。项目名称、金额、目标也都没有的一页空表样，只说这一句，不查别的。"""
    table = subject.table
    if table.is_blank_form:
        message = f"这张表（{table.form.label}）是空的表样，一处也没有填，没有检查。"
        hint = "请填写；只是附着的表样，不用管。"
        yield Hit(
            subject.place,
            found=table.form.label,
            message=message,
            hint=hint,
            severity=Severity.INFO,
        )
    elif not table.indicators and not table.lines:
        yield Hit(subject.place, found=table.form.label)
