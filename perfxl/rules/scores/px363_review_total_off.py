"""PX363 审核表的合计与各项不符"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from perfxl.model.finding import Severity
from perfxl.model.table import Entry, Line, Table, Total
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
    basis=(own_convention("打分的审核表，合计、小计的分值、得分是各项的合计"),),
    message="{whole}{column}填 {found} 分，{parts}{column}合计 {expected} 分，差 {gap} 分。",
    hint="请核对 {cells} 和各项{column}，看是否漏了一项或加错。",
)
def review_total_off(subject: Subject) -> Iterator[Hit]:
    """分值一栏、得分一栏各看；有一项读不成数的不看。

    各类审核（一、完整性审核；小计）与它的各项比；合计与各类比，没有分类的与各项比。
    """
    table = subject.table
    for whole in table.sums:
        own = [line for line in table.lines if line.row in whole.sum_of]
        name = f"“{whole.name.text}”"
        yield from filter(None, (_off(each, name, whole, own) for each in _COLUMNS))
    for column in _COLUMNS:
        found = [_off(column, "合计", table.total, parts) for parts in _ways(table)]
        first = found[0]
        if all(found) and first is not None:
            yield first


_COLUMNS = {"分值": "weight", "得分": "score"}


def _ways(table: Table) -> list[Sequence[Line]]:
    """合计加的是什么：各类加起来正好是各项的，是各类或各项；不是的，是各项。"""
    rest = {line.row for line in table.lines}
    tops: list[Line] = []
    for line in table.sums:
        if line.sum_of and rest.issuperset(line.sum_of):
            tops.append(line)
            rest.difference_update(line.sum_of)
    return [tops, table.lines] if tops and not rest else [table.lines]


def _off(column: str, name: str, whole: Line | Total, parts: Sequence[Line]) -> Hit | None:
    role = _COLUMNS[column]
    printed: Entry = getattr(whole, role)
    said = [each for line in parts if (each := _entry(line, role)).text]
    numbers = [each.number for each in said if each.number is not None]
    if printed.number is None or not numbers or len(numbers) < len(said):
        return None
    expected = sum(numbers, Decimal(0))
    gap = printed.number - expected
    if abs(gap) <= SAME_POINTS:
        return None
    kinds = "各类" if parts[0].sum_of else "各项"
    words: dict[str, object] = {
        "column": column, "gap": grouped(abs(gap)), "whole": name, "parts": kinds,
    }  # fmt: skip
    return Hit(printed, found=printed.number, expected=expected, words=words, related=said)


def _entry(line: Line, role: str) -> Entry:
    entry: Entry = getattr(line, role)
    return entry
