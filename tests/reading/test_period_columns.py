"""指标名只印一遍，指标值（完成值）分实施期、年度两格：年度的是这张表的，实施期的另列。"""

import pytest
from gridtext import only_table, parse_rows

from perfxl.model.table import Form, Indicator, Table

TARGET = """
项目支出绩效目标申报表 | < | < | < | <
（2024年度） | < | < | < | <
项目名称 | 图书室 | < | 实施单位 | 教育局
{head}
产出指标 | 数量指标 | 图书室 | ≥30个 | ≥10个
产出指标 | 质量指标 | 合格率 |  | ≥96%
"""
EVALUATED = """
项目支出绩效自评表 | < | < | < | < | < | < | <
（2024年度） | < | < | < | < | < | < | <
项目名称 | 图书室 | < | 实施单位 | 教育局 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | < | 实际完成值 | 分值 | 得分
^ | ^ | ^ | {parts} | ^ | ^ | ^
产出指标 | 数量指标 | 图书室 | ≥30个 | ≥10个 | 10个 | 50 | 50
产出指标 | 质量指标 | 合格率 | ≥95% | ≥96% | 96% | 40 | 40
"""


def targets(rows: tuple[Indicator, ...]) -> list[str]:
    return [row.target.text for row in rows]


@pytest.mark.parametrize(
    "head",
    [
        "一级指标 | 二级指标 | 三级指标 | 指标值 | <\n^ | ^ | ^ | 实施期 | 本年度",
        "一级指标 | 二级指标 | 三级指标 | 实施期指标值 | 年度指标值",
        "一级指标 | 二级指标 | 三级指标 | 实施期绩效目标值 | 年度绩效目标值",
        "一级指标 | 二级指标 | 三级指标 | 指标值 | <\n^ | ^ | ^ | 实施期（2023—2025年） | 2024年度",
    ],
)
def test_both_periods_of_a_target_are_read(head: str) -> None:
    table = only_table(parse_rows(TARGET.format(head=head)))
    assert targets(table.indicators) == ["≥10个", "≥96%"]
    assert targets(table.period_indicators) == ["≥30个"]
    [row] = table.period_indicators
    assert (row.level1.text, row.level2.text, row.level3.text, row.target.cell) == (
        *("产出指标", "数量指标", "图书室"),
        f"D{row.row}",
    )
    assert not table.unread_columns
    assert not table.leftover


@pytest.mark.parametrize("parts", ["实施期 | 年度", "实施期目标值 | 全年目标值"])
def test_a_self_evaluation_keeps_the_whole_period_apart(parts: str) -> None:
    table: Table = only_table(parse_rows(EVALUATED.format(parts=parts)))
    assert table.form is Form.SELF_EVALUATION
    assert targets(table.indicators) == ["≥10个", "≥96%"]
    assert [f"{row.score.number}" for row in table.indicators] == ["50", "40"]
    assert targets(table.period_indicators) == ["≥30个", "≥95%"]
    assert not any(row.weight.exists for row in table.period_indicators)
    assert not table.unread_columns


def test_half_a_year_is_still_told_unread() -> None:
    table = only_table(parse_rows(EVALUATED.format(parts="半年 | 全年")))
    assert not table.period_indicators
    assert [each.text for each in table.unread_columns] == ["半年"]
