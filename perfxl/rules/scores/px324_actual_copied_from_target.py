"""PX324 完成值与指标值个个相同"""

from collections.abc import Iterator

from perfxl.grammar import Measured, Unreadable, Value
from perfxl.model.finding import Severity
from perfxl.model.table import Entry
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.unfilled import is_idle, read_values
from perfxl.scoring.comparable_numbers import comparable_numbers
from perfxl.standards.documents import own_convention

# 少于这么多行的，个个相同也不奇怪。
_LEAST = 7


@rule(
    id="PX324",
    title="完成值与指标值个个相同",
    severity=Severity.INFO,
    basis=(own_convention("完成值填年底实际数，不照抄指标值"),),
    message="有数的 {found} 行，完成值与指标值个个相同，像是照抄的。",
    hint="请核对 {cells}，填年底的实际数。",
)
def actual_copied_from_target(subject: Subject) -> Iterator[Hit]:
    """有数的指标至少 7 行，完成值一个不差地等于指标值。“≥”“≤”的指标很少正好做到那个数；
    全是“=”的不算。
    """
    same: list[tuple[Measured, Measured]] = []
    entries = []
    for row in subject.table.indicators:
        target, actual = read_values(row)
        if row.is_execution or is_idle(row):
            continue
        if any(_is_unknown(*each) for each in ((row.target, target), (row.actual, actual))):
            return  # 不知道是不是也一样
        if not isinstance(target, Measured) or not isinstance(actual, Measured):
            continue
        pair = comparable_numbers(target, actual)
        if pair is None or pair[0] != pair[1]:
            return
        same.append((target, actual))
        entries.append(row.actual)
    open_ended = [
        target for target, _ in same if target.operator is not None and target.operator.value != "="
    ]
    if len(same) >= _LEAST and len(open_ended) * 2 >= len(same):
        yield Hit(entries, found=str(len(same)))


def _is_unknown(entry: Entry, value: Value) -> bool:
    return entry.uncalculated or isinstance(value, Unreadable)
