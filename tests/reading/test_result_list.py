"""清单样子的监控表、自评表：一行一个指标，左边写着项目；一个项目读成一张表。"""

import pytest
from gridtext import changed, only_table, parse_rows, to_grid

from perfxl.actions.assessment import assess
from perfxl.matching.organisations import owner_of
from perfxl.model.form_spec import Scope
from perfxl.model.fund import FundRole
from perfxl.model.table import Form, Table
from perfxl.model.workbook import Workbook
from perfxl.reading.sheet import read_sheet
from perfxl.rules.engine.running import check_table
from perfxl.scoring.edits import may_write
from perfxl.scoring.table_score import score_table
from perfxl.standards.profile import load_profile

MONITORED = parse_rows("""
2024年项目支出绩效监控表（1-7月） | < | < | < | < | < | < | < | < | < | < | < | <
 |  |  |  |  |  |  |  |  |  |  |  | 单位：万元
单位名称 | 项目名称 | 项目资金 | < | < | < | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 1-7月执行情况 | 全年预计完成情况 | 备注
^ | ^ | 年初预算数 | 1-7月执行数 | 1-7月执行率 | 全年预计执行数 | ^ | ^ | ^ | ^ | ^ | ^ | ^
甲中心 | 就业补助 | 300 | 150 | 50% | 290 | 产出指标 | 数量指标 | 培训人数 | ≥1200人 | 680人 | 1200人 |
^ | ^ | ^ | ^ | ^ | ^ | ^ | 质量指标 | 合格率 | ≥95% | 96% | 96% | 照计划
乙大队 | 劳动监察 | 30 | 18 | 60% | 30 | 产出指标 | 数量指标 | 检查户数 | ≥60户 | 35户 | 60户 |
^ | ^ | ^ | ^ | ^ | ^ | 效益指标 | 社会效益指标 | 结案率 | ≥95% | 97% | 97% |
""")
EVALUATED = parse_rows("""
2024年项目支出绩效自评清单 | < | < | < | < | < | < | < | < | <
项目编码 | 项目名称 | 全年预算数（万元） | 全年执行数（万元） | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
A01 | 就业补助 | 300 | 290 | 数量指标 | 检查户数 | ≥60户 | 65户 | 50 | 50
A01 | 就业补助 | 300 | 290 | 质量指标 | 合格率 | ≥95% | 96% | 50 | 45
A02 | 劳动监察 | 30 | 30 | 数量指标 | 检查户数 | ≥60户 | 65户 | 50 | 50
A02 | 劳动监察 | 30 | 30 | 质量指标 | 合格率 | ≥95% | 96% | 50 | 50
""")


def tables_of(rows: list[list[str]]) -> tuple[Table, ...]:
    return read_sheet("书.xlsx", to_grid(rows)).tables


def filled_down(rows: list[list[str]]) -> list[list[str]]:
    """合并拆开、逐行重写的同一份。"""
    found: list[list[str]] = rows[:4]
    for row in rows[4:]:
        found.append(
            [above if text == "^" else text for text, above in zip(row, found[-1], strict=True)]
        )
    return found


@pytest.mark.parametrize("rows", [MONITORED, filled_down(MONITORED)], ids=["merged", "repeated"])
def test_each_project_of_a_monitored_list_is_a_table(rows: list[list[str]]) -> None:
    first, second = tables_of(rows)
    for table in (first, second):
        assert (table.form, table.scope, table.month) == (Form.MONITORING, Scope.PROJECT, 7)
        assert (table.money_unit, table.year, table.lines) == ("万元", 2024, ())
        assert (table.leftover, table.unread_columns, table.unread_rows) == ((), (), ())
    assert [entry.text for entry in second.fields.values()] == ["劳动监察", "乙大队"]
    assert [row.to_date.text for row in first.indicators] == ["680人", "96%"]
    assert [row.level3.text for row in second.indicators] == ["检查户数", "结案率"]
    assert first.indicators[1].note.text == "照计划"
    [fund] = second.funds
    assert (fund.role, fund.initial.cell, fund.executed_to_date.cell) == (
        FundRole.TOTAL,
        "C7",
        "D7",
    )
    assert [fund.initial.number, fund.executed_to_date.number, fund.expected.number] == [30, 18, 30]
    assert (fund.rate.number, second.annual_total) == (60, fund)
    assert (first.block.bottom, second.block.top, second.block.bottom) == (6, 7, 8)


def test_each_project_of_an_evaluated_list_is_a_table() -> None:
    first, second = tables_of(EVALUATED)
    assert (first.form, second.form) == (Form.SELF_EVALUATION, Form.SELF_EVALUATION)
    assert [first.fields[name].text for name in ("项目名称", "项目编码")] == ["就业补助", "A01"]
    assert [row.score.number for row in first.indicators] == [50, 45]
    [fund] = first.funds
    assert (fund.adjusted.number, fund.executed.number) == (300, 290)
    assert (first.leftover, second.leftover, first.unread_columns) == ((), (), ())


