"""一种栏有几处：几年、几段时间各一栏，一栏下面分几格；分不出该读哪一处的，读第一处，说是猜的。"""

from decimal import Decimal

import pytest
from gridtext import only_table, parse_rows

from perfxl.model.table import Form, Table

HEAD = """
项目支出绩效自评表 | < | < | < | < | < | < | <
（2024年度） | < | < | < | < | < | < | <
项目名称 | 职业培训 | < | 实施单位 | 某校 | < | < | <
"""
ACTUALS = """
产出指标 | 数量指标 | 培训 | ≥30人 | 20人 | 30人 | 50 | 50
效益指标 | 社会效益指标 | 受益 | ≥300人 | 200人 | 310人 | 40 | 40
总分 | < | < | < | < | < | 90 | 90
"""
TARGETS = """
产出指标 | 数量指标 | 培训 | ≥90人 | ≥30人 | 30人 | 50 | 50
效益指标 | 社会效益指标 | 受益 | ≥900人 | ≥300人 | 310人 | 40 | 40
总分 | < | < | < | < | < | 90 | 90
"""
SCORES = """
产出指标 | 数量指标 | 培训 | ≥30人 | 30人 | 50 | 45 | 50
效益指标 | 社会效益指标 | 受益 | ≥300人 | 310人 | 40 | 38 | 40
总分 | < | < | < | < | 90 | 83 | 90
"""


def read(heads: str, rows: str) -> Table:
    table = only_table(parse_rows(HEAD + heads + rows))
    assert table.form is Form.SELF_EVALUATION
    return table


def unread(table: Table) -> list[str]:
    return [entry.text for entry in table.unread_columns]


def one_row(columns: str) -> str:
    return f"一级指标 | 二级指标 | 三级指标 | {columns}\n"


def two_rows(columns: str, parts: str) -> str:
    return one_row(columns) + f"^ | ^ | ^ | {parts}\n"


@pytest.mark.parametrize(
    ("heads", "told"),
    [
        (one_row("指标值 | 2023年完成值 | 2024年完成值 | 分值 | 得分"), []),
        (one_row("指标值 | 去年完成情况 | 今年完成情况 | 分值 | 得分"), []),
        (one_row("指标值 | 上年完成值 | 完成值 | 分值 | 得分"), []),
        (two_rows("指标值 | 完成值 | < | 分值 | 得分", "^ | 2023年 | 2024年 | ^ | ^"), []),
        (two_rows("指标值 | 完成值 | < | 分值 | 得分", "^ | 上半年 | 全年 | ^ | ^"), ["上半年"]),
        (two_rows("指标值 | 完成情况 | < | 分值 | 得分", "^ | 实施期 | 年度 | ^ | ^"), []),
    ],
)
def test_the_actual_is_of_the_year_of_the_table(heads: str, told: list[str]) -> None:
    table = read(heads, ACTUALS)
    assert [e.actual.text for e in table.indicators] == ["30人", "310人"]
    assert unread(table) == told


def test_the_later_of_two_periods_is_read() -> None:
    heads = two_rows("指标值 | 完成值 | < | 分值 | 得分", "^ | 1-6月 | 1-12月 | ^ | ^")
    assert [e.actual.text for e in read(heads, ACTUALS).indicators] == ["30人", "310人"]


@pytest.mark.parametrize(
    ("parts", "period"),
    [("实施期 | 年度", True), ("中长期 | 当年", True), ("2023年 | 2024年", False)],
)
def test_the_target_is_of_the_year_of_the_table(parts: str, period: bool) -> None:
    table = read(two_rows("指标值 | < | 完成值 | 分值 | 得分", f"{parts} | ^ | ^ | ^"), TARGETS)
    assert [e.target.text for e in table.indicators] == ["≥30人", "≥300人"]
    whole = [e.target.text for e in table.period_indicators]
    assert whole == (["≥90人", "≥900人"] if period else [])
    assert not unread(table)


@pytest.mark.parametrize(
    ("heads", "told"),
    [
        (one_row("指标值 | 完成值 | 分值 | 2023年得分 | 2024年得分"), "2023年得分"),
        (one_row("指标值 | 完成值 | 分值 | 上年得分 | 本年得分"), "上年得分"),
        (one_row("指标值 | 完成值 | 分值 | 上年度得分 | 得分"), "上年度得分"),
        (two_rows("指标值 | 完成值 | 分值 | 得分 | <", "^ | ^ | ^ | 2023 | 2024"), "2023"),
    ],
)
def test_the_score_is_of_the_year_of_the_table(heads: str, told: str) -> None:
    table = read(heads, SCORES)
    assert [e.score.number for e in table.indicators] == [50, 40]
    assert table.total.score.number == Decimal(90)
    assert unread(table) == [told]


def test_the_score_the_unit_gave_itself_is_read() -> None:
    table = read(two_rows("指标值 | 完成值 | 分值 | 得分 | <", "^ | ^ | ^ | 自评 | 复核"), SCORES)
    assert [e.score.number for e in table.indicators] == [45, 38]
    assert (unread(table), table.placed_columns) == (["复核"], ())


@pytest.mark.parametrize(
    ("heads", "rows", "guess", "other"),
    [
        ("指标值 | < | 完成值 | 分值 | 得分 / 一期 | 二期 | ^ | ^ | ^", TARGETS, "一期", "二期"),
        (
            "指标值 | 完成值 | < | 分值 | 得分 / ^ | 自查数 | 核查数 | ^ | ^",
            ACTUALS,
            "自查数",
            "核查数",
        ),
        ("指标值 | 完成值 | 分值 | 得分 | < / ^ | ^ | ^ | 甲组 | 乙组", SCORES, "甲组", "乙组"),
    ],
)
def test_what_cannot_be_told_apart_is_called_a_guess(
    heads: str, rows: str, guess: str, other: str
) -> None:
    table = read(two_rows(*heads.split(" / ")), rows)
    assert [head.text for head, _ in table.placed_columns] == [guess]
    assert unread(table) == [other]
