"""一行资金是什么、管哪一期、归谁：实施期与年度的各种并列，小计，写在末行的合计，说不准的。"""

from decimal import Decimal

import pytest
from gridtext import Rows, parse_rows, to_grid

from perfxl.model.table import Form, Fund, FundDoubt, FundRole, Period, Table
from perfxl.reading.sheet import read_sheet

HEAD = """
项目支出绩效目标申报表（2024年度） | < | < | < | <
项目名称 | 公共文化服务 | < | < | <
"""
TAIL = """
总体目标 | 建成12个 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 说明
产出指标 | 数量指标 | 建成图书室数量 | ≥12个 |
满意度指标 | 服务对象满意度指标 | 读者满意度 | ≥90% |
"""


def rows_of(funds: str) -> Rows:
    return parse_rows(HEAD + funds + TAIL)


def table(funds: str) -> Table:
    [only] = read_sheet("书.xlsx", to_grid(rows_of(funds))).tables
    return only


def amounts(fund: Fund | None) -> Decimal | None:
    return fund.initial.number if fund is not None else None


def outline(read: Table) -> list[str]:
    """各行写成“名称 角色 ← 所属的一行”，实施期的前面加 *。"""
    names = {(fund.label.cell, fund.period): fund.name for fund in read.funds}
    said = []
    for fund in read.funds:
        mark = "*" if fund.period is Period.WHOLE else ""
        whole = f" ← {names[fund.part_of.cell, fund.period]}" if fund.is_part else ""
        said.append(f"{mark}{fund.name} {fund.role}{whole}")
    return said


