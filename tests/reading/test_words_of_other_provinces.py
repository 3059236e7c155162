"""各省的叫法：半年与全年两栏，未达标说明，年度和单位写在一格，目标分调整前、调整后，审核人空着而右边是日期。"""

from decimal import Decimal

import pytest
from gridtext import only_table, parse_rows

from perfxl.model.table import Table


def target(heads: str, values: str, above: str = "") -> Table:
    rows = f"""
2025年度部门整体支出绩效目标表 | < | < | < | < | <
部门名称 | 某局 | < | < | < | <
{above}年度目标 | 检查1200家 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | {heads}
产出指标 | 数量指标 | 检查企业 | {values}
"""
    return only_table(parse_rows(rows))


@pytest.mark.parametrize(
    "heads",
    [
        "半年（计划）值 | 全年（计划）值 | 单位",
        "上半年计划值 | 全年计划值 | 单位",
        "半年度值 | 全年值 | 单位",
        "上半年目标值 | 全年目标值 | 备注",
    ],
)
def test_whole_year_is_the_target(heads: str) -> None:
    table = target(heads, "600 | 1200 | 家次")
    [row] = table.indicators
    assert row.target.text.startswith("1200")
    assert row.target_adjusted.text == ""
    half = heads.split(" | ", maxsplit=1)[0]
    assert [entry.text for entry in table.unread_columns] == [half]


@pytest.mark.parametrize(
    "head",
    [
        *("未达标说明", "未达标原因说明", "未完成说明", "偏差说明", "差异说明"),
        *("存在问题及措施", "存在的问题"),
    ],
)
def test_reason_column(head: str) -> None:
    rows = f"""
财政支出项目绩效自评表 | < | < | < | < | <
单位（盖章）：某局 | < | < | 2021年度　　金额：元 | < | <
项目名称 | 陵园维护 | < | < | < | <
一级指标 | 指标内容 | 目标值 | 完成值 | 得分 | {head}
产出 | 维修墓碑（块） | ≥46 | 40 | 13 | 工期紧
效果 | 祭扫群众满意度 | ≥95% | 96% | 10 |
总分 | < | < | < | 23 | <
"""
    table = only_table(parse_rows(rows))
    assert table.indicators[0].reason.text == "工期紧"
    assert (table.year, table.money_unit, table.leftover) == (2021, "元", ())


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("2021年度　　金额：元", "元"),
        ("（2021年度，单位：万元）", "万元"),
        ("2021年度　万元", "万元"),
        ("2021年度", None),
    ],
)
def test_year_and_unit_in_one_cell(text: str, unit: str | None) -> None:
    table = target("指标值 | 单位 | 备注", "≥1200 | 家次 |", f"{text} | < | < | < | < | <\n")
    assert (table.year, table.money_unit, table.leftover) == (2025, unit, ())


@pytest.mark.parametrize("names", [("调整前", "调整后"), ("年初", "调整后"), ("变更前", "变更后")])
def test_goals_in_two_halves(names: tuple[str, str]) -> None:
    first, second = names
    rows = f"""
2023年预算调整项目支出绩效目标批复表 | < | < | < | < | <
项目名称 | 口岸建设 | < | < | < | <
年度总体目标 | < | {first} | < | {second} | <
^ | ^ | 建成查验棚1座 | < | 建成查验棚2座 | <
一级指标 | 二级指标 | {first} | < | {second} | <
^ | ^ | 三级指标 | 指标值 | 三级指标 | 指标值
产出指标 | 数量指标 | 建设查验棚 | 1座 | 建设查验棚 | 2座
"""
    table = only_table(parse_rows(rows))
    assert {name: goal.text for name, goal in table.goals.items()} == {
        "expected": "建成查验棚1座",
        "adjusted": "建成查验棚2座",
    }
    assert table.indicators[0].target_adjusted.text == "2座"


@pytest.mark.parametrize("label", ["审核人：", "复核人：", "填表人：", "部门负责人："])
def test_date_is_no_person(label: str) -> None:
    rows = f"""
项目支出绩效目标表 | < | < | <
项目名称 | 水质监测 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 监测断面 | ≥10个
{label} | < | 2024年11月15日 | <
"""
    table = only_table(parse_rows(rows))
    name = label.rstrip("：")
    assert name not in table.fields
    assert name in table.blank_fields


def test_columns_of_years_have_the_period_of_their_column() -> None:
    """合计一栏都是整个实施期的，行名写着“当年财政拨款”也是。"""
    rows = """
财政项目支出绩效目标申报表（2024年） | < | < | < | < | <
单位：元 | < | < | < | < | <
项目名称 | 栖息地维护 | < | < | < | <
资金申请情况 | 资金来源 | 合计 | 2024年 | 2025年 | 2026年
^ | 项目预算总额 | 9600000 | 3200000 | 3200000 | 3200000
^ | 其中：当年财政拨款 | 9000000 | 3000000 | 3000000 | 3000000
年度目标 | 维护4平方公里 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 备注 | <
产出指标 | 数量指标 | 维护面积 | ≥4平方公里 | | <
"""
    table = only_table(parse_rows(rows))
    found = [(fund.name, str(fund.period), fund.initial.number) for fund in table.funds]
    assert found == [
        ("项目预算总额", "year", Decimal(3200000)),
        ("实施期项目预算总额", "whole_period", Decimal(9600000)),
        ("当年财政拨款", "year", Decimal(3000000)),
        ("实施期当年财政拨款", "whole_period", Decimal(9000000)),
    ]
