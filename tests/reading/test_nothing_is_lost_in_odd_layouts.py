"""少见的排法里，一格换成谁也不认得的字：读在哪里，或列为没有读，不会悄悄不见。"""

import pytest
from gridtext import Rows, parse_rows, to_grid
from lost_cells import MARK, said
from odd_layouts import AREAS, CHOPPED, GOAL_TITLE, PERIODS, SELF_EVALUATION, THREE, TWO

from perfxl.model.cell import CellKind
from perfxl.model.grid import Grid
from perfxl.reading.sheet import read_sheet

TAIL = """
^ | ^ | 可行性 | 98 | 95 | 5 | 5 |
 | | 指标2：新建堤防 | 公里 | | | |
效益指标 | 生态效益指标 | ...... | | | | |
其他需要说明事项 | < | < | 无 | < | < | < | <
总分 | < | < | < | < | 100 | 88 | 良
主管部门（盖章） | < | < | 财政部门（盖章） | < | < | < | <
"""
HALF_YEAR = parse_rows("""
项目绩效目标申报表 | < | < | < | <
项目名称 | 系统运维 | < | 主管部门 | 某局
年度主要任务 | 保障运行 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | <
^ | ^ | ^ | 半年（程） | 全年（程）
产出指标 | 数量指标 | 发布手段 | 10种 | 12种
效益指标 | 社会效益指标 | 覆盖率 | 有效 | ≥90%
""")
LAYOUTS = {
    "place": THREE,
    "two levels": TWO,
    "areas": AREAS,
    "goal title": GOAL_TITLE,
    "periods": PERIODS,
    "half year": HALF_YEAR,
    "chopped": CHOPPED,
    "tail": parse_rows(SELF_EVALUATION + TAIL),
}


def columns_not_read(grid: Grid) -> set[int]:
    """栏名列为没有读的各列。"""
    tables = read_sheet("书.xlsx", grid).tables
    heads = [entry for table in tables for entry in table.unread_columns]
    return {
        column
        for entry in heads
        for column in range(entry.column, grid.block(entry.row, entry.column).right + 1)
    }


@pytest.mark.parametrize("rows", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_no_cell_is_lost(rows: Rows) -> None:
    grid = to_grid(rows)
    lost = []
    for place, cell in grid.cells.items():
        if cell.kind is not CellKind.TEXT:
            continue
        changed = Grid(grid.name, {**grid.cells, place: cell._replace(value=MARK)}, grid.merged)
        words = said(changed)
        if (
            MARK not in words
            and "没有认出" not in words
            and place[1] not in columns_not_read(changed)
        ):
            lost.append((cell.address, cell.value))
    assert lost == []
