"""绩效运行监控表：财预〔2019〕136号的样子和各地的写法；绝不与自评表相混。"""

import pytest
from gridtext import changed, only_table, parse_rows, to_grid

from perfxl.contract.document import TableJson
from perfxl.contract.shapes import dump
from perfxl.model.form_spec import Scope, Stage
from perfxl.model.table import Form, Table
from perfxl.reading.sheet import read_sheet

# 两行表头：偏差原因、完成目标可能性下面各分几格，划勾。
OFFICIAL = parse_rows("""
项目支出绩效目标执行监控表 | < | < | < | < | < | < | < | < | < | < | < | < | < | < | <
（2024年度） | < | < | < | < | < | < | < | < | < | < | < | < | < | < | <
项目名称 | 基层文化活动 | < | < | < | < | < | < | < | < | < | < | < | < | < | <
主管部门 | 云溪县文化局 | < | < | < | < | 项目实施单位 | < | 云溪县文化馆 | < | < | < | < | < | < | <
项目资金（万元） |  | 年初预算数 | < | < | 1—7月执行数 | < | 1—7月执行率 | < | < | 全年预计执行数 | < | < | < | < | <
^ | 年度资金总额： | 120 | < | < | 66 | < | 55% | < | < | 110 | < | < | < | < | <
^ | 其中：本年财政拨款 | 120 | < | < | 66 | < | 55% | < | < | 110 | < | < | < | < | <
年度总体目标 | 办好24场演出 | < | < | < | < | < | < | < | < | < | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 1—7月执行情况 | 全年预计 | 偏差原因 | < | < | < | < | < | 完成目标可能性 | < | < | 备注
^ | ^ | ^ | ^ | ^ | ^ | 经费保障 | 制度保障 | 人员保障 | 硬件条件保障 | 其他 | 原因说明 | 确定能 | 有可能 | 完全不可能 | ^
产出指标 | 数量指标 | 演出场次 | ≥24场 | 12场 | 20场 | √ |  | √ |  |  | 两名骨干调走 |  | √ |  |
^ | 质量指标 | 演出合格率 | ≥95% | 96% | 96% |  |  |  |  |  |  | √ |  |  |
^ | 时效指标 | 完成时间 | 2024年12月底前 | 正在进行 | 2024年12月 |  |  |  |  |  |  | √ |  |  | 照计划
满意度指标 | 服务对象满意度指标 | 观众满意度 | ≥90% | 92% | 92% |  |  |  |  |  |  | √ |  |  |
""")
PLAIN = parse_rows("""
2024年度部门整体支出绩效监控表 | < | < | < | < | <
部门名称 | 云溪县文化局 | < | < | < | <
资金情况（万元） | 资金来源 | 全年预算数 | 截至8月底执行数 | 预计全年执行数 | 预计全年执行率
^ | 资金总额 | 300 | 180 | 290 | 96.67%
一级指标 | 二级指标 | 三级指标 | 指标值 | 目前完成情况 | 全年预计完成值
产出指标 | 数量指标 | 演出场次 | ≥24场 | 12场 | 26场
满意度指标 | 服务对象满意度指标 | 观众满意度 | ≥90% | 92% | 92%
""")
EVALUATION = parse_rows("""
2024年度项目支出绩效自评表 | < | < | < | < | < | <
项目名称 | 基层文化活动 | < | < | < | < | <
资金情况（万元） | 资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 得分
^ | 年度资金总额 | 120 | 120 | 118 | 10 | 9.83
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 演出场次 | ≥24场 | 25场 | 80 | 80
满意度指标 | 服务对象满意度指标 | 观众满意度 | ≥90% | 92% | 10 | 10
""")


def unmerged(rows: list[list[str]]) -> list[list[str]]:
    return [["" if text in ("^", "<") else text for text in row] for row in rows]


@pytest.mark.parametrize("rows", [OFFICIAL, unmerged(OFFICIAL)], ids=["merged", "unmerged"])
def test_the_official_form(rows: list[list[str]]) -> None:
    table = only_table(rows)
    assert (table.form, table.stage, table.scope, table.month) == (
        Form.MONITORING,
        Stage.MONITORING,
        Scope.PROJECT,
        7,
    )
    assert (table.leftover, table.unread_columns, table.unrecognised) == ((), (), ())
    [total, grant] = table.funds
    assert [total.initial.number, total.executed_to_date.number, total.expected.number] == [
        *(120, 66, 110)
    ]
    assert (total.rate.number, total.executed.exists, grant.name) == (55, False, "本年财政拨款")
    first, second, third, _ = table.indicators
    assert (first.target.text, first.to_date.text, first.expected.text) == ("≥24场", "12场", "20场")
    assert first.reason.text == "经费保障、人员保障；两名骨干调走"
    assert (first.likelihood.text, first.likelihood.cell) == ("有可能", "N11")
    assert (second.likelihood.text, second.reason.text, second.actual.exists) == (
        *("确定能", ""),
        False,
    )
    assert third.note.text == "照计划"


