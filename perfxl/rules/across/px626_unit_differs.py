"""PX626 同一个项目前后单位不同"""

from collections.abc import Iterator

from perfxl.matching.organisations import same_organisation
from perfxl.model.finding import Severity
from perfxl.model.table import Entry, Table
from perfxl.rules.engine.form_groups import COMPARED
from perfxl.rules.engine.registry import Hit, across_rule
from perfxl.rules.engine.table_set import TableSet
from perfxl.standards.documents import own_convention

_NAMES = ("实施单位", "主管部门")


@across_rule(
    id="PX626",
    title="同一个项目前后单位不同",
    severity=Severity.WARNING,
    forms=COMPARED,
    basis=(own_convention("同一个项目的主管部门、实施单位，批复和自评应一致，便于核对"),),
    message="“{project}”的{name}，这里写“{found}”，{what}写“{expected}”。",
    hint="请核对 {cells}；单位更名、职能划转的，请注明；本来是两个单位各自的项目，可以不管。",
)
def unit_differs(tables: TableSet) -> Iterator[Hit]:
    """简称与全称、带不带代码、“本级”不算不同。各表都写了这一栏的才比。"""
    told: set[tuple[int, str]] = set()
    for match in (
        *tables.evaluated_approvals,
        *tables.evaluated_adjustments,
        *tables.adjusted_approvals,
    ):
        one, other = match.one.table, match.other.table
        for name in _NAMES:
            mine, theirs = _field(one, name), _field(other, name)
            if not mine.text or not theirs.text or (id(one), name) in told:
                continue
            if not same_organisation(mine.text, theirs.text):
                told.add((id(one), name))
                yield Hit(
                    mine,
                    found=mine.text,
                    expected=theirs.text,
                    words={"project": match.one.name.text, "name": name, "what": other.called},
                    table=one,
                    related=(theirs,),
                    related_table=other,
                )


def _field(table: Table, name: str) -> Entry:
    return table.fields.get(name, Entry())
