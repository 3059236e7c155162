"""日期和期限的各种写法；像日期而不是的不认。"""

import pytest

from perfxl.grammar import Deadline, Unreadable
from perfxl.grammar.dates import deadline, how_often, remarked_deadline, undated


@pytest.mark.parametrize(
    ("text", "iso", "period", "bound"),
    [
        *(("2024-12-31", "2024-12-31", "", ""), ("20241231前", "2024-12-31", "", "前")),
        *(("2024.12.31", "2024-12-31", "", ""), ("2024/12", "2024-12", "", "")),
        *(("2024年12月底前", "2024-12", "", "底前"), ("12月31日之前", "--12-31", "", "之前")),
        *(("2024年第三季度", "2024", "第三季度", ""), ("6月上旬", "--06", "上旬", "")),
        *(
            ("本年度末", "", "年", "末"),
            ("上半年完成", "", "上半年", ""),
            ("12底前", "--12", "", "底前"),
        ),
        *(("2024年1月-12月", "2024-12", "", ""), ("2023-2024年", "2024", "", "")),
    ],
)
def test_a_date_is_read(text: str, iso: str, period: str, bound: str) -> None:
    value = deadline(text, text)
    assert isinstance(value, Deadline)
    assert (value.iso(), value.period, value.bound) == (iso, period, bound)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "2024.12",
            "≥20241231",
            "≤12月",
            "15日内",
            "3年",
            "2024年增长",
            "未于2024年12月完成",
            "30人",
        ),
        *("次年", "满意度年底", "12月31日↑", "年" * 81),
    ],
)
def test_what_is_no_date_is_left(text: str) -> None:
    assert deadline(text, text) is None


def test_a_day_that_is_not_in_the_calendar_is_told() -> None:
    for text in ("2024-02-30", "2023年2月29日", "6月31日前"):
        value = deadline(text, text)
        assert isinstance(value, Unreadable)
        assert "没有" in value.note
    assert isinstance(deadline("2月29日", "2月29日"), Deadline)


@pytest.mark.parametrize(
    ("text", "note"),
    [
        *(
            ("2024年3月-2024年12月", "自2024年3月起"),
            ("1-6月", "自1月起"),
            ("2024年12底前", "脱“月”字"),
        ),
        *(("工程2024年12月前完成", "另有文字“工程”；另有文字“完成”"), ("2024-12-31", "")),
    ],
)
def test_the_rest_of_the_words_is_noted(text: str, note: str) -> None:
    value = deadline(text, text)
    assert isinstance(value, Deadline)
    assert value.note == note


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024年十二月二十八日", "2024-12-28"),
        ("于2024年八月十日完成", "2024-08-10"),
        ("2024年三月底前", "2024-03"),
        *((f"2024年2月14日{done}", "2024-02-14") for done in ("完工", "竣工验收", "已全部建成")),
    ],
)
def test_months_may_be_spelt_and_what_is_done_may_follow(text: str, day: str) -> None:
    value = deadline(text, text)
    assert isinstance(value, Deadline)
    assert value.iso() == day


@pytest.mark.parametrize("text", ["2024年2月开工", "2024年十三月", "三个月内"])
def test_what_is_no_day_of_completion(text: str) -> None:
    assert deadline(text, text) is None


def test_the_next_year_is_kept_for_the_year_of_the_table() -> None:
    value = deadline("次年3月底前", "次年3月底前")
    assert isinstance(value, Deadline)
    assert (value.next_year, value.year, value.month) == (True, None, 3)


def test_without_digits_or_with_a_remark() -> None:
    spelt = undated("二〇二四年十月底前", "二〇二四年十月底前")
    assert isinstance(spelt, Deadline)
    assert spelt.iso() == "2024-10"
    at_once = undated("即时办理", "即时办理")
    assert isinstance(at_once, Deadline)
    assert (at_once.dated, at_once.note) == (False, "即时办理")
    assert undated("达成", "达成") is None
    assert how_often("每年2次", "每年2次") is not None
    assert how_often("2次", "2次") is None
    remarked = remarked_deadline("2024年12月前(完工)", "2024年12月前(完工)")
    assert isinstance(remarked, Deadline)
    assert remarked.note == "括注“完工”"
    assert remarked_deadline("3个(完工)", "3个(完工)") is None
    assert remarked_deadline("2024年12月", "2024年12月") is None
