"""PX208 实际完成值带着比较符号"""

from collections.abc import Iterator

from perfxl.grammar import Measured, parse
from perfxl.model.finding import Severity
from perfxl.rules.registry import Hit, rule
from perfxl.rules.subject import Subject
from perfxl.standards.documents import form_layout


@rule(
    id="PX208",
    title="实际完成值带着比较符号",
    severity=Severity.WARNING,
    basis=(form_layout("实际完成值填确数，不带比较符号"),),
    message="实际完成值“{found}”带着“{sign}”，看不出实际完成了多少。",
    hint="请在 {cells} 去掉符号，填实际完成的数。",
)
def actual_with_sign(subject: Subject) -> Iterator[Hit]:
    """照抄指标值的 ≥、≤。打成公式的“=100%”是 Excel 的写法，不报。"""
    for row in subject.table.indicators:
        value = parse(row.actual.text)
        if isinstance(value, Measured) and value.operator and value.operator.value in "≥≤><":
            yield Hit(row.actual, found=row.actual.text, words={"sign": value.operator.value})
