"""PX208 实际完成值带着比较符号"""

from collections.abc import Iterator

from perfxl.grammar import Measured, Operator, parse
from perfxl.model.finding import Severity
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import quoted
from perfxl.standards.documents import own_convention


@rule(
    id="PX208",
    title="实际完成值带着比较符号",
    severity=Severity.WARNING,
    basis=(own_convention("实际完成值填确数，不带比较符号"),),
    hint="请在 {cells} 去掉符号，填实际完成的数。",
)
def actual_with_sign(subject: Subject) -> Iterator[Hit]:
    """照抄指标值的 ≥、≤。“=”看得出完成了多少，只作参考；打成公式的“=100%”是 Excel 的写法，不报。

    “零投诉”读成等于 0，没有写符号，不报。
    """
    for row in subject.table.indicators:
        value = parse(row.actual.to_read)
        if not isinstance(value, Measured) or value.operator is None:
            continue
        equal = value.operator is Operator.EQUAL
        if value.operator is Operator.ABOUT or (equal and not row.actual.stored_as_text):
            continue
        if equal and not _prints_equal(row.actual.text):
            continue
        yield Hit(
            row.actual,
            found=row.actual.text,
            message=_copied(row.actual.text, value.operator)
            if equal
            else _unclear(row.actual.text, value.operator),
            severity=Severity.INFO if equal else None,
        )


def _prints_equal(text: str) -> bool:
    return any(sign in text for sign in ("=", "＝", "等于"))


def _copied(text: str, sign: Operator) -> str:
    return f"实际完成值{quoted(text)}带着“{sign.value}”，照抄了指标值的写法。"


def _unclear(text: str, sign: Operator) -> str:
    return f"实际完成值{quoted(text)}带着“{sign.value}”，看不出实际完成了多少。"
