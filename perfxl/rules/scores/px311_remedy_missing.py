"""PX311 原因栏没有改进措施"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.unfilled import is_vague
from perfxl.standards.documents import own_convention


@rule(
    id="PX311",
    title="原因栏没有改进措施",
    severity=Severity.INFO,
    basis=(own_convention("未完成或扣分的指标，应写明原因和改进措施"),),
    message="“{level3}”扣了分，原因栏没有写改进措施。",
    hint="请在 {cells} 补上“改进措施：……”。",
)
def remedy_missing(subject: Subject) -> Iterator[Hit]:
    """写了原因，没有写下一步怎么改。"""
    for row in subject.score.indicators:
        reason = row.indicator.reason
        if row.printed is None or row.weight is None or row.printed >= row.weight:
            continue
        if not is_vague(reason.text) and not any(word in reason.text for word in _REMEDIES):
            yield Hit(reason, words={"level3": row.indicator.level3.text})


_REMEDIES = ("改进", "措施", "下一步", "今后", "下年", "将加强", "整改")
