"""PX408 成本指标值合计与预算数不符"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.cost_sums import cost_sum_hits
from perfxl.rules.registry import Hit, rule
from perfxl.rules.subject import Subject
from perfxl.standards.documents import form_layout


@rule(
    id="PX408",
    title="成本指标值合计与预算数不符",
    severity=Severity.WARNING,
    basis=(form_layout("成本指标值都为金额的，合计应与全年预算数一致"),),
    message="成本指标的指标值合计 {total}，全年预算数为 {fund}，差 {gap}{stale}。",
    hint="请核对 {cells} 和全年预算数；成本指标只管其中一部分支出的，请在备注写明。",
)
def cost_target_off(subject: Subject) -> Iterator[Hit]:
    """成本类指标都是金额时，指标值之和应等于全年预算数。

    有一行是人均标准、数量或文字的，合计没有意义，不报；按万元取整印出来的零头不报。
    """
    fund = subject.table.total_fund
    yield from cost_sum_hits(subject, "target", fund.budget if fund else None)
