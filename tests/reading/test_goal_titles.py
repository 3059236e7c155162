"""标题恰好也是目标栏的叫法，或写着完成情况的，仍是标题。"""

import pytest
from gridtext import Rows, changed, only_table
from odd_layouts import GOAL_TITLE as ROWS


def read(rows: Rows) -> tuple[str, str, int | None]:
    table = only_table(rows)
    assert set(table.goals) == {"expected"}
    assert table.leftover == ()
    return table.title.text, table.goals["expected"].text, table.year


@pytest.mark.parametrize(
    "title",
    ["项目绩效目标", "年度绩效目标", "部门整体绩效目标", "整体绩效目标", "项目绩效目标完成情况表"],
)
def test_title_is_no_goal(title: str) -> None:
    assert read(changed(ROWS, {"A1": title})) == (title, "完成培训100人", 2024)


def test_title_above_a_field() -> None:
    rows = [row for index, row in enumerate(ROWS) if index != 1]
    assert read(rows)[:2] == ("项目绩效目标", "完成培训100人")


def test_goal_below_its_label_stays_a_goal() -> None:
    """独占一行的目标栏名，下一行是目标。"""
    rows = [["项目名称", "某项目", "主管部门", "某局"], ["年度绩效目标", "<", "<", "<"]]
    rows += [["完成培训100人", "<", "<", "<"], *ROWS[4:]]
    assert read(rows) == ("", "完成培训100人", None)


def test_goal_label_over_a_goal_label() -> None:
    rows = [*ROWS[:3], ["年度绩效目标", "<", "<", "<"], ["年度绩效总目标", "培训100人", "<", "<"]]
    assert read([*rows, *ROWS[4:]])[1] == "培训100人"


@pytest.mark.parametrize("label", ["资金名称", "项目支出名称", "转移支付项目名称", "专项名称"])
def test_project_under_other_names(label: str) -> None:
    assert only_table(changed(ROWS, {"A3": label})).project == "某项目"


def test_two_names_of_a_project_are_both_kept() -> None:
    rows = changed(ROWS, {"A3": "专项名称", "C3": "项目名称", "D3": "另一个"})
    table = only_table(rows)
    assert table.project == "另一个"
    assert table.fields["专项名称"].text == "某项目"


def test_section_heading_is_no_goal() -> None:
    """目标下面的大标题（四、年度绩效指标完成情况）不是目标的完成情况，也不接在目标后面。"""
    section = ["四、年度绩效指标完成情况", "<", "<", "<"]
    rows = [["项目名称", "某项目", "主管部门", "某局"], ["三、年度绩效目标", "<", "<", "<"]]
    rows += [["完成培训100人", "<", "<", "<"], section, *ROWS[4:]]
    assert read(rows) == ("", "完成培训100人", None)


@pytest.mark.parametrize(
    "label",
    [
        "项目期目标",
        "建设期绩效目标",
        "全周期目标",
        "实施期间目标",
        "三年总体目标",
        "专项资金实施期总目标",
    ],
)
def test_goal_of_the_whole_period(label: str) -> None:
    rows = [*ROWS[:3], [label, "三年培训300人", "<", "<"], ["年度目标", "培训100人", "<", "<"]]
    goals = only_table([*rows, *ROWS[4:]]).goals
    assert {name: goal.text for name, goal in goals.items()} == {
        "expected": "培训100人",
        "period": "三年培训300人",
    }


def test_whole_goal_above_the_goal_of_the_year() -> None:
    """“总体目标”“年度目标”各占一行：前一个是整个实施期的。"""
    rows = [*ROWS[:3], ["总体目标", "三年培训300人", "<", "<"], ["年度目标", "培训100人", "<", "<"]]
    goals = only_table([*rows, *ROWS[4:]]).goals
    assert {name: goal.text for name, goal in goals.items()} == {
        "expected": "培训100人",
        "period": "三年培训300人",
    }


@pytest.mark.parametrize(
    "labels", [("2024—2026年目标", "2024年目标"), ("2024年-2026年总体目标", "2024年度绩效目标")]
)
def test_goals_named_by_their_years(labels: tuple[str, str]) -> None:
    rows = [["项目支出绩效目标表", "<", "<", "<"], ["项目名称", "某项目", "<", "<"]]
    rows += [[labels[0], "三年培训300人", "<", "<"], [labels[1], "培训100人", "<", "<"], *ROWS[4:]]
    table = only_table(rows)
    assert table.year == 2024
    assert {name: goal.text for name, goal in table.goals.items()} == {
        "expected": "培训100人",
        "period": "三年培训300人",
    }


def test_a_blank_row_below_the_title() -> None:
    rows = [ROWS[0], [], ["基本信息", "<", "<", "<"], *ROWS[2:]]
    assert read(changed(rows, {"A1": "部门整体绩效目标"}))[:2] == (
        "部门整体绩效目标",
        "完成培训100人",
    )


def test_a_blank_row_between_the_heads_and_the_goals() -> None:
    """预期目标、实际完成情况两栏名下面空了一行。"""
    heads = ["年度总体目标", "预期目标", "实际完成情况", ""]
    goals = ["", "完成培训100人", "培训105人", ""]
    table = only_table([*ROWS[:3], heads, [], goals, *ROWS[4:]])
    assert {name: goal.text for name, goal in table.goals.items()} == {
        "expected": "完成培训100人",
        "actual": "培训105人",
    }


@pytest.mark.parametrize("label", ["二、目标", "（二）目标", "二、 目标："])
def test_a_section_called_goal_is_the_goal(label: str) -> None:
    """只写“目标”的，有序号才是一段的标题；右边、下一行是目标。"""
    beside = [["一、项目名称", "某项目", "主管部门", "某局"], [label, "培训100人", "<", "<"]]
    assert read([*beside, *ROWS[4:]]) == ("", "培训100人", None)
    below = [beside[0], [label, "<", "<", "<"], ["培训100人", "<", "<", "<"]]
    assert read([*below, *ROWS[4:]]) == ("", "培训100人", None)
