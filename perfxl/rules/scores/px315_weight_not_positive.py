"""PX315 分值是 0 或负数"""

from collections.abc import Iterator
from decimal import Decimal

from perfxl.model.finding import Severity
from perfxl.model.table import Entry
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.unfilled import is_idle
from perfxl.standards.documents import own_convention


@rule(
    id="PX315",
    title="分值是 0 或负数",
    severity=Severity.WARNING,
    forms=WITH_INDICATORS,
    basis=(own_convention("每个三级指标都有大于 0 的分值"),),
    message="“{level3}”的分值是 {found}，做得怎样都不影响总分。",
    hint="请在 {cells} 填上分值；不用的指标，指标值写“/”或删去这一行。",
)
def weight_not_positive(subject: Subject) -> Iterator[Hit]:
    """分值填了 0；填了负数的报错。不用的行、预算执行率不计分的不报；空着的由 PX303 报。"""
    seen: set[tuple[int, int]] = set()
    for row in subject.table.indicators:
        pairs: list[tuple[Entry, Entry]] = [
            (row.weight, row.level3),
            (row.weight_adjusted, row.level3_adjusted),
        ]
        for weight, name in pairs:
            number = weight.number
            if number is None or number > 0 or weight.place in seen:
                continue
            if number == 0 and (is_idle(row) or row.is_execution):
                continue
            seen.add(weight.place)
            yield Hit(
                weight,
                found=number,
                words={"level3": name.text or row.level3.text},
                severity=Severity.ERROR if number < Decimal(0) else None,
            )