def test_the_json_of_a_monitoring_table() -> None:
    shown = dump(TableJson.of(only_table(OFFICIAL)))
    assert (shown["form"], shown["stage"], shown["month"]) == ("monitoring", "monitoring", 7)
    [fund, _] = shown["funds"]  # type: ignore[misc]
    assert {key: fund[key] for key in ("initial", "executed_to_date", "expected", "rate")} == {
        "initial": 120,
        "executed_to_date": 66,
        "expected": 110,
        "rate": 55,
    }
    row = shown["indicators"][0]  # type: ignore[index]
    assert {key: row[key] for key in ("to_date", "expected", "likelihood", "reason")} == {
        "to_date": "12场",
        "expected": "20场",
        "likelihood": "有可能",
        "reason": "经费保障、人员保障；两名骨干调走",
    }
    assert (row["cells"]["to_date"], row["cells"]["expected"]) == ("E11", "F11")


def test_a_department_with_other_names_of_columns() -> None:
    table = only_table(PLAIN)
    assert (table.form, table.scope, table.month) == (Form.MONITORING, Scope.DEPARTMENT, 8)
    [fund] = table.funds
    assert (fund.adjusted.number, fund.executed_to_date.number, fund.expected.number) == (
        *(300, 180, 290),
    )
    assert str(fund.expected_rate.number) == "96.67"
    assert [row.expected.text for row in table.indicators] == ["26场", "92%"]


@pytest.mark.parametrize(
    ("column", "funds", "month"),
    [
        ("1-6月完成情况", "1-6月支出数", 6),
        ("上半年指标完成情况", "上半年执行数", 6),
        ("半年度\\n指标执行情况", "1至6月执行数", 6),
        ("截至2024年9月30日执行情况", "截止9月底执行数", 9),
        ("执行情况（1-7月）", "1~7月执行数", 7),
        ("1月-7月实际完成值", "1月—7月实际支出数", 7),
    ],
)
def test_names_of_the_period(column: str, funds: str, month: int) -> None:
    table = only_table(changed(PLAIN, {"E5": column, "D3": funds}))
    assert (table.form, table.month) == (Form.MONITORING, month)
    assert table.funds[0].executed_to_date.number == 180
    assert [row.to_date.text for row in table.indicators] == ["12场", "92%"]
    assert table.unread_columns == ()


def test_results_under_the_usual_names_in_a_monitoring_table() -> None:
    rows = changed(PLAIN, {"E5": "完成情况", "F5": "备注", "D3": "全年执行数", "F6": "顺利"})
    table = only_table(rows)
    assert table.form is Form.MONITORING
    assert (table.indicators[0].to_date.text, table.funds[0].executed_to_date.number) == (
        *("12场", 180),
    )
    assert table.unread_columns == ()


def test_an_evaluation_with_the_results_of_half_a_year_stays_an_evaluation() -> None:
    rows = [[*row[:4], "", *row[4:]] for row in EVALUATION]
    rows = changed(rows, {"E5": "1-6月执行情况", "E6": "12场", "E7": "90%"})
    table = only_table(rows)
    assert table.form is Form.SELF_EVALUATION
    assert [row.actual.text for row in table.indicators] == ["25场", "92%"]
    assert [entry.text for entry in table.unread_columns] == ["1-6月执行情况"]


def test_results_of_all_twelve_months_are_of_the_year() -> None:
    table = only_table(changed(EVALUATION, {"E3": "1-12月执行数", "E5": "1-12月完成情况"}))
    assert table.form is Form.SELF_EVALUATION
    assert (table.funds[0].executed.number, table.indicators[0].actual.text) == (118, "25场")


def test_the_three_forms_in_one_sheet_stay_apart() -> None:
    both = [*OFFICIAL, [""], *EVALUATION]
    tables: tuple[Table, ...] = read_sheet("书.xlsx", to_grid(both)).tables
    assert [table.form for table in tables] == [Form.MONITORING, Form.SELF_EVALUATION]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("资金未到位", "经费保障：资金未到位"),
        ("×", ""),
        ("/", ""),
        ("是", "经费保障"),
        ("经费保障", "经费保障"),
    ],
)
def test_what_is_written_instead_of_a_tick(text: str, said: str) -> None:
    rows = changed(OFFICIAL, {"G12": text})
    assert only_table(rows).indicators[1].reason.text == said


