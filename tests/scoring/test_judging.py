"""一行怎么给分：手核的例子，和对任何输入都成立的性质。"""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from perfxl.grammar.units import UNITS
from perfxl.grammar.values import NOTHING, RANKS, RATIO
from perfxl.scoring.judging import judge
from perfxl.scoring.rule_names import rule_name
from perfxl.standards.profile import load_profile, profile_names

CASES = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text("utf-8"))
FLAT = [(name, *case) for name, cases in CASES.items() for case in cases]


@pytest.mark.parametrize(("profile", "target", "actual", "weight", "level2", "score"), FLAT)
def test_hand_checked(
    profile: str, target: str, actual: str, weight: int, level2: str, score: str | None
) -> None:
    judged = judge(
        target, actual, Decimal(weight), profile=load_profile(profile), level2=level2, year=2024
    )
    assert judged.score == (None if score is None else Decimal(score)), judged.explanation
    assert judged.explanation
    assert rule_name(judged.rule)


def test_missing_weight_is_said() -> None:
    judged = judge("≥1人", "1人", None, profile=load_profile())
    assert (judged.score, judged.explanation) == (None, "分值为空，不能计分")


def test_evaluators_figure_inside_the_band_stays() -> None:
    profile = load_profile()
    part = "部分达成预期指标并具有一定效果"
    for printed, expected in (("20", "20"), ("18", "18"), ("24", "24"), ("25", "21"), ("17", "21")):
        judged = judge("稳定", part, Decimal(30), profile=profile, printed=Decimal(printed))
        assert judged.score == Decimal(expected)
        assert (judged.low, judged.high) == (Decimal(18), Decimal(24))


values = st.one_of(
    st.text(max_size=20),
    st.builds(
        lambda sign, number, unit: f"{sign}{number}{unit}",
        st.sampled_from(["≥", "≤", "=", ">", "<", "约", ""]),
        st.decimals(min_value=-1000, max_value=10**9, places=2),
        st.sampled_from(["人", "%", "万元", "元", "", "元/人", "次"]),
    ),
    st.sampled_from(
        ["达成预期指标", "未完成预期指标且效果较差", "2024年12月前", "/", "0", "部分完成"]
    ),
)


@given(values, values, st.integers(0, 100), st.sampled_from(profile_names()), st.booleans())
def test_score_stays_within_zero_and_weight(
    target: str, actual: str, weight: int, profile: str, cost: bool
) -> None:
    judged = judge(
        target,
        actual,
        Decimal(weight),
        profile=load_profile(profile),
        level2="成本指标" if cost else "数量指标",
    )
    assert judged.explanation
    if judged.score is not None:
        assert 0 <= judged.score <= weight
        assert judged.low is not None
        assert judged.high is not None
        assert judged.low <= judged.score <= judged.high


@given(st.integers(1, 10**6), st.integers(0, 10**6), st.integers(0, 10**6), st.integers(1, 50))
def test_more_done_never_scores_less(target: int, one: int, other: int, weight: int) -> None:
    less, more = sorted((one, other))
    profile = load_profile()
    scores = [
        judge(f"≥{target}人", f"{done}人", Decimal(weight), profile=profile).score
        for done in (less, more)
    ]
    assert scores[0] is not None
    assert scores[1] is not None
    assert scores[0] <= scores[1]


@pytest.mark.parametrize(
    ("target", "actual", "score"),
    [
        ("≥2.4万人", "2.5", "10"),
        ("≥2.4万人", "25000", "10"),
        ("≥2.4万人", "1.2", "5.00"),
        ("≤100万元", "98", "10"),
        ("≤100万元", "980000", "10"),
    ],
)
def test_bare_actual_is_read_in_the_unit_of_the_target(
    target: str, actual: str, score: str
) -> None:
    judged = judge(target, actual, Decimal(10), profile=load_profile())
    assert judged.score == Decimal(score)