TWO_PERIODS = {
    "实施期在左": """
项目资金（万元） | 实施期资金总额 | 300 | 年度资金总额 | 100
^ | 其中：财政拨款 | 300 | 其中：财政拨款 | 100
^ | 其他资金 | 0 | 其他资金 | 0
""",
    "实施期在右": """
项目资金（万元） | 年度资金总额 | 100 | 实施期资金总额 | 300
^ | 其中：财政拨款 | 100 | 其中：财政拨款 | 300
^ | 其他资金 | 0 | 其他资金 | 0
""",
    "实施期在上": """
项目资金（万元） | 实施期资金总额 | 300 | < | <
^ | 财政拨款 | 300 | < | <
^ | 其他资金 | 0 | < | <
^ | 年度资金总额 | 100 | < | <
^ | 财政拨款 | 100 | < | <
^ | 其他资金 | 0 | < | <
""",
    "实施周期在下": """
项目资金（万元） | 年度资金总额 | 100 | < | <
^ | 财政拨款 | 100 | < | <
^ | 其他资金 | 0 | < | <
^ | 实施周期资金总额 | 300 | < | <
^ | 财政拨款 | 300 | < | <
^ | 其他资金 | 0 | < | <
""",
    "年度的没有写年度": """
项目资金（万元） | 资金总额 | 100 | 中期资金总额 | 300
^ | 财政拨款 | 100 | 财政拨款 | 300
^ | 其他资金 | 0 | 其他资金 | 0
""",
    "总投资与年度预算": """
项目资金（万元） | 项目总投资 | 300 | 年度预算 | 100
^ | 财政拨款 | 300 | 财政拨款 | 100
^ | 其他资金 | 0 | 其他资金 | 0
""",
    "实施期资金与年度资金": """
项目资金（万元） | 实施期资金 | 300 | 年度资金 | 100
^ | 财政拨款 | 300 | 财政拨款 | 100
^ | 其他资金 | 0 | 其他资金 | 0
""",
    "三年与2024年": """
项目资金（万元） | 三年资金总额 | 300 | 2024年资金总额 | 100
^ | 财政拨款 | 300 | 财政拨款 | 100
^ | 其他资金 | 0 | 其他资金 | 0
""",
    "五年期与本年度": """
项目资金（万元） | 五年期资金总额 | 300 | 本年度资金总额 | 100
^ | 财政拨款 | 300 | 财政拨款 | 100
^ | 其他资金 | 0 | 其他资金 | 0
""",
    "期写在行标题里": """
实施期资金（万元） | 资金总额 | 300 | < | <
^ | 财政拨款 | 300 | < | <
^ | 其他资金 | 0 | < | <
年度资金（万元） | 资金总额 | 100 | < | <
^ | 财政拨款 | 100 | < | <
^ | 其他资金 | 0 | < | <
""",
    "期写在上面的栏名里": """
项目资金（万元） | 实施期 | < | 年度 | <
^ | 资金总额 | 300 | 资金总额 | 100
^ | 财政拨款 | 300 | 财政拨款 | 100
^ | 其他资金 | 0 | 其他资金 | 0
""",
    "两栏金额": """
资金情况（万元） | 资金来源 | 实施期金额 | 年度金额 | <
^ | 资金总额 | 300 | 100 | <
^ | 财政拨款 | 300 | 100 | <
^ | 其他资金 | 0 | 0 | <
""",
    "两栏预算数": """
资金情况（万元） | 资金来源 | 实施期预算数 | 年度预算数 | <
^ | 资金总额 | 300 | 100 | <
^ | 财政拨款 | 300 | 100 | <
^ | 其他资金 | 0 | 0 | <
""",
    "中期的栏在右": """
资金情况（万元） | 资金来源 | 当年资金 | 中期资金 | <
^ | 资金总额 | 100 | 300 | <
^ | 财政拨款 | 100 | 300 | <
^ | 其他资金 | 0 | 0 | <
""",
    "小标题各占一行": """
项目资金（万元） | 实施期资金 | < | < | <
^ | 资金总额 | 300 | < | <
^ | 财政拨款 | 300 | < | <
^ | 其他资金 | 0 | < | <
^ | 年度资金 | < | < | <
^ | 资金总额 | 100 | < | <
^ | 财政拨款 | 100 | < | <
^ | 其他资金 | 0 | < | <
""",
    "小标题没有合并": """
项目资金（万元） | 实施期资金 | | |
^ | 资金总额 | 300 | |
^ | 财政拨款 | 300 | |
^ | 其他资金 | 0 | |
^ | 年度资金 | | |
^ | 资金总额 | 100 | |
^ | 财政拨款 | 100 | |
^ | 其他资金 | 0 | |
""",
    "总额写在末行": """
项目资金（万元） | 财政拨款 | 300 | < | <
^ | 其他资金 | 0 | < | <
^ | 实施期资金合计 | 300 | < | <
^ | 财政拨款 | 100 | < | <
^ | 其他资金 | 0 | < | <
^ | 年度资金合计 | 100 | < | <
""",
    "写在同一格": """
项目资金（万元） | 实施期资金总额：300 | < | 年度资金总额：100 | <
^ | 其中：财政拨款：300 | < | 其中：财政拨款：100 | <
^ | 其他资金：0 | < | 其他资金：0 | <
""",
}
GUESSED = {
    "项目资金总额与年度资金总额": """
项目资金（万元） | 项目资金总额 | 300 | 年度资金总额 | 100
^ | 财政拨款 | 300 | 财政拨款 | 100
^ | 其他资金 | 0 | 其他资金 | 0
""",
    "资金总额与当年资金总额": """
项目资金（万元） | 资金总额 | 300 | 当年资金总额 | 100
^ | 财政拨款 | 300 | 财政拨款 | 100
^ | 其他资金 | 0 | 其他资金 | 0
""",
    "两样相等": """
项目资金（万元） | 项目资金总额 | 100 | 年度资金总额 | 100
^ | 财政拨款 | 100 | 财政拨款 | 100
^ | 其他资金 | 0 | 其他资金 | 0
""",
    "上下": """
项目资金（万元） | 项目资金总额 | 300 | < | <
^ | 财政拨款 | 300 | < | <
^ | 其他资金 | 0 | < | <
^ | 年度资金总额 | 100 | < | <
^ | 财政拨款 | 100 | < | <
^ | 其他资金 | 0 | < | <
""",
}


@pytest.mark.parametrize("name", TWO_PERIODS)
def test_the_year_and_the_whole_period_stand_apart(name: str) -> None:
    read = table(TWO_PERIODS[name])
    assert (read.form, read.leftover, read.unread_columns) == (Form.APPLICATION, (), ())
    assert (amounts(read.annual_total), amounts(read.whole_period_total)) == (100, 300)
    for period, total in ((Period.YEAR, 100), (Period.WHOLE, 300)):
        whole, grant, other = sorted(
            read.funds_of(period), key=lambda fund: ("total", "grant", "other").index(fund.role)
        )
        assert [amounts(fund) for fund in (whole, grant, other)] == [total, total, 0]
        assert (grant.part_of, other.part_of) == (whole.label, whole.label)
    assert {fund.name for fund in read.funds_of(Period.WHOLE)} >= {
        "实施期财政拨款",
        "实施期其他资金",
    }
    assert {fund.name for fund in read.funds_of(Period.YEAR)} >= {"财政拨款", "其他资金"}
    assert not any(fund.doubts for fund in read.funds)
    groups = [(amounts(group.whole), len(group.parts)) for group in read.fund_groups]
    assert sorted(groups) == [(100, 2), (300, 2)]


@pytest.mark.parametrize("name", GUESSED)
def test_a_total_beside_the_annual_one_is_guessed_to_be_of_the_whole_period(name: str) -> None:
    read = table(GUESSED[name])
    whole = read.whole_period_total
    assert whole is not None
    assert whole.doubts == {FundDoubt.PERIOD_GUESSED}
    assert whole.name in ("项目资金总额", "资金总额")
    assert amounts(read.annual_total) == 100
    assert [len(group.parts) for group in read.fund_groups] == [2, 2]


