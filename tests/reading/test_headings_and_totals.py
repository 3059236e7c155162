"""表头、表尾里容易读偏的：明细目标、空着的目标和日期、姓名中间的空格、资金的原因、一级指标分值、两行总分。"""

from decimal import Decimal

import pytest
from gridtext import Rows, changed, only_table, parse_rows
from rule_case import sound

from perfxl.model.table import Form, Table

DEPARTMENT = parse_rows("""
2024年度部门整体支出绩效目标表 | < | < | < | <
部门(单位)基本情况 | 部门(单位)名称 | 县农业农村局 | < | <
项目资金情况 | 基本支出(万元) | 860 | < | <
^ | 项目支出(万元) | 1240 | < | <
^ | 资金总额(万元) | 2100 | < | <
 | 部门(单位)绩效目标 | 稳定粮食生产。 | < | <
 | 部门(单位)明细目标 | '1 | 抓好年度重点工作 | <
 | ^ | '2 | 保障机构运转 | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值
^ | 产出指标 | 数量指标 | 粮食播种面积 | ≥25万亩
""")


def unmerged(rows: Rows) -> Rows:
    return [["" if text in ("^", "<") else text for text in row] for row in rows]


@pytest.mark.parametrize(
    "rows",
    [
        DEPARTMENT,
        unmerged(DEPARTMENT),
        changed(DEPARTMENT, {"C7": "1"}),
        [*DEPARTMENT[:5], *DEPARTMENT[6:8], DEPARTMENT[5], *DEPARTMENT[8:]],
    ],
    ids=["merged", "unmerged", "number", "details-first"],
)
def test_numbered_detail_goals_are_no_funds(rows: Rows) -> None:
    read = only_table(rows)
    assert read.form is Form.DEPARTMENT_TARGET
    assert [(fund.name, fund.initial.number) for fund in read.funds] == [
        ("基本支出", 860),
        ("项目支出", 1240),
        ("资金总额", 2100),
    ]
    assert read.details["部门(单位)明细目标"].text == "1 抓好年度重点工作\n2 保障机构运转"
    assert read.leftover == ()


PERIODS = parse_rows("""
项目支出绩效目标表 | < | < | < | < | < | <
项目名称 | < | 校舍维修 | < | < | < | <
总体目标 | 中期目标（2024年—2026年） | < | < | 年度目标 | < | <
^ | 三年维修36000平方米。 | < | < | 2024年维修12000平方米。 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 维修面积 | ≥36000平方米 | 数量指标 | 维修面积 | ≥12000平方米
""")


def test_an_empty_annual_goal_stays_empty() -> None:
    assert only_table(PERIODS).goals["expected"].text == "2024年维修12000平方米。"
    goals = only_table(changed(PERIODS, {"E4": None})).goals
    assert (goals["expected"].text, goals["expected"].cell) == ("", "E4")
    assert goals["period"].text == "三年维修36000平方米。"


def test_a_period_goal_alone_is_the_goal() -> None:
    rows = parse_rows("""
    项目支出绩效目标表 | < | < | <
    项目名称 | < | 校舍维修 | <
    项目总目标 | 三年维修36000平方米。 | < | <
    一级指标 | 二级指标 | 三级指标 | 指标值
    产出指标 | 数量指标 | 维修面积 | ≥36000平方米
    """)
    assert only_table(rows).goals["expected"].text == "三年维修36000平方米。"


def with_cell(address: str, text: str) -> Table:
    return only_table(changed(sound(), {address: text}))


@pytest.mark.parametrize(
    "text",
    [
        "填报日期：",
        "填报日期：   年  月  日",
        "填报日期：2025年  月  日",
        "填报日期：2025年1月  日",
        "填报日期：____年__月__日",
        "填报人：张三    填报日期：    年   月   日    金额单位：元",
    ],
)
def test_an_empty_date_is_a_blank_field(text: str) -> None:
    read = with_cell("F3", text)
    assert read.blank_fields["填报日期"].cell == "F3"
    assert "填报日期" not in read.fields
    assert read.leftover == ()


@pytest.mark.parametrize("text", ["   年   月   日", "2025年  月  日"])
def test_an_empty_date_beside_its_label_is_blank(text: str) -> None:
    rows = changed(sound(), {"F3": "填报日期", "G3": f"{text}"})
    read = only_table(rows)
    assert read.blank_fields["填报日期"].cell == "G3"
    assert "填报日期" not in read.fields


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("填报日期：2025年  1月  20日", "2025年1月20日"),
        ("填报日期：2025年1月", "2025年1月"),
        ("填报日期： 2025-01-20", "2025-01-20"),
    ],
)
def test_a_whole_date_is_read(text: str, shown: str) -> None:
    assert with_cell("F3", text).fields["填报日期"].text == shown


@pytest.mark.parametrize(
    ("text", "name", "phone"),
    [
        ("联系人: 周  敏  0000-0000000", "周  敏", "0000-0000000"),
        ("联系人：周　　敏    联系电话：0000-0000000", "周　　敏", "0000-0000000"),
        ("联系人：周小敏  联系电话：0000-0000000", "周小敏", "0000-0000000"),
        ("联系人：周敏  0000-0000000", "周敏", "0000-0000000"),
    ],
)
def test_a_gap_inside_a_name_does_not_end_it(text: str, name: str, phone: str) -> None:
    read = with_cell("A24", text)
    assert read.fields["联系人"].text == name
    assert read.fields["联系电话"].text == phone


