"""PX425 一项成本就超过预算"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import ADJUSTMENTS, LISTS, TARGET_TABLES
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.sums.cost_sums import budget_in_yuan, cost_sides, in_unit, is_over, is_unit_slip
from perfxl.standards.documents import own_convention


@rule(
    id="PX425",
    title="一项成本就超过预算",
    severity=Severity.WARNING,
    forms=TARGET_TABLES | ADJUSTMENTS | LISTS,
    basis=(own_convention("成本指标是支出的上限，单独一项不应大于这一边的预算数"),),
    message="成本指标“{level3}”写“{written}”，大于{column} {fund}，多 {gap}。",
    hint="请核对 {cells} 和{column}；成本里有不在本预算的资金的，请在说明里写明。",
)
def cost_over_budget(subject: Subject) -> Iterator[Hit]:
    """成本类里单独一行金额就大过预算数；调整批复表年初、调整两边各比各的，清单按项目比，部门整体的也看。

    人均标准、百分数、节约额不看，取整的零头不报。几行加起来才不符的由 PX408 报，正好差一万倍的
    由 PX420 报，调整为 0 而目标还在的由 PX614 报。
    """
    for project in subject.projects:
        yield from _hits(project)


def _hits(subject: Subject) -> Iterator[Hit]:
    for side in cost_sides(subject.table):
        costs, budget = subject.cost_sum(side.column), budget_in_yuan(subject, side)
        if costs is None or budget is None or is_unit_slip(costs, budget):
            continue
        for cost in costs.costs:
            if is_over(subject, cost.value.number, side, budget):
                yield Hit(
                    cost.entry,
                    found=cost.value.number,
                    expected=budget,
                    words={
                        "level3": cost.name,
                        "written": cost.entry.text,
                        "column": side.label,
                        "fund": in_unit(budget, subject),
                        "gap": in_unit(cost.value.number - budget, subject),
                    },
                    related=(side.budget,),
                )
