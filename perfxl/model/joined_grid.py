"""几张工作表上下接成的一张网格：一张表接着写在下一张工作表上时，照一张来读。"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple, Self

from perfxl.model.address import Block
from perfxl.model.cell import Cell
from perfxl.model.entry import Entry
from perfxl.model.grid import Grid


class Follow(NamedTuple):
    """接在下面的一张工作表：从网格的 ``first`` 行起；那里的行号减去 ``shift`` 是它自己的。"""

    sheet: str
    first: int
    shift: int


class JoinedGrid(Grid):
    """下面各张的格带着自己的工作表（``Entry.sheet``），行号接着上面的编下去。"""

    follows: tuple[Follow, ...] = ()

    @classmethod
    def of(cls, upper: Grid, lower: Grid) -> "JoinedGrid":
        """把 ``lower`` 有内容的行紧接在 ``upper`` 的下面。"""
        ends = (block.bottom for block in upper.merged if (block.top, block.left) in upper.cells)
        first = max(upper.last_row, *ends, 0) + 1
        shift = first - next(iter(lower.rows))
        cells = dict(upper.cells)
        for (row, column), cell in lower.cells.items():
            cells[row + shift, column] = cell._replace(row=row + shift)
        moved = [b._replace(top=b.top + shift, bottom=b.bottom + shift) for b in lower.merged]
        joined = cls(
            upper.name,
            cells,
            [*upper.merged, *moved],
            hidden=upper.hidden,
            very_hidden=upper.very_hidden,
            hidden_rows=upper.hidden_rows,
            hidden_columns=upper.hidden_columns,
            comments=upper.comments,
        )
        above = upper.follows if isinstance(upper, JoinedGrid) else ()
        joined.follows = (*above, Follow(lower.name, first, shift))
        return joined

    def placed(self, entry: Entry) -> Entry:
        """带上自己的工作表。"""
        return _placed_on(self.follows, entry)

    @property
    def _placed(self) -> Callable[[Entry], Entry]:
        return partial(_placed_on, self.follows)

    def rebuilt(
        self,
        cells: Mapping[tuple[int, int], Cell],
        merged: Iterable[Block],
        comments: Mapping[tuple[int, int], str],
    ) -> Self:
        """换了格、合并块的同一张，接着的还是那几张。"""
        grid = super().rebuilt(cells, merged, comments)
        grid.follows = self.follows
        return grid

    def blocks_of(self, block: Block) -> list[tuple[str, Block]]:
        """一块分到各张工作表上，照它们自己的行号；自己的一张在先。"""
        starts = [Follow(self.name, 1, 0), *self.follows]
        ends = [each.first - 1 for each in self.follows] + [self.last_row]
        return [
            (each.sheet, block._replace(top=top - each.shift, bottom=bottom - each.shift))
            for each, end in zip(starts, ends, strict=True)
            if (top := max(block.top, each.first)) <= (bottom := min(block.bottom, end))
        ]


def _placed_on(follows: Sequence[Follow], entry: Entry) -> Entry:
    """接在下面的格带上自己的工作表。"""
    found = None
    for each in follows:
        if entry.row >= each.first:
            found = each
    return entry if found is None else entry._replace(sheet=found.sheet, shift=found.shift)