def test_what_a_row_says_differently_is_named_with_its_project() -> None:
    first, second = tables_of(changed(EVALUATED, {"D4": "280", "D6": "见附件"}))
    assert [(entry.cell, entry.text) for entry in first.leftover] == [("D4", "280")]
    assert [(entry.cell, entry.text) for entry in second.leftover] == [("D6", "见附件")]


def test_the_sum_of_the_list_belongs_to_no_project() -> None:
    rows = [*EVALUATED, ["合计", "", "330", "320", *[""] * 6]]
    first, second = tables_of(rows)
    assert [fund.executed.number for table in (first, second) for fund in table.funds] == [290, 30]
    assert [len(table.indicators) for table in (first, second)] == [2, 2]
    assert {entry.cell for entry in second.leftover} >= {"C7", "D7"}


def test_a_form_of_one_project_with_a_column_of_projects_stays_one() -> None:
    rows = [EVALUATED[0], ["项目名称", "民生实事", *[""] * 8], *EVALUATED[1:]]
    table = only_table(rows)
    assert (table.project, len(table.indicators)) == ("民生实事", 4)
    assert "项目名称" in [entry.text for entry in table.unread_columns]


def test_a_list_without_money_has_tables_without_funds() -> None:
    rows = [[*row[:2], *row[4:]] for row in EVALUATED]
    first, second = tables_of(rows)
    assert (first.funds, second.funds, second.project) == ((), (), "劳动监察")


def test_each_table_carries_the_organisation_of_its_own_row() -> None:
    rows = changed(MONITORED, {"A7": "甲中心"})
    assert [
        [entry.cell for name, entry in table.fields.items() if "单位" in name]
        for table in tables_of(rows)
    ] == [["A5"], ["A7"]]


@pytest.mark.parametrize("head", ["预算数（万元）", "预算金额（万元）", "预算数（A）"])
def test_a_plain_budget_beside_the_executed_is_that_of_the_whole_year(head: str) -> None:
    """单张表的“预算数（A）”是全年的，清单里也是：执行数与它比。"""
    first, second = tables_of(changed(EVALUATED, {"C2": head}))
    for table in (first, second):
        [fund] = table.funds
        assert (fund.initial.exists, fund.adjusted.cell[0]) == (False, "C")
        assert table.leftover == ()


def test_a_budget_of_the_start_of_the_year_stays_so() -> None:
    first, _ = tables_of(changed(EVALUATED, {"C2": "年初预算数（万元）"}))
    [fund] = first.funds
    assert (fund.initial.number, fund.adjusted.exists) == (300, False)


def test_a_list_of_results_is_held_to_the_adjusted_target() -> None:
    """清单样子的自评表，指标值分年初、调整后两栏的，照调整后的评。"""
    read = only_table(
        parse_rows("""
2024年度项目支出绩效自评明细表
项目名称 | 一级指标 | 二级指标 | 三级指标 | 年初指标值 | 调整后指标值 | 实际完成值 | 分值 | 得分
档案数字化 | 产出指标 | 数量指标 | 著录条目 | ≥26万条 | ≥24万条 | 24万条 | 50 | 50
 | 产出指标 | 质量指标 | 抽检合格率 | ≥99% | | 99% | 40 | 40
""")
    )
    assert [row.target.text for row in read.indicators] == ["≥24万条", "≥99%"]
    assert [entry.text for entry in read.unread_columns] == ["年初指标值"]


_TOTALLED = """
澜山县文化馆2024年度项目绩效自评明细表
{unit}
项目名称 | 全年预算数 | 全年执行数 | 一级指标 | 三级指标 | 指标值 | 实际完成值 | 分值 | 得分 | {heads}
送戏下乡 | 40 | 38 | 产出指标 | 送戏演出 | ≥120场 | 120场 | 60 | 60 | {first}
^ | ^ | ^ | 效益指标 | 丰富文化生活 | 有效丰富 | 达成预期指标 | 30 | 30 | {first}
书展 | 10 | 10 | 产出指标 | 书展次数 | ≥2次 | 2次 | 90 | 80 | {second}
"""


@pytest.mark.parametrize("unit", ["单位：万元、分", "单位：万元，分，%", "单位 | 万元、分"])
def test_units_of_money_and_points_are_no_organisation(unit: str) -> None:
    rows = parse_rows(_TOTALLED.format(unit=unit, heads="备注", first="", second=""))
    first, _ = tables_of(rows)
    assert first.money_unit == "万元"
    assert {*first.fields, *first.blank_fields} == {"项目名称"}
    assert owner_of(first) == "澜山县文化馆"


