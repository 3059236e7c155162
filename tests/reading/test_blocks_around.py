"""资金、目标、总分不在表头以上的老地方：写在指标下面、左边、右边的，照读。"""

from decimal import Decimal

import around_layouts as layouts
import pytest
from gridtext import Rows, changed, only_table, parse_rows

from perfxl.model.table import Entry, Table


def funds_of(table: Table) -> dict[str, list[Decimal | None]]:
    """各行资金的年初、全年、执行数。"""
    return {
        fund.name: [each.number for each in (fund.initial, fund.adjusted, fund.executed)]
        for fund in table.funds
    }


def goals_of(table: Table) -> dict[str, str]:
    return {name: goal.text for name, goal in table.goals.items()}


def unread(table: Table) -> list[Entry]:
    return [*table.leftover, *table.unread_columns]


def test_funds_below_the_indicators_of_an_application() -> None:
    table = only_table(layouts.FUNDS_BELOW)
    assert funds_of(table) == {
        "年度资金总额": [2480, None, None],
        "财政拨款": [1500, None, None],
        "单位自筹": [980, None, None],
    }
    assert "资金来源" not in table.details
    assert (table.fields["填报人"].text, len(table.indicators)) == ("赵某", 2)
    assert unread(table) == []


def test_funds_below_the_total_keep_their_heads_and_the_total_stays() -> None:
    table = only_table(layouts.FUNDS_BELOW_TOTAL)
    assert funds_of(table) == {
        "合计": [100, 100, 90],
        "财政拨款": [60, 60, 50],
        "其他资金": [40, 40, 40],
    }
    assert table.money_unit == "万元"
    assert (table.total.label.text, table.total.score.number) == ("总分", 99)
    assert unread(table) == []


def test_a_total_without_points_is_not_taken_from_the_funds_below() -> None:
    table = only_table(changed(layouts.FUNDS_BELOW_TOTAL, {"G8": None, "H8": None}))
    assert (table.total.label.text, table.total.score.number) == ("总分", None)
    assert funds_of(table)["合计"] == [100, 100, 90]


def test_funds_and_goals_between_indicators_and_total_are_no_indicators() -> None:
    table = only_table(layouts.BETWEEN)
    assert [row.level3.text for row in table.indicators] == ["驻村干部", "帮办实事"]
    assert funds_of(table) == {
        "合计": [120000, 120000, 111600],
        "县级财政": [120000, 120000, 111600],
    }
    assert goals_of(table) == {"expected": "保障12名干部开展工作", "actual": "经费按季发放到位"}
    assert table.total.score.number == Decimal("99.3")
    assert unread(table) == []


def test_an_execution_row_in_the_grid_is_no_block_of_funds() -> None:
    rows = [row for row in layouts.BETWEEN if row[0] not in ("资金", "^")]
    rows.insert(5, ["预算执行情况", "预算执行率", "预算执行率", "100%", "93%", "10", "9.3"])
    table = only_table(rows)
    assert len(table.indicators) == 3
    assert table.indicators[-1].level3.text == "预算执行率"


@pytest.mark.parametrize(
    ("rows", "goals"),
    [
        (layouts.GOAL_LEFT, {"expected": "购置38台设备"}),
        (layouts.GOAL_LEFT_OF_GROUP, {"expected": "落实轮作60万亩"}),
        (layouts.ON_THE_RIGHT, {"expected": "购置38台设备"}),
        (layouts.GOALS_LEFT, {"expected": "购置38台设备", "actual": "购置了36台"}),
    ],
)
def test_goals_beside_the_indicators(rows: Rows, goals: dict[str, str]) -> None:
    table = only_table(rows)
    assert goals_of(table) == goals
    assert len(table.indicators) == 3
    assert unread(table) == []


def test_funds_on_the_right_of_the_indicators() -> None:
    table = only_table(layouts.ON_THE_RIGHT)
    assert funds_of(table) == {
        "资金总额": [100, None, None],
        "财政拨款": [80, None, None],
        "其他资金": [20, None, None],
    }


