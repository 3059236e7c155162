"""只印一栏指标名的表，一级、二级指标都横着写，管着以下各行。"""

from decimal import Decimal

import pytest
from gridtext import Rows, only_table, parse_rows, to_grid

from perfxl.model.indicator_class import IndicatorClass
from perfxl.model.table import Table
from perfxl.reading.sheet import read_sheet

BANDS = """
项目支出绩效自评表 | < | < | < | < | <
项目名称 | 两癌筛查 | < | < | < | <
{head} | 目标值 | 完成值 | 偏差原因 | 分值 | 得分
{output}
{quantity}
筛查人数 | ≥6200人 | 6350人 | | 20 | 20
{quality}
随访率 | ≥95% | 97% | | 20 | 20
{cost}
人均成本 | ≤120元 | 118元 | | 10 | 10
{benefit}
{social}
知晓率 | ≥80% | 84% | | 30 | 30
{satisfied}
群众满意度 | ≥90% | 92% | | 10 | 10
总分 | | | | 90 | 90
"""
NUMBERED = {
    "output": "一、产出指标（50分）",
    "quantity": "（一）数量指标",
    "quality": "（二）质量指标（20分）",
    "cost": "（三）成本指标",
    "benefit": "二、效益指标（30分）",
    "social": "（一）社会效益指标",
    "satisfied": "三、满意度指标（10分）",
}
BARE = {
    "output": "产出指标",
    "quantity": "数量指标",
    "quality": "质量指标",
    "cost": "成本指标",
    "benefit": "效益指标",
    "social": "社会效益指标",
    "satisfied": "满意度指标",
}
LEVELS = [
    ("筛查人数", "产出指标", "数量指标", IndicatorClass.QUANTITY),
    ("随访率", "产出指标", "质量指标", IndicatorClass.QUALITY),
    ("人均成本", "产出指标", "成本指标", IndicatorClass.COST),
    ("知晓率", "效益指标", "社会效益指标", IndicatorClass.SOCIAL_BENEFIT),
    ("群众满意度", "满意度指标", "", IndicatorClass.SATISFACTION),
]


def rows_with(head: str = "绩效指标", **bands: str) -> Rows:
    return parse_rows(BANDS.format(head=head, **{**NUMBERED, **bands}))


def levels(table: Table) -> list[tuple[str, str, str, IndicatorClass | None]]:
    return [
        (row.level3.text, row.level1.text, row.level2.text, row.indicator_class)
        for row in table.indicators
    ]


def right_table(rows: Rows) -> Table:
    table = only_table(rows)
    assert levels(table) == LEVELS
    assert (table.leftover, table.unread_rows, table.hints) == ((), (), ())
    return table


@pytest.mark.parametrize("head", ["绩效指标", "指标", "三级指标", "指标名称"])
@pytest.mark.parametrize("across", ["", " | < | < | < | < | <"])
@pytest.mark.parametrize("names", [NUMBERED, BARE])
def test_both_levels_stand_across(head: str, across: str, names: dict[str, str]) -> None:
    bands = {key: text + across for key, text in names.items()}
    right_table(rows_with(head, **bands))


def test_points_in_brackets_are_kept() -> None:
    table = right_table(rows_with())
    assert [row.level1_weight for row in table.indicators] == [50, 50, 50, 30, 10]
    assert [row.level2_weight for row in table.indicators] == [None, 20, None, None, None]
    assert [row.level1.cell for row in table.indicators] == ["A4", "A4", "A4", "A11", "A14"]
    assert [row.level2.cell for row in table.indicators][:4] == ["A5", "A7", "A9", "A12"]


def test_points_in_the_points_column_are_the_level_s() -> None:
    """横行自己的得分是它名下各行的小计。"""
    output, quantity = "一、产出指标 | | | | 50 | 50", "（一）数量指标 | | | | 20"
    table = only_table(rows_with(output=output, quantity=quantity))
    assert levels(table) == LEVELS
    first = table.indicators[0]
    assert (first.level1_weight, first.level2_weight) == (Decimal(50), Decimal(20))
    assert not table.unrecognised
    [whole] = table.score_sums
    assert (whole.score.cell, whole.sum_of) == (
        "F4",
        tuple(row.row for row in table.indicators if row.level1.row == 4),
    )


def test_numbers_in_a_column_of_their_own() -> None:
    ordinals = iter(
        ["一", "（一）", "1", "（二）", "2", "（三）", "3", "二", "（一）", "4", "三", "5"]
    )
    rows = rows_with(
        output="产出指标（50分）",
        quantity="数量指标",
        quality="质量指标",
        cost="成本指标",
        benefit="效益指标（30分）",
        social="社会效益指标",
        satisfied="满意度指标（10分）",
    )
    numbered = [*rows[:2], ["序号", *rows[2]], *([next(ordinals), *row] for row in rows[3:-1])]
    right_table([*numbered, ["", *rows[-1]]])


