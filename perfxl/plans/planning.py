"""由模板和内容排出一张表：行列怎样取自模板，合并、行高、换页各在哪里。"""

import math
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from itertools import pairwise

from perfxl.grammar.cached_property import cached_property
from perfxl.model.address import Block
from perfxl.model.arrangement import Axis
from perfxl.plans.column_balance import SPARE, Written, WrittenRow, balanced, least_widths
from perfxl.plans.expansion import ExpandedRow, Expansion
from perfxl.plans.number_room import (
    legible,
    with_room,
)
from perfxl.plans.page_breaks import (
    FULL_PAGE,
    OnePage,
    PageArea,
    PageFiller,
    Paging,
    break_rows,
    least_cut,
    ways_to_one_page,
)
from perfxl.plans.plan_values import FormattedNumber, PlanValue
from perfxl.plans.row_cells import Rooms, RowCells
from perfxl.plans.row_height import (
    CELL_PADDING,
    HIGHEST_ROW,
    PIXEL,
    column_points,
    height_in,
    name_in_lines,
    split_text,
    stretched,
    text_width,
    whole_pixels,
)
from perfxl.plans.template import Content, SheetPlan, Template, TemplateError
from perfxl.plans.text_room import in_one_line, shared_with_blank
from perfxl.plans.unsized_rows import Folded, UnsizedRow, UnsizedRows, folded

# 换页处的标签把行撑高、要再排的，合每页至多排几遍。
_TRIES_A_PAGE, _TWO = 2, 2
# 几千行的清单每排一遍都慢，各遍合起来至多这么多行，至少几遍。
_MOST_ROWS_TRIED, _LEAST_TRIES = 100_000, 5
# 重复的一行里一格的字有这么高（磅，六行上下）的，各列重分宽度。
_TALL_ROW = 72.0
# 几页的少写一页，缩小到这几成试一试；行多的清单不试。
_SLIGHTLY_SMALLER, _MOST_ROWS_SHARED = (0.94, 0.88, 0.8), 120


def plan_sheet(template: Template, content: Content) -> SheetPlan:
    """按模板排出一张表；占位写错、该有的没有时抛 ``TemplateError``。"""
    return plan_expanded(Expansion(template, content))


def plan_expanded(expansion: Expansion) -> SheetPlan:
    """同 ``plan_sheet``；展开的各行排好以后还要看的（``written_cells``）用它，不必再展开一遍。"""
    _require_placeholders(expansion)
    template = expansion.template
    planner = _Planner(expansion)
    planner.lay_out()
    if template.page is None:
        return planner.finished()
    shrinks = template.may_shrink and not planner.forced
    is_over = planner.pages > FULL_PAGE
    one = _on_one_page(expansion, planner) if shrinks and is_over else None
    if one is not None:
        return one
    plan = planner.finished()
    if planner.pages <= FULL_PAGE:
        return _roomier(expansion, planner, plan)
    one = _on_one_page(expansion, planner) if shrinks and not is_over else None
    if one is not None:
        return one
    plan = _filled(expansion, planner, plan)
    if not template.may_shrink or planner.forced or len(expansion.rows) > _MOST_ROWS_SHARED:
        return plan
    return _fewest_pages(expansion, planner, plan)


def _roomier(expansion: Expansion, planner: "_Planner", plan: SheetPlan) -> SheetPlan:
    """排在一页里，有一行被一列的长文字撑得很高的，各列照字多少重分宽；没有矮下去的照 ``plan``。"""
    if not planner.has_tall_row():
        return plan
    widths = planner.shared_widths(0.0, blank_too=False)
    again = _Planner(expansion, planner.way, like=planner, widths=widths)
    made = again.plan()
    return made if sum(again.heights.values()) < sum(planner.heights.values()) else plan


def _fewest_pages(expansion: Expansion, planner: "_Planner", plan: SheetPlan) -> SheetPlan:
    """重分各列的宽，缩小一点，或者换个方向，少写几页、少切几行；都不少的照 ``plan``。"""
    found = [plan]
    shared = planner.shared_widths(0.0)
    for scale in (1.0, *_SLIGHTLY_SMALLER):
        own = scale < 1 and planner.pages * scale**2 <= len(plan.page_starts)
        wide = stretched(shared, math.fsum(shared) / scale)
        for widths in (None, wide) if own else (wide,):
            tried = _Planner(expansion, shrunk=scale, like=planner, widths=widths)
            found.append(_filled(expansion, tried, tried.plan()))
    best = min(found, key=_pages_and_cuts)
    return min([best, *_turned(expansion, planner, best)], key=_pages_and_cuts)


