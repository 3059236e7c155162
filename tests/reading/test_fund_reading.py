"""资金情况读成各行：表头怎样认，各栏在哪一列，名称、金额怎样配，哪些不是资金。"""

from decimal import Decimal

import pytest
from gridtext import Rows, only_table, parse_rows, to_grid

from perfxl.model.cell import Cell, CellKind
from perfxl.model.due import Due
from perfxl.model.table import Fund, Table
from perfxl.reading.sheet import read_sheet
from perfxl.scoring.edits import edit_of

EVALUATION = """
2024年度项目支出绩效自评表 | < | < | < | < | < | < | <
项目名称 | 图书室 | < | < | < | < | < | <
{funds}
一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分 | 备注
产出指标 | 数量指标 | 图书室 | ≥3处 | 3处 | 90 | 90 |
"""
TARGET = """
项目支出绩效目标表（2024年度） | < | < | < | <
单位：万元 | < | < | < | <
项目名称 | 图书室 | < | < | <
{funds}
年度总体目标 | 建成12个 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 说明
产出指标 | 数量指标 | 图书室 | ≥12个 |
"""


def only(rows: Rows, *formulas: str) -> Table:
    grid = to_grid(rows)
    for address in formulas:
        column, row = ord(address[0]) - 64, int(address[1:])
        grid.cells[row, column] = Cell(row, column, CellKind.UNCALCULATED, None, formula="A1")
    [table] = read_sheet("书.xlsx", grid).tables
    return table


def evaluation(funds: str) -> Table:
    return only(parse_rows(EVALUATION.format(funds=funds)))


def target(funds: str) -> Table:
    return only(parse_rows(TARGET.format(funds=funds)))


def places(fund: Fund) -> dict[str, str]:
    """各栏在哪一格；没有这一栏的不在内。"""
    roles = ("initial", "adjusted", "executed", "weight", "rate", "score", "reason", "note")
    return {role: getattr(fund, role).cell for role in roles if getattr(fund, role).exists}


def pairs(table: Table) -> list[tuple[str, str, Decimal | None]]:
    return [(fund.name, fund.initial.cell, fund.initial.number) for fund in table.funds]


# 自评表：有表头的


def test_every_column_is_where_its_head_is() -> None:
    read = evaluation("""
资金情况（万元） | 资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
^ | 年度资金总额 | 15 | 14 | 7 | 10 | 50% | 5
^ | 财政拨款 | 15 | 14 | 7 | - | - | -
""")
    first, second = read.funds
    assert places(first) == {
        "initial": "C4",
        "adjusted": "D4",
        "executed": "E4",
        "weight": "F4",
        "rate": "G4",
        "score": "H4",
    }
    assert (first.label.cell, first.rate.number, first.score.number) == ("B4", 50, 5)
    assert (second.name, second.rate.number, second.weight.number) == ("财政拨款", None, None)
    assert read.leftover == ()


def test_a_reason_left_of_the_amounts_is_not_of_the_funds() -> None:
    read = evaluation("""
资金情况（万元） | 资金来源 | 全年预算数 | 全年执行数 | 分值 | 得分 | 执行率 | 原因
^ | 年度资金总额 | 14 | 7 | 10 | 5 | 50% | 招标晚了。
""")
    assert places(read.funds[0]) == {
        "adjusted": "C4",
        "executed": "D4",
        "weight": "E4",
        "score": "F4",
        "rate": "G4",
        "reason": "H4",
    }
    read = evaluation("""
分值 | 资金来源 | 全年预算数 | 全年执行数 | 执行率 | | 原因 | <
10 | 年度资金总额 | 14 | 7 | 50% | | 招标晚了。 | <
""")
    assert places(read.funds[0])["weight"] == "A4"
    assert read.funds[0].reason.cell == "G4"


def test_a_note_of_the_funds_is_kept_in_its_cell() -> None:
    read = evaluation("""
资金情况（万元） | 资金来源 | 全年预算数 | 全年执行数 | 分值 | 得分 | 执行率 | 备注
^ | 年度资金总额 | 14 | 7 | 10 | 5 | 50% | 申报偏少
^ | 财政拨款 | 14 | 7 | | | |
""")
    total, grant = read.funds
    assert (total.note.text, total.note.cell, grant.note.text) == ("申报偏少", "H4", "")
    assert (read.leftover, read.unread_columns) == ((), ())


def test_a_cell_merged_over_the_note_is_not_the_note() -> None:
    read = evaluation("""
资金情况（万元） | 资金来源 | 全年预算数 | 全年执行数 | 分值 | 得分 | 执行率 | 备注
^ | 年度资金总额 | 14 | 7 | 10 | 5 | 50% | <
""")
    assert not read.funds[0].note.exists