TWO_PERIODS = parse_rows("""
2024年度项目支出绩效监控表 | < | < | < | < | < | < | <
项目名称 | 基层文化活动 | < | < | < | < | < | <
资金情况（万元） | 年初预算数 | 1-4月执行数 | 1-4月执行率 | 1-8月执行数 | 1-8月执行率 | 全年预计执行数 | <
^ | 300 | 60 | 20% | 180 | 60% | 290 | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 1-4月执行情况 | 1-8月执行情况 | 全年预计完成情况 | 备注
产出指标 | 数量指标 | 演出场次 | ≥24场 | 6场 | 12场 | 26场 |
满意度指标 | 服务对象满意度指标 | 观众满意度 | ≥90% | 91% | 92% | 92% |
""")


def test_of_two_periods_side_by_side_the_later_is_read_and_the_earlier_named() -> None:
    table = only_table(TWO_PERIODS)
    assert table.month == 8
    assert [row.to_date.text for row in table.indicators] == ["12场", "92%"]
    [fund] = table.funds
    assert (fund.executed_to_date.number, fund.rate.number) == (180, 60)
    assert [(entry.cell, entry.text) for entry in table.unread_columns] == [
        ("C3", "1-4月执行数"),
        ("D3", "1-4月执行率"),
        ("E5", "1-4月执行情况"),
    ]
    assert table.leftover == ()


def test_a_later_period_not_yet_filled_gives_way_to_the_last_that_is() -> None:
    blank = {"E4": "", "F4": "", "F6": "", "F7": ""}
    table = only_table(changed(TWO_PERIODS, blank))
    assert table.month == 4
    assert [row.to_date.text for row in table.indicators] == ["6场", "91%"]
    [fund] = table.funds
    assert (fund.executed_to_date.number, fund.rate.number) == (60, 20)


def test_money_beside_the_results_is_never_a_result() -> None:
    rows = [[*row[:4], "", "", "", *row[4:]] for row in PLAIN]
    heads = {
        "E5": "1-7月执行数",
        "F5": "1-7月执行率",
        "G5": "全年预计执行数",
        "H5": "1-7月执行情况",
    }
    table = only_table(changed(rows, heads | {"E6": "150", "F6": "50%", "G6": "290"}))
    assert [row.to_date.text for row in table.indicators] == ["12场", "92%"]
    assert [row.expected.text for row in table.indicators] == ["26场", "92%"]
    assert [entry.text for entry in table.unread_columns] == [
        *("1-7月执行数", "1-7月执行率", "全年预计执行数"),
    ]


# 大栏在上，划勾的名称与一级指标同一行。
LEVELS = OFFICIAL[8][:6]
GROUPED = [
    *OFFICIAL[:8],
    ["绩效指标设置", "<", "<", "<", "指标完成情况", "<", *OFFICIAL[8][6:]],
    [*LEVELS, *OFFICIAL[9][6:]],
    *OFFICIAL[10:],
]


@pytest.mark.parametrize("rows", [GROUPED, unmerged(GROUPED)], ids=["merged", "unmerged"])
def test_ticks_named_in_the_same_row_as_the_levels(rows: list[list[str]]) -> None:
    table = only_table(rows)
    assert (table.form, table.leftover, table.unread_columns) == (Form.MONITORING, (), ())
    first, second, *_ = table.indicators
    assert (first.likelihood.text, first.reason.text) == (
        *("有可能", "经费保障、人员保障；两名骨干调走"),
    )
    assert (second.likelihood.text, second.to_date.text) == ("确定能", "96%")
    assert (first.actual.exists, table.indicators[2].note.text) == (False, "照计划")


@pytest.mark.parametrize(
    ("line", "month"),
    [
        ("（2024年1—8月）", 8),
        ("2024年上半年", 6),
        ("（2024年第三季度）", 9),
        ("截至2024年5月31日", 5),
        ("监控时点：截至2024年6月30日", 6),
    ],
)
def test_the_year_and_month_in_the_line_below_the_title(line: str, month: int) -> None:
    rows = [["项目绩效监控表"], [line], *PLAIN[1:]]
    table = only_table(changed(rows, {"D4": "执行数", "E6": "目前完成情况"}))
    assert (table.year, table.month, table.leftover) == (2024, month, ())


def test_the_progress_of_spending_is_the_rate() -> None:
    table = only_table(
        changed(TWO_PERIODS, {"C3": "1-8月支出进度", "C4": "60%", "D3": "", "D4": ""})
    )
    [fund] = table.funds
    assert (fund.executed_to_date.number, fund.rate.number) == (180, 60)


