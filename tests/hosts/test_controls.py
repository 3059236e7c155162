"""控件和嵌入对象：位置记在三处，插行、删行、复制、改名以后三处都对，链着的格也对。"""

import re
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from rich_workbook import OTHER, SHEET, rich_workbook

from perfxl.hosts.editor.book import EditedBook
from perfxl.model.arrangement import Axis

DRAWING, VML = "xl/drawings/drawing1.xml", "xl/drawings/commentsDrawing1.vml"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return rich_workbook(tmp_path, controls=True)


def edited(source: Path, edit: Callable[[EditedBook], object]) -> dict[str, str]:
    """改过以后的各部件。"""
    book = EditedBook.open(source)
    edit(book)
    target = source.with_name("改.xlsx")
    book.save(target)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl 说它要丢掉扩展
        openpyxl.load_workbook(target).close()
    with zipfile.ZipFile(target) as package:
        return {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}


def rows(text: str, start: str, end: str) -> list[int]:
    """一段里锚的各行。"""
    found = re.search(f"{start}.*?{end}", text, re.DOTALL)
    assert found is not None, start
    return [int(each) for each in re.findall(r"row>(\d+)<", found[0])]


def places(parts: dict[str, str], sheet: str, drawing: str, vml: str) -> dict[str, list[int]]:
    """下拉框、复选框、嵌入对象：在工作表、drawing、VML 里各记着的起止行（从 0 数起）。"""
    held = parts[sheet]
    anchors = dict(
        re.findall(
            r'_x0000_s(\d+)".*?Anchor>\s*\d+, \d+, (\d+, \d+, \d+, \d+, \d+)',
            parts[vml][parts[vml].index("_x0000_s2050") :],
            re.DOTALL,
        )
    )
    return {
        "下拉框": rows(held, 'name="Drop 1"', "</control>"),
        "下拉框在 drawing": rows(
            parts[drawing], '<xdr:twoCellAnchor editAs="oneCell">', 'name="Drop 1"'
        ),
        "下拉框在 VML": [int(anchors["2050"].split(",")[each]) for each in (0, 4)],
        "复选框": rows(held, 'name="CheckBox 1"', "</control>"),
        "复选框在 drawing": rows(parts[drawing], 'editAs="absolute"', 'name="CheckBox 1"'),
        "复选框在 VML": [int(anchors["2051"].split(",")[each]) for each in (0, 4)],
        "嵌入对象": rows(held, "<objectPr", "</objectPr>"),
    }


def same_three(moved: list[int], still: list[int], embedded: list[int]) -> dict[str, list[int]]:
    return {
        **dict.fromkeys(("下拉框", "下拉框在 drawing", "下拉框在 VML"), moved),
        **dict.fromkeys(("复选框", "复选框在 drawing", "复选框在 VML"), still),
        "嵌入对象": embedded,
    }


OWN = ("xl/worksheets/sheet1.xml", DRAWING, VML)


def test_inserted_rows_move_all_three(source: Path) -> None:
    parts = edited(source, lambda book: book.insert_rows(SHEET, 3, 3))
    assert places(parts, *OWN) == same_three([8, 9], [5, 6], [8, 9])
    assert 'fmlaLink="$B$11" fmlaRange="$E$8:$E$12"' in parts["xl/ctrlProps/ctrlProp1.xml"]
    assert f'fmlaLink="{OTHER}!$B$1"' in parts["xl/ctrlProps/ctrlProp2.xml"]
    assert "FmlaRange>$E$8:$E$12<" in parts[VML]
    assert "FmlaLink>$B$11<" in parts[VML]
    assert f"textlink=\"'{SHEET}'!$F$15\"" in parts["xl/drawings/drawing9.xml"]


def test_rows_inserted_in_the_middle_only_stretch_what_sizes_with_cells(source: Path) -> None:
    parts = edited(source, lambda book: book.insert_rows(SHEET, 7, 2))
    assert places(parts, *OWN) == same_three([5, 6], [5, 6], [5, 8])


