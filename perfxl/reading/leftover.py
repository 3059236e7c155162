"""读完以后，哪些有字的格没有读懂：一张表可不可信，一看便知。"""

from collections.abc import Iterator
from dataclasses import replace

from perfxl.grammar.glyphs import compact
from perfxl.grammar.nothing_said import is_left_blank
from perfxl.model.grid import Grid
from perfxl.model.table import AMOUNT_GROUPS, Entry, Table
from perfxl.reading.header import Header
from perfxl.reading.labels import (
    half_of,
    indicator_column,
    is_grade_label,
    is_group_label,
    is_known_level,
    is_points_remark,
    is_total,
    label_key,
)
from perfxl.reading.parts import AnyHeader, Part
from perfxl.reading.stacked import is_block_label

# 写话的各栏。
_WORDS = ("reason", "note")
_HEADER_GROUPS = ("绩效指标", "年度绩效指标", "收入", "支出")


def with_leftover(table: Table, part: Part) -> Table:
    """补上 ``leftover``（没有读懂的格）和 ``unread_columns``（没有读的栏，隐藏的列也在内）。"""
    region, header = part.region, part.header
    read = header.used_columns | (part.lower.used_columns if part.lower else set())
    headings = _unread_headings(table, part, read)
    columns = {
        column
        for entry in (*headings, *_passed_heads(table, header))
        if entry not in headings or not _is_read(part, entry, read)
        for column in range(entry.column, region.grid.block(entry.row, entry.column).right + 1)
    }
    columns |= _number_columns(part, range(header.top, header.bottom + 1))
    region.take(*(entry for entry in _used(table) if entry.column in read))
    hidden: dict[int, Entry] = {}
    leftover: list[Entry] = []
    for entry in _left_in_body(table, part, columns):
        if entry.column in region.grid.hidden_columns:
            hidden.setdefault(entry.column, _head_over(region.grid, header, entry))
        else:
            leftover.append(entry)
    leftover += _unread_numbers(table)
    leftover += _rests(table, part)
    leftover.sort(key=lambda entry: (entry.row, entry.column))
    passed = sorted(header.passed) if isinstance(header, Header) else []
    heads = [region.grid.entry(header.bottom, column) for column in passed]
    unread = (*table.unread_columns, *headings, *heads, *hidden.values())
    return replace(
        table,
        leftover=tuple(leftover),
        unread_columns=unread,
        blank_columns=tuple(head for head in unread if _is_blank_below(table, part, head)),
        unread_contents=tuple((head, _said_below(table, part, head)) for head in unread),
        placed_columns=(*table.placed_columns, *_placed(part)),
    )


def _head_over(grid: Grid, header: AnyHeader, entry: Entry) -> Entry:
    """隐藏的一列里，表头以下一格的栏名；没有栏名的、在表头以上的就是这一格。"""
    if entry.row <= header.bottom:
        return entry
    rows = range(header.bottom, header.top - 1, -1)
    heads = (grid.entry(row, entry.column) for row in rows)
    return next((head for head in heads if head.text and head.column == entry.column), entry)


def _passed_heads(table: Table, header: AnyHeader) -> list[Entry]:
    """表头里认得而没有读的栏名（照调整后的读，年初的一栏）：各行的格不再一格一格地列。"""
    return [each for each in table.unread_columns if header.top <= each.row <= header.bottom]


def _said_below(table: Table, part: Part, head: Entry) -> tuple[Entry, ...]:
    """栏名下面各行（资金的栏是资金各行）写着的内容，合并着的一格算一格。"""
    grid = part.region.grid
    block = grid.block(head.row, head.column)
    funds = {fund.label.row for fund in table.funds}
    rows = _body_rows(table) if head.row >= part.header.top else funds
    found = (
        grid.entry(row, column)
        for row in sorted(rows)
        for column in range(block.left, block.right + 1)
        if row > block.bottom
    )
    return tuple(
        {each.place: each for each in found if each.text and each.row > block.bottom}.values()
    )


def _is_blank_below(table: Table, part: Part, head: Entry) -> bool:
    """栏名下面，读成了各行的那几行里一格内容也没有；资金的栏、没有读成一行的不算。"""
    grid = part.region.grid
    block = grid.block(head.row, head.column)
    rows = [row for row in _body_rows(table) if row > block.bottom]
    columns = range(block.left, block.right + 1)
    told = (grid.entry(row, column) for row in rows for column in columns)
    return head.row >= part.header.top and bool(rows) and not any(each.text for each in told)


def _placed(part: Part) -> tuple[tuple[Entry, str], ...]:
    """栏名不认得、照位置认的栏，重印的、下面一块的表头也在内。"""
    headers = (each for each in (part.header, part.lower) if isinstance(each, Header))
    return tuple(dict.fromkeys(head for header in headers for head in header.placed_heads))


