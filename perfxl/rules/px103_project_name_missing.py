"""PX103 项目名称为空"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.registry import Hit, rule
from perfxl.rules.subject import Subject
from perfxl.standards.documents import form_layout


@rule(
    id="PX103",
    title="项目名称为空",
    severity=Severity.WARNING,
    basis=(form_layout("表头应写明项目（部门）名称"),),
    message="这张表没有读到项目名称。",
    hint="请在表头“项目名称”右边填上名称。",
)
def project_name_missing(subject: Subject) -> Iterator[Hit]:
    """没有项目名称（部门整体表没有部门名称），无法与批复对应。"""
    if not subject.table.project:
        table = subject.table
        yield Hit(table.title if table.title.exists else table.indicators[0].level3)
