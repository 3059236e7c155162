"""各省公开的表里资金怎样写：两个总额左右并列，名称和金额同在一格，金额后面有话，分值印在栏名里，执行率、得分写在下面。"""

from decimal import Decimal

import pytest
from gridtext import only_table, parse_rows

from perfxl.model.fund import FundRole, Period, fund_groups, total_of
from perfxl.model.table import Fund, Table

_GOAL = """
年度总体目标 | 培训100人 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 分值 | 备注
产出指标 | 数量指标 | 培训人数 | ≥100人 | 50 |
效益指标 | 社会效益指标 | 就业率 | ≥80% | 50 |
"""
_RESULT = """
年度总体目标 | 预期目标 | < | 实际完成情况 | < | < | < | <
^ | 培训100人 | < | 培训100人 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析
产出指标 | 数量指标 | 培训人数 | ≥100人 | 100人 | 50 | 50 |
效益指标 | 社会效益指标 | 就业率 | ≥80% | 85% | 40 | 40 |
"""
_NAMES = [
    ("项目资金总额", "年度资金总额"),
    ("资金总额", "当年资金总额"),
    ("项目总投资", "当年投资"),
    ("实施周期资金总额", "年度资金总额"),
    ("项目总资金", "本年度资金"),
    ("总投资额", "本年度投资额"),
    ("项目总预算", "本年预算"),
    ("总规模", "2024年规模"),
    ("项目总金额", "当年金额"),
    ("项目预算总额", "2024年预算"),
]


def targets(text: str) -> Table:
    return only_table(
        parse_rows("项目支出绩效目标表（2024年度） | < | < | < | < | <\n" + text + _GOAL)
    )


def results(text: str) -> Table:
    title = "2024年度项目支出绩效自评表 | < | < | < | < | < | < | <\n"
    return only_table(parse_rows(title + text + _RESULT))


def amounts(read: Table) -> dict[str, Decimal | None]:
    return {fund.name: fund.initial.number for fund in read.funds}


def total(read: Table) -> Fund:
    found = total_of(read.funds, Period.YEAR)
    assert found is not None
    return found


@pytest.mark.parametrize(("whole", "year"), _NAMES)
@pytest.mark.parametrize("first", ["whole", "year"])
@pytest.mark.parametrize("larger", [300, 100])
def test_two_totals_beside_each_other(whole: str, year: str, first: str, larger: int) -> None:
    """大的、左边的不一定是实施期的；名称有一边写着年度就分得开，各加各的。"""
    sides = [(whole, [larger, larger - 60, 60]), (year, [100, 60, 40])]
    (left, a), (right, b) = sides if first == "whole" else sides[::-1]
    read = targets(f"""
项目资金（万元） | {left} | {a[0]} | {right} | {b[0]} |
^ | 其中：财政拨款 | {a[1]} | 其中：财政拨款 | {b[1]} |
^ | 其他资金 | {a[2]} | 其他资金 | {b[2]} |
""")
    assert total(read).initial.number == 100
    for period, number in ((Period.YEAR, 100), (Period.WHOLE, larger)):
        own = total_of(read.funds, period)
        assert own is not None
        assert own.initial.number == number
    for group in fund_groups(read.funds):
        assert group.whole.initial.number == sum(part.initial.number or 0 for part in group.parts)
    assert read.leftover == ()


def test_income_and_spending_beside_each_other_are_one_period() -> None:
    read = targets("""
预算收入（万元） | 合计 | 100 | 预算支出（万元） | 合计 | 100
^ | 财政拨款 | 80 | ^ | 基本支出 | 60
^ | 其他收入 | 20 | ^ | 项目支出 | 40
""")
    assert {fund.period for fund in read.funds} == {Period.YEAR}
    for group in fund_groups(read.funds):
        assert sum(part.initial.number or 0 for part in group.parts) == 100


