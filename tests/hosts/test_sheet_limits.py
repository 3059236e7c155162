"""有意撑大的工作表：一句话说清，不吃内存；排得多的表照读。"""

import re
import shutil
import time
import zipfile
from pathlib import Path

import pytest
from edits import edit_at
from openpyxl import Workbook

from perfxl.hosts.editor.book import EditedBook
from perfxl.hosts.file_book import write_changes
from perfxl.hosts.sheet_limits import MOST_CELLS_SETTING, sound_merges
from perfxl.hosts.xlsx_reader import read_xlsx
from perfxl.model.address import Block
from perfxl.model.file_faults import NotWritableError, UnreadableFileError
from perfxl.shipped import shipped_folder


def edited(path: Path, old: bytes, new: bytes) -> Path:
    made = path.with_name("改.xlsx")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for name in source.namelist():
            data = source.read(name)
            out.writestr(name, re.sub(old, new, data, count=1) if "sheet1" in name else data)
    return made


@pytest.fixture
def book(tmp_path: Path) -> Path:
    made = Workbook()
    made.active.append(["一级指标", "二级指标"])
    made.active.merge_cells("A1:A2")
    made.save(tmp_path / "甲.xlsx")
    return tmp_path / "甲.xlsx"


def test_a_merge_beyond_the_sheet_is_none(book: Path) -> None:
    path = edited(book, rb'ref="A1:A2"', b'ref="A1:A99999999999999"')
    assert read_xlsx(path).grids[0].merged == ()


@pytest.mark.parametrize(
    "blocks",
    [
        [Block(1, 1, 1000, 19 + i) for i in range(1000)],
        [Block(1, 1, 1_000_000, 2 + i) for i in range(300)],
        [Block(i, 1, i, 2) for i in range(1, 100_010)],
    ],
)
def test_merges_that_no_sheet_has_are_refused(blocks: list[Block]) -> None:
    with pytest.raises(UnreadableFileError, match=r"“甲\.xlsx”的工作表“表”有"):
        sound_merges(blocks, "甲.xlsx", "表")


def test_a_merge_written_twice_counts_once() -> None:
    assert sound_merges([Block(1, 1, 2, 2)] * 200_000, "甲.xlsx", "表") == [Block(1, 1, 2, 2)]


def test_a_long_list_with_merges_is_read() -> None:
    blocks = [Block(row, 1, row + 2, 4) for row in range(1, 90_000, 3)]
    assert sound_merges(blocks, "甲.xlsx", "表") == blocks


STRINGS = b'<Relationship Id="q" Type="http://x/sharedStrings" Target="sharedStrings.xml"/>'
RUNS = b'<row r="9"><c r="A9" t="inlineStr"><is>' + b"<r><t>a</t></r>" * 2_000_000
# 每种都不过几百 KB 的文件，展开以后却要几百 MB 的内存、十几秒。
GROWN = {
    "一个属性": (rb"<row ", b'<row x="' + b"A" * 10_000_000 + b'" '),
    "一格里的段": (rb"</sheetData>", RUNS + b"</is></c></row></sheetData>"),
    "链接": (rb"</sheetData>", b"</sheetData>" + b'<hyperlink ref="A1" location="x"/>' * 600_000),
}


@pytest.mark.parametrize("name", GROWN)
def test_what_no_sheet_has_so_much_of_is_refused_soon(name: str, book: Path) -> None:
    path = edited(book, *GROWN[name])
    started = time.process_time()
    with pytest.raises(UnreadableFileError, match="大得不像是绩效表格，没有读"):
        read_xlsx(path)
    assert time.process_time() - started < 90


