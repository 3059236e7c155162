"""PX539 表头的单位不是本项目的单位"""

from collections.abc import Iterator

from perfxl.matching.organisations import organisation_key, same_organisation
from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import TARGETS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.unfilled import is_vague
from perfxl.standards.documents import own_convention

_HEADS = ("填报单位", "编制单位", "填报单位(盖章)")
_OWN = ("实施单位", "主管部门", "项目单位", "预算单位", "项目实施单位")


@rule(
    id="PX539",
    title="表头的单位不是本项目的单位",
    severity=Severity.INFO,
    forms=TARGETS,
    basis=(own_convention("由项目的实施单位或主管部门填报、盖章"),),
    message="表头的单位写“{found}”，表里的主管部门、实施单位是“{expected}”。",
    hint="请核对 {cells} 和实施单位、主管部门。",
)
def header_unit_differs(subject: Subject) -> Iterator[Hit]:
    """表头“单位（盖章）”既不是实施单位，也不是主管部门。两处都没有写的不报。"""
    fields = subject.table.fields
    head = next((fields[name] for name in _HEADS if name in fields), None)
    own = [fields[name] for name in _OWN if name in fields and not is_vague(fields[name].text)]
    if head is None or is_vague(head.text) or len(own) < 2 or not organisation_key(head.text):
        return
    if any(_alike(head.text, each.text) for each in own):
        return
    yield Hit(head, found=head.text, expected="、".join(e.text for e in own), related=own)


def _alike(one: str, two: str) -> bool:
    """同一单位，一个是另一个的简称（县疾控中心），或一个包含另一个。"""
    short, long = sorted((organisation_key(one), organisation_key(two)), key=len)
    signs = iter(long)
    return same_organisation(one, two) or all(sign in signs for sign in short)
