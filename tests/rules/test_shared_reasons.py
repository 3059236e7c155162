"""PX310：各项的原因合写在指标栏以外的一格，不再说没有写原因。"""

import pytest
from gridtext import parse_rows, to_grid

from perfxl.reading.sheet import read_sheet
from perfxl.rules.engine.running import check_table
from perfxl.scoring.table_score import score_table
from perfxl.standards.profile import load_profile

_ROWS = """
2024年度项目支出绩效自评表 | < | < | < | < | < | < | <
项目名称 | 丙项目 | | | | | |
一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分 | 未完成原因
产出指标 | 数量指标 | 培训 | ≥500人 | 480人 | 60 | 57.6 |
效益指标 | 社会效益指标 | 知晓率 | ≥90% | 92% | 40 | 40 |
总分 | | | | | 100 | 97.6 |
未完成原因及改进措施 | {told} | < | < | < | < | < | <
"""


@pytest.mark.parametrize(
    ("told", "found"), [("培训场地延期交付，2025年补训。", 0), ("", 1), ("无", 1)]
)
def test_a_reason_told_below_the_table_is_a_reason(told: str, found: int) -> None:
    [table] = read_sheet("表.xlsx", to_grid(parse_rows(_ROWS.format(told=told)), "表")).tables
    profile = load_profile()
    rules = [each.rule for each in check_table(table, score_table(table, profile), profile)]
    assert rules.count("PX310") == found
