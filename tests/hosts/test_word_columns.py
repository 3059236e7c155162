"""Word 的表里写着“可略”的栏：没有的去掉，有的留着，别的内容一格不丢。"""

from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Twips

from perfxl.hosts.word_cells import row_cells
from perfxl.hosts.word_columns import drop_columns, omittable
from perfxl.plans.plan_values import NoColumn

NONE = omittable(NoColumn())


def document(*rows: list[str]) -> Any:
    """四列的一张表；“<”与左边一格合并。"""
    made = Document()
    table = made.add_table(len(rows), 4)
    for column in table.columns:
        column.width = Twips(1000)
    for row, texts in zip(table.rows, rows, strict=True):
        for place, text in enumerate(texts):
            if text == "<":
                row.cells[place - 1].merge(row.cells[place])
            else:
                row.cells[place].paragraphs[0].add_run(text)
    return made


def texts(made: Any) -> list[list[str]]:
    rows = made.element.body.iter(qn("w:tr"))
    return [[cell.text for cell in row_cells(row)] for row in rows]


def test_a_column_no_row_has_goes_with_its_head() -> None:
    made = document(
        ["项目", "<", "<", "<"],
        ["一", "分值", "二", "说明"],
        ["甲", NONE, omittable("乙"), NONE],
        ["丙", NONE, omittable(""), NONE],
        ["总", "计", "<", "<"],
    )
    drop_columns(made)
    assert texts(made) == [["项目"], ["一", "二"], ["甲", "乙"], ["丙", ""], ["总", "计"]]
    widths = [int(each.get(qn("w:w"))) for each in made.element.body.iter(qn("w:gridCol"))]
    assert widths == [2000, 2000]


def test_a_head_of_two_merged_rows_goes_too() -> None:
    made = document(
        ["一", "分值", "二", "<"], ["", "", "三", "四"], ["甲", NONE, omittable("乙"), ""]
    )
    table = made.tables[0]
    for column in (0, 1):
        table.cell(0, column).merge(table.cell(1, column))
    drop_columns(made)
    assert [[text.strip() for text in row] for row in texts(made)] == [
        ["一", "二"],
        ["", "三", "四"],
        ["甲", "乙", ""],
    ]


def test_a_column_one_of_two_groups_has_stays() -> None:
    made = document(
        ["一", "分值", "二", ""], ["甲", NONE, "乙", ""], ["丙", omittable("5"), "", ""]
    )
    drop_columns(made)
    assert texts(made)[1:] == [["甲", "", "乙", ""], ["丙", "5", "", ""]]


def test_what_stands_wholly_in_the_column_elsewhere_keeps_it() -> None:
    made = document(["名称", "要紧的", "", ""], ["一", "分值", "二", ""], ["甲", NONE, "乙", ""])
    drop_columns(made)
    assert texts(made) == [
        ["名称", "要紧的", "", ""],
        ["一", "分值", "二", ""],
        ["甲", "", "乙", ""],
    ]


def test_a_cell_with_other_text_is_no_missing_column() -> None:
    made = document(["一", "二", "三", "四"], ["甲", f"约{NONE}", "", ""])
    drop_columns(made)
    assert texts(made)[1] == ["甲", "约", "", ""]


def test_the_marks_are_wiped_outside_tables_too() -> None:
    made = Document()
    made.add_paragraph(f"附注{omittable('一')}{NONE}")
    drop_columns(made)
    assert made.paragraphs[0].text == "附注一"


def test_a_table_whose_widths_are_shares_is_left_alone() -> None:
    made = document(["一", "分值", "", ""], ["甲", NONE, "", ""])
    next(made.element.body.iter(qn("w:gridCol"))).set(qn("w:w"), "25%")
    drop_columns(made)
    assert texts(made) == [["一", "分值", "", ""], ["甲", "", "", ""]]