def test_a_second_column_of_names_is_said_to_be_unread() -> None:
    read = evaluation("""
资金情况（万元） | 资金来源 | 全年预算数 | 全年执行数 | 分值 | 得分 | 执行率 | 资金性质
^ | 年度资金总额 | 14 | 7 | 10 | 5 | 50% | 公共预算
""")
    assert [(fund.name, fund.rate.number) for fund in read.funds] == [("年度资金总额", 50)]
    assert [(entry.cell, entry.text) for entry in read.leftover] == [("H4", "公共预算")]


def test_of_two_points_columns_the_one_right_of_the_amounts_counts() -> None:
    read = evaluation("""
得分 | 资金来源 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
9 | 年度资金总额 | 14 | 7 | 10 | 50% | 5 |
""")
    assert places(read.funds[0])["score"] == "G4"


@pytest.mark.parametrize("group", ["资金情况（万元）", "年度预算（万元）", "项目资金情况（万元）"])
def test_one_column_of_amounts_beside_a_group(group: str) -> None:
    read = evaluation(f"""
{group} | 资金来源 | 全年预算数 | 分值 | 得分 | | |
^ | 年度资金总额 | 14 | 10 | 5 | | |
""")
    assert places(read.funds[0]) == {"adjusted": "C4", "weight": "D4", "score": "E4"}


def test_a_head_may_stand_without_amounts_where_sources_are_named() -> None:
    read = evaluation("""
资金情况（万元） | 资金来源 | 全年预算数 | < | 全年执行数 | 分值 | 执行率 | 得分
^ | 年度资金总额 | | < | | 10 | |
^ | 财政拨款 | | < | | | |
""")
    assert [(fund.name, fund.adjusted.cell, fund.executed.cell) for fund in read.funds] == [
        ("年度资金总额", "C4", "E4"),
        ("财政拨款", "C5", "E5"),
    ]
    assert places(read.funds[0])["score"] == "H4"


def test_the_amounts_of_a_head_may_stand_a_little_to_the_right() -> None:
    read = evaluation("""
资金情况（万元） | 资金来源 | 全年预算数 | | 全年执行数 | | 分值 | 得分
^ | 年度资金总额 | | 14 | | 7 | 10 | 5
""")
    assert places(read.funds[0]) == {
        "adjusted": "D4",
        "executed": "F4",
        "weight": "G4",
        "score": "H4",
    }


def test_a_label_like_a_head_is_passed_over() -> None:
    read = evaluation("""
预算资金（万元） | 年初预算数 | 预算资金 | 全年执行数 | 执行率 | | |
 | 15 | 14 | 7 | 50% | | |
""")
    assert places(read.funds[0]) == {
        "initial": "B4",
        "adjusted": "C4",
        "executed": "D4",
        "rate": "E4",
    }


def test_amounts_beside_their_heads() -> None:
    read = evaluation("""
项目资金（万元） | 年初预算数 | 15 | 全年预算数 | 14 | 全年执行数 | 7 |
""")
    [fund] = read.funds
    assert (fund.name, fund.label.cell) == ("年度资金总额", "A3")
    assert places(fund) == {"initial": "C3", "adjusted": "E3", "executed": "G3"}
    read = evaluation("""
项目资金（万元） | 全年预算数 | 14 | 全年执行数 | 7 | 执行率 | 50% |
""")
    assert places(read.funds[0]) == {"adjusted": "C3", "executed": "E3", "rate": "G3"}
    assert read.funds[0].rate.number == 50


def test_a_row_without_a_name_is_the_total_only_where_it_is_the_first() -> None:
    head = "资金情况（万元） | < | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |\n"
    read = evaluation(head + "^ | < | 14 | 7 | 10 | 50% | 5 |")
    assert [fund.name for fund in read.funds] == ["年度资金总额"]
    later = "^ | < | 14 | 7 | 10 | 50% | 5 |\n^ | < | 3 | 2 | | | |"
    assert len(evaluation(head + later).funds) == 1


def test_what_has_neither_name_nor_amount_is_no_row_of_funds() -> None:
    read = evaluation("""
资金情况（万元） | 资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
^ | 年度资金总额 | 15 | 14 | 7 | 10 | 50% | 5
^ | （按来源分列） | | | | | |
^ | 其他 | | | | | |
^ | 培训费 | | 3 | | | |
""")
    assert [fund.name for fund in read.funds] == ["年度资金总额", "其他", "培训费"]