def test_a_smaller_total_is_not_of_the_whole_period() -> None:
    read = table("项目资金（万元） | 项目资金总额 | 80 | 年度资金总额 | 100")
    assert outline(read) == ["项目资金总额 other_total", "年度资金总额 total"]
    assert amounts(read.annual_total) == 100


def test_a_total_of_the_department_is_another_total() -> None:
    read = table("""
资金情况（万元） | 部门预算总额 | 500 | 年度资金总额 | 100
^ | 基本支出 | 300 | 财政拨款 | 100
^ | 项目支出 | 200 | 其他资金 | 0
""")
    assert outline(read) == [
        "部门预算总额 other_total",
        "年度资金总额 total",
        "基本支出 basic_expense ← 部门预算总额",
        "财政拨款 grant ← 年度资金总额",
        "项目支出 project_expense ← 部门预算总额",
        "其他资金 other ← 年度资金总额",
    ]


def test_names_in_a_row_above_their_amounts() -> None:
    read = table("项目资金（万元） | 实施期资金总额 | 年度资金总额 | < | <\n^ | 300 | 100 | < | <")
    assert (amounts(read.annual_total), amounts(read.whole_period_total)) == (100, 300)


def test_years_side_by_side() -> None:
    read = table("""
项目资金（万元） | 资金来源 | 合计 | 2024年度 | 2025年度
^ | 资金总额 | 300 | 100 | 200
^ | 财政拨款 | 300 | 100 | 200
""")
    assert (amounts(read.annual_total), amounts(read.whole_period_total)) == (100, 300)
    assert [entry.cell for entry in read.leftover] == ["E4", "E5"]  # 别的年度没有读，说出来


def test_years_that_are_not_the_table_s() -> None:
    read = table("""
项目资金（万元） | 资金来源 | 合计 | 2025年 | 2026年
^ | 资金总额 | 300 | 100 | 200
^ | 财政拨款 | 300 | 100 | 200
""")
    assert (read.annual_total, amounts(read.whole_period_total)) == (None, 300)


def test_a_field_named_after_the_period_marks_no_funds() -> None:
    read = table("""
实施期 | 2024年-2026年 | 项目期 | 3年 | <
项目资金（万元） | 资金总额 | 100 | < | <
^ | 财政拨款 | 100 | < | <
""")
    assert amounts(read.annual_total) == 100
    assert read.whole_period_total is None


def test_only_the_whole_period_is_not_the_year() -> None:
    read = table("""
项目资金（万元） | 实施期资金总额 | 300 | < | <
^ | 财政拨款 | 300 | < | <
""")
    assert (read.annual_total, amounts(read.whole_period_total)) == (None, 300)
    assert [fund.name for fund in read.funds] == ["实施期资金总额", "财政拨款"]


@pytest.mark.parametrize("blank", ["C3", "E3"])
def test_a_blank_total_keeps_its_place(blank: str) -> None:
    text = "项目资金（万元） | 实施期资金总额 | {} | 年度资金总额 | {}\n^ | 财政拨款 | 9 | 财政拨款 | 9"
    read = table(text.format(*("" if cell == blank else 9 for cell in ("C3", "E3"))))
    whole, annual = read.whole_period_total, read.annual_total
    assert whole is not None
    assert annual is not None
    assert (whole.initial.cell, annual.initial.cell) == ("C3", "E3")


