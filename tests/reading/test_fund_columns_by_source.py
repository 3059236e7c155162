"""一栏金额下面照来源分几格、几年各一套：总额是合计、是表的年度的。"""

from decimal import Decimal

import pytest
from gridtext import only_table, parse_rows

from perfxl.model.fund import FundRole
from perfxl.model.table import Table

BELOW = """
一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分 | |
产出指标 | 数量指标 | 厂房面积 | ≥100平方米 | 100平方米 | 50 | 50 | |
"""
HEAD = """
项目支出绩效自评表 | < | < | < | < | < | < | < | <
（2024年度） | < | < | < | < | < | < | < | <
项目名称 | 标准厂房 | < | < | 实施单位 | 园区办 | < | < | <
"""
SPLIT = """
项目资金（万元） | 年初预算数 | < | < | 全年执行数 | < | < | 执行率 | 得分
 | {0} | {0} | |
年度资金总额 | 80 | 20 | 100 | 76 | 19 | 95 | 95% | 9.5
"""


def amounts(table: Table) -> list[tuple[str, Decimal | None, Decimal | None]]:
    return [(each.name, each.initial.number, each.executed.number) for each in table.funds]


@pytest.mark.parametrize("total", ["合计", "小计", "总额"])
@pytest.mark.parametrize("sources", ["财政 | 自筹", "财政拨款 | 其他资金", "中央 | 县级"])
def test_the_total_is_the_sum_and_each_source_a_fund(sources: str, total: str) -> None:
    table = only_table(parse_rows(HEAD + SPLIT.format(f"{sources} | {total}") + BELOW))
    one, other = sources.split(" | ")
    assert amounts(table) == [("年度资金总额", 100, 95), (one, 80, 76), (other, 20, 19)]
    assert table.funds[0].role is FundRole.TOTAL
    assert table.leftover == ()


@pytest.mark.parametrize("sources", ["财政 | 自筹 | 其他", "财政 | 专户 | 债券"])
def test_without_a_sum_no_part_is_taken_for_the_total(sources: str) -> None:
    table = only_table(parse_rows(HEAD + SPLIT.format(sources) + BELOW))
    assert all(each.initial.number is None for each in table.funds if each.role is FundRole.TOTAL)


def test_two_years_of_amounts() -> None:
    rows = """
项目资金（万元） | 2023年预算数 | 2023年执行数 | 2024年预算数 | 2024年执行数 | 执行率 | 得分 | |
年度资金总额 | 80 | 72 | 100 | 95 | 95% | 9.5 | |
"""
    table = only_table(parse_rows(HEAD + rows + BELOW))
    [fund] = table.funds
    assert (fund.adjusted.number, fund.executed.number) == (100, 95)
    assert [entry.text for entry in table.unread_columns] == ["2023年预算数", "2023年执行数"]
