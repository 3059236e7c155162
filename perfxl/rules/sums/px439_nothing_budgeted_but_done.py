"""PX439 预算、执行都是 0，却填了完成情况"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.spending import is_full
from perfxl.standards.documents import own_convention


@rule(
    id="PX439",
    title="预算、执行都是 0，却填了完成情况",
    severity=Severity.WARNING,
    basis=(own_convention("没有预算也没有支出的项目，做成了事要说明钱从哪里来"),),
    message="{name}的全年预算数、全年执行数都是 0，却有 {times} 个指标得了满分。",
    hint="请核对 {cells} 的预算数和执行数是不是漏填；预算全部收回的，请说明指标靠什么完成。",
)
def nothing_budgeted_but_done(subject: Subject) -> Iterator[Hit]:
    """全年预算数、执行数都填 0，而指标得了满分。有预算而没有支出的由 PX322 报。"""
    fund = subject.table.annual_total
    if fund is None or fund.budget.number != 0 or fund.executed.number != 0:
        return
    full = [row for row in subject.score.indicators if is_full(row)]
    if full:
        yield Hit(
            (fund.budget, fund.executed),
            found="0",
            words={"name": fund.name, "times": len(full)},
            related=[row.indicator.score for row in full],
        )