OUTLINES = {
    "合计在末行": (
        """
项目资金（万元） | 财政拨款 | 90 | < | <
^ | 其他资金 | 10 | < | <
^ | 合计 | 100 | < | <
""",
        ["财政拨款 grant ← 合计", "其他资金 other ← 合计", "合计 total"],
    ),
    "合计又印一遍": (
        """
项目资金（万元） | 合计 | 100 | < | <
^ | 财政拨款 | 90 | < | <
^ | 其他资金 | 10 | < | <
^ | 年度资金总额 | 100 | < | <
""",
        [
            "合计 other_total",
            "财政拨款 grant ← 年度资金总额",
            "其他资金 other ← 年度资金总额",
            "年度资金总额 total",
        ],
    ),
    "上年的总额": (
        """
项目资金（万元） | 资金总额 | 100 | < | <
^ | 上年度资金总额 | 90 | < | <
^ | 财政拨款 | 100 | < | <
""",
        ["资金总额 total", "上年度资金总额 other_total", "财政拨款 grant ← 资金总额"],
    ),
    "上年的数不是今年的一部分": (
        """
项目总预算（万元） | 300 | 项目当年预算（万元） | 100 | <
同名项目上年预算额（万元） | 90 | 本年度投资额 | 100 | <
""",
        [
            "*项目总预算 total",
            "项目当年预算 total",
            "同名项目上年预算额 other_total",
            "本年度投资额 other_total",
        ],
    ),
    "收入、支出各有总额": (
        """
预算情况（万元） | 收入总额 | 100 | 支出总额 | 100
^ | 政府预算资金 | 90 | 基本支出 | 60
^ | 其他收入 | 10 | 项目支出 | 40
""",
        [
            "收入总额 total",
            "支出总额 other_total",
            "政府预算资金 grant ← 收入总额",
            "基本支出 basic_expense ← 支出总额",
            "其他收入 other ← 收入总额",
            "项目支出 project_expense ← 支出总额",
        ],
    ),
    "小计": (
        """
项目资金（万元） | 资金总额 | 100 | < | <
^ | 财政拨款小计 | 80 | < | <
^ | 中央资金 | 50 | < | <
^ | 省级资金 | 30 | < | <
^ | 其他资金小计 | 20 | < | <
^ | 自筹资金 | 12 | < | <
^ | 银行贷款 | 8 | < | <
""",
        [
            "资金总额 total",
            "财政拨款小计 grant ← 资金总额",
            "中央资金 central ← 财政拨款小计",
            "省级资金 province ← 财政拨款小计",
            "其他资金小计 other ← 资金总额",
            "自筹资金 other ← 其他资金小计",
            "银行贷款 other ← 其他资金小计",
        ],
    ),
    "小计在下": (
        """
项目资金（万元） | 资金总额 | 95 | < | <
^ | 培训费 | 30 | < | <
^ | 会议费 | 20 | < | <
^ | 小计 | 50 | < | <
^ | 设备购置经费 | 45 | < | <
""",
        [
            "资金总额 total",
            "培训费 unknown ← 小计",
            "会议费 unknown ← 小计",
            "小计 subtotal ← 资金总额",
            "设备购置经费 unknown ← 资金总额",
        ],
    ),
    "行标题说是什么的小计": (
        """
项目资金（万元） | 年度资金总额 | < | 100 | <
^ | 财政拨款 | 小计 | 80 | <
^ | ^ | 中央资金 | 50 | <
^ | ^ | 省级资金 | 25 | <
^ | 其他资金 | < | 20 | <
""",
        [
            "年度资金总额 total",
            "小计 grant ← 年度资金总额",
            "中央资金 central ← 小计",
            "省级资金 province ← 小计",
            "其他资金 other ← 年度资金总额",
        ],
    ),
    "说不清的小计不加进总额": (
        """
项目资金（万元） | 资金总额 | 100 | < | <
^ | 财政拨款 | 60 | < | <
^ | 其他资金 | 40 | < | <
^ | 小计 | 70 | < | <
""",
        [
            "资金总额 total",
            "财政拨款 grant ← 资金总额",
            "其他资金 other ← 资金总额",
            "小计 subtotal",
        ],
    ),
    "小计只有一项": (
        """
项目资金（万元） | 资金总额 | 100 | < | <
^ | 自筹小计 | 80 | < | <
^ | 银行贷款 | 80 | < | <
^ | 其他资金 | 20 | < | <
""",
        [
            "资金总额 total",
            "自筹小计 other ← 资金总额",
            "银行贷款 other ← 自筹小计",
            "其他资金 other ← 资金总额",
        ],
    ),
    "两行相等的不是谁的总额": (
        """
资金情况（万元） | 培训费 | 50 | < | <
^ | 会议费 | 50 | < | <
""",
        ["培训费 unknown", "会议费 unknown"],
    ),
    "两个小计没有总额": (
        """
资金情况（万元） | 财政拨款小计 | 50 | < | <
^ | 其他资金小计 | 50 | < | <
""",
        ["财政拨款小计 grant", "其他资金小计 other"],
    ),
    "财政拨款合计不是两行的总额": (
        """
资金情况（万元） | 财政拨款合计 | 80 | < | <
^ | 其他资金 | 20 | < | <
""",
        ["财政拨款合计 grant", "其他资金 other"],
    ),
    "其他资金的合计是别的几行之和": (
        """
资金情况（万元） | 其他资金合计 | 100 | < | <
^ | 自筹资金 | 60 | < | <
^ | 银行贷款 | 40 | < | <
""",
        ["其他资金合计 total", "自筹资金 other ← 其他资金合计", "银行贷款 other ← 其他资金合计"],
    ),
    "其他资金的合计在末行": (
        """
资金情况（万元） | 自筹资金 | 60 | < | <
^ | 银行贷款 | 40 | < | <
^ | 其他资金合计 | 100 | < | <
""",
        ["自筹资金 other ← 其他资金合计", "银行贷款 other ← 其他资金合计", "其他资金合计 total"],
    ),
    "只有一行合计": (
        """
资金情况（万元） | 财政拨款合计 | 80 | < | <
^ | 中央资金 | 50 | < | <
^ | 省级资金 | 20 | < | <
""",
        [
            "财政拨款合计 total",
            "中央资金 central ← 财政拨款合计",
            "省级资金 province ← 财政拨款合计",
        ],
    ),
    "没有基本支出一行的": (
        """
资金情况（万元） | 资金总额 | 100 | < | <
^ | 人员经费 | 60 | < | <
^ | 公用经费 | 40 | < | <
""",
        [
            "资金总额 total",
            "人员经费 staff_expense ← 资金总额",
            "公用经费 running_expense ← 资金总额",
        ],
    ),
    "没有填的照通常的归法": (
        """
资金情况（万元） | 资金总额 | | < | <
^ | 一般公共预算 | | < | <
^ | 中央资金 | | < | <
^ | 政府性基金 | | < | <
^ | 县级资金 | | < | <
^ | 上年结转资金 | | < | <
""",
        [
            "资金总额 total",
            "一般公共预算 general_budget ← 资金总额",
            "中央资金 central ← 一般公共预算",
            "政府性基金 government_fund ← 资金总额",
            "县级资金 local ← 一般公共预算",
            "上年结转资金 carried_over ← 资金总额",
        ],
    ),
    "财政拨款按预算分": (
        """
项目资金（万元） | 年度资金总额 | 100 | < | <
^ | 财政拨款 | 80 | < | <
^ | 其中：一般公共预算 | 60 | < | <
^ | 政府性基金预算 | 20 | < | <
^ | 其他资金 | 20 | < | <
""",
        [
            "年度资金总额 total",
            "财政拨款 grant ← 年度资金总额",
            "一般公共预算 general_budget ← 财政拨款",
            "政府性基金预算 government_fund ← 财政拨款",
            "其他资金 other ← 年度资金总额",
        ],
    ),
    "政府性基金与财政拨款并列": (
        """
项目资金（万元） | 年度资金总额 | 100 | < | <
^ | 财政拨款 | 80 | < | <
^ | 政府性基金 | 20 | < | <
""",
        [
            "年度资金总额 total",
            "财政拨款 grant ← 年度资金总额",
            "政府性基金 government_fund ← 年度资金总额",
        ],
    ),
    "一般公共预算下分级次": (
        """
项目资金（万元） | 年度资金总额 | 100 | < | <
^ | 一般公共预算 | 80 | < | <
^ | 中央资金 | 50 | < | <
^ | 省级资金 | 30 | < | <
^ | 政府性基金 | 20 | < | <
""",
        [
            "年度资金总额 total",
            "一般公共预算 general_budget ← 年度资金总额",
            "中央资金 central ← 一般公共预算",
            "省级资金 province ← 一般公共预算",
            "政府性基金 government_fund ← 年度资金总额",
        ],
    ),
    "上级补助里有中央、省级": (
        """
项目资金（万元） | 年度资金总额 | 100 | < | <
^ | 财政拨款 | 100 | < | <
^ | 本级安排 | 40 | < | <
^ | 上级补助 | 60 | < | <
^ | 其中：中央 | 50 | < | <
^ | 省级 | 10 | < | <
^ | 其他资金 | 0 | < | <
""",
        [
            "年度资金总额 total",
            "财政拨款 grant ← 年度资金总额",
            "本级安排 own_level ← 财政拨款",
            "上级补助 higher_level ← 财政拨款",
            "中央 central ← 上级补助",
            "省级 province ← 上级补助",
            "其他资金 other ← 年度资金总额",
        ],
    ),
    "上级补助与中央、省级并列": (
        """
项目资金（万元） | 年度资金总额 | 100 | < | <
^ | 财政拨款 | 100 | < | <
^ | 上级补助 | 10 | < | <
^ | 中央资金 | 50 | < | <
^ | 省级资金 | 40 | < | <
""",
        [
            "年度资金总额 total",
            "财政拨款 grant ← 年度资金总额",
            "上级补助 higher_level ← 财政拨款",
            "中央资金 central ← 财政拨款",
            "省级资金 province ← 财政拨款",
        ],
    ),
    "县级资金在财政拨款之内": (
        """
项目资金（万元） | 年度资金总额 | 100 | < | <
^ | 财政拨款 | 100 | < | <
^ | 省级资金 | 80 | < | <
^ | 县级资金 | 20 | < | <
""",
        [
            "年度资金总额 total",
            "财政拨款 grant ← 年度资金总额",
            "省级资金 province ← 财政拨款",
            "县级资金 local ← 财政拨款",
        ],
    ),
    "县级资金与财政拨款并列": (
        """
项目资金（万元） | 年度资金总额 | 100 | < | <
^ | 财政拨款 | 80 | < | <
^ | 县级资金 | 20 | < | <
""",
        [
            "年度资金总额 total",
            "财政拨款 grant ← 年度资金总额",
            "县级资金 local ← 年度资金总额",
        ],
    ),
    "财政拨款里有上年结转": (
        """
项目资金（万元） | 年度资金总额 | 100 | < | <
^ | 财政拨款 | 100 | < | <
^ | 当年财政拨款 | 90 | < | <
^ | 上年结转资金 | 10 | < | <
^ | 其他资金 | 0 | < | <
""",
        [
            "年度资金总额 total",
            "财政拨款 grant ← 年度资金总额",
            "当年财政拨款 grant ← 财政拨款",
            "上年结转资金 carried_over ← 财政拨款",
            "其他资金 other ← 年度资金总额",
        ],
    ),
    "没有财政拨款一行的": (
        """
项目资金（万元） | 年度资金总额 | 100 | < | <
^ | 中央补助 | 60 | < | <
^ | 地方资金 | 40 | < | <
""",
        [
            "年度资金总额 total",
            "中央补助 central ← 年度资金总额",
            "地方资金 local ← 年度资金总额",
        ],
    ),
    "首行是别的几行之和": (
        """
资金情况（万元） | 项目支出 | 100 | < | <
^ | 财政拨款 | 90 | < | <
^ | 其他资金 | 10 | < | <
""",
        ["项目支出 total", "财政拨款 grant ← 项目支出", "其他资金 other ← 项目支出"],
    ),
    "预算资金领着几种来源": (
        """
资金情况（万元） | 预算资金 | 100 | < | <
^ | 财政拨款 | 70 | < | <
^ | 其他资金 | 10 | < | <
""",
        ["预算资金 total", "财政拨款 grant ← 预算资金", "其他资金 other ← 预算资金"],
    ),
    "预算资金只领着一种来源的不加": (
        """
资金情况（万元） | 预算资金 | 100 | < | <
^ | 财政拨款 | 70 | < | <
""",
        ["预算资金 total", "财政拨款 grant"],
    ),
    "基本支出里有人员、公用经费": (
        """
资金情况（万元） | 资金总额 | 100 | < | <
^ | 基本支出 | 60 | < | <
^ | 人员经费 | 50 | < | <
^ | 公用经费 | 10 | < | <
^ | 项目支出 | 40 | < | <
""",
        [
            "资金总额 total",
            "基本支出 basic_expense ← 资金总额",
            "人员经费 staff_expense ← 基本支出",
            "公用经费 running_expense ← 基本支出",
            "项目支出 project_expense ← 资金总额",
        ],
    ),
}


