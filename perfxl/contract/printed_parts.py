"""一张表分写在几张工作表上、表头各印一遍的，对外 JSON 里照旧各写一张，后面的用 ``continues`` 指着第一张。"""

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from perfxl.model.remark import Remark
from perfxl.model.table import ABSENT, ContinuedOn, Entry, Indicator, Line, Table, Total


def printed_parts(table: Table) -> list[Table]:
    """印着自己的表头的各部分；没有重印表头的接在前一部分里，只有一部分的是原来的表。"""
    again = [each for each in table.continued_on if not each.headless]
    if not again:
        return [table]
    parts: list[tuple[ContinuedOn, list[ContinuedOn]]] = [
        (ContinuedOn(table.sheet, table.block, headless=False), [])
    ]
    for each in table.continued_on:
        if each.headless:
            parts[-1][1].append(each)
        else:
            parts.append((each, []))
    return [_part(table, head, others) for head, others in parts]


def _part(table: Table, head: ContinuedOn, others: list[ContinuedOn]) -> Table:
    own = {head.sheet, *(each.sheet for each in others)}

    def is_own(entry: Entry) -> bool:
        return table.sheet_of(entry) in own

    def shown(entry: Entry) -> Entry:
        """别的部分里的只取文字；这一张工作表上的照它自己的行号。"""
        if not is_own(entry):
            return Entry(entry.text)
        return entry.on_own_sheet if entry.sheet == head.sheet else entry

    def some(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        return tuple(shown(each) for each in entries if is_own(each))

    def named(entries: dict[str, Entry]) -> dict[str, Entry]:
        return {name: shown(entry) for name, entry in entries.items() if is_own(entry)}

    first = head.sheet == table.sheet
    total = table.total if is_own(table.total.label) and table.total.label.exists else Total()
    graded = is_own(table.conclusion if table.conclusion.exists else table.grade)
    return replace(
        table,
        sheet=head.sheet,
        block=head.block,
        continues="" if first else table.sheet,
        continued_on=tuple(others),
        title=shown(table.title) if is_own(table.title) else ABSENT,
        fields=named(table.fields),
        blank_fields=named(table.blank_fields),
        details=named(table.details),
        funds=table.funds if first else (),
        goals=table.goals if first else {},
        tasks=table.tasks if first else (),
        task_sums=table.task_sums if first else (),
        indicators=_rows(table.indicators, is_own, shown),
        period_indicators=_rows(table.period_indicators, is_own, shown),
        lines=tuple(_renewed_line(line, shown) for line in table.lines if is_own(line.name)),
        sums=tuple(_renewed_line(line, shown) for line in table.sums if is_own(line.name)),
        total=Total(*(shown(each) for each in total)),
        conclusion=shown(table.conclusion) if graded else ABSENT,
        grade=shown(table.grade) if graded else ABSENT,
        remarks=tuple(
            _shown_remark(each, shown) for each in table.remarks if is_own(each.entries[0])
        ),
        hints=some(table.hints),
        unrecognised=some(table.unrecognised),
        leftover=some(table.leftover),
        unread_columns=some(table.unread_columns),
        uncalculated=some(table.uncalculated),
        placed_columns=tuple((shown(e), role) for e, role in table.placed_columns if is_own(e)),
        oddly_shown=tuple(
            each._replace(entry=shown(each.entry))
            for each in table.oddly_shown
            if is_own(each.entry)
        ),
        hidden_rows=table.hidden_rows if first else (),
        hidden_columns=some(table.hidden_columns),
    )


def _shown_remark(remark: Remark, shown: Callable[[Entry], Entry]) -> Remark:
    return remark._replace(entries=tuple(map(shown, remark.entries)))


def _rows(
    rows: tuple[Indicator, ...], is_own: Callable[[Entry], bool], shown: Callable[[Entry], Entry]
) -> tuple[Indicator, ...]:
    return tuple(
        _renewed(row, shown)
        for row in rows
        if is_own(row.level3 if row.level3.exists else row.target)
    )


def _renewed(row: Indicator, shown: Callable[[Entry], Entry]) -> Indicator:
    """各格都照 ``shown`` 换过的一行。"""
    changes: dict[str, Any] = {
        each.name: shown(value)
        for each in fields(row)
        if isinstance(value := getattr(row, each.name), Entry) and value.exists
    }
    return replace(row, **changes)


def _renewed_line(line: Line, shown: Callable[[Entry], Entry]) -> Line:
    changes: dict[str, Any] = {
        each.name: shown(value)
        for each in fields(line)
        if isinstance(value := getattr(line, each.name), Entry) and value.exists
    }
    return replace(line, **changes).with_amounts(shown)
