"""预算批复表的各种排法：并排、分页、签章、各栏自带单位、编码分三栏。"""

from decimal import Decimal

from gridtext import Rows, parse_rows, to_grid
from layouts import side_by_side

from perfxl.model.cell import Cell, CellKind
from perfxl.model.grid import Grid
from perfxl.model.table import ABSENT, Form, Line, Table
from perfxl.reading.budget_tree import is_sum_line
from perfxl.reading.sheet import read_sheet

PROJECTS = parse_rows("""
某局2024年部门预算调整项目支出批复表 | < | < | <
单位：元
项目名称 | 年初预算数 | 调整预算数 | 增减数
合计 | 100000 | 90000 | -10000
图书室建设 | 100000 | 90000 | -10000
""")
TRANSFERS = parse_rows("""
某局2024年转移支付预算调整批复表 | < | < | <
单位：万元
项目名称 | 年初预算数 | 调整预算数 | 增减数
合计 | 6 | 5 | -1
农家书屋补助 | 6 | 5 | -1
""")


def table(rows: Rows) -> Table:
    [only] = read_sheet("书.xlsx", to_grid(rows)).tables
    return only


def names(lines: tuple[Line, ...]) -> list[str]:
    return [line.name.text for line in lines]


def adjusted(read: Table) -> list[Decimal | None]:
    return [line.adjusted.total.number for line in read.lines]


def test_two_budget_tables_side_by_side_are_two() -> None:
    """中间空一列的两张表，各有标题和单位，不是收支左右两边。"""
    grid = side_by_side(to_grid(PROJECTS), to_grid(TRANSFERS))
    left, right = read_sheet("书.xlsx", grid).tables
    assert (left.form, left.money_unit, names(left.lines)) == (
        Form.PROJECT_BUDGET,
        "元",
        ["合计", "图书室建设"],
    )
    assert (right.form, right.money_unit, names(right.lines)) == (
        Form.TRANSFER_BUDGET,
        "万元",
        ["合计", "农家书屋补助"],
    )


def test_signatures_and_the_next_attachment_are_no_lines() -> None:
    signed = [["单位负责人：王五", "", "填报日期：2024年10月8日"], ["附表2"]]
    read = table([*PROJECTS, *signed])
    assert names(read.lines) == ["合计", "图书室建设"]
    assert read.fields["单位负责人"].text == "王五"
    assert read.fields["填报日期"].text == "2024年10月8日"


def test_a_page_break_with_page_sums_is_one_table() -> None:
    again = [[f"{PROJECTS[0][0]}（续）", "<", "<", "<"], *PROJECTS[1:3]]
    rows = [*PROJECTS, ["本页小计", "200000", "180000", "-20000"], *again]
    rows += [["承前页", "200000", "180000", "-20000"], ["设备更新", "5", "4", "-1"]]
    assert names(table(rows).lines) == ["合计", "图书室建设", "设备更新"]


def test_a_column_with_its_own_unit_is_converted() -> None:
    rows = parse_rows("""
        项目支出预算调整批复表
        项目名称 | 年初预算数（万元） | 调整预算数（元） | 增减数（万元）
        图书室建设 | 10 | 80000 | -2
    """)
    read = table(rows)
    assert (read.money_unit, adjusted(read)) == ("万元", [8])


def test_thousands_are_a_unit() -> None:
    rows = [PROJECTS[0], ["单位：千元"], PROJECTS[2], ["图书室建设", "300", "290.0元", "-9.7"]]
    read = table(rows)
    assert (read.money_unit, read.money_factor, adjusted(read)) == ("千元", 1000, [Decimal("0.29")])


def test_the_amount_of_adjustment_is_no_adjusted_amount() -> None:
    rows = parse_rows("""
        项目支出预算调整批复表
        项目名称 | 年初预算数 | 调整数 | 调整后预算数
        图书室建设 | 100 | △20 | 80
    """)
    [line] = table(rows).lines
    assert (line.change.total.number, line.adjusted.total.number) == (-20, 80)
    alone = [rows[0], ["项目名称", "年初数", "调整数"], ["图书室建设", "100", "80"]]
    assert adjusted(table(alone)) == [80]


