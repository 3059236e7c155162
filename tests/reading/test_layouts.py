"""同一张表换着法子排：移位、拆合并、重复上级、标签加空格、列换序、全角、两表同页、分页重印……读出来都一样。"""

from collections.abc import Callable
from decimal import Decimal

import pytest
from gridtext import Rows, changed, only_table, parse_rows, to_grid
from hypothesis import given, settings
from hypothesis import strategies as st
from layouts import meaning
from rule_case import sound

from perfxl.hosts.workbook_reader import read_workbook
from perfxl.model.address import Block
from perfxl.model.cell import Cell, CellKind
from perfxl.model.grid import Grid
from perfxl.reading.sheet import read_sheet
from perfxl.shipped import shipped_folder

SOUND = sound()
HEADER, LAST = 14, 21


TRUTH = meaning(only_table(SOUND))


def test_truth_is_what_a_person_reads() -> None:
    table = only_table(SOUND)
    assert (table.year, table.money_unit, table.grade.text) == (2024, "元", "优")
    assert table.project == "乡镇图书室建设"
    assert [fund.name for fund in table.funds] == [
        "年度资金总额",
        "财政拨款",
        "本级安排",
        "上级补助",
        "其他",
    ]
    assert [i.level2.text for i in table.indicators][:2] == ["数量指标", "数量指标"]
    assert table.indicators[1].score.number == Decimal(9)
    assert table.block.address == "A1:J24"


def moved(rows: Rows, down: int, right: int) -> Rows:
    return [[] for _ in range(down)] + [[""] * right + row for row in rows]


def unmerged(rows: Rows) -> Rows:
    """合并全拆，只留左上角。"""
    return [["" if text in "^<" and text else text for text in row] for row in rows]


def repeated(rows: Rows) -> Rows:
    """指标栏的合并拆开，上级逐行重复。"""
    copy = [list(row) for row in rows]
    for row in range(HEADER, LAST):
        for column in (1, 2):
            if copy[row][column] == "^":
                copy[row][column] = copy[row - 1][column]
    return copy


def spaced(rows: Rows) -> Rows:
    """标签里加空格和换行。"""
    labels = {
        "项目名称": "项 目 名 称",
        "预期目标": "预 期\\n目 标",
        "三级指标": "三级\\n指标",
        "总分": "总 　分",
        "自评结论": "自评\\n结论",
        "一级指标": "一级 指标",
        "得分": "得 分",
        "分值": "分\\n值",
    }
    return [[labels.get(text, text) for text in row] for row in rows]


def full_width(rows: Rows) -> Rows:
    """标点、括号用全角，金额写成带分隔符的全角文字。"""
    copy = changed(rows, {"D7": "２００，０００．００", "E7": "'180,000.00", "H7": "９５％"})
    return [[text.replace("(", "（").replace(":", "：") for text in row] for row in copy]


def swapped(rows: Rows) -> Rows:
    """分值、得分排到指标值前面。"""
    copy = [list(row) for row in rows]
    for row in copy[HEADER - 1 : LAST]:
        row[4:8] = [row[6], row[7], row[4], row[5]]
    copy[LAST][4:8] = ["100", "98.5", "", ""]
    copy[LAST][:4] = ["总分", "<", "<", "<"]
    return copy


def split_target(rows: Rows) -> Rows:
    """指标值拆成性质、数值、单位三栏。"""
    copy = [list(row) for row in rows]
    copy[HEADER - 1][4:5] = ["指标性质", "指标值", "度量单位"]
    copy[LAST][5:6] = ["<", "<", "<"]
    for row in copy[HEADER:LAST]:
        text = row[4]
        if text[0] in "≥≤=":
            number = text[1:].rstrip("个册万%元")
            row[4:5] = [text[0], number, text[1 + len(number) :]]
        else:
            row[4:5] = ["定性", text, ""]
    return copy


def split_in_two_rows(rows: Rows) -> Rows:
    """两行表头：年度指标值下面分性质、数值、单位。"""
    copy = split_target(rows)
    top = copy[HEADER - 1]
    below = ["^" if text else "" for text in top]
    below[4:7] = top[4:7]
    top[4:7] = ["年度指标值", "<", "<"]
    return [*copy[:HEADER], below, *copy[HEADER:]]


