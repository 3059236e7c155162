"""预算表里可能错了数量级的金额：年初、调整正好差十、百、千、万倍，或一项错位正好补上合计的差。"""

from collections.abc import Iterator
from decimal import Decimal

from perfxl.model.score import Hanging, Slip
from perfxl.model.sentence import sentence
from perfxl.model.table import Entry, Line, Table
from perfxl.rules.engine.telling import row_called
from perfxl.rules.facts.budget_sums import SPLITS, BudgetSums, SumFault, name_of
from perfxl.scoring.slips import power_apart, times_said

_CHANGE = "增减数"


def line_slips(table: Table) -> tuple[Slip, ...]:
    """一张预算表里可疑的金额，靠它的是这一行和上级各行的增减数；没有的为空。"""
    if not table.lines:
        return ()
    sums = BudgetSums(table)
    above = _above(sums)
    found = [*_in_lines(table, above), *_in_sums(sums, above)]
    return tuple({slip.entry.place: slip for slip in found}.values())


def _in_lines(table: Table, above: dict[int, list[Line]]) -> Iterator[Slip]:
    for line in (*table.lines, *table.sums):
        for split in SPLITS:
            initial: Entry = getattr(line.initial, split)
            adjusted: Entry = getattr(line.adjusted, split)
            power = power_apart(adjusted.number, initial.number)
            if power is None or initial == adjusted:
                continue
            why = sentence(
                *(f"{row_called(name_of(line))}的调整预算数 {adjusted.text}（", adjusted),
                f"）正好是年初预算数的 {times_said(power)}",
            )
            yield Slip(adjusted, why, _change_cells([line, *above.get(line.row, ())]))


def _in_sums(sums: BudgetSums, above: dict[int, list[Line]]) -> Iterator[Slip]:
    for fault in sums.faults:
        for split, off in fault.differences.items():
            if off.rounded:
                continue
            slipped = list(_slipped_in(fault, split))
            if len(slipped) != 1:
                continue
            [(line, entry, power)] = slipped
            why = sentence(
                *(f"{row_called(name_of(line))}的 {entry.text}（", entry),
                f"）错了位，改成它的 {times_said(power)} 上下级就合得上",
            )
            lines = [line, fault.whole, *above.get(line.row, ()), *above.get(fault.whole.row, ())]
            yield Slip(entry, why, _change_cells(lines))


def _slipped_in(fault: SumFault, split: str) -> Iterator[tuple[Line, Entry, Decimal]]:
    """乘除几个十，合计就正好的一项。"""
    off = fault.differences[split]
    gap = off.found - off.expected
    whole: Entry = getattr(fault.whole.amounts_of(fault.group), split)
    power = power_apart(off.expected, whole.number)
    if power is not None and off.expected == off.found * power:
        yield fault.whole, whole, power
    for line in fault.parts:
        entry: Entry = getattr(line.amounts_of(fault.group), split)
        if not entry.number:
            continue
        power = power_apart(entry.number + gap, entry.number)
        if power is not None and entry.number + gap == entry.number * power:
            yield line, entry, power


def _above(sums: BudgetSums) -> dict[int, list[Line]]:
    """各行的上级，近的在前，末尾是全表的合计行。"""
    parents = {
        child.line.row: branch.line for branch in sums.tree.branches() for child in branch.children
    }
    total = sums.total_line
    above: dict[int, list[Line]] = {}
    for line in sums.table.lines:
        chain: list[Line] = []
        row = line.row
        while row in parents and parents[row] not in chain:
            chain.append(parents[row])
            row = parents[row].row
        if total is not None and total not in chain and total.row != line.row:
            chain.append(total)
        above[line.row] = chain
    return above


def _change_cells(lines: list[Line]) -> tuple[Hanging, ...]:
    entries = [getattr(line.change, split) for line in lines for split in SPLITS]
    unique = {entry.place: entry for entry in entries if entry.exists}
    return tuple(Hanging(entry, _CHANGE) for entry in unique.values())
