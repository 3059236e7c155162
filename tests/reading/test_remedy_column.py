"""原因与改进措施各一栏：原因里两样都有，措施另记在哪一格。"""

import pytest
from gridtext import Rows, only_table

from perfxl.rules.engine.running import check_table
from perfxl.scoring.table_score import score_table
from perfxl.standards.profile import load_profile


def rows_with(head: str, remedy: str) -> Rows:
    return [
        ["2024年项目支出绩效自评表", *["<"] * 8],
        [
            *("一级指标", "二级指标", "三级指标", "指标值", "实际完成值", "分值", "得分"),
            *("未完成原因分析", head),
        ],
        ["产出指标", "数量指标", "检查户数", "≥60户", "65户", "50", "50", "", ""],
        ["", "时效指标", "抢通及时率", "≥95%", "90%", "40", "37.89", "路段条件差", remedy],
    ]


@pytest.mark.parametrize("head", ["改进措施", "整改措施"])
def test_a_column_of_measures_is_the_remedy(head: str) -> None:
    table = only_table(rows_with(head, "增配机械"))
    assert [row.remedy for row in table.indicators] == ["", "增配机械"]
    assert table.indicators[1].reason.text == "路段条件差\n增配机械"
    assert "PX311" not in told(rows_with(head, "增配机械"))


@pytest.mark.parametrize("head", ["偏差说明及改进措施", "偏差分析和改进措施"])
def test_one_column_for_both_is_not_one_of_measures(head: str) -> None:
    """一栏里写了为什么，没有写怎么改：照旧要补。"""
    rows = [[*row[:7], row[8]] for row in rows_with(head, "外出务工增加")]
    [_, row] = only_table(rows).indicators
    assert (row.reason.text, row.remedy) == ("外出务工增加", "")
    assert "PX311" in told(rows)


def test_an_empty_column_of_measures_is_told() -> None:
    assert "PX311" in told(rows_with("改进措施", ""))


def told(rows: Rows) -> set[str]:
    table, profile = only_table(rows), load_profile()
    return {each.rule for each in check_table(table, score_table(table, profile), profile)}
