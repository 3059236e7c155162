"""资金写成一对对的名称和数：排成一行、几行，或各占一行，数在名称右边；金额只带人民币符号的，单位是元。"""

import re
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
        {"B5": "本年支出"},
        {"B5": "当年实际支出数"},
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


HEAD = """
项目支出绩效自评表（2024年度） | < | < | < | < | < | < | < | <
项目名称 | 普法宣传 | < | 主管部门 | 某局 | 实施单位 | 普法办 | < | <
"""
TAIL = """
年度总体目标 | 预期目标 | < | < | < | 实际完成情况 | < | < | <
^ | 宣传20场 | < | < | < | 宣传了20场 | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因 |
预算执行 | 预算执行率 | 预算执行率 | 100% | 95.00% | 10 | 9.5 | |
产出指标 | 数量指标 | 宣传场次 | ≥20场 | 20场 | 90 | 90 | |
"""


def laid_out(funds: str) -> Table:
    return only_table(parse_rows(HEAD + funds.strip("\n") + TAIL))


def parts(table: Table) -> dict[str, tuple[str, str, str]]:
    return {
        each.name: (each.initial.text, each.adjusted.text, each.executed.text)
        for each in table.funds[1:]
    }


TWO_LINES = """
资金情况（万元） | 年初预算数 | 120 | 全年预算数 | 100 | 其中：财政拨款 | 90 | < | <
^ | 全年执行数 | 95 | 执行率 | 95% | 结转结余资金 | 5 | < | <
"""


@pytest.mark.parametrize(
    ("funds", "own"),
    [
        (TWO_LINES, {"财政拨款": ("", "90", "")}),
        # 执行数在上、在头一行的后面，资金标题一行一个、没有
        (
            """
资金情况（万元） | 全年执行数 | 95 | 执行率 | 95% | 结转结余资金 | 5 | |
^ | 年初预算数 | 120 | 全年预算数 | 100 | 其中：财政拨款 | 90 | |
""",
            {"财政拨款": ("", "90", "")},
        ),
        (
            """
资金情况（万元） | 年初预算数 | 120 | 全年执行数 | 95 | 执行率 | 95% | |
^ | 全年预算数 | 100 | 其中：财政拨款 | 90 | 结转结余资金 | 5 | |
""",
            {"财政拨款": ("", "90", "")},
        ),
        (
            """
预算情况（万元） | 年初预算数 | 120 | 全年预算数 | 100 | 其中：财政拨款 | 90 | |
执行情况（万元） | 全年执行数 | 95 | 执行率 | 95% | 结转结余资金 | 5 | |
""",
            {"财政拨款": ("", "90", "")},
        ),
        (
            """
年初预算数（万元） | 120 | 全年预算数（万元） | 100 | 其中：财政拨款 | 90 | | |
全年执行数（万元） | 95 | 执行率 | 95% | 结转结余资金 | 5 | | |
""",
            {"财政拨款": ("", "90", "")},
        ),
        # 名称和数写在一格；合并拆开了，数隔着空格
        (
            """
资金情况（万元） | 年初预算数：120 | < | 全年预算数：100 | < | 其中：财政拨款：90 | < | |
^ | 全年执行数：95 | < | 执行率：95% | < | 结转结余资金：5 | < | |
""",
            {"财政拨款": ("", "90", "")},
        ),
        (
            """
资金情况（万元） | 年初预算数 | | 120 | 全年预算数 | | 100 | |
^ | 全年执行数 | | 95 | 执行率 | | 95% | |
""",
            {},
        ),
        # 各栏自己的各项：接在后面，正对着下面，一行一个
        (
            """
资金情况（万元） | 年初预算数 | 120 | 其中：财政拨款 | 110 | 其他资金 | 10 | |
^ | 全年预算数 | 100 | 其中：财政拨款 | 90 | 其他资金 | 10 | |
^ | 全年执行数 | 95 | 其中：财政拨款 | 88 | 其他资金 | 7 | 执行率 | 95%
""",
            {"财政拨款": ("110", "90", "88"), "其他资金": ("10", "10", "7")},
        ),
        (
            """
资金情况（万元） | 年初预算数 | 120 | 全年预算数 | 100 | | | |
^ | 其中：财政拨款 | 110 | 其中：财政拨款 | 90 | | | |
^ | 全年执行数 | 95 | 执行率 | 95% | | | |
^ | 其中：财政拨款 | 88 | 结余资金 | 5 | | | |
""",
            {"财政拨款": ("110", "90", "88")},
        ),
        (
            """
项目资金（万元） | 年初预算数 | 120 | | | | | |
^ | 全年预算数 | 100 | | | | | |
^ | 其中：财政拨款 | 90 | | | | | |
^ | 其他资金 | 10 | | | | | |
^ | 全年执行数 | 95 | | | | | |
^ | 其中：财政拨款 | 88 | | | | | |
^ | 其他资金 | 7 | | | | | |
^ | 结转结余 | 5 | | | | | |
^ | 执行率 | 95% | | | | | |
""",
            {"财政拨款": ("", "90", "88"), "其他资金": ("", "10", "7")},
        ),
        # 同一行夹着栏目、不认得的一对
        (
            """
资金情况（万元） | 年初预算数 | 120 | 全年预算数 | 100 | 项目负责人 | 甲某某 | |
^ | 全年执行数 | 95 | 执行率 | 95% | 联系电话 | 12345678 | |
""",
            {},
        ),
        (
            """
资金情况（万元） | 年初预算数 | 120 | 全年预算数 | 100 | 利息抵扣 | 3 | < | <
^ | 全年执行数 | 95 | 执行率 | 95% | 另行说明的数 | 5 | < | <
""",
            {},
        ),
    ],
)
def test_what_is_known_is_read_whatever_stands_beside_it(
    funds: str, own: dict[str, tuple[str, str, str]]
) -> None:
    table = laid_out(funds)
    total = table.funds[0]
    amounts = (total.initial.number, total.adjusted.number, total.executed.number)
    assert (amounts, total.rate.number, table.money_unit) == ((120, 100, 95), 95, "万元")
    assert parts(table) == own
    told = {entry.text.partition("：")[0] for entry in table.leftover if entry.number is None}
    assert told == set(re.findall("结转结余资金|结转结余|结余资金|利息抵扣|另行说明的数", funds))