def _pages_and_cuts(plan: SheetPlan) -> tuple[int, int]:
    """几处换页，切开了几行。"""
    return len(plan.page_starts), len(plan.rows.fresh)


def _turned(expansion: Expansion, planner: "_Planner", best: SheetPlan) -> Iterator[SheetPlan]:
    """三页以上的，纸换个方向的几种排法：少了一页的，再缩小也不试。"""
    assert expansion.template.page is not None
    page = expansion.template.page.turned
    if page is None or len(best.page_starts) < _TWO:
        return
    for scale in (1.0, *_SLIGHTLY_SMALLER):
        own = _Planner(expansion, shrunk=scale, like=planner, page=page)
        for widths in (own.widths, own.shared_widths(0.0)):
            tried = _Planner(expansion, shrunk=scale, like=planner, page=page, widths=widths)
            plan = _filled(expansion, tried, tried.plan())
            yield plan
            if len(plan.page_starts) < len(best.page_starts):
                return


def _on_one_page(expansion: Expansion, whole: "_Planner") -> SheetPlan | None:
    """缩成一页；写不下的为 ``None``。``whole`` 是不缩的。"""
    template = expansion.template
    assert template.page is not None
    for way in ways_to_one_page(template.page, whole.pages):
        planner = _Planner(expansion, way, like=whole)
        if way.shares:
            widths = planner.shared_widths(way.height)
            planner = _Planner(expansion, way, like=whole, widths=widths)
        plan = planner.plan()
        if way.holds(planner.heights.values()):
            return plan if way.shares else _roomier(expansion, planner, plan)
    return None


def _filled(expansion: Expansion, planner: "_Planner", plan: SheetPlan) -> SheetPlan:
    """比一页高的、会空出一大块的行在页末切开。"""
    filler = planner.filler()
    if not filler.will_cut():
        return plan
    widths, shrunk, page = planner.widths, planner.shrunk, planner.turned
    again = _Planner(expansion, None, filler, shrunk, planner, widths, page)
    return again.plan()


def _require_placeholders(expansion: Expansion) -> None:
    """模板至少要有占位，必填的组至少要有一行用到它；否则写出的是模板里的旧内容。"""
    template, placeholders = expansion.template, expansion.placeholders
    if not placeholders:
        raise TemplateError(
            f"“{template.name}”的第一张工作表里没有 {{{{…}}}} 占位，不是模板；"
            "请用 perfxl template new 取一份随程序带的模板来改，或在要填内容的格里写上占位。"
        )
    used = {each.name for holder in placeholders.values() for each in holder.references}
    for name, group in expansion.content.groups.items():
        if group.required and name not in used:
            raise TemplateError(
                f"模板“{template.name}”里没有写 {{{{{name}.…}}}} 的行，"
                f"{name}写不进去；请加上这样一行。"
            )


def _height_in_points(cell: Written, widths: Sequence[float]) -> float:
    """一格的字要多高；列宽以磅计。"""
    return height_in(column_points(widths, 1.0) - SPARE, cell.text, cell.font)


