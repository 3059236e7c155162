"""PX504 成本金额用“=”"""

from collections.abc import Iterator

from perfxl.grammar import Kind, Measured, Operator
from perfxl.grammar.patterns import Pattern
from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.indicator_cells import StatedTarget
from perfxl.rules.facts.target_hits import one_for_all
from perfxl.standards.documents import own_convention

# 按标准发的钱，多少就是多少。
_STANDARDS = ("标准", "单价", "每", "均", "定额")

# 向别人买、租、建的价钱，谈低了是节约。
_PRICE = Pattern(
    "(?:单价|造价|单位成本|均价|采购价|租金)$"
    "|(?:每一?(?:公里|千米|平方米|立方米|米|吨|台|套|件|座|处|平米)|单位).{0,8}(?:成本|费用|投资|价格)$"
)


@rule(
    id="PX504",
    title="成本金额用“=”",
    severity=Severity.INFO,
    forms=WITH_INDICATORS,
    basis=(own_convention("成本是支出的上限，节约不应扣分"),),
    message="成本金额用了“=”，共 {times} 格，如“{level3}”写“{found}”：少花了也不等于这个数，按“等于”给分会丢分。",
    hint="请核对 {cells}，一般写“≤”。",
)
def equal_on_cost(subject: Subject) -> Iterator[Hit]:
    """成本指标的金额写“=”。补贴标准和百分数不在此列，买价、造价（元/平方米）在内；写“≥”的由 PX503 报。一张表合成一条。"""
    yield from one_for_all(filter(_is_equal_cost, subject.stated_targets))


def _is_equal_cost(stated: StatedTarget) -> bool:
    value, name = stated.value, stated.level3.text
    if value.kind is Kind.PER_HEAD and stated.row.indicator_class.is_money_cost:
        priced = _PRICE.search(name) is not None
        return priced and isinstance(value, Measured) and value.operator is Operator.EQUAL
    if not stated.row.indicator_class.is_money_cost or any(word in name for word in _STANDARDS):
        return False
    return (
        isinstance(value, Measured)
        and value.kind is Kind.MONEY
        and value.operator is Operator.EQUAL
        and value.number > 0
    )
