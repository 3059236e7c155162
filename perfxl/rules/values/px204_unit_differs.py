"""PX204 指标值与完成值单位不同类"""

from collections.abc import Iterator

from perfxl.grammar import Kind, Measured
from perfxl.model.finding import Severity
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.unfilled import read_values
from perfxl.rules.values.value_writing import repeated_unit
from perfxl.scoring.judging import comparable_numbers
from perfxl.standards.documents import own_convention


@rule(
    id="PX204",
    title="指标值与完成值单位不同类",
    severity=Severity.ERROR,
    basis=(own_convention("实际完成值的计量单位应与指标值相同"),),
    message="指标值“{target}”与实际完成值“{found}”的单位不是同一类，不能比较。",
    hint="请在 {cells} 改用指标值的单位“{unit}”填写完成值。",
)
def unit_differs(subject: Subject) -> Iterator[Hit]:
    """人对次、元对人一类换算不了的。都是计数的单位（人与人次、场与次）只提醒。

    同类单位（元与万元、人与万人）换算后照常比较，不报。
    """
    for row in subject.table.indicators:
        target, actual = read_values(row)
        if not isinstance(target, Measured) or not isinstance(actual, Measured):
            continue
        if repeated_unit(row.target.text) or repeated_unit(row.actual.text):
            continue  # 单位写了两遍，由 PX214 报
        if comparable_numbers(target, actual) is None:
            counted = target.kind is actual.kind is Kind.QUANTITY
            yield Hit(
                row.actual,
                found=row.actual.text,
                expected=target.unit,
                words={"target": row.target.text, "unit": target.unit},
                severity=Severity.WARNING if counted else None,
                related=(row.target,),
            )