def test_total_and_grade_between_the_funds_and_the_indicators() -> None:
    table = only_table(layouts.TOTAL_ABOVE)
    assert (table.total.score.number, table.grade and table.grade.text) == (Decimal("96.5"), "优")
    assert funds_of(table) == {"合计": [100, 100, 90]}
    assert unread(table) == []


def test_sources_in_one_row_without_the_word_money() -> None:
    table = only_table(layouts.SOURCES_IN_A_ROW)
    assert [(fund.name, fund.initial.number) for fund in table.funds] == [
        ("预算安排", 8642),
        ("中央财政", 7042),
        ("省级财政", 1600),
    ]
    assert [row.last_year.text for row in table.indicators] == ["20.9万人", "9件"]
    assert unread(table) == []


def test_a_second_level_named_as_a_goal_is_no_block() -> None:
    table = only_table(
        parse_rows("""
项目支出绩效评价评分表 | < | < | < | < | <
被评价项目 | 电梯更新 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标解释 | 分值 | 得分
决策 | 项目立项 | 立项依据充分性 | 是否合规 | 20 | 20
^ | 绩效目标 | 绩效目标合理性 | 是否匹配 | 20 | 20
^ | ^ | 绩效指标明确性 | 是否清晰 | 20 | 18
^ | 资金投入 | 预算编制科学性 | 是否论证 | 40 | 40
总分 | < | < | < | 100 | 98
""")
    )
    assert [(row.level2.text, row.level3.text) for row in table.indicators][1:] == [
        ("绩效目标", "绩效目标合理性"),
        ("绩效目标", "绩效指标明确性"),
        ("资金投入", "预算编制科学性"),
    ]
    assert table.goals == {}


def test_sources_across_below_the_indicators() -> None:
    table = only_table(layouts.ACROSS_BELOW)
    assert funds_of(table) == {
        "合计": [100, None, None],
        "中央资金": [50, None, None],
        "省级资金": [30, None, None],
        "县级资金": [20, None, None],
    }
    assert (table.money_unit, len(table.indicators)) == ("万元", 2)
    assert unread(table) == []


def test_funds_and_a_goal_below_without_a_row_label() -> None:
    table = only_table(layouts.BARE_BELOW)
    assert funds_of(table) == {
        "年度资金总额": [100, None, None],
        "财政拨款": [80, None, None],
        "其他资金": [20, None, None],
    }
    assert goals_of(table) == {"expected": "培训100人，就业率提高"}
    assert unread(table) == []


def test_funds_with_bare_heads_between_leave_the_later_sum_as_the_total() -> None:
    table = only_table(layouts.BARE_BETWEEN)
    assert funds_of(table) == {"合计": [None, 100, 90], "财政拨款": [None, 100, 90]}
    assert goals_of(table) == {"expected": "培训100人", "actual": "培训98人"}
    assert [row.level3.text for row in table.indicators] == ["培训人数", "就业率"]
    assert (table.total.weight.number, table.total.score.number) == (100, 98)
    # 往年的一栏不是今年的执行数，列为没有读
    assert [entry.text for entry in unread(table)] == ["上年决算数", "80", "80"]


def test_cost_details_below_are_one_text_and_their_sum() -> None:
    table = only_table(layouts.COSTS_BELOW)
    assert len(table.indicators) == 2
    assert "讲课费｜60｜20场×3万" in table.details["预算明细"].text
    assert funds_of(table) == {"合计": [100, None, None]}
    assert (table.money_unit, table.unread_rows) == ("万元", ())
    assert unread(table) == []


def test_a_total_named_as_own_score_in_the_last_row() -> None:
    table = only_table(layouts.SCORE_LAST)
    assert (table.total.weight.text, table.total.score.number) == ("", 98)
    assert table.grade is not None
    assert table.grade.text == "优"
    assert unread(table) == []
