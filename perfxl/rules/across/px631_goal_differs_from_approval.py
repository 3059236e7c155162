"""PX631 年度总体目标里的数与批复不同"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.model.form_spec import Shape
from perfxl.model.table import ABSENT, Entry, Table
from perfxl.rules.across.approved_indicators import reported_indicators
from perfxl.rules.engine.form_groups import COMPARED
from perfxl.rules.engine.registry import Hit, across_rule
from perfxl.rules.engine.table_set import TableSet
from perfxl.rules.facts.told_figures import lone_figures, says_alike
from perfxl.standards.documents import own_convention


@across_rule(
    id="PX631",
    title="年度总体目标里的数与批复不同",
    severity=Severity.WARNING,
    forms=COMPARED,
    basis=(own_convention("自评表的年度总体目标照批复的写，数应一致"),),
    message="{own}的年度总体目标写“{found}”，{what}写“{expected}”。",
    hint="请核对 {cells}，照批复的目标写；批准调整过的，在备注写明批准的文件。",
)
def goal_differs_from_approval(tables: TableSet) -> Iterator[Hit]:
    """两边的目标里单位相同、说一件事、都只写了一次的数不同。预算调整过而没有调整批复可比的只作参考。"""
    for compared in reported_indicators(tables):
        own, source = _goal(compared.table), _goal(compared.source)
        if not own.text or not source.text or own.text == source.text:
            continue
        here, there = (
            lone_figures(goal.text, table.year)
            for goal, table in ((own, compared.table), (source, compared.source))
        )
        for unit in here.keys() & there.keys():
            new, old = here[unit], there[unit]
            if new.value.base_number == old.value.base_number or not says_alike(new, old):
                continue
            yield Hit(
                own,
                found=new.clause,
                expected=old.clause,
                words={"own": compared.own, "what": compared.what},
                severity=None if compared.certain and compared.settled else Severity.INFO,
                table=compared.table,
                related=(source,),
                related_table=compared.source,
            )


def _goal(table: Table) -> Entry:
    """预期目标；调整批复的取调整后的。"""
    goals = table.goals
    if table.spec.shape is Shape.HALVES and goals.get("adjusted", ABSENT).text:
        return goals["adjusted"]
    return goals.get("expected", ABSENT)
