"""PX311 原因栏没有改进措施"""

from collections.abc import Iterator

from perfxl.grammar.remedies import says_remedy
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
    """写了原因，没有写下一步怎么改；写明以后哪一天做完、列入哪一年的计划、已经补上的，就是措施。"""
    for row in subject.score.indicators:
        reason = row.indicator.reason
        if row.printed is None or row.weight is None or row.printed >= row.weight:
            continue
        if row.indicator.remedy and not is_vague(row.indicator.remedy):
            continue
        if not is_vague(reason.text) and not says_remedy(reason.text, subject.table.year):
            yield Hit(reason, words={"level3": row.indicator.level3.text})
