"""PX217 指标值是约数"""

from collections.abc import Iterator

from perfxl.grammar import Compound, Measured, Value
from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.target_hits import one_for_all
from perfxl.standards.documents import own_convention


@rule(
    id="PX217",
    title="指标值是约数",
    severity=Severity.INFO,
    forms=WITH_INDICATORS,
    basis=(own_convention("指标值写明符号和数，做到没有才比得出来"),),
    message="指标值写成约数，共 {times} 格，如“{found}”，差多少算完成说不清。",
    hint="请核对 {cells}，改写成“≥”“≤”或“=”。",
)
def target_approximate(subject: Subject) -> Iterator[Hit]:
    """≈、≅、约、左右：比较时只能按口径容许的幅度，做到没有各有各的说法。一张表合成一条。"""
    yield from one_for_all(each for each in subject.stated_targets if _is_approximate(each.value))


def _is_approximate(value: Value) -> bool:
    if isinstance(value, Compound):
        return any(map(_is_approximate, value.parts))
    return isinstance(value, Measured) and value.approximate