def test_a_head_of_another_name_is_said_to_be_guessed() -> None:
    table = only_table(rows_with("工作内容"))
    assert levels(table) == LEVELS
    assert [(head.cell, role) for head, role in table.placed_columns] == [("A3", "level3")]
    assert only_table(rows_with()).placed_columns == ()


def test_cost_with_the_number_of_a_first_level_is_one() -> None:
    table = only_table(rows_with(cost="二、成本指标（10分）", benefit="三、效益指标（30分）"))
    assert levels(table)[2][1:3] == ("成本指标", "")
    assert levels(table)[3][1:3] == ("效益指标", "社会效益指标")


def test_cost_over_second_levels_is_a_first_level() -> None:
    rows = rows_with(**{**BARE, "cost": "成本指标\n经济成本指标"})
    assert levels(only_table(rows))[2][1:3] == ("成本指标", "经济成本指标")


def test_a_kind_of_another_first_level_is_not_put_under_it() -> None:
    table = only_table(rows_with(cost="二、社会效益指标", benefit="三、效益指标（30分）"))
    assert [row[1:3] for row in levels(table)][1:4] == [
        ("产出指标", "质量指标"),
        ("社会效益指标", ""),
        ("效益指标", "社会效益指标"),
    ]


def test_only_second_levels_stand_across() -> None:
    rows = rows_with(quantity="一、数量指标", quality="二、质量指标", cost="三、成本指标")
    del rows[3]
    table = only_table(rows)
    assert [row[1:3] for row in levels(table)][:2] == [("", "数量指标"), ("", "质量指标")]


def test_an_own_second_level_is_known_by_its_number() -> None:
    table = only_table(rows_with(cost="（三）安全指标"))
    assert levels(table)[2][:3] == ("人均成本", "产出指标", "安全指标")


def test_an_indicator_with_a_number_and_a_target_stays_one() -> None:
    own = "（二）质量指标达标率 | ≥95% | 97% | | 20 | 20"
    table = only_table(rows_with(quality=own))
    assert ("（二）质量指标达标率", "产出指标", "数量指标") in [row[:3] for row in levels(table)]


def test_an_indicator_called_like_a_level_stays_one() -> None:
    """有指标值的、没有序号而写着分值的，是名称不好的指标。"""
    called = "产出指标 | ≥6200人 | 6350人 | | 20 | 20"
    table = only_table(rows_with(quality=f"{called}\n数量指标 | | | | 20 | 20"))
    assert [row[:3] for row in levels(table)][1:3] == [
        ("产出指标", "产出指标", "数量指标"),
        ("数量指标", "产出指标", "数量指标"),
    ]


def test_a_third_level_beside_its_levels_heads_nothing() -> None:
    rows = parse_rows("""
    项目支出绩效自评表 | < | < | < | < | <
    项目名称 | 两癌筛查 | < | < | < | <
    一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值
    产出指标 | 数量指标 | 筛查人数 | ≥6200人 | 6350人 | 50
    ^ | ^ | 成本指标 | | |
    ^ | ^ | 随访率 | ≥95% | 97% | 40
    """)
    table = only_table(rows)
    assert {row.level1.text for row in table.indicators} == {"产出指标"}
    assert {row.level2.text for row in table.indicators} == {"数量指标"}


def test_a_head_without_bands_is_no_head() -> None:
    rows = [row for row in rows_with() if len(row) > 1]
    assert read_sheet("书.xlsx", to_grid(rows)).tables == ()


BANDS_OVER_KINDS = parse_rows("""
项目支出绩效自评表（2024年度） | < | < | < | < | < | <
项目名称 | 劳务品牌 | < | < | < | < | <
序号 | 类别 | 指标内容 | 年度计划 | 年末完成 | 分值 | 得分
一、产出指标（50分） | < | < | < | < | < | <
1 | 数量指标 | 培育品牌 | =3个 | 3个 | 30 | 30
2 | 成本指标 | 每场成本 | ≤4.5万元/场 | 4.5万元/场 | 20 | 20
二、效益指标（30分） | < | < | < | < | < | <
3 | 社会效益指标 | 带动就业 | ≥1.15万人 | 1.2万人 | 30 | 30
三、满意度指标（10分） | < | < | < | < | < | <
4 | 服务对象满意度指标 | 务工人员满意度 | ≥90% | 92% | 10 | 10
总分 | | | | | 100 | 90
""")


def test_a_column_of_kinds_under_bands_of_first_levels_is_the_second_level() -> None:
    """“类别”写着数量、社会效益，一级指标写成横条：类别是二级指标。"""
    rows = only_table(BANDS_OVER_KINDS).indicators
    assert [row.level1.text for row in rows] == ["产出指标", "产出指标", "效益指标", "满意度指标"]
    assert [row.level2.text for row in rows] == [
        *("数量指标", "成本指标", "社会效益指标", "服务对象满意度指标"),
    ]
    assert [row.target.text for row in rows][:2] == ["=3个", "≤4.5万元/场"]