def test_a_formula_without_a_value_is_a_row_of_funds() -> None:
    text = EVALUATION.format(
        funds="""
资金情况（万元） | 资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
^ | 年度资金总额 | 15 | 14 | 7 | 10 | 50% | 5
^ | 培训费 | | x | | | |
"""
    )
    read = only(parse_rows(text), "D5")
    assert read.funds[1].adjusted.uncalculated
    assert read.funds[1].name == "培训费"


def test_funds_end_where_the_goals_begin() -> None:
    read = evaluation("""
资金情况（万元） | 资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
^ | 年度资金总额 | 15 | 14 | 7 | 10 | 50% | 5
年度总体目标 | 预期目标 | 建成3处 | < | 实际完成情况 | 建成3处 | < | <
^ | 其他 | 12 | 3 | 4 | | |
""")
    assert [fund.name for fund in read.funds] == ["年度资金总额"]


def test_a_unit_in_a_head_is_the_unit_of_its_column() -> None:
    read = evaluation("""
单位：万元 | | | | | | |
资金情况 | 资金来源 | 全年预算数（元） | 全年执行数（万元） | 分值 | 执行率 | 得分 |
^ | 年度资金总额 | 140000 | 7 | 10 | 50% | 5 |
""")
    [fund] = read.funds
    assert (fund.adjusted.number, fund.executed.number) == (14, 7)


def test_a_group_on_the_left_is_no_name() -> None:
    read = evaluation("""
项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
^ | 15 | 14 | 7 | 10 | 50% | 5 |
""")
    [fund] = read.funds
    assert (fund.name, fund.label.cell) == ("年度资金总额", "B4")


@pytest.mark.parametrize(
    ("printed", "budget", "executed", "rate"),
    [
        ("62.83", "100", "62.83", "62.83"),
        ("62.83%", "100", "62.83", "62.83"),
        ("0.6283", "100", "62.83", "62.83"),
        ("1", "100", "100", "100"),
        ("1.2", "100", "120", "120"),
        ("1", "100", "1", "1"),
        ("0.5", "100", "0.5", "0.5"),
        ("1.5", "100", "150", "150"),
        ("1.6", "100", "160", "1.6"),
        ("0", "100", "0", "0"),
        ("'0.9", "100", "90", "90"),
        ("'0.9", "100", "0.9", "0.9"),
        # 没有可比的：说不准是 0.9% 还是 90%。
        ("0.9", "", "90", None),
        ("0.9", "0", "90", None),
        ("'0.9", "100", "", None),
    ],
)
def test_rates_as_they_are_printed(
    printed: str, budget: str, executed: str, rate: str | None
) -> None:
    read = evaluation(f"""
资金情况（万元） | 资金来源 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
^ | 年度资金总额 | {budget} | {executed} | 10 | {printed} | 5 |
""")
    assert read.funds[0].rate.number == (Decimal(rate) if rate is not None else None)
    if rate is None:
        assert read.leftover == (read.funds[0].rate,)


@pytest.mark.parametrize(
    ("stored", "budget", "executed", "rate"),
    [("1.6", "100", "160", 160), ("0.5", "", "", 50), ("0.5", "100", "90", 50), ("0", "9", "0", 0)],
)
def test_a_rate_shown_as_a_percentage_is_what_it_shows(
    stored: str, budget: str, executed: str, rate: int
) -> None:
    """格里存的是比值、显示百分号的，照显示的读，不看预算数、执行数。"""
    grid = to_grid(
        parse_rows(
            EVALUATION.format(
                funds=f"""
资金情况（万元） | 资金来源 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
^ | 年度资金总额 | {budget} | {executed} | 10 | 0 | 5 |
"""
            )
        )
    )
    grid.cells[4, 6] = Cell(4, 6, CellKind.NUMBER, Decimal(stored), "0%")
    [read] = read_sheet("书.xlsx", grid).tables
    assert read.funds[0].rate.number == rate


def test_no_rate_no_number() -> None:
    read = evaluation("""
资金情况（万元） | 资金来源 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
^ | 年度资金总额 | 14 | 7 | 10 | | 5 |
""")
    assert (read.funds[0].rate.number, read.funds[0].rate.cell) == (None, "F4")


# 目标表：名称和金额相邻的


def test_names_and_amounts_side_by_side() -> None:
    read = target("""
项目资金（万元） | 年度资金总额： | 20 | < | <
^ | 其中：财政拨款 | 20 | 其他资金 |
""")
    assert pairs(read) == [
        ("年度资金总额", "C4", 20),
        ("财政拨款", "C5", 20),
        ("其他资金", "E5", None),
    ]
    assert read.leftover == ()


