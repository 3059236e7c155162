"""一格的话照表上别处写的来读；读表时记在各行上，评分、规则、成表都问那一行。"""

from decimal import Decimal

import pytest
from gridtext import parse_rows, to_grid

from perfxl.grammar import Compound, Deadline, Kind, Measured, Operator
from perfxl.grammar.context import RowContext, read_actual, read_target, with_unit
from perfxl.reading.sheet import read_sheet


@pytest.mark.parametrize(
    ("text", "direction", "operator"),
    [
        ("95%", "正向", Operator.AT_LEAST),
        ("15日", "反向指标", Operator.AT_MOST),
        ("≤15日", "正向", Operator.AT_MOST),
        ("95%", "定量", None),
        ("95%", "", None),
    ],
)
def test_a_direction_of_its_own_column_is_the_sign(
    text: str, direction: str, operator: Operator | None
) -> None:
    value = read_target(text, RowContext(direction=direction))
    assert isinstance(value, Measured)
    assert value.operator is operator


def test_a_deadline_without_a_year_is_of_the_year_of_the_table() -> None:
    context = RowContext(year=2024)
    for text, year in (("6月底前", 2024), ("次年3月底前", 2025), ("2023年6月", 2023)):
        value = read_target(text, context)
        assert isinstance(value, Deadline)
        assert (value.year, value.last_day() is not None) == (year, True)
    bare = read_target("每季度一次", context)
    assert isinstance(bare, Deadline)
    assert bare.year is None
    several = read_target("6月底前，12月底前", context)
    if isinstance(several, Compound):
        assert {part.year for part in several.parts if isinstance(part, Deadline)} == {2024}


@pytest.mark.parametrize(
    ("text", "unit", "said"),
    [
        ("42", "万元", "42万元"),
        ("420000", "万元", "420000"),
        ("2.5", "万人", "2.5万人"),
        ("42人", "万人", "42人"),
        ("0.95", "%", "0.95"),
        ("有效提升", "人", "有效提升"),
        ("42", "/", "42"),
        ("", "人", ""),
    ],
)
def test_a_bare_number_takes_the_unit_of_its_column(text: str, unit: str, said: str) -> None:
    assert with_unit(text, unit) == said
    assert read_actual(text, RowContext(unit=unit)).raw == said


TABLE = """
2024年度项目支出绩效自评表 | < | < | < | < | < | < | < | <
金额单位：万元 | < | < | < | < | < | < | < | <
项目名称 | 甲 | < | < | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 培训人数 | ≥ | 2.4 | 万人 | 25000 | 50 | 50
^ | 时效指标 | 完成时间 | 定性 | 6月底前 | / | 5月 | 20 | 20
效益指标 | 社会效益指标 | 事故下降率 | 正向 | 5 | % | 6 | 30 | 30
"""


def test_each_row_of_a_table_keeps_its_context() -> None:
    [table] = read_sheet("表.xlsx", to_grid(parse_rows(TABLE))).tables
    people, time, rate = table.indicators
    assert isinstance(people.actual_value, Measured)
    assert people.actual_value.number == Decimal(25000)
    assert isinstance(time.target_value, Deadline)
    assert time.target_value.year == 2024
    assert isinstance(rate.target_value, Measured)
    assert (rate.target_value.operator, rate.target_value.trend) == (Operator.AT_LEAST, -1)
    assert {row.context.money_unit for row in table.indicators} == {"万元"}


@pytest.mark.parametrize(
    ("name", "target", "actual"),
    [
        ("完工时间", "≤6月", "5月28日"),
        ("引种完成时限", "≤10月", "10月"),
        ("资金拨付时间", "=3月", "3月"),
    ],
)
def test_month_when_a_thing_is_done(name: str, target: str, actual: str) -> None:
    """完工时间“≤｜6｜月”是 6 月以前，不是六个月。"""
    context = RowContext(name, year=2024)
    due, done = read_target(target, context), read_actual(actual, context)
    assert isinstance(due, Deadline)
    assert isinstance(done, Deadline)
    last, day = due.last_day(), done.last_day()
    assert last is not None
    assert day is not None
    assert day <= last


@pytest.mark.parametrize(
    ("name", "target"),
    [("工期", "≤6月"), ("完工时间", "≤6个月"), ("完工时间", "≥6月"), ("完工时间", "≤18月")],
)
def test_months_that_a_thing_takes(name: str, target: str) -> None:
    assert read_target(target, RowContext(name, year=2024)).kind is Kind.DURATION


