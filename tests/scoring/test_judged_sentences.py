"""一行的分、所用规则和说明那句话，逐字核对；换算、比值、天数这些单独的一步也各自核对。"""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from perfxl.grammar import Measured, parse
from perfxl.grammar.nearer import is_ratio
from perfxl.scoring.comparable_numbers import comparable_numbers
from perfxl.scoring.judging import judge
from perfxl.standards.profile import load_profile

ROWS = yaml.safe_load((Path(__file__).parent / "judged_sentences.yaml").read_text("utf-8"))


@pytest.mark.parametrize(("target", "actual", "level2", "score", "rule", "said"), ROWS)
def test_score_rule_and_sentence(
    target: str, actual: str, level2: str, score: str | None, rule: str, said: str
) -> None:
    judged = judge(target, actual, Decimal(10), profile=load_profile(), level2=level2, year=2024)
    assert (judged.score, judged.rule, judged.explanation) == (
        None if score is None else Decimal(score),
        rule,
        said,
    )


@pytest.mark.parametrize("target", ["≥100人", "≤5%", "=6万元", "100人左右", "10–15人"])
def test_a_number_met_in_words_is_full_and_partly_met_is_a_band(target: str) -> None:
    """指标值是数、完成值写档次的：达成给满分；部分达成、未完成只在档内，不是满分。"""
    profile = load_profile()

    def judged(actual: str, printed: str | None = None) -> tuple[Decimal | None, ...]:
        found = judge(
            target, actual, Decimal(10), profile=profile, level2="质量指标",
            printed=None if printed is None else Decimal(printed),
        )  # fmt: skip
        return found.score, found.low, found.high

    assert judged("达成预期指标") == (10, 10, 10)
    assert judged("部分达成预期指标并具有一定效果") == (7, 6, 8)
    assert judged("部分达成预期指标并具有一定效果", "7.5") == (Decimal("7.5"), 6, 8)
    assert judged("部分达成预期指标并具有一定效果", "10") == (7, 6, 8)
    assert judged("未完成预期指标且效果较差") == (0, 0, 6)
    assert judged("未完成预期指标且效果较差", "10") == (0, 0, 6)


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("≥100人", "2000次"),
        ("≥100人", "100次"),
        ("≤100人", "1次"),
        ("≥1个月", "2000次"),
        ("≥3次", "2000天"),
        ("≤3个月", "1万元"),
        ("≤10–15个月", "1天"),
    ],
)
def test_numbers_of_different_kinds_are_never_compared(target: str, actual: str) -> None:
    """差得再远也不比：2000 次不是做到了 100 人。"""
    judged = judge(target, actual, Decimal(10), profile=load_profile(), level2="数量指标")
    assert (judged.score, judged.rule) == (None, "unit-differs"), judged.explanation


def test_a_deadline_without_a_year_is_in_the_year_of_the_table() -> None:
    def score(actual: str, year: int | None) -> Decimal | None:
        return judge(
            "6月底前", actual, Decimal(10), profile=load_profile(), level2="时效指标", year=year
        ).score

    assert score("2024年6月30日", 2024) == 10
    assert score("2024年7月1日", 2024) is None
    assert score("2023年12月", 2024) == 10
    # 两边都没有写年份：同一年里的两个月，先后看得出。
    assert score("6月", None) == 10
    assert score("7月", None) is None
    assert score("2024年6月", None) is None


def test_an_actual_without_a_year_takes_that_of_the_deadline() -> None:
    judged = judge("2023年6月底前", "5月", Decimal(10), profile=load_profile(), level2="时效指标")
    assert (judged.score, judged.rule) == (10, "met-deadline")


def test_the_share_of_tolerance_is_that_of_the_profile() -> None:
    profile = load_profile()
    loose = replace(profile, approximate_tolerance=Decimal("0.15"))
    judged = judge("约100人", "120人", Decimal(10), profile=loose, level2="数量指标")
    assert judged.explanation == "完成值120人高出指标值约100人15%以上，请评价人核定"
    assert judge("约100人", "115人", Decimal(10), profile=loose).score == 10
    assert judge("约100人", "115人", Decimal(10), profile=profile).score is None


def measured(text: str) -> Measured:
    value = parse(text)
    assert isinstance(value, Measured)
    return value


