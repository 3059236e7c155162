"""PX526 目标里写的数与指标值不同"""

from collections.abc import Iterator, Sequence

from perfxl.model.finding import Severity
from perfxl.model.table import Entry, Indicator
from perfxl.rules.engine.form_groups import LISTS, TARGETS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.told_figures import Told, told_in_another_unit, told_otherwise
from perfxl.standards.documents import own_convention


@rule(
    id="PX526",
    title="目标里写的数与指标值不同",
    severity=Severity.INFO,
    forms=TARGETS | LISTS,
    basis=(own_convention("年度总体目标与指标说的是同一件事时，数应一致"),),
    message="{what}写“{found}”，指标“{level3}”的指标值是“{expected}”。",
    hint="请核对 {cells} 和指标值的数、单位，改成一致；说的不是一件事的可以不管。",
    needs_every_row=True,
)
def goal_number_differs(subject: Subject) -> Iterator[Hit]:
    """目标的半句里有指标的全部字、单位相同，而数不同：改造农村寄宿制学校食堂18个，改造食堂数量 ≥16个。

    中间可以隔着别的字。约数、累计、新增、人均和写着别的年度的不比；别的指标正是这个数的、
    对得上几条指标的、取整说得通的不报；金额、时限不比。
    数相同而一个数人、一个数东西（补助2家医院，=2人）的也报。清单里各个项目的目标，对它自己的指标。
    """
    table = subject.table
    goal = table.goals.get("expected", Entry())
    yield from _differing("年度总体目标", goal, table.indicators, table.year)
    if not table.lines:
        return
    own: dict[tuple[int, str], list[Indicator]] = {}
    for row in table.indicators:
        own.setdefault((row.project.row, row.project.text), []).append(row)
    for line in table.lines:
        rows = own.get((line.name.row, line.name.text), [])
        yield from _differing("绩效目标", line.goal, rows, table.year)


def _differing(
    what: str, goal: Entry, rows: Sequence[Indicator], year: int | None
) -> Iterator[Hit]:
    if not goal.text or not rows:
        return
    for told in told_otherwise(goal.text, rows, "target", year):
        if not told.short:
            yield _hit(what, goal, told)
    for told in told_in_another_unit(goal.text, rows, year):
        yield _hit(what, goal, told)


def _hit(what: str, goal: Entry, told: Told) -> Hit:
    return Hit(
        goal,
        found=told.figure.clause,
        expected=told.row.target.text,
        words={"what": what, "level3": told.row.level3.text},
        related=(told.row.target,),
    )
