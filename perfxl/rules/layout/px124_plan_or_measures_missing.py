"""PX124 实施计划、保障措施或部门职能没有填"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.model.form_spec import Scope
from perfxl.rules.engine.form_groups import APPLICATIONS, DEPARTMENT_TARGETS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.unfilled import is_vague
from perfxl.standards.documents import form_layout

_PLAN = ("计划", "实施方案")
_MEASURES = ("措施", "组织机构", "管理制度", "保证项目实施")
_DUTIES = ("职能", "职责")


@rule(
    id="PX124",
    title="实施计划、保障措施或部门职能没有填",
    severity=Severity.INFO,
    forms=APPLICATIONS | DEPARTMENT_TARGETS,
    basis=(form_layout("申报表印着实施计划、保障措施，部门整体的表印着部门职能"),),
    message="没有读到“{found}”的内容。",
    hint="请看这张表（{cells}）的“{found}”：空着的填上，表样没有这一栏的可以不管。",
)
def plan_or_measures_missing(subject: Subject) -> Iterator[Hit]:
    """申报表写了保障措施而没有实施计划，或反过来；部门职能印着而空着的，提醒。

    两样都没有的，多半是表样没有这两栏，不报。
    """
    table = subject.table
    blank = [
        (name, entry)
        for name, entry in table.blank_fields.items()
        if any(word in name for word in _DUTIES)
    ]
    for name, entry in blank:
        printed = table.field_labels.get(name, name)
        yield Hit(entry, found=printed, severity=Severity.WARNING)
    if table.scope is Scope.DEPARTMENT:
        return
    written = [name for name, entry in table.details.items() if not is_vague(entry.text)]
    has_plan = any(word in name for name in written for word in _PLAN)
    has_measures = any(word in name for name in written for word in _MEASURES)
    if has_plan != has_measures:
        yield Hit(subject.place, found="保障措施" if has_plan else "实施计划")