def reprinted(rows: Rows) -> Rows:
    """换页：标题和表头又印一遍，上级指标空着。"""
    again = [rows[0], rows[HEADER - 1]]
    first, second = rows[: HEADER + 3], [list(row) for row in rows[HEADER + 3 :]]
    second[0][0:2] = ["", ""]
    return [*first, *again, *second]


def no_initial(rows: Rows) -> Rows:
    """表头改用别的叫法。"""
    names = {
        "全年预算数（A）": "预算数（A）",
        "全年执行数（B）": "执行数（B）",
        "未完成原因分析": "偏差原因分析及改进措施",
        "年度指标值（A）": "年初目标值",
        "实际完成值（B）": "全年完成值",
        "总分": "合计",
    }
    return [[names.get(text, text) for text in row] for row in rows]


VARIANTS: dict[str, Callable[[Rows], Rows]] = {
    "移位": lambda rows: moved(rows, 4, 3),
    "重复上级": repeated,
    "标签加空格": spaced,
    "全角": full_width,
    "分值在前": swapped,
    "指标值三栏": split_target,
    "两行表头": split_in_two_rows,
    "分页重印": reprinted,
    "别的叫法": no_initial,
    "重复加移位": lambda rows: moved(repeated(rows), 2, 1),
}


@pytest.mark.parametrize("name", VARIANTS)
def test_layout_does_not_change_the_meaning(name: str) -> None:
    assert meaning(only_table(VARIANTS[name](SOUND))) == TRUTH


@settings(deadline=None)
@given(st.integers(0, 30), st.integers(0, 20))
def test_offset_does_not_matter(down: int, right: int) -> None:
    assert meaning(only_table(moved(SOUND, down, right))) == TRUTH


def test_unmerged_blank_parents() -> None:
    assert meaning(only_table(unmerged(SOUND))) == TRUTH


def test_two_tables_under_one_another() -> None:
    other = changed(SOUND, {"C4": "另一个项目", "H22": "90"})
    tables = read_sheet("书.xlsx", to_grid([*SOUND, [], *other])).tables
    assert [table.project for table in tables] == ["乡镇图书室建设", "另一个项目"]
    assert meaning(tables[0]) == TRUTH
    assert tables[1].block.top == 26
    assert tables[1].total.score.number == 90


def test_two_tables_side_by_side() -> None:
    other = changed(SOUND, {"C4": "另一个项目"})
    width = max(len(row) for row in SOUND)
    rows = [
        [*left, *[""] * (width - len(left)), "", *right]
        for left, right in zip(SOUND, other, strict=True)
    ]
    tables = read_sheet("书.xlsx", to_grid(rows)).tables
    assert [table.project for table in tables] == ["乡镇图书室建设", "另一个项目"]
    assert meaning(tables[0]) == TRUTH


@pytest.mark.parametrize(
    ("shown", "cell"),
    [
        ("62.83", Cell(7, 8, CellKind.NUMBER, Decimal("0.6283"))),
        ("62.83", Cell(7, 8, CellKind.NUMBER, Decimal("0.628266"), "0.00%")),
        ("62.83", Cell(7, 8, CellKind.NUMBER, Decimal("62.83"))),
        ("62.83", Cell(7, 8, CellKind.TEXT, "62.83%")),
        ("0.95", Cell(7, 8, CellKind.TEXT, "0.95%")),
    ],
)
def test_rate_however_written(shown: str, cell: Cell) -> None:
    grid = to_grid(changed(SOUND, {"F7": "113094"}))
    grid = Grid("表", {**grid.cells, (7, 8): cell}, grid.merged)
    [table] = read_sheet("书.xlsx", grid).tables
    assert table.funds[0].rate.number == Decimal(shown)


def test_typed_percent_formula_is_read_as_typed() -> None:
    grid = to_grid(SOUND)
    cell = Cell(17, 5, CellKind.NUMBER, Decimal(1), formula="100%")
    [table] = read_sheet("书.xlsx", Grid("表", {**grid.cells, (17, 5): cell}, grid.merged)).tables
    assert table.indicators[2].target.text == "=100%"


def test_execution_rate_as_an_indicator_row() -> None:
    rows = changed(SOUND, {"G7": "-", "I7": "-"})
    row = ["^", "预算执行率", "<", "<", "=100%", "95%", "10", "9.5", "", ""]
    table = only_table([*rows[:HEADER], row, *rows[HEADER:]])
    assert table.indicators[0].is_execution
    assert table.indicators[0].weight.number == 10


