"""Word 里的一张表怎样排在页上：字缩多少、各列多宽、在哪几行前面换页。

Word 自己不会把夹在中间的表头、上下合并的标签在下一页重印，也不会缩成一页；照字体的宽、高先算好。
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

from perfxl.plans.column_balance import (
    LABEL_SIGNS,
    SPARE,
    Written,
    WrittenRow,
    balanced,
    least_widths,
    row_height,
)
from perfxl.plans.fonts import QUARTER, CellFont, measure
from perfxl.plans.page_breaks import (
    FULL_PAGE,
    LEAST_PIECE,
    Paging,
    break_rows,
    least_cut,
    least_filled,
)
from perfxl.plans.row_height import lines_needed, split_by_lines, word_spaced, wrapped_name

# 字缩到几成：与工作簿的一样，不小于七成半。
_SCALES = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75)
# 缩到九成以内的才重分各列的宽；合起来超过一页这么多倍的，怎样分也写不成一页。
_MAY_BALANCE, _MOST_OVER = 0.9, 1.5
# 几页的试这几样字号，少一页的才缩。
_SCALES_OF_SEVERAL = (1.0, 0.9, 0.8)
# 各列的宽不够分，栏名至多这么多字一行。
_FEWER_SIGNS = (4, 2)
# 写成这么几页的不换方向。
_FEW_PAGES = 2
# 一格的字有这么高（磅，六行上下）的，各列重分宽度。
_TALL_CELL = 66.0
# 行再多的不一样一样试。
_MOST_ROWS_TRIED = 120
# 段落的字号取整到半磅，合起来至多差这么多（磅）。
_ROUNDING = 1.0
# 一行的框线。
_BORDER = 0.5
# 换页处的标签把行撑高、要再排的，至多排几遍。
_MOST_TRIES = 20


@dataclass(frozen=True)
class DocumentLabel:
    """上下合并的一格：从第 ``top`` 行到第 ``bottom`` 行（从 0 数）。"""

    cell: Written
    top: int
    bottom: int


@dataclass(frozen=True)
class DocumentTable:
    """文档里的一张表，和它前后的段落。

    ``widths`` 是各列的宽，``padding``、``spare`` 是一格左右、上下留的空，``line`` 是字号的几倍一行（0 照字体）；
    ``header`` 是每页重印的几行（首、末），``kept`` 是要与下一行同页的各行；``above``、``below`` 是表前、表后的段落
    合起来多高，``page`` 是一页多高。都以磅计，行从 0 数。``turned`` 是纸换一个方向（横、竖）的，不能换的没有。
    """

    widths: Sequence[float]
    padding: float
    spare: float
    line: float
    rows: Sequence[WrittenRow]
    labels: Sequence[DocumentLabel]
    header: tuple[int, int] | None
    kept: Collection[int]
    above: float
    below: float
    page: float
    turned: "DocumentTable | None" = None

    @property
    def capacity(self) -> float:
        """一页排到多满。"""
        return self.page * FULL_PAGE

    def scaled(self, scale: float) -> "DocumentTable":
        """字缩到几成，段落也是。"""
        if scale == 1:
            return self
        return replace(
            self,
            rows=[
                WrittenRow([_smaller(cell, scale) for cell in row.cells], row.least * scale)
                for row in self.rows
            ],
            labels=[replace(each, cell=_smaller(each.cell, scale)) for each in self.labels],
            spare=self.spare * scale,
            above=self.above * scale + _ROUNDING,
            below=self.below * scale + _ROUNDING,
        )

    def cell_height(self, cell: Written, widths: Sequence[float]) -> float:
        """一格的字要多高。"""
        room = max(sum(widths) - self.padding, 8.0)
        text = wrapped_name(cell.text, room, cell.font)
        lines = lines_needed(word_spaced(text), column_points=room, font=cell.font)
        return self._lines_height(lines, cell.font) + self.spare + _BORDER

    def _lines_height(self, lines: int, font: CellFont) -> float:
        return lines * self.line * font.points if self.line else measure(font).height(lines)

    def cell_parts(
        self, cell: Written, widths: Sequence[float], heights: Sequence[float]
    ) -> list[str]:
        """一格的字拆成几段，第几段写得下 ``heights`` 里第几个那么高（再多的照末一个）。"""
        room = max(sum(widths[cell.left - 1 : cell.right]) - self.padding, 8.0)
        one = self._lines_height(1, cell.font)
        lines = [max(int((each - self.spare - _BORDER) / one), 1) for each in heights]
        parts = split_by_lines(word_spaced(cell.text), room, cell.font, lines)
        return [each.replace(QUARTER, "") for each in parts]

    @cached_property
    def least_widths(self) -> list[float]:
        """各列至少多宽。"""
        return self._least(LABEL_SIGNS)

    def _least(self, signs: int) -> list[float]:
        cells = [cell for row in self.rows for cell in row.cells]
        labels = [each.cell for each in self.labels]
        return least_widths([*cells, *labels], self.widths, self.padding, signs)

    def roomy_widths(self) -> list[float]:
        """各列不窄于 ``least_widths``，不够的由别的列让；合起来也不够的栏名折行，还不够的照原样。"""
        least, whole = self.least_widths, sum(self.widths)
        for signs in _FEWER_SIGNS:
            least = self._least(signs) if sum(least) > whole else least
        spare = [max(own - low, 0.0) for own, low in zip(self.widths, least, strict=True)]
        short = sum(max(low - own, 0.0) for own, low in zip(self.widths, least, strict=True))
        if sum(least) > whole or not short:
            return list(self.widths)
        share = short / sum(spare)
        return [
            max(own, low) - more * share
            for own, low, more in zip(self.widths, least, spare, strict=True)
        ]

    def shared_widths(self, widths: Sequence[float], enough: float) -> list[float]:
        """各列的宽重分，使各行合起来尽量矮，矮到 ``enough`` 就够。"""
        tight = replace(self, padding=self.padding + SPARE)
        return balanced(widths, self.rows, tight.cell_height, self.least_widths, enough)

    def lower_widths(self, widths: Sequence[float]) -> Sequence[float]:
        """有一格只占一列而有许多行字的，各列的宽重分；表头以下空着的列留着人填，不让宽。没有矮下去的照 ``widths``。"""
        alone = [
            cell for row in self._below_header() for cell in row.cells if cell.left == cell.right
        ]
        tall = (self.cell_height(each, widths[each.left - 1 : each.right]) for each in alone)
        if max(tall, default=0.0) < _TALL_CELL:
            return widths
        written = {cell.left for cell in alone if cell.text}
        blank = {cell.left for cell in alone} - written
        least = [
            max(low, own) if place in blank else low
            for place, (low, own) in enumerate(zip(self.least_widths, widths, strict=True), 1)
        ]
        tight = replace(self, padding=self.padding + SPARE)
        found = balanced(widths, self.rows, tight.cell_height, least, 0.0)
        return found if sum(self.heights(found)) < sum(self.heights(widths)) else widths

    def _below_header(self) -> Sequence[WrittenRow]:
        return self.rows[self.header[1] + 1 :] if self.header is not None else ()

    def heights(self, widths: Sequence[float]) -> list[float]:
        """各行多高；上下合并的格写不下的，加在末一行。"""
        found = [row_height(row, widths, self.cell_height) for row in self.rows]
        for label in self.labels:
            found[label.bottom] += self._missing(label, found, widths, label.top, label.bottom)
        return found

    def _missing(
        self,
        label: DocumentLabel,
        heights: Sequence[float],
        widths: Sequence[float],
        top: int,
        bottom: int,
    ) -> float:
        """标签写在第 ``top`` 到 ``bottom`` 行里，还差多高。"""
        needed = self.cell_height(label.cell, widths[label.cell.left - 1 : label.cell.right])
        return max(needed - sum(heights[top : bottom + 1]), 0.0)

    def header_height(self, heights: Sequence[float]) -> float:
        """重印的表头多高。"""
        first, last = self.header or (0, -1)
        return sum(heights[first : last + 1])

    @property
    def tail(self) -> int:
        """从哪一行起是总分、结论一类要与签字同页的。"""
        row = len(self.rows)
        while row - 1 in self.kept:
            row -= 1
        return row

    def chains(self) -> Iterator[tuple[int, int]]:
        """要放在同一页的各段：首行、末行；行数那么多的是表后的段落。"""
        first = 0
        for row in range(len(self.rows) + 1):
            if row not in self.kept:
                if row > first:
                    yield first, row
                first = row + 1

    def page_heights(
        self, starts: Sequence[int], heights: Sequence[float], widths: Sequence[float]
    ) -> Iterator[float]:
        """在 ``starts`` 各行前换页的各页多高，连同重印的表头、下一页重写的标签。"""
        edges = [0, *starts, len(heights)]
        for number, (first, stop) in enumerate(pairwise(edges)):
            own = heights[first:stop]
            height = sum(own) + (self.above if number == 0 else 0.0)
            height += self.below if stop == len(heights) else 0.0
            if self.header is not None and first > self.header[1]:
                height += self.header_height(heights)
            pieces = [
                self._missing(
                    each, heights, widths, max(each.top, first), min(each.bottom, stop - 1)
                )
                for each in self.labels
                if each.top < stop and each.bottom >= first
            ]
            yield height + max(pieces, default=0.0)


def _smaller(cell: Written, scale: float) -> Written:
    return cell._replace(font=cell.font._replace(points=scaled_points(cell.font.points, scale)))


def scaled_points(points: float, scale: float) -> float:
    """缩小以后的字号：Word 的字号是半磅的倍数。

    >>> scaled_points(10, 0.85), scaled_points(9, 0.75)
    (8.5, 7.0)
    """
    return round(points * 2 * scale) / 2


@dataclass(frozen=True)
class DocumentLayout:
    """排定了的：字缩到几成，各列多宽；比一页高的行拆成几行，各格写什么（``parts``：行 → 首列 → 各段）。

    ``starts`` 是拆了以后哪几行另起一页（从 0 数，等于行数的是表后的段落），``headed`` 是其中要重印表头的。
    ``turned`` 是纸换了方向的。
    """

    scale: float
    widths: Sequence[float]
    starts: Sequence[int] = ()
    headed: Collection[int] = ()
    parts: Mapping[int, Mapping[int, Sequence[str]]] = field(default_factory=dict)
    turned: bool = False

    @property
    def pages(self) -> int:
        """写成几页。"""
        return len(self.starts) + 1


def document_layout(table: DocumentTable) -> DocumentLayout:
    """怎样排：先照原来的字号，写不成一页的缩小、重分各列的宽，再换个方向；还写不下的分几页，三页以上的哪个方向页少写哪个。"""
    own = _one_page(table)
    if own is None and table.turned is not None:
        turned = _one_page(table.turned)
        own = replace(turned, turned=True) if turned is not None else None
    if own is not None:
        return own
    several = _several_pages(table)
    if table.turned is None or several.pages <= _FEW_PAGES:
        return several
    turned = _several_pages(table.turned)
    return replace(turned, turned=True) if turned.pages < several.pages else several


def _one_page(table: DocumentTable) -> DocumentLayout | None:
    least = table.scaled(_SCALES[-1])
    room = least.capacity - least.above - least.below
    if sum(least.heights(least.roomy_widths())) > room * _MOST_OVER:
        return None  # 缩得最小也差得远，不必一样一样试
    for scale in _SCALES:
        sized = table.scaled(scale)
        room = sized.capacity - sized.above - sized.below
        widths = sized.roomy_widths()
        height = sum(sized.heights(widths))
        if height > room and scale <= _MAY_BALANCE and height <= room * _MOST_OVER:
            widths = sized.shared_widths(widths, room)
            height = sum(sized.heights(widths))
        if height <= room:
            return DocumentLayout(scale, sized.lower_widths(widths))
    return None


def _several_pages(table: DocumentTable) -> DocumentLayout:
    """页数最少的排法；一样多的，先要字大的、照原来列宽的。几百行的清单照原样排。"""
    if len(table.rows) > _MOST_ROWS_TRIED:
        return _paged(table, 1.0, table.roomy_widths())
    found: list[DocumentLayout] = []
    for scale in _SCALES_OF_SEVERAL:
        sized = table.scaled(scale)
        own = sized.roomy_widths()
        shared = sized.shared_widths(own, 0.0)
        found += [_paged(sized, scale, widths) for widths in (own, shared)]
    return min(found, key=lambda layout: layout.pages)


def _paged(sized: DocumentTable, scale: float, widths: Sequence[float]) -> DocumentLayout:
    cut = _Cut(sized, widths)
    starts = _starts(cut.table, cut.continued, widths)
    after = cut.table.header[1] if cut.table.header else len(cut.table.rows)
    headed = {start for start in starts if after < start < cut.table.tail}
    return DocumentLayout(scale, widths, starts, headed, cut.parts)


class _Cut:
    """比一页高的、会空出一大块的行拆成几行，各在一页：先写满眼前的一页。

    ``table`` 是拆好的表，``parts`` 是拆了的各格（原来的行 → 首列 → 各段），``continued`` 是接着上一页写的各行。
    """

    def __init__(self, table: DocumentTable, widths: Sequence[float]) -> None:
        self._given, self._widths = table, widths
        self._header = table.header_height(table.heights(widths))
        self._used = table.above
        self._rows: list[WrittenRow] = []
        self.parts: dict[int, dict[int, list[str]]] = {}
        self.continued: set[int] = set()
        # 原来的各行拆成的首行、末行。
        spans = [self._lay(number, height) for number, height in enumerate(table.heights(widths))]
        self.table = replace(
            table,
            rows=self._rows,
            labels=[
                replace(each, top=spans[each.top][0], bottom=spans[each.bottom][1])
                for each in table.labels
            ],
            header=(spans[table.header[0]][0], spans[table.header[1]][1]) if table.header else None,
            kept={spans[row][1] for row in table.kept},
        )

    def _lay(self, number: int, height: float) -> tuple[int, int]:
        first, capacity = len(self._rows), self._given.capacity
        row, whole = self._given.rows[number], capacity - self._header
        rest = capacity - self._used
        parts: dict[int, list[str]] = {}
        if height > whole or self._leaves_room(number, height, rest):
            room = min(rest, height - LEAST_PIECE) if rest >= LEAST_PIECE else whole
            parts = {
                cell.left: self._given.cell_parts(cell, self._widths, [room, whole])
                for cell in row.cells
            }
        pieces = max(map(len, parts.values()), default=1)
        if pieces == 1:
            self._rows.append(row)
            self._used = (self._used if height <= rest else self._header) + height
            return first, first
        self.parts[number] = {left: each for left, each in parts.items() if len(each) > 1}
        for piece in range(pieces):
            cells = [
                cell._replace(text=(*parts[cell.left], *[""] * piece)[piece]) for cell in row.cells
            ]
            self._rows.append(WrittenRow(cells, row.least))
        last = len(self._rows) - 1
        self.continued |= set(range(first + 1, last + 1))
        rest = row_height(self._rows[-1], self._widths, self._given.cell_height)
        self._used = self._header + rest
        return first, last

    def _leaves_room(self, number: int, height: float, rest: float) -> bool:
        """整行写到下一页，这一页就空出一大块；要与别的行同页的不拆。"""
        capacity, kept = self._given.capacity, self._given.kept
        is_tall = height > max(rest, least_cut(capacity)) and rest >= least_filled(capacity)
        return is_tall and not {number - 1, number}.intersection(kept)


def _starts(table: DocumentTable, continued: Collection[int], widths: Sequence[float]) -> list[int]:
    """在哪几行前面换页。标签在页末写不下、把行撑高了的，末一行提到下一页。"""
    heights = table.heights(widths)
    early: list[int] = []
    starts = _broken(table, heights, {*continued})
    for _ in range(_MOST_TRIES):
        pages = table.page_heights(starts, heights, widths)
        edges = pairwise([0, *starts, len(heights)])
        over = [
            stop - 1
            for (first, stop), height in zip(edges, pages, strict=True)
            if height > table.capacity and stop - 1 > first
        ]
        if not over or over[0] in early:
            break
        early = [*(row for row in early if row < over[0]), over[0]]
        starts = _broken(table, heights, {*continued, *early})
    return starts


def _broken(table: DocumentTable, heights: Sequence[float], early: Collection[int]) -> list[int]:
    """哪几行另起一页：表前的段落是第 1 段，各行、表后的段落接着数。"""
    units = dict(enumerate([table.above, *heights, table.below], 1))
    header = table.header and (table.header[0] + 2, table.header[1] + 2)
    kept = [(first + 2, last + 2) for first, last in table.chains()]
    paging = Paging(table.capacity, header, kept, early=[row + 2 for row in early])
    return [unit - 2 for unit in break_rows(units, paging)]