@pytest.mark.parametrize(
    ("target", "actual", "factor", "pair"),
    [
        ("≥95%", "0.96", "1", ("95", "96")),
        ("≥95%", "96", "1", ("95", "96")),
        ("0.5", "50%", "1", ("50", "50")),
        ("2", "1.5%", "1", ("2", "1.5")),
        ("≥2.4万人", "0.24", "1", ("24000", "2400")),
        ("≥2.4万人", "2400", "1", ("24000", "2400")),
        ("≥1万人", "1000", "1", ("10000", "1000")),
        ("≥1万人", "999", "1", ("10000", "999")),
        ("≥0.06万人", "500", "1", ("600", "500")),
        ("≥3", "2.5万人", "1", ("30000", "25000")),
        ("≥30000", "2.5万人", "1", ("30000", "25000")),
        ("≤1258千元", "629", "10000", ("1258000", "629000")),
        ("≤500千元", "40", "10000", ("500000", "400000")),
        ("≤46", "50万元", "1", ("460000", "500000")),
        ("≤46万元", "42.6", "10000", ("460000", "426000")),
        ("≤46万元", "426000", "10000", ("460000", "426000")),
        ("≤46", "426000元", "10000", ("460000", "426000")),
        ("≤460000", "426000元", "10000", ("460000", "426000")),
        # 表的金额单位只管钱：人数不乘一万。
        ("≥20000人", "2", "10000", ("20000", "2")),
        ("≥2", "20000人", "10000", ("2", "20000")),
        ("≥95%", "0.96", "10000", ("95", "96")),
        ("下降≥3%", "增长2%", "1", ("3", "-2")),
        ("下降≥3%", "-5%", "1", ("3", "5")),
        ("下降≥3%", "5%", "1", ("3", "5")),
        ("增长≥3%", "-5%", "1", ("3", "-5")),
        ("≥100人", "100次", "1", None),
    ],
)
def test_two_numbers_in_one_unit(
    target: str, actual: str, factor: str, pair: tuple[str, str] | None
) -> None:
    found = comparable_numbers(measured(target), measured(actual), Decimal(factor))
    assert found == (None if pair is None else tuple(map(Decimal, pair)))


@pytest.mark.parametrize(
    ("number", "percent", "ratio"),
    [
        ("0.96", "95", True),
        ("0", "95", False),
        ("-0.9", "95", False),
        ("10", "1000", True),
        ("10.1", "1000", False),
        ("1", "0", False),
        ("1", "10", False),
        ("9.5", "95", False),
    ],
)
def test_whether_a_bare_number_is_a_ratio(number: str, percent: str, ratio: bool) -> None:
    assert is_ratio(Decimal(number), Decimal(percent)) is ratio


@pytest.mark.parametrize(
    ("target", "actual", "score", "rule"),
    [
        ("=0人", "-1人", "0.00", "missed-equal"),
        ("=0人", "3人", "0.00", "missed-equal"),
        ("=0人", "0人", "10", "met-equal"),
        ("≥5人", "0人", "0.00", "missed-at-least"),
        ("≤5人", "-1人", "10", "met-at-most"),
    ],
)
def test_zero_and_negative_numbers_have_no_share(
    target: str, actual: str, score: str, rule: str
) -> None:
    profile = load_profile("全国")
    judged = judge(target, actual, Decimal(10), profile=profile, level2="数量指标")
    assert (judged.score, judged.rule) == (Decimal(score), rule), judged.explanation


@pytest.mark.parametrize(
    ("level2", "score", "said"),
    [
        ("成本指标", "8.00", "指标值6万元 ÷ 完成值7.5万元 × 10分 = 8.00分"),
        ("数量指标", "10", "完成值7.5万元高于指标值=6万元，得满分10分"),
    ],
)
def test_over_an_equal_target_falls_with_more_only_for_costs(
    level2: str, score: str, said: str
) -> None:
    judged = judge("=6万元", "7.5万元", Decimal(10), profile=load_profile("全国"), level2=level2)
    assert (judged.score, judged.explanation) == (Decimal(score), said)


def test_a_time_limit_is_one_only_under_timeliness() -> None:
    profile = load_profile("全国")

    def judged(level2: str, actual: str) -> Decimal | None:
        return judge("=15日", actual, Decimal(10), profile=profile, level2=level2).score

    assert (judged("时效指标", "10日"), judged("时效指标", "20日")) == (10, Decimal("7.50"))
    assert (judged("数量指标", "10日"), judged("数量指标", "20日")) == (Decimal("6.67"), 10)


@pytest.mark.parametrize(
    ("target", "actual", "rule"),
    [
        ("未发生事故", "未造成影响", "not-comparable"),
        ("无投诉", "没有整改", "not-comparable"),
        ("有效提升", "没有整改", "attainment-unmet"),
        ("2024年6月底前", "尚未验收", "attainment-unmet"),
        ("≥5个", "尚未验收", "not-comparable"),
    ],
)
def test_words_of_not_done_do_not_count_where_the_target_is_itself_a_negation(
    target: str, actual: str, rule: str
) -> None:
    profile = load_profile()
    judged = judge(target, actual, Decimal(10), profile=profile, level2="质量指标", year=2024)
    assert judged.rule == rule, judged.explanation


def test_printed_figure_equal_to_the_full_score_of_a_band_is_called_full() -> None:
    judged = judge(
        "有效提升", "达成预期指标", Decimal(10), profile=load_profile(), printed=Decimal(10)
    )
    assert judged.explanation == "达成预期指标，得满分10分"
    assert (judged.score, judged.low, judged.high) == (10, 8, 10)