def test_removed_rows(source: Path) -> None:
    kept = [row for row in range(1, 15) if row not in (2, 3)]
    parts = edited(source, lambda book: book.arrange(SHEET, Axis(kept, last=14)))
    assert places(parts, *OWN) == same_three([3, 4], [5, 6], [3, 4])
    assert 'fmlaLink="$B$6" fmlaRange="$E$3:$E$7"' in parts["xl/ctrlProps/ctrlProp1.xml"]
    # 链着的行删了，写成 #REF!，不指到别的格。
    kept = [row for row in range(1, 15) if row != 8]
    parts = edited(source, lambda book: book.arrange(SHEET, Axis(kept, last=14)))
    assert 'fmlaLink="#REF!" fmlaRange="$E$5:$E$8"' in parts["xl/ctrlProps/ctrlProp1.xml"]
    assert "FmlaLink>#REF!<" in parts[VML]


def test_repeated_rows_move_what_is_below(source: Path) -> None:
    axis = Axis([1, 2, 2, 2, *range(3, 15)], last=14)
    parts = edited(source, lambda book: book.arrange(SHEET, axis))
    assert places(parts, *OWN) == same_three([7, 8], [5, 6], [7, 8])


def test_a_left_out_column_moves_them_to_the_left(source: Path) -> None:
    columns = Axis([2, 3, 4, 5, 6, 7], last=7)
    parts = edited(source, lambda book: book.arrange(SHEET, columns=columns))
    held = parts["xl/worksheets/sheet1.xml"]
    drop = held[held.index('name="Drop 1"') :]
    assert re.findall(r"col>(\d+)<", drop)[:2] == ["0", "1"]
    assert "0, 0, 5, 1, 1, 0, 6, 1" in parts[VML]
    assert 'fmlaLink="$A$8" fmlaRange="$D$5:$D$9"' in parts["xl/ctrlProps/ctrlProp1.xml"]


def copy_and_insert(book: EditedBook) -> None:
    book.copy(SHEET, "抄")
    book.insert_rows("抄", 3, 3)


def test_a_copied_sheet_has_controls_of_its_own(source: Path) -> None:
    parts = edited(source, copy_and_insert)
    assert places(parts, *OWN) == same_three([5, 6], [5, 6], [5, 6])
    copied = ("xl/worksheets/sheet3.xml", "xl/drawings/drawing2.xml")
    vml = next(name for name in parts if name.endswith(".vml") and name != VML)
    assert places(parts, *copied, vml) == same_three([8, 9], [5, 6], [8, 9])
    assert 'fmlaLink="$B$8"' in parts["xl/ctrlProps/ctrlProp1.xml"]
    assert 'fmlaLink="$B$11"' in parts["xl/ctrlProps/ctrlProp3.xml"]
    relations = parts["xl/worksheets/_rels/sheet3.xml.rels"]
    for element in ("control", "oleObject", "objectPr"):
        for number in re.findall(rf'<{element} [^>]*r:id="(\w+)"', parts[copied[0]]):
            assert f'Id="{number}"' in relations
    types = parts["[Content_Types].xml"]
    assert types.count("controlproperties") == 4
    assert types.count(".oleObject") == 2


def test_a_sheet_copied_into_another_workbook_brings_its_controls(
    source: Path, tmp_path: Path
) -> None:
    openpyxl.Workbook().save(tmp_path / "另.xlsx")
    parts = edited(
        tmp_path / "另.xlsx", lambda book: book.copy_from(EditedBook.open(source), SHEET, "来")
    )
    assert "xl/embeddings/oleObject1.bin" in parts
    assert 'fmlaLink="$B$8"' in parts["xl/ctrlProps/ctrlProp1.xml"]


def test_a_renamed_sheet_is_renamed_in_controls_and_boxes(source: Path) -> None:
    def rename(book: EditedBook) -> None:
        book.rename(OTHER, "总 表")
        book.rename(SHEET, "自评")

    parts = edited(source, rename)
    assert "fmlaLink=\"'总 表'!$B$1\"" in parts["xl/ctrlProps/ctrlProp2.xml"]
    assert "FmlaLink>'总 表'!$B$1<" in parts[VML]
    assert "textlink=\"'自评'!$F$12\"" in parts["xl/drawings/drawing9.xml"]
