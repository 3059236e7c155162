"""PX133：标题写自评而没有完成值，标题写申报、批复而有完成值。"""

import pytest
from gridtext import parse_rows, to_grid
from rule_case import Section, findings_of

from perfxl.reading.sheet import read_sheet
from perfxl.rules.engine.running import check_table
from perfxl.scoring.table_score import score_table
from perfxl.standards.profile import load_profile


def told(form: str, title: str) -> list[str]:
    found = findings_of([Section(form, "书.xlsx", {"A1": title})])
    return [each.cells for each in found if each.rule == "PX133"]


@pytest.mark.parametrize(
    ("form", "title"),
    [
        ("目标表", "项目支出绩效自评表"),
        ("自评表", "项目支出绩效目标批复表"),
        ("自评表", "项目绩效目标表"),
    ],
)
def test_title_of_another_form(form: str, title: str) -> None:
    assert len(told(form, title)) == 1


@pytest.mark.parametrize(
    ("form", "title"),
    [
        ("自评表", "项目绩效目标执行情况表"),
        ("自评表", "项目支出绩效目标完成情况表"),
        ("目标表", "项目支出绩效目标批复表"),
        ("监控表", "项目绩效目标执行监控表"),
        ("评价评分表", "项目支出绩效自评表"),
    ],
)
def test_titles_that_agree(form: str, title: str) -> None:
    assert told(form, title) == []


def test_a_score_table_whose_columns_are_unread() -> None:
    """标题写自评、照评分表读的，有栏没有认出才报。"""
    rows = parse_rows("""
项目支出绩效自评表 | < | < | < | < | <
项目名称 | 农村厕所改造 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 分值 | 得分 | 去年水平
产出指标 | 数量指标 | 新建厕所 | 50 | 50 | 上等
效益指标 | 社会效益指标 | 受益户 | 40 | 40 | 中等
""")
    profile = load_profile()
    [table] = read_sheet("书.xlsx", to_grid(rows)).tables
    found = check_table(table, score_table(table, profile), profile)
    assert [each.cells for each in found if each.rule == "PX133"] == ["A1"]
    assert table.titled_evaluation
