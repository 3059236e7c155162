"""公开的表里的指标值与完成值（published_pairs.tsv）：做到的得满分，没做到的不得满分也不猜。"""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from perfxl.scoring.judging import judge
from perfxl.standards.profile import load_profile

with Path(__file__).with_name("published_pairs.tsv").open(encoding="utf-8") as stream:
    _ROWS = [tuple(row.values()) for row in csv.DictReader(stream, delimiter="\t", quoting=3)]


@pytest.mark.parametrize(("target", "actual", "says"), _ROWS)
def test_a_published_pair(target: str, actual: str, says: str) -> None:
    judged = judge(
        target, actual, Decimal(10), profile=load_profile(), level2="数量指标", year=2024
    )
    assert (judged.score == 10) is (says == "full"), judged.explanation


@pytest.mark.parametrize(
    ("target", "actual", "rule", "score"),
    [
        ("≥2/3", "三分之二", "met-at-least", 10),
        ("≥2/3", "≥3/4", "met-at-least", 10),
        ("不低于三分之二", "三分之一", "missed-at-least", 5),
        ("≥2/3", "70%", "not-comparable", None),
        ("≥2/3", "12个", "not-comparable", None),
        ("≥5台(套)", "5套", "met-at-least", 10),
        ("≥5台（套）", "4台", "missed-at-least", 8),
        ("≥6场", "3场（次）", "missed-at-least", 5),
        ("≥6次", "6场（次）", "met-at-least", 10),
        ("≥500人（次）", "600人次", "met-at-least", 10),
        ("≥5台(套)", "5个", "unit-differs", None),
        ("≥5台(套)", "5台(件)", "met-at-least", 10),
        ("16+2个", "16+2个", "met-all-parts", 10),
        ("16+2个", "18个", "not-comparable", None),
        ("2024年6月30日前完成率100%", "2024年6月20日完成率100%", "met-all-parts", 10),
        ("2024年6月30日前完成率100%", "2024年6月20日完成率98%", "compound", None),
    ],
)
def test_fractions_sums_and_dates_with_a_number(
    target: str, actual: str, rule: str, score: int | None
) -> None:
    judged = judge(target, actual, Decimal(10), profile=load_profile(), level2="数量指标")
    assert (judged.score, judged.rule) == (score, rule), judged.explanation


@pytest.mark.parametrize(
    ("target", "actual", "full"),
    [
        ("0起", "无", True),
        ("≤0件", "没有", True),
        ("=0起", "零", True),
        ("零投诉", "无", True),
        ("0起", "/", False),
        ("≥5起", "无", False),
        ("≤30万元", "无", False),
    ],
)
def test_nothing_said_is_none_where_none_is_wanted(target: str, actual: str, full: bool) -> None:
    judged = judge(target, actual, Decimal(10), profile=load_profile(), level2="社会效益指标")
    assert (judged.score == 10) is full, judged.explanation


@pytest.mark.parametrize("actual", ["提前完成", "及时完成", "按计划完成", "已按要求全部完成"])
def test_done_in_time_is_done(actual: str) -> None:
    judged = judge("2024年9月底前", actual, Decimal(10), profile=load_profile(), level2="时效指标")
    assert judged.score == 10, judged.explanation


def test_the_year_is_told() -> None:
    judged = judge("每月不少于2次", "20次", Decimal(10), profile=load_profile(), year=2024)
    assert judged.score == Decimal("8.33")
    assert "指标值每月不少于2次（全年折24次）" in judged.explanation
    judged = judge("≥100次", "每月9次", Decimal(10), profile=load_profile(), year=2024)
    assert judged.explanation == "完成值9次/月（全年折108次）达到指标值≥100次，得满分10分"


@pytest.mark.parametrize(
    ("target", "actual", "rule"),
    [
        ("Ⅲ类以上", "Ⅳ类", "missed-grade"),
        ("前三名", "第五名", "missed-place"),
        ("1:15", "1:18", "not-comparable"),
        ("二级以上", "一级", "not-comparable"),
    ],
)
def test_what_has_no_share_is_left_to_the_evaluator(target: str, actual: str, rule: str) -> None:
    judged = judge(target, actual, Decimal(10), profile=load_profile())
    assert (judged.score, judged.rule) == (None, rule)
