"""资金自己的原因栏算说明（PX319）；总分以上的合计行也要加得上（PX406）；一级指标分值单列一栏（PX302）。"""

import pytest
from gridtext import Rows, changed, parse_rows, to_grid
from rule_case import sound

from perfxl.model.finding import Finding
from perfxl.reading.sheet import read_sheet
from perfxl.rules.engine.running import check_table
from perfxl.scoring.table_score import score_table
from perfxl.standards.profile import load_profile


def found(rows: Rows, rule: str) -> list[Finding]:
    [table] = read_sheet("书.xlsx", to_grid(rows)).tables
    profile = load_profile()
    findings = check_table(table, score_table(table, profile), profile)
    return [finding for finding in findings if finding.rule == rule]


HALF_SPENT = changed(
    sound(),
    {"F7": "90000", "F8": "90000", "F9": "40000", "H7": "50.00%", "I7": "5", "H22": "94"},
)


@pytest.mark.parametrize("blank", [None, "无", "/"])
def test_an_empty_reason_of_the_funds_explains_nothing(blank: str | None) -> None:
    [finding] = found(changed(HALF_SPENT, {"J6": "原因", "J7": blank}), "PX319")
    assert (finding.cells, finding.related) == ("H7", "E7,F7,J7")


def test_a_reason_of_the_funds_explains() -> None:
    assert len(found(HALF_SPENT, "PX319")) == 1
    assert found(changed(HALF_SPENT, {"J6": "原因", "J7": "招标晚了三个月。"}), "PX319") == []


@pytest.mark.parametrize("head", ["备注", "说明", "偏差情况", "执行情况说明"])
def test_a_note_of_the_funds_explains_and_is_no_unread_cell(head: str) -> None:
    told = changed(HALF_SPENT, {"J6": head, "J7": "养殖户申报偏少；下年加强宣传。"})
    assert found(told, "PX319") == []
    assert found(told, "PX102") == []


def test_an_empty_note_column_explains_nothing_and_is_read() -> None:
    blank = changed(HALF_SPENT, {"J6": "备注", "J7": None})
    [finding] = found(blank, "PX319")
    assert (finding.cells, finding.related) == ("H7", "E7,F7,J7")
    assert found(blank, "PX102") == []


def test_a_note_of_the_funds_tells_why_the_budget_was_adjusted() -> None:
    cut = changed(HALF_SPENT, {"J19": None, "J8": None})
    assert len(found(cut, "PX320")) == 1
    told = changed(cut, {"J6": "备注", "J8": "年中调减 1 万元。"})
    assert found(told, "PX320") == []


@pytest.mark.parametrize(
    ("head", "text", "is_told"),
    [
        ("评分说明", "年末工程款待结算。改进措施：加快支付。", False),
        ("补充", "年末工程款待结算。", False),  # 没有读的栏：PX116 说没有读，不说“没有一处”
        ("补充", "按预算执行率计分。", True),
    ],
)
def test_a_reason_in_a_column_not_read_is_not_denied(head: str, text: str, is_told: bool) -> None:
    told = changed(HALF_SPENT, {"J14": head, "J16": text})
    assert bool(found(told, "PX319")) is is_told
    assert bool(found(told, "PX116")) is (head == "补充")


SUMS = parse_rows("""
2024年度项目支出绩效自评表 | < | < | < | < | < | < | <
项目名称 | 养老设施维修 | < | < | < | < | < | <
资金情况（万元） | 资金来源 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
 | 年度资金总额 | 45 | 43.2 | 10 | 96% | 9.6 |
一级指标 | 一级权重 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分
产出指标 | 50 | 数量指标 | 维修设施 | ≥3处 | 3处 | 50 | 50
效益指标 | 30 | 社会效益指标 | 受益老人 | ≥200人 | 210人 | 30 | 30
满意度指标 | 10 | 满意度指标 | 老人满意度 | ≥90% | 80% | 10 | 8
合计 | 90 | | | | | 90 | 88
自评总分 | 97.6 | | | | | |
""")


@pytest.mark.parametrize("score", ["88", "97.6"])
def test_a_sum_may_count_the_execution_or_not(score: str) -> None:
    assert found(changed(SUMS, {"H9": score}), "PX406") == []


def test_a_sum_that_does_not_add_up() -> None:
    [finding] = found(changed(SUMS, {"H9": "89"}), "PX406")
    assert (finding.cells, finding.severity.value) == ("H9", "error")
    assert finding.message == "“合计”行填 89 分，各行得分合计 88 分，差 1 分。"
    assert len(found(changed(SUMS, {"H9": "89", "B10": "98.6"}), "PX406")) == 2


def test_points_of_the_first_level_in_their_column() -> None:
    assert found(SUMS, "PX302") == []
    [finding] = found(changed(SUMS, {"B7": "35"}), "PX302")
    assert finding.cells == "B7,G7"
    assert "B7 应改为 30 分" in (finding.hint or "")


WITHOUT_WEIGHTS = parse_rows("""
2024年转移支付区域绩效自评表 | < | < | < | < | <
转移支付名称 | 养老设施补助 | < | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 全年实际完成值 | 未完成原因和改进措施
^ | 产出指标 | 数量指标 | 维修养老设施 | ≥20处 | 16处 |
^ | 满意度指标 | 服务对象满意度指标 | 老人满意度 | ≥90% | 92% |
""")


@pytest.mark.parametrize(
    ("changes", "told"),
    [({}, ["G4"]), ({"G4": "两处产权未清。"}, []), ({"F4": "20处"}, [])],
)
def test_without_points_what_was_missed_is_to_be_explained(
    changes: dict[str, str | None], told: list[str]
) -> None:
    assert [each.cells for each in found(changed(WITHOUT_WEIGHTS, changes), "PX310")] == told
