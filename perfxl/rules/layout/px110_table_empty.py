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
)
def table_empty(subject: Subject) -> Iterator[Hit]:
    """指标和预算各行都没有的表。"""
    table = subject.table
    if not table.indicators and not table.lines:
        yield Hit(subject.place, found=table.form.label)