@pytest.mark.parametrize("written", ["年度资金总额：20万元", "年度资金总额:20"])
def test_a_name_and_its_amount_in_one_cell(written: str) -> None:
    read = target(f"项目资金 | {written} | < | 其中：财政拨款：18 | <")
    assert pairs(read) == [("年度资金总额", "B4", 20), ("财政拨款", "D4", 18)]
    assert read.funds[0].initial.prefix in ("年度资金总额：", "年度资金总额:")


@pytest.mark.parametrize(
    ("unit", "total", "grant"),
    [("单位：万元", 20, 18), ("单位：元", 200000, 180000), ("", 200000, 180000)],
)
def test_an_amount_with_its_own_unit_is_in_that_of_the_table(
    unit: str, total: int, grant: int
) -> None:
    """没有写单位的表，自带单位的折成元。"""
    funds = "项目资金 | 年度资金总额：20万元 | < | 其中：财政拨款：180000元 | <"
    read = only(parse_rows(TARGET.format(funds=funds).replace("单位：万元", unit)))
    assert [fund.initial.number for fund in read.funds] == [total, grant]


@pytest.mark.parametrize("written", ["备注：20", "年度资金总额：见附件", "共计：20"])
def test_what_is_no_amount_in_one_cell(written: str) -> None:
    assert target(f"项目资金 | {written} | < | < | <").funds == ()


def test_unknown_names_count_inside_the_funds_only() -> None:
    read = target("""
项目资金（万元） | 年度资金总额 | 20 | < | <
^ | 培训费 | 3 | 会务 | 2
负责人 | 张三 | 人数 | 12 | <
""")
    assert [fund.name for fund in read.funds] == ["年度资金总额", "培训费", "会务"]


def test_a_number_is_no_name_of_the_number_beside_it() -> None:
    read = target("""
项目资金（万元） | 年度资金总额 | 20 | 30 |
^ | 财政拨款 | 18 | 12 |
""")
    assert pairs(read) == [("年度资金总额", "C4", 20), ("财政拨款", "C5", 18)]
    assert [entry.cell for entry in read.leftover] == ["D4", "D5"]


def test_a_detail_beside_the_group_of_funds_is_no_fund() -> None:
    read = target("""
项目资金（万元） | 年度资金总额 | 20 | < | <
^ | 明细目标 | 12 | < | <
""")
    assert [fund.name for fund in read.funds] == ["年度资金总额"]


def test_a_group_ends_with_its_rows() -> None:
    read = target("""
项目资金（万元） | 年度资金总额 | 20 | < | <
人数 | 12 | 场次 | 3 | <
""")
    assert [fund.name for fund in read.funds] == ["年度资金总额"]


def test_a_group_that_is_not_merged_reaches_down_by_its_empty_cells() -> None:
    read = target("""
项目资金（万元） | 年度资金总额 | 20 | |
 | 培训费 | 3 | |
人数 | 12 | 场次 | 3 |
""")
    assert [fund.name for fund in read.funds] == ["年度资金总额", "培训费"]


def test_details_end_the_funds() -> None:
    read = target("""
项目资金（万元） | 年度资金总额 | 20 | |
明细目标 | 1 | 建成 | 12 |
 | 2 | 开放 | 12 |
""")
    assert [fund.name for fund in read.funds] == ["年度资金总额"]


@pytest.mark.parametrize(
    ("name", "known"),
    [("县级配套经费", True), ("省厅下达补助", True), ("人数", False), ("项目编号", False)],
)
def test_names_that_end_like_money_count_anywhere(name: str, known: bool) -> None:
    funds = target(f"{name} | 20 | | |").funds
    assert [fund.name for fund in funds] == ([name] if known else [])


def test_long_sentences_that_end_like_money_do_not() -> None:
    name = "本年度用于全县图书室建设和图书购置以及开放服务的各项资金"
    assert target(f"{name} | 20 | | |").funds == ()


@pytest.mark.parametrize(
    ("value", "kept"), [("", True), ("2OOOOO", True), ("12.5.0", True), ("见附件", False)]
)
def test_a_known_name_keeps_a_blank_or_damaged_amount(value: str, kept: bool) -> None:
    read = target(f"项目资金 | 年度资金总额 | {value} | |")
    assert [(fund.initial.cell, fund.initial.number) for fund in read.funds] == (
        [("C4", None)] if kept else []
    )


