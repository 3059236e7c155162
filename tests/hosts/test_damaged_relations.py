"""坏了的关系、写了两遍的各格：要用到它的改动不写，说是哪个部件；用不到的照写，一字不动。"""

import zipfile
from pathlib import Path

import pytest
from edits import edit_at
from rich_workbook import SHEET, rich_workbook

from perfxl.hosts.editor.book import EditedBook
from perfxl.hosts.file_book import write_changes
from perfxl.hosts.workbook_reader import read_workbook
from perfxl.model.file_faults import NotWritableError

_DRAWING = "xl/drawings/_rels/drawing1.xml.rels"
_SHEET = "xl/worksheets/sheet1.xml"


def changed(folder: Path, part: str, old: bytes, new: bytes, *, names: str = "/") -> Path:
    """什么都有的工作簿，一个部件里换几个字；``names`` 是部件名里的斜杠写成什么。"""
    source, target = rich_workbook(folder), folder / "坏.xlsx"
    with zipfile.ZipFile(source) as given, zipfile.ZipFile(target, "w") as made:
        for name in given.namelist():
            content = given.read(name)
            if name == part:
                assert old in content
                content = content.replace(old, new)
            top = name.startswith(("_rels", "[", "docProps"))
            # zipfile 写的时候把反斜杠换回来，不由它换。
            info = zipfile.ZipInfo("x")
            info.filename = name if top else name.replace("/", names)
            made.writestr(info, content)
    return target


def test_a_drawing_with_unknown_relations_is_not_copied(tmp_path: Path) -> None:
    book = EditedBook.open(changed(tmp_path, _DRAWING, b"<Relationship ", b"<Relation "))
    with pytest.raises(
        NotWritableError, match=r"的内容已损坏（xl/drawings/_rels/drawing1.xml.rels）"
    ):
        book.copy(SHEET, "抄")


def test_what_does_not_need_them_is_written_byte_for_byte(tmp_path: Path) -> None:
    source = changed(tmp_path, _DRAWING, b"<Relationship ", b"<Relation ")
    write_changes(source, (edit_at(SHEET, 3, 2, "32", "字", "甲"),), tmp_path / "改.xlsx")
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(tmp_path / "改.xlsx") as after:
        assert before.read(_DRAWING) == after.read(_DRAWING)


@pytest.mark.parametrize(
    ("names", "spoiled", "written"),
    [("\\", False, True), ("\\", True, False), ("/", True, True)],
)
def test_names_are_not_mended_where_relations_are_something_else(
    names: str, spoiled: bool, written: bool, tmp_path: Path
) -> None:
    with zipfile.ZipFile(rich_workbook(tmp_path)) as package:
        whole = package.read(_DRAWING)
    source = changed(tmp_path, _DRAWING, whole, b"<x/>" if spoiled else whole, names=names)
    target = tmp_path / "改.xlsx"
    changes = (edit_at(SHEET, 3, 2, "32", "字", "甲"),)
    if written:
        write_changes(source, changes, target)
    else:
        with pytest.raises(NotWritableError, match="的内容已损坏"):
            write_changes(source, changes, target)
    assert target.exists() == written


def test_cells_written_twice_are_read_and_not_changed(tmp_path: Path) -> None:
    with zipfile.ZipFile(rich_workbook(tmp_path)) as package:
        sheet = package.read(_SHEET)
    start, end = sheet.index(b"<sheetData"), sheet.index(b"</sheetData>") + len(b"</sheetData>")
    cells = sheet[start:end]
    source = changed(tmp_path, _SHEET, cells, cells * 2)
    assert read_workbook(source).grids
    with pytest.raises(NotWritableError, match=r"的内容已损坏（xl/worksheets/sheet1.xml）"):
        write_changes(source, (edit_at(SHEET, 3, 2, "32", "字", "甲"),), tmp_path / "改.xlsx")
    assert not (tmp_path / "改.xlsx").exists()


@pytest.mark.parametrize(
    ("part", "before"),
    [
        ("[Content_Types].xml", b"<Override "),
        ("xl/workbook.xml", b"<sheet "),
        ("xl/workbook.xml", b"<definedName "),
        (_SHEET, b"<row "),
        (_SHEET, b"<c "),
    ],
)
def test_comments_between_the_elements_are_no_trouble(
    part: str, before: bytes, tmp_path: Path
) -> None:
    """别的程序写的文件里，元素之间可以夹着注释、处理指令。"""
    source = changed(tmp_path, part, before, b"<!-- other --><?other go?>" + before)
    target = tmp_path / "改.xlsx"
    write_changes(source, (edit_at(SHEET, 3, 2, "32", "字", "甲"),), target)
    [grid] = [each for each in read_workbook(target).grids if each.name == SHEET]
    assert grid.text(3, 2) == "字"
    book = EditedBook.open(rich_workbook(tmp_path))
    book.copy_from(EditedBook.open(source), SHEET, "抄来的")
    book.save(tmp_path / "抄.xlsx")
    assert "抄来的" in [each.name for each in read_workbook(tmp_path / "抄.xlsx").grids]


def test_of_a_cell_written_twice_in_its_row_the_read_one_is_written(tmp_path: Path) -> None:
    with zipfile.ZipFile(rich_workbook(tmp_path)) as package:
        sheet = package.read(_SHEET)
    start = sheet.index(b'<c r="B3"')
    end = sheet.index(b"</c>", start) + len(b"</c>")
    source = changed(tmp_path, _SHEET, sheet[start:end], sheet[start:end] * 2)
    target = tmp_path / "改.xlsx"
    write_changes(source, (edit_at(SHEET, 3, 2, "32", "字", "甲"),), target)
    with zipfile.ZipFile(target) as package:
        assert package.read(_SHEET).count(b' r="B3"') == 1
