"""PX552 两个项目的绩效目标一字不差"""

from collections.abc import Iterator

from perfxl.grammar.glyphs import compact
from perfxl.model.finding import Severity
from perfxl.model.table import Line
from perfxl.rules.engine.form_groups import LISTS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.standards.documents import own_convention

_FEWEST = 8


@rule(
    id="PX552",
    title="两个项目的绩效目标一字不差",
    severity=Severity.WARNING,
    forms=LISTS,
    basis=(own_convention("一个项目有自己的绩效目标"),),
    message="项目“{name}”的绩效目标与“{other}”一字不差：“{found}”。",
    hint="请核对 {cells}，多半是照抄了没有改。",
)
def goal_repeated_elsewhere(subject: Subject) -> Iterator[Hit]:
    """清单里名称不同的两个项目，绩效目标相同。太短的（保障运转）不判。"""
    seen: dict[str, Line] = {}
    for line in subject.table.lines:
        goal = compact(line.goal.text)
        if len(goal) < _FEWEST or not line.name.text:
            continue
        first = seen.setdefault(goal, line)
        if first is not line and first.name.text != line.name.text:
            yield Hit(
                line.goal,
                found=line.goal.text,
                words={"name": line.name.text, "other": first.name.text},
                related=(first.goal,),
            )