def test_a_source_like_name_without_an_amount_counts_inside_the_funds_only() -> None:
    inside = target("""
项目资金（万元） | 年度资金总额 | 20 | < | <
^ | 县里配套资金 | | < | <
^ | 会务 | | < | <
""")
    assert [fund.name for fund in inside.funds] == ["年度资金总额", "县里配套资金"]
    assert target("县里配套资金 | | | |").funds == ()


def test_names_in_one_row_and_amounts_in_the_next() -> None:
    read = target("""
项目资金（万元） | 年度资金总额 | 财政拨款 | 其他资金 | <
^ | 20 | 18 | 2 | <
""")
    assert pairs(read) == [
        ("年度资金总额", "B5", 20),
        ("财政拨款", "C5", 18),
        ("其他资金", "D5", 2),
    ]


@pytest.mark.parametrize("second", ["^ | 20 | | 2 | <", "人数 | 20 | 多 | 2 | <"])
def test_a_row_of_names_needs_an_amount_under_each(second: str) -> None:
    read = target(f"项目资金（万元） | 年度资金总额 | 财政拨款 | 其他资金 | <\n{second}")
    assert all(fund.initial.number is None for fund in read.funds)


def test_no_amounts_of_a_self_evaluation_without_heads() -> None:
    assert evaluation("项目资金（万元） | 年度资金总额 | 20 | | | | |").funds == ()


def test_a_head_of_one_column_needs_two_rows_of_amounts() -> None:
    read = target("""
年度预算 | | 预算数 | |
 | 年度资金总额 | 20 | |
 | 财政拨款 | 20 | |
""")
    assert pairs(read) == [("年度资金总额", "C5", 20), ("财政拨款", "C6", 20)]


def test_a_name_like_a_head_with_its_amount_beside_it_is_a_name() -> None:
    read = target("""
资金情况（万元） | 预算资金 | 100 | < | <
^ | 财政拨款 | 70 | < | <
^ | 其他资金 | 30 | < | <
""")
    assert pairs(read) == [
        ("预算资金", "C4", 100),
        ("财政拨款", "C5", 70),
        ("其他资金", "C6", 30),
    ]


def test_pairs_are_not_taken_for_names_above_their_amounts() -> None:
    read = target("""
项目资金（万元） | 年度资金总额 | 20 | 财政拨款 | 18
人数 | 5 | 场次 | 6 | <
""")
    assert pairs(read) == [("年度资金总额", "C4", 20), ("财政拨款", "E4", 18)]


def test_a_head_of_one_column_tells_which_of_two_numbers_is_the_amount() -> None:
    read = target("""
年度预算（万元） | 资金来源说明 | 人数 | 预算数 |
^ | 年度资金总额 | 12 | 20 |
^ | 财政拨款 | 12 | 20 |
""")
    assert pairs(read) == [("年度资金总额", "D5", 20), ("财政拨款", "D6", 20)]


def test_task_amounts_are_no_funds_but_their_sum_is() -> None:
    read = target("""
年度主要任务 | 任务名称 | 总额 | 财政拨款 | 其他资金
^ | 国土绿化 | 350 | 300 | 50
^ | 金额合计 | 470 | 420 | 50
""")
    assert pairs(read) == [("总额", "C6", 470), ("财政拨款", "D6", 420), ("其他资金", "E6", 50)]


def test_a_label_before_a_name_of_funds_is_their_group() -> None:
    read = target("县里预算安排 | 年度资金总额 | 20 | 会务 | 2")
    assert [fund.name for fund in read.funds] == ["年度资金总额", "会务"]
    assert read.leftover == ()


def test_a_head_of_one_column_with_one_amount_below_is_no_head() -> None:
    read = target("""
年度预算 | | 预算数 | |
 | 年度资金总额 | 20 | |
 | 人数 | 甲 | |
""")
    assert [fund.name for fund in read.funds] == ["年度资金总额"]
    assert "预算数" not in [entry.text for entry in read.leftover]  # 它下面的金额读了


def test_a_long_name_counts_only_where_it_is_known() -> None:
    """二十个字以上的是句子，就算在资金情况的几行里；认得的资金名称多长都算。"""
    read = target("""
项目资金（万元） | 年度资金总额 | 20 | < | <
^ | 本年度用于全县图书室建设和图书购置及开放服务 | 12 | < | <
^ | 会务 | 8 | < | <
""")
    assert [fund.name for fund in read.funds] == ["年度资金总额", "会务"]


def test_what_stands_in_the_rows_of_the_group_does_not_end_it() -> None:
    read = target("""
项目资金（万元） | 年度资金总额 | 20 | 资金用途 | 办班
^ | 培训费 | 3 | < | <
""")
    assert [fund.name for fund in read.funds] == ["年度资金总额", "培训费"]


