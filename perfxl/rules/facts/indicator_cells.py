"""指标的名称和指标值，一边一份：调整批复表有年初、调整后两边，别的表只有一边。"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from perfxl.grammar import Measured, Placeholder, Value, parse
from perfxl.model.table import ABSENT, Entry, Indicator, Table
from perfxl.rules.facts.indicator_names import is_unwanted
from perfxl.rules.facts.unfilled import is_vague


class TargetCell(NamedTuple):
    """一个指标的一边：所在的行、三级指标名称的格、指标值的格和读成的值、是不是调整后的一边。"""

    row: Indicator
    level3: Entry
    target: Entry
    value: Value
    adjusted: bool

    @property
    def printed(self) -> Entry:
        """指标值一格的原文；性质、单位另列一栏而看不到原文的为 ``ABSENT``。"""
        row = self.row
        if not row.nature.exists and not row.unit.exists:
            return self.target
        return ABSENT if self.adjusted else row.value


class StatedTarget(NamedTuple):
    """一个指标写下的指标值；两边的名称、指标值都相同的算一个，``names``、``targets`` 是各边的格。"""

    row: Indicator
    level3: Entry
    target: Entry
    value: Value
    names: tuple[Entry, ...]
    targets: tuple[Entry, ...]


def target_cells(row: Indicator) -> Iterator[TargetCell]:
    """一行有的每一边。

    新增的指标没有年初一边，取消的没有调整后一边（空着、``0``、``0元``、``/``）；预算执行率行、
    没有名称的行、没有算过的公式也不算。两边合并成一格的只算年初。
    """
    if row.is_execution:
        return
    before = TargetCell(row, row.level3, row.target, row.target_value, adjusted=False)
    if not row.target_adjusted.exists:
        if _is_there(before):
            yield before
        return
    adjusted = row.target_adjusted
    after = TargetCell(row, row.level3_adjusted, adjusted, row.target_adjusted_value, adjusted=True)
    if _is_there(before) and not _is_bare_zero(before):
        yield before
    apart = after.target.place != before.target.place
    if _is_there(after) and not _is_bare_zero(after) and apart:
        yield after


def stated_targets(cells: Sequence[TargetCell]) -> Iterator[StatedTarget]:
    """一行写下的指标值，``cells`` 是它的各边；年初与调整后相同的只给一次。"""
    if not cells:
        return
    first = cells[0]
    if len(cells) == 1:
        yield StatedTarget(*first[:4], (first.level3,), (first.target,))
        return
    same = [
        cell
        for cell in cells
        if (cell.level3.text, cell.target.text) == (first.level3.text, first.target.text)
    ]
    for group in (same, [cell for cell in cells if cell not in same]):
        if group:
            yield StatedTarget(
                group[0].row,
                group[0].level3,
                group[0].target,
                group[0].value,
                _apart([cell.level3 for cell in group]),
                tuple(cell.target for cell in group),
            )


def stated_names(table: Table) -> Iterator[tuple[Indicator, tuple[Entry, ...]]]:
    """各行的三级指标名称；年初与调整后相同的只给一次，给出各边的格。

    上下合并成一格的名称只给第一行；新增、取消的指标空着的一边（样表里印着“数量1”）不算。
    """
    for row in table.indicators:
        if row.is_execution:
            continue
        sides = [row.level3]
        if row.target_adjusted.exists:
            both = ((row.level3, row.target), (row.level3_adjusted, row.target_adjusted))
            sides = [name for name, target in both if _is_standing(target)]
        written = [entry for entry in sides if entry.row == row.row and not is_vague(entry.text)]
        for text in dict.fromkeys(entry.text for entry in written):
            yield row, _apart([entry for entry in written if entry.text == text])


def _is_there(cell: TargetCell) -> bool:
    target = cell.target
    if not target.exists or target.uncalculated or is_vague(cell.level3.text):
        return False
    return not is_vague(target.text) and not isinstance(cell.value, Placeholder)


def _is_standing(target: Entry) -> bool:
    value = parse(target.to_read)
    return not (
        is_vague(target.text)
        or isinstance(value, Placeholder)
        or (isinstance(value, Measured) and value.operator is None and value.number == 0)
    )


def _is_bare_zero(cell: TargetCell) -> bool:
    value = cell.value
    bare = isinstance(value, Measured) and value.operator is None and value.number == 0
    return bare and not is_unwanted(cell.level3.text)  # 事故 0 起是真的指标值


def _apart(entries: list[Entry]) -> tuple[Entry, ...]:
    return tuple({entry.place: entry for entry in entries}.values())