@pytest.mark.parametrize(
    ("cell", "name", "number"),
    [
        ("其中 ：上级资金16", "上级资金", 16),
        ("本级资金0", "本级资金", 0),
        ("财政拨款 1,600.5", "财政拨款", Decimal("1600.5")),
        ("其中：中央资金16万元", "中央资金", 16),
        ("其他资金：16万元（自筹）", "其他资金", 16),
    ],
)
def test_a_name_and_its_amount_in_one_cell(cell: str, name: str, number: Decimal) -> None:
    read = targets(
        f"资金情况（万元） | 年度资金总额：16 | < | < | < | <\n^ | {cell} | < | < | < | <"
    )
    assert amounts(read)[name] == number
    assert read.leftover == ()


@pytest.mark.parametrize("cell", ["财政拨款2024", "其他事项3", "上级文件2份"])
def test_what_only_looks_like_an_amount_is_told(cell: str) -> None:
    read = targets(
        f"资金情况（万元） | 年度资金总额：16 | < | < | < | <\n^ | {cell} | < | < | < | <"
    )
    assert len(read.funds) == 1
    assert [each.text for each in read.leftover] == [cell]


@pytest.mark.parametrize(
    "cell",
    [
        "854万（其中中央资金600万，省级资金254万）",
        "854万元（含上年结转54万元）",
        "854（全部为财政拨款）",
    ],
)
def test_an_amount_with_words_behind_it(cell: str) -> None:
    read = targets(f"资金情况（万元） | 资金总额 | {cell} | < | < | <")
    assert total(read).initial.number == 854
    assert total(read).initial.text == cell


@pytest.mark.parametrize(
    ("group", "weight", "score", "points"),
    [
        ("预算执行情况（万元）（20分）", "", "得分（20分*执行率）", 20),
        ("预算执行情况（万元）", "", "得分（15分×执行率）", 15),
        ("项目资金（万元）", "分值（10分）", "得分", 10),
        ("项目资金（万元）（20分）", "", "得分", 20),
        ("项目资金（万元）（20分）", "", "得分（10分*执行率）", None),
        ("项目资金（万元）", "", "得分", None),
    ],
)
def test_points_printed_in_the_head(
    group: str, weight: str, score: str, points: int | None
) -> None:
    """两处写得不同的，不知以哪个为准，不读。"""
    read = results(f"""
{group} | 年初预算数 | 全年预算数 | 全年执行数 | {weight} | 执行率 | {score} |
年度资金总额 | 100 | 100 | 95 |  | 95% | 9.5 |
其中：财政拨款 | 100 | 100 | 95 |  | 95% |  |
""")
    assert [fund.weight.number for fund in read.funds] == [points, None]


def test_rate_points_and_parts_beside_their_names() -> None:
    read = results("""
预算执行情况（万元）（10分） | 预算数： | 100 | 执行数： | 95 |  |  |
^ | 其中：财政拨款 | 90 | 其中：财政拨款 | 86 |  |  |
^ | 其他资金 | 10 | 其他资金 | 9 |  |  |
执行率 | 95% | 得分 | 9.5 |  |  |  |
""")
    whole, grant, other = read.funds
    assert (whole.adjusted.number, whole.executed.number, whole.rate.number) == (100, 95, 95)
    assert (whole.weight.number, whole.score.number) == (10, Decimal("9.5"))
    assert (grant.role, grant.adjusted.number, grant.executed.number) == (FundRole.GRANT, 90, 86)
    assert (other.adjusted.number, other.executed.number) == (10, 9)
    assert read.leftover == ()


