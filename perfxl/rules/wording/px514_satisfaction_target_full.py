"""PX514 满意度定为 100%"""

from collections.abc import Iterator

from perfxl.grammar import Kind, Measured, Operator
from perfxl.model.finding import Severity
from perfxl.model.table import IndicatorClass
from perfxl.reading.rate_names import says_rate
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.indicator_names import is_unwanted
from perfxl.standards.documents import own_convention


@rule(
    id="PX514",
    title="满意度定为 100%",
    severity=Severity.WARNING,
    forms=WITH_INDICATORS,
    basis=(own_convention("满意度靠抽样调查，人人满意难以做到也难以证明"),),
    message="“{level3}”的满意度定为“{found}”，要人人满意才算完成，抽样调查难以做到。",
    hint="请核对 {cells}，一般定在 85%—95%。",
)
def satisfaction_target_full(subject: Subject) -> Iterator[Hit]:
    """满意度的指标值正好 100%。超过 100% 的由 PX218 报。"""
    for stated in subject.stated_targets:
        value, name = stated.value, stated.level3.text
        satisfied = "满意" in name and says_rate(name)
        if not (
            satisfied or stated.row.indicator_class is IndicatorClass.SATISFACTION
        ) or is_unwanted(name):
            continue
        if not isinstance(value, Measured) or value.kind is not Kind.PERCENT:
            continue
        if value.base_number == 100 and value.operator in (None, Operator.EQUAL, Operator.AT_LEAST):
            yield Hit(stated.targets, found=stated.target.text, words={"level3": name})
