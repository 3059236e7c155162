"""PX102 表身里有读不懂的格"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.registry import ALL_FORMS, Hit, rule
from perfxl.rules.subject import Subject
from perfxl.standards.documents import own_convention


@rule(
    id="PX102",
    title="表身里有读不懂的格",
    severity=Severity.INFO,
    forms=ALL_FORMS,
    basis=(own_convention("没有读懂的内容要说出来，免得当成已经检查过"),),
    message="“{found}”在表身里，但没有认出是哪一栏的内容，没有检查。",
    hint="请看一下 {cells}：是备注的，可移到表外；是指标、项目的，补上名称。",
)
def row_unrecognised(subject: Subject) -> Iterator[Hit]:
    """表身里有字、却没有名称（三级指标、项目、科目）的行。"""
    for entry in subject.table.unrecognised:
        yield Hit(entry, found=entry.text)
