"""把一张工作表换个排法：移位、拆合并、标签加空格、全角、换栏、分页重印、两表同页……"""

import re
from collections.abc import Callable
from decimal import Decimal

from perfxl.model.address import Block
from perfxl.model.cell import Cell, CellKind
from perfxl.model.grid import Grid
from perfxl.model.table import Table
from perfxl.reading.header import Header
from perfxl.reading.labels import indicator_column, line_column
from perfxl.reading.parts import find_parts

Cells = dict[tuple[int, int], Cell]
Layout = Callable[[Grid], Grid]
_HALF = "0123456789(),:%"
_FULL = str.maketrans(_HALF, "".join(chr(ord(sign) + 0xFEE0) for sign in _HALF))


def placed(cell: Cell, row: int, column: int) -> Cell:
    return cell._replace(row=row, column=column)


def text_cell(row: int, column: int, text: str) -> Cell:
    return Cell(row, column, CellKind.TEXT, text)


def rebuilt(grid: Grid, cells: Cells, merged: list[Block] | None = None) -> Grid:
    return Grid(grid.name, cells, grid.merged if merged is None else merged)


def moved(grid: Grid, down: int, right: int) -> Grid:
    cells = {
        (row + down, column + right): placed(cell, row + down, column + right)
        for (row, column), cell in grid.cells.items()
    }
    merged = [
        Block(b.top + down, b.left + right, b.bottom + down, b.right + right) for b in grid.merged
    ]
    return Grid(grid.name, cells, merged)


def with_blank_row(grid: Grid, at: int) -> Grid:
    """第 ``at`` 行前面空一行；跨过这里的合并块拉长。"""
    cells = {
        (row + (row >= at), column): placed(cell, row + (row >= at), column)
        for (row, column), cell in grid.cells.items()
    }
    merged = [
        Block(b.top + (b.top >= at), b.left, b.bottom + (b.bottom >= at), b.right)
        for b in grid.merged
    ]
    return Grid(grid.name, cells, merged)


def with_blank_column(grid: Grid, at: int) -> Grid:
    """第 ``at`` 列前面空一列；跨过这里的合并块拉宽。"""
    cells = {
        (row, column + (column >= at)): placed(cell, row, column + (column >= at))
        for (row, column), cell in grid.cells.items()
    }
    merged = [
        Block(b.top, b.left + (b.left >= at), b.bottom, b.right + (b.right >= at))
        for b in grid.merged
    ]
    return Grid(grid.name, cells, merged)


def with_line_below(grid: Grid, text: str) -> Grid:
    """最后一行下面紧接着一句话。"""
    place = grid.last_row + 1, min(column for _, column in grid.cells)
    return rebuilt(grid, {**grid.cells, place: text_cell(*place, text)})


def unmerged_blank(grid: Grid) -> Grid:
    """合并全拆，只留左上角。"""
    return rebuilt(grid, dict(grid.cells), [])


def unmerged_repeated(grid: Grid) -> Grid:
    """指标栏（和清单左边各栏）上下合并的拆开，每行重复写。"""
    cells, kept = dict(grid.cells), []
    bottoms = [part.header.bottom for part in find_parts(grid)]
    for block in grid.merged:
        cell = cells.get((block.top, block.left))
        body = bool(bottoms) and block.top > min(bottoms) and block.left == block.right
        if not body or cell is None:
            kept.append(block)
            continue
        for row in range(block.top, block.bottom + 1):
            cells[row, block.left] = placed(cell, row, block.left)
    return rebuilt(grid, cells, kept)


def changed_labels(grid: Grid, change: Callable[[str], str]) -> Grid:
    """只改表头各栏的栏名。"""
    rows = {
        row for part in find_parts(grid) for row in range(part.header.top, part.header.bottom + 1)
    }
    cells = {
        place: cell._replace(value=change(cell.value))
        if place[0] in rows
        and isinstance(cell.value, str)
        and (indicator_column(cell.value) or line_column(cell.value))
        else cell
        for place, cell in grid.cells.items()
    }
    return rebuilt(grid, cells)


def spaced_labels(grid: Grid) -> Grid:
    """绩 效\\n指 标。"""
    return changed_labels(grid, lambda text: " ".join(text[:2]) + "\n" + "　".join(text[2:]))


