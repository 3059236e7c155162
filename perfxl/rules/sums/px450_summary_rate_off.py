"""PX450 汇总表一行的执行率与预算数、执行数不符"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import EVALUATION_SUMMARIES
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.budget_sums import name_of
from perfxl.scoring.execution import agrees_as_printed, execution_rate
from perfxl.scoring.rounding import half_up
from perfxl.standards.documents import evaluation_measures


@rule(
    id="PX450",
    title="汇总表一行的执行率与预算数、执行数不符",
    severity=Severity.ERROR,
    forms=EVALUATION_SUMMARIES,
    basis=(evaluation_measures("预算执行率 = 全年执行数 ÷ 全年预算数（调整后）"),),
    message="“{name}”的执行率填 {found}%，按 执行数 {executed} ÷ 预算数 {budget} 应为 {expected}%。",
    hint="请核对 {cells} 和这一行的预算数、执行数。",
)
def summary_rate_off(subject: Subject) -> Iterator[Hit]:
    """所填执行率与算出的相差超过所印的位数；合计行也一样。没有全年预算数一栏的，用年初的。"""
    for line in subject.table.lines:
        budget = line.budget
        executed = line.executed.total
        if line.rate.number is None or executed.number is None or not budget.number:
            continue
        rate = execution_rate(budget.number, executed.number)
        if rate is not None and not agrees_as_printed(line.rate, rate):
            yield Hit(
                line.rate,
                found=half_up(line.rate.number),
                expected=rate,
                words={"name": name_of(line), "executed": executed.number, "budget": budget.number},
                related=(budget, executed),
            )
