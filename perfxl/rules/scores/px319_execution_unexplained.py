"""PX319 执行率低，没有说明原因"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.spending import has_sound_rate
from perfxl.rules.facts.told_texts import tells_of_unspent
from perfxl.rules.facts.unfilled import is_vague
from perfxl.standards.documents import own_convention


@rule(
    id="PX319",
    title="执行率低，没有说明原因",
    severity=Severity.WARNING,
    basis=(own_convention("执行率低于 90% 的，在原因栏、备注或结论里说明"),),
    message="预算执行率 {found}%，低于 {expected}%，表里没有一处说到资金为什么没有用完。",
    hint="请在原因栏、备注或自评结论里说明（{cells} 的执行率低在哪里），并写明下一步怎么办。",
    needs_every_row=True,
)
def execution_unexplained(subject: Subject) -> Iterator[Hit]:
    """执行率低于口径所定的数，原因、备注、结论、实际完成情况都没有说到钱；只说使用规范、追加过预算的，不算。

    资金情况自己的原因栏、备注栏写了字的不报；预算执行率印成一行指标、有原因栏的，由 PX310 报；
    全年预算数是 0 的不报。
    """
    table, rate = subject.table, subject.score.execution.rate
    fund, limit = table.annual_total, subject.profile.explain_execution_below
    if fund is None or rate is None or rate >= limit or not fund.budget.number:
        return
    if not has_sound_rate(fund) or subject.is_slipped(fund.budget, fund.executed):
        return
    if any(row.is_execution and (row.reason.exists or row.note.exists) for row in table.indicators):
        return
    if not table.indicators or tells_of_unspent(table):
        return
    reasons = [entry for each in table.funds for entry in each.told]
    if not all(is_vague(reason.text) for reason in reasons):
        return
    at = fund.rate if fund.rate.exists else fund.executed
    yield Hit(at, found=rate, expected=limit, related=(fund.budget, fund.executed, *reasons[:1]))