@given(st.text(max_size=40), st.text(max_size=40), st.integers(0, 100))
def test_every_pair_of_texts_is_judged_with_a_named_rule(
    target: str, actual: str, weight: int
) -> None:
    judged = judge(target, actual, Decimal(weight), profile=load_profile())
    assert rule_name(judged.rule)
    assert judged.explanation
    assert judged.score is None or 0 <= judged.score <= weight


@pytest.mark.parametrize(
    ("target", "actual", "score"),
    [
        ("≤46", "426000元", "10"),  # 万元的表：46 是 46 万元
        ("≤46", "50万元", "9.20"),
        ("≤46万元", "42.6", "10"),
        ("≤460000元", "50", "9.20"),
        ("≤46", "42.6", "10"),
    ],
)
def test_bare_amounts_are_read_in_the_money_unit_of_the_table(
    target: str, actual: str, score: str
) -> None:
    judged = judge(
        target, actual, Decimal(10), profile=load_profile(), level2="成本指标",
        money_unit="万元",
    )  # fmt: skip
    assert judged.score == Decimal(score), judged.explanation


def test_date_serial_against_a_deadline() -> None:
    judged = judge("2024年12月底前", "45657", Decimal(5), profile=load_profile())
    assert (judged.score, judged.explanation) == (
        5,
        "完成时间2024年12月31日不晚于指标值2024年12月底前，得满分5分",
    )
    late = judge("2024年11月底前", "45657", Decimal(5), profile=load_profile())
    assert (late.score, late.low, late.high) == (None, 0, 4)


@pytest.mark.parametrize(
    ("actual", "score"), [("下降12%", "10"), ("-12%", "10"), ("下降5%", "5.00"), ("增长2%", "0.00")]
)
def test_direction_in_the_name_of_the_indicator(actual: str, score: str) -> None:
    judged = judge("≥10%", actual, Decimal(10), profile=load_profile(), level3="交通事故下降率")
    assert judged.score == Decimal(score), judged.explanation


@pytest.mark.parametrize(
    ("target", "actual", "printed", "score", "rule"),
    [
        # 评价人填的分只在档内照用。
        ("≥100人", "部分达成预期指标", "6", "6", "attainment-partial"),
        ("≥100人", "部分达成预期指标", "8.01", "7", "attainment-partial"),
        ("有效提升", "未提升", "3", "3", "attainment-unmet"),
        ("有效提升", "未提升", "8", "0", "attainment-unmet"),
        ("有效提升", "有效提升", "9", "9", "attainment-met"),
        ("2024年6月底前", "2024年8月", "5", "5", "late"),
        ("2024年6月底前", "2024年8月", "6.5", "6.5", "late"),
        ("2024年6月底前", "2024年8月", "8", "8", "late"),
        ("2024年6月底前", "2024年8月", "8.5", None, "late"),
        ("2024年6月底前", "2024年8月", "10", None, "late"),
        ("2024年6月底前", "延期10天完成", "7.5", "7.5", "late"),
        ("2024年6月底前", "延期，尚未完成", "7.5", "0", "attainment-unmet"),
        # 一格几个值的，填的是整行的分，不是其中一个值的。
        ("≥100人，有效提升", "120人，有效提升", "9", "10", "met-all-parts"),
        ("≥100人，有效提升", "120人，未提升", "5", None, "compound"),
        ("≥100人，≥3次", "120人，2次", "10", None, "compound"),
        # 数与数比的，照算出的，不照填的。
        ("≥100人", "50人", "10", "5", "missed-at-least"),
        ("≥100人", "100人", "6", "10", "met-at-least"),
    ],
)
def test_when_the_evaluators_figure_counts(
    target: str, actual: str, printed: str, score: str | None, rule: str
) -> None:
    judged = judge(
        target, actual, Decimal(10), profile=load_profile(), printed=Decimal(printed), year=2024
    )
    assert judged.rule == rule, judged.explanation
    assert judged.score == (None if score is None else Decimal(score))


