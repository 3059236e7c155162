"""总分写在两处（表头的自评得分、指标以下的合计），分值一栏自上而下的合计，没有等级的结论，执行率的原因。"""

import pytest
from gridtext import Rows, changed, parse_rows, to_grid

from perfxl.model.finding import Finding, Severity
from perfxl.model.table import Table
from perfxl.reading.sheet import read_sheet
from perfxl.rules.engine.running import check_table
from perfxl.scoring.score_edits import score_edits
from perfxl.scoring.table_score import score_table
from perfxl.standards.profile import load_profile

FORM = parse_rows("""
2024年度项目支出绩效自评表 | < | < | < | < | < | < | <
项目名称 | 养老设施维修 | < | < | < | < | < | <
自评得分 | 97.6 | < | < | < | < | < | <
资金情况（万元） | 资金来源 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
 | 年度资金总额 | 45 | 43.2 | 10 | 96% | 9.6 |
一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分 | 偏差原因
产出指标 | 数量指标 | 维修设施 | ≥3处 | 3处 | 50 | 50 |
效益指标 | 社会效益指标 | 受益老人 | ≥200人 | 210人 | 30 | 30 |
满意度指标 | 满意度指标 | 老人满意度 | ≥90% | 93% | 10 | 8 | 个别房间漏水，已改
合计 | < | < | < | < | 100 | 97.6 |
评价结论 | 完成了维修。 | < | < | < | < | < | <
""")


def table_of(rows: Rows) -> Table:
    [table] = read_sheet("书.xlsx", to_grid(rows)).tables
    return table


def found(rows: Rows, rule: str) -> list[Finding]:
    table, profile = table_of(rows), load_profile()
    findings = check_table(table, score_table(table, profile), profile)
    return [finding for finding in findings if finding.rule == rule]


def test_both_totals_are_read_and_agree() -> None:
    table = table_of(FORM)
    assert (table.total.score.cell, table.total_again.score.cell) == ("G10", "B3")
    assert found(FORM, "PX314") == found(FORM, "PX406") == found(FORM, "PX102") == []


@pytest.mark.parametrize("again", ["91", "91分", "97"])
def test_the_two_totals_contradict(again: str) -> None:
    [finding] = found(changed(FORM, {"B3": again}), "PX314")
    assert (finding.cells, finding.related, finding.severity) == ("B3", "G10", Severity.ERROR)
    number = again.removesuffix("分")
    assert finding.message == f"“自评得分”写 {number} 分，总分一行（G10）是 97.6 分，两处不同。"


def test_a_blank_total_row_counts_as_the_score_above() -> None:
    rows = changed(FORM, {"G10": None})
    assert str(table_of(rows).total.score.number) == "97.6"
    assert found(rows, "PX406") == []
    [finding] = found(rows, "PX314")
    assert (finding.cells, finding.severity) == ("G10", Severity.INFO)


def test_a_full_mark_above_is_no_second_total() -> None:
    rows = changed(FORM, {"A3": "总分", "B3": "100", "A10": "自评总分"})
    assert found(rows, "PX314") == []


def test_both_places_are_written() -> None:
    table, profile = table_of(changed(FORM, {"B3": "91", "G9": "10"})), load_profile()
    edits = score_edits(score_table(table, profile), profile)
    cells = {edit.cell for edit in edits.edits}
    assert {"B3", "G10"} <= cells


APART = changed(FORM, {"E4": None, "E5": None, "G4": "得分（10分）", "F10": "90"})


def test_a_weight_total_right_for_its_own_column_is_no_error() -> None:
    [finding] = found(APART, "PX407")
    assert (finding.cells, finding.severity) == ("F10", Severity.INFO)
    assert found(changed(APART, {"F10": "100"}), "PX407") == []


def test_a_weight_total_right_for_no_column_is_an_error() -> None:
    [finding] = found(changed(APART, {"F10": "80"}), "PX407")
    assert finding.severity is Severity.ERROR


def test_no_grade_where_the_form_prints_none() -> None:
    [finding] = found(FORM, "PX120")
    assert finding.severity is Severity.INFO
    [finding] = found(changed(FORM, {"A11": "自评结论"}), "PX120")
    assert finding.severity is Severity.WARNING


@pytest.mark.parametrize(
    ("conclusion", "told"), [("完成了维修。", 1), ("完成了维修，资金拨付晚。", 0)]
)
def test_a_low_rate_in_a_row_of_its_own_is_explained_anywhere(conclusion: str, told: int) -> None:
    rows = parse_rows(f"""
2024年度项目支出绩效自评表 | < | < | < | < | < | < | <
项目名称 | 养老设施维修 | < | < | < | < | < | <
全年预算数 | 45 | 全年执行数 | 22.5 | 执行率 | 50% | |
一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分 | 偏差原因
预算执行 | 预算执行 | 预算执行率 | 100% | 50% | 10 | 5 |
产出指标 | 数量指标 | 维修设施 | ≥3处 | 3处 | 50 | 50 |
效益指标 | 社会效益指标 | 受益老人 | ≥200人 | 210人 | 30 | 30 |
满意度指标 | 满意度指标 | 老人满意度 | ≥90% | 93% | 10 | 10 |
合计 | < | < | < | < | 100 | 95 |
自评结论 | 优。{conclusion} | < | < | < | < | < | <
""")
    assert len(found(rows, "PX310")) == told
