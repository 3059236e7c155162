"""PX509 数量指标写了百分数"""

from collections.abc import Iterator

from perfxl.grammar import Kind
from perfxl.model.finding import Severity
from perfxl.model.table import IndicatorClass
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.indicator_names import counts_events
from perfxl.rules.facts.target_hits import one_for_all
from perfxl.standards.documents import own_convention


@rule(
    id="PX509",
    title="数量指标写了百分数",
    severity=Severity.INFO,
    forms=WITH_INDICATORS,
    basis=(own_convention("数量指标写做了多少，比率一般属质量、时效指标"),),
    message="数量指标写了百分数，共 {times} 格，如“{level3}”写“{found}”，看不出做了多少。",
    hint="请核对 {cells}：改写成人数、次数、件数，或移到质量指标。",
)
def percent_under_quantity(subject: Subject) -> Iterator[Hit]:
    """“新招募人数达招募计划数 ≥100%”一类。覆盖率写在数量指标下的也常见，所以只作参考，一张表合成一条。

    名称说的是件数、人数而写百分数的由 PX522 报。
    """
    yield from one_for_all(
        stated
        for stated in subject.stated_targets
        if stated.row.indicator_class is IndicatorClass.QUANTITY
        and stated.value.kind is Kind.PERCENT
        and not counts_events(stated.level3.text)
    )