def test_codes_in_three_columns_keep_their_zeros() -> None:
    rows = parse_rows("""
        一般公共预算支出批复表（功能分类科目） | < | < | < | < | <
        科目编码 | < | < | 科目名称 | 年初预算数 | 调整预算数
        类 | 款 | 项 | ^ | ^ | ^
        '205 | | | 教育支出 | 10 | 12
        | '02 | | 普通教育 | 10 | 12
        | | '01 | 学前教育 | 4 | 4
    """)
    assert [line.code.text for line in table(rows).lines] == ["205", "20502", "2050201"]
    grid = to_grid(rows)
    numbers = {
        place: Cell(*place, CellKind.NUMBER, Decimal(str(cell.value)))
        if place[0] > 3 and place[1] < 4
        else cell
        for place, cell in grid.cells.items()
    }
    [read] = read_sheet("书.xlsx", Grid("表", numbers, grid.merged)).tables
    assert [line.code.text for line in read.lines] == ["205", "20502", "2050201"]


def test_unreadable_amounts_are_named() -> None:
    read = table([*PROJECTS[:4], ["图书室建设", "约10万元", "见附件", "-"]])
    assert [entry.text for entry in read.leftover] == ["约10万元", "见附件"]
    assert read.lines[1].initial.total.number is None


def test_one_side_without_its_name_is_not_read() -> None:
    """收支总表左边的“项目”换了别的字：宁可整张不认，也不把收入的数记到支出名下。"""
    rows = parse_rows("""
        某局2024年收支总体情况批复表
        收入 | < | < | 支出 | < | <
        甲乙丙丁 | 年初预算数 | 调整预算数 | 项目 | 年初预算数 | 调整预算数
        一、财政拨款 | 10 | 9 | 一、教育支出 | 8 | 7
    """)
    assert read_sheet("书.xlsx", to_grid(rows)).tables == ()


def test_a_split_name_column_is_no_line() -> None:
    rows = parse_rows("""
        某局2024年部门预算调整项目支出批复表 | < | < | <
        项目名称 | < | 年初预算数 | 调整预算数
        一级项目 | 二级项目 | ^ | ^
        教育发展 | 教师培训 | 10 | 9
    """)
    read = table(rows)
    assert names(read.lines) == ["教育发展"]
    assert [entry.text for entry in read.unread_columns] == ["一级项目", "二级项目"]


def test_lines_know_their_unit_or_county() -> None:
    rows = parse_rows("""
        某局2024年转移支付预算调整批复表 | < | < | <
        资金名称 | 地区 | 年初预算数 | 调整预算数
        就业补助资金 | 甲县 | 10 | 9
        就业补助资金 | 乙县 | 6 | 5
    """)
    read = table(rows)
    assert [line.organisation.text for line in read.lines] == ["甲县", "乙县"]
    assert read.unread_columns == ()


def test_the_word_total_over_code_and_name_is_the_name() -> None:
    """科目编码分三栏，“合 计”并过编码和名称。"""
    rows = parse_rows("""
        一般公共预算支出批复表（功能分类科目） | < | < | < | < | <
        科目编码 | < | < | 科目名称 | 年初预算数 | 调整预算数
        类 | 款 | 项 | ^ | ^ | ^
        合 计 | < | < | < | 10 | 12
        '205 | | | 教育支出 | 10 | 12
    """)
    total, _ = table(rows).lines
    assert (total.name.text, total.code.text, is_sum_line(total)) == ("合计", "", True)


