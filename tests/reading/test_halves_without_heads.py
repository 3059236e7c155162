"""不印栏名也看得出的：目标一行的右半、单独一格的单位、序号后面的自评结论、照调整后读的年初一栏。"""

import pytest
from gridtext import changed, only_table, parse_rows

ROWS = parse_rows("""
2024年度项目支出绩效自评表 | < | < | < | < | < | < | <
项目名称 | 食品抽检 | < | < | < | < | 元 | <
年度总体目标 | 抽检800批次。 | < | < | 抽检812批次。 | < | < | <
项目资金 | 资金名称 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
^ | 年度资金总额 | 100 | 100 | 100 | 10 | 100% | 10
一级指标 | 二级指标 | 三级指标 | 年初指标值 | 调整后指标值 | 完成值 | 分值 | 得分
产出指标 | 数量指标 | 批次 | ≥900批次 | ≥800批次 | 812批次 | 60 | 60
满意度指标 | 满意度指标 | 满意度 | ≥95% | ≥90% | 92% | 30 | 30
总分 | < | < | < | < | < | 100 | 100
五、自评结论：按期完成，等级为优。 | < | < | < | < | < | < | <
""")


def test_what_has_no_head_of_its_own_is_read() -> None:
    table = only_table(ROWS)
    assert (table.goals["expected"].text, table.goals["actual"].text) == (
        "抽检800批次。",
        "抽检812批次。",
    )
    assert table.money_unit == "元"
    assert table.conclusion.text == "按期完成，等级为优。"
    assert [row.target.text for row in table.indicators] == ["≥800批次", "≥90%"]
    assert [each.text for each in table.unread_columns] == ["年初指标值"]
    assert table.leftover == ()


def test_the_right_half_is_the_result_only_in_a_form_with_results() -> None:
    target = [[text for at, text in enumerate(row) if at not in (5, 6, 7)] for row in ROWS[:3]]
    target += parse_rows("""
一级指标 | 二级指标 | 三级指标 | 指标值 | 备注
产出指标 | 数量指标 | 批次 | ≥800批次 |
""")
    table = only_table(changed(target, {"A1": "2024年度项目支出绩效目标表"}))
    assert "actual" not in table.goals
    assert [each.text for each in table.leftover] == ["抽检812批次。"]


@pytest.mark.parametrize("other", ["812", "项目负责人"])
def test_a_number_or_a_label_is_no_result(other: str) -> None:
    assert "actual" not in only_table(changed(ROWS, {"E3": other})).goals


def test_another_unit_alone_in_a_cell_is_still_told() -> None:
    table = only_table(changed(ROWS, {"G2": "万元", "A2": "金额单位：元", "B2": "", "H2": ""}))
    assert table.money_unit == "元"
    assert "G2" in [each.cell for each in table.leftover]
