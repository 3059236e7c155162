"""把表里的一格换成谁也不认得的字：要么读在哪里，要么列为没读懂，不会悄悄不见。"""

from pathlib import Path

import pytest
from lost_cells import MARK, said
from samples import SAMPLES

from perfxl.hosts.workbook_reader import read_workbook
from perfxl.model.cell import CellKind
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
