"""PX503 成本指标的方向反了"""

from collections.abc import Iterator

from perfxl.grammar import Kind, Measured, Operator
from perfxl.grammar.patterns import Pattern
from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, row_rule
from perfxl.rules.engine.row_subject import RowSubject
from perfxl.standards.documents import own_convention

# 花多少钱做一个；补助标准、待遇标准不低于多少的，只作参考。
_PRICE = Pattern("(?:成本|造价|单价|费用|价格|均价|投资|支出|经费)(?:标准)?$")
# 省下多少：越多越好。
_SAVED = Pattern("(?:节约|节省|压减|降低)的?(?:成本|资金|经费|支出|费用|开支|金额|额)")


@row_rule(
    id="PX503",
    title="成本指标的方向反了",
    severity=Severity.WARNING,
    forms=WITH_INDICATORS,
    basis=(own_convention("成本指标是支出的上限，用“≤”或“=”"),),
    message="成本指标“{level3}”写“{found}”，花得越多得分越高。",
    hint="请核对 {cells}，成本指标一般写“≤”；按补助标准不低于某数发放的可以不改。",
)
def cost_direction_odd(subject: RowSubject) -> Iterator[Hit]:
    """成本类的金额、单价用了“≥”“>”。百分数（成本节约率）、省下多少（节约≥3万元）不在此列，补助、待遇的标准只作参考。"""
    for stated in subject.stated_targets:
        row, value = stated.row, stated.value
        if not row.is_cost:
            continue
        if not isinstance(value, Measured) or value.number == 0:
            continue
        if value.kind not in (Kind.MONEY, Kind.PER_HEAD):
            continue
        if value.is_saving or _SAVED.search(stated.level3.text):
            continue
        standard = value.kind is Kind.PER_HEAD and not _PRICE.search(stated.level3.text)
        if value.operator in (Operator.AT_LEAST, Operator.ABOVE):
            yield Hit(
                stated.targets,
                found=stated.target.text,
                words={"level3": stated.level3.text},
                severity=Severity.INFO if standard else None,
            )
