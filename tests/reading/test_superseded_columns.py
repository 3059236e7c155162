"""改过以前的一栏（原稿、作废、隐藏的列）让给现在的一栏，列为没有读。"""

import pytest
from gridtext import changed, only_table, parse_rows, to_grid

from perfxl.reading.sheet import read_sheet

FORM = parse_rows("""
项目支出绩效自评表 | < | < | < | < | < | < | <
项目名称 | 农村厕所改造 | < | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 新建厕所 | ≥1座 | ≥10座 | 10座 | 40 | 40
产出指标 | 质量指标 | 验收合格率 | ≥1% | 100% | 100% | 50 | 50
总分 | < | < | < | < | < | 90 | 90
""")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("指标值（原稿）", "年度指标值"),
        ("原指标值", "现指标值"),
        ("旧指标值", "指标值"),
        ("目标值（作废）", "目标值"),
        ("年度指标值（初稿）", "指标值"),
    ],
)
def test_the_present_target_counts(old: str, new: str) -> None:
    for heads in ({"D3": old, "E3": new}, {"D3": new, "E3": old}):
        rows = changed(FORM, heads)
        if heads["D3"] == new:
            rows = changed(rows, {"D4": "≥10座", "E4": "≥1座", "D5": "100%", "E5": "≥1%"})
        table = only_table(rows)
        assert [each.target.text for each in table.indicators] == ["≥10座", "100%"]
        assert [entry.text for entry in table.unread_columns] == [old]


def test_a_hidden_column_gives_way() -> None:
    grid = to_grid(FORM, hidden_columns=frozenset({4}))
    [table] = read_sheet("书.xlsx", grid).tables
    assert [each.target.text for each in table.indicators] == ["≥10座", "100%"]
    assert [(entry.cell, entry.text) for entry in table.unread_columns] == [("D3", "指标值")]


def test_the_left_half_of_an_adjustment_is_kept() -> None:
    rows = parse_rows("""
2024年预算调整项目支出绩效目标批复表 | < | < | <
项目名称 | 农村厕所改造 | < | <
三级指标 | 原指标值 | 三级指标 | 调整后指标值
新建厕所 | ≥12座 | 新建厕所 | ≥10座
改造厕所 | ≥2座 | 改造厕所 | ≥3座
""")
    [one, other] = only_table(rows).indicators
    assert (one.target.text, one.target_adjusted.text) == ("≥12座", "≥10座")
    assert (other.target.text, other.target_adjusted.text) == ("≥2座", "≥3座")
