"""PX103 项目名称为空"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.model.table import PROJECT_FIELDS
from perfxl.rules.engine.form_groups import PROJECT_ADJUSTMENTS, TARGETS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.unfilled import is_vague
from perfxl.standards.documents import form_layout


@rule(
    id="PX103",
    title="项目名称为空",
    severity=Severity.WARNING,
    forms=TARGETS | PROJECT_ADJUSTMENTS,
    basis=(form_layout("表头应写明项目（部门）名称"),),
    message="这张表没有读到项目名称（或只有表样的提示）。",
    hint="请在 {cells}（表头“项目名称”右边）填上名称。",
)
def project_name_missing(subject: Subject) -> Iterator[Hit]:
    """没有项目名称（部门整体表没有部门名称），无法与批复对应。部门整体的调整表以标题里的部门为准，不看。"""
    table = subject.table
    if is_vague(table.project):
        named = [
            entry
            for name in PROJECT_FIELDS
            for entry in (table.fields.get(name), table.blank_fields.get(name))
            if entry is not None
        ]
        fallback = subject.place
        yield Hit(named[0] if named else fallback, found=table.project)
