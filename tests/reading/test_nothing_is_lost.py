"""把表里的一格换成谁也不认得的字：要么读在哪里，要么列为没读懂，不会悄悄不见。"""

from pathlib import Path

import pytest
from layouts import moved, side_by_side
from lost_cells import MARK, said
from samples import SAMPLES

from perfxl.hosts.workbook_reader import read_workbook
from perfxl.model.cell import Cell, CellKind
from perfxl.model.grid import Grid

BOOKS = [path for path in SAMPLES if "整本" not in path.name]


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_no_cell_is_lost_silently(path: Path) -> None:
    [grid] = read_workbook(path).grids
    lost = []
    for place, cell in grid.cells.items():
        if cell.kind is not CellKind.TEXT:
            continue
        cells = {**grid.cells, place: cell._replace(value=MARK)}
        words = said(Grid(grid.name, cells, grid.merged))
        if MARK not in words and "没有认出" not in words:
            lost.append((cell.address, cell.value))
    # 清单合计行里项目一栏印的“-”，换成什么都不是项目。
    assert [each for each in lost if each != ("B4", "-")] == []


# 写在表前、表下、表右、表中空格里的：一个记号，一句话，像说明的，像盖章处的，像附件号的。
ODDMENTS = (MARK, f"{MARK}寅卯戊己庚辛。", f"注：{MARK}", f"{MARK}局（盖章）", f"附件9：{MARK}")


@pytest.mark.parametrize("text", ODDMENTS)
@pytest.mark.parametrize("path", BOOKS[::9], ids=lambda path: path.stem)
def test_nothing_written_around_a_table_is_lost(path: Path, text: str) -> None:
    [own] = read_workbook(path).grids
    grid = moved(own, 2, 0)
    columns = range(1, grid.last_column + 2)
    places = [
        (row, column)
        for row in range(1, grid.last_row + 4)
        for column in columns
        if (row, column) not in grid.cells and grid.anchor(row, column) == (row, column)
    ]
    assert [each for each in places if MARK not in said(_with(grid, each, text))] == []


@pytest.mark.parametrize("row", [1, 4])
@pytest.mark.parametrize("path", BOOKS[::9], ids=lambda path: path.stem)
def test_a_strip_that_is_no_table_is_told(path: Path, row: int) -> None:
    [own] = read_workbook(path).grids
    two = side_by_side(own, own)
    assert MARK in said(_with(two, (row, two.last_column + 2), MARK))


def _with(grid: Grid, place: tuple[int, int], text: str) -> Grid:
    cells = {**grid.cells, place: Cell(*place, CellKind.TEXT, text)}
    return Grid(grid.name, cells, grid.merged)
