"""一级指标自成一行，或与二级指标写在一格里。"""

from decimal import Decimal

import pytest
from gridtext import Rows, only_table, parse_rows

from perfxl.model.indicator_class import IndicatorClass
from perfxl.model.table import Table

SECTIONS = """
项目支出绩效自评表 | < | < | < | < | < | <
项目名称 | 两癌筛查 | < | < | < | < | <
序号 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分
{output}
1 | 数量指标 | 筛查人数 | ≥6200人 | 6350人 | 30 | 30
2 | 质量指标 | 随访率 | ≥95% | 97% | 20 | 20
{benefit}
3 | 社会效益指标 | 知晓率 | ≥80% | 84% | 40 | 40
总分 | | | | | 90 | 90
"""
TOGETHER = """
项目支出绩效自评表 | < | < | < | < | <
项目名称 | 两癌筛查 | < | < | < | <
指标类别 | 三级指标 | 指标值 | 完成值 | 分值 | 得分
{0} | 筛查人数 | ≥6200人 | 6350人 | 30 | 30
{1} | 随访率 | ≥95% | 97% | 20 | 20
{2} | 知晓率 | ≥80% | 84% | 40 | 40
总分 | | | | 90 | 90
"""
LEVELS = [
    ("产出指标", "数量指标", IndicatorClass.QUANTITY),
    ("产出指标", "质量指标", IndicatorClass.QUALITY),
    ("效益指标", "社会效益指标", IndicatorClass.SOCIAL_BENEFIT),
]


def levels_of(rows: Rows) -> Table:
    table = only_table(rows)
    assert [
        (row.level1.text, row.level2.text, row.indicator_class) for row in table.indicators
    ] == LEVELS
    assert (table.leftover, table.unread_rows) == ((), ())
    return table


@pytest.mark.parametrize(
    ("output", "benefit"),
    [
        ("一、产出指标（50分）", "二、效益指标（40分）"),
        (
            "一、产出指标（50分） | < | < | < | < | < | <",
            "二、效益（40分） | < | < | < | < | < | <",
        ),
        ("产出指标（50分）", "效益指标（40分）"),
    ],
)
def test_a_row_of_its_own_heads_the_rows_below(output: str, benefit: str) -> None:
    table = levels_of(parse_rows(SECTIONS.format(output=output, benefit=benefit)))
    points = [row.level1_weight for row in table.indicators]
    assert points == [Decimal(50), Decimal(50), Decimal(40)]


@pytest.mark.parametrize("between", ["\n", "—", "－", "-", "/", "：", ""])
def test_two_levels_in_one_cell(between: str) -> None:
    cells = [f"{first}{between}{second}" for first, second, _ in LEVELS]
    rows = [
        [cells[int(text[1])] if text in ("{0}", "{1}", "{2}") else text for text in row]
        for row in parse_rows(TOGETHER)
    ]
    table = levels_of(rows)
    assert [row.level1.cell for row in table.indicators] == ["A4", "A5", "A6"]


def test_two_classes_side_by_side_are_not_parted() -> None:
    rows = parse_rows(TOGETHER.format("效益/满意度指标", "产出指标", "效益指标"))
    first, *_ = only_table(rows).indicators
    assert (first.level1.text, first.level2.text) == ("效益/满意度指标", "")