@pytest.mark.parametrize(
    "cell",
    [
        "年度资金总额：1,600，其中：财政拨款1,500，其他资金100",
        "年度资金总额：1600万元；其中：财政拨款：1500万元；其他资金：100万元。",
        "年度资金总额1600、财政拨款1500、其他资金100",
    ],
)
def test_a_total_and_its_parts_in_one_cell(cell: str) -> None:
    read = targets(f"资金情况（万元） | {cell} | < | < | < | <")
    assert amounts(read) == {"年度资金总额": 1600, "财政拨款": 1500, "其他资金": 100}
    [group] = fund_groups(read.funds)
    assert group.whole.role is FundRole.TOTAL
    assert len(group.parts) == 2
    assert read.leftover == ()


def test_a_cell_with_one_part_that_is_no_amount_is_not_divided() -> None:
    cell = "年度资金总额：1600，其中：财政拨款1500，其余由单位自筹"
    read = targets(f"资金情况（万元） | {cell} | < | < | < | <")
    assert read.funds == ()
    assert [each.text for each in read.leftover][-1] == cell


_APPROVED = """
资金情况（万元） | 名称 | {heads} | 分值 | 执行率 | 得分
^ | 年度资金总额 | 486 | 512.4 | 499.59 | 10 | 97.5% | 9.75
^ | 市级资金 | 200 | 200 | 200 | | 100% |
"""


@pytest.mark.parametrize(
    "heads",
    [
        "预算批复 | 预算调整后 | 实际执行",
        "预算批复数 | 调整后预算数 | 实际支出数",
        "批复预算 | 调整后 | 执行数",
        "批复金额 | 调整后金额 | 支出金额",
        "年度预算批复数 | 调整后批复数 | 全年执行数",
        "批复资金 | 调整后资金 | 支出资金",
        "预算下达数 | 预算调整后数 | 实际支出额",
        "年初预算 | 追加后预算 | 决算",
    ],
)
def test_approved_beside_adjusted_is_initial(heads: str) -> None:
    """预算批复与调整后并列：批复的是年初数，执行率对调整后的。"""
    total, own = results(_APPROVED.format(heads=heads)).funds
    found = [
        (each.initial.number, each.adjusted.number, each.executed.number) for each in (total, own)
    ]
    assert found == [
        (Decimal(486), Decimal("512.4"), Decimal("499.59")),
        (Decimal(200), Decimal(200), Decimal(200)),
    ]
    assert total.rate.number == Decimal("97.5")


@pytest.mark.parametrize("head", ["预算批复数", "预算批复", "批复预算数"])
def test_approved_alone_is_initial(head: str) -> None:
    table = results(
        f"资金情况（元） | 名称 | {head} | 实际支出数 | < | 分值 | 执行率 | 得分\n"
        "^ | 资金总额 | 215000 | 209836.4 | < | 10 | 97.6% | 9.76\n"
    )
    [fund] = table.funds
    assert (fund.initial.number, fund.adjusted.exists) == (Decimal(215000), False)
    assert fund.rate.number == Decimal("97.6")


@pytest.mark.parametrize("span", ["2024—2026年", "2024年1月至2026年12月", "2024-2026年"])
def test_two_blocks_below_a_field_of_years(span: str) -> None:
    """实施期金额、年度金额上下各一块；上面的“实施期｜2024—2026年”是栏目，不是分栏的栏名。"""
    table = targets(
        f"主管部门 | 某部 | 实施期 | {span} | < | <\n"
        "资金情况（亿元） | 实施期金额： | 120.5 | < | < | <\n"
        "^ | 其中：中央财政资金 | 90.5 | < | < | <\n"
        "^ | 地方资金 | 30 | < | < | <\n"
        "^ | 年度金额： | 40.25 | < | < | <\n"
        "^ | 其中：中央财政资金 | 30.25 | < | < | <\n"
        "^ | 地方资金 | 10 | < | < | <\n"
    )
    year = [each for each in table.funds if each.period is Period.YEAR]
    assert [(each.name, each.initial.number) for each in year] == [
        ("年度金额", Decimal("40.25")),
        ("中央财政资金", Decimal("30.25")),
        ("地方资金", Decimal(10)),
    ]
    assert len(table.funds) == 6