def test_funds_have_a_reason_of_their_own() -> None:
    reason = "尾款按合同次年支付。"
    for heading in ("原 因", "偏差原因", "未完成原因和改进措施"):
        read = only_table(changed(sound(), {"J6": heading, "J7": reason}))
        assert [fund.reason.text for fund in read.funds] == [reason, "", "", "", ""]
        assert (read.funds[0].reason.cell, read.leftover) == ("J7", ())
    merged = changed(sound(), {"J6": "原因", "J7": reason, "J8": "^", "J9": "^"})
    assert {fund.reason.cell for fund in only_table(merged).funds[:3]} == {"J7"}


LIST = parse_rows("""
2024年部门预算项目支出绩效目标批复表 | < | < | < | < | <
项目名称 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 分值权重
^ | ^ | ^ | ^ | ^ | （满分90）
图书室建设 | 产出指标 | 数量指标 | 图书室 | ≥12个 | 60
 | 效益指标 | 社会效益指标 | 文化生活 | 丰富 | 30
""")


@pytest.mark.parametrize(
    "remark",
    [
        *("（满分90）", "（90分）", "(90)", "满分90分", "90分", "（合计90）"),
        *("其中：预算执行率", "其中：预算执行率10分", "（另：预算执行率占10分）"),
    ],
)
def test_the_full_score_under_a_heading_is_no_column(remark: str) -> None:
    under = changed(LIST, {"F3": remark})
    for rows in (under, unmerged(under)):
        read = only_table(rows)
        assert [row.weight.number for row in read.indicators] == [60, 30]
        assert (read.unread_columns, read.unrecognised, read.leftover) == ((), (), ())
    beside = [[*row, ""] for row in LIST if row[0] != "^"]
    beside[1][6] = remark
    assert only_table(beside).unread_columns == ()


LEVEL1 = parse_rows("""
2024年度项目支出绩效自评表 | < | < | < | < | < | < | <
项目名称 | 养老设施维修 | < | < | < | < | < | <
一级指标 | 一级权重 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分
产出指标 | 50 | 数量指标 | 维修设施 | ≥3处 | 3处 | 30 | 30
^ | ^ | 质量指标 | 合格率 | =100% | 100% | 20 | 18
效益指标 | 40 | 社会效益指标 | 受益老人 | ≥200人 | 210人 | 40 | 40
合计 | 90 | | | | | 90 | 88
自评总分 | 97.5 | | | | | |
""")


@pytest.mark.parametrize("heading", ["一级权重", "一级指标分值", "分值", "权重"])
def test_points_of_the_first_level_may_have_a_column(heading: str) -> None:
    for rows in (LEVEL1, unmerged(LEVEL1)):
        read = only_table(changed(rows, {"B3": heading}))
        assert [row.level1_weight for row in read.indicators] == [50, 50, 40]
        assert [row.weight.number for row in read.indicators] == [30, 20, 40]
        assert (read.leftover, read.unread_columns) == ((), ())


def test_points_of_each_level_have_a_column() -> None:
    rows = [[*row[:3], "25" if row[0] in ("产出指标", "^") else "", *row[3:]] for row in LEVEL1]
    rows[2][3] = "分值"
    read = only_table(changed(rows, {"B3": "分值"}))
    assert [row.level1_weight for row in read.indicators] == [50, 50, 40]
    assert [row.weight.number for row in read.indicators] == [30, 20, 40]


def test_a_sum_above_the_total_is_kept() -> None:
    read = only_table(LEVEL1)
    assert (read.total.label.text, read.total.score.number) == ("自评总分", Decimal("97.5"))
    [subtotal] = read.subtotals
    assert (subtotal.label.text, subtotal.score.cell, subtotal.score.number) == ("合计", "H7", 88)
    assert only_table(LEVEL1[:7]).subtotals == ()
    assert only_table(sound()).subtotals == ()


@pytest.mark.parametrize(
    ("text", "total", "grade"),
    [
        ("总分：98.5", "98.5", ""),
        ("总分：98.5分　　自评等级：良", "98.5", "良"),
        ("总分：98.5分，等级：良。", "98.5", "良"),
        ("总分：98.5（优）", "98.5", "优"),
        ("总分：90.5—95", None, ""),
    ],
)
def test_total_and_grade_in_one_cell(text: str, total: str | None, grade: str) -> None:
    """写在一格里的各读各的；这一格还写着别的，不能整个改写。"""
    rows = [list(row) for row in sound()]
    rows[21:23] = [[text, *["<"] * 9]]
    table = only_table(rows)
    assert table.total.score.number == (None if total is None else Decimal(total))
    assert table.grade.text == grade
    assert table.total.score.continued == bool(grade)


@pytest.mark.parametrize("label", ["综合评价等次", "绩效自评等级", "评级"])
def test_a_grade_in_a_row_of_its_own_is_read(label: str) -> None:
    rows = [list(row) for row in sound()]
    rows[21:23] = [["总分：98.5", *["<"] * 9], [f"{label}：良", *["<"] * 9]]
    table = only_table(rows)
    assert (table.grade.text, table.total.score.number) == ("良", Decimal("98.5"))


def test_a_total_above_the_indicators_with_its_weight() -> None:
    rows = parse_rows("""
项目支出绩效自评表 | < | < | < | < | < | <
项目名称 | 文化站 | < | 实施单位 | 某中心 | < | <
总分 | < | < | < | < | 100 | 98.89
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 活动场次 | ≥27场 | 24场 | 60 | 58.89
效益指标 | 社会效益指标 | 受益人数 | ≥50人 | 60人 | 40 | 40
""")
    total = only_table(rows).total
    assert (total.weight.number, total.score.number) == (100, Decimal("98.89"))
