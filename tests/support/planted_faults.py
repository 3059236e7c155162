"""在读好的工作簿里种几处毛病：改错的得分、总分、等级、执行率、分值、金额，结论里照旧的分数，写法的毛病。"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from random import Random

from perfxl.actions.assessment import Assessment
from perfxl.actions.preview import previewed
from perfxl.grammar import Measured
from perfxl.model.edit import Edit
from perfxl.model.score import TableScore
from perfxl.model.table import Entry, Indicator, Table
from perfxl.model.workbook import Workbook
from perfxl.standards.profile import load_profile

_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_GRADES = ("优", "良", "中", "差")


def planted(workbook: Workbook, assessed: Assessment, random: Random, number: int) -> Workbook:
    """``workbook`` 里随意种 ``number`` 处。"""
    faults = list(_faults(assessed))
    chosen = random.sample(faults, min(number, len(faults)))
    edits = {edit.place: edit for group in chosen for edit in group}
    return replace(previewed(workbook)(list(edits.values())), stamp=None)


def _faults(assessed: Assessment) -> Iterator[list[Edit]]:
    for table in assessed.document.tables:
        yield from _of_values(table)
        yield from _of_amounts(table)
        if table.spec.scored:
            yield from _of_scores(table)
    for score in assessed.scores:
        yield from _agreeing(score)


def _agreeing(score: TableScore) -> Iterator[list[Edit]]:
    """一行的得分（连同分值）错了，总分、等级、结论照错的写，自己都对得上。"""
    table, total = score.table, score.table.total.score
    if total.number is None:
        return
    grade = load_profile().grade_of
    for row in score.indicators:
        weight, printed, target = row.weight, row.printed, row.indicator.target
        if not weight or printed is None or not target.text:
            continue
        for short in (Decimal(1), weight / 2):
            shifts: list[tuple[list[Edit], Decimal]] = [
                # 少给了：完成值达到了。
                (_edit(table, row.indicator.score, printed - short), -short),
                # 完成值少一点点，得分照满分。
                (_edit(table, row.indicator.actual, _lessened(row.indicator)), Decimal(0)),
                # 漏了一行：分值、得分都没有写。
                (
                    [
                        *_edit(table, row.indicator.weight, weight - short),
                        *_edit(table, row.indicator.score, weight),
                    ],
                    weight - printed,
                ),
            ]
            for edits, shift in shifts:
                if not edits:
                    continue
                after = total.number + shift
                told = f"自评得分{after.normalize():f}分，等级为{grade(after)}。已按计划完成。"
                whole = [*edits, *_edit(table, total, after)]
                yield whole
                yield [*whole, *_edit(table, table.conclusion, told)]
                yield [
                    *whole,
                    *_edit(table, table.grade_cell, grade(after)),
                    *_edit(table, table.conclusion, told),
                ]


def _lessened(row: Indicator) -> str | None:
    """完成值里的数少写一成。"""
    value = row.actual_value
    if not isinstance(value, Measured) or value.number is None or not value.number:
        return None
    less = (value.number * Decimal("0.9")).quantize(Decimal("0.1"))
    return f"{less:f}{value.unit or ''}"


def _edit(table: Table, entry: Entry, after: Decimal | str | None) -> list[Edit]:
    if not entry.exists or entry.formula is not None or entry.continued:
        return []
    if isinstance(after, str) and entry.prefix:
        after = f"{entry.prefix}{after}"
    return [Edit(table.sheet_of(entry), entry.address, after, "", entry.text)]


def _apart(table: Table, entry: Entry, *others: Decimal) -> Iterator[list[Edit]]:
    """一个数高了、低了、空着、换成别的。"""
    number = entry.number
    if number is None:
        return
    for after in (number + 1, number - 1, number + Decimal("0.87"), None, *others):
        if found := _edit(table, entry, after):
            yield found


def _of_scores(table: Table) -> Iterator[list[Edit]]:
    for row in table.indicators:
        weight = row.weight.number
        if weight is None:
            continue
        yield from _apart(table, row.score, weight, weight + 5, Decimal(0))
        if found := [*_edit(table, row.weight, weight + 5)]:
            yield found
    fund, total = table.annual_total, table.total.score
    if fund is not None:
        yield from _apart(table, fund.score)
        yield from _apart(table, fund.rate)
    yield from _apart(table, total, Decimal(100))
    for grade in _GRADES:
        for entry in (table.grade_cell, table.conclusion):
            if found := _edit(
                table, entry, f"{grade}。已按计划完成。" if entry is table.conclusion else grade
            ):
                yield found
    if total.number is not None:
        for grade in _GRADES[:2]:
            said = f"自评得分{total.number}分，等级为{grade}。已按计划完成。"
            if found := _edit(table, table.conclusion, said):
                yield found


def _of_amounts(table: Table) -> Iterator[list[Edit]]:
    for fund in table.funds:
        for entry in (fund.budget, fund.executed, fund.initial, fund.change):
            if entry.number is not None and (found := _edit(table, entry, entry.number + 1)):
                yield found
    for line in table.lines:
        for amounts in (line.initial, line.adjusted, line.executed):
            entry = amounts.total
            if entry.number is not None and (found := _edit(table, entry, entry.number + 1)):
                yield found
        if line.score.number is not None:
            yield from _apart(table, line.score)


def _of_values(table: Table) -> Iterator[list[Edit]]:
    for row in table.indicators:
        for entry in (row.target, row.actual, row.target_adjusted):
            if not entry.text:
                continue
            for after in (
                entry.text.translate(_FULL_WIDTH),
                f" {entry.text}",
                entry.text.replace("≥", "≧"),
            ):
                if after != entry.text and (found := _edit(table, entry, after)):
                    yield found