@pytest.mark.parametrize("name", OUTLINES)
def test_whose_part_a_row_is(name: str) -> None:
    text, expected = OUTLINES[name]
    assert outline(table(text)) == expected


def divisions(text: str) -> list[list[str]]:
    total = table(text).annual_total
    groups = table(text).fund_groups
    return [[part.name for part in group.parts] for group in groups if group.whole == total]


BY_BOTH = """
资金情况（万元） | 资金总额 | 100 | < | <
^ | 财政拨款 | 90 | < | <
^ | 其他资金 | 10 | < | <
^ | 基本支出 | 60 | < | <
^ | 项目支出 | 40 | < | <
"""
BY_NATURE = """
资金情况（万元） | 资金总额 | 100 | < | <
^ | 基本支出 | 60 | < | <
^ | 项目支出 | 30 | < | <
^ | {} | 10 | < | <
"""


def test_each_division_of_a_total_is_a_group() -> None:
    assert divisions(BY_BOTH) == [["基本支出", "项目支出"], ["财政拨款", "其他资金"]]
    wrong = BY_BOTH.replace("财政拨款 | 90", "财政拨款 | 80")
    assert divisions(wrong) == [["基本支出", "项目支出"], ["财政拨款", "其他资金"]]


@pytest.mark.parametrize("name", ["其他", "上年结转"])
def test_a_rest_beside_the_natures_is_no_source(name: str) -> None:
    assert divisions(BY_NATURE.format(name)) == [["基本支出", "项目支出", name]]