@pytest.mark.parametrize(
    ("actual", "rule"),
    [
        ("36526", "met-deadline"),
        ("73050", "late"),
        ("36525", "not-comparable"),
        ("73051", "not-comparable"),
        ("45657.5", "not-comparable"),
        ("45657天", "not-comparable"),
        ("≥45657", "not-comparable"),
        ("45657-45660", "not-comparable"),
    ],
)
def test_which_numbers_may_be_dates(actual: str, rule: str) -> None:
    """2000 年到 2099 年的序号，没有单位、符号，是整数的。"""
    judged = judge("2024年12月底前", actual, Decimal(10), profile=load_profile(), year=2024)
    assert judged.rule == rule, judged.explanation


@pytest.mark.parametrize(
    ("weight", "actual", "score"),
    [
        ("0", "120人", "0"),
        ("0", "20人", "0"),
        ("0.5", "120人", "0.5"),
        ("0.5", "20人", "0.10"),
        ("-1", "120人", None),
    ],
)
def test_any_weight_of_zero_or_more_counts(weight: str, actual: str, score: str | None) -> None:
    judged = judge("≥100人", actual, Decimal(weight), profile=load_profile())
    assert judged.score == (None if score is None else Decimal(score))
    assert (judged.explanation == "分值小于0，不能计分") is (score is None)


@pytest.mark.parametrize(
    ("actual", "rule"),
    [
        ("下降12%、3次", "met-all-parts"),
        ("-12%、3次", "met-all-parts"),
        ("12%、3次", "met-all-parts"),
        ("下降5%、3次", "compound"),
        ("增长12%、3次", "compound"),
    ],
)
def test_the_direction_in_the_name_is_that_of_each_value(actual: str, rule: str) -> None:
    judged = judge(
        "10%、3次", actual, Decimal(10), profile=load_profile(), level3="交通事故下降率和检查次数"
    )
    assert judged.rule == rule, judged.explanation


@pytest.mark.parametrize(
    ("target", "actual", "score", "rule"),
    [
        ("≤46万元", "42人", None, "unit-differs"),
        ("≤46人", "42万元", None, "unit-differs"),
        ("≤46人", "42", "10", "met-at-most"),
        ("≤42", "46人", "9.13", "missed-at-most"),
        ("≤46", "42", "10", "met-at-most"),
        ("≤460000人", "50", "10", "met-at-most"),
        ("≤0万元", "5", "0.00", "missed-at-most"),
        ("≤46", "0元", "10", "met-at-most"),
    ],
)
def test_the_money_unit_of_the_table_counts_for_money_only(
    target: str, actual: str, score: str | None, rule: str
) -> None:
    judged = judge(
        target, actual, Decimal(10), profile=load_profile(), level2="成本指标", money_unit="万元"
    )
    assert (judged.score, judged.rule) == (None if score is None else Decimal(score), rule)


def test_an_actual_without_a_unit_is_read_as_what_is_nearer_to_the_target() -> None:
    profile = load_profile()
    for target, actual in (("≥6000万元", "5740"), ("≥6000万元", "57400000")):
        judged = judge(target, actual, Decimal(10), profile=profile, level2="数量指标")
        assert judged.score == Decimal("9.57")


@pytest.mark.parametrize("unit", [each for each, its in UNITS.items() if its.kind == "quantity"])
def test_every_counted_unit_is_docked_in_proportion(unit: str) -> None:
    """一处、一座、一位都是数；只有写明第几、前几的是名次。"""
    judged = judge(
        f"≥40{unit}", f"36{unit}", Decimal(10), profile=load_profile(), level2="数量指标"
    )
    assert (judged.score, judged.rule) == (Decimal("9.00"), "missed-at-least")


def test_no_unit_shares_its_dimension_with_what_units_do_not_say() -> None:
    assert not {each.dimension for each in UNITS.values()} & {*RANKS, RATIO, NOTHING}