def test_unrelated_sheets_are_left_alone() -> None:
    for rows in (
        [["姓名", "电话"], ["甲", "1"]],
        [["得分", "分值"], ["1", "2"]],
        [],
    ):
        assert read_sheet("书.xlsx", to_grid(rows)).tables == ()


@given(
    st.lists(
        st.lists(st.text("一二三级指标值完成得分总^<（）0≥%\n ", max_size=8), max_size=8),
        max_size=12,
    )
)
def test_no_sheet_raises(rows: Rows) -> None:
    rows = [[text if text not in ("^", "<") else "" for text in row] for row in rows]
    header = ["一级指标", "二级指标", "三级指标", "指标值", "完成值", "分值", "得分"]
    reading = read_sheet("书.xlsx", to_grid([*rows, header, *rows]))
    # 表头下面只有栏名的，不成一张表，但要说出来没有认出。
    assert reading.tables or reading.unknown


def test_side_label_that_sounds_like_a_column_is_no_column() -> None:
    for label in ("预算资金（元）", "预算执行率（10分）", "年度预算资金\\n（元）"):
        assert meaning(only_table(changed(SOUND, {"A6": label})))[3] == TRUTH[3]


def test_funds_written_beside_their_labels() -> None:
    rows = [list(row) for row in SOUND]
    inline = [
        "年初预算数（元）",
        "200000",
        "全年预算数（元）",
        "180000",
        "全年执行数（元）",
        "171000",
        "执行率",
        "95%",
    ]
    table = only_table([*rows[:5], inline, *rows[11:]])
    [fund] = table.funds
    assert (fund.initial.number, fund.adjusted.number, fund.executed.number) == (
        200000,
        180000,
        171000,
    )
    assert fund.rate.number == 95


def test_goals_written_over_several_rows() -> None:
    rows = [list(row) for row in SOUND]
    more = ["^", "2. 配书2万册", "<", "<", "<", "已配1.8万册", "<", "<", "<", "<"]
    table = only_table([*rows[:13], more, *rows[13:]])
    assert table.goals["expected"].text == "建成12个乡镇图书室并开放\n2. 配书2万册"
    assert table.goals["actual"].text == "已建成12个并开放\n已配1.8万册"


def test_points_merged_over_two_rows_count_once() -> None:
    rows = changed(SOUND, {"G15": "20", "G16": "^", "H15": "19", "H16": "^"})
    table = only_table(rows)
    first, second = table.indicators[:2]
    assert (first.weight.number, first.score.number) == (20, 19)
    assert second.shares_points
    assert second.weight.number is None


def test_weight_of_the_third_level_is_taken() -> None:
    """一级、二级、三级指标各带一个分值。"""
    rows = [list(row) for row in SOUND]
    for number, row in enumerate(rows[HEADER - 1 : LAST]):
        row[2:2] = ["分值" if number == 0 else "50"]
        row[6:6] = []
    table = only_table(rows)
    assert [row.weight.number for row in table.indicators] == [10, 10, 10, 10, 10, 30, 10]


@pytest.mark.parametrize(
    ("text", "weight"),
    [("产出指标（50分）", 50), ("产出(50)", 50), ("产出指标50分", 50), ("产出指标", None)],
)
def test_level1_weight(text: str, weight: int | None) -> None:
    row = only_table(changed(SOUND, {"B15": text})).indicators[0]
    assert (row.level1.text, row.level1_weight) == ("产出指标", weight)


def test_total_and_grade_above_the_grid() -> None:
    rows = changed(SOUND, {"A22": None, "G22": None, "H22": None, "A23": None, "B23": None})
    rows = [row for number, row in enumerate(rows, 1) if number not in (22, 23)]
    above = ["自评总分", "98.5", "自评等级", "优"]
    table = only_table([*rows[:4], above, *rows[4:]])
    assert (table.total.score.number, table.grade.text) == (Decimal("98.5"), "优")


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("填报时间：2025年2月10日　自评年度：2024", 2024),
        ("（2024年）", 2024),
        ("二〇二四年度", 2024),
    ],
)
def test_year_is_not_taken_from_a_date(text: str, year: int) -> None:
    assert only_table(changed(SOUND, {"A2": text})).year == year


def test_amounts_that_carry_their_unit() -> None:
    rows = changed(SOUND, {"A6": "项目资金", "D7": "20万元", "E7": "18万元", "F7": "17.1万元"})
    table = only_table(rows)
    assert table.money_unit == "万元"
    assert table.funds[0].adjusted.number == 18


