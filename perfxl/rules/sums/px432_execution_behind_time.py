"""PX432 预算执行慢于时间"""

from collections.abc import Iterator
from decimal import Decimal

from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import MONITORINGS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.spending import execution_to_date
from perfxl.rules.facts.told_texts import tells_of_unspent
from perfxl.rules.facts.unfilled import is_vague
from perfxl.scoring.rounding import half_up
from perfxl.standards.documents import monitoring_measures, own_convention

_HUNDRED, _MONTHS = Decimal(100), Decimal(12)
# 慢这么多个百分点以内的，算跟得上。
_ALLOWED = Decimal(10)


@rule(
    id="PX432",
    title="预算执行慢于时间",
    severity=Severity.WARNING,
    forms=MONITORINGS,
    basis=(
        monitoring_measures("监控预算资金的执行情况，与时间进度比较"),
        own_convention("执行率比已过的时间慢 10 个百分点以上的，说明原因"),
    ),
    message="到 {month} 月，时间过了 {expected}%，预算只执行了 {found}%，慢 {gap} 个百分点，表里没有一处说到为什么。",
    hint="请核对 {cells}；确实慢的，写明原因，预计全年执行多少、怎样赶上。",
)
def execution_behind_time(subject: Subject) -> Iterator[Hit]:
    """已执行数 ÷ 预算数（调整过的用调整后的），与监控到的月份 ÷ 12 相比。

    没有写明到几月的、原因和备注里说到资金的、预算是 0 的不报。
    """
    table = subject.table
    fund, month = table.annual_total, table.month
    if fund is None or month is None or not fund.is_sound(fund.budget_column, "executed_to_date"):
        return
    rate = execution_to_date(fund)
    passed = half_up(Decimal(month) / _MONTHS * _HUNDRED)
    if rate is None or passed - rate <= _ALLOWED:
        return
    reasons = [entry for each in table.funds for entry in each.told]
    if tells_of_unspent(table) or not all(is_vague(reason.text) for reason in reasons):
        return
    yield Hit(
        fund.rate if fund.rate.exists else fund.executed_to_date,
        found=rate,
        expected=passed,
        words={"month": month, "gap": passed - rate},
        related=(fund.budget, fund.executed_to_date, *reasons[:1]),
    )
