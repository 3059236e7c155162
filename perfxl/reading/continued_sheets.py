"""一张表接着写在下一张工作表上（转成 Excel 的 PDF 多半这样）：看得准的接起来读成一张，看不准的只记下来。

两张工作表接成一张网格（``JoinedGrid``）再读一遍，与各读各的对得上才算；每一格记着自己的工作表。
表头又印了一遍而接不起来的，记下是一张表的两半，不判要看全部各行的。
"""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from itertools import chain

from perfxl.grammar.glyphs import compact
from perfxl.grammar.nothing_said import is_left_blank
from perfxl.model.address import Block
from perfxl.model.grid import Grid
from perfxl.model.joined_grid import JoinedGrid
from perfxl.model.table import PROJECT_FIELDS, PROJECT_NAMES, ContinuedOn, Entry, Indicator, Table
from perfxl.model.unread import UnreadRow, WhyUnread
from perfxl.reading.header import Header
from perfxl.reading.indicator_cells import IndicatorCells
from perfxl.reading.indicator_classes import classified
from perfxl.reading.labels import field_name, is_exact_table_column, level_name
from perfxl.reading.line_headers import LineHeader
from perfxl.reading.parts import Part, bare_title, is_continuation_mark, is_page_top
from perfxl.reading.passed_rows import is_page_mark
from perfxl.reading.region import Region
from perfxl.reading.row_kinds import ENDS, RowKind, kind_of_row
from perfxl.reading.sheet import SheetReading, read_sheet
from perfxl.reading.titles import is_title
from perfxl.reading.total_rows import total_label

# 各行指标的分值加起来没有比这更多的：再多就是两张表的。
_FULL = 100
# 一张表最多接着写几张工作表：每接一张都从头读一遍，几百张接下去要几分钟；再往后的照没有接上的点名。
_MOST_FOLLOWS = 40


def joined_reading(
    book: str, upper: Grid, above: SheetReading, lower: Grid, below: SheetReading
) -> tuple[Grid, SheetReading] | None:
    """下一张工作表 ``lower`` 接着上一张的最后一张表写：接起来的网格和读法；看不准的为 ``None``。

    得到的 ``tables`` 是上一张工作表的各张（最后一张接上了），和下一张里接着的以外的各张；
    ``unknown`` 只是下一张里的。
    """
    part = above.last_part
    if part is None or not lower.cells or lower.hidden or lower.hidden_rows:
        return None
    if lower.hidden_columns != upper.hidden_columns or lower.last_column > upper.last_column:
        return None
    if isinstance(upper, JoinedGrid) and len(upper.follows) >= _MOST_FOLLOWS:
        return None
    if above.closed and not _is_marked(lower, above.tables[-1].title.text):
        return None
    again = bool(below.tables) and _is_repeated(above.tables[-1], part, below)
    rest = below.tables[1:] if again else below.tables
    last = below.tables[0].block.top - 1 if below.tables and not again else lower.last_row
    if not again and (last < 1 or not _goes_on(above.tables[-1], part, lower, last)):
        return None
    grid = JoinedGrid.of(upper, lower)
    reading = read_sheet(book, grid)
    kept = len(above.tables)
    if len(reading.tables) != kept + len(rest):
        return None
    read = reading.tables[kept - 1]
    added = _count(below.tables[0]) if again else 0
    if not _agrees(above.tables[-1], read, added):
        return None
    joined = _placed(read, grid, headless=not again)
    unknown = [
        piece._replace(sheet=sheet, block=block)
        for piece in reading.unknown
        for sheet, block in grid.blocks_of(piece.block)
        if sheet == lower.name
    ]
    tables = (*above.tables[:-1], joined, *rest)
    end = below if rest else reading
    found = SheetReading(tables, tuple(unknown), end.last_part, above.first_part, end.closed)
    return (lower if rest else grid), found


def _is_marked(grid: Grid, title: str) -> bool:
    """第一行写明接着上面的：续表、（续）。"""
    first = next(iter(grid.rows))
    return any(
        is_continuation_mark(entry.text, title) for entry in grid.texts(first, 1, grid.last_column)
    )


def _is_repeated(above: Table, upper: Part, below: SheetReading) -> bool:
    """下一张工作表的第一张表，表头与上一张的一样，自己没有标题（或只加了“续”）、项目、资金。"""
    first, lower = below.tables[0], below.first_part
    if lower is None or not upper.last_header.is_repeated_by(lower.header):
        return False
    if above.form is not first.form or not _count(above):
        return False
    if not _count(first) and not first.total.label.exists:
        return False
    if first.title.text and not _is_continued_title(above.title.text, first.title.text):
        return False
    return not first.funds and not any(name in first.fields for name in PROJECT_FIELDS)


def _goes_on(above: Table, part: Part, lower: Grid, last: int) -> bool:
    """没有表头的一张工作表，到 ``last`` 行为止是上一张的表接着写的。"""
    if isinstance(part.last_header, Header):
        return _Rows(above, part, lower).go_on(last)
    return _lines_go_on(above, part, lower, last)