def test_other_may_belong_to_the_natures_though_sources_are_listed() -> None:
    text = """
资金情况（万元） | 资金总额 | 100 | < | <
^ | 财政拨款 | 100 | < | <
^ | 基本支出 | 60 | < | <
^ | 项目支出 | 30 | < | <
^ | 其他 | 10 | < | <
"""
    assert divisions(text) == [["基本支出", "项目支出", "其他"], ["财政拨款"]]


def test_no_total_among_several_sources() -> None:
    read = table("资金情况（万元） | 财政拨款 | 90 | < | <\n^ | 其他资金 | 10 | < | <")
    assert read.annual_total is None
    assert not any(fund.doubts for fund in read.funds)


@pytest.mark.parametrize("other", ["", "0"])
def test_the_only_source_with_money_stands_for_the_total(other: str) -> None:
    read = table(f"资金情况（万元） | 财政拨款 | 90 | < | <\n^ | 其他资金 | {other} | < | <")
    total = read.annual_total
    assert total is not None
    assert (total.name, total.role, total.doubts) == (
        "财政拨款",
        FundRole.GRANT,
        {FundDoubt.STANDS_FOR_TOTAL},
    )


def test_the_first_stands_for_the_total_where_nothing_is_filled_in() -> None:
    read = table("资金情况（万元） | 财政拨款 |  | < | <\n^ | 其他资金 |  | < | <")
    assert read.annual_total is read.funds[0]