ORDINALS = """
    某局2024年部门预算调整项目支出批复表 | < | < | <
    序号 | 项目名称 | 年初预算数 | 调整预算数
    {} | 一般公共预算 | 10 | 9
    {} | 图书室建设 | 6 | 5
    {} | 群众活动 | 4 | 4
    {} | 政府性基金预算 | |
    {} | 单位资金 | 3 | 3
"""


def test_ordinals_of_several_levels_in_their_own_column_are_kept() -> None:
    levels = table(parse_rows(ORDINALS.format("一", "（一）", "（二）", "二", "三")))
    assert [line.ordinal.text for line in levels.lines] == ["一", "（一）", "（二）", "二", "三"]
    assert levels.lines[1].ordinal.cell == "A4"
    assert names(levels.lines)[3] == "政府性基金预算"
    numbers = table(parse_rows(ORDINALS.format("一", 1, 2, "二", "三")))
    assert [line.ordinal.text for line in numbers.lines] == ["一", "1", "2", "二", "三"]


def test_running_numbers_are_no_levels() -> None:
    read = table(parse_rows(ORDINALS.format(1, 2, 3, 4, 5)))
    assert {line.ordinal for line in read.lines} == {ABSENT}
    assert (len(read.lines), read.leftover, read.unread_columns) == (5, (), ())


def test_two_columns_of_notes_are_both_read() -> None:
    rows = parse_rows("""
        某局2024年部门预算调整项目支出批复表 | < | < | < | <
        项目名称 | 年初预算数 | 调整预算数 | 调整原因 | 备注
        图书室建设 | 10 | 9 | 招标节约。 | 县级资金
        群众活动 | 4 | 5 | | 追加
        设备更新 | 4 | 4 | |
    """)
    read = table(rows)
    assert [(line.note.text, line.note.cell) for line in read.lines] == [
        ("招标节约；县级资金", "D3"),
        ("追加", "E4"),
        ("", "D5"),
    ]
    assert (read.leftover, read.unread_columns) == ((), ())


def test_the_unit_above_a_table_without_a_known_title() -> None:
    head = ["项目名称", "年初预算数", "调整预算数", "增减数"]
    body = [["图书室建设", "10", "9", "-1"]]
    assert (
        table([["某局项目经费安排"], ["", "", "", "单位：万元"], head, *body]).money_unit == "万元"
    )
    assert table([["编制：某局  单位：万元"], head, *body]).money_unit == "万元"
    assert table([["编制单位：元江县某局"], head, *body]).money_unit is None
    second = parse_rows("""
        单位：元
        科目编码 | 科目名称 | 年初预算数 | 调整预算数
        205 | 教育支出 | 10 | 9
    """)
    grid = to_grid([["单位：万元"], head, *body, *second])
    one, other = read_sheet("书.xlsx", grid).tables
    assert (one.money_unit, other.money_unit) == ("万元", "元")


SPLIT = """
某局2024年部门预算调整功能分类科目批复表 | < | < | < | < | < | <
单位：元
科目编码 | 科目名称 | 年初预算数 | < | < | 调整预算数 | <
^ | ^ | 基本支出 | | 项目支出 | 基本支出 | 项目支出
205 | 教育支出 | 100 | | 50 | 90 | 40
20503 | 职业教育 | 100 | | 50 | 90 | 40
"""


def test_a_blank_column_under_a_joined_head_is_no_amount() -> None:
    """合并的大栏下面空着一列：只是隔开，表照读。"""
    read = table(parse_rows(SPLIT))
    line = read.lines[0]
    assert (line.initial.basic.number, line.initial.project.number) == (100, 50)
    assert (line.adjusted.basic.number, line.adjusted.project.number) == (90, 40)


def test_a_sentence_in_brackets_below_is_no_line() -> None:
    assert names(table([*PROJECTS, ["（本表由项目单位填报）"]]).lines) == ["合计", "图书室建设"]
    assert names(table([*PROJECTS, ["（一）人才培训补贴"]]).lines)[-1] == "（一）人才培训补贴"
