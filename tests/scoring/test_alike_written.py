"""完成值照指标值的写法读：编着号的几个值，“当日”对着几天以内的时限；看不准的不判。"""

import pytest

from perfxl.functions.cell_functions import cell_functions

[SCORE] = [each for each in cell_functions() if each.name == "PERF_SCORE"]


def score(target: str, actual: str) -> object:
    return SCORE.run(target, actual, 10)


@pytest.mark.parametrize(
    "said", ["当日", "当天办结", "当日办理完毕", "即日", "即时办理", "当场办结"]
)
@pytest.mark.parametrize(
    "limit", ["≤1天", "≤3个工作日", "1个工作日内", "≤24小时", "≤1周", "不超过5日"]
)
def test_the_same_day_is_within_a_limit_of_a_day_or_more(said: str, limit: str) -> None:
    assert score(limit, said) == 10


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        ("≤8小时", "当日"),
        ("≤30分钟", "当天办结"),
        ("≥3天", "当日"),
        ("≤3天", "次日"),
        ("≤3天", "当月"),
    ],
)
def test_what_may_be_later_than_the_limit_is_left_to_the_evaluator(limit: str, said: str) -> None:
    assert score(limit, said) != 10


def test_the_same_day_in_other_words_is_the_same() -> None:
    assert score("当日", "当天") == 10
    assert score("当日办结", "次日") != 10


TARGET = "1.≥60场\n2.≥12期"


@pytest.mark.parametrize(
    "actual",
    ["1.65场\n2.13期", "1、60场；2、12期", "（1）60场\n（2）12期", "①65场②13期", "①65场；②13期"],
)
def test_numbered_values_are_compared_one_by_one(actual: str) -> None:
    assert score(TARGET, actual) == 10
    assert score("①≥60场；②≥12期", actual) == 10


def test_one_part_missed_is_not_full() -> None:
    assert score(TARGET, "1.65场\n2.11期") != 10


def test_a_decimal_is_no_number_of_an_item() -> None:
    assert score("≥1万人", "1.5万人") == 10
    assert score("≥60场", "1.65场") != 10
