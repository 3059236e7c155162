"""一张工作表的网格：只存有内容的格，加上合并块、隐藏、批注。"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from typing import Self

from perfxl.grammar.cached_property import cached_property
from perfxl.grammar.visible_text import visible_text
from perfxl.model.address import Block, column_letters
from perfxl.model.cell import Cell, CellKind
from perfxl.model.entry import Entry, Reading
from perfxl.model.number_format import GENERAL, OVERFLOW, may_mislead, show_text, shows_text_as_is

# 大于这么多格的合并块不逐格展开。
_LARGE = 20_000


class _Anchors:
    """各格所在合并块的左上角；没有合并的就是自己。"""

    def __init__(self, merged: Iterable[Block]) -> None:
        blocks = list(merged)
        # 整行整列的合并块不展开，免得撑大内存；逐块比对。
        self._large = [block for block in blocks if _area(block) > _LARGE]
        self._small = {
            (row, column): (top, left)
            for top, left, bottom, right in blocks
            if (bottom - top + 1) * (right - left + 1) <= _LARGE
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        }

    def of(self, place: tuple[int, int]) -> tuple[int, int]:
        """所在合并块的左上角。"""
        found = self._small.get(place)
        if found is not None:
            return found
        row, column = place
        for block in self._large:
            if block.top <= row <= block.bottom and block.left <= column <= block.right:
                return block.top, block.left
        return place

    def without_covered(self, places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """合并块里左上角以外的格去掉：写着的字看不见。"""
        if self._large:
            return [place for place in places if self.of(place) == place]
        first = self._small.get
        return [place for place in places if first(place, place) == place]


class Entries(dict[tuple[int, int], Entry]):
    """各格的值；空格、合并块里的格问到才有，问过一次就记着。"""

    def __init__(
        self,
        filled: Mapping[tuple[int, int], Entry],
        anchors: _Anchors,
        placed: Callable[[Entry], Entry] | None,
    ) -> None:
        """``placed`` 补上各格自己在哪一张工作表，不必补的不给。"""
        super().__init__(
            filled if placed is None else {place: placed(each) for place, each in filled.items()}
        )
        self._anchors = anchors
        self._placed = placed

    def __missing__(self, place: tuple[int, int]) -> Entry:
        first = self._anchors.of(place)
        found = self.get(first)
        if found is None:
            blank = Entry("", *first)
            found = self[first] = blank if self._placed is None else self._placed(blank)
        self[place] = found
        return found


class Grid:
    """一张工作表。``cells`` 以 ``(行, 列)`` 为键，空格不存。

    合并块的值只在左上角；``anchor`` 把块内任一格引到左上角，``text`` 已经这样取值。

    >>> from perfxl.model.cell import CellKind
    >>> grid = Grid("表", {(1, 1): Cell(1, 1, CellKind.TEXT, "产出指标")}, [Block(1, 1, 3, 1)])
    >>> grid.text(3, 1), grid.anchor(2, 1), grid.text(4, 1)
    ('产出指标', (1, 1), '')
    """

    def __init__(
        self,
        name: str,
        cells: Mapping[tuple[int, int], Cell],
        merged: Iterable[Block] = (),
        *,
        hidden: bool = False,
        very_hidden: bool = False,
        hidden_rows: frozenset[int] = frozenset(),
        hidden_columns: frozenset[int] = frozenset(),
        comments: Mapping[tuple[int, int], str] | None = None,
        text_boxes: tuple[str, ...] = (),
    ) -> None:
        self.name = name
        self.cells = dict(cells)
        self.merged = tuple(merged)
        self.hidden = hidden
        self.very_hidden = very_hidden
        self.hidden_rows = hidden_rows
        self.hidden_columns = hidden_columns
        self.comments = dict(comments or {})
        self.text_boxes = text_boxes
        self.last_row = max(self.cells, default=(0, 0))[0]
        self.last_column = max((column for _, column in self.cells), default=0)

    @cached_property
    def _anchors(self) -> "_Anchors":
        return _Anchors(self.merged)

    @cached_property
    def _blocks(self) -> dict[tuple[int, int], Block]:
        return {(block.top, block.left): block for block in self.merged}

    def anchor(self, row: int, column: int) -> tuple[int, int]:
        """所在合并块的左上角；没有合并时就是自己。"""
        return self._anchors.of((row, column))

    def block(self, row: int, column: int) -> Block:
        """所在的合并块；没有合并时是一格的块。"""
        first = self._anchors.of((row, column))
        return self._blocks.get(first) or Block(row, column, row, column)

    def hidden_at(self, row: int, column: int) -> str:
        """一格藏在哪里：整张工作表、行、列；看得见的为 ``""``。合并块露出一行一列就看得见。

        >>> Grid("表", {}, hidden_rows=frozenset({3})).hidden_at(3, 2), Grid("表", {}).hidden_at(3, 2)
        ('隐藏的第 3 行', '')
        """
        if self.hidden:
            return f"{'深度' if self.very_hidden else ''}隐藏的工作表“{self.name}”"
        block = self.block(row, column)
        if all(each in self.hidden_rows for each in range(block.top, block.bottom + 1)):
            return f"隐藏的第 {row} 行"
        if all(each in self.hidden_columns for each in range(block.left, block.right + 1)):
            return f"隐藏的 {column_letters(column)} 列"
        return ""

    def cell(self, row: int, column: int) -> Cell | None:
        """该格（或所在合并块左上角）的内容；空时为 ``None``。"""
        return self.cells.get(self._anchors.of((row, column)))

    def text(self, row: int, column: int) -> str:
        """人看到的文字，去掉首尾空白；空时为 ``""``。"""
        return self.entries[row, column].text

    def entry(self, row: int, column: int) -> Entry:
        """该格的值：文字照人看到的，数照存的；合并块取左上角；空格给出位置、文字为空。"""
        return self.entries[row, column]

    def texts(self, row: int, left: int, right: int) -> list[Entry]:
        """一行里几列之间有字的格，左上角就在这一行的才算；得到的列表不要改。"""
        entries = self.row_texts.get(row)
        if not entries:
            return []
        if left <= entries[0].column and entries[-1].column <= right:
            return entries
        return [entry for entry in entries if left <= entry.column <= right]

    @cached_property
    def entries(self) -> "Entries":
        """各格的值，以 ``(行, 列)`` 取，见 ``entry``。"""
        cells, anchors = self.cells, self._anchors
        seen = anchors.without_covered(cells)
        return Entries({place: entry_of(cells[place]) for place in seen}, anchors, self._placed)

    @property
    def _placed(self) -> Callable[[Entry], Entry] | None:
        """怎样补上各格自己的工作表；只有一张的不必补。"""
        return None

    @cached_property
    def row_texts(self) -> dict[int, list[Entry]]:
        """各行有字的格，左上角就在这一行的才算；没有字的行不在内。"""
        rows: dict[int, list[Entry]] = {}
        entries = self.entries
        for row, cells in self.rows.items():
            texts = [
                entry
                for cell in cells
                if (entry := entries[row, cell[1]])[0] and entry[1] == row  # 有字，就写在这一行
            ]
            if texts:
                rows[row] = texts
        return rows

    def strip(self, left: int, right: int) -> Self:
        """其中几列，行号列号照旧。"""
        return self.rebuilt(
            {place: cell for place, cell in self.cells.items() if left <= place[1] <= right},
            [block for block in self.merged if left <= block.left and block.right <= right],
            {place: text for place, text in self.comments.items() if left <= place[1] <= right},
        )

    def rebuilt(
        self,
        cells: Mapping[tuple[int, int], Cell],
        merged: Iterable[Block],
        comments: Mapping[tuple[int, int], str],
    ) -> Self:
        """换了格、合并块、批注的同一张工作表。"""
        return type(self)(
            self.name,
            cells,
            merged,
            hidden=self.hidden,
            very_hidden=self.very_hidden,
            hidden_rows=self.hidden_rows,
            hidden_columns=self.hidden_columns,
            comments=comments,
        )

    def placed(self, entry: Entry) -> Entry:
        """带上自己的工作表；只有一张的照旧。"""
        return entry

    @cached_property
    def empty_columns(self) -> list[int]:
        """夹在中间、没有一格有内容、也没有合并块横跨的列。"""
        used = {column for _, column in self.cells}
        if not used or max(used) - min(used) + 1 == len(used):
            return []
        for block in self.merged:
            if (block.top, block.left) in self.cells and _area(block) <= _LARGE:
                used.update(range(block.left, block.right + 1))
        return [column for column in range(min(used), max(used)) if column not in used]

    def rows_between(self, first: int, last: int) -> list[int]:
        """有内容的行号，``first`` 到 ``last``（含）；与空行多少无关。"""
        numbers = self._row_numbers
        return numbers[bisect_left(numbers, first) : bisect_right(numbers, last)]

    def misleading_between(self, first: int, last: int) -> list[Cell]:
        """这几行里格式会让人看错的格，见 ``number_format.misleading``；绝大多数表一格也没有。"""
        cells = self._misleading
        start = bisect_left(cells, first, key=_row_of)
        return cells[start : bisect_right(cells, last, key=_row_of)]

    @cached_property
    def _misleading(self) -> list[Cell]:
        found = [cell for cell in self.cells.values() if may_mislead(cell.number_format)]
        return sorted(found, key=_row_of)

    @cached_property
    def _row_numbers(self) -> list[int]:
        return list(self.rows)

    @cached_property
    def rows(self) -> dict[int, list[Cell]]:
        """每行有内容的格，行号升序，行内按列排。"""
        rows: dict[int, list[Cell]] = {}
        cells = self.cells
        for place in sorted(cells):
            rows.setdefault(place[0], []).append(cells[place])
        return rows


def _row_of(cell: Cell) -> int:
    return cell.row


# 文字格的 Entry：编号列号以后、原文以后的各项；逐项写名字的调用要慢一倍。
_AS_TEXT = Entry(stored_as_text=True)[3:8]
_NO_MORE = Entry()[9:]


def _area(block: Block) -> int:
    return (block.bottom - block.top + 1) * (block.right - block.left + 1)


def entry_of(cell: Cell) -> Entry:
    """一格的值：文字照人看到的，去掉首尾空白；数照存的。"""
    row, column, kind, value, number_format, formula = cell
    if formula is None and kind is CellKind.TEXT:
        text = visible_text(stored := str(value))
        raw = "" if text == stored else stored
        if number_format is not GENERAL and not shows_text_as_is(number_format):
            text = show_text(text, number_format)
        return Entry._make((text.strip(), row, column, *_AS_TEXT, raw, *_NO_MORE))
    own = None if cell.typed_as_formula else formula
    shown = cell.shown.strip()
    if number_format == GENERAL:
        return Entry(shown, row, column, cell.number, own)
    number = None if shown == OVERFLOW else cell.number
    if said := cell.to_read:
        return Entry(shown, row, column, number, own, reading=Reading(shown, said))
    return Entry(shown, row, column, number, own)