def test_a_grant_with_its_parts_stands_for_the_total() -> None:
    read = table("""
资金情况（万元） | 财政拨款 | 100 | < | <
^ | 其中：中央 | 60 | < | <
^ | 省级 | 40 | < | <
""")
    assert read.annual_total is read.funds[0]
    assert [fund.among for fund in read.funds] == [False, True, False]
    assert [group.is_of_total for group in read.fund_groups] == [False]


def test_two_totals_of_one_period_are_doubted() -> None:
    read = table("""
资金情况（万元） | 资金总额 | 300 | < | <
^ | 资金总额 | 100 | < | <
^ | 财政拨款 | 100 | < | <
""")
    assert read.annual_total is None
    assert [fund.doubts for fund in read.funds] == [
        {FundDoubt.ONE_OF_TOTALS},
        {FundDoubt.ONE_OF_TOTALS},
        frozenset(),
    ]


def test_the_same_total_twice_is_no_doubt() -> None:
    read = table("资金情况（万元） | 资金总额 | 100 | < | <\n^ | 资金总额 | 100 | < | <")
    assert [fund.role for fund in read.funds] == [FundRole.TOTAL, FundRole.OTHER_TOTAL]
    assert not any(fund.doubts for fund in read.funds)


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("年度资金总额 | 90 | 财政拨款 | 100", ["年度资金总额"]),
        ("年度资金总额 | 100 | 财政拨款 | 100.5", []),
        ("年度资金总额 | 100 | 财政拨款 | 100.6", ["年度资金总额"]),
        ("年度资金总额 | 199 | 财政拨款 | 200", []),
        ("实施期资金总额 | 80 | 年度资金总额 | 100", ["实施期资金总额"]),
        ("实施期资金总额 | 100 | 年度资金总额 | 100", []),
    ],
)
def test_a_whole_below_its_part_is_doubted(text: str, doubted: list[str]) -> None:
    funds = table(f"资金情况（万元） | {text}").funds
    assert [fund.name for fund in funds if FundDoubt.BELOW_PART in fund.doubts] == doubted


@pytest.mark.parametrize(("name", "number"), [("预算数", 100), ("年初预算数", 100)])
def test_the_only_column_of_a_target_is_what_is_approved(name: str, number: int) -> None:
    read = table(f"""
资金情况（万元） | 资金来源 | {name} | < | <
^ | 资金总额 | 100 | < | <
^ | 财政拨款 | 100 | < | <
""")
    assert amounts(read.annual_total) == number
    assert not any(fund.adjusted.exists for fund in read.funds)


def test_periods_of_the_sources_tell_the_period_of_an_unnamed_total() -> None:
    read = table("""
项目资金（万元） | 资金总额 | 300 | 资金总额 | 100
^ | 实施期财政拨款 | 300 | 当年财政拨款 | 100
""")
    assert (amounts(read.annual_total), amounts(read.whole_period_total)) == (100, 300)
    assert not any(fund.doubts for fund in read.funds)


def test_a_source_of_another_period_does_not_move_the_total() -> None:
    read = table("""
项目资金（万元） | 资金总额 | 100 | < | <
^ | 财政拨款 | 100 | < | <
^ | 实施期财政拨款 | 300 | < | <
""")
    assert amounts(read.annual_total) == 100
    assert [fund.period for fund in read.funds] == [Period.YEAR, Period.YEAR, Period.WHOLE]


def test_without_a_total_one_source_tells_the_period() -> None:
    read = table("""
项目资金（万元） | 实施期财政拨款 | 300 | < | <
^ | 其他资金 | 20 | < | <
""")
    assert [fund.period for fund in read.funds] == [Period.WHOLE, Period.WHOLE]
    assert read.annual_total is None


