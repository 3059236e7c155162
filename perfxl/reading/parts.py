"""一张工作表里有几张表：每张从哪一行到哪一行，分页重印的表头归到同一张。"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise, zip_longest
from typing import NamedTuple

from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern
from perfxl.model.address import Block
from perfxl.model.form import Form
from perfxl.model.grid import Grid
from perfxl.model.table import PROJECT_NAMES, Entry
from perfxl.reading.fields import find_fields
from perfxl.reading.form_numbers import is_enclosure_line
from perfxl.reading.fund_header import find_fund_header
from perfxl.reading.funds_in_pairs import read_headed_funds
from perfxl.reading.funds_without_header import read_fund_pairs
from perfxl.reading.header import Header
from perfxl.reading.header_halves import PERIOD_WORDS
from perfxl.reading.header_rows import find_headers
from perfxl.reading.labels import (
    field_name,
    is_conclusion,
    is_total,
)
from perfxl.reading.line_headers import LineHeader, find_line_headers
from perfxl.reading.money_unit import is_unit_line
from perfxl.reading.region import Region
from perfxl.reading.result_headers import ResultHeader, find_result_headers
from perfxl.reading.review_headers import find_review_headers
from perfxl.reading.stacked import (
    block_half,
    block_label,
    block_period,
    label_in_body,
    start_of_block,
)
from perfxl.reading.titles import find_title, is_year, title_in_row, upper_half_of

# 分页后重印在标题、表头上面的：附件号、续表、页码、金额单位。
_PAGE_TOP = Pattern(r"\(?(?:附[表件]|续表?|第?\d*页|单位:|金额单位|\d+$)")
_CONTINUATION = Pattern(r"\(?(?:续表?|[接续]上[页表])\d*\)?")
_CONTINUED = Pattern(r"\(续表?\d*\)|^续表?\d*[:.、]?|续表?$")
_TWO_STRIPS = 2
AnyHeader = Header | LineHeader
Join = Callable[[Grid, "Part", AnyHeader, list[int]], None]


@dataclass(slots=True)
class Part:
    """一张表：所在的块、表头，分页后重印的标题、表头所占的行（``skipped``），

    和读的时候看过、没有内容可取的行（``passed``：小计、栏次、重印的单位）。年初、调整后上下各排一块的，
    下面一块的表头是 ``lower``，从 ``lower_start`` 行起；``adjusted_above`` 是调整后的在上面。上下两块是
    长期与年度的，``by_period`` 为真，``adjusted_above`` 是长期的在上面。
    ``cut_off`` 是因为下面有别的标题而不读的末行（没有为 0）；``end`` 是读完以后表身以下的第一行。
    ``shared`` 是几张表共用的年度、金额单位、标题：写在第一张表的标题以上，或自己没有标题而写在上一张的标题下。
    """

    region: Region
    header: AnyHeader
    skipped: set[int] = field(default_factory=set)
    passed: set[int] = field(default_factory=set)
    lower: Header | None = None
    lower_start: int = 0
    adjusted_above: bool = False
    by_period: bool = False
    cut_off: int = 0
    end: int = 0
    shared: list[Entry] = field(default_factory=list)

    @property
    def last_header(self) -> AnyHeader:
        """最下面一套指标的表头。"""
        return self.lower or self.header


def strips(grid: Grid) -> list[Grid]:
    """左右并排、中间空着一列的几张表，各成一条；只有一条有自己的标题或项目名称的不分。"""
    gaps = grid.empty_columns
    if not gaps:
        return [grid]
    edges = [0, *gaps, grid.last_column + 1]
    cut = [grid.strip(left + 1, right - 1) for left, right in pairwise(edges) if left + 1 < right]
    whole = [
        strip
        for strip in cut
        if _has_own_heading(strip) and (find_headers(strip) or find_line_headers(strip))
    ]
    return whole if len(whole) > 1 else [grid]


def shared_by_strips(grid: Grid, cut: list[Grid]) -> list[Entry]:
    """左右并排的几张表共用的标题、年度、金额单位：写在各条都有字的第一行以上。"""
    if len(cut) < _TWO_STRIPS:
        return []
    first = next(row for row in grid.rows if sum(row in strip.rows for strip in cut) > 1)
    region = Region(grid, Block(1, 1, first, grid.last_column))
    rows = grid.rows_between(1, first - 1)
    return [*filter(None, [find_title(region, rows)]), *_year_and_unit(region, rows)]


def _has_own_heading(strip: Grid) -> bool:
    region = Region(strip, Block(1, 1, strip.last_row, strip.last_column))
    rows = strip.rows_between(1, strip.last_row)
    return find_title(region, rows).exists or any(
        field_name(entry.text) in PROJECT_NAMES for row in rows for entry in region.texts(row)
    )


def find_parts(grid: Grid) -> list[Part]:
    """工作表里的各张表，从上到下、从左到右。

    先把表头排成一层一层（左右并排的是一层），再看每一层从哪一行开始：标题，没有标题则项目名称，
    再没有则上一张表的总分以下。与上一层表头相同、中间又没有新标题以外的内容的，是分页重印。
    """
    bands = _bands(grid)
    parts: list[Part] = []
    current: list[Part] = []
    earlier_bottom = 0
    for band in bands:
        rows = grid.rows_between(earlier_bottom + 1, band[0].top - 1)
        joins = _joins(grid, current, band, rows)
        if joins:
            for part, header, join in zip(current, band, joins, strict=True):
                join(grid, part, header, rows)
        else:
            start = 1 if not current else min(_first_row(grid, each, rows) for each in band)
            for part in current:
                _close(part, start - 1)
            current = [
                Part(Region(grid, Block(start, each.left, grid.last_row, each.right)), each)
                for each in band
            ]
            parts += current
        earlier_bottom = max(each.bottom for each in band)
    _share_headings(parts)
    for part in parts:
        _end_at_foreign_title(part)
        _find_block_in_body(part)
    return parts


def _share_headings(parts: list[Part]) -> None:
    """写在第一张表的标题以上的年度、金额单位管以下各张；自己没有标题的，上一张标题下的也管它。"""
    if len(parts) == 1 and _starts_with_title(parts[0].region):
        return
    above: list[Entry] = []
    last: list[Entry] = []
    for number, part in enumerate(parts):
        region = part.region
        rows = region.grid.rows_between(region.block.top, part.header.top - 1)
        title = find_title(region, rows)
        if title.exists:
            if number == 0:
                above = _year_and_unit(region, [row for row in rows if row < title.row])
            last = [title, *_year_and_unit(region, [row for row in rows if row > title.row])]
            part.shared = above
        elif number:
            part.shared = [*last, *above]


def _starts_with_title(region: Region) -> bool:
    """第一行就是标题，上面没有别的。"""
    first = next(iter(region.grid.rows), 0)
    return title_in_row(region, first).exists


def _year_and_unit(region: Region, rows: list[int]) -> list[Entry]:
    """这些行里只写着年度、金额单位的格。"""
    texts = (entry for row in rows for entry in region.texts(row))
    return [entry for entry in texts if is_year(entry.text) or is_unit_line(entry.text)]


def _joins(grid: Grid, current: list[Part], band: list[AnyHeader], rows: list[int]) -> list[Join]:
    """一层表头各怎样接到上面的表：分页重印的，或下面的一块；有一个接不上就都不接。"""
    joins: list[Join] = []
    for part, header in zip(current, band, strict=False):
        if _continues(grid, part, header, rows):
            joins.append(_join)
        elif _is_below(grid, part, header, rows):
            joins.append(_stack)
    return joins if len(joins) == len(current) == len(band) else []


def _end_at_foreign_title(part: Part) -> None:
    """表身以下又有别的标题（不认得的表的）：到那里为止。"""
    region, own = part.region, _title_of(part)
    first = part.header.first_column
    for row in region.grid.rows_between(part.header.bottom + 1, region.block.bottom):
        title = title_in_row(region, row)
        same = bare_title(title.text) == bare_title(own)
        if not title.exists or same or row in part.skipped:
            continue
        block = region.grid.block(row, title.column)
        if title.column <= first or block.right > block.left + 1:
            part.cut_off = region.block.bottom
            _close(part, row - 1)
            return


def _bands(grid: Grid) -> list[list[AnyHeader]]:
    """各层表头；指标表的资金表头不是一张表，去掉。"""
    indicator = find_headers(grid)
    lines = [
        header
        for header in (
            *find_line_headers(grid),
            *find_result_headers(grid),
            *find_review_headers(grid),
        )
        if not any(_overlap(header, each) for each in indicator)
    ]
    headers: list[AnyHeader] = [*indicator, *lines]
    headers.sort(key=lambda header: (header.top, header.left))
    kept = [
        header
        for header, below in zip_longest(headers, headers[1:])
        if not _is_fund_header(grid, header, below)
    ]
    bands: list[list[AnyHeader]] = []
    for header in kept:
        if bands and header.top <= bands[-1][-1].bottom:
            bands[-1].append(header)
        else:
            bands.append([header])
    return bands


def _overlap(one: AnyHeader, other: AnyHeader) -> bool:
    return one.top <= other.bottom and other.top <= one.bottom


def _is_fund_header(grid: Grid, header: AnyHeader, below: AnyHeader | None) -> bool:
    """预算数的表头下面接着指标栏、中间没有另起一张表：是那张指标表的资金情况。"""
    if not isinstance(header, LineHeader) or not isinstance(below, Header):
        return False
    region = Region(grid, Block(header.bottom + 1, below.left, below.top - 1, below.right))
    rows = grid.rows_between(header.bottom + 1, below.top - 1)
    if find_title(region, rows).exists:
        return False
    return isinstance(header, ResultHeader) or not any(
        field_name(entry.text) in PROJECT_NAMES for row in rows for entry in region.texts(row)
    )


def _continues(grid: Grid, part: Part, header: AnyHeader, rows: list[int]) -> bool:
    """同样的表头又印了一遍，中间没有总分、结论，也没有换项目：是分页。"""
    last = part.last_header
    if not (last.is_repeated_by(header) or _same_heads(grid, last, header)):
        return False
    if isinstance(header, Header) and _pair_of(grid, part, header, rows):
        return False
    between = Region(grid, part.region.block._replace(top=rows[0] if rows else header.top))
    texts = [entry for row in rows for entry in between.texts(row)]
    if isinstance(header, LineHeader):
        title = find_title(between, rows)
        return not title.exists or bare_title(title.text) == bare_title(_title_of(part))
    ended = any(is_total(entry.text) or is_conclusion(entry.text) for entry in texts)
    marked = any(is_continuation_mark(entry.text, _title_of(part)) for entry in texts)
    if ended and not (header.is_list or marked):  # 清单的合计在最前，不是表尾
        return False
    above = grid.rows_between(part.region.block.top, part.header.top - 1)
    again = [row for row in rows if row >= _first_row(grid, header, rows)]
    title = find_title(between, again)
    if title.exists and bare_title(title.text) != bare_title(_title_of(part)):
        return False
    own, others = _amounts_above(part.region, above), _amounts_above(between, again)
    if own and others and own != others:
        return False
    if not any(field_name(entry.text) in PROJECT_NAMES for entry in texts):
        return True
    return _fields(part.region, above) == _fields(between, again)


def _same_heads(grid: Grid, one: AnyHeader, other: AnyHeader) -> bool:
    """指标栏的栏名一列一列都相同：下面行数少、照内容认不出的几栏，还是上面认出的那几栏。"""
    if not (isinstance(one, Header) and isinstance(other, Header)):
        return False
    height = one.bottom - one.top
    if height != other.bottom - other.top or (one.left, one.right) != (other.left, other.right):
        return False
    columns = range(one.left, one.right + 1)
    return all(
        compact(grid.text(one.top + line, column)) == compact(grid.text(other.top + line, column))
        for line in range(height + 1)
        for column in columns
    )


def bare_title(text: str) -> str:
    """分页后的标题常加“（续）”“续表”。"""
    return _CONTINUED.sub("", compact(text))


def is_continuation_mark(text: str, title: str) -> bool:
    """写明接着上面：续表、（续）、接上页，或 ``title`` 加上“续”。

    >>> is_continuation_mark("（续表）", ""), is_continuation_mark("自评表（续）", "自评表")
    (True, True)
    """
    key = compact(text)
    if _CONTINUATION.fullmatch(key) is not None:
        return True
    return "续" in key and bool(title) and bare_title(text) == bare_title(title)


def is_page_top(text: str) -> bool:
    """分页后重印在上面的：附件号、续表、页码、金额单位。"""
    return _PAGE_TOP.match(compact(text)) is not None


def _title_of(part: Part) -> str:
    rows = part.region.grid.rows_between(part.region.block.top, part.header.top - 1)
    return find_title(part.region, rows).text


def _fields(region: Region, rows: list[int]) -> dict[str, str]:
    """整个表头栏目重印一遍的，与前一次一字不差才是分页。"""
    return {name: entry.text for name, entry in find_fields(region, rows).filled.items()}


def _amounts_above(
    region: Region, rows: list[int]
) -> list[tuple[str, Decimal | None, Decimal | None]]:
    """表头以上的资金；另起一块来读，不记作读懂。"""
    if not rows:
        return []
    apart = Region(region.grid, region.block._replace(top=rows[0], bottom=rows[-1]))
    header = find_fund_header(apart, rows)
    if header:
        # 还不知道是哪一种表：自评表有年初、全年的各栏。
        funds = read_headed_funds(apart, header, rows, None, Form("self_evaluation").spec)
    else:
        funds = read_fund_pairs(apart, rows, None)
    return [(fund.name, fund.initial.shown_amount, fund.adjusted.shown_amount) for fund in funds]


class _Blocks(NamedTuple):
    """上下两块怎样分：``said`` 认一块的标签是哪一块；两块里有一块的标签是 ``marked`` 的才算。"""

    said: Callable[[str], str | None]
    marked: str


_BY_HALF, _BY_PERIOD = _Blocks(block_half, "second"), _Blocks(block_period, "period")


class _Pair(NamedTuple):
    """上下两块的标签（没有的为 ``ABSENT``），和它们怎样分。"""

    blocks: _Blocks
    upper: Entry
    lower: Entry

    @property
    def is_sure(self) -> bool:
        """有一块写明是调整后（长期）的。"""
        labels = (self.upper, self.lower)
        return any(self.blocks.said(label.text) == self.blocks.marked for label in labels)


def _pair_of(grid: Grid, part: Part, header: Header, rows: list[int]) -> _Pair | None:
    """后面一套指标的标签与前面一套不同：年初与调整后，或长期与年度。"""
    if not _may_be_stacked(part) or header.is_list or header.has_results:
        return None
    for blocks in (_BY_HALF, _BY_PERIOD):
        lower = block_label(grid, header, rows[0] if rows else header.top, blocks.said)
        pair = _Pair(blocks, _label_of(part, blocks), lower)
        told = lower.exists and blocks.said(lower.text) != blocks.said(pair.upper.text)
        if told and (blocks is _BY_HALF or pair.is_sure):
            return pair
    return None


def _may_be_stacked(part: Part) -> bool:
    header = part.header
    return isinstance(header, Header) and not (header.is_list or header.has_results)


def _label_of(part: Part, blocks: _Blocks) -> Entry:
    """（最下面）一套指标的标签。"""
    header = part.last_header
    assert isinstance(header, Header)
    first = part.lower_start or part.region.block.top
    return block_label(part.region.grid, header, first, blocks.said)


def _is_below(grid: Grid, part: Part, header: AnyHeader, rows: list[int]) -> bool:
    """年初、调整后（长期、年度）上下各一块：标签不同，中间没有另起标题和项目。"""
    if not isinstance(header, Header) or not isinstance(part.header, Header):
        return False
    if part.lower or header.second or part.header.second:
        return False
    pair = _pair_of(grid, part, header, rows)
    if pair is None or not pair.is_sure:
        return False
    between = Region(grid, Block(1, header.left, grid.last_row, header.right))
    return not find_title(between, rows).exists and not any(
        field_name(entry.text) in PROJECT_NAMES for row in rows for entry in between.texts(row)
    )


def _stack(grid: Grid, part: Part, header: AnyHeader, rows: list[int]) -> None:
    assert isinstance(header, Header)
    pair = _pair_of(grid, part, header, rows)
    assert pair is not None
    _take_labels(part, pair)
    part.lower = header
    part.lower_start = start_of_block(grid, header, pair.lower, rows)
    part.skipped.update(range(part.lower_start, header.bottom + 1))


def _find_block_in_body(part: Part) -> None:
    """只有一个表头，两块的标签写在表身里：从第二个标签起是下面一块。"""
    header, region = part.header, part.region
    if not isinstance(header, Header) or not _may_be_stacked(part):
        return
    if part.lower or header.second:
        return
    uppers = {blocks: _label_of(part, blocks) for blocks in (_BY_HALF, _BY_PERIOD)}
    rows = region.grid.rows_between(header.bottom + 2, region.block.bottom)
    for row, following in pairwise([*rows, 0]):
        pair = _pair_in_body(part, row, uppers)
        if pair is None:
            continue
        alone = len(region.texts(row)) == 1
        first = following if alone else row
        places = [header.columns[role][0] for role in ("level3", "target") if header.has(role)]
        if not pair.is_sure or not all(region.entry(first, c).text for c in places):
            continue
        _take_labels(part, pair)
        part.lower = replace(header, top=row, bottom=row if alone else row - 1)
        part.lower_start = row
        part.skipped.update([row] if alone else [])
        return


def _pair_in_body(part: Part, row: int, uppers: Mapping[_Blocks, Entry]) -> _Pair | None:
    """表身里这一行写着下面一块的标签。"""
    header = part.header
    assert isinstance(header, Header)
    for blocks, upper in uppers.items():
        label = label_in_body(part.region.grid, header, row, blocks.said)
        if label.exists and blocks.said(label.text) != blocks.said(upper.text):
            return _Pair(blocks, upper, label)
    return None


def _take_labels(part: Part, pair: _Pair) -> None:
    upper = pair.upper
    part.region.take(upper, pair.lower)
    part.by_period = pair.blocks is _BY_PERIOD
    part.adjusted_above = pair.blocks.said(upper.text) == pair.blocks.marked
    if upper.row == part.header.bottom + 1 and len(part.region.texts(upper.row)) == 1:
        part.skipped.add(upper.row)  # 自己占一行的标签


def _join(grid: Grid, part: Part, header: AnyHeader, rows: list[int]) -> None:
    start = _first_row(grid, header, rows)
    part.skipped.update(row for row in rows if row >= start)
    region = Region(grid, Block(1, header.left, grid.last_row, header.right))
    for row in reversed([row for row in rows if row < start]):
        if not all(_PAGE_TOP.match(compact(entry.text)) for entry in region.texts(row)):
            break
        part.skipped.add(row)
    part.skipped.update(range(header.top, header.bottom + 1))
    last = part.last_header
    if isinstance(last, Header) and isinstance(header, Header):
        last.placed_heads += header.placed_heads


def _first_row(grid: Grid, header: AnyHeader, rows: list[int]) -> int:
    """两个表头之间，下一张表从哪一行开始；都没有时就是表头。"""
    region = Region(grid, Block(1, header.left, grid.last_row, header.right))
    title = find_title(region, rows)
    if title.exists:
        above = [row for row in rows if row < title.row]
        if above and upper_half_of(region, title).exists:
            above.pop()
        while above and is_enclosure_line(region.texts(above[-1])):
            above.pop()
        return next(row for row in rows if not above or row > above[-1])
    if isinstance(header, LineHeader) or header.is_list:
        return header.top
    last_end = 0
    for row in rows:
        for entry in region.texts(row):
            if field_name(entry.text) in PROJECT_NAMES:
                return row
            if is_total(entry.text) or is_conclusion(entry.text):
                last_end = grid.block(entry.row, entry.column).bottom + 1
    if last_end:
        return last_end
    gaps = [after for before, after in pairwise(rows) if after > before + 1]
    return gaps[-1] if gaps else header.top


def _close(part: Part, bottom: int) -> None:
    part.region.block = part.region.block._replace(bottom=max(bottom, part.header.bottom))


def has_period(part: Part) -> bool:
    """左右并列的是实施期（中期）与年度，而不是年初与调整。"""
    header = part.header
    assert isinstance(header, Header)
    above = part.region.grid.rows_between(part.region.block.top, header.bottom)
    texts = [compact(e.text)[:12] for row in above for e in part.region.texts(row)]
    periods = any(word in text for text in texts for word in PERIOD_WORDS)
    return periods and not any("调整" in text for text in texts)
