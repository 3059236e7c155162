"""拆开写的栏目名：竖着一字一格的（年／度／目／标，转成表格时拆开的），上下两行各写半截的（实际／完成值）。

接成一格，占原来的几行。
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from perfxl.grammar.glyphs import compact
from perfxl.model.address import Block
from perfxl.model.cell import Cell
from perfxl.model.grid import Grid
from perfxl.reading.labels import (
    field_name,
    fund_column,
    goal_name,
    indicator_column,
    is_exact_table_column,
    is_fund_group,
    is_group_label,
    is_ignored_column,
    is_known_level,
)

# 拆开的一格最多几个字；一个栏目名最多拆成几格；两格之间最多空几行。
_LONGEST_PIECE = 2
_MOST_PIECES = 12
_WIDEST_GAP = 2
# 分上下两行写的栏名，一行至少有这么多；接起来没有比这更长的。
_FEWEST_HALVES = 3
_LONGEST_HEAD = 24
# 竖着写的栏目名在左边几列。
_LAST_COLUMN = 4


class _Piece(NamedTuple):
    """拆开的一格。"""

    text: str
    block: Block


def with_whole_labels(grid: Grid) -> Grid:
    """把拆开的栏目名接起来；没有的照原样。原来的工作表不变。"""
    labels = [label for run in _runs(grid) for label in _labels(run)]
    joined = {piece.block for label in labels for piece in label}
    labels += [pair for pair in _halves(grid) if joined.isdisjoint(piece.block for piece in pair)]
    if not labels:
        return grid
    cells, merged = dict(grid.cells), set(grid.merged)
    for pieces in labels:
        first, *others = (piece.block for piece in pieces)
        for block in others:
            del cells[block.top, block.left]
        merged.difference_update(piece.block for piece in pieces)
        merged.add(first._replace(bottom=others[-1].bottom))
        place = first.top, first.left
        cells[place] = cells[place]._replace(value="".join(piece.text for piece in pieces))
    return grid.rebuilt(cells, merged, grid.comments)


def _runs(grid: Grid) -> Iterator[list[_Piece]]:
    """一列里上下相接的短字，两格以上的。"""
    columns: dict[int, list[_Piece]] = {}
    for row, cells in grid.rows.items():
        for cell in cells:
            if cell.column > _LAST_COLUMN:
                break
            value = cell.value
            if isinstance(value, str) and len(value) <= 2 * _LONGEST_PIECE:
                text = compact(value)
                if 0 < len(text) <= _LONGEST_PIECE and not text.isascii():
                    block = grid.block(row, cell.column)
                    columns.setdefault(cell.column, []).append(_Piece(text, block))
    for pieces in columns.values():
        run: list[_Piece] = []
        for piece in pieces:
            if run and not _adjoins(grid, run[-1].block, piece.block):
                yield run
                run = []
            run.append(piece)
        yield run


def _halves(grid: Grid) -> list[list[_Piece]]:
    """表头各栏名分上下两行写的：下一行的每一格接在上一行那一格后面，都是栏名。"""
    found: list[list[_Piece]] = []
    above: Sequence[Cell] = ()
    for cells in grid.rows.values():
        if len(cells) >= _FEWEST_HALVES and above and above[0].row + 1 == cells[0].row:
            uppers = {cell.column: cell.value for cell in above}
            whole = [_joined(uppers.get(cell.column), cell.value) for cell in cells]
            if all(whole) and sum(map(is_exact_table_column, whole)) >= _FEWEST_HALVES:
                found += _pairs_of(grid, cells)
        above = cells
    return found


def _pairs_of(grid: Grid, cells: Sequence[Cell]) -> list[list[_Piece]]:
    """一行的各格和它们上面的一格；有一格上下合并着、从左边并来的，不是这样拆开的，为空。"""
    pairs: list[list[_Piece]] = []
    for cell in cells:
        both = [grid.block(row, cell.column) for row in (cell.row - 1, cell.row)]
        if any(block.top != block.bottom or block.left != cell.column for block in both):
            return []
        texts = (compact(grid.text(block.top, block.left)) for block in both)
        pairs.append([_Piece(text, block) for text, block in zip(texts, both, strict=True)])
    return pairs


def _joined(upper: object, lower: object) -> str:
    """上下两格接起来的栏名；接起来不是栏名的为 ``""``。"""
    if not isinstance(upper, str) or not isinstance(lower, str):
        return ""
    whole = upper + lower
    if len(whole) > _LONGEST_HEAD:
        return ""
    known = indicator_column(whole) or fund_column(whole) or is_ignored_column(whole)
    return whole if known else ""


def _adjoins(grid: Grid, upper: Block, lower: Block) -> bool:
    """同一列里上下相接，或中间只空着一两行。"""
    between = range(upper.bottom + 1, lower.top)
    same = (upper.left, upper.right) == (lower.left, lower.right)
    blank = not any(grid.text(row, upper.left) for row in between)
    return same and len(between) <= _WIDEST_GAP and blank


def _labels(run: list[_Piece]) -> Iterator[list[_Piece]]:
    """一串短字里，能接成栏目名的几格几格；先试长的。"""
    start = 0
    while start < len(run) - 1:
        for end in range(min(len(run), start + _MOST_PIECES), start + 1, -1):
            pieces = run[start:end]
            if _is_chopped(tuple(piece.text for piece in pieces)):
                yield pieces
                start = end
                break
        else:
            start += 1


@lru_cache(maxsize=4096)
def _is_chopped(texts: tuple[str, ...]) -> bool:
    """接起来是栏目名，而各格自己不都是；“效益”下面的“指标”只能是它的后半截。"""
    whole = "".join(texts)
    parted = texts[-1] in ("指标", "目标") or not all(map(_is_name, texts))
    return len(whole) > 2 and parted and _is_name(whole)


def _is_name(text: str) -> bool:
    return (
        is_group_label(text)
        or goal_name(text) is not None
        or is_known_level(text)
        or field_name(text) is not None
        or is_fund_group(text)
    )