def full_width(grid: Grid) -> Grid:
    """栏名带全角冒号和括号，金额写成带分节号的全角文字。"""
    labelled = changed_labels(grid, lambda text: text.translate(_FULL) + "：")
    cells = {
        place: cell._replace(
            kind=CellKind.TEXT, value=f"{cell.value:,f}".translate(_FULL), number_format="General"
        )
        if cell.kind is CellKind.NUMBER and "#,##0" in cell.number_format
        else cell
        for place, cell in labelled.cells.items()
    }
    return rebuilt(grid, cells)


def target_first(grid: Grid) -> Grid:
    """指标值换到三级指标前面；左右两套的各自换。"""
    grid = unmerged_repeated(grid)
    swaps: dict[int, int] = {}
    tops = []
    for part in find_parts(grid):
        header = part.header
        assert isinstance(header, Header)
        tops.append(header.top)
        for columns in (header.columns, header.second):
            if {"level3", "target"} <= set(columns) and "nature" not in columns:
                one, other = columns["level3"][0], columns["target"][0]
                swaps |= {one: other, other: one}
    cells: Cells = {}
    for (row, column), cell in grid.cells.items():
        column = swaps.get(column, column) if row >= min(tops) else column
        cells[row, column] = placed(cell, row, column)
    return rebuilt(grid, cells)


def page_break(grid: Grid) -> Grid:
    """表身中间换页：标题、表头又印一遍，上级指标丢了。"""
    grid = unmerged_blank(grid)
    part = find_parts(grid)[0]
    header = part.header
    title = min(grid.rows)
    body = grid.rows_between(header.bottom + 1, grid.last_row)
    at = body[len(body) // 2]
    height = header.bottom - header.top + 3
    cells = {
        (row + (height if row >= at else 0), column): placed(
            cell, row + (height if row >= at else 0), column
        )
        for (row, column), cell in grid.cells.items()
    }
    for cell in grid.rows[title]:
        cells[at + 1, cell.column] = placed(cell, at + 1, cell.column)
    for row in range(header.top, header.bottom + 1):
        for cell in grid.rows.get(row, ()):
            place = at + 2 + row - header.top
            cells[place, cell.column] = placed(cell, place, cell.column)
    return rebuilt(grid, cells)


def percents_as_numbers(grid: Grid) -> Grid:
    """“95%”存成 0.95、格式 0%；“=100%”存成公式。"""
    cells: Cells = {}
    for place, cell in grid.cells.items():
        text = cell.value if isinstance(cell.value, str) else ""
        if found := re.fullmatch(r"=(\d+)%", text):
            ratio = Decimal(found[1]) / 100
            cell = Cell(*place, CellKind.NUMBER, ratio, "General", text[1:])
        elif found := re.fullmatch(r"(\d+)%", text):
            cell = Cell(*place, CellKind.NUMBER, Decimal(found[1]) / 100, "0%")
        cells[place] = cell
    return rebuilt(grid, cells)


def under_one_another(first: Grid, second: Grid, gap: int = 1) -> Grid:
    """两张表排在一张工作表里，上下相接。"""
    below = moved(second, first.last_row + gap, 0)
    return Grid("两表", {**first.cells, **below.cells}, [*first.merged, *below.merged])


def side_by_side(first: Grid, second: Grid) -> Grid:
    """两张表左右并排，中间空一列。"""
    right = moved(second, 0, first.last_column + 1)
    return Grid("两表", {**first.cells, **right.cells}, [*first.merged, *right.merged])


def meaning(table: Table) -> list[object]:
    """读到的内容，不管写在哪一格。"""
    return [
        table.year,
        table.money_unit,
        {name: entry.text for name, entry in table.fields.items()},
        [
            (
                f.name,
                f.initial.number,
                f.adjusted.number,
                f.executed.number,
                f.weight.number,
                f.rate.number,
                f.score.number,
            )
            for f in table.funds
        ],
        {name: entry.text for name, entry in table.goals.items()},
        [
            (
                i.level1.text,
                i.level2.text,
                i.level3.text,
                i.target.text,
                i.actual.text,
                i.weight.number,
                i.score.number,
                i.reason.text,
                i.note.text,
            )
            for i in table.indicators
        ],
        table.total.weight.number,
        table.total.score.number,
        table.grade.text,
        table.conclusion.text,
    ]
