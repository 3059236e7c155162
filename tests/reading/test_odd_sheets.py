"""残缺的、不认得的、夹着别的内容的工作表：读得懂的读，读不懂的说出来。"""

import pytest
from gridtext import Rows, changed, parse_rows, to_grid

from perfxl.actions.document import document_of
from perfxl.cli.document_text import document_text
from perfxl.cli.screen import as_text
from perfxl.model.address import Block
from perfxl.model.cell import Cell, CellKind
from perfxl.model.file_faults import UnreadableFileError
from perfxl.model.grid import Grid
from perfxl.model.table import Document, Form, Table
from perfxl.model.workbook import Workbook
from perfxl.reading.sheet import read_sheet

TARGET = parse_rows("""
项目绩效目标表 | < | < | < | <
（2024年度） | < | < | < | <
项目名称 | < | 乡镇图书室建设 | 实施单位 | 文化馆
资金情况（万元） | < | 年度资金总额 | 20 | <
^ | ^ | 其中：财政拨款 | 20 | <
年度总体目标 | < | 建成12个乡镇图书室并开放 | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值
^ | 产出指标 | 数量指标 | 建成图书室数量 | ≥12个
^ | ^ | 质量指标 | 验收合格率 | =100%
^ | 效益指标 | 社会效益指标 | 阅读条件 | 有效改善
""")
BUDGET = parse_rows("""
某局2024年部门预算调整项目支出批复表 | < | < | < | <
单位：万元 | < | < | < | <
项目名称 | 年初预算数 | 调整预算数 | 增减数 | 备注
合计 | 30 | 25 | -5
一、一般公共预算 | 30 | 25 | -5
（一）图书室建设 | 20 | 15 | -5 | 压减
（二）设备更新 | 10 | 10 | -
""")
CONTACTS = parse_rows("""
通讯录
姓名 | 单位 | 电话
甲 | 文化馆 | 0000000
乙 | 图书馆 | 0000000
""")
THREE_PUBLIC = parse_rows("""
某局2024年“三公”经费预算调整批复表
项目 | 年初预算数 | 调整预算数 | 增减数
合计 | 30 | 25 | -5
公务接待费 | 30 | 25 | -5
""")


def tables(rows: Rows) -> tuple[Table, ...]:
    return read_sheet("书.xlsx", to_grid(rows)).tables


def document(*sheets: tuple[str, Rows]) -> Document:
    return document_of(Workbook("书.xlsx", tuple(to_grid(rows, name) for name, rows in sheets)))


def shown(*sheets: tuple[str, Rows]) -> str:
    return as_text(document_text(document(*sheets)))


def test_unrelated_sheets_are_left_alone_and_named() -> None:
    read = document(("通讯录", CONTACTS), ("目标", TARGET), ("空", []), ("三公", THREE_PUBLIC))
    assert [table.form for table in read.tables] == [Form.TARGET]
    assert read.other_sheets == ("通讯录", "空", "三公")
    assert [(part.sheet, part.block.address) for part in read.unknown] == [
        ("通讯录", "A1:C4"),
        ("三公", "A1:D4"),
    ]
    assert read.unknown[0].words[:3] == ("通讯录", "姓名", "单位")


def test_unknown_forms_say_the_words_that_were_seen() -> None:
    with pytest.raises(UnreadableFileError, match=r"没有认出.*工作表“三公”开头写着.*“项目”"):
        document(("三公", THREE_PUBLIC))
    with pytest.raises(UnreadableFileError, match="没有工作表"):
        document()


def test_a_table_beside_other_content_on_the_sheet() -> None:
    read = document(("表", [*CONTACTS, [], *TARGET, [], [], *THREE_PUBLIC]))
    [table] = read.tables
    assert table.block == Block(6, 1, 15, 5)
    assert [part.block.address for part in read.unknown] == ["A1:C4", "A18:D21"]


def test_header_without_rows_is_an_empty_table() -> None:
    [target] = tables(TARGET[:7])
    assert (target.form, target.indicators) == (Form.TARGET, ())
    [budget] = tables(BUDGET[:3])
    assert (budget.form, budget.lines) == (Form.PROJECT_BUDGET, ())


def test_half_a_table_is_read_as_far_as_it_goes() -> None:
    half = [row[:5] for row in TARGET[:8]]
    [table] = tables(half)
    assert [row.level3.text for row in table.indicators] == ["建成图书室数量"]
    narrow = [row[:3] for row in BUDGET]
    [budget] = tables(narrow)
    assert [line.adjusted.total.number for line in budget.lines] == [25, 25, 15, 10]
    assert not budget.lines[0].change.total.exists


