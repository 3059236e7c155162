"""``_xHHHH_``：凡写文字的地方都照 Excel 显示的读，写回去 Excel 还显示成那样。"""

import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from perfxl.hosts.editor.book import EditedBook
from perfxl.hosts.editor.comments import add_comments
from perfxl.hosts.escaped_text import escaped, unescaped
from perfxl.hosts.workbook_reader import read_workbook

STORED = "完_xD83D__xDE00_成_x000B_，_x005F_x0041_，半_xD83D_个"
SHOWN = "完😀成，_x0041_，半�个"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_written_and_read_again_is_the_same(text: str) -> None:
    assert unescaped(escaped(text)).replace("\r\n", "\n") == text.replace("\r\n", "\n")
    assert re.search("[\x00-\x08\x0b\x0c\x0e-\x1f]", escaped(text)) is None


def test_a_half_is_written_as_an_escape() -> None:
    assert escaped("半\ud83d个") == "半_xD83D_个"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """共享字符串、行内字符串、公式的结果、批注、工作表名、名称里都写着转义。"""
    path, out = tmp_path / "甲.xlsx", tmp_path / "转义.xlsx"
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet.title = "表"
    sheet["A1"], sheet["A2"], sheet["A3"] = STORED, "行内", "=1"
    sheet["A4"] = "注"
    sheet["A4"].comment = Comment(STORED, "甲")
    made.defined_names["绩效口径"] = DefinedName("绩效口径", attr_text='"全_x200B_国"')
    made.save(path)
    with zipfile.ZipFile(path) as read, zipfile.ZipFile(out, "w") as write:
        for name in read.namelist():
            data = read.read(name).decode()
            data = data.replace('name="表"', f'name="{STORED}"')
            data = re.sub(
                r'<c r="A2"[^>]*>.*?</c>',
                f'<c r="A2" t="inlineStr"><is><r><t>完_xD83D_</t></r>'
                f"<r><t>{STORED.removeprefix('完_xD83D_')}</t></r></is></c>",
                data,
            )
            data = re.sub(
                r'<c r="A3"[^>]*>.*?</c>', f'<c r="A3" t="str"><f>1</f><v>{STORED}</v></c>', data
            )
            write.writestr(name, data)
    return out


def test_read_as_excel_shows_it_everywhere(book: Path) -> None:
    read = read_workbook(book)
    [grid] = read.grids
    assert [grid.text(row, 1) for row in (1, 2, 3)] == [SHOWN] * 3
    stored = SHOWN.replace("成", "成\x0b")
    assert grid.comments[4, 1] == stored
    assert grid.name == stored
    assert read.profile == "全国"


def test_copy_finds_the_sheet_and_keeps_what_it_does_not_touch(book: Path, tmp_path: Path) -> None:
    [grid] = read_workbook(book).grids
    edited = EditedBook.open(book)
    assert edited.sheet_names == [grid.name]
    sheet = edited.sheet(grid.name)
    sheet.set_text(5, 1, "_x0041_\x0b😀")
    add_comments(edited.package, sheet, {"A5": "注_x0041_\x0b😀"})
    edited.rename(grid.name, "改_x0041_名")
    edited.save(tmp_path / "改.xlsx")
    [again] = read_workbook(tmp_path / "改.xlsx").grids
    assert again.name == "改_x0041_名"
    assert [again.text(row, 1) for row in (1, 2, 3)] == [SHOWN] * 3
    assert again.cells[5, 1].value == "_x0041_\x0b😀"
    assert again.comments[5, 1] == "注_x0041_\x0b😀"


def test_xls_with_half_a_character_is_read() -> None:
    """xlrd 自己遇到半个字符整个文件不读；文件是 LibreOffice 另存的。"""
    path = Path(__file__).parent / "旧版" / "半个字符.xls"
    [grid] = read_workbook(path).grids
    assert [grid.text(row, 1) for row in range(1, 5)] == [
        SHOWN,
        "一级指标",
        "188480",
        "㎥ ✓ ≥100人",
    ]
