"""PX363 审核表的合计与各项不符"""

from collections.abc import Iterator
from decimal import Decimal

from perfxl.model.finding import Severity
from perfxl.model.table import Entry
from perfxl.rules.engine.form_groups import TARGET_REVIEWS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.scoring.rounding import SAME_POINTS, grouped
from perfxl.standards.documents import own_convention


@rule(
    id="PX363",
    title="审核表的合计与各项不符",
    severity=Severity.ERROR,
    forms=TARGET_REVIEWS,
    basis=(own_convention("打分的审核表，合计的分值、得分是各项的合计"),),
    message="合计{column}填 {found} 分，各项{column}合计 {expected} 分，差 {gap} 分。",
    hint="请核对 {cells} 和各项{column}，看是否漏了一项或加错。",
)
def review_total_off(subject: Subject) -> Iterator[Hit]:
    """分值一栏、得分一栏各看；有一项读不成数的不看。"""
    table = subject.table
    sides = (
        ("分值", table.total.weight, [line.weight for line in table.lines]),
        ("得分", table.total.score, [line.score for line in table.lines]),
    )
    for column, whole, parts in sides:
        hit = _off(column, whole, [each for each in parts if each.exists])
        if hit is not None:
            yield hit


def _off(column: str, whole: Entry, parts: list[Entry]) -> Hit | None:
    said = [each for each in parts if each.text]
    numbers = [each.number for each in said if each.number is not None]
    if whole.number is None or not numbers or len(numbers) < len(said):
        return None
    expected = sum(numbers, Decimal(0))
    gap = whole.number - expected
    if abs(gap) <= SAME_POINTS:
        return None
    words: dict[str, object] = {"column": column, "gap": grouped(abs(gap))}
    return Hit(whole, found=whole.number, expected=expected, words=words, related=said)