def test_the_nearer_of_two_titles_counts() -> None:
    [table] = tables([["2023年项目支出绩效自评表", "<", "<"], *BUDGET])
    assert table.title.text == "某局2024年部门预算调整项目支出批复表"
    assert (table.form, len(table.lines)) == (Form.PROJECT_BUDGET, 4)


def test_header_words_merged_into_one_cell_are_refused() -> None:
    rows = changed(BUDGET, {"A3": "项目名称 年初预算数 调整预算数", "B3": "<", "C3": "<"})
    with pytest.raises(UnreadableFileError, match="没有认出"):
        document(("表", rows))


def test_stray_title_like_names_do_not_cut_a_table() -> None:
    """三级指标里写着“绩效目标申报表”，不是另一张表的标题。"""
    rows = changed(TARGET, {"D9": "编制绩效目标申报表"})
    [table] = tables(rows)
    assert [row.level3.text for row in table.indicators][1] == "编制绩效目标申报表"


def test_hidden_sheets_and_rows_are_read_and_marked() -> None:
    grid = to_grid(TARGET, hidden=True, hidden_rows=frozenset({9, 40}))
    [table] = read_sheet("书.xlsx", grid).tables
    assert (table.hidden, table.hidden_rows) == (True, (9,))
    assert len(table.indicators) == 3
    text = as_text(document_text(Document("书.xlsx", (table,))))
    assert "这张工作表是隐藏的" in text
    assert "9（隐藏）" in text


def test_text_shows_what_was_understood_and_where() -> None:
    text = shown(("目标", TARGET))
    assert "表的种类：项目绩效目标表" in text
    assert "项目名称：乡镇图书室建设（C3）" in text
    assert "财政拨款（万元）：20（D5）" in text
    assert "表内有字的格都读懂了。" in text


def test_text_shows_what_was_not_understood() -> None:
    rows = changed(
        TARGET, {"A2": "（内部资料）", "F7": "评分标准", "F8": "按比例", "E10": None, "D10": None}
    )
    rows.append(["", "", "", "", "", "抄送：财政局"])
    text = shown(("目标", rows))
    assert "第2行未识别（A2）：（内部资料）" in text
    assert "F7 “评分标准”一栏没有读" in text
    assert "都读懂了" not in text
    assert "按比例" not in text


def test_hidden_columns_with_codes_are_named_once() -> None:
    cells = {(row, 6): Cell(row, 6, CellKind.TEXT, f"R{row:04}") for row in range(3, 11)}
    grid = to_grid(TARGET)
    read = read_sheet(
        "书.xlsx",
        Grid("表", {**grid.cells, **cells}, grid.merged, hidden_columns=frozenset({6})),
    )
    [table] = read.tables
    assert [entry.text for entry in table.unread_columns] == ["R0003"]
    assert table.leftover == ()


def test_notes_under_a_table_are_no_rows() -> None:
    notes = [
        ["注：1.本表由项目单位填报；2.金额保留两位小数。", "<", "<", "<", "<"],
        ["填报人：×××"],
    ]
    [table] = tables([*TARGET, *notes])
    assert len(table.indicators) == 3
    assert table.leftover == ()
    assert table.fields["填报人"].text == "×××"
    [budget] = tables([*BUDGET, ["1. 本表填报预算部门列支的所有项目支出调整情况。"]])
    assert len(budget.lines) == 4


def test_a_million_rows_below_cost_nothing() -> None:
    grid = to_grid(TARGET)
    corner = (1_048_576, 5)
    cells = {**grid.cells, corner: Cell(*corner, CellKind.TEXT, ".")}
    reading = read_sheet("书.xlsx", Grid("表", cells, grid.merged))
    assert len(reading.tables[0].indicators) == 3


def test_goals_with_their_labels_in_the_same_cell() -> None:
    goal = [row for row in TARGET if "年度总体目标" in [str(cell) for cell in row]]
    assert len(goal) == 1
    place = TARGET.index(goal[0])
    [beside] = parse_rows("年度总体目标 | < | 建成12个图书室 | 实际完成情况：建成11个 | <")
    [table] = tables([*TARGET[:place], beside, *TARGET[place + 1 :]])
    assert (table.goals["expected"].text, table.goals["actual"].text) == (
        "建成12个图书室",
        "建成11个",
    )
    both = parse_rows("预期目标：建成12个图书室 | < | 实际完成情况：建成11个 | < | <")
    [table] = tables([*TARGET[:place], *both, *TARGET[place + 1 :]])
    assert {name: entry.text for name, entry in table.goals.items()} == {
        "expected": "建成12个图书室",
        "actual": "建成11个",
    }


def test_hidden_columns_with_contents_are_kept() -> None:
    grid = to_grid(TARGET, hidden_columns=frozenset({4, 40}))
    [table] = read_sheet("书.xlsx", grid).tables
    assert [each.column for each in table.hidden_columns] == [4]
    assert table.indicators[0].target.text
