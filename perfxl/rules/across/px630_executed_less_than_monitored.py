"""PX630 全年执行数比监控时的已执行数还少"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.across.compared_budgets import ground_of
from perfxl.rules.engine.form_groups import MONITORINGS, SELF_EVALUATIONS
from perfxl.rules.engine.registry import Hit, across_rule
from perfxl.rules.engine.table_set import TableSet
from perfxl.scoring.rounding import grouped
from perfxl.standards.documents import own_convention


@across_rule(
    id="PX630",
    title="全年执行数比监控时的已执行数还少",
    severity=Severity.ERROR,
    forms=MONITORINGS | SELF_EVALUATIONS,
    basis=(own_convention("全年执行数是一月到十二月的，不会少于前几个月的已执行数"),),
    message="自评表的全年执行数是 {found} 元，比监控表{month}的已执行数 {expected} 元还少。{ground}。",
    hint="请核对 {cells} 和监控表的已执行数，更正填错的一处；退回、冲销过的，在备注写明。",
)
def executed_less_than_monitored(tables: TableSet) -> Iterator[Hit]:
    """同一项目年度资金总额的全年执行数，折成元比。没有写金额单位的不比。"""
    for match in tables.evaluated_monitorings:
        monitored, evaluated = match.one.table, match.other.table
        before, after = monitored.annual_total, evaluated.annual_total
        if before is None or after is None:
            continue
        spent = match.one.in_yuan(before.executed_to_date)
        executed = match.other.in_yuan(after.executed)
        if spent is None or executed is None or executed >= spent:
            continue
        month = f"到 {monitored.month} 月" if monitored.month else ""
        yield Hit(
            after.executed,
            found=grouped(executed),
            expected=grouped(spent),
            words={"month": month, "ground": ground_of(match)},
            table=evaluated,
            related=(before.executed_to_date,),
            related_table=monitored,
        )
