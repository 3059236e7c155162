"""评价评分表里夹着的小计（PX372）：与它上面的各行比。"""

import pytest
from gridtext import parse_rows, to_grid

from perfxl.reading.sheet import read_sheet
from perfxl.rules.engine.running import check_table
from perfxl.scoring.table_score import score_table
from perfxl.standards.profile import load_profile

SHEET = """
云岭县2024年度厕所革命项目绩效评价评分表 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 分值 | 评分标准 | 得分
决策 | 项目立项 | 立项依据充分性 | 20 | 符合得满分 | 17
| 小计 | | 20 | | {first}
过程 | 资金管理 | 资金到位率 | 20 | 按比例 | 10
| 组织实施 | 管理制度健全性 | 20 | 健全得满分 | 11
| 小计 | | 40 | | {second}
产出 | 产出数量 | 改厕完成率 | 40 | 按比例 | 27
合计 | < | < | 100 | | 65
"""


def told(first: str, second: str) -> list[tuple[str, str]]:
    rows = parse_rows(SHEET.format(first=first, second=second))
    [table] = read_sheet("书.xlsx", to_grid(rows)).tables
    profile = load_profile()
    findings = check_table(table, score_table(table, profile), profile)
    return [(each.cells, each.message) for each in findings if each.rule == "PX372"]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("17", "21", []),
        ("", "", []),
        ("17", "20", [("F7", "“过程”的小计填 20 分，各行得分合计 21 分，差 1 分。")]),
        ("16", "21", [("F4", "“决策”的小计填 16 分，各行得分合计 17 分，差 1 分。")]),
    ],
)
def test_a_subtotal_is_the_sum_of_its_rows(
    first: str, second: str, expected: list[tuple[str, str]]
) -> None:
    assert told(first, second) == expected
