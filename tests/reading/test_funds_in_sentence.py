"""资金写成一句话、都在一格里：各个数读成各栏；读不成的几段说在哪一格；目标里的话不是资金。"""

import pytest
from gridtext import only_table, parse_rows

from perfxl.model.table import Table

FORM = """
项目支出绩效自评表 | < | < | < | < | < | <
（2024年度）{unit} | < | < | < | < | < | <
项目名称 | 培训 | < | 实施单位 | 商务局 | < | <
{row} | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 培训人次 | ≥300人次 | 300人次 | 50 | 50
"""


def read(row: str, unit: str = "") -> Table:
    return only_table(parse_rows(FORM.format(row=row, unit=unit)))


@pytest.mark.parametrize(
    "said",
    [
        "资金情况 | 年初预算120万元，全年预算130万元，执行128.5万元，执行率98.85%",
        "预算执行情况 | 年初预算数：120万元；全年预算数：130万元；全年执行数：128.5万元；执行率：98.85%",
        "项目资金（万元） | 年初预算数为120，全年预算数为130，支出128.5，执行率98.85",
        "年初预算120万元，全年预算130万元，实际支出128.5万元，执行率0.9885 | <",
        "资金情况 | 年初预算数：120万元　全年预算数：130万元　全年执行数：128.5万元　执行率：98.85%",
        "资金情况 | 年初预算数：120万元 全年预算数：130万元 全年执行数：128.5万元 执行率：98.85%",
        "资金使用情况 | 年初预算120万元，全年预算130万元，全年实际支出128.5万元，预算执行率98.85%。",
        "经费安排及支出情况 | 本项目年初预算安排120万元，调整后预算130万元，实际支出共128.5万元，执行率为98.85%",
        "三、项目资金到位和使用情况说明 | 年初预算120万元；全年预算130万元；支出128.5万元；执行率98.85%",
        "资金使用情况 | 年初预算120万元，年中经批准调整为130万元，全年支出128.5万元，执行率98.85%",
        "资金使用情况：年初预算120万元，全年预算130万元，支出128.5万元，执行率98.85% | <",
        "资金情况 | 年初预算数：120万元\\n全年预算数：130万元\\n全年执行数：128.5万元\\n执行率：98.85%",
    ],
)
def test_each_figure_of_the_sentence_is_a_column(said: str) -> None:
    table = read(said)
    [fund] = table.funds
    assert (fund.initial.number, fund.adjusted.number) == (120, 130)
    assert f"{fund.executed.number} {fund.rate.number:f}".startswith("128.5 98.85")
    assert (fund.initial.row, table.money_unit) == (4, "万元")
    assert not table.leftover


def test_amounts_in_a_form_of_another_unit_are_converted() -> None:
    [fund] = read("资金情况 | 预算数130万元，执行数128.5万元", "单位：元").funds
    assert (fund.adjusted.number, fund.executed.number) == (1_300_000, 1_285_000)


def test_points_are_read_and_what_is_not_a_column_is_told() -> None:
    table = read(
        "资金情况 | 全年预算1,300万元（其中财政拨款1,000万元），执行1,285万元，得分9.88分，结转至下年使用"
    )
    [fund] = table.funds
    assert (fund.adjusted.number, fund.executed.number) == (1300, 1285)
    assert f"{fund.score.number}" == "9.88"
    assert {each.text for each in table.leftover} == {"其中财政拨款1,000万元", "结转至下年使用"}


def test_the_sentence_is_no_cell_to_write_one_figure_into() -> None:
    [fund] = read("资金情况 | 预算数130万元，执行数128.5万元，执行率99%").funds
    assert fund.rate.continued


def test_a_goal_that_names_money_is_a_goal() -> None:
    table = read("年度总体目标 | 年初预算120万元，执行128万元")
    assert not table.funds
    assert table.goals["expected"].text == "年初预算120万元，执行128万元"


def test_by_how_much_the_budget_was_changed_is_no_budget() -> None:
    table = read("资金使用情况 | 年初预算120万元，年中调整10万元，执行128.5万元")
    [fund] = table.funds
    assert (fund.initial.number, fund.adjusted.exists) == (120, False)
    assert [each.text for each in table.leftover] == ["年中调整10万元"]


def test_how_the_money_was_used_told_without_figures_stays_a_field() -> None:
    table = read("资金使用情况 | 专款专用，没有挪用")
    assert table.fields["资金使用情况"].text == "专款专用，没有挪用"
    assert not table.funds


def test_a_sentence_that_is_not_understood_is_told_not_kept_as_a_field() -> None:
    table = read("预算执行情况 | 资金按进度全部执行完毕")
    assert "预算执行情况" not in table.fields
    assert "B4" in {each.cell for each in table.leftover}
