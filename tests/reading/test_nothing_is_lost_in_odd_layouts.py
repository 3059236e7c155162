"""少见的排法里，一格换成谁也不认得的字：读在哪里，或列为没有读，不会悄悄不见。"""

import around_layouts
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
ACROSS = parse_rows("""
项目绩效自评表 | < | < | < | < | < | <
自评单位（公章）：某局 | < | < | 评价年度：2023　　单位：元 | < | < | <
项目名称 | 嫁接改造 | < | < | < | < | <
资金情况 | 项目 | 合计 | 中央资金 | 省级资金 | 县级资金 | 其他资金
^ | 年初预算安排 | 3250000 | 1500000 | 800000 | 950000 | 0
^ | 调整后预算 | 3100000 | 1500000 | 800000 | 800000 | 0
^ | 实际支出 | 2976000 | 1500000 | 776000 | 700000 | 0
年度目标 | 改造1.8万亩 | < | < | 完成情况 | 改造1.75万亩 | <
一级指标 | 二级指标 | 三级指标 | 绩效标准 | 实际完成 | 分值 | 得分
产出指标 | 数量指标 | 改造面积 | ≥1.8万亩 | 1.75万亩 | 50 | 48.61
效益指标 | 社会效益指标 | 良种率 | ≥60% | 62% | 40 | 40
预算执行（10分） | < | < | < | < | 10 | 9.6
合计 | < | < | < | < | 100 | 98.21
""")
AREAS_BELOW = parse_rows("""
中央财政补助资金区域绩效目标表 | < | < | < | < | <
专项名称 | 国土绿化 | < | 实施期 | 2024—2026年 | <
资金情况（万元） | 实施期金额： | 120 | < | < | <
^ | 其中：中央补助 | 90 | < | < | <
^ | 年度金额： | 40 | < | < | <
^ | 其中：中央补助 | 30 | < | < | <
项目期目标 | 三年绿化60万亩 | < | < | < | <
年度目标 | 完成绿化21万亩 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 全市指标值 | 分县指标值 | <
^ | ^ | ^ | ^ | 江山市 | 开化县
产出指标 | 数量指标 | 营造林面积 | ≥21万亩 | 8万亩 | 13万亩
效益指标 | 生态效益指标 | 森林蓄积量 | 稳步提高 | 稳步提高 | 稳步提高
""")
GOAL_HALVES = parse_rows("""
2023年预算调整项目支出绩效目标批复表 | < | < | < | < | <
项目名称 | 口岸建设 | < | < | < | <
年度总体目标 | < | 调整前 | < | 调整后 | <
^ | ^ | 建成查验棚1座 | < | 建成查验棚2座 | <
一级指标 | 二级指标 | 调整前 | < | 调整后 | <
^ | ^ | 三级指标 | 指标值 | 三级指标 | 指标值
产出指标 | 数量指标 | 建设查验棚 | 1座 | 建设查验棚 | 2座
效益指标 | 社会效益指标 | 通关时间 | ≤4小时 | 通关时间 | ≤3小时
""")
LAYOUTS = {
    "funds across": ACROSS,
    "areas below": AREAS_BELOW,
    "halves of goals": GOAL_HALVES,
    "place": THREE,
    "two levels": TWO,
    "areas": AREAS,
    "goal title": GOAL_TITLE,
    "periods": PERIODS,
    "half year": HALF_YEAR,
    "chopped": CHOPPED,
    "tail": parse_rows(SELF_EVALUATION + TAIL),
}
LAYOUTS |= {f"around: {name}": rows for name, rows in around_layouts.LAYOUTS.items()}


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


@pytest.mark.parametrize("rows", around_layouts.LAYOUTS.values(), ids=around_layouts.LAYOUTS.keys())
def test_no_number_is_lost(rows: Rows) -> None:
    grid = to_grid(rows)
    numbers = [cell for cell in grid.cells.values() if cell.kind is CellKind.NUMBER]
    marked = ((cell, cell._replace(kind=CellKind.TEXT, value=MARK)) for cell in numbers)
    lost = [
        cell.address
        for cell, mark in marked
        if MARK
        not in said(Grid(grid.name, {**grid.cells, (cell.row, cell.column): mark}, grid.merged))
    ]
    assert lost == []
