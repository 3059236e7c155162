"""自评表只有完成率、没有完成值：还是自评表，资金、得分照读，说没有读到完成值。"""

import pytest
from gridtext import changed, only_table, parse_rows

from perfxl.contract.document import indicator_json
from perfxl.model.table import Form, Table
from perfxl.rules.engine.running import check_table
from perfxl.scoring.table_score import score_table
from perfxl.standards.profile import load_profile

RATED = parse_rows("""
项目支出绩效自评表（2024年度） | < | < | < | < | < | <
项目名称 | 扶贫车间补助 | < | < | < | < | <
项目资金（元） | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
年度资金总额 | 240000 | 240000 | 228000 | 10 | 95% | 9.5
一级指标 | 二级指标 | 三级指标 | 指标值 | 完成率 | 分值 | 得分
产出指标 | 数量指标 | 补助车间 | ≥10个 | 90% | 50 | 45
效益指标 | 社会效益指标 | 带动就业 | ≥200人 | 100% | 30 | 30
满意度指标 | 满意度指标 | 群众满意度 | ≥90% | 92% | 10 | 10
总分 | | | | | 100 | 94.5
""")


def told(table: Table) -> list[tuple[str, str]]:
    profile = load_profile()
    found = check_table(table, score_table(table, profile), profile)
    return [(each.rule, each.cells) for each in found if each.severity.value != "info"]


@pytest.mark.parametrize(
    "head", ["完成率", "指标完成率", "任务完成率（%）", "目标完成率", "完成比例"]
)
def test_an_evaluation_with_rates_alone_is_an_evaluation(head: str) -> None:
    table = only_table(changed(RATED, {"E5": head}))
    assert table.form is Form.SELF_EVALUATION
    assert [row.score.number for row in table.indicators] == [45, 30, 10]
    assert [row.actual.text for row in table.indicators] == ["", "", ""]
    assert table.annual_total is not None
    assert table.annual_total.executed.number == 228000
    assert [row.done_rate.text for row in table.indicators] == ["90%", "100%", "92%"]
    assert told(table) == [("PX134", "E6:E8")]


def test_no_score_is_certain_without_the_actual() -> None:
    score = score_table(only_table(RATED), load_profile())
    assert [row.judged.score for row in score.indicators] == [None, None, None]


@pytest.mark.parametrize(
    ("changes", "form"),
    [
        ({"A1": "项目支出绩效目标表（2024年度）"}, Form.TARGET),
        ({"E5": "实际完成值", "E6": "9个", "E7": "200人"}, Form.SELF_EVALUATION),
    ],
)
def test_other_forms_are_as_they_were(changes: dict[str, str | None], form: Form) -> None:
    table = only_table(changed(RATED, changes))
    assert table.form is form
    assert "PX134" not in [rule for rule, _ in told(table)]


def test_the_rate_beside_the_actual_is_read_apart() -> None:
    rows = [[*row, "完成率" if at == 4 else "<" if at < 2 else ""] for at, row in enumerate(RATED)]
    rows = changed(rows, {"E5": "实际完成值", "E6": "9个", "E7": "200人", "H6": "90%"})
    table = only_table(rows)
    assert [row.actual.text for row in table.indicators] == ["9个", "200人", "92%"]
    assert "PX134" not in [rule for rule, _ in told(table)]
    assert [row.done_rate.text for row in table.indicators] == ["90%", "", ""]
    assert table.unread_columns == ()
    rows_json = [indicator_json(row, table.spec) for row in table.indicators]
    assert [row["done_rate"] for row in rows_json] == ["90%", "", ""]
    judged = [row.judged.score for row in score_table(table, load_profile()).indicators]
    plain = score_table(only_table(changed(rows, {"H5": "另一栏"})), load_profile())
    assert judged == [row.judged.score for row in plain.indicators]  # 得分不看它