def test_numeral_in_a_column_of_its_own() -> None:
    value = read_actual("十三", RowContext(unit="次"))
    assert isinstance(value, Measured)
    assert (value.number, value.unit) == (13, "次")
    assert read_actual("十三", RowContext()).kind is Kind.QUALITATIVE


@pytest.mark.parametrize(
    ("name", "unit", "text", "month", "period"),
    [
        ("完成时间", "月", "12", 12, ""),
        ("完工时间", "月底前", "十一", 11, ""),
        ("完成时间", "季度", "3", None, "3季度"),
    ],
)
def test_a_bare_number_takes_the_deadline_from_the_column_of_units(
    name: str, unit: str, text: str, month: int | None, period: str
) -> None:
    value = read_actual(text, RowContext(name, unit=unit, year=2025))
    assert isinstance(value, Deadline)
    assert (value.year, value.month, value.period) == (2025, month, period)


@pytest.mark.parametrize(("name", "text"), [("工期", "12"), ("完成时间", "13")])
def test_a_length_of_time_is_no_deadline(name: str, text: str) -> None:
    assert not isinstance(read_actual(text, RowContext(name, unit="月")), Deadline)


@pytest.mark.parametrize(
    ("target", "actual", "unit"),
    [
        ("人均≤500元", "480元", "元/人"),
        ("每户3000元", "3000元", "元/户"),
        ("人均≤500元", "48000元", "元"),  # 多半是总数
        ("≤500元/人", "480元", "元"),
        ("人均≤500元", "480元/户", "元/户"),
        ("≤500元", "480元", "元"),
    ],
)
def test_money_for_each_as_the_target_says(target: str, actual: str, unit: str) -> None:
    value = read_actual(actual, RowContext(), read_target(target, RowContext()))
    assert isinstance(value, Measured)
    assert value.unit == unit


@pytest.mark.parametrize("said", ["全覆盖", "实现全覆盖", "已全面覆盖。", "做到了应保尽保全覆盖"])
def test_whole_coverage_is_all_of_a_share_of_coverage(said: str) -> None:
    context = RowContext("参保覆盖率")
    value = read_actual(said, context, read_target("≥95%", context))
    assert isinstance(value, Measured)
    assert (value.number, value.unit, value.raw) == (100, "%", said)


@pytest.mark.parametrize(
    ("name", "target", "said"),
    [
        ("验收合格率", "≥95%", "全覆盖"),
        ("参保覆盖率", "≥95%", "基本全覆盖"),
        ("参保覆盖率", "≥95%", "未实现全覆盖"),
        ("参保覆盖率", "≥95%", "90%的村全覆盖"),
        ("覆盖村数", "≥12个", "全覆盖"),
        ("农村覆盖情况", "全覆盖", "全覆盖"),
    ],
)
def test_whole_coverage_answers_no_other_question(name: str, target: str, said: str) -> None:
    context = RowContext(name)
    value = read_actual(said, context, read_target(target, context))
    assert not (isinstance(value, Measured) and value.number == 100)


@pytest.mark.parametrize(
    ("name", "target", "said", "number"),
    [
        ("培训人数", "≥100人", "人数120", "120"),
        ("培训人数", "人数≥100", "人数：120", "120"),
        ("群众满意度", "≥90%", "满意度95", "95"),
        ("宣传场次", "≥10场", "二十余场", "20"),
        ("宣传人数", "≥100人", "百余人", "100"),
        ("培训人数", "≥100人（调整前150人）", "110人", "110"),
        ("培训人数", "≥100人", "110人（原计划150人）", "110"),
    ],
)
def test_the_number_is_found_among_the_words(
    name: str, target: str, said: str, number: str
) -> None:
    context = RowContext(name)
    wanted = read_target(target, context)
    value = read_actual(said, context, wanted)
    assert isinstance(wanted, Measured)
    assert isinstance(value, Measured)
    assert (str(value.number), value.raw) == (number, said)
    assert wanted.number in (100, 90, 10)


def test_a_name_of_something_else_is_not_left_out() -> None:
    value = read_actual("期数12", RowContext("培训人数"), read_target("≥100人", RowContext()))
    assert not isinstance(value, Measured)


def test_a_day_of_each_month_is_by_that_day() -> None:
    context = RowContext("补贴发放时间", year=2024)
    target = read_target("每月25日前发放", context)
    done = read_actual("每月20日发放", context, target)
    assert isinstance(done, Deadline)
    assert (done.day, done.raw) == (20, "每月20日发放")
