"""部门整体自评表：资金按来源和性质各分一遍，主要任务的完成情况不是目标的完成情况。"""

from gridtext import Rows, changed, parse_rows, to_grid

from perfxl.model.table import Form, Table
from perfxl.reading.sheet import read_sheet
from perfxl.rules.engine.running import check_table
from perfxl.scoring.table_score import score_table
from perfxl.standards.profile import load_profile

DEPARTMENT = parse_rows("""
2023年度部门整体支出绩效自评表 | < | < | < | < | < | <
省级预算部门名称 | 某县农业农村局
部门资金（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 | 得分
 | 资金总额 | 2300 | 2500 | 2450 | 98% | 9.8
 | 按收入性质分：其中：一般公共预算 | 2000 | 2200 | 2150
 | 政府性基金预算 | 300 | 300 | 300
 | 按支出性质分：其中：基本支出 | 1300 | 1300 | 1300
 | 项目支出 | 1000 | 1200 | 1150
年度主要任务 | 任务名称 | 主要内容 | 完成情况
^ | 高标准农田建设 | 建成2万亩 | 已建成2万亩
年度总体目标 | 预期目标 | 粮食产量10万吨 | 实际完成 | 粮食产量10.1万吨
一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分 | 偏差原因 | 改进措施
产出指标 | 数量指标 | 高标准农田面积 | ≥2万亩 | 1.8万亩 | 50 | 45 | 雨季停工 | 明年补建
""")


def table(rows: Rows) -> Table:
    [only] = read_sheet("书.xlsx", to_grid(rows)).tables
    return only


def test_goals_funds_and_remedies() -> None:
    read = table(DEPARTMENT)
    assert (read.form, read.project) == (Form.SELF_EVALUATION, "某县农业农村局")
    assert [fund.name for fund in read.funds] == [
        "资金总额",
        "一般公共预算",
        "政府性基金预算",
        "基本支出",
        "项目支出",
    ]
    assert (read.goals["expected"].text, read.goals["actual"].text) == (
        "粮食产量10万吨",
        "粮食产量10.1万吨",
    )
    assert read.indicators[0].reason.text == "雨季停工\n明年补建"
    assert read.leftover == ()


def sums(rows: Rows) -> list[str]:
    read, profile = table(rows), load_profile()
    every = check_table(read, score_table(read, profile), profile)
    found = [finding for finding in every if finding.rule == "PX401"]
    return [finding.cells for finding in found]


def test_each_division_adds_up_by_itself() -> None:
    assert sums(DEPARTMENT) == []
    assert sums(changed(DEPARTMENT, {"C8": "900"})) == ["C4"]


def test_the_initial_target_that_is_not_used_is_named() -> None:
    rows = [list(row) for row in DEPARTMENT]
    rows[-2][3:4] = ["年初指标值", "调整后指标值"]
    rows[-1][3:4] = ["≥3万亩", "≥2万亩"]
    read = table(rows)
    assert read.indicators[0].target.text == "≥2万亩"
    assert [entry.text for entry in read.unread_columns] == ["年初指标值"]
