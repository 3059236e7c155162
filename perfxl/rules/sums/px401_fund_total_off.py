"""PX401 资金总额不等于各来源之和"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.model.table import FundDoubt
from perfxl.rules.engine.form_groups import ADJUSTMENTS, TARGETS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.sums.fund_sums import sum_hits
from perfxl.standards.documents import form_layout


@rule(
    id="PX401",
    title="资金总额不等于各来源之和",
    severity=Severity.ERROR,
    forms=TARGETS | ADJUSTMENTS,
    basis=(form_layout("年度资金总额下面印着“其中：”各项来源，部门整体是基本支出、项目支出"),),
    message="{column}：{whole}为 {expected}，各项（{parts}）合计 {found}，{gap}。",
    hint="请核对 {cells} 和各项金额。",
)
def fund_total_off(subject: Subject) -> Iterator[Hit]:
    """资金总额与财政拨款、其他资金之和不等；部门整体支出则是基本支出、项目支出之和。

    每一栏（年初、调整、全年、执行）各加各的，空着的一项当 0。按万元取整印出来的零头另行注明，
    只作参考。只印了“其中”一项的不加，由 PX426 看它是否大过总额。
    """
    for group in subject.table.fund_groups:
        doubted = FundDoubt.ONE_OF_TOTALS in group.whole.doubts  # 由 PX430 报
        if group.is_of_total and not (group.is_partial or doubted):
            yield from sum_hits(subject, group)
