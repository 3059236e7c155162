"""单元格函数与“评分”同一行得同一个分、同一句说明：随带的样表逐行比。"""

from dataclasses import replace
from pathlib import Path

import pytest

from perfxl.excel.functions import PERF_EXEC_SCORE, PERF_EXPLAIN, PERF_SCORE
from perfxl.functions import cell_functions
from perfxl.many_files.results import process
from perfxl.model.table import Indicator, Table
from perfxl.scoring.judging import judge_row
from perfxl.scoring.rounding import plain
from perfxl.scoring.scored_row import scored_row_of
from perfxl.scoring.table_score import score_table
from perfxl.shipped import shipped_folder
from perfxl.standards.profile import load_profile, profile_names

PATHS = sorted((shipped_folder("workbooks") / "自评表").rglob("*.xlsx"))


def _tables(path: Path) -> list[Table]:
    document = process(path, check=False).document
    assert document is not None
    return [table for table in document.tables if table.spec.scored]


def _arguments(row: Indicator, table: Table, profile: str) -> tuple[object, ...]:
    level2 = f"{row.level1.text}{row.level2.text}"
    weight = "" if row.weight.number is None else plain(row.weight.number)
    cells = (row.target.to_read, row.actual.to_read, weight, level2, profile, row.level3.text)
    return (*cells, table.year or "", table.money_unit or "")


@pytest.mark.parametrize("profile", profile_names())
@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_every_row_of_every_sample(path: Path, profile: str) -> None:
    rules = load_profile(profile)
    compared = 0
    for table in _tables(path):
        for row in table.indicators:
            if row.is_execution:
                continue
            # 函数没有“已填的得分”这一个参数，档内照用的分不比。
            scored = scored_row_of(row, row.weight.number)._replace(printed=None)
            judged = judge_row(scored, rules)
            arguments = _arguments(row, table, profile)
            said = judged.explanation
            assert PERF_EXPLAIN(*arguments) == said, row.level3.cell
            score = said if judged.score is None else float(judged.score)
            assert PERF_SCORE(*arguments) == score, row.level3.cell
            compared += 1
    assert compared


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_the_execution_rate_of_every_sample(path: Path) -> None:
    profile = load_profile()
    for table in _tables(path):
        execution, fund = score_table(table, profile).execution, table.annual_total
        if fund is None or execution.weight is None or execution.rate is None:
            continue
        numbers = (fund.budget.number, fund.executed.number, execution.weight)
        assert None not in numbers
        given = [float(number) for number in numbers if number is not None]
        assert execution.score is not None
        assert PERF_EXEC_SCORE(*given) == float(execution.score)


ROWS = [
    # 指标值, 完成值, 二级指标, 三级指标, 年度, 金额单位, 得分
    ("≥5%", "-6%", "数量指标", "交通事故下降率", "2024", "", 10.0),
    ("≥5%", "-6%", "数量指标", "", "2024", "", 0.0),
    ("12月底前", "2024年11月20日", "时效指标", "完成时间", "2024年度", "", 10.0),
    ("=15", "150000元", "成本指标", "采购成本", "", "万元", 10.0),
    ("=15", "150000元", "成本指标", "采购成本", "", "元", 0.0),
    ("=15", "150000元", "数量指标", "采购量", "", "万元", 10.0),
]


@pytest.mark.parametrize(("target", "actual", "level2", "level3", "year", "unit", "score"), ROWS)
def test_what_stands_elsewhere_on_the_sheet_counts(
    target: str, actual: str, level2: str, level3: str, year: str, unit: str, score: float
) -> None:
    assert PERF_SCORE(target, actual, 10, level2, "", level3, year, unit) == score


def test_a_late_one_is_left_to_the_evaluator() -> None:
    said = "完成时间2024年11月20日晚于指标值12月底前，可得0—8分，请评价人核定"
    row = ("12月底前", "2024年11月20日", 10, "时效指标", "", "完成时间", "2023")
    assert (PERF_SCORE(*row), PERF_EXPLAIN(*row)) == (said, said)


def test_a_column_with_one_year_and_one_unit() -> None:
    targets = [["6月底前"], ["≤46"], [None]]
    actuals = [["2024年6月1日"], ["426000元"], [None]]
    weights, levels = [[10], [5], [None]], [["时效指标"], ["成本指标"], [None]]
    arguments = (
        targets,
        actuals,
        weights,
        levels,
        "全国",
        [["甲"], ["乙"], [None]],
        2024.0,
        "万元",
    )
    assert PERF_SCORE(*arguments) == [[10.0], [5.0], [""]]


@pytest.mark.parametrize(
    ("year", "unit", "said"),
    [
        ("今年", "", "年度“今年”读不出，请写成 2024"),
        (
            "2024",
            "块",
            "金额单位“块”不认得，可写：元、百元、千元、万元、十万元、百万元、千万元、亿元",
        ),
    ],
)
def test_a_year_or_unit_that_is_none_is_said(year: str, unit: str, said: str) -> None:
    assert PERF_SCORE("≥1人", "1人", 10, "", "", "", year, unit) == said


def test_a_profile_of_ones_own_scores_by_its_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    own = replace(load_profile("全国"), name="某县")
    monkeypatch.setattr(cell_functions, "known_profile", {"某县": own, "全国": own}.get)
    given = ("=100人", "50人", 10, "")
    assert PERF_SCORE(*given, "某县") == PERF_SCORE(*given, "全国")
    assert PERF_SCORE(*given, "某县") != PERF_SCORE(*given)
    # 换了内容、名字没换的，不照以前的分。
    changed = replace(load_profile(), name="某县")
    monkeypatch.setattr(cell_functions, "known_profile", {"某县": changed}.get)
    assert PERF_SCORE(*given, "某县") == PERF_SCORE(*given)


def test_a_score_only_suggested_is_said_to_be_so() -> None:
    """PERF_SCORE 给暂按的分，PERF_EXPLAIN 说是暂按的；完成值空着的两个都说先填。"""
    partly = ("有效提高", "部分达成预期指标并具有一定效果", 30)
    assert PERF_SCORE(*partly) == 21
    assert "可得18—24分，暂按21分，请评价人核定" in str(PERF_EXPLAIN(*partly))
    blank = ("≥5人", "", 10)
    assert PERF_SCORE(*blank) == PERF_EXPLAIN(*blank) == "没有填写实际完成值，请先填写"