# 执行情况下面分几期，偏差原因、可能性下面分的不是通行的名称。
SPLIT = parse_rows("""
2024年项目支出绩效监控表 | < | < | < | < | < | < | < | < | < | < | <
项目名称 | 基层文化活动 | < | < | < | < | < | < | < | < | < | <
二级指标 | 三级指标 | 指标值 | 执行情况 | < | 偏差原因分析 | < | < | 完成目标可能性 | < | < | 备注
^ | ^ | ^ | 1-4月 | 1-8月 | 经费不足 | 人员不足 | 说明 | 能 | 可能 | 不能 | ^
数量指标 | 演出场次 | ≥24场 | 6场 | 12场 | √ | √ | 骨干调走 |  | √ |  | 补演
质量指标 | 合格率 | ≥95% | 97% | 96% |  |  |  | √ |  |  |
时效指标 | 完成时间 | 2024年底 | 正在做 | 正在做 |  |  |  |  |  | √ |
""")


def test_parts_under_a_merged_head_are_read_by_their_place() -> None:
    table = only_table(SPLIT)
    first, second, third = table.indicators
    assert (first.reason.text, first.note.text) == ("经费不足、人员不足；骨干调走", "补演")
    assert [row.likelihood.text for row in (first, second, third)] == ["可能", "能", "不能"]
    assert [row.to_date.text for row in (first, second, third)] == ["12场", "96%", "正在做"]
    assert (table.month, table.leftover) == (8, ())
    assert [(entry.cell, entry.text) for entry in table.unread_columns] == [("D4", "1-4月")]


def test_a_circle_alone_is_a_tick_and_beside_a_tick_is_none() -> None:
    circles = {"F5": "○", "G5": "", "J5": "○", "I6": "○", "J6": "●", "K6": "○"}
    first, second, _ = only_table(changed(SPLIT, circles)).indicators
    assert (first.reason.text, first.likelihood.text) == ("经费不足；骨干调走", "可能")
    assert second.likelihood.text == "可能"


def test_rates_of_completion_beside_the_results_are_no_results() -> None:
    rows = [[*row[:4], "", row[4], "", row[5]] for row in PLAIN]
    heads = {
        "E5": "1-7月完成率",
        "F5": "1-7月完成值",
        "G5": "预计完成率",
        "E6": "50%",
        "G6": "108%",
    }
    table = only_table(changed(rows, heads))
    assert [row.to_date.text for row in table.indicators] == ["12场", "92%"]
    assert [row.expected.text for row in table.indicators] == ["26场", "92%"]
    assert [row.done_rate.text for row in table.indicators] == ["50%", ""]
    assert [entry.text for entry in table.unread_columns] == ["预计完成率"]


def test_an_unknown_part_without_a_tick_is_named() -> None:
    table = only_table(changed(SPLIT, {"F4": "甲方", "G4": "乙方", "F5": ""}))
    assert table.indicators[0].reason.text == "乙方；骨干调走"
    assert "F4" in [entry.cell for entry in table.unread_columns]
    assert "G4" not in [entry.cell for entry in table.unread_columns]


def test_of_an_initial_and_an_adjusted_target_the_adjusted_is_read() -> None:
    rows = [[*row[:3], "", *row[3:]] for row in PLAIN]
    heads = {"D5": "年初指标值", "E5": "调整后指标值", "D6": "≥1场", "D7": "≥80%"}
    table = only_table(changed(rows, heads))
    assert [row.target.text for row in table.indicators] == ["≥24场", "≥90%"]
    assert "年初指标值" in [entry.text for entry in table.unread_columns]


FUNDS_IN_PERIODS = parse_rows("""
2024年度项目支出绩效监控表 | < | < | < | < | <
项目名称 | 基层文化活动 | < | < | < | <
项目资金（万元） | 年初预算数 | 执行数 | < | 1-8月执行率 | 全年预计执行数
^ | ^ | 1-4月 | 1-8月 | ^ | ^
^ | 300 | 60 | 180 | 60% | 290
一级指标 | 二级指标 | 三级指标 | 指标值 | 1-8月执行情况 | 全年预计完成情况
产出指标 | 数量指标 | 演出场次 | ≥24场 | 12场 | 26场
""")


def test_periods_below_the_head_of_what_is_spent() -> None:
    table = only_table(FUNDS_IN_PERIODS)
    [fund] = table.funds
    assert (fund.executed_to_date.number, fund.rate.number, table.month) == (180, 60, 8)
    assert (table.leftover, [entry.cell for entry in table.unread_columns]) == ((), ["C4"])


@pytest.mark.parametrize(
    "title",
    ["某市生态环境监控中心项目绩效目标表", "视频监控系统运维项目绩效目标申报表"],
)
def test_a_title_that_names_a_centre_or_a_system_is_no_monitoring(title: str) -> None:
    rows = [
        [title],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "监测点位", "≥20个"],
        ["产出指标", "质量指标", "数据有效率", "≥95%"],
    ]
    assert only_table(rows).stage is Stage.APPLICATION
