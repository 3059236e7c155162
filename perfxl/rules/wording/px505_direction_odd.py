"""PX505 指标值的方向反了"""

from collections.abc import Iterator

from perfxl.grammar import Kind, Measured
from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.target_direction import is_reversed
from perfxl.standards.documents import own_convention


@rule(
    id="PX505",
    title="指标值的方向反了",
    severity=Severity.WARNING,
    forms=WITH_INDICATORS,
    basis=(own_convention("符号的方向与指标的意思一致"),),
    message="“{level3}”写“{found}”，照此{sense}得分越高。",
    hint="请核对 {cells} 的符号，一般写“{expected}”。",
)
def direction_odd(subject: Subject) -> Iterator[Hit]:
    """投诉、差错、事故一类和要人等的时间写了“≥”，合格率、满意度、成交额、受益人数一类写了“≤”。

    “投诉处理率”“事故下降率”说的是应对，不在此列；怎样都算完成的由 PX221 报，成本由 PX503 报。
    """
    for stated in subject.stated_targets:
        value, name = stated.value, stated.level3.text
        if not isinstance(value, Measured) or not is_reversed(name, value):
            continue
        upward = value.operator is not None and value.operator.value in "≥>"
        yield Hit(
            stated.targets,
            found=stated.target.text,
            expected="≤" if upward else "≥",
            words={"level3": name, "sense": _sense(value, upward=upward)},
        )


def _sense(value: Measured, *, upward: bool) -> str:
    if not upward:
        return "做得越少"
    return "拖得越久" if value.kind is Kind.DURATION else "发生得越多"
