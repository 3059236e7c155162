"""读完以后，哪些有字的格没有读懂：一张表可不可信，一看便知。"""

import re
from collections.abc import Iterator
from dataclasses import replace

from perfxl.grammar.glyphs import compact
from perfxl.model.table import Entry, Table
from perfxl.reading.headers import Header
from perfxl.reading.labels import (
    half_of,
    indicator_column,
    is_group_label,
    is_points_remark,
    label_key,
)
from perfxl.reading.parts import Part

_NOTE = re.compile(r"^(?:注|备注|说明|填表说明|填报说明|附注)(?:[:：、.\d]|$)")
_NOTHING = re.compile(r"[-—―–/／无空\s]*")
_HEADER_GROUPS = ("绩效指标", "年度绩效指标", "收入", "支出")


def with_leftover(table: Table, part: Part) -> Table:
    """补上 ``leftover``（没有读懂的格）和 ``unread_columns``（没有读的栏，隐藏的列也在内）。"""
    region, header = part.region, part.header
    read = header.used_columns | (part.lower.used_columns if part.lower else set())
    header_rows = range(header.top, header.bottom + 1)
    ticked = _ticked_parts(table, part)
    unread = [
        entry
        for row in header_rows
        for entry in region.texts(row)
        if not (_is_read(part, entry, read) and header.is_known(entry.text))
        and label_key(entry.text) not in ticked
        and not _is_heading(entry.text)
        and not (part.lower and entry.column < header.first_column)  # 这一列写年初、调整后
        and entry.column not in region.grid.hidden_columns
    ]
    columns = {
        column
        for entry in unread
        if not _is_read(part, entry, read)
        for column in range(entry.column, region.grid.block(entry.row, entry.column).right + 1)
    }
    listed = {(entry.row, entry.column) for entry in (*table.hints, *table.unrecognised)}
    body_rows = {each.row for each in (*table.indicators, *table.period_indicators)}
    body_rows |= {each.target_adjusted.row for each in table.indicators}
    body_rows |= {line.row for line in (*table.lines, *table.sums)}
    body_rows |= {hint.row for hint in table.hints}
    columns |= _number_columns(part, header_rows)
    region.take(*(entry for entry in _used(table) if entry.column in read))
    hidden: dict[int, Entry] = {}
    leftover: list[Entry] = []
    for row in region.grid.rows_between(table.block.top, table.block.bottom):
        if row in header_rows or row in part.skipped or row in part.passed:
            continue
        texts = region.unread(region.texts(row))
        if row > header.bottom and texts and _NOTE.search(compact(texts[0].text)):
            if row < part.end:
                continue  # 夹在指标中间的说明
            break  # 表下的说明
        for entry in texts:
            in_body = row in body_rows and (
                entry.column in columns or _NOTHING.fullmatch(entry.text) is not None
            )
            if in_body or (row, entry.column) in listed or is_group_label(entry.text):
                continue
            if entry.column in region.grid.hidden_columns:
                hidden.setdefault(entry.column, entry)
            else:
                leftover.append(entry)
    unread += hidden.values()
    leftover += _unread_numbers(table)
    leftover.sort(key=lambda entry: (entry.row, entry.column))
    return replace(table, leftover=tuple(leftover), unread_columns=(*table.unread_columns, *unread))


def _ticked_parts(table: Table, part: Part) -> set[str]:
    """划过勾、写过字的各格名称；一次也没有的，名称又不通行的，仍算没有读。"""
    if not isinstance(part.header, Header):
        return set()
    said = " ".join(f"{row.reason.text} {row.likelihood.text}" for row in table.indicators)
    return {name for name in part.header.parts.values() if name in said}


def _used(table: Table) -> Iterator[Entry]:
    """表身各行里读出来的格。"""
    spec = table.spec
    for row in (*table.indicators, *table.period_indicators):
        yield from spec.indicators.of(row)
        yield row.level1
        yield row.project
    for line in (*table.lines, *table.sums):
        yield from spec.lines.of(line)


def _unread_numbers(table: Table) -> list[Entry]:
    """应当是数、却读不成数的格：约5万元、见附件。横线、斜杠是有意不填。"""
    totals = (table.total, *table.subtotals)
    entries = [entry for total in totals for entry in (total.weight, total.score)]
    for fund in table.funds:
        entries += (*fund.amounts, fund.weight, fund.rate, fund.expected_rate, fund.score)
    for indicator in (*table.indicators, *table.period_indicators):
        entries += (indicator.weight, indicator.score)
    for line in (*table.lines, *table.sums):
        for amounts in (line.initial, line.adjusted, line.change):
            entries += amounts
    wrong = {
        (entry.row, entry.column): entry
        for entry in entries
        if entry.text
        and entry.shown_amount is None
        and entry.formula is None
        and _NOTHING.fullmatch(entry.text) is None
    }
    return list(wrong.values())


def _number_columns(part: Part, header_rows: range) -> set[int]:
    """序号一栏。"""
    return {
        entry.column
        for row in header_rows
        for entry in part.region.texts(row)
        if compact(entry.text) == "序号"
    }


def _is_read(part: Part, entry: Entry, read: set[int]) -> bool:
    block = part.region.grid.block(entry.row, entry.column)
    return any(column in read for column in range(block.left, block.right + 1))


def _is_heading(text: str) -> bool:
    """表头里的大栏、行标题：自己不是一栏。"""
    half = half_of(text) is not None and indicator_column(text) is None
    heading = is_group_label(text) or half or is_points_remark(text)
    return heading or compact(text) in _HEADER_GROUPS
