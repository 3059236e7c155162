"""金额照人看到的读：数字格式缩放了多少、写着什么单位，与栏名的单位一起定；合不上的说不准。"""

from decimal import Decimal

import pytest
from gridtext import Rows, changed, parse_rows, to_grid
from rule_case import sound

from perfxl.model.address import parse_address
from perfxl.model.amount_doubt import WhyDoubtful
from perfxl.model.grid import Grid
from perfxl.model.table import Entry, Table
from perfxl.reading.sheet import read_sheet
from perfxl.scoring.table_score import score_table
from perfxl.standards.profile import load_profile

EVALUATION = sound("自评表")
FUND_CELLS = [f"{column}{row}" for column in "DEF" for row in range(7, 11)]


def formatted(rows: Rows, formats: dict[str, str]) -> Grid:
    grid = to_grid(rows)
    for address, code in formats.items():
        place = parse_address(address)
        grid.cells[place] = grid.cells[place]._replace(number_format=code)
    return grid


def read(rows: Rows, formats: dict[str, str]) -> Table:
    [table] = read_sheet("书.xlsx", formatted(rows, formats)).tables
    return table


def initial(header: str, code: str, stored: str) -> tuple[Entry, str | None]:
    """资金总额的年初预算数，栏名写 ``header``，格里存 ``stored``、格式 ``code``。"""
    rows = changed(EVALUATION, {"A6": f"项目资金{header}", "D7": stored})
    table = read(rows, {"D7": code})
    return table.funds[0].initial, table.money_unit


CERTAIN = [
    # 栏名、格式、存的数、读成（以表的单位计）、表的单位
    ("（万元）", "0!.0000", "300000", "30", "万元"),
    ("（万元）", '0"."0000', "188480", "18.848", "万元"),
    ("（万元）", "0!.0000;-0!.0000", "-5000", "-0.5", "万元"),
    ("（万元）", '0!.0,"万元"', "300000", "30", "万元"),
    ("（万元）", '0.00"万元"', "30", "30", "万元"),
    ("（万元）", '0.00"万"', "30", "30", "万元"),
    ("（万元）", 'General"万元"', "30.5", "30.5", "万元"),
    ("（万元）", '#,##0"元"', "300000", "30", "万元"),
    ("（万元）", "#,##0.00", "30", "30", "万元"),
    ("（万元）", "0!.0000", "0", "0", "万元"),
    ("（元）", '0!.0,"万元"', "300000", "300000", "元"),
    ("（元）", '[>=10000]0!.0,"万";0', "300000", "300000", "元"),
    ("（元）", '[>=10000]0!.0,"万";0', "500", "500", "元"),
    ("（元）", '[>=100000000]0!.00,,"亿";0!.0,"万"', "250000000", "250000000", "元"),
    ("（元）", '#,##0.00"元"', "300000", "300000", "元"),
    ("（元）", '#,##0,"千元"', "300000", "300000", "元"),
    ("（元）", "#,##0.00_ ;-#,##0.00 ", "300000", "300000", "元"),
    ("（千元）", "#,##0.00,", "300000", "300", "千元"),
    ("（亿元）", "0!.0000", "30000", "3", "亿元"),
    ("（亿元）", '0!.00,,"亿元"', "300000000", "3", "亿元"),
    ("", '0.00"万元"', "30", "30", "万元"),
    ("", '0!.0,"万元"', "300000", "30", "万元"),
    ("", "0!.0000", "300000", "30", None),
    ("（万元）", '"减少"0', "50", "-50", "万元"),
    ("（万元）", "△0.00", "50", "-50", "万元"),
    ("（万元）", "-0", "50", "-50", "万元"),
    ("（万元）", '0;"减少"0', "50", "50", "万元"),
]


@pytest.mark.parametrize(("header", "code", "stored", "wanted", "unit"), CERTAIN)
def test_what_a_person_sees_is_what_is_read(
    header: str, code: str, stored: str, wanted: str, unit: str | None
) -> None:
    entry, money_unit = initial(header, code, stored)
    assert (entry.number, money_unit) == (Decimal(wanted), unit)
    assert not entry.is_doubtful


DOUBTFUL = [
    # 栏名、格式、存的数、照显示读、照存的读、怎么不合
    ("（元）", "0!.0000", "300000", "30", "300000", WhyDoubtful.SCALE),
    ("（元）", '0!.0,"元"', "300000", "30", "300000", WhyDoubtful.SCALE),
    ("（元）", "0.00,,", "3000000", "3", "3000000", WhyDoubtful.SCALE),
    ("（万元）", "0.00,", "3000", "3", "3000", WhyDoubtful.SCALE),
    ("（万元）", '[>=10000]0!.0,"万";0', "500", "500", "500", WhyDoubtful.SCALE),
    ("（元）", '0.00"万元"', "300000", "3000000000", "300000", WhyDoubtful.UNIT),
    (
        "（元）",
        '[>=100000000]0.00,,"亿";0',
        "300000000",
        "30000000000",
        "300000000",
        WhyDoubtful.UNIT,
    ),
    ("（元）", "0%", "3000", "3000", "3000", WhyDoubtful.PERCENT),
]


