"""PX218 比率超过 100%"""

from collections.abc import Iterator

from perfxl.grammar import Kind, Measured, Operator, Value, parse
from perfxl.model.finding import Severity
from perfxl.model.table import Entry
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.indicator_names import at_most_hundred
from perfxl.standards.documents import own_convention


@rule(
    id="PX218",
    title="比率超过 100%",
    severity=Severity.WARNING,
    forms=WITH_INDICATORS,
    basis=(own_convention("合格率、到位率、满意度一类，全部做到就是 100%"),),
    message="“{level3}”的{what}“{found}”{why}，这样的比率最多是 100%。",
    hint="请核对 {cells}{better}。",
)
def rate_over_hundred(subject: Subject) -> Iterator[Hit]:
    """合格率、到位率、准确率、满意度一类写了 100% 以上；写“≥100%”的只作参考，应写“=100%”。

    增长率、任务完成率可以超过 100%，不在此列。满意度正好 100% 的由 PX514 报。
    """
    for stated in subject.stated_targets:
        value, name = stated.value, stated.level3.text
        if not at_most_hundred(name) or not _is_percent(value):
            continue
        if _beyond(value):
            yield _hit(stated.targets, name, "指标值", "在 100% 以上")
        elif _reaches(value) and "满意" not in name:
            yield _hit(stated.targets, name, "指标值", "不会再高", Severity.INFO)
    for row in subject.table.indicators:
        if row.is_execution or not row.actual.text or not at_most_hundred(row.level3.text):
            continue
        if _beyond(parse(row.actual.to_read)):
            yield _hit((row.actual,), row.level3.text, "实际完成值", "在 100% 以上")


def _hit(
    entries: tuple[Entry, ...], name: str, what: str, why: str, severity: Severity | None = None
) -> Hit:
    return Hit(
        entries,
        found=entries[0].text,
        expected="=100%",
        words={
            "level3": name,
            "what": what,
            "why": why,
            "better": "，应写“=100%”" if severity else "；确实可以超过的，把名称写明是按什么算的",
        },
        severity=severity,
    )


def _is_percent(value: Value) -> bool:
    return isinstance(value, Measured) and value.kind is Kind.PERCENT and value.trend == 0


def _beyond(value: Value) -> bool:
    """要求在 100% 以上，或就是 100% 以上。"""
    if not isinstance(value, Measured) or not _is_percent(value):
        return False
    return value.base_number > 100 or (
        value.base_number == 100 and value.operator is Operator.ABOVE
    )


def _reaches(value: Value) -> bool:
    return (
        isinstance(value, Measured)
        and value.base_number == 100
        and value.operator is Operator.AT_LEAST
    )
