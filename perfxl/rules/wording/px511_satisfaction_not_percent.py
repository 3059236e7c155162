"""PX511 满意度不是百分数"""

from collections.abc import Iterator

from perfxl.grammar import Kind, Measured
from perfxl.model.finding import Severity
from perfxl.model.table import IndicatorClass
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.indicator_names import is_unwanted
from perfxl.standards.documents import own_convention


@rule(
    id="PX511",
    title="满意度不是百分数",
    severity=Severity.WARNING,
    forms=WITH_INDICATORS,
    basis=(own_convention("比率、满意度用百分数填写"),),
    message="满意度指标“{level3}”的指标值“{found}”不是百分数。",
    hint="请核对 {cells}，一般写“≥90%”。",
)
def satisfaction_not_percent(subject: Subject) -> Iterator[Hit]:
    """满意度类写了人数、次数、金额、时间。按分打的（≥90分）只作参考；投诉次数可以算在这一类，不报。

    没有写单位的由 PX206、PX210 报。
    """
    for stated in subject.stated_targets:
        value, name = stated.value, stated.level3.text
        if stated.row.indicator_class is not IndicatorClass.SATISFACTION or not isinstance(
            value, Measured
        ):
            continue
        if value.kind is Kind.PERCENT or value.unit is None or is_unwanted(name):
            continue
        if any(word in name for word in ("投诉", "信访", "差评", "不满意")):
            continue
        yield Hit(
            stated.targets,
            found=stated.target.text,
            words={"level3": name},
            severity=Severity.INFO if value.dimension == "score" else None,
        )
