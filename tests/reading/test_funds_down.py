"""资金竖着写：预算数、执行数、执行率各占一行，数在名称右边；金额只带人民币符号的，单位是元。"""

from decimal import Decimal

import pytest
from gridtext import Rows, changed, only_table, parse_rows

from perfxl.model.table import Table

DOWN = parse_rows("""
项目支出绩效自评表（2024年度） | < | < | < | < | < | <
项目名称 | 普法宣传 | < | 实施单位 | 普法办 | < | <
资金（元） | 年初预算数 | 50000 | | | |
^ | 全年预算数 | 60000 | | | |
^ | 全年执行数 | 57000 | | | |
^ | 执行率 | 95% | | | |
^ | 执行率得分（10分） | 9.5 | | | |
一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分
产出指标 | 数量指标 | 宣传场次 | ≥20场 | 20场 | 60 | 60
效益指标 | 社会效益指标 | 法治意识 | 有效增强 | 达成预期指标 | 30 | 30
""")


def money(table: Table) -> list[tuple[str, str, str]]:
    return [(each.initial.text, each.adjusted.text, each.executed.text) for each in table.funds]


def cells(rows: Rows, changes: dict[str, str | None]) -> Table:
    return only_table(changed(rows, changes))


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"A3": "项目资金（元）"},
        {"A3": "预算执行情况（元）", "B5": "实际支出数"},
        {"B3": "年初预算数（元）", "B4": "全年预算数（元）", "B5": "全年执行数（元）"},
        {"B3": "年初预算", "B4": "调整后预算", "B5": "决算数"},
        {"B7": None, "C7": None},
        {"B6": "预算执行率", "C6": "0.95"},
    ],
)
def test_each_amount_in_its_row(changes: dict[str, str | None]) -> None:
    table = cells(DOWN, changes)
    assert money(table) == [("50000", "60000", "57000")]
    [fund] = table.funds
    assert (fund.executed.cell, fund.rate.number) == ("C5", 95)
    assert table.annual_total == fund
    assert table.leftover == ()


def test_the_points_are_printed_in_the_name() -> None:
    [fund] = only_table(DOWN).funds
    assert (fund.weight.number, fund.score.number, fund.score.cell) == (10, Decimal("9.5"), "C7")
    assert not fund.weight.stored_as_text


def test_the_unit_of_the_group() -> None:
    table = cells(DOWN, {"A3": "资金（万元）", "C3": "5", "C4": "6", "C5": "5.7"})
    assert table.money_unit == "万元"
    assert money(table) == [("5", "6", "5.7")]


def test_only_two_rows() -> None:
    rows = [row for at, row in enumerate(DOWN) if at not in (2, 5, 6)]
    rows[2] = ["资金（元）", *rows[2][1:]]
    assert money(only_table(rows)) == [("", "60000", "57000")]


def test_pairs_side_by_side() -> None:
    rows = [row for at, row in enumerate(DOWN) if at not in (3, 4, 5, 6)]
    rows[2] = ["年初预算数", "50000", "全年预算数", "60000", "全年执行数", "57000", ""]
    assert money(only_table(rows)) == [("50000", "60000", "57000")]


def test_pairs_in_two_rows() -> None:
    rows = [row for at, row in enumerate(DOWN) if at not in (4, 5, 6)]
    rows[2] = ["资金（元）", "年初预算数", "50000", "全年预算数", "60000", "", ""]
    rows[3] = ["^", "全年执行数", "57000", "执行率", "95%", "", ""]
    table = only_table(rows)
    assert money(table) == [("50000", "60000", "57000")]
    assert table.leftover == ()


def test_the_reason_has_its_row() -> None:
    table = cells(DOWN, {"B7": "偏差原因", "C7": "招标结余"})
    assert [fund.reason.text for fund in table.funds] == ["招标结余"]


def test_amounts_with_their_own_units() -> None:
    table = cells(DOWN, {"A3": "资金", "C3": "5万元", "C4": "6万元", "C5": "57000元"})
    [fund] = table.funds
    amounts = (fund.initial.number, fund.adjusted.number, fund.executed.number)
    assert (table.money_unit, amounts) == ("万元", (5, 6, Decimal("5.7")))


def test_last_year_is_not_a_row_of_this_year() -> None:
    table = cells(DOWN, {"B3": "上年执行数", "C3": "1000"})
    assert money(table) == [("", "60000", "57000")]
    assert {"上年执行数", "1000"} <= {entry.text for entry in table.leftover}


def test_a_blank_amount_stays_blank() -> None:
    table = cells(DOWN, {"C5": None})
    assert money(table) == [("50000", "60000", "")]


@pytest.mark.parametrize(
    "changes",
    [
        {"B5": "上年结转", "C5": "57000"},  # 没有执行数
        {"C5": "已基本执行"},  # 不是数
        {"B4": "年初预算数"},  # 写了两处
    ],
)
def test_what_is_no_amount_is_not_forced(changes: dict[str, str | None]) -> None:
    table = cells(DOWN, changes)
    assert all(not fund.executed.number for fund in table.funds)


BESIDE = parse_rows("""
项目支出绩效自评表（2024年度） | < | < | < | < | < | <
项目名称 | 垃圾桶采购 | < | < | < | < | <
项目资金 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
年度资金总额 | ￥100,000.00 | ￥110,000.00 | ￥104,500.00 | 10 | 95.00% | 9.5
一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分
产出指标 | 数量指标 | 采购垃圾桶 | ≥500个 | 500个 | 90 | 90
""")


@pytest.mark.parametrize(
    ("changes", "unit", "number"),
    [
        ({}, "元", Decimal("100000.00")),
        ({"B4": "¥100,000", "C4": "¥110,000", "D4": "¥104,500"}, "元", Decimal(100000)),
        ({"C4": "110,000.00"}, "元", Decimal("100000.00")),
        # 栏名、右上角写着的作数。
        ({"A3": "项目资金（万元）", "B4": "￥10.00"}, "万元", Decimal("10.00")),
        ({"B4": "￥10万元", "C4": "￥11万元", "D4": "￥10.45万元"}, "万元", Decimal(10)),
    ],
)
def test_the_currency_sign_alone_is_yuan(
    changes: dict[str, str | None], unit: str, number: Decimal
) -> None:
    table = cells(BESIDE, changes)
    assert (table.money_unit, table.funds[0].initial.number) == (unit, number)


def test_without_a_sign_the_unit_is_not_known() -> None:
    table = cells(BESIDE, {"B4": "100000", "C4": "110000", "D4": "104500"})
    assert table.money_unit is None
