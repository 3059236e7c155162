"""PX401 资金总额不等于各来源之和"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.fund_sums import total_sum_hits
from perfxl.rules.registry import Hit, rule
from perfxl.rules.subject import Subject
from perfxl.standards.documents import form_layout


@rule(
    id="PX401",
    title="资金总额不等于各来源之和",
    severity=Severity.ERROR,
    basis=(form_layout("年度资金总额 = 财政拨款 + 其他资金，年初、全年、执行三栏都应如此"),),
    message="{column}：{whole}为 {expected}，各项（{parts}）合计 {found}，差 {gap}{unit}{rounding}",
    hint="请核对 {cells} 和各项金额。",
)
def fund_total_off(subject: Subject) -> Iterator[Hit]:
    """资金总额与财政拨款、其他资金之和不等。按万元取整印出来的零头另行注明，只作参考。"""
    yield from total_sum_hits(subject)
