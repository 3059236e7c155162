"""总体目标右边分的“预期”“实际”，和旁边的测算。"""

import pytest
from gridtext import only_table, parse_rows

FORM = """
项目支出绩效自评表 | < | < | < | < | < | < |  |
项目名称 | 冷链物流 | < | < | < | < | < |  |
{goals}
一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分 | | {beside}
产出指标 | 数量指标 | 建成冷库 | ≥3座 | 3座 | 50 | 50 | |
效益指标 | 社会效益指标 | 知晓率 | ≥80% | 84% | 40 | 40 | |
总分 | | | | | 90 | 90 | |
"""
EXPECTED, ACTUAL = "建成冷库3座，按期完成年度任务。", "建成冷库3座，已投入使用。"


@pytest.mark.parametrize(
    "goals",
    [
        f"总体目标 | 预期 | {EXPECTED} | < | 实际 | {ACTUAL} | <",
        f"年度总目标 | {EXPECTED} | < | < | 目标完成 | {ACTUAL} | <",
        f"总体目标 | 预期 | {EXPECTED} | < | < | < | <\n^ | 实际 | {ACTUAL} | < | < | < | <",
        f"总体目标 | 计划 | < | < | 完成 | < | <\n^ | {EXPECTED} | < | < | {ACTUAL} | < | <",
        f"年度总体目标 | 预期目标 | < | < | 实际完成情况 | < | < | | 13.5\n"
        f"^ | {EXPECTED} | < | < | {ACTUAL} | < | < | | 15",
    ],
)
def test_the_expected_and_the_actual_goal(goals: str) -> None:
    table = only_table(parse_rows(FORM.format(goals=goals, beside="")))
    assert {name: entry.text for name, entry in table.goals.items()} == {
        "expected": EXPECTED,
        "actual": ACTUAL,
    }


def test_a_blank_side_stays_blank() -> None:
    goals = f"总体目标 | 预期 | {EXPECTED} | < | 实际 | | "
    table = only_table(parse_rows(FORM.format(goals=goals, beside="")))
    assert (table.goals["expected"].text, table.goals["actual"].text) == (EXPECTED, "")


@pytest.mark.parametrize("rest", ["", "\n项目负责人 | ××× | < | < | < | < | <"])
def test_a_blank_goal_before_the_result_has_its_cell(rest: str) -> None:
    """目标一格空着，右边是完成情况：空着的就是它，不是下面的格，也不是没有这一格。"""
    goals = f"年度总体目标 | | < | < | 年度总体目标完成情况 | {ACTUAL} | <{rest}"
    table = only_table(parse_rows(FORM.format(goals=goals, beside="")))
    assert {name: (entry.cell, entry.text) for name, entry in table.goals.items()} == {
        "expected": ("B3", ""),
        "actual": ("F3", ACTUAL),
    }


def test_the_label_in_the_cell_of_the_goal_is_no_part_of_it() -> None:
    goals = f"年度总体目标 | 预期目标：{EXPECTED} | < | < | 完成情况：{ACTUAL} | < | <"
    table = only_table(parse_rows(FORM.format(goals=goals, beside="")))
    assert {name: entry.text for name, entry in table.goals.items()} == {
        "expected": EXPECTED,
        "actual": ACTUAL,
    }
