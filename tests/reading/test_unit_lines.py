"""金额的单位写在一格里、不写“单位”两个字的（金额：元、货币：万元），管全表。"""

import pytest
from gridtext import only_table, parse_rows

FORM = """
2024年预算调整项目绩效目标批复表 | < | < | < | < | <
单位：某县图书馆 | < | < | < | {said} | <
项目名称 | 图书馆开放 | < | < | < | <
年初预算数 | 430000 | 调整预算数 | 400000 | 增减额 | -30000
一级指标 | 二级指标 | 三级指标 | 分值 | 调整前指标值 | 调整后指标值
产出指标 | 数量指标 | 年开放天数 | 50 | ≥320天 | ≥300天
"""


@pytest.mark.parametrize(
    ("said", "unit"),
    [
        ("金额：元", "元"),
        ("金额：人民币元", "元"),
        ("（金额：元）", "元"),
        ("货币：万元", "万元"),
        ("人民币：万元", "万元"),
        ("资金：万元", "万元"),
    ],
)
def test_the_line_says_the_unit_of_the_table(said: str, unit: str) -> None:
    table = only_table(parse_rows(FORM.format(said=said)))
    assert table.money_unit == unit
    assert said not in [each.text for each in table.leftover]
    assert (table.funds[0].initial.number, table.funds[0].adjusted.number) == (430000, 400000)


def test_an_amount_is_no_unit() -> None:
    assert only_table(parse_rows(FORM.format(said="金额：30元"))).money_unit is None