def test_stray_cell_in_the_last_corner_does_not_matter() -> None:
    """末行末列有一个点、整片合并：照读，用时与空行无关。"""
    grid = to_grid(SOUND)
    corner = (1_048_576, 16_384)
    cells = {**grid.cells, corner: Cell(*corner, CellKind.TEXT, ".")}
    far = Block(30, 1, 1_048_575, 16_384)
    [table] = read_sheet("书.xlsx", Grid("表", cells, [*grid.merged, far])).tables
    assert meaning(table) == TRUTH


def test_totals_of_each_class_are_not_the_total() -> None:
    """各类下面写“合计”的是小计；先“合计”再“总分”的，以总分为准。"""
    part = ["^", "^", "合计", "<", "<", "<", "50", "49", "", ""]
    whole = ["合计", "<", "<", "<", "<", "<", "90", "89", "", ""]
    table = only_table([*SOUND[:19], part, *SOUND[19:21], whole, *SOUND[21:]])
    assert meaning(table) == TRUTH


def test_a_column_of_criteria_is_no_score() -> None:
    rows = [list(row) for row in SOUND]
    for number, row in enumerate(rows[HEADER - 1 : LAST]):
        row[4:4] = ["得分标准" if number == 0 else "完成得满分，否则按比例"]
    rows[LAST][5:5] = ["<"]
    assert meaning(only_table(rows)) == TRUTH


def test_total_merged_over_weight_and_score() -> None:
    table = only_table(changed(SOUND, {"G22": "98.5", "H22": "<"}))
    assert (table.total.weight.number, table.total.score.number) == (None, Decimal("98.5"))


def test_goals_above_the_funds() -> None:
    rows = [*SOUND[:5], *SOUND[11:13], *SOUND[5:11], *SOUND[13:]]
    assert meaning(only_table(rows)) == TRUTH


def test_the_only_fund_row_needs_no_name() -> None:
    rows = [list(row) for row in SOUND[:7]] + SOUND[11:]
    rows[6][2] = ""
    rows[5][2] = ""
    [fund] = only_table(rows).funds
    assert (fund.name, fund.adjusted.number, fund.score.number) == (
        "年度资金总额",
        180000,
        Decimal("9.5"),
    )


def test_a_detail_table_below_stays_outside() -> None:
    detail = [
        [],
        ["附：支出明细"],
        ["序号", "内容", "单位", "名称", "数量", "金额", "5", "6"],
        ["合计", "", "", "", "", "", "", "11"],
    ]
    assert meaning(only_table([*SOUND, *detail])) == TRUTH


def test_grade_beside_its_label_when_still_empty() -> None:
    """“自评等级”右边空着、下面是横着合并的结论：等级格是右边那一格。"""
    book = shipped_folder("workbooks") / "空白表" / "自评表.xlsx"
    [grid] = read_workbook(book).grids
    cells = dict(grid.cells)
    cells[22, 2] = Cell(22, 2, CellKind.TEXT, "完成较好。")
    [table] = read_sheet("空.xlsx", Grid("表", cells, grid.merged)).tables
    assert (table.grade_cell.cell, table.grade_cell.text) == ("J21", "")
    assert table.conclusion.cell == "B22"


@pytest.mark.parametrize("between", [" ", "，", "  ", "\n", "；"])
def test_two_labels_in_one_cell(between: str) -> None:
    table = only_table(changed(SOUND, {"A24": f"联系人:×××{between}联系电话:××××"}))
    assert table.fields["联系人"].text == "×××"
    assert table.fields["联系电话"].text == "××××"


def test_a_title_over_tables_side_by_side_is_for_all_of_them() -> None:
    """写在左边一张上面的标题、年度、单位，右边几张也照它读；自己写了的照自己的。"""
    block = (
        "项目名称 | {name} | | 预算数 | 38 | 执行数 | 36.1",
        "一级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分 | 备注",
        "产出指标 | 面积 | ≥5亩 | 5亩 | 100 | 100 |",
    )
    rows = [" | | ".join(line.format(name=name) for name in "甲乙丙") for line in block]
    text = "\n".join(["某局2024年度项目支出绩效自评表", "单位：万元", *rows])
    tables = read_sheet("书.xlsx", to_grid(parse_rows(text))).tables
    assert [(t.fields["项目名称"].text, t.year, t.money_unit) for t in tables] == [
        (name, 2024, "万元") for name in "甲乙丙"
    ]
