"""模板各行的格，去掉几栏以后在成表的哪几列；哪些填内容，哪些写着死的字。"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from perfxl.grammar.cached_property import cached_property
from perfxl.model.address import Block
from perfxl.plans.expansion import ExpandedRow, template_placeholders
from perfxl.plans.fonts import CellFont
from perfxl.plans.number_room import Span
from perfxl.plans.row_height import column_points, is_head
from perfxl.plans.template import Template


class PlacedCell(NamedTuple):
    """一格：模板里的首列，成表里的首列、末列，字体，数字格式。"""

    column: int
    left: int
    right: int
    font: CellFont
    code: str


class RowCells(NamedTuple):
    """一行里各格，上下合并的不在内：``filled`` 写着占位，``fixed`` 写着死的字，``wide`` 占几列（首列、末列）。"""

    every: tuple[PlacedCell, ...]
    filled: tuple[PlacedCell, ...]
    fixed: tuple[PlacedCell, ...]
    wide: tuple[Span, ...]


class Rooms(dict[Span, float]):
    """成表里几列（首列、末列）合起来能写字的宽（磅），问到才算；``per_width`` 见 ``column_points``。"""

    def __init__(self, widths: Sequence[float], per_width: float) -> None:
        super().__init__()
        self._widths, self._per_width = widths, per_width

    def __missing__(self, span: Span) -> float:
        left, right = span
        self[span] = found = column_points(self._widths[left - 1 : right], self._per_width)
        return found


@lru_cache(maxsize=128)
def template_cells(template: Template, kept: tuple[int, ...]) -> "TemplateCells":
    """只留 ``kept`` 几列的；同一个模板写许多份，看一遍就够了。"""
    return TemplateCells(template, kept)


class TemplateCells:
    """模板各行的格。"""

    def __init__(self, template: Template, kept: Iterable[int]) -> None:
        self._template = template
        self._placeholders = template_placeholders(template)
        written = self._placeholders.items()
        # 整格就是一个名字的，是哪个名字。
        self.singles = {place: each.single for place, each in written if each.single is not None}
        self._out: Mapping[int, int] = {column: place for place, column in enumerate(kept, 1)}
        self._joining = {row for (row, _), each in written if each.joins_left}
        self._rows: dict[int, RowCells] = {}
        self._labels: dict[int, int] = {}
        self._heads: dict[int, Sequence[PlacedCell]] = {}

    def of(self, row: int) -> RowCells:
        """模板的一行。"""
        found = self._rows.get(row)
        if found is None:
            found = self._rows[row] = self._sorted(row, self._placed(row))
        return found

    @cached_property
    def moved_labels(self) -> Mapping[int, Sequence[tuple[int, int]]]:
        """合并块的首列去掉了的：模板的行 → 字在模板的哪一列，挪到成表的哪一列。"""
        found: dict[int, list[tuple[int, int]]] = {}
        for row, column in self._template.grid.cells:
            span = None
            if column not in self._out:
                span = self.kept_span(self._template.grid.block(row, column))
            if span is not None:
                found.setdefault(row, []).append((column, span[0]))
        return found

    def kept_span(self, block: Block) -> Span | None:
        """一块在成表里的首列、末列；整块去掉了的为 ``None``。"""
        columns = range(block.left, block.right + 1)
        kept = [self._out[each] for each in columns if each in self._out]
        return (kept[0], kept[-1]) if kept else None

    def heads(self, row: int) -> Sequence[PlacedCell]:
        """模板的一行里写死的、末尾带括号的栏名。"""
        found = self._heads.get(row)
        if found is None:
            text = self._template.grid.text
            fixed = self.of(row).fixed
            found = self._heads[row] = [each for each in fixed if is_head(text(row, each.column))]
        return found

    def label(self, row: int) -> int:
        """模板的一行里打头的一格印着栏名（不是某一组数据的），在哪一列；不是的为 0。"""
        found = self._labels.get(row)
        if found is None:
            found = self._labels[row] = self._label(row)
        return found

    def _label(self, row: int) -> int:
        cells = self.of(row)
        first = min((each.column for each in (*cells.filled, *cells.fixed)), default=0)
        held = self._placeholders.get((row, first))
        if held is None:
            return first
        return 0 if held.whole or any(each.attribute for each in held.references) else first

    def joined(self, row: ExpandedRow) -> RowCells:
        """展开后的一行：写了 ``并左`` 而没有内容的，并到左边一格；左边也写着 ``并左`` 而有内容的是栏名，不并，空着好填。"""
        cells = self.of(row.source)
        if row.source not in self._joining:
            return cells
        found: list[PlacedCell] = []
        named = False
        for cell in cells.every:
            holder = self._placeholders.get((row.source, cell.column))
            may_join = holder is not None and holder.joins_left
            blank = not row.values.get(cell.column)
            if may_join and blank and not named and found and found[-1].right == cell.left - 1:
                found[-1] = found[-1]._replace(right=cell.right)
            else:
                found.append(cell)
            named = may_join and not blank
        return self._sorted(row.source, found)

    def _placed(self, row: int) -> Iterable[PlacedCell]:
        for left, right in self._template.blocks(row):
            span = self.kept_span(Block(row, left, row, right))
            if span is not None:
                font, code = self._template.font(row, left), self._template.code(row, left)
                yield PlacedCell(left, *span, font, code)

    def _sorted(self, row: int, cells: Iterable[PlacedCell]) -> RowCells:
        every = tuple(cells)
        filled = tuple(each for each in every if (row, each.column) in self._placeholders)
        fixed = (
            each
            for each in every
            if (row, each.column) not in self._placeholders
            and self._template.grid.text(row, each.column)
        )
        wide = ((each.left, each.right) for each in every if each.left < each.right)
        return RowCells(every, filled, tuple(fixed), tuple(wide))
