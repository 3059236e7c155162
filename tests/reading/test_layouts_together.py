"""随带的表各换两三处排法（空一行、空一列、拆几处合并、数成文字、下面加一句话……），读出来都一样。"""

import random
from collections.abc import Callable
from functools import cache

import layouts
import pytest

from perfxl.hosts.workbook_reader import read_workbook
from perfxl.model.cell import CellKind
from perfxl.model.grid import Grid
from perfxl.reading.sheet import read_sheet
from perfxl.shipped import shipped_folder

Choice = Callable[[Grid, random.Random], Grid]
_PLAIN = ("General", "0", "0.00", "#,##0", "#,##0.00")
_LINES = (
    "备注：无",
    "注：本表一式三份。",
    "（本表由项目单位填报）",
    "单位负责人：　　　财务负责人：",
)


def _blank_row(grid: Grid, chance: random.Random) -> Grid:
    return layouts.with_blank_row(grid, chance.randint(min(grid.rows), grid.last_row))


def _blank_column(grid: Grid, chance: random.Random) -> Grid:
    return layouts.with_blank_column(grid, chance.randint(1, grid.last_column + 1))


def _moved(grid: Grid, chance: random.Random) -> Grid:
    return layouts.moved(grid, chance.randint(0, 3), chance.randint(0, 3))


def _numbers_as_text(grid: Grid, chance: random.Random) -> Grid:
    cells = {
        place: layouts.text_cell(*place, f"{cell.value:f}")
        if cell.kind is CellKind.NUMBER and cell.number_format in _PLAIN and chance.random() < 0.5
        else cell
        for place, cell in grid.cells.items()
    }
    return layouts.rebuilt(grid, cells)


def _some_unmerged(grid: Grid, chance: random.Random) -> Grid:
    kept = [block for block in grid.merged if chance.random() < 0.7]
    return layouts.rebuilt(grid, dict(grid.cells), kept)


def _line_below(grid: Grid, chance: random.Random) -> Grid:
    return layouts.with_line_below(grid, chance.choice(_LINES))


CHOICES: tuple[Choice, ...] = (
    *(_blank_row, _blank_column, _moved, _numbers_as_text, _some_unmerged, _line_below),
    lambda grid, _: layouts.spaced_labels(grid),
    lambda grid, _: layouts.full_width(grid),
)


def _read(grid: Grid) -> list[object]:
    tables = read_sheet("书.xlsx", grid).tables
    lines = [
        [
            (line.name.text, line.initial.total.number, line.adjusted.total.number)
            for line in each.lines
        ]
        for each in tables
    ]
    return [[layouts.meaning(each) for each in tables], lines]


@cache
def _grids() -> list[tuple[Grid, list[object]]]:
    books = sorted(shipped_folder("workbooks").rglob("*.xlsx"))
    grids = [grid for book in books for grid in read_workbook(book).grids]
    return [(grid, read) for grid in grids if (read := _read(grid))[0]]


@pytest.mark.parametrize("seed", range(150))
def test_two_or_three_changes_of_layout_change_nothing(seed: int) -> None:
    chance = random.Random(seed)
    grid, expected = chance.choice(_grids())
    for change in chance.sample(CHOICES, chance.choice((2, 3))):
        grid = change(grid, chance)
    assert _read(grid) == expected
