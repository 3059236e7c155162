"""PX210 指标值没有计量单位"""

from collections.abc import Iterator

from perfxl.grammar import Kind, Measured
from perfxl.model.finding import Severity
from perfxl.reading.rate_names import says_rate
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, row_rule
from perfxl.rules.engine.row_subject import RowSubject
from perfxl.rules.facts.indicator_names import needs_no_unit, unit_in_brackets
from perfxl.standards.documents import own_convention


@row_rule(
    id="PX210",
    title="指标值没有计量单位",
    severity=Severity.WARNING,
    forms=WITH_INDICATORS,
    basis=(own_convention("定量指标值由符号、数值、计量单位三部分组成"),),
    message="“{level3}”的指标值“{found}”没有写计量单位。",
    hint="请在 {cells} 补上单位，如“人”“次”“个”；是百分数的写“%”。",
)
def target_without_unit(subject: RowSubject) -> Iterator[Hit]:
    """只有符号和数，没有单位。指数、系数、排名本来没有单位，单位写在名称末尾括号里的也不报。

    名称是比率的由 PX206 报；度量单位另列一栏的由 PX224 报。"""
    for stated in subject.stated_targets:
        value = stated.value
        if not isinstance(value, Measured) or value.kind is not Kind.QUANTITY or value.unit:
            continue
        if value.needs_no_unit or needs_no_unit(stated.level3.text):
            continue
        if unit_in_brackets(stated.level3.text):
            continue
        if stated.row.unit.exists or says_rate(stated.level3.text):
            continue
        yield Hit(stated.targets, found=stated.target.text, words={"level3": stated.level3.text})
