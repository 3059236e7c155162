"""读一张工作表：有几张表、各是哪一种，不认得的是哪一块。"""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern
from perfxl.model.address import Block
from perfxl.model.grid import Grid
from perfxl.model.table import Entry, Table, UnknownPart
from perfxl.model.unread import UnreadRow, UnreadSheet, WhyUnread
from perfxl.model.workbook import Room
from perfxl.reading.chopped_labels import with_whole_labels
from perfxl.reading.forms import form_of, reader_of
from perfxl.reading.header import Header
from perfxl.reading.indicator_rows import IndicatorRows
from perfxl.reading.labels import is_total
from perfxl.reading.leftover import with_leftover
from perfxl.reading.mixed_scales import with_mixed_scales
from perfxl.reading.named_columns import is_result_list, keep_named_columns
from perfxl.reading.note_words import says_note
from perfxl.reading.parts import Part, find_parts, shared_by_strips, strips
from perfxl.reading.passed_rows import is_page_mark
from perfxl.reading.region import Region
from perfxl.reading.remarks import with_remarks
from perfxl.reading.result_list import by_project, read_result_list
from perfxl.reading.review_headers import ReviewHeader
from perfxl.reading.scope_and_stage import is_titled_evaluation
from perfxl.reading.unfilled import with_nothing_filled
from perfxl.reading.unit_conflicts import with_unit_conflicts
from perfxl.reading.year_conflicts import with_year_conflict

# 页码、金额单位：没有别的内容。
_ODDMENT = Pattern(r"^第?\d*页?$|^单位:|^金额单位")
# 不认得的部分，列出开头这么多句话。
_MOST_WORDS = 8
_LONGEST_WORD = 20


class SheetReading(NamedTuple):
    """一张工作表里读到的表，从上到下、从左到右；和不认得的部分。

    ``first_part`` 是第一张表；``last_part`` 是最后一张表：指标一直写到工作表的末尾、没有总分和签章的，可能接在下一张工作表上；
    不是这样的为 ``None``。``closed`` 是末行就是总分：下一张写明“续表”的才接。``parts`` 是各有表头的表有几张，
    ``rows`` 是它们一共几行。
    """

    tables: tuple[Table, ...]
    unknown: tuple[UnknownPart, ...]
    last_part: Part | None = None
    first_part: Part | None = None
    closed: bool = False
    parts: int = 0
    rows: int = 0


def read_sheet(book: str, grid: Grid, room: Room | None = None) -> SheetReading:
    """读一张工作表；没有绩效、预算批复一类的表时 ``tables`` 为空。

    表的张数、行数多于 ``room`` 的不读，只说有几张（``parts``）、几行（``rows``）。
    """
    read: list[tuple[Table, Part]] = []
    grid = with_whole_labels(grid)
    cut = strips(grid)
    common = shared_by_strips(grid, cut)
    found = [find_parts(strip) for strip in cut]
    parts = sum(map(len, found))
    rows = sum(_rows_in(part.region) for each in found for part in each)
    if room is not None and (parts > room.tables or rows > room.rows):
        return SheetReading((), (), parts=parts, rows=rows)
    for parts_of_strip in found:
        for part in parts_of_strip:
            part.shared = [*part.shared, *common]
            form = form_of(part)
            keep_named_columns(part, form.spec)
            read_part = read_result_list if is_result_list(form.spec, part) else reader_of(form)
            table = with_mixed_scales(read_part(form, book, part), part.region)
            table = with_unit_conflicts(table, part.region)
            table = with_year_conflict(table, part.region)
            table = with_leftover(with_remarks(table, part), part)
            if is_titled_evaluation(table):
                table = replace(table, titled_evaluation=True)
            read += [(with_nothing_filled(each), part) for each in by_project(table, part)]
    read.sort(key=lambda each: (each[0].block.top, each[0].block.left))
    tables = [table for table, _ in read]
    closed = bool(read) and _ends_with_total(*read[-1])
    last = read[-1][1] if read and (closed or _is_open(*read[-1])) else None
    first = read[0][1] if read else None
    unknown = tuple(_unknown_beside(grid, cut, tables))
    return SheetReading(tuple(tables), unknown, last, first, closed, parts, rows)


def _rows_in(region: Region) -> int:
    """有内容的几行。"""
    return len(region.grid.rows_between(region.block.top, region.block.bottom))


def _ends_with_total(table: Table, part: Part) -> bool:
    """工作表的末行就是总分。"""
    return table.total.label.exists and table.total.label.row == part.region.grid.last_row


def _is_open(table: Table, part: Part) -> bool:
    """指标、预算各行一直写到工作表的末尾，没有总分、合计。"""
    if part.end <= part.region.grid.last_row or table.total.label.exists:
        return False
    if isinstance(part.header, Header):
        return True
    last = max((*table.lines, *table.sums), key=lambda line: line.row, default=None)
    reviewed = isinstance(part.header, ReviewHeader)
    return last is not None and not reviewed and not is_total(last.name.text)


