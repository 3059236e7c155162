"""资金横着排：各来源各占一列，年初、调整后、实际支出各占一行；横贯各栏的预算执行率一行。"""

from decimal import Decimal

import pytest
from gridtext import only_table, parse_rows

from perfxl.model.fund import FundRole
from perfxl.model.table import Table
from perfxl.rules.engine.running import check_table
from perfxl.scoring.table_score import score_table
from perfxl.standards.profile import load_profile

_ROWS = """
县级财政项目支出绩效自评表 | < | < | < | < | < | <
自评单位（公章）： | < | < | 评价年度：2023　　单位：元 | < | < | <
项目名称 | 嫁接改造 | < | < | < | < | <
资金情况 | {head} | 合计 | 中央资金 | 省级资金 | 县级资金 | 其他资金
^ | {first} | 3,250,000.00 | 1,500,000.00 | 800,000.00 | 950,000.00 | 0.00
^ | {second} | 3100000 | 1500000 | 800000 | 800000 | 0
^ | {third} | 2976000 | 1500000 | 776000 | 700000 | 0
年度目标 | 改造1.8万亩 | < | < | 完成情况 | 改造1.75万亩 | <
一级指标 | 二级指标 | 三级指标 | 目标值 | 实现值 | 满分 | 实际得分
产出指标 | 数量指标 | 改造面积 | ≥1.8万亩 | 1.75万亩 | 50 | 48.61
效益指标 | 社会效益指标 | 良种率 | ≥60% | 62% | 40 | 40
{execution}
合计 | < | < | < | < | 100 | 98.21
"""
_EXECUTION = "预算执行（10分） | < | < | < | < | 10 | 9.6"


def read(
    words: tuple[str, str, str] = ("年初预算安排", "调整后预算", "实际支出"),
    *,
    head: str = "项目",
    execution: str = _EXECUTION,
) -> Table:
    first, second, third = words
    text = _ROWS.format(head=head, first=first, second=second, third=third, execution=execution)
    return only_table(parse_rows(text))


@pytest.mark.parametrize(
    ("words", "head"),
    [
        (("年初预算安排", "调整后预算", "实际支出"), "项目"),
        (("年初预算数", "全年预算数（A）", "全年执行数（B）"), "资金来源"),
        (("预算批复数", "调整后预算数", "支出金额"), "类别"),
    ],
)
def test_sources_in_columns(words: tuple[str, str, str], head: str) -> None:
    table = read(words, head=head)
    found = {
        fund.name: (fund.initial.number, fund.adjusted.number, fund.executed.number)
        for fund in table.funds
    }
    assert found == {
        "合计": (Decimal(3250000), Decimal(3100000), Decimal(2976000)),
        "中央资金": (Decimal(1500000), Decimal(1500000), Decimal(1500000)),
        "省级资金": (Decimal(800000), Decimal(800000), Decimal(776000)),
        "县级资金": (Decimal(950000), Decimal(800000), Decimal(700000)),
        "其他资金": (Decimal(0), Decimal(0), Decimal(0)),
    }
    total = table.funds[0]
    assert total.role is FundRole.TOTAL
    assert {each.part_of for each in table.funds[1:]} == {total.label}
    assert table.money_unit == "元"
    assert table.leftover == ()
    assert not any("资金" in name for name in table.fields)


def test_execution_across_the_columns() -> None:
    *_, row = read().indicators
    assert row.is_execution
    assert (row.weight.number, row.score.number) == (Decimal(10), Decimal("9.6"))
    assert read().unread_rows == ()


def test_execution_across_the_target_with_its_result() -> None:
    *_, row = read(execution="预算执行率（10分） | < | < | < | 96% | 10 | 9.6").indicators
    assert row.is_execution
    assert (row.target.text, row.actual.text, row.score.number) == ("", "96%", Decimal("9.6"))


def test_other_text_across_the_columns_is_no_execution() -> None:
    table = read(execution="工作亮点（10分） | < | < | < | < | 10 | 9.6")
    assert len(table.indicators) == 2
    assert table.unread_rows


def test_rows_of_unknown_names_are_left() -> None:
    """只有一行认得的，不硬套成资金。"""
    table = read(("年初预算安排", "某栏", "某某栏"))
    assert table.funds == ()
    assert {"3100000", "2976000"} <= {entry.text for entry in table.leftover}


