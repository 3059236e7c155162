"""PX103 项目名称为空"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.model.form_spec import Scope
from perfxl.model.table import PROJECT_FIELDS, Table
from perfxl.rules.engine.form_groups import PROJECT_ADJUSTMENTS, TARGETS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.unfilled import is_vague
from perfxl.rules.layout.blank_labels import is_unit
from perfxl.standards.documents import form_layout

# 部门整体的表没有项目，说的是部门。
_NO_DEPARTMENT = "这张部门整体的表没有读到部门名称（或只有表样的提示）。"
_NAME_IT = "请在表头写明是哪个部门、单位。"


@rule(
    id="PX103",
    title="项目名称为空",
    severity=Severity.WARNING,
    forms=TARGETS | PROJECT_ADJUSTMENTS,
    basis=(form_layout("表头印着“项目名称”一栏"),),
    message="这张表没有读到项目名称（或只有表样的提示）。",
    hint="请在 {cells}（表头“项目名称”右边）填上名称。",
)
def project_name_missing(subject: Subject) -> Iterator[Hit]:
    """没有项目名称（部门整体表没有部门名称），无法与批复对应。部门整体的调整表以标题里的部门为准，不看。"""
    table = subject.table
    if is_vague(table.project) and not _names_department(table):
        named = [
            entry
            for name in PROJECT_FIELDS
            for entry in (table.fields.get(name), table.blank_fields.get(name))
            if entry is not None
        ]
        at = named[0] if named else subject.place
        if table.scope is Scope.DEPARTMENT:
            yield Hit(at, found=table.project, message=_NO_DEPARTMENT, hint=_NAME_IT)
        else:
            yield Hit(at, found=table.project)


def _names_department(table: Table) -> bool:
    """部门整体的表没有项目；填报单位、主管部门一类写着的，就知道是哪个部门。"""
    return table.scope is Scope.DEPARTMENT and any(
        is_unit(name) and not is_vague(entry.text) for name, entry in table.fields.items()
    )