def rows_carried_over(grid: Grid, part: Part) -> tuple[UnreadRow, ...]:
    """没有认出表的一张工作表里，看着是上一张工作表的表 ``part`` 接着写下来的指标行。"""
    header = part.last_header
    if not isinstance(header, Header):
        return ()
    region = Region(grid, Block(1, header.left, grid.last_row, header.right))
    rows = IndicatorRows(region, header)
    found = rows.rows_below(1, grid.last_row, WhyUnread.OTHER_SHEET)
    return tuple(row._replace(sheet=grid.name) for row in found)


def unread_parts(grid: Grid, reading: SheetReading) -> list[UnreadSheet]:
    """认出了表的一张工作表里，不认得的几块；没有读成的行另列，不再算。"""
    rows = {each.row for table in reading.tables for each in table.unread_rows}
    return [
        UnreadSheet(grid.name, part.block, part.words, whole=False, hidden=grid.hidden)
        for part in reading.unknown
        if rows.isdisjoint(range(part.block.top, part.block.bottom + 1))
    ]


def is_notes_page(grid: Grid) -> bool:
    """一整张是填表说明：名称、第一句是说明，各行只有一句话（前面可以有序号），没有表。"""
    rows = [grid.texts(row, 1, grid.last_column) for row in grid.rows]
    rows = [texts for texts in rows if texts]
    if not rows or not any(map(_is_notes_head, (grid.name, rows[0][0].text))):
        return False
    return all(len(texts) == 1 or _is_numbered(texts) for texts in rows)


# 填表说明、编制要求、填报须知、注意事项。
_NOTES_HEAD = Pattern(r"(?:说明|要求|须知|注意事项)(?:\(.*\))?[:：]?$")
_ORDINAL = Pattern(r"[(（]?[\d一二三四五六七八九十]+[)）.．、]?")


def _is_notes_head(text: str) -> bool:
    name = compact(text)
    return says_note(name) or _NOTES_HEAD.search(name) is not None


def _is_numbered(texts: list[Entry]) -> bool:
    return len(texts) == 2 and _ORDINAL.fullmatch(compact(texts[0].text)) is not None


def unread_sheet(grid: Grid) -> UnreadSheet | None:
    """没有认出表的工作表；没有内容的为 ``None``。"""
    if not grid.cells:
        return None
    part = _part(grid, list(grid.rows))
    return UnreadSheet(grid.name, part.block, part.words, hidden=grid.hidden)


def _unknown_beside(grid: Grid, cut: list[Grid], tables: list[Table]) -> Iterator[UnknownPart]:
    """不在任何一张表里的各块；左右并排的一条一条地看，不成表的一条（和缝里的）也看。"""
    if len(cut) == 1:
        yield from _unknown(grid, tables)
        return
    rest = dict(grid.cells)
    for strip in cut:
        left = min((column for _, column in strip.cells), default=0)
        own = [each for each in tables if left <= each.block.left <= strip.last_column]
        yield from _unknown(strip, own)
        rest = {place: cell for place, cell in rest.items() if place not in strip.cells}
    if rest:
        yield from _unknown(grid.rebuilt(rest, grid.merged, {}), [])


def _unknown(grid: Grid, tables: list[Table]) -> list[UnknownPart]:
    """不在任何一张表里的连续几行；只有页码、金额单位的，和读成附件号、说明的（``Table.remarks``）、一套材料的名称不算。"""
    inside = {row for table in tables for row in range(table.block.top, table.block.bottom + 1)}
    remarks = {e.place for table in tables for each in table.remarks for e in each.entries}
    inside |= {row for row in grid.rows if all(e.place in remarks for e in _texts(grid, [row]))}
    runs: list[list[int]] = []
    for row in grid.rows:
        if row in inside:
            continue
        if runs and row <= runs[-1][-1] + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    return [
        _part(grid, run)
        for run in runs
        if any(_says(entry.text) and not is_page_mark([entry]) for entry in _texts(grid, run))
        and not (tables and _is_heading_of_set(_texts(grid, run)))
    ]


# 清河县教育局2025年度部门决算：一套公开材料的名称，印在各张表上面。
_SET = Pattern(r"[^:：,，。；;]{0,40}20\d\d年?度?[^\d:：,，。；;]{0,20}(?:决算|预算)(?:公开)?")


def _is_heading_of_set(texts: list[Entry]) -> bool:
    """独占一格的一套材料的名称，不是没有认出的表。"""
    return len(texts) == 1 and _SET.fullmatch(compact(texts[0].text)) is not None


def _texts(grid: Grid, rows: list[int]) -> list[Entry]:
    return [entry for row in rows for entry in grid.texts(row, 1, grid.last_column)]


def _says(text: str) -> bool:
    """不是页码、金额单位。"""
    return _ODDMENT.search(compact(text)) is None


def _part(grid: Grid, rows: list[int]) -> UnknownPart:
    region = Region(grid, Block(rows[0], 1, rows[-1], grid.last_column))
    words = [entry.text for row in rows for entry in region.texts(row) if entry.number is None]
    shown = [" ".join(word.split())[:_LONGEST_WORD] for word in words]
    return UnknownPart(grid.name, region.used_block(rows[0]), tuple(shown[:_MOST_WORDS]))
