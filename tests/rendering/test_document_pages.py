"""Word 里的一张表怎样排：各列多宽、名称在哪里换行、几页的换不换方向。"""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from perfxl.plans.column_balance import Written, WrittenRow
from perfxl.plans.document_pages import DocumentTable, document_layout
from perfxl.plans.fonts import CellFont
from perfxl.plans.row_height import text_width

FONT = CellFont(10, "宋体")


def table(rows: Sequence[Sequence[str]], widths: Sequence[float], page: float) -> DocumentTable:
    """头一行是表头的一张表，一格左右共留空 6 磅。"""
    written = [
        WrittenRow([Written(text, place, place, FONT) for place, text in enumerate(row, 1)], 0.0)
        for row in rows
    ]
    return DocumentTable(widths, 6.0, 2.0, 1.2, written, [], (0, 0), set(), 20.0, 20.0, page)


def test_no_column_has_one_sign_a_line() -> None:
    rows = [["指标性质", "说明"], ["定性", "以验收单为准" * 4]]
    layout = document_layout(table(rows, [17.0, 183.0], 500.0))
    assert layout.widths[0] >= 26
    assert sum(layout.widths) == pytest.approx(200)


def test_a_space_between_han_and_digits_is_measured() -> None:
    """“3月”在 Word 里比字的宽多四分之一个字：照字宽正好一行的，要两行。"""
    text = "3月" * 6
    cell = Written(text, 1, 1, FONT)
    given = table([["栏"], [text]], [text_width(text, FONT) + 7.0], 500.0)
    one = given.cell_height(cell._replace(text="一"), given.widths)
    assert given.cell_height(cell, given.widths) == pytest.approx(one + 12.0)


def test_a_long_remark_gets_room_from_the_column_beside() -> None:
    rows = [
        ["三级指标", "原因", "备注", "待填"],
        ["甲", "两座厂停运", "折算办法见考核办法第十二条" * 5, ""],
        *([["乙", "", "", ""]] * 4),
    ]
    given = table(rows, [100.0, 240.0, 40.0, 60.0], 700.0)
    layout = document_layout(given)
    assert sum(given.heights(layout.widths)) < sum(given.heights(given.widths)) / 2
    # 整列空着的留着人填。
    assert layout.widths[3] == pytest.approx(60.0)


def test_three_pages_are_turned_where_that_saves_one() -> None:
    rows = [["名称"], *([["甲"]] * 40)]
    lying = table(rows, [400.0], 200.0)
    turned = replace(lying, widths=[200.0], page=400.0)
    layout = document_layout(replace(lying, turned=turned))
    assert layout.turned
    assert layout.pages < document_layout(lying).pages
