"""PX551 说明里的增减数与两边指标值之差不符"""

from collections.abc import Iterator
from decimal import Decimal

from perfxl.grammar import Measured
from perfxl.grammar.patterns import Pattern
from perfxl.model.finding import Severity
from perfxl.model.table import Entry, Indicator, Table
from perfxl.rules.engine.form_groups import ADJUSTMENTS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.told_figures import Figure, figures_in
from perfxl.standards.documents import own_convention

_CHANGE = Pattern(
    "新增|增加|增补|追加|调增|扩大|减少|调减|压减|核减|取消|未|缩减|不再|其中|因|当年"
)


@rule(
    id="PX551",
    title="说明里的增减数与两边指标值之差不符",
    severity=Severity.WARNING,
    forms=ADJUSTMENTS,
    basis=(own_convention("说明里写增减了多少，就是调整后与年初指标值之差"),),
    message="{place}写“{found}”，“{level3}”年初“{before}”、调整后“{after}”，差的不是这个数。",
    hint="请核对 {cells} 和两边的指标值，改成一致。",
)
def noted_difference_off(subject: Subject) -> Iterator[Hit]:
    """一行的说明、年度总体目标里写“新增认定118人”“300盏未移交”，与单位相同、唯一改了的一行的差不同。

    正好是年初、调整后指标值的不报；一处写了几个同单位的数的不比。
    """
    table = subject.table
    changed = [row for row in table.indicators if _gap(row)]
    told: set[tuple[int, int]] = set()
    for row in changed:
        for place, entry in _texts(table, row):
            same = [each for each in figures_in(entry.text, table.year) if _is_of(row, each)]
            if entry.place in told or len(same) != 1 or _others_changed(changed, row, same[0]):
                continue
            figure = same[0]
            said = _CHANGE.search(figure.before + figure.after) is not None
            if said and figure.value.base_number not in _numbers(row):
                told.add(entry.place)
                yield Hit(
                    entry,
                    found=figure.clause,
                    words={
                        "place": place,
                        "level3": row.level3.text,
                        "before": row.target.text,
                        "after": row.target_adjusted.text,
                    },
                    related=(row.target, row.target_adjusted),
                )


def _texts(table: Table, row: Indicator) -> Iterator[tuple[str, Entry]]:
    yield "说明", row.note
    for name in ("expected", "adjusted"):
        if name in table.goals:
            yield "年度总体目标", table.goals[name]


def _gap(row: Indicator) -> Decimal | None:
    before, after = row.target_value, row.target_adjusted_value
    if not isinstance(before, Measured) or not isinstance(after, Measured):
        return None
    if before.dimension != after.dimension or not row.target_adjusted.text or before.upper:
        return None
    return after.base_number - before.base_number


def _is_of(row: Indicator, figure: Figure) -> bool:
    value = row.target_value
    return isinstance(value, Measured) and value.dimension == figure.value.dimension


def _others_changed(changed: list[Indicator], row: Indicator, figure: Figure) -> bool:
    return any(each is not row and _is_of(each, figure) for each in changed)


def _numbers(row: Indicator) -> set[Decimal]:
    """差额，和两边的指标值。"""
    values = (row.target_value, row.target_adjusted_value)
    known = {each.base_number for each in values if isinstance(each, Measured)}
    return known | {abs(_gap(row) or Decimal(0))}
