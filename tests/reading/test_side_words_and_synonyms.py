"""表左边的“本年度绩效指标”不是一栏；计算说明、得分计算方法是认得的栏。"""

import pytest
from gridtext import only_table, parse_rows

TARGETS = """
项目支出绩效目标申报表 | < | < | < | < | <
项目名称 | 降尘 | < | 实施单位 | 某处 | <
年度目标 | 优良 | < | < | < | <
{side} | 一级指标 | 二级指标 | 三级指标 | 指标值 | {column}
^ | 产出指标 | 数量指标 | 车辆数 | ≥10辆 | 合同/台数
^ | ^ | ^ | 射程 | ≥80米 |
"""


@pytest.mark.parametrize(
    "side", ["本年度\\n绩效指标", "当年绩效指标", "本年绩效指标完成情况", "本年度指标情况"]
)
def test_a_label_over_the_side_is_no_column(side: str) -> None:
    table = only_table(parse_rows(TARGETS.format(side=side, column="指标解释")))
    assert table.filled_unread_columns == ()
    assert [row.level3.text for row in table.indicators] == ["车辆数", "射程"]


@pytest.mark.parametrize("column", ["计算说明", "指标计算说明"])
def test_how_a_figure_is_computed_is_its_explanation(column: str) -> None:
    table = only_table(parse_rows(TARGETS.format(side="绩效指标", column=column)))
    assert [row.explanation.text for row in table.indicators] == ["合同/台数", ""]
    assert table.filled_unread_columns == ()


@pytest.mark.parametrize("column", ["得分计算方法", "得分计算办法"])
def test_how_points_are_computed_is_the_criterion(column: str) -> None:
    text = TARGETS.format(side="绩效指标", column=column).replace("目标申报表", "自评表")
    text = text.replace("≥10辆 |", "≥10辆 | 10辆 | 50 | 50 |").replace(
        "≥80米 |", "≥80米 | 80米 | 40 | 40 |"
    )
    text = text.replace("指标值 |", "指标值 | 实际完成值 | 分值 | 得分 |")
    table = only_table(parse_rows(text))
    assert [row.criterion.text for row in table.indicators] == ["合同/台数", ""]