def test_more_rows_than_any_sheet_has_are_refused(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = edited(book, rb"</sheetData>", b'<row r="9" hidden="1"/>' * 400_000 + b"</sheetData>")
    assert read_xlsx(path).grids[0].hidden_rows == {9}
    monkeypatch.setattr("perfxl.hosts.xlsx_reader.LAST_ROW", 300_000)
    with pytest.raises(UnreadableFileError, match="大得不像是绩效表格"):
        read_xlsx(path)


def test_a_cell_written_over_and_over_is_counted_each_time(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = b'<row r="9"><c r="A9"><v>1</v></c></row>' * 300_000
    path = edited(book, rb"</sheetData>", again + b"</sheetData>")
    monkeypatch.setenv(MOST_CELLS_SETTING, "1000")
    with pytest.raises(UnreadableFileError, match="已有 1,000 格以上"):
        read_xlsx(path)


def test_many_shared_strings_are_read_in_pieces(tmp_path: Path) -> None:
    """五十万个短的共享字符串：读得了，末一个也对。"""
    made, path = Workbook(), tmp_path / "改.xlsx"
    made.active["A1"] = "甲"
    made.save(tmp_path / "甲.xlsx")
    with zipfile.ZipFile(tmp_path / "甲.xlsx") as source, zipfile.ZipFile(path, "w") as out:
        for name in source.namelist():
            data = source.read(name)
            if name.endswith("workbook.xml.rels"):
                data = data.replace(b"</Relationships>", STRINGS + b"</Relationships>")
            elif "sheet1" in name:
                data = re.sub(rb"<c r=.*</c>", b'<c r="A1" t="s"><v>499999</v></c>', data)
            out.writestr(name, data)
        many = b"".join(b"<si><t>%d</t></si>" % number for number in range(500_000))
        out.writestr("xl/sharedStrings.xml", b"<sst>" + many + b"</sst>")
    assert [cell.value for cell in read_xlsx(path).grids[0].cells.values()] == ["499999"]


def test_a_sheet_with_too_many_blank_cells_is_read_but_not_written(book: Path) -> None:
    rows = b"".join(
        b'<row r="%d"><c r="A%d" s="0"/><c r="B%d" s="0"/></row>' % (row, row, row)
        for row in range(10, 400_000)
    )
    path = edited(book, rb"</sheetData>", rows + b"</sheetData>")
    assert len(read_xlsx(path).grids[0].cells) == 2
    with pytest.raises(NotWritableError, match=r"大得不像是绩效表格.*没有写"):
        write_changes(path, [edit_at("Sheet", 2, 2, "", "字", "甲")], path.with_name("出.xlsx"))


def test_parts_too_large_together_are_refused(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("perfxl.hosts.xlsx_reader.LARGEST_PACKAGE", 1000)
    with pytest.raises(UnreadableFileError, match="大得不像是绩效表格"):
        read_xlsx(book)


def test_more_cells_than_any_form_are_refused_and_the_limit_is_a_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Workbook()
    for sheet in (made.active, made.create_sheet("二")):
        for _ in range(20):
            sheet.append(["甲", "乙", "丙"])
    made.save(tmp_path / "大.xlsx")
    monkeypatch.setenv(MOST_CELLS_SETTING, "100")
    with pytest.raises(UnreadableFileError, match="“二”已有 100 格以上") as caught:
        read_xlsx(tmp_path / "大.xlsx")
    assert MOST_CELLS_SETTING in str(caught.value)
    monkeypatch.setenv(MOST_CELLS_SETTING, "120")
    assert len(read_xlsx(tmp_path / "大.xlsx").grids[1].cells) == 60


def test_more_parts_than_a_person_saves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sample = shipped_folder("workbooks") / "自评表" / "01_szyf_exam.xlsx"
    book = tmp_path / "多.xlsx"
    shutil.copy(sample, book)
    with zipfile.ZipFile(book, "a") as package:
        for number in range(50):
            package.writestr(f"x{number}", b"")
        parts = len(package.namelist())
    assert read_xlsx(book).grids
    for place in ("hosts.xlsx_reader", "hosts.editor.package"):
        monkeypatch.setattr(f"perfxl.{place}.MOST_ENTRIES", parts - 1)
    with pytest.raises(UnreadableFileError, match=f"“多.xlsx”里有 {parts} 个部件.*没有读"):
        read_xlsx(book)
    with pytest.raises(NotWritableError, match=f"“多.xlsx”里有 {parts} 个部件.*没有写"):
        EditedBook.open(book)