UNITS_AT_ODDS = """
项目支出绩效目标表（2024年度） | < | < | < | <
单位：元 | < | < | < | <
项目名称 | 图书室 | < | < | <
{funds}
年度总体目标 | 建成12个 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 说明
产出指标 | 数量指标 | 图书室 | ≥12个 |
"""


@pytest.mark.parametrize(
    ("funds", "near"),
    [
        ("资金情况（万元） | 年度资金总额 | 3000 |\n^ | 其中：财政拨款 | 3000 |", {"A4"}),
        ("资金情况（万元） | < | < | < | <\n年度资金总额 | 3000\n其中：财政拨款 | 3000", {"A4"}),
        ("资金情况 | 单位：万元\n年度资金总额 | 3000\n其中：财政拨款 | 3000", {"B4"}),
        ("资金情况（万元） | 年度资金总额：3000 |\n^ | 其中：财政拨款：3000 |", {"A4"}),
        ("资金情况（万元） | 年度资金总额 | 财政拨款\n^ | 3000 | 3000", {"A4"}),
        ("年度资金总额（万元） | 3000\n其中：财政拨款（万元） | 3000", {"A4", "A5"}),
        (
            "资金情况（万元） | 年初预算数 | 预算数\n年度资金总额 | 3000 |\n财政拨款 | 3000 |",
            {"A4"},
        ),
        (
            "资金情况（亿元） | 年初预算数（千元） | 预算数\n"
            "年度资金总额（万元） | 3000 |\n财政拨款（万元） | 3000 |",
            {"A5", "A6"},
        ),
    ],
)
def test_the_nearest_unit_counts_and_the_farther_is_kept(funds: str, near: set[str]) -> None:
    table = only(parse_rows(UNITS_AT_ODDS.format(funds=funds)))
    assert table.money_unit == "元"
    assert [fund.initial.number for fund in table.funds] == [30_000_000, 30_000_000]
    assert {fund.initial.column_unit for fund in table.funds} == {"万元"}
    against_corner = [each for each in table.unit_conflicts if each.other.label.cell == "A2"]
    assert {each.nearest.label.cell for each in against_corner} == near
    assert {each.nearest.unit for each in against_corner} == {"万元"}


def test_rows_may_each_have_their_own_unit() -> None:
    table = evaluation(
        "项目资金 | < | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分\n"
        "年度资金总额（万元） | < | 100 | 100 | 95 | 10 | 95% | 9.5\n"
        "其中：财政拨款（元） | < | 1000000 | 1000000 | 950000 | | |"
    )
    assert [fund.executed.number for fund in table.funds] == [95, 95]
    assert table.unit_conflicts == ()


def test_a_price_in_a_name_is_no_unit_of_money() -> None:
    table = only(
        parse_rows(UNITS_AT_ODDS.format(funds="资金情况 | 财政补助资金（万元/户） | 3000"))
    )
    assert [(fund.budget.number, fund.budget.column_unit) for fund in table.funds] == [(3000, "")]
    assert table.unit_conflicts == ()


def test_an_amount_beside_its_name_in_one_cell_is_written_back_in_its_own_unit() -> None:
    funds = "资金情况（万元） | 年度资金总额：3000 |\n^ | 其中：财政拨款：3000 |"
    table = only(parse_rows(UNITS_AT_ODDS.format(funds=funds)))
    due = Due(table.funds[0].initial, Decimal(40_000_000), "预算数")
    assert edit_of(table, due).after == "年度资金总额：4000"


def test_a_unit_above_the_title_is_at_odds_too() -> None:
    table = only(
        parse_rows("""
单位：元 | | |
2024年项目支出绩效目标表 | < | < | <
项目名称 | 农村公路 | < | <
项目资金（万元） | 年度资金总额 | 100 |
^ | 其中：财政拨款 | 100 |
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 里程 | ≥10公里
""")
    )
    [conflict] = table.unit_conflicts
    assert (conflict.nearest.label.cell, conflict.other.label.cell) == ("A4", "A1")


def test_a_rate_within_its_label_is_not_taken_for_an_empty_one() -> None:
    read = evaluation(
        "预算执行情况（元） | 年初预算数 | 5600000 | 调整后预算数 | 5420000 | 支出数 | 5018880 | <\n"
        "^ | 预算执行率92.60% | < | < | < | < | < | <"
    )
    said = [*read.leftover, *read.unrecognised, *(fund.rate for fund in read.funds)]
    assert "92.60" in " ".join(entry.text for entry in said)


