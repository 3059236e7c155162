"""PX207 指标值或完成值读不懂"""

from collections.abc import Iterator

from perfxl.grammar import Unreadable
from perfxl.model.finding import Severity
from perfxl.rules.registry import TARGETS, Hit, rule
from perfxl.rules.subject import Subject, read_values
from perfxl.standards.documents import own_convention


@rule(
    id="PX207",
    title="指标值或完成值读不懂",
    severity=Severity.WARNING,
    forms=TARGETS,
    basis=(own_convention("读不懂的值不猜，也不计分"),),
    message="“{found}”读不懂：{why}。",
    hint="请在 {cells} 改成“符号＋数值＋单位”的写法，如“≥90%”。",
)
def value_unreadable(subject: Subject) -> Iterator[Hit]:
    """有认不得的符号、几个小数点一类，比较不了。"""
    for row in subject.table.indicators:
        for entry, value in zip((row.target, row.actual), read_values(row), strict=True):
            if isinstance(value, Unreadable):
                yield Hit(entry, found=entry.text, words={"why": value.note})
