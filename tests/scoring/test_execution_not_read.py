"""印成一行的预算执行率，资金情况里的执行数没有读到：照印着的执行率算，没有印的等着，不照“=”“≥”判。"""

from decimal import Decimal

import pytest
from gridtext import only_table, parse_rows

from perfxl.model.score import EXECUTION_AS_PRINTED, EXECUTION_UNREAD, Awaits, TableScore
from perfxl.rules.engine.running import check_table
from perfxl.scoring.judging import judge
from perfxl.scoring.open_rows import how_to_mend
from perfxl.scoring.table_score import score_table
from perfxl.standards.profile import load_profile


def scored(funds: str, target: str, actual: str, printed: str = "9.5") -> TableScore:
    rows = f"""
项目支出绩效自评表（2024年度） | < | < | < | < | < | <
项目名称 | 普法宣传 | < | 主管部门 | 某局 | 实施单位 | 普法办
{funds}
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
预算执行 | 预算执行率 | 预算执行率 | {target} | {actual} | 10 | {printed}
产出指标 | 数量指标 | 宣传场次 | ≥20场 | 20场 | 90 | 90
总分 | < | < | < | < | 100 | 99.5
"""
    return score_table(only_table(parse_rows(rows)), load_profile())


BLANK = "资金（万元） | 全年预算数 | 100 | 全年执行数 | | 执行率 | "
STRANGE = "资金（万元） | 年初预算数 | 100 | 全年预算数 | 100 | 另外的栏 | 95"
NONE = "项目负责人 | 甲某某 | | | | |"


@pytest.mark.parametrize("funds", [BLANK, STRANGE, NONE])
@pytest.mark.parametrize("target", ["=100%", "≥95%", "100%", "≥90%"])
def test_the_rate_printed_in_its_row_is_used(funds: str, target: str) -> None:
    score = scored(funds, target, "95.00%")
    row = score.indicators[0]
    assert (row.judged.score, row.judged.rule) == (Decimal("9.50"), EXECUTION_AS_PRINTED)
    assert "照 E5 印的执行率" in row.judged.explanation
    assert (score.total, score.is_unsettled) == (Decimal("99.50"), False)
    assert "G5 预算执行率95" in str(score.as_filled_said)
    rules = {each.rule for each in check_table(score.table, score, load_profile())}
    assert not rules & {"PX306", "PX309", "PX310", "PX312"}


def test_the_rate_printed_with_the_funds_comes_first() -> None:
    score = scored(f"{BLANK}90%", "=100%", "95.00%", "9")
    row = score.indicators[0]
    assert (row.judged.score, "照 G3 印的执行率" in row.judged.explanation) == (Decimal(9), True)


@pytest.mark.parametrize("funds", [BLANK, STRANGE, NONE])
@pytest.mark.parametrize("target", ["=100%", "≥95%"])
@pytest.mark.parametrize("actual", ["按进度执行", "执行95万元"])
def test_without_a_rate_it_waits(funds: str, target: str, actual: str) -> None:
    score = scored(funds, target, actual)
    row = score.indicators[0]
    assert (row.judged.score, row.judged.rule, row.awaits) == (
        None,
        EXECUTION_UNREAD,
        Awaits.MENDING,
    )
    assert "执行率算不出" in row.judged.explanation
    assert str(how_to_mend(row)).startswith("E5 没有写执行率")
    assert score.is_unsettled
    assert [each.cell for each in score.waiting] == ["G5"]


def test_a_blank_row_is_blank() -> None:
    row = scored(NONE, "=100%", "", "").indicators[0]
    assert (row.awaits, row.judged.score) == (Awaits.ACTUAL, None)


def test_with_both_amounts_the_amounts_decide() -> None:
    funds = "资金（万元） | 全年预算数 | 100 | 全年执行数 | 80 | 执行率 | 80%"
    row = scored(funds, "≥75%", "95.00%", "8").indicators[0]
    assert (row.judged.score, row.judged.rule) == (Decimal("8.00"), "execution-rate")


def test_the_rate_printed_with_the_funds_counts_though_the_row_is_blank() -> None:
    row = scored(f"{BLANK}90%", "=100%", "", "9").indicators[0]
    assert (row.judged.score, row.judged.rule) == (Decimal("9.00"), EXECUTION_AS_PRINTED)


@pytest.mark.parametrize(
    ("target", "actual", "points"),
    [
        ("=100%", "94.15%", "9.42"),
        ("≥95%", "97%", "9.70"),
        ("≥90%", "0.95", "9.50"),
        ("100%", "100%", "10.00"),
        ("=100%", "103%", "10.00"),
    ],
)
def test_a_row_of_its_own_is_judged_like_one_of_a_table(
    target: str, actual: str, points: str
) -> None:
    for names in ({"level2": "预算执行率"}, {"level3": "预算执行率"}):
        judged = judge(target, actual, Decimal(10), profile=load_profile(), **names)
        assert judged.score == Decimal(points)


def test_a_row_of_its_own_without_a_rate_waits() -> None:
    judged = judge("=100%", "按进度", Decimal(10), profile=load_profile(), level3="预算执行率")
    assert (judged.score, judged.rule) == (None, EXECUTION_UNREAD)


def test_another_rate_keeps_its_target() -> None:
    judged = judge("≥95%", "97%", Decimal(10), profile=load_profile(), level3="政府采购执行率")
    assert judged.score == 10
