"""栏名写得很短的自评表：目标｜实际，一级、二级写在一格而指标名叫“考核指标”，资金、总分写在指标下面。"""

from decimal import Decimal

import pytest
from gridtext import only_table, parse_rows

from perfxl.model.table import Form

BELOW = parse_rows("""
残疾人家庭改造项目绩效完成情况自查表（2024年度） | < | < | < | < | < | < | <
项目名称： | 残疾人家庭改造 | < | < | 实施单位： | 某县残联 | < | <
一、绩效指标完成情况 | < | < | < | < | < | < | <
指标类型 | < | 指标名称 | 目标 | 实际 | 权重 | 得分 | 原因说明
产出 | 数量 | 改造户数 | ≥150户 | 150户 | 0.3 | 30 |
^ | 质量 | 验收合格率 | ≥98% | 100% | 0.2 | 20 |
效益 | 社会效益 | 生活便利程度 | 明显提升 | 达成预期指标 | 0.3 | 30 |
满意度 | 服务对象满意度 | 家庭满意度 | ≥95% | 97% | 0.1 | 10 |
二、资金使用情况（单位：万元） | < | < | < | < | < | < | <
资金构成 | < | 年初预算 | 年度预算 | 支出数 | 执行率 | 权重 | 得分
合计 | < | 75 | 83 | 74.3 | 89.52 | 0.1 | 8.95
中央发展补助 | < | 45 | 45 | 44.1 | | |
彩票公益金 | < | 30 | 38 | 30.2 | | |
三、总体情况 | < | < | < | < | < | < | <
年度目标 | < | 完成改造150户，按期完成。 | < | 完成情况 | 完成改造150户。 | < | <
四、自评总得分 | < | 98.95 | 等级 | 优 | < | < | <
""")


def test_a_form_of_short_heads() -> None:
    table = only_table(BELOW)
    assert table.form is Form.SELF_EVALUATION
    assert [
        (row.level1.text, row.level2.text, row.target.text, row.actual.text)
        for row in table.indicators
    ] == [
        ("产出指标", "数量指标", "≥150户", "150户"),
        ("产出指标", "质量指标", "≥98%", "100%"),
        ("效益指标", "社会效益指标", "明显提升", "达成预期指标"),
        ("满意度指标", "服务对象满意度指标", "≥95%", "97%"),
    ]
    total, *sources = table.funds
    assert (total.adjusted.number, total.executed.number) == (83, Decimal("74.3"))
    assert [(fund.name, fund.adjusted.number) for fund in sources] == [
        ("中央发展补助", 45),
        ("彩票公益金", 38),
    ]
    assert (table.money_unit, table.total.score.number) == ("万元", Decimal("98.95"))
    assert table.grade is not None
    assert table.grade.text == "优"
    placed = {(entry.text, role) for entry, role in table.placed_columns}
    assert {("目标", "target"), ("实际", "actual"), ("年度预算", "adjusted")} <= placed


BOTH = """
某县2024年“垃圾清运”绩效目标完成自评表 | < | < | < | < | < | <
项目：垃圾清运 | < | < | < | 实施单位：某县城管局 | < | <
序号 | 指标类别 | {name} | 满分 | 自评分 | 计划完成 | 实际完成
1 | 产出指标—数量指标 | 清运垃圾 | 50 | 50 | ≥7.2万吨 | 7.35万吨
2 | 效益指标—生态效益指标 | 臭气投诉 | 50 | 45 | ≤20件 | 22件
合计 | < | < | 100 | 95 | |
"""


@pytest.mark.parametrize("name", ["考核指标", "评价内容和指标"])
def test_the_name_beside_both_levels_in_one_cell(name: str) -> None:
    table = only_table(parse_rows(BOTH.format(name=name)))
    assert [(row.level2.text, row.level3.text) for row in table.indicators] == [
        ("数量指标", "清运垃圾"),
        ("生态效益指标", "臭气投诉"),
    ]
    assert [(entry.text, role) for entry, role in table.placed_columns] == [(name, "level3")]


def test_a_title_across_the_heads_is_no_head() -> None:
    """横贯指标名的一行是标题、项目名称，不是下面“目标”“实际”的大栏。"""
    table = only_table(BELOW)
    assert [entry.cell for entry, role in table.placed_columns if role == "actual"] == ["E4"]
    assert all(row.actual.column == 5 for row in table.indicators)


STATED = """
项目支出绩效自评表 | < | < | < | < | <
项目名称 | 垃圾清运 | < | {right} | < | <
一级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分
产出指标 | 清运垃圾 | ≥7.2万吨 | 7.35万吨 | 50 | 50
效益指标 | 臭气投诉 | ≤20件 | 22件 | 50 | 45
{below} | < | < | < | < | <
"""


@pytest.mark.parametrize(
    ("right", "below", "whole"),
    [
        ("", "自评结论：经自评，本项目得分95分，等次为“优”。", False),
        ("", "自评得分：95分   等级：优", False),
        ("自评得分：95分   等级：优", "", False),
        ("", "自评总得分：95分", True),
    ],
)
def test_a_total_outside_the_total_row(right: str, below: str, whole: bool) -> None:
    """写在结论、标签后面的总分；那一格还写着别的，不能用数整个改写。"""
    table = only_table(parse_rows(STATED.format(right=right, below=below)))
    assert table.total.score.number == 95
    assert table.total.score.continued is not whole


def test_two_totals_in_a_conclusion_are_not_chosen_between() -> None:
    below = "自评结论：上级复核总分92分，自评得分95分。"
    table = only_table(parse_rows(STATED.format(right="", below=below)))
    assert not table.total.score.exists