def _lines_go_on(above: Table, part: Part, lower: Grid, last: int) -> bool:
    """预算各行接着写：行行有名称（或编码）和金额，没有别的列；只有一栏金额的要有编码。"""
    header = part.last_header
    assert isinstance(header, LineHeader)
    if header.is_two_sided:
        return False
    [side] = header.sides
    region = Region(lower, Block(1, header.left, last, header.right))
    upper = part.region
    columns = {
        entry.column
        for row in (*range(header.top, header.bottom + 1), *(line.row for line in above.lines))
        for entry in upper.texts(row)
    }
    amounts = sorted(side.amounts.values())
    always = [c for c in amounts if all(upper.entry(line.row, c).text for line in above.lines)]
    known = {(line.code.text, line.name.text) for line in above.lines}
    rows: list[int] = []
    for row in lower.rows_between(1, last):
        texts = region.texts(row)
        if not texts or (not rows and _is_top(above, texts)):
            continue
        name, code = region.entry(row, side.name), region.first_said(row, side.code)
        said = [each for c in amounts if (each := region.entry(row, c)).text]
        told = (name.row == row and name.text) or code.text
        if not told or not {entry.column for entry in texts} <= columns:
            return False
        if not all(each.number is not None or is_left_blank(each.text) for each in said):
            return False
        numbers = [each for each in said if each.number is not None]
        if len(numbers) < (1 if code.text else 2) or not set(always) <= {e.column for e in said}:
            return False
        if not rows and any(name.text and name.text == one for _, one in known):
            return False
        rows.append(row)
    return bool(rows)


def _is_top(above: Table, texts: list[Entry]) -> bool:
    """页首重印的：附件号、续表、页码、金额单位，与上一张一样的标题。"""
    return is_page_mark(texts) or all(
        is_page_top(entry.text) or _is_continued_title(above.title.text, entry.text)
        for entry in texts
    )


def _count(table: Table) -> int:
    return len(table.indicators) + len(table.lines)


class _Rows:
    """没有表头的一张工作表里，看着是上一张工作表的表接着写下来的各行。"""

    def __init__(self, above: Table, part: Part, grid: Grid) -> None:
        header = part.last_header
        assert isinstance(header, Header)
        self._above = above
        self._header = header
        self._region = Region(grid, Block(1, header.left, grid.last_row, header.right))
        self._cells = IndicatorCells(self._region, header, header.columns, {})
        upper = part.region
        self._columns = {
            entry.column
            for row in (*range(header.top, header.bottom + 1), *(r.row for r in above.indicators))
            for entry in upper.texts(row)
        }

    def go_on(self, last: int) -> bool:
        """到 ``last`` 行为止，除了页首的续表、页码和表尾，行行都是这张表的指标，接得上。"""
        if self._header.second or not self._above.indicators:
            return False
        rows: list[int] = []
        for row in self._region.grid.rows_between(1, last):
            texts = self._region.texts(row)
            if not texts or (not rows and _is_top(self._above, texts)):
                continue
            kind = kind_of_row(texts)
            total = total_label(texts, kind)
            detail = kind is RowKind.DETAIL and not self._cells.place.fills_grid(row)
            if total is not None or detail or kind in (*ENDS, RowKind.INLINE_TOTAL):
                return self._ends_at(row, last, rows, total=total is not None)
            if not self._is_row(row, texts):
                return False
            rows.append(row)
        return self._follow(rows)

    def _is_row(self, row: int, texts: list[Entry]) -> bool:
        """各栏都写在自己的格里，别的列没有字；有分值、得分栏的写着分。"""
        place = self._cells.place
        if not place.fills_grid(row) or not {e.column for e in texts} <= self._columns:
            return False
        if any(field_name(entry.text) in PROJECT_NAMES for entry in texts):
            return False
        if sum(is_exact_table_column(entry.text) for entry in texts) > 1:
            return False
        scored = self._header.has("weight") or self._header.has("score")
        return place.has_points(row) or not scored

    def _ends_at(self, row: int, last: int, rows: list[int], *, total: bool) -> bool:
        """表尾：没有一行指标的，总分一行要写着分；表尾以下没有别的标题、指标。"""
        place = self._cells.place
        tail = self._region.grid.rows_between(row + 1, last)
        texts = [entry for each in tail for entry in self._region.texts(each)]
        if any(is_title(entry.text) or field_name(entry.text) in PROJECT_NAMES for entry in texts):
            return False
        if not rows:
            return total and place.has_points(row)
        return self._follow(rows)

    def _follow(self, rows: list[int]) -> bool:
        """上级指标接着往下排，没有从头再来；分值加起来不超过一张表的。"""
        if not rows:
            return False
        names = {(compact(r.level3.text), compact(r.target.text)) for r in self._above.indicators}
        own = [
            (
                compact(self._cells.place.name(row).text),
                compact(self._cells.entry(row, "target").text),
            )
            for row in rows
        ]
        if any(each in names for each in own):
            return False
        if self._header.is_list:
            return True
        return self._levels_go_on(rows) and self._weights(rows) <= _FULL

    def _levels_go_on(self, rows: list[int]) -> bool:
        """先前用过的上级指标（最后一个除外）没有再出现。"""
        known = [(r.level1.text, r.level2.text) for r in self._above.indicators]
        last1, last2 = known[-1]
        earlier1 = {one for one, _ in known} - {last1}
        earlier2 = {two for one, two in known if one == last1} - {last2}
        under_last = True
        for row in rows:
            level1, level2 = (
                level_name(self._cells.level(row, role).text) for role in ("level1", "level2")
            )
            if level1 and level1 in earlier1:
                return False
            under_last = under_last and level1 in ("", last1)
            if under_last and level2 and level2 in earlier2:
                return False
        return True

    def _weights(self, rows: list[int]) -> Decimal:
        own = (self._cells.own_points(row, "weight").number for row in rows)
        above = (row.weight.number for row in self._above.indicators)
        return sum((each for each in chain(own, above) if each), Decimal(0))