def _unread_headings(table: Table, part: Part, read: set[int]) -> list[Entry]:
    """表头里没有读的栏名；隐藏的列另算。"""
    region = part.region
    ticked = _ticked_parts(table, part)
    lower = _printed_lower(part)
    return [
        entry
        for header in (part.header, *lower)
        for row in range(header.top, header.bottom + 1)
        for entry in region.unread(region.texts(row))
        if not (_is_read(part, entry, read) and header.is_known(entry))
        and label_key(entry.text) not in ticked
        and not _is_heading(entry.text)
        and not _is_side_label(header, entry)
        and not (part.lower and entry.column < header.first_column and not lower)
        and not (lower and is_block_label(entry.text))
        and entry.column not in region.grid.hidden_columns
    ]


def _is_side_label(header: AnyHeader, entry: Entry) -> bool:
    """指标名左边竖着的行标题，说的是指标：不是一栏，没有内容可读；说别的、说是哪一套的照旧说没有读。"""
    beside = isinstance(header, Header) and entry.column in header.sides
    if not beside or entry.column > header.first_column or is_block_label(entry.text):
        return False
    return "指标" in compact(entry.text) or indicator_column(entry.text) is not None


def _printed_lower(part: Part) -> list[Header]:
    """下面一块自己印着的表头；只有一个表头的，各块的名称写在表身左边。"""
    lower = part.lower
    printed = lower is not None and len(part.region.texts(lower.bottom)) > 1
    return [lower] if lower and printed and lower.top in part.skipped else []


def _left_in_body(table: Table, part: Part, columns: set[int]) -> Iterator[Entry]:
    """表头以外没有读懂的格；``columns`` 是没有读的栏，栏名已经列过。"""
    region, header = part.region, part.header
    listed = {(entry.row, entry.column) for entry in (*table.hints, *table.unrecognised)}
    body_rows = _body_rows(table)
    sums = {each.row for each in _sum_labels(table)}
    for row in region.grid.rows_between(table.block.top, table.block.bottom):
        if header.top <= row <= header.bottom or row in part.skipped:
            continue
        if row in part.passed:
            yield from _beside_sums(table, part, row) if row in sums else ()
            continue
        texts = region.unread(region.texts(row))
        for entry in texts:
            in_body = row in body_rows and (entry.column in columns or is_left_blank(entry.text))
            if not (in_body or (row, entry.column) in listed or is_group_label(entry.text)):
                yield entry


def _rests(table: Table, part: Part) -> Iterator[Entry]:
    """读了一部分的格里余下的字；整格另有用处的（自评结论、总分、文字栏目）、读成说明的不算。"""
    whole = (table.conclusion, table.grade_cell, table.total.label, table.total.score)
    places = {each.place for each in (*whole, *table.details.values(), *table.goals.values())}
    said = {(each.place, each.text) for remark in table.remarks for each in remark.entries}
    said |= {(each.place, each.text) for each in table.fields.values()}
    for place, rests in part.region.rests.items():
        if place in places or place[0] in part.skipped:
            continue
        yield from (rest for rest in rests if (place, rest.text) not in said)


def _sum_labels(table: Table) -> list[Entry]:
    """总分、合计、小计各行的名称。"""
    totals = (table.total.label, *(each.label for each in table.subtotals))
    return [*totals, *(each.name for each in table.score_sums)]


def _beside_sums(table: Table, part: Part, row: int) -> Iterator[Entry]:
    """合计、总分一行里，名称和数以外的字（另：预算执行率10分）；自评表的在 ``unrecognised``。

    总分的右边、写话的一栏里又有一个数的，也是：往右错了一格。
    """
    region = part.region
    known = {each.place for each in (*_sum_labels(table), *table.unrecognised)}
    for entry in region.unread(region.texts(row)):
        label = is_total(entry.text) or is_known_level(entry.text) or is_grade_label(entry.text)
        points = region.points(*entry.place)
        if points.number is not None:
            yield from (points,) if _is_stray(table, part, points) else ()
        elif not (label or entry.place in known or is_left_blank(entry.text)):
            yield entry


def _is_stray(table: Table, part: Part, entry: Entry) -> bool:
    """自评表总分的右边、写话的一栏里的数。"""
    score, header = table.total.score, part.header
    if not (table.spec.scored and score.number is not None and isinstance(header, Header)):
        return False
    words = {column for role in _WORDS for column in header.columns.get(role, ())}
    return entry.row == score.row and entry.column > score.column and entry.column in words


def _body_rows(table: Table) -> set[int]:
    """读成了指标、预算、提示语的各行。"""
    rows = {each.row for each in (*table.indicators, *table.period_indicators)}
    rows |= {each.target_adjusted.row for each in table.indicators}
    rows |= {line.row for line in (*table.lines, *table.sums)}
    return rows | {hint.row for hint in table.hints}


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
    for task in (*table.tasks, *table.task_sums):
        entries += task.amounts
    for indicator in (*table.indicators, *table.period_indicators):
        entries += (indicator.weight, indicator.score)
    for line in (*table.lines, *table.sums):
        for group in AMOUNT_GROUPS:
            entries += line.amounts_of(group)
        entries += (line.rate, line.score)
    wrong = {
        (entry.row, entry.column): entry
        for entry in entries
        if entry.text
        and entry.shown_amount is None
        and entry.formula is None
        and not is_left_blank(entry.text)
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