@pytest.mark.parametrize(
    ("heads", "first", "second", "whole"),
    [
        ("项目总得分（等级）", "99.68（优）", "88.5（良）", True),
        ("总得分 | 自评等级", "99.68 | 优", "88.5 | 良", False),
    ],
)
def test_a_project_of_a_list_has_its_own_total(
    heads: str, first: str, second: str, whole: bool
) -> None:
    """总分、等级各成一栏，或写在一格里；一格里还写着等级的，不能用总分整个改写。"""
    rows = parse_rows(_TOTALLED.format(unit="", heads=heads, first=first, second=second))
    tables = tables_of(rows)
    totals = [table.total.score for table in tables]
    assert [(str(total.number), total.row) for total in totals] == [("99.68", 3), ("88.5", 5)]
    assert [table.grade.text for table in tables if table.grade] == ["优", "良"]
    assert {may_write(total) for total in totals} == {not whole}
    assert [(table.leftover, table.unread_columns) for table in tables] == [((), ()), ((), ())]


def test_two_columns_of_totals_are_not_chosen_between() -> None:
    heads, both = "总得分 | 项目总得分", "99 | 98"
    rows = parse_rows(_TOTALLED.format(unit="", heads=heads, first=both, second=both))
    first, _ = tables_of(rows)
    assert not first.total.score.exists
    assert [entry.text for entry in first.unread_columns] == ["总得分", "项目总得分"]


def summed(label: str, execution: str = "预算执行率") -> list[list[str]]:
    """各个项目下面有一行合计的清单；``label`` 是那一行写的。"""
    return parse_rows(f"""
2024年项目支出绩效自评清单 | < | < | < | < | < | < | < | < | <
序号 | 项目名称 | 全年预算数（万元） | 全年执行数（万元） | 一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
1 | 就业补助 | 300 | 300 | {execution} | {execution} | ≥95% | 100% | 10 | 10
^ | ^ | ^ | ^ | 产出指标 | 检查户数 | ≥60户 | 65户 | 50 | 50
^ | ^ | ^ | ^ | 效益指标 | 合格率 | ≥95% | 96% | 40 | 40
^ | ^ | ^ | ^ |  | {label} |  |  | 100 | 97
2 | 劳动监察 | 30 | 30 | {execution} | {execution} | ≥95% | 100% | 10 | 10
^ | ^ | ^ | ^ | 产出指标 | 检查户数 | ≥60户 | 65户 | 50 | 50
^ | ^ | ^ | ^ | 效益指标 | 合格率 | ≥95% | 96% | 40 | 40
^ | ^ | ^ | ^ |  | {label} |  |  | 100 | 100
""")


@pytest.mark.parametrize("label", ["小计", "合计", "总分", "得分合计"])
def test_the_sum_under_each_project_is_its_total(label: str) -> None:
    first, second = tables_of(summed(label))
    assert [(each.total.score.cell, each.total.weight.cell) for each in (first, second)] == [
        ("J6", "I6"),
        ("J10", "I10"),
    ]
    assert (len(first.indicators), first.score_sums, first.subtotals) == (3, (), ())
    profile = load_profile()
    found = check_table(first, score_table(first, profile), profile)
    assert [each.cells for each in found if each.rule == "PX406"] == ["J6"]


def test_a_sum_without_a_row_of_execution_may_or_may_not_count_it() -> None:
    """没有预算执行率一行的合计，计没计执行率得分看不出：另记，不当总分。"""
    first, _ = tables_of(summed("小计", execution="数量指标"))
    assert not first.total.label.exists
    assert [each.score.cell for each in first.subtotals] == ["J6"]


@pytest.mark.parametrize(
    "below",
    [
        ["审核：", "<", "<", "<", "<", "制表：", "<", "<", "<", "<"],
        ["", "审核：张三 制表：李四", "", "", "", "", "", "", "", ""],
        ["审核人：张三", "", "", "", "", "", "", "", "", ""],
    ],
)
def test_signatures_right_below_are_no_project(below: list[str]) -> None:
    tables = tables_of([*EVALUATED, below])
    assert [table.project for table in tables] == ["就业补助", "劳动监察"]
    assert len(tables[1].indicators) == 2


def test_what_is_printed_once_below_a_list_is_told_once() -> None:
    footed = [*EVALUATED, ["审核：", "", "", "制表：", "", "", "", "", "", ""]]
    found = assess(Workbook("书.xlsx", (to_grid(footed),)))
    assert len(found.document.tables) == 2
    assert [each.cells for each in found.findings if each.rule == "PX113"] == ["B7,E7"]