def test_a_long_sentence_on_the_left_marks_no_period() -> None:
    read = table("""
按实施期三年安排、分年度拨付的各项资金的情况和说明 | 资金总额 | 100 | < | <
^ | 财政拨款 | 100 | < | <
""")
    assert (amounts(read.annual_total), read.whole_period_total) == (100, None)


@pytest.mark.parametrize(
    "head", ["实施期限（3年）资金情况", "某市规划期内项目资金（万元）安排情况表"]
)
def test_a_head_on_the_left_of_usual_length_marks_it(head: str) -> None:
    read = table(f"{head} | 资金总额 | 300 | < | <\n^ | 财政拨款 | 300 | < | <")
    assert (read.annual_total, amounts(read.whole_period_total)) == (None, 300)


def test_a_row_above_the_columns_is_not_of_their_periods() -> None:
    read = table("""
项目资金（万元） | 上年结转资金 | 5 | < | <
^ | 实施期 | < | 年度 | <
^ | 资金总额 | 300 | 资金总额 | 100
""")
    assert [fund.period for fund in read.funds] == [Period.YEAR, Period.WHOLE, Period.YEAR]
    assert (amounts(read.annual_total), amounts(read.whole_period_total)) == (100, 300)


def test_a_source_left_of_both_totals_belongs_to_the_first() -> None:
    read = table("""
项目资金（万元） | < | 实施期资金总额 | 300 | 年度资金总额：100
其他资金 | 300 | | |
""")
    assert outline(read) == [
        "*实施期资金总额 total",
        "年度资金总额 total",
        "*实施期其他资金 other ← 实施期资金总额",
    ]


def test_an_empty_pair_of_totals_is_no_heading() -> None:
    read = table("项目资金（万元） | 实施期资金 | | 年度资金 |\n^ | 资金总额 | | 资金总额 |")
    assert [fund.period for fund in read.funds if fund.name == "资金总额"] == [Period.YEAR] * 2


@pytest.mark.parametrize(("name", "count"), [("中央资金", 2), ("财政拨款", 1)])
def test_divisions_of_a_blank_form(name: str, count: int) -> None:
    text = f"""
资金情况（万元） | 资金总额 | | < | <
^ | {name} | | < | <
^ | 基本支出 | | < | <
^ | 项目支出 | | < | <
"""
    expected = {2: [[name, "基本支出", "项目支出"]], 1: [["基本支出", "项目支出"], [name]]}
    assert divisions(text) == expected[count]


def test_years_without_the_year_of_the_table() -> None:
    text = """
项目资金（万元） | 资金来源 | 合计 | 2025年 | 2024年
^ | 资金总额 | 300 | 200 | 100
^ | 财政拨款 | 300 | 200 | 100
"""
    rows = [row for row in rows_of(text) if "项目名称" not in row]
    rows[0][0] = "项目支出绩效目标申报表"
    [read] = read_sheet("书.xlsx", to_grid(rows)).tables
    assert (read.annual_total, amounts(read.whole_period_total)) == (None, 300)


def test_a_grant_from_above_beside_the_own_grant_is_no_part_of_it() -> None:
    read = table(
        """
项目资金（万元） | 年度资金总额 | 3286.45 | < | <
^ | 其中：财政拨款 | 2986.45 | < | <
^ | 上级补助 | 200 | < | <
^ | 其他资金 | 100 | < | <
"""
    )
    assert outline(read)[1:3] == [
        "财政拨款 grant ← 年度资金总额",
        "上级补助 higher_level ← 年度资金总额",
    ]


def test_a_grant_from_above_within_the_grant_stays_there() -> None:
    read = table(
        """
项目资金（万元） | 年度资金总额 | 300 | < | <
^ | 财政拨款 | 200 | < | <
^ | 其中：本级安排 | 50 | < | <
^ | 上级补助 | 150 | < | <
^ | 其他资金 | 100 | < | <
"""
    )
    assert outline(read)[3] == "上级补助 higher_level ← 财政拨款"


@pytest.mark.parametrize("name", ["福彩公益金", "彩票公益金", "中央专项彩票公益金", "体彩公益金"])
def test_a_lottery_fund_is_a_source_of_its_own(name: str) -> None:
    read = table(
        f"""
资金情况（万元） | 实施期资金总额 | 1860.5 | 年度资金总额 | 620
^ | 其中：财政拨款 | 1500 | 其中：财政拨款 | 500
^ | {name} | 300.5 | {name} | 100
^ | 自有资金 | 60 | 自有资金 | 20
"""
    )
    own = [fund for fund in read.funds if fund.name.endswith(name)]
    assert [amounts(fund) for fund in own] == [Decimal("300.5"), 100]
    assert all(fund.is_part and not fund.doubts for fund in own)
    said = [each for each in outline(read) if each.startswith(name)]
    assert [each.partition(" ← ")[2] for each in said] == ["年度资金总额"]
    assert read.leftover == ()
