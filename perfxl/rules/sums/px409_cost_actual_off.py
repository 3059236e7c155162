"""PX409 成本完成值合计与执行数不符"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.sums.cost_sums import CostSide, cost_sum_hits
from perfxl.standards.documents import own_convention


@rule(
    id="PX409",
    title="成本完成值合计与执行数不符",
    severity=Severity.WARNING,
    basis=(own_convention("成本指标的完成值都为金额的，合计应与全年执行数一致"),),
    needs_every_row=True,
)
def cost_actual_off(subject: Subject) -> Iterator[Hit]:
    """成本类指标都是金额时，完成值之和应等于全年执行数。

    有一行是人均标准、数量或文字的，合计没有意义，不报；按万元取整印出来的零头不报。
    """
    fund = subject.table.annual_total
    if fund is not None and fund.is_sound("executed"):
        yield from cost_sum_hits(subject, CostSide("actual", fund.executed, "全年执行数"))