class _Planner:
    def __init__(
        self,
        expansion: Expansion,
        way: OnePage | None = None,
        filler: PageFiller | None = None,
        shrunk: float = 1.0,
        like: "_Planner | None" = None,
        widths: list[float] | None = None,
        page: PageArea | None = None,
    ) -> None:
        # 缩小到几成（几页的）；一页宽，列放宽了打印时自然缩小。
        self.shrunk = shrunk
        self.way = way
        # 有的，比一页高的行在页末切开。
        self._filler = filler
        self.expansion, self.rows = expansion, expansion.rows
        self.template, self.placeholders = expansion.template, expansion.placeholders
        # 纸换了方向的在 ``page``；没有换的照模板。
        self.turned, self._page = page, page or self.template.page
        self.content = expansion.content
        self.grid = self.template.grid
        # 列宽不同、别的都一样的（``like``），与列宽无关的不必再看一遍。
        self.unsized: UnsizedRows = UnsizedRows(expansion) if like is None else like.unsized
        self.kept, self.out = self.unsized.kept, self.unsized.out
        self._cells = self.unsized.cells
        self.widths = self._output_widths() if widths is None else widths
        self._rooms = Rooms(self.widths, self.template.points_per_width)
        # 排好的各行在成表里的首行、末行；拆成几行的首末不同。
        self.spans: list[tuple[int, int]] = []
        self.sources: list[int] = []
        self.fresh: set[int] = set()
        self.values: dict[tuple[int, int], PlanValue] = {}
        # 写成一行的各行：成表的哪一行，各格，各栏的内容。
        self._whole: list[tuple[int, RowCells, Mapping[int, PlanValue]]] = []
        self.heights: dict[int, float] = {}
        self.merged: list[Block] = []
        self._least_heights: dict[int, float] = {}
        # 换页处重写的格 → 照哪一格的样式。
        self.copied_styles: dict[tuple[int, int], tuple[int, int]] = {}
        self.open_edges: dict[tuple[int, int], str] = {}
        # 接着上一页写的各段的首行：一定另起一页。
        self._continued: list[int] = []
        # 一段写成上下合并的几行的，首行、末行：不在中间换页。
        self._tall: list[tuple[int, int]] = []
        self.unmeasured: set[tuple[int, int]] = set()

    def plan(self) -> SheetPlan:
        """排出一张表。"""
        self.lay_out()
        return self.finished()

    def lay_out(self) -> None:
        """排好各行，还没有上下合并、换页；要先做，``finished`` 在后。"""
        for number, row in enumerate(self.unsized.every):
            self._lay_out(row, self._filler.cuts(number) if self._filler else [])
            if self._filler is not None:
                first, last = self.spans[-1]
                self._filler.lay(number, [self.heights[each] for each in range(first, last + 1)])

    def finished(self) -> SheetPlan:
        """上下合并、换页，得出方案。"""
        self._write_whole_rows()
        paths = [
            row.path
            for row, (first, last) in self._rows_with_spans()
            for _ in range(first, last + 1)
        ]
        rows = Axis(self.sources, last=self.template.last_row, paths=paths, fresh=self.fresh)
        columns = Axis(self.kept, last=self.template.last_column)
        self._merge_template_blocks(rows)
        self._merge_equal()
        self._raise_merged_rows()
        starts = self._break_pages()
        shrunk = self.way is not None or self.turned is not None or self.shrunk < 1
        own = [self.template.width(column) for column in self.kept]
        changed = self.widths != own or shrunk
        return SheetPlan(
            rows,
            columns,
            values={**self._moved_labels(), **self.values},
            merged=self.merged,
            heights=self.heights,
            widths=dict(enumerate(self.widths, 1)) if changed else {},
            page_starts=starts,
            one_page=self.way.area if self.way is not None else None,
            turned=self.turned,
            copied_styles=self.copied_styles,
            open_edges=self.open_edges,
            money_unit=str(self.content.values.get("金额单位") or ""),
        )

    def _rows_with_spans(self) -> Iterable[tuple[ExpandedRow, tuple[int, int]]]:
        return zip(self.rows, self.spans, strict=True)

    # 栏

    def _output_widths(self) -> list[float]:
        """去掉栏以后，空出的宽度照原来的比例分给留下的各列。"""
        whole = math.fsum(self.template.width(c) for c in range(1, self.template.last_column + 1))
        kept = [self.template.width(column) for column in self.kept]
        share = whole / math.fsum(kept) if math.fsum(kept) else 1.0
        widths = [width * share for width in kept]
        unit, page = self.template.points_per_width, self._page
        if self.way is not None:
            widths = stretched(widths, self.way.print_width / unit)
        elif page is not None and (self.shrunk < 1 or self.turned is not None):
            widths = stretched(widths, page.width / self.shrunk / unit)
        numbers = {left for left, right in self.unsized.number_spans if left == right}
        longest = self.unsized.longest_texts
        widths = in_one_line(shared_with_blank(widths, longest), longest, unit)
        widths = in_one_line(widths, self.unsized.longest_names, unit)
        return with_room(widths, self.unsized.number_spans, unit, numbers)

    def has_tall_row(self) -> bool:
        """重复的一行里只占一列的一格有许多行字；要先 ``lay_out`` 过。"""
        rooms = self._rooms
        return any(
            self.heights[first] >= _TALL_ROW
            and any(
                left == right and height_in(rooms[left, right], text, font) >= _TALL_ROW
                for (left, right), text, font in unsized.folded
            )
            for unsized, (first, _) in zip(self.unsized.every, self.spans, strict=True)
            if unsized.row.loops
        )

    def shared_widths(self, enough: float, *, blank_too: bool = True) -> list[float]:
        """各列的宽照各格的字重分，使各行合起来尽量矮，矮到 ``enough``（磅）就够；总宽不变。

        ``blank_too`` 为假的，各行都空着的列留着人填，不让宽。
        """
        unit = self.template.points_per_width
        points = [width * unit for width in self.widths]
        joined = self._joined_columns()
        every_row = self.unsized.every
        rows = [self._written_row(*each) for each in zip(every_row, joined, strict=True)]
        every = [cell for each in every_row for cell in self._written(each)]
        least = least_widths(every, points, CELL_PADDING)
        for (left, right), wanted in self.unsized.number_spans.items():
            if left == right:
                own = points[left - 1]
                least[left - 1] = max(least[left - 1], min(own, wanted + CELL_PADDING))
        kept = self._upright()
        if not blank_too:
            blank = (c for c, each in self.unsized.longest_texts.items() if not each.text)
            kept = {**dict.fromkeys(blank, 0.0), **kept}
        for place, label in kept.items():
            least[place - 1] = max(points[place - 1], label)
        found = balanced(points, rows, _height_in_points, least, enough)
        return [width / unit for width in found]

    def _upright(self) -> dict[int, float]:
        """竖着写的栏名（绩效指标）独占的列，在成表里的位置：不让宽。分了行写的，至少多宽（磅）不折行。"""
        blocks = (self.grid.block(row, column) for row, column in self.grid.cells)
        found: dict[int, float] = {}
        for tall in blocks:
            if tall.top == tall.bottom or tall.left != tall.right or tall.left not in self.out:
                continue
            lines = self.grid.text(tall.top, tall.left).split("\n")
            font = self.template.font(tall.top, tall.left)
            fixed = [text_width(each, font) for each in lines if "{{" not in each]
            wide = max(fixed, default=0.0) if len(lines) > 1 else 0.0
            place = self.out[tall.left]
            needed = wide + CELL_PADDING + SPARE if wide else 0.0
            found[place] = max(found.get(place, 0.0), needed)
        return found

    def _joined_columns(self) -> list[set[int]]:
        """各行里与上一行、下一行合并的格在成表里的哪几列。"""
        every = self.unsized.every
        found: list[set[int]] = [set() for _ in every]
        for column in {column for each in every for column in each.merging}:
            if column not in self.out:
                continue
            keys = [(each.row.source, each.equal_key(column)) for each in every]
            for place, (one, other) in enumerate(pairwise(keys)):
                if one[1] and one == other:
                    found[place].add(self.out[column])
                    found[place + 1].add(self.out[column])
        return found

    def _written_row(self, unsized: UnsizedRow, joined: Collection[int]) -> WrittenRow:
        """量高要看的各格，和模板定的行高；与上下合并的格（``joined`` 各列）不看。"""
        cells = [each for each in self._written(unsized) if each.left not in joined]
        source, usual = unsized.row.source, self.template.default_row_height
        return WrittenRow(cells, self.template.row_heights.get(source, usual))

    def _written(self, unsized: UnsizedRow) -> Iterable[Written]:
        """一行里写着字的各格：填的，和模板里写死的；数不折行，不算。"""
        row = unsized.row
        for column, left, right, font, _ in unsized.cells.every:
            value = row.values.get(column, self.grid.text(row.source, column))
            if value and isinstance(value, str) and not isinstance(value, FormattedNumber):
                yield Written(value, left, right, font)

    def _written_at(self, row: ExpandedRow, column: int) -> str:
        """一行的一格写的字：填的，或模板里写死的。"""
        return str(row.values.get(column, self.grid.text(row.source, column)))

    def _said(self, unsized: UnsizedRow) -> dict[int, PlanValue]:
        """一行里写不下的（哪一列）：常规格式的数换成看得全的写法，缩进的名称、带括号的栏名换在哪里折行。"""
        said: dict[int, PlanValue] = {}
        for column, left, right, font, _ in unsized.names:
            text = self._written_at(unsized.row, column)
            name = name_in_lines(text, self._rooms[left, right], font)
            if name != text:
                said[column] = name
        for column, left, right, font, code in unsized.plain:
            number = unsized.row.values[column]
            shown = legible(number, code, font, self._rooms[left, right])
            if shown is not number:
                said[column] = shown
        return said

    def _moved_labels(self) -> dict[tuple[int, int], PlanValue]:
        """合并块的首列去掉了的，块里的字挪到留下的第一列。"""
        moved: dict[tuple[int, int], PlanValue] = {}
        if len(self.kept) == self.template.last_column:
            return moved
        labels = self._cells.moved_labels
        for row, (first, _) in self._rows_with_spans():
            for column, kept in labels.get(row.source, ()):
                text = self.grid.text(row.source, column)
                moved[first, kept] = row.values.get(column, text)
        return moved

    # 行

    def _lay_out(self, unsized: UnsizedRow, cuts: list[float]) -> None:
        """排一行；写不下 409 磅的写成上下合并的几行，在页末切开的，长文字分成几段，其余各格上下合并。"""
        row, said = unsized.row, self._said(unsized)
        values = {**row.values, **said} if said else row.values
        height = self._height(unsized, said)
        segments = self._segments(row, unsized.cells, cuts) if cuts else {}
        if segments or height > HIGHEST_ROW:
            self._lay_pieces(unsized, values, height, segments)
            return
        self.sources.append(row.source)
        place = len(self.sources)
        self.heights[place] = height
        self.spans.append((place, place))
        self._whole.append((place, unsized.cells, values))

    def _write_whole_rows(self) -> None:
        """写成一行的各行：各格的内容，占几列的。只量高、不写成方案的用不着。"""
        for place, cells, values in self._whole:
            for column, value in values.items():
                if column in self.out:
                    self.values[place, self.out[column]] = value
            self.merged += [Block(place, left, place, right) for left, right in cells.wide]

    def _lay_pieces(
        self,
        unsized: UnsizedRow,
        values: Mapping[int, PlanValue],
        height: float,
        segments: Mapping[int, list[str]],
    ) -> None:
        """一行（不切开有 ``height`` 高）写成几行：``segments`` 的各列一页一段（都没有的是一段），其余各格上下合并。"""
        first = len(self.sources) + 1
        pieces = [
            self._lay_piece(unsized, height, {c: parts[n] for c, parts in segments.items()})
            for n in range(max(map(len, segments.values()), default=1))
        ]
        last = len(self.sources)
        self.spans.append((first, last))
        self.fresh |= set(range(first + 1, last + 1))
        self._continued += [top for top, _ in pieces[1:]]
        for column, value in values.items():
            if column not in segments and column in self.out:
                self.values[first, self.out[column]] = value
        for column, left, right, *_ in unsized.cells.every:
            if column in segments:
                blocks = [Block(top, left, stop, right) for top, stop in pieces]
            else:
                blocks = [Block(first, left, last, right)]
            self.merged += [each for each in blocks if left != right or each.top != each.bottom]

    def _lay_piece(
        self, unsized: UnsizedRow, height: float, shown: Mapping[int, str]
    ) -> tuple[int, int]:
        """写一段：各列写 ``shown``（没有的，整行 ``height`` 高），一行写不下 409 磅的写成几行；返回首行、末行。"""
        if shown:
            height = self._piece_height(unsized, shown)
        source = unsized.row.source
        rows = math.ceil(height / HIGHEST_ROW)
        first = len(self.sources) + 1
        for place in range(first, first + rows):
            self.sources.append(source)
            self.heights[place] = whole_pixels(height / (rows + first - place))
            height -= self.heights[place]
        last = first + rows - 1
        if rows > 1:
            self._tall.append((first, last))
        for column, text in shown.items():
            self.values[first, self.out[column]] = text
        return first, last

    def _segments(
        self, row: ExpandedRow, cells: RowCells, heights: list[float]
    ) -> dict[int, list[str]]:
        """一行写不下一段的各格，拆成几段，各段写得下 ``heights`` 里那么高；短的后面是空的。"""
        segments: dict[int, list[str]] = {}
        for column, left, right, font, _ in cells.filled:
            value = row.values.get(column)
            if isinstance(value, str) and column in self.out:
                widths = self.widths[left - 1 : right]
                unit = self.template.points_per_width
                parts = split_text(value, widths, font, heights, unit)
                if len(parts) > 1:
                    segments[column] = parts
        most = max(map(len, segments.values()), default=0)
        return {each: [*parts, *[""] * (most - len(parts))] for each, parts in segments.items()}

    def _height(self, unsized: UnsizedRow, said: Mapping[int, PlanValue]) -> float:
        """这一行要多高；数不折行，不算，写成了字的（``said``）算。"""
        least, cells = self._least_height(unsized.row.source), unsized.folded
        if said:
            cells = [*cells, *folded(unsized.cells, said, unsized.merging)]
        return self._room_for(cells, least)

    def _piece_height(self, unsized: UnsizedRow, shown: Mapping[int, str]) -> float:
        """一段（各列写 ``shown``）要多高。"""
        template = self.template
        least = template.row_heights.get(unsized.row.source, template.default_row_height)
        return self._room_for(folded(unsized.cells, shown, unsized.merging), whole_pixels(least))

    def _room_for(self, cells: Iterable[Folded], least: float) -> float:
        """写得下这几格的高，至少 ``least``。"""
        rooms, needed = self._rooms, least
        for span, text, font in cells:
            height = height_in(rooms[span], text, font)
            if height > needed:
                needed = height
        return needed

    def _block_height(self, text: str, block: Block) -> float:
        """成表里一个合并块的字要多高。"""
        font = self.template.font(self.sources[block.top - 1], self.kept[block.left - 1])
        return height_in(self._rooms[block.left, block.right], text, font)

    def _least_height(self, source: int) -> float:
        """这一行至少多高：模板的行高，和写死的字要的高。"""
        found = self._least_heights.get(source)
        if found is None:
            template = self.template
            found = template.row_heights.get(source, template.default_row_height)
            # 打头的栏名写在重复的各行合起来的一格里。
            label = self._cells.label(source) if self.expansion.names(source) else 0
            for column, left, right, font, _ in self._cells.of(source).fixed:
                if column == label:
                    continue
                text = self.grid.text(source, column)
                found = max(found, height_in(self._rooms[left, right], text, font))
            found = self._least_heights[source] = whole_pixels(found)
        return found

    # 合并

    def _merge_equal(self) -> None:
        """相邻几行凭据相同的格合并成一格。"""
        every = self.unsized.every
        columns = {column for each in every for column in each.merging}
        for column in sorted(columns & self.out.keys()):
            keys = [(each.row.source, each.equal_key(column)) for each in every]
            start = 0
            for place in range(1, len(keys) + 1):
                if place < len(keys) and keys[place] == keys[start]:
                    continue
                if keys[start][1]:
                    self._merge_run(column, start, place - 1)
                start = place

    def _merge_run(self, column: int, start: int, end: int) -> None:
        top, bottom = self.spans[start][0], self.spans[end][1]
        block = self.grid.block(self.rows[start].source, column)
        right = max(self.out[c] for c in range(column, block.right + 1) if c in self.out)
        left = self.out[column]
        self.merged = [
            each
            for each in self.merged
            if not (each.left == left and top <= each.top and each.bottom <= bottom)
        ]
        self.merged.append(Block(top, left, bottom, right))
        self.unmeasured.add((top, left))
        for row in range(top + 1, bottom + 1):
            self.values[row, left] = None

    def _merge_template_blocks(self, rows: Axis) -> None:
        """模板里上下合并的格，跟着中间重复出来的行一起拉长。"""
        ends = dict(self.spans)
        for block in self.grid.merged:
            span = self._cells.kept_span(block) if block.top != block.bottom else None
            if span is None:
                continue
            left, right = span
            for top, bottom in self._copies(rows, block):
                last = ends.get(bottom, bottom)
                self.merged.append(Block(top, left, last, right))
                self.unmeasured.add((top, left))
                for row in range(top + 1, last + 1):
                    self.values.pop((row, left), None)

    def _copies(self, rows: Axis, block: Block) -> list[tuple[int, int]]:
        """一个合并块排到的各段；块里不重复的一行没有印的，也还是重复的几行合起来一段。"""
        spans = rows.copies(block.top, block.bottom)
        sources = range(block.top, block.bottom + 1)
        if len(spans) < _TWO or all(self.expansion.names(each) for each in sources):
            return spans
        outer = {first: row.path[:-1] for row, (first, _) in self._rows_with_spans()}
        found = spans[:1]
        for top, bottom in spans[1:]:
            first, last = found[-1]
            if top == last + 1 and outer.get(top) == outer.get(first):
                found[-1] = (first, bottom)
            else:
                found.append((top, bottom))
        return found

    def _raise_merged_rows(self) -> None:
        """上下合并（或本可合并）的格写不下时，把差的高度分给它的各行。"""
        for block in self.merged:
            alone = block.top == block.bottom and (block.top, block.left) not in self.unmeasured
            text = "" if alone else self._text_at(block)
            if not text:
                continue
            rows = range(block.top, block.bottom + 1)
            missing = self._block_height(text, block) - sum(self.heights[row] for row in rows)
            if missing > 0:
                for row in rows:
                    raised = self.heights[row] + missing / len(rows)
                    self.heights[row] = whole_pixels(min(raised, HIGHEST_ROW))

    def _text_at(self, block: Block) -> str:
        place = (block.top, block.left)
        if place in self.values:
            value = self.values[place]
            return "" if value is None else str(value)
        if block.top in self.fresh:
            return ""
        return self.grid.text(self.sources[block.top - 1], self.kept[block.left - 1])

    # 换页

    def _break_pages(self) -> list[int]:
        """排定换页处，跨页的合并格在换页处断开，下一页重写一遍。"""
        if self.template.page is None or self.way is not None:
            return []
        whole = (list(self.merged), dict(self.values), dict(self.heights))
        early: list[int] = []
        starts = break_rows(self.heights, self._paging(early))
        self._cut_at(starts)
        tries = min(_TRIES_A_PAGE * (len(starts) + 1), _MOST_ROWS_TRIED // len(self.sources))
        for _ in range(max(tries, _LEAST_TRIES)):
            crowded = self._crowded(starts, whole[2])
            if crowded is None or crowded in early:
                break
            # 标签在页末只剩一两行、写不下，把行撑高了：这一行提到下一页，从这一页起重排；
            # 后面各页随之变了，先前要提的不再算数。
            early = [*(row for row in early if row < crowded), crowded]
            self.merged, self.values, self.heights = copy(whole[0]), copy(whole[1]), copy(whole[2])
            self.copied_styles.clear()
            self.open_edges.clear()
            starts = break_rows(self.heights, self._paging(early))
            self._cut_at(starts)
        return starts

    def _cut_at(self, starts: list[int]) -> None:
        """跨页的合并格在换页处断开，断开以后写不下的把行撑高。"""
        pieces: list[Block] = []
        for block in self.merged:
            headed = self._is_below_header(block)
            for start in starts[bisect_right(starts, block.top) :]:
                if start > block.bottom:
                    break
                above, block = self._cut(block, start)
                pieces.append(above)
                if headed:
                    self._open(block, start, "top")
            pieces.append(block)
        self.merged = pieces
        if starts:
            self.merged = [piece for block in self.merged for piece in self._off_header(block)]
        self._raise_merged_rows()

    def _crowded(self, starts: list[int], before: Mapping[int, float]) -> int | None:
        """断开以后超过一页的头一页，从哪一行起提到下一页；``before`` 是没有断开时的行高。"""
        paging = self._paging()
        for first, after in zip([1, *starts], [*starts, len(self.sources) + 1], strict=True):
            used = paging.above(first, self.heights)
            if used + sum(self.heights[row] for row in range(first, after)) <= paging.capacity:
                continue
            rows = range(first + 1, after)
            raised = [row for row in rows if self.heights[row] > before[row]]
            if raised and self._starts_piece(raised[0], after):
                return raised[0]
            if self.heights[first] <= before[first] and not raised:
                continue
            for row in range(first, after):
                used += self.heights[row]
                if used > paging.capacity:
                    if row > first and not self._is_inside(row, first):
                        return row
                    # 页首的标签自己就比一页高，提哪一行也没有用。
                    break
        return None

    def _starts_piece(self, row: int, after: int) -> bool:
        """有一格从这一行起、到页末断开：它把行撑高了。"""
        return any(block.top == row and block.bottom == after - 1 for block in self.merged)

    def _is_inside(self, row: int, first: int) -> bool:
        """这一行在从 ``first`` 起、撑高了的一格中间。"""
        return any(
            block.top == first
            and first < row <= block.bottom
            and (first, block.left) in self.copied_styles
            and self._is_filled(block)
            for block in self.merged
        )

    def _is_filled(self, block: Block) -> bool:
        """这一格的字把它的各行占满了，行少了也矮不下去。"""
        needed = self._block_height(self._text_at(block), block)
        rows = range(block.top, block.bottom + 1)
        return needed + PIXEL * len(rows) >= sum(self.heights[row] for row in rows)

    def _paging(self, early: Collection[int] = ()) -> Paging:
        header, tails = self._header_span(), self._tails()
        forced = [*self.forced, *self._continued]
        return Paging(self._capacity(), header, tails, self._tall, forced, early)

    def filler(self) -> PageFiller:
        """照这样排的各行多高，再排一遍、把高的行在页末切开用；要先 ``plan`` 过。"""
        numbers = {
            row: number
            for number, (first, last) in enumerate(self.spans)
            for row in range(first, last + 1)
        }
        whole = self._paging()
        heights = {
            number: sum(self.heights[row] for row in range(first, last + 1))
            for number, (first, last) in enumerate(self.spans)
        }
        paging = Paging(
            whole.capacity,
            (numbers[whole.header[0]], numbers[whole.header[1]]) if whole.header else None,
            [(numbers[first], numbers[last]) for first, last in whole.kept],
            forced=[numbers[row] for row in whole.forced],
        )
        least = least_cut(paging.capacity)
        cuttable = {
            each
            for each, height in heights.items()
            if height > least and self._longest(self.rows[each]) > 1
        }
        if cuttable:
            cuttable -= {
                number
                for first, last in paging.kept
                for number in range(first, last + 1)
                if paging.wanted(first, heights) > heights[first]
            }
        return PageFiller(heights, paging, cuttable)

    def _longest(self, row: ExpandedRow) -> int:
        """这一行最长的字有几个字。"""
        return max((len(each) for each in row.values.values() if isinstance(each, str)), default=0)

    def _capacity(self) -> float:
        """缩到一页宽以后，一页放得下多高（磅）。"""
        page = self._page
        assert page is not None
        width = math.fsum(self.widths) * self.template.points_per_width
        return page.height * FULL_PAGE / min(1.0, page.width / width)

    @property
    def pages(self) -> float:
        """合几页，如一页半；模板没有定纸张的不数。"""
        return sum(self.heights.values()) / self._capacity() * FULL_PAGE

    def _header_span(self) -> tuple[int, int] | None:
        """每页重印的表头在成表里的行。"""
        titles = self.template.titles
        if titles is None:
            return None
        placed = [
            span
            for row, span in self._rows_with_spans()
            if titles[0] <= row.source <= titles[1] and not row.loops
        ]
        return (placed[0][0], placed[-1][1]) if placed else None

    def _is_heading(self, block: Block) -> bool:
        """一行拆成几行的，左边的栏目名也重写；指标各格不重写，免得像是又一条。"""
        row = self.rows[self.spans.index((block.top, block.bottom))]
        single = self._cells.singles.get((row.source, self.kept[block.left - 1]))
        static = (row.source, self.kept[block.left - 1]) not in self.placeholders
        return (not row.loops and static) or (single is not None and single.attribute == "名称")

    @cached_property
    def forced(self) -> list[int]:
        """一张表里排几个项目的，每个项目另起一页；一行一个项目的清单不算。"""
        starts: list[int] = []
        earlier: int | None = None
        for row, (first, _) in self._rows_with_spans():
            outer = [(number, item) for _, number, item in row.loops if item.groups]
            if not outer:
                continue
            number = outer[0][0]
            if earlier is not None and number != earlier and self._is_block(row):
                starts.append(first)
            earlier = number
        return starts

    def _is_block(self, row: ExpandedRow) -> bool:
        """这个项目占了模板的几行，不是清单里的一行。"""
        own = row.loops[0][1]
        return (
            len({each.source for each in self.rows if each.loops and each.loops[0][1] == own}) > 1
        )

    def _tails(self) -> list[tuple[int, int]]:
        """整张表、每个项目的块里，最后一组重复行之后的几行（总分、签字），各放在一页。"""
        tails = [self._tail(list(self._rows_with_spans()), 0)]
        blocks: dict[int, list[tuple[ExpandedRow, tuple[int, int]]]] = {}
        for row, span in self._rows_with_spans():
            if row.loops and row.loops[0][2].groups:
                blocks.setdefault(row.loops[0][1], []).append((row, span))
        tails += [self._tail(rows, 1) for rows in blocks.values()]
        return [tail for tail in tails if tail is not None]

    def _tail(
        self, rows: list[tuple[ExpandedRow, tuple[int, int]]], depth: int
    ) -> tuple[int, int] | None:
        ends = [span[1] for row, span in rows if len(row.loops) > depth]
        first, last = max(ends, default=0) + 1, rows[-1][1][1] if rows else 0
        return (first, last) if 1 < first <= last else None

    def _is_below_header(self, block: Block) -> bool:
        """是从重印的表头合并下来的。"""
        header = self._header_span()
        return header is not None and header[0] <= block.top <= header[1] < block.bottom

    def _open(self, block: Block, row: int, side: str) -> None:
        """``block`` 的各列在 ``row`` 的一边不画框线。"""
        for column in range(block.left, block.right + 1):
            self.open_edges[row, column] = side

    def _off_header(self, block: Block) -> list[Block]:
        """从重印的表头合并下来的标签，字要落到表头里的，挪到表头以下：表头每页重印，会印出半截字。"""
        header = self._header_span()
        if header is None or not self._is_below_header(block):
            return [block]
        rows = range(block.top, block.bottom + 1)
        top = sum(self.heights[row] for row in rows if row <= header[1])
        place, below = (block.top, block.left), (header[1] + 1, block.left)
        text = self._text_at(block)
        spare = sum(self.heights[row] for row in rows) - self._block_height(text, block)
        if not text or spare / 2 > top:
            return [block]
        self.values[below] = self.values.get(place, text)
        self.values[place] = None
        self.copied_styles[below] = self.copied_styles.get(place, place)
        self.unmeasured.add(below)
        self._open(block, header[1], "bottom")
        self._open(block, header[1] + 1, "top")
        return [block._replace(bottom=header[1]), block._replace(top=header[1] + 1)]

    def _cut(self, block: Block, start: int) -> list[Block]:
        if not block.top < start <= block.bottom:
            return [block]
        own = (block.top, block.bottom)
        if own not in self._tall and (own not in self.spans or self._is_heading(block)):
            place = (block.top, block.left)
            self.values[start, block.left] = self.values.get(place, self._text_at(block)) or None
            self.copied_styles[start, block.left] = self.copied_styles.get(place, place)
            self.unmeasured |= {place, (start, block.left)}
        return [block._replace(bottom=start - 1), block._replace(top=start)]
