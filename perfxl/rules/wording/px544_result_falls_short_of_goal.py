"""PX544 完成情况的数比目标的少，没有说明"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.model.table import ABSENT, Entry
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import quoted
from perfxl.rules.facts.told_figures import Figure, lone_figures, says_alike
from perfxl.standards.documents import own_convention

# 提到了少做的。
_TOLD = ("未", "其余", "剩余", "余下", "少", "没有", "取消", "调整", "延", "滞后", "结转", "推迟")


@rule(
    id="PX544",
    title="完成情况的数比目标的少，没有说明",
    severity=Severity.WARNING,
    basis=(own_convention("实际完成情况与预期目标说的是同一件事时，少做了多少要说出来"),),
    hint="请核对 {cells} 和预期目标，写错的改正；确实少做了的，写明少了哪些、为什么。",
)
def result_falls_short_of_goal(subject: Subject) -> Iterator[Hit]:
    """预期目标写“改造8所学校”，实际完成情况写“6所学校…完工”，单位相同、说的是一件事，都只写了这一个数。

    有指标以此为单位的由 PX526、PX527 比；完成情况里提到未完成、其余、调整的不报。
    """
    goals, rows = subject.table.goals, subject.table.indicators
    goal, done = goals.get("expected", ABSENT), goals.get("actual", ABSENT)
    if not goal.text or not done.text or any(word in done.text for word in _TOLD):
        return
    known = {getattr(row.target_value, "dimension", None) for row in rows}
    year = subject.table.year
    wanted, told = (lone_figures(entry.text, year) for entry in (goal, done))
    for dimension in wanted.keys() & told.keys():
        before, after = wanted[dimension], told[dimension]
        if dimension in known or after.value.base_number >= before.value.base_number:
            continue
        if says_alike(before, after):
            yield _hit(goal, done, before, after)


def _hit(goal: Entry, done: Entry, before: Figure, after: Figure) -> Hit:
    return Hit(
        done,
        found=after.text,
        expected=before.text,
        message=f"预期目标写{quoted(before.clause)}，实际完成情况写{quoted(after.clause)}，没有说少了哪些。",
        related=(goal,),
    )
