"""没有人选口径时，照表推断用哪一份；推断的话说得出为什么。"""

from pathlib import Path

import pytest
from gridtext import add_sheet, changed, only_table, to_workbook
from rule_case import sound

from perfxl import interface
from perfxl.scoring.inferred_profile import inferred_profile

_TWENTY = {"G7": "20", "B15": "产出指标\n（40分）", "G15": "5", "G16": "5"}
_COST_APART = {
    "B15": "产出指标\n（40分）", "B19": "成本指标\n（20分）", "C19": "经济成本指标", "G19": "20",
    "B20": "效益指标\n（20分）", "G20": "20",
}  # fmt: skip
_MISSED = {"F17": "90%"}


@pytest.mark.parametrize(
    ("changes", "name", "why"),
    [
        ({}, "黔南州", "用默认的；产出50、效益30、满意度10、预算执行率10分"),
        (_TWENTY, "执行率20分", "产出40、效益30、满意度10、预算执行率20分"),
        (_COST_APART, "成本单列", "产出40、成本20、效益20、满意度10、预算执行率10分"),
        (_MISSED | {"H17": "9"}, "全国", "“=”没有做到的 1 行按比例给了分"),
        (_MISSED | {"H17": "0"}, "黔南州", "用默认的"),
        # 哪一种都不合的，看不出。
        (_MISSED | {"H17": "5"}, "黔南州", "用默认的"),
        ({"B15": "产出指标\n（60分）", "G15": "20", "B20": "效益指标\n（20分）", "G20": "20"}, "黔南州", "用默认的"),
    ],
)  # fmt: skip
def test_the_profile_that_the_table_follows(
    changes: dict[str, str | None], name: str, why: str
) -> None:
    chosen = inferred_profile([only_table(changed(sound(), changes))])
    assert chosen.profile.name == name
    assert why in chosen.why
    assert chosen.why.startswith("没有选口径")


def test_without_a_class_that_the_profile_does_not_share_out() -> None:
    """产出 60、效益 20、满意度 10：不是“成本单列”少了成本一类。"""
    table = only_table(
        changed(sound(), {"B15": "产出指标", "G15": "20", "B20": "效益指标", "G20": "20"})
    )
    assert inferred_profile([table]).profile.name == "黔南州"


def test_two_habits_in_one_book_leave_the_usual() -> None:
    zero = only_table(changed(sound(), _MISSED | {"H17": "0"}))
    shared = only_table(changed(sound(), _MISSED | {"H17": "9"}))
    assert inferred_profile([zero, shared]).profile.name == "黔南州"


def test_no_tables() -> None:
    assert inferred_profile([]).profile.name == "黔南州"


HEAVIER: dict[str, str | None] = {
    "G7": "20",
    "I7": "19",
    "G15": "4",
    "G16": "9",
    "G17": "9",
    "G18": "9",
    "G19": "9",
    "H15": "4",
    "H16": "8.1",
    "H17": "9",
    "H18": "9",
    "H19": "9",
    "H22": "98.1",
    "B15": "产出指标\n（40分）",
    "C4": "村道养护",
}


def test_a_table_of_another_scheme_is_named(tmp_path: Path) -> None:
    """一个工作簿里两套分值：只用一份口径，另一套的几张表点名，汇总的那一行也说。"""
    book = to_workbook(sound(), tmp_path / "两套.xlsx", "甲")
    add_sheet(book, changed(sound(), HEAVIER), "乙")
    [used] = interface.check(book).profiles
    assert used.profile == "黔南州"
    assert used.why.endswith(
        "；工作表“乙”的分值与“执行率20分”相符，也照它算，要分开的请分成两个工作簿"
    )
    rows = interface.summary(tmp_path).summary.projects
    said = {row.project: [note for note in row.notes if "分值与口径" in note] for row in rows}
    assert said == {
        "乡镇图书室建设": [],
        "村道养护": ["分值与口径“执行率20分”相符，照“黔南州”算的，请核对。"],
    }


def test_tables_that_differ_in_the_misses_alone_are_of_one_scheme() -> None:
    """照“=”没有做到的给分推断成别的一份、分值相同的，不说分值合别的。"""
    half = changed(sound(), _MISSED | {"H17": "9"})
    chosen = inferred_profile([only_table(half)])
    assert chosen.inferred
    assert "也照它算" not in chosen.why
