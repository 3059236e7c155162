"""PX221 指标值怎样都算完成"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, row_rule
from perfxl.rules.engine.row_subject import RowSubject
from perfxl.rules.facts.target_direction import is_always_met
from perfxl.standards.documents import own_convention


@row_rule(
    id="PX221",
    title="指标值怎样都算完成",
    severity=Severity.WARNING,
    forms=WITH_INDICATORS,
    basis=(own_convention("指标值要分得出完成与没完成"),),
    message="“{level3}”的指标值“{found}”做到多少都算完成，没有约束。",
    hint="请核对 {cells}：方向写反了的改过来，否则定一个有可能做不到的数。",
)
def target_always_met(subject: RowSubject) -> Iterator[Hit]:
    """“≥0次”“≥0%”，或最多 100% 的比率写“≤100%”。事故、投诉“=0”“≤0”是正当的要求，不报。"""
    for stated in subject.stated_targets:
        if is_always_met(stated.level3.text, stated.value):
            yield Hit(
                stated.targets, found=stated.target.text, words={"level3": stated.level3.text}
            )