# 收入、支出左右各一套

SIDES = """
2024年度部门整体支出绩效自评表 | < | < | < | < | < | < | <
部门名称 | 财政局 | < | < | < | < | < | <
年度收支（万元） | {left} | < | < | {right} | < | < | <
^ | 来源 | 预算数 | 执行数 | 类别 | 预算数 | 执行数 | 执行率
^ | 合计 | 500 | 500 | 合计 | 500 | 470 | 94%
^ | 财政拨款 | 450 | 450 | 基本支出 | 300 | 300 | 100%
^ | 其他收入 | 50 | 50 | 项目支出 | 200 | 170 | 85%
^ | 上年结转 | 0 | 0 |  |  |  |
一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分 | 备注
产出指标 | 数量指标 | 办件数 | ≥100件 | 100件 | 90 | 90 |
"""


def test_the_expenditure_side_is_read_and_the_income_side_named() -> None:
    table = only(parse_rows(SIDES.format(left="按收入性质分", right="按支出性质分")))
    assert [(f.name, f.adjusted.cell, f.executed.cell, f.rate.cell) for f in table.funds] == [
        ("合计", "F5", "G5", "H5"),
        ("基本支出", "F6", "G6", "H6"),
        ("项目支出", "F7", "G7", "H7"),
    ]
    assert [(each.cell, each.text) for each in table.unread_columns] == [("B3", "按收入性质分")]
    assert [each.cell for each in table.leftover] == ["B8", "C8", "D8"]


def test_the_expenditure_side_may_stand_on_the_left() -> None:
    table = only(parse_rows(SIDES.format(left="本年支出", right="本年收入")))
    assert [(f.adjusted.cell, f.executed.cell, f.rate.exists) for f in table.funds] == [
        ("C5", "D5", False),
        ("C6", "D6", False),
        ("C7", "D7", False),
        ("C8", "D8", False),
    ]
    assert [each.text for each in table.unread_columns] == ["本年收入"]


def test_columns_of_one_set_are_not_two_sides() -> None:
    table = evaluation("""
项目资金 | 资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 | 说明 | 分值
^ | 年度资金总额 | 100 | 120 | 60 | 50% | 追加 | 10
^ | 财政拨款 | 100 | 120 | 60 | 50% | 追加 | -""")
    assert places(table.funds[0])["initial"] == "C4"
    assert places(table.funds[0])["adjusted"] == "D4"


def test_names_written_in_the_amount_cells() -> None:
    table = only(
        parse_rows("""
岭北县2024年预算调整项目支出绩效目标批复表 | < | < | <
金额单位：万元 | < | < | <
项目名称 | 老旧小区 | < | <
预算情况 | 年初预算 | 调整后预算 | 增减
 | 资金总额：500 | 资金总额：420 | -80
 | 财政拨款：500 | 财政拨款：420 | -80
三级指标 | 指标值 | 调整后三级指标 | 调整后指标值
小区数 | ≥6个 | 小区数 | ≥5个
""")
    )
    assert [
        (f.name, f.initial.cell, str(f.initial.number), str(f.adjusted.number), f.change.cell)
        for f in table.funds
    ] == [("资金总额", "B5", "500", "420", "D5"), ("财政拨款", "B6", "500", "420", "D6")]
    assert table.leftover == ()


def test_a_name_with_a_colon_in_front_of_its_amount_is_no_amount() -> None:
    table = only(
        parse_rows("""
岭北县2024年预算调整项目支出绩效目标批复表 | < | < | < | <
项目名称 | 老旧小区 | < | < | <
资金情况 | 年初预算 | < | 调整后预算 | 增减
^ | 年度资金总额： | 500 | 420 | -80
^ | 其中：财政拨款 | 500 | 420 | -80
二级指标 | 三级指标 | 指标值 | 调整后三级指标 | 调整后指标值
数量指标 | 小区数 | ≥6个 | 小区数 | ≥5个
""")
    )
    assert [(fund.initial.cell, fund.adjusted.cell) for fund in table.funds] == [
        ("C4", "D4"),
        ("C5", "D5"),
    ]


# 项目名称与资金写在一行