def test_rate_in_a_row_of_its_own() -> None:
    rows = """
项目支出绩效自评表 | < | < | < | < | < | <
项目名称 | 修路 | < | < | < | < | <
资金（万元） | 项目 | 合计 | 中央 | 省级 | 市县 | 其他
^ | 全年预算数 | 100 | 50 | 30 | 20 | 0
^ | 全年执行数 | 90 | 50 | 25 | 15 | 0
^ | 执行率 | 90% | 100% | 83.33% | 75% |
一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 修路 | ≥11公里 | 11公里 | 50 | 50
"""
    table = only_table(parse_rows(rows))
    assert [(fund.name, fund.rate.number) for fund in table.funds] == [
        ("合计", 90),
        ("中央", 100),
        ("省级", Decimal("83.33")),
        ("市县", 75),
        ("其他", None),
    ]
    assert table.leftover == ()


def test_one_row_of_amounts_in_a_target_table() -> None:
    rows = """
项目支出绩效目标表 | < | < | < | < | <
项目名称 | 修路 | < | < | < | <
资金来源 | 合计 | 中央资金 | 省级资金 | 市县资金 | 其他资金
金额（万元） | 100 | 50 | 30 | 20 | 0
年度目标 | 修路11公里 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 备注 | <
产出指标 | 数量指标 | 修路 | ≥11公里 | | <
"""
    table = only_table(parse_rows(rows))
    found = [(fund.name, fund.initial.number) for fund in table.funds]
    assert found == [
        ("合计", 100),
        ("中央资金", 50),
        ("省级资金", 30),
        ("市县资金", 20),
        ("其他资金", 0),
    ]
    assert table.leftover == ()


@pytest.mark.parametrize(
    "row",
    [
        "预算执行率 | | | 100% | 91.57% | 10 | 9.6",
        "预算执行率（10分） | | | | | 10 | 9.6",
        "预算执行率 | | | | 91.57% | 10 | 9.6",
    ],
)
def test_an_execution_row_named_at_its_head_only_is_read_and_counted(row: str) -> None:
    table = read(execution=row)
    found = table.indicators[-1]
    assert found.is_execution
    assert (found.level3.cell, found.weight.number, found.score.number) == (
        "A12",
        Decimal(10),
        Decimal("9.6"),
    )
    assert (table.unread_rows, table.leftover) == ((), ())
    profile = load_profile()
    score = score_table(table, profile)
    assert score.execution.explanation.endswith("预算执行率的分在第 12 行计，这里不再计")
    assert not any(each.rule == "PX109" for each in check_table(table, score, profile))


def test_points_labelled_in_their_own_row_are_the_total_s() -> None:
    rows = parse_rows("""
项目支出绩效自评表 | < | < | < | < | < | <
项目名称 | 矿山修复 | < | < | < | < | <
项目资金 | | 年度资金总额 | 中央资金 | 县级配套资金 | |
^ | 年初预算数 | 400 | 320 | 80 | |
^ | 全年预算数 | 384 | 320 | 64 | |
^ | 全年执行数 | 361.6 | 297.6 | 64 | |
^ | 执行率 | 94.17% | 分值 | 10 | 得分 | 9.42
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 修复图斑 | ≥14个 | 14个 | 90 | 90
""")
    total, *parts = only_table(rows).funds
    points = (total.rate.cell, total.weight.cell, total.score.cell)
    assert points == ("C7", "E7", "G7")
    assert [(each.rate.text, each.weight.text, each.score.text) for each in parts] == [
        ("",) * 3
    ] * 2
    assert only_table(rows).leftover == ()


@pytest.mark.parametrize("title", ["预算执行", "资金情况"])
def test_rate_and_points_beside_the_sources(title: str) -> None:
    """各来源右边另有执行率、分值、得分几栏，数并到末行：是资金总额的。"""
    table = only_table(
        parse_rows(f"""
县级财政项目支出绩效自评表 | < | < | < | < | < | <
项目名称 | 档案整理 | < | < | 金额单位 | 千元 | <
{title} | 资金总额 | 其中：财政拨款 | 其他资金 | 执行率 | 分值 | 得分
年初预算数 | 1286.3 | 1286.3 | 0 | 95.80% | 10 | 9.58
全年预算数 | 1276.3 | 1276.3 | 0 | ^ | ^ | ^
全年执行数 | 1222.7 | 1222.7 | 0 | ^ | ^ | ^
一级指标 | 二级指标 | 三级指标 | 目标值 | 实现值 | 满分 | 实际得分
产出指标 | 数量指标 | 整理案卷 | ≥195卷 | 195卷 | 90 | 90
""")
    )
    total = table.funds[0]
    assert (total.rate.number, total.weight.number, total.score.number) == (
        Decimal("95.80"),
        10,
        Decimal("9.58"),
    )
    assert all(each.score.number is None for each in table.funds[1:])
    assert table.leftover == ()
