"""PX112 单位、部门没有填"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import ALL_FORMS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.unfilled import is_vague
from perfxl.rules.layout.blank_labels import blank_units, is_unit
from perfxl.standards.documents import form_layout


@rule(
    id="PX112",
    title="单位、部门没有填",
    severity=Severity.WARNING,
    forms=ALL_FORMS,
    basis=(form_layout("表头印着填报单位、主管部门、实施单位"),),
    message="表上印着“{found}”，没有填写。",
    hint="请在 {cells} 填上全称。",
)
def unit_missing(subject: Subject) -> Iterator[Hit]:
    """填报单位、实施单位、主管部门一类有栏目而空着，合成一条。

    别处已经填了一个单位的（如只空着“县主管部门”）只作参考；写着“盖章”、等着盖章的不报。
    """
    known = any(
        is_unit(name) and not is_vague(entry.text)
        for name, entry in subject.table.printed_fields().items()
    )
    blank = {
        name: entry
        for name, entry in blank_units(subject.table).items()
        if not (known and "章" in entry.prefix)
    }
    if not blank:
        return
    yield Hit(
        blank.values(),
        found="、".join(blank),
        severity=Severity.INFO if known else None,
    )