def test_the_fields_beside_the_amounts_are_fields() -> None:
    table = laid_out("""
资金情况（万元） | 年初预算数 | 120 | 全年预算数 | 100 | 项目负责人 | 甲某某 | |
^ | 全年执行数 | 95 | 执行率 | 95% | 联系电话 | 12345678 | |
""")
    assert (table.fields["项目负责人"].text, table.fields["联系电话"].text) == (
        "甲某某",
        "12345678",
    )


def test_parts_beside_a_number_that_is_not_understood_are_left() -> None:
    funds = TWO_LINES.replace("其中：财政拨款 | 90 | < | <", "其中：财政拨款 | 90 | 专门的 | 10")
    table = laid_out(funds)
    assert parts(table) == {}
    assert {"其中：财政拨款", "专门的"} <= {entry.text for entry in table.leftover}


def test_the_total_by_its_name_is_the_budget_of_the_year() -> None:
    table = laid_out("""
资金情况（万元） | 年度资金总额 | 100 | 其中：财政拨款 | 90 | 其他资金 | 10 | |
^ | 全年执行数 | 95 | 执行率 | 95% | 结转资金 | 5 | |
""")
    assert money(table) == [("", "100", "95"), ("", "90", ""), ("", "10", "")]


@pytest.mark.parametrize(
    ("funds", "wanted"),
    [
        # 别的年度的一对不是今年的
        (
            """
资金情况（万元） | 2024年预算数 | 100 | 2024年执行数 | 95 | 执行率 | 95% | |
^ | 2023年执行数 | 80 | 上年结转资金 | 3 | | | |
""",
            [("", "100", "95")],
        ),
        (
            "资金情况（万元） | 2023年执行数 | 80 | 2024年预算数 | 100 | 2024年执行数 | 95 | |",
            [("", "100", "95")],
        ),
        # 左边的行标题像一栏的名称
        (
            """
预算资金（单位：万元） | 年初数 | 120 | 调整后预算 | 100 | 其中：财政资金 | 90 | |
^ | 决算数 | 95 | 支出进度 | 95% | 年末结转 | 5 | |
""",
            [("120", "100", "95"), ("", "90", "")],
        ),
        # 各项写在总额左边；结余、结转由别的两栏得来，不是一项
        (
            """
部门预算（万元） | 基本支出 | 60 | 项目支出 | 40 | 全年预算数 | 100 | |
^ | 全年执行数 | 95 | 执行率 | 95% | 资金结余 | 5 | |
""",
            [("", "100", "95"), ("", "60", ""), ("", "40", "")],
        ),
        (
            """
资金情况（万元） | 全年预算数 | 100 | 其中：中央资金 | 60 | 省级资金 | 30 | 县级资金 | 10
^ | 全年执行数 | 95 | 其中：中央资金 | 60 | 省级资金 | 30 | 县级资金 | 5
""",
            [("", "100", "95"), ("", "60", "60"), ("", "30", "30"), ("", "10", "5")],
        ),
        (
            "项目类型 | 部门项目 | 资金（万元） | 全年预算数 | 100 | 全年执行数 | 95 | 执行率 | 95%",
            [("", "100", "95")],
        ),
    ],
)
def test_the_amounts_of_the_year_and_their_parts(
    funds: str, wanted: list[tuple[str, str, str]]
) -> None:
    table = laid_out(funds)
    assert money(table) == wanted
    assert table.money_unit == "万元"


ADJUSTED = parse_rows("""
预算调整项目支出绩效目标批复表（2024年度） | < | < | < | < | < | <
项目名称 | 普法宣传 | 实施单位 | 普法办 | | |
项目资金（万元） | 年初预算数 | 100 | 调整预算数 | 90 | 其中：财政拨款 | 90
总体目标 | 宣传20场 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 三级指标 | 指标值 | 说明
产出指标 | 数量指标 | 宣传场次 | ≥20场 | 宣传场次 | ≥18场 | 压减
""")


def test_a_form_without_spending_is_read_alike() -> None:
    """没有执行数一栏的表，一对对的读法也是这一套：夹着的一项也读。"""
    table = only_table(ADJUSTED)
    assert money(table) == [("100", "90", ""), ("", "90", "")]
    assert table.funds[1].name == "财政拨款"
    assert table.leftover == ()


def test_one_column_written_twice_is_not_guessed() -> None:
    """全年执行数写了两处、数不同：不知道是哪一处，都不读，点名（从前取了后一处）。"""
    twice = {"A3": "资金（元）", "B3": "全年预算数", "C3": "100", "D3": "全年执行数", "E3": "90"}
    rest = {f"{column}{row}": None for row in range(4, 8) for column in "BC"}
    table = cells(DOWN, twice | {"F3": "全年执行数", "G3": "80"} | rest)
    assert table.funds == ()
    assert {"90", "80"} <= {each.text for each in table.leftover}
