"""PX507 时效指标写了金额"""

from collections.abc import Iterator

from perfxl.grammar import Kind
from perfxl.model.finding import Severity
from perfxl.model.table import IndicatorClass
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, row_rule
from perfxl.rules.engine.row_subject import RowSubject
from perfxl.standards.documents import own_convention


@row_rule(
    id="PX507",
    title="时效指标写了金额",
    severity=Severity.WARNING,
    forms=WITH_INDICATORS,
    basis=(own_convention("时效指标说何时完成、多快完成，金额属成本指标"),),
    message="时效指标“{level3}”的指标值“{found}”是金额。",
    hint="请核对 {cells}：移到成本指标，或改写成完成时间、及时率。",
)
def money_under_timeliness(subject: RowSubject) -> Iterator[Hit]:
    """钱和人均标准写在时效指标下。数量、质量指标下的金额由 PX513 报。"""
    for stated in subject.stated_targets:
        money = stated.value.kind in (Kind.MONEY, Kind.PER_HEAD)
        if money and stated.row.indicator_class is IndicatorClass.TIMELINESS:
            yield Hit(
                stated.targets, found=stated.target.text, words={"level3": stated.level3.text}
            )