def _agrees(alone: Table, joined: Table, added: int) -> bool:
    """接起来读的与单读的一样，只是后面多出几行；没有多出没读懂的行。"""
    same = joined.form is alone.form and all(
        after[: len(before)] == before
        for before, after in zip(_told(alone), _told(joined), strict=True)
    )
    more = _count(joined) - _count(alone)
    enough = more == added if added else more > 0 or joined.total.label.exists
    return same and enough and len(joined.unread_rows) <= len(alone.unread_rows)


def _told(table: Table) -> tuple[list[tuple[Entry, ...]], ...]:
    """各行的名称和值：指标，预算各行。"""
    return (
        [(row.level3, row.target, row.weight) for row in table.indicators],
        [(line.name, line.code, line.initial.total, line.budget) for line in table.lines],
    )


def _placed(table: Table, grid: JoinedGrid, *, headless: bool) -> Table:
    """各块、没有读懂的行，照它们自己的工作表。"""
    (_, block), *others = grid.blocks_of(table.block)
    already = {each.sheet: each.headless for each in table.continued_on}
    return replace(
        table,
        block=block,
        continued_on=tuple(
            ContinuedOn(sheet, own, already.get(sheet, headless)) for sheet, own in others
        ),
        unread_rows=tuple(_on_own_sheet(each) for each in table.unread_rows),
    )


def _on_own_sheet(row: UnreadRow) -> UnreadRow:
    sheet = row.entries[0].sheet
    if not sheet:
        return row
    return row._replace(entries=tuple(each.on_own_sheet for each in row.entries), sheet=sheet)


def two_halves(above: Table, upper: Part, below: Table, lower: Part) -> tuple[Table, Table] | None:
    """下一张工作表的第一张表 ``below`` 接着 ``above`` 写：记下各是哪一半；不是的为 ``None``。

    自己没有标题（或只加了“续”）、项目、资金，表头与上一张的一样，才是。
    """
    header = lower.header
    if not isinstance(header, Header) or not upper.last_header.is_repeated_by(header):
        return None
    if above.form is not below.form or not above.indicators or not below.indicators:
        return None
    if below.title.text and not _is_continued_title(above.title.text, below.title.text):
        return None
    if below.funds or any(name in below.fields for name in PROJECT_FIELDS):
        return None
    upper_rows = _rows(above.indicators, above.sheet, WhyUnread.CONTINUES)
    lower_rows = _rows(below.indicators, below.sheet, WhyUnread.CONTINUED)
    return (
        replace(above, unread_rows=(*above.unread_rows, *lower_rows)),
        replace(
            below,
            continues=above.sheet,
            year=below.year or above.year,
            money_unit=below.money_unit or above.money_unit,
            indicators=tuple(_with_levels(below.indicators, above.indicators[-1])),
            unread_rows=(*below.unread_rows, *upper_rows),
        ),
    )


def _is_continued_title(above: str, below: str) -> bool:
    return "续" in below and bare_title(below) == bare_title(above)


def _rows(rows: Iterable[Indicator], sheet: str, why: WhyUnread) -> list[UnreadRow]:
    return [UnreadRow((row.level3 or row.target,), why, sheet) for row in rows]


def _with_levels(rows: Iterable[Indicator], last: Indicator) -> Iterable[Indicator]:
    """开头没有写上级指标的几行，沿用上一张工作表末行的；那里的格不在这张工作表上，只取文字。"""
    level1, level2 = Entry(last.level1.text), Entry(last.level2.text)
    for row in rows:
        if row.level1.text:
            level1 = level2 = Entry()
        if row.level2.text:
            level2 = Entry()
        first, second = row.level1 or level1, row.level2 or level2
        if (first, second) == (row.level1, row.level2) or not (first.text or second.text):
            yield row
            continue
        known = classified(first.text, second.text, row.level3.text)
        yield replace(row, level1=first, level2=second, classified=known)
