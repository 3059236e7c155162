"""PX219 一格写了几个指标值"""

from collections.abc import Iterator

from perfxl.grammar import Compound, Deadline
from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, row_rule
from perfxl.rules.engine.row_subject import RowSubject
from perfxl.standards.documents import own_convention


@row_rule(
    id="PX219",
    title="一格写了几个指标值",
    severity=Severity.WARNING,
    forms=WITH_INDICATORS,
    basis=(own_convention("一个三级指标一个指标值"),),
    message="“{level3}”一格写了 {times} 个指标值“{found}”，分不清做到哪个算完成，得分也无从核对。",
    hint="请把 {cells} 拆成几个三级指标，各写一个指标值。",
)
def several_values_in_one_cell(subject: RowSubject) -> Iterator[Hit]:
    """几个数量、标准、时限写在一格。区间（80%—90%）是一个值，不报；几个时限只作参考。"""
    for stated in subject.stated_targets:
        value = stated.value
        if isinstance(value, Compound):
            yield Hit(
                stated.targets,
                found=stated.target.text,
                words={"level3": stated.level3.text, "times": len(value.parts)},
                severity=Severity.INFO
                if all(isinstance(part, Deadline) for part in value.parts)
                else None,
            )