@pytest.mark.parametrize(
    ("row", "name_cell", "executed"),
    [
        ("项目名称 | 甲项目 | 预算数（万元） | 38 | 执行数（万元） | 36.1 | |", "C2", "F2"),
        ("项目名称 | 甲项目经费 | | 预算金额（万元） | 38 | 执行金额 | 36.1 |", "D2", "G2"),
        ("项目名称：甲项目 | | | 预算数（万元）：38 | | 执行数（万元）：36.1 | |", "D2", "F2"),
        (
            "项目名称 | 甲项目 | 预算数（万元） | 执行数 | 执行率 | | |\n | | 38 | 36.1 | 95% | |",
            "C3",
            "D3",
        ),
    ],
)
def test_a_project_named_in_the_row_of_the_money_keeps_its_name(
    row: str, name_cell: str, executed: str
) -> None:
    bare = EVALUATION.replace("项目名称 | 图书室 | < | < | < | < | < | <\n", "")
    table = only(parse_rows(bare.format(funds=row)))
    [fund] = table.funds
    assert table.fields["项目名称"].text.startswith("甲项目")
    assert (fund.name, fund.adjusted.number, fund.executed.number) == (
        "年度资金总额",
        Decimal(38),
        Decimal("36.1"),
    )
    assert (fund.label.cell, fund.executed.cell) == (name_cell, executed)
    assert not table.leftover


def test_a_rate_in_the_cell_of_its_label_is_read_beside_the_amounts() -> None:
    [fund] = evaluation("项目名称：甲 | 预算数：38 | 执行数：36.1 | 执行率：95%").funds
    assert fund.rate.number == Decimal(95)


@pytest.mark.parametrize("label", ["^", ""], ids=["merged", "apart"])
def test_the_heads_of_yearly_tasks_are_no_text(label: str) -> None:
    """任务一块的栏名、合计不混进文字里，也不当作另一个文字栏目。"""
    read = target(f"""
年度主要任务 | 任务名称 | 主要内容 | 预算金额（万元） | <
{label} | ^ | ^ | 总额 | 财政拨款
{label} | 耕地保护 | 落实田长制 | 210 | 200
{label} | 不动产登记 | 窗口服务 | 90 | 90
{label} | 金额合计 | | 300 | 290
""")
    assert {name: each.text for name, each in read.details.items()} == {
        "年度主要任务": "耕地保护 落实田长制 210 200\n不动产登记 窗口服务 90 90"
    }
    assert pairs(read) == [("总额", "D8", 300), ("财政拨款", "E8", 290)]
    assert read.leftover == ()


def test_labels_of_what_was_read_are_not_said_to_be_unread() -> None:
    """“单位”与“万元”隔着一列；资金各行左边的“部门总体资金”不在词表里：它们的内容都读了。"""
    table = only(
        parse_rows("""
2024年部门整体支出绩效自评表 | < | < | < | < | < | <
部门名称 | 水务局 | | 单位 | | 万元 |
部门总体资金 | 支出类别 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 得分
 | 资金总额 | 28 | 30 | 29 | 10 | 9.67
一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分
产出指标 | 数量指标 | 水库 | ≥3座 | 3座 | 90 | 90
""")
    )
    assert (table.money_unit, table.funds[0].executed.number) == ("万元", Decimal(29))
    assert (table.leftover, table.unrecognised) == ((), ())


_REMARKED = """项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | {head} |
年度资金总额 | 10 | 10 | 7.5 | 10 | 75% | {after} | {last}"""


@pytest.mark.parametrize(
    ("head", "after", "last", "note"),
    [
        ("", "招标结余", "", "招标结余"),
        ("", "", "结余资金已收回财政", "结余资金已收回财政"),
        ("备注", "招标结余", "", "招标结余"),
        ("得分", "7.5", "招标结余", "招标结余"),
        # 有栏名的照栏名；数、空话、标签、几格话的不是备注。
        ("结余", "招标结余", "", ""),
        ("", "2.5", "", ""),
        ("", "/", "", ""),
        ("", "财政拨款", "", ""),
        ("", "联系电话", "", ""),
        ("", "招标", "结余", ""),
    ],
)
def test_a_remark_after_the_amounts(head: str, after: str, last: str, note: str) -> None:
    funds = _REMARKED.format(head=head, after=after, last=last)
    table = only(parse_rows(EVALUATION.format(funds=funds)))
    [fund] = table.funds
    assert fund.note.text == note
    assert (note in {entry.text for entry in table.leftover}) is False


def test_what_a_field_says_is_no_fund() -> None:
    """“项目类别｜其他”，右边空着：其他是项目类别，不是一种资金。"""
    rows = parse_rows("""
项目支出绩效目标申报表 | < | < | <
项目名称 | 接待保障 | 项目类别 | 其他
项目类别 | 其他 | |
预算资金（万元） | 68 | |
年度目标 | 完成接待 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 接待批次 | ≥24批次
""")
    assert [(each.name, each.initial.number) for each in only_table(rows).funds] == [
        ("预算资金", 68)
    ]
