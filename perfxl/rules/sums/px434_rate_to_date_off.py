"""PX434 监控表的执行率与预算数、已执行数不符"""

from collections.abc import Iterator
from decimal import Decimal

from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import MONITORINGS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.spending import execution_to_date
from perfxl.scoring.rounding import half_up
from perfxl.standards.documents import own_convention

# 印成整数百分比的，差不到半个百分点算相等。
_ROUNDING = Decimal("0.51")


@rule(
    id="PX434",
    title="监控表的执行率与预算数、已执行数不符",
    severity=Severity.ERROR,
    forms=MONITORINGS,
    basis=(own_convention("执行率 = 已执行数 ÷ 预算数（调整过的用调整后的）"),),
    message="{name}执行率填 {found}%，按 已执行数 ÷ 预算数 应为 {expected}%。",
    hint="请核对 {cells}：执行率照已执行数算，不是全年预计的。",
)
def rate_to_date_off(subject: Subject) -> Iterator[Hit]:
    """所填的执行率与算出的差半个百分点以上，按年初、调整后的预算算都不对。没有填的不报。"""
    for fund in subject.table.funds:
        rate, computed = fund.rate.number, execution_to_date(fund)
        if rate is None or computed is None or abs(rate - computed) < _ROUNDING:
            continue
        initial, spent = fund.initial.number, fund.executed_to_date.number
        if initial and spent is not None and abs(rate - spent / initial * 100) < _ROUNDING:
            continue
        yield Hit(
            fund.rate,
            found=half_up(rate),
            expected=computed,
            words={"name": fund.name},
            related=(fund.budget, fund.executed_to_date),
        )