@pytest.mark.parametrize(("header", "code", "stored", "shown", "other", "why"), DOUBTFUL)
def test_format_against_unit_is_a_doubt(
    header: str, code: str, stored: str, shown: str, other: str, why: WhyDoubtful
) -> None:
    entry, _ = initial(header, code, stored)
    assert (entry.number, entry.is_doubtful) == (None, True)
    assert entry.doubt is not None
    assert entry.doubt[:3] == (why, Decimal(shown), Decimal(other))
    assert entry.shown_amount == Decimal(shown)


def test_another_unit_in_the_cell_is_read_and_noted() -> None:
    entry, _ = initial("（万元）", '#,##0"元"', "300000")
    assert entry.number == 30
    assert entry.doubt is not None
    assert (entry.doubt.why, entry.doubt.header) == (WhyDoubtful.OTHER_UNIT, "万元")


def test_text_with_its_own_unit_is_read_as_before() -> None:
    table = read(
        changed(EVALUATION, {"A6": "项目资金（万元）", "D7": "300000元", "E7": "30万元"}), {}
    )
    assert [table.funds[0].initial.number, table.funds[0].adjusted.number] == [30, 30]


def test_the_rate_does_not_depend_on_a_scale_that_both_share() -> None:
    table = read(EVALUATION, dict.fromkeys(FUND_CELLS, "0!.0000"))
    assert table.funds[0].budget.is_doubtful
    score = score_table(table, load_profile())
    assert (score.execution.rate, score.total) == (Decimal("95.00"), Decimal("98.50"))


def test_no_rate_and_no_total_when_only_one_of_the_two_is_doubtful() -> None:
    table = read(EVALUATION, {"E7": "0!.0000"})
    score = score_table(table, load_profile())
    assert (score.execution.rate, score.execution.score, score.total) == (None, None, None)
    assert "数字格式与金额单位不合" in str(score.why_no_total)


def test_nothing_spent_is_nothing_in_any_unit() -> None:
    table = read(changed(EVALUATION, {"F7": "0"}), {"E7": "0!.0000", "F7": "0!.0000"})
    assert score_table(table, load_profile()).execution.rate == 0


def test_the_same_number_shown_in_two_sizes_in_one_column_is_a_doubt() -> None:
    rows = changed(EVALUATION, {"A6": "项目资金（万元）"})
    table = read(rows, {"D7": "0!.0000"})
    total, grant, own, _, other = (fund.initial for fund in table.funds)
    assert total.number == 20
    assert (grant.number, grant.doubt is not None and grant.doubt.why) == (None, WhyDoubtful.MIXED)
    assert grant.doubt is not None
    assert (grant.doubt.shown, grant.doubt.other) == (200000, 20)
    assert own.is_doubtful
    assert other.number == 0


def test_different_numbers_in_two_sizes_are_read_as_shown() -> None:
    rows = changed(EVALUATION, {"A6": "项目资金（万元）", "D8": "20", "D9": "15", "D10": "5"})
    table = read(rows, {"D7": "0!.0000"})
    assert [fund.initial.number for fund in table.funds] == [20, 20, 15, 5, 0]


BUDGET = sound("项目支出批复")


def test_amounts_of_budget_lines() -> None:
    rows = changed(BUDGET, {"B6": "200000", "C6": "180000", "B7": "10"})
    table = read(rows, {"B6": "0!.0000", "C6": '#,##0"元"', "B7": '0.00"万元"', "D8": "0.00,,"})
    line, second, third = table.lines[2:5]
    assert (line.initial.total.number, line.adjusted.total.number) == (20, 18)
    assert second.initial.total.number == 10
    assert third.change.total.is_doubtful


LIST = parse_rows("""
2024年部门预算项目支出绩效目标批复表
单位：万元
单位名称 | 项目名称 | 预算数 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 分值
文化馆 | 图书室建设 | 200000 | 产出指标 | 数量指标 | 建成图书室 | ≥12个 | 50
^ | ^ | ^ | 效益指标 | 社会效益指标 | 群众满意 | ≥90% | 40
""")


def test_amounts_of_a_list() -> None:
    table = read(LIST, {"C4": "0!.0000"})
    assert [line.initial.total.number for line in table.lines] == [20]
    doubtful = read(changed(LIST, {"A2": "单位：元"}), {"C4": "0!.0000"})
    assert [line.initial.total.is_doubtful for line in doubtful.lines] == [True]


def test_a_column_with_its_own_unit_is_written_back_in_it() -> None:
    rows = changed(BUDGET, {"D3": "增减数（元）", **{f"D{row}": "-20000" for row in range(4, 10)}})
    table = read(rows, {})
    entry = table.lines[2].change.total
    assert (entry.number, entry.column_unit) == (-2, "元")
