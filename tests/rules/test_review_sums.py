"""PX363：打分的审核表，各类审核、小计与自己的各项比，合计与各类比。"""

import pytest
from gridtext import parse_rows, to_grid

from perfxl.reading.sheet import read_sheet
from perfxl.rules.engine.running import check_table
from perfxl.scoring.table_score import score_table
from perfxl.standards.profile import load_profile

SCORED = """
项目支出绩效目标审核表（2025年度） | < | < | <
项目名称 | 城乡供水 | 主管部门 | 水务局
审核内容 | 审核要点 | 分值 | 得分
一、完整性审核 | | 20 | {first}
规范完整性 | 要素 | 10 | 9
明确清晰性 | 清晰 | 10 | 8
二、可行性审核 | | 80 | 70
实现可能性 | 可能 | 80 | 70
总分 | | 100 | {total}
"""


@pytest.mark.parametrize(
    ("first", "total", "told"),
    [
        (17, 87, []),
        (18, 87, ["D4"]),  # 合计照各项
        (18, 88, ["D4"]),  # 合计照各类
        (17, 90, ["D9"]),
    ],
)
def test_sums_are_held_to_their_own_parts(first: int, total: int, told: list[str]) -> None:
    grid = to_grid(parse_rows(SCORED.format(first=first, total=total)), "审核表")
    [table] = read_sheet("审核表.xlsx", grid).tables
    profile = load_profile()
    found = check_table(table, score_table(table, profile), profile)
    assert [each.cells for each in found if each.rule == "PX363"] == told
