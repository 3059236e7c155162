"""改工作簿：插行、重复行、复制工作表，凡提到行列的都跟着走，别的一个字节不动。"""

import re
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from edits import edit_at
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet
from rich_workbook import OTHER, SHEET, rich_workbook

from perfxl.hosts.editor.book import EditedBook
from perfxl.hosts.editor.formulas import Moves, moved_area, moved_formula
from perfxl.hosts.file_book import write_changes, write_marks
from perfxl.model.address import Block
from perfxl.model.arrangement import Axis
from perfxl.model.file_faults import NotWritableError
from perfxl.model.finding import Finding, Severity
from perfxl.rendering.finding_lists import marks_of

_CELL_FORMATS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}cellXfs"


@pytest.fixture
def rich(tmp_path: Path) -> Path:
    return rich_workbook(tmp_path)


def edited(source: Path, edit: Callable[[EditedBook], object]) -> Path:
    """改过的副本。"""
    book = EditedBook.open(source)
    edit(book)
    target = source.with_name(f"改{source.suffix}")
    book.save(target)
    return target


def loaded(path: Path) -> openpyxl.Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl 说它要丢掉扩展；正是不用它写的原因
        return openpyxl.load_workbook(path, keep_vba=path.suffix == ".xlsm")


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def formula(sheet: Worksheet, cell: str) -> str:
    value = sheet[cell].value
    return str(getattr(value, "text", value))


def insert_two_before_6(book: EditedBook) -> None:
    book.insert_rows(SHEET, 6, 2)


def test_inserted_rows_move_everything_below(rich: Path) -> None:
    book = loaded(edited(rich, insert_two_before_6))
    sheet, other = book[SHEET], book[OTHER]
    assert [sheet.cell(row, 2).value for row in (5, 6, 7, 8)] == [52, None, None, 62]
    assert formula(sheet, "F3") == "=SUM(B5:B11)"
    assert formula(sheet, "F4") == "=B8*2+汇总!B1"
    assert formula(sheet, "F14") == "=SUM(F10:F11)/$B$10"
    assert [formula(sheet, cell) for cell in ("E5", "E8", "E9")] == [
        "=B5+$C$10",
        "=B8+$C$10",
        "=B9+$C$10",
    ]
    assert formula(other, "C1") == f"=SUM('{SHEET}'!B5:B11)"
    assert formula(other, "C2") == f"='{SHEET}'!$F$14+1"
    assert book.defined_names["分值"].attr_text == f"'{SHEET}'!$B$5:$B$11"
    assert {str(block) for block in sheet.merged_cells.ranges} == {"A1:F1", "A5:A9"}
    assert sheet.print_area == f"'{SHEET}'!$A$1:$F$16"
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$3:$4", "B5")
    assert [each.id for each in sheet.row_breaks.brk] == [10]
    assert (sheet.row_dimensions[8].height, sheet.row_dimensions[10].hidden) == (33, True)
    assert sheet.column_dimensions["B"].width == 21
    [validation] = sheet.data_validations.dataValidation
    assert (str(validation.sqref), validation.formula1) == ("D5:D11", "$E$5:$E$11")
    [(area, rules)] = [(str(a.sqref), a.rules) for a in sheet.conditional_formatting]
    assert (area, rules[0].formula) == ("B5:B11", ["$B5>$F$14"])
    assert {c.coordinate: c.comment.text for row in sheet for c in row if c.comment} == {
        "B2": "上面的",
        "B10": "科室说：已核",
    }
    assert sheet["C4"].hyperlink.location == f"'{OTHER}'!A1"
    assert sheet["C11"].hyperlink.target == "https://example.com/"


def test_inserted_rows_move_drawings_charts_notes_and_extensions(rich: Path) -> None:
    before, after = parts(rich), parts(edited(rich, insert_two_before_6))
    rows = [
        re.findall(rb"<xdr:row>(\d+)", each["xl/drawings/drawing1.xml"]) for each in (before, after)
    ]
    assert [int(b) - int(a) for a, b in zip(*rows, strict=True)] == [2] * 6
    assert b"$B$5:$B$11</f>" in after["xl/charts/chart1.xml"]
    notes = after["xl/drawings/commentsDrawing1.vml"]
    assert sorted(re.findall(rb":Row>(\d+)", notes)) == [b"1", b"9"]
    sheet = after["xl/worksheets/sheet1.xml"].decode()
    assert "<xm:sqref>C8:C11</xm:sqref>" in sheet
    assert '<etc:sheetData tag="perf"/>' in sheet
    assert '<ignoredError sqref="B5:B11"' in sheet


def test_removed_rows_take_their_things_along(rich: Path) -> None:
    sources = [row for row in range(1, 15) if row not in (8, 9)]
    target = edited(rich, lambda book: book.arrange(SHEET, Axis(sources, last=14)))
    sheet = loaded(target)[SHEET]
    assert formula(sheet, "F3") == "=SUM(B5:B7)"
    assert formula(sheet, "F10") == "=SUM(#REF!)/#REF!"
    assert [c.coordinate for row in sheet for c in row if c.comment] == ["B2"]
    assert str(sheet.data_validations.dataValidation[0].sqref) == "D5:D7"
    assert b"https" in parts(target)["xl/worksheets/_rels/sheet1.xml.rels"]
    assert sheet["C7"].hyperlink is None


def test_repeated_rows_stretch_sums_and_keep_their_own_references(rich: Path) -> None:
    def repeat(book: EditedBook) -> None:
        sheet = book.sheet(SHEET)
        sheet.set_formula(9, 3, "A9*2", None)
        sheet.set_formula(10, 3, "SUM(C9)", Decimal(0))
        axis = Axis([*range(1, 10), 9, 9, *range(10, 15)], last=14)
        book.arrange(SHEET, axis)

    sheet = loaded(edited(rich, repeat))[SHEET]
    assert [formula(sheet, f"C{row}") for row in (9, 10, 11)] == ["=A9*2", "=A10*2", "=A11*2"]
    assert formula(sheet, "C12") == "=SUM(C9:C11)"
    assert formula(sheet, "F3") == "=SUM(B5:B11)"


def test_a_column_left_out(rich: Path) -> None:
    columns = Axis([1, 2, 4, 5, 6, 7], last=7)
    sheet = loaded(edited(rich, lambda book: book.arrange(SHEET, columns=columns)))[SHEET]
    assert sheet["C5"].value == 54
    assert formula(sheet, "E3") == "=SUM(B5:B9)"
    assert formula(sheet, "D6") == "=B6+#REF!"
    assert {str(block) for block in sheet.merged_cells.ranges} == {"A1:E1", "A5:A7"}
    assert sheet.print_area == f"'{SHEET}'!$A$1:$E$14"


def test_a_copied_sheet_has_everything_of_its_own(rich: Path) -> None:
    target = edited(rich, lambda book: book.copy(SHEET, "副本 二"))
    book = loaded(target)
    assert book.sheetnames == [SHEET, OTHER, "副本 二"]
    copy = book["副本 二"]
    assert copy.print_area == "'副本 二'!$A$1:$F$14"
    assert copy.print_title_rows == "$3:$4"
    assert (copy.page_setup.orientation, copy.oddFooter.center.text) == ("landscape", "第 &P 页")
    assert copy["B8"].comment.text == "科室说：已核"
    assert formula(copy, "F3") == "=SUM(B5:B9)"
    assert str(copy.data_validations.dataValidation[0].sqref) == "D5:D9"
    after = parts(target)
    assert "'副本 二'!$B$5:$B$9" in after["xl/charts/chart2.xml"].decode()
    assert after["xl/drawings/drawing2.xml"] == after["xl/drawings/drawing1.xml"]
    assert [name for name in after if "media/" in name] == ["xl/media/image1.png"]
    assert after["xl/worksheets/sheet1.xml"] == parts(rich)["xl/worksheets/sheet1.xml"]


def test_a_copied_table_gets_its_own_name(rich: Path) -> None:
    book = loaded(edited(rich, lambda edited_book: edited_book.copy(OTHER, "又")))
    assert list(book["又"].tables) == ["表甲_2"]


def test_a_sheet_copied_into_another_workbook_looks_the_same(rich: Path, tmp_path: Path) -> None:
    other = openpyxl.Workbook()
    first = other.active
    assert first is not None
    first["A1"] = "在先"
    other.save(tmp_path / "另.xlsx")
    target = edited(
        tmp_path / "另.xlsx", lambda book: book.copy_from(EditedBook.open(rich), SHEET, "来")
    )
    book = loaded(target)
    copy, source = book["来"], loaded(rich)[SHEET]
    for row in source.iter_rows():
        for cell in row:
            twin = copy[cell.coordinate]
            if cell.data_type != "f":
                assert twin.value == cell.value
            assert twin.number_format == cell.number_format
            assert repr(twin.font) == repr(cell.font)
            assert repr(twin.border) == repr(cell.border)
    [rule] = next(iter(copy.conditional_formatting)).rules
    assert rule.dxf.fill.bgColor.rgb == "00FFC7CE"
    assert copy.print_area == "'来'!$A$1:$F$14"
    assert "xl/charts/chart1.xml" in parts(target)
    assert book.worksheets[0]["A1"].value == "在先"


def test_a_renamed_sheet_is_renamed_where_it_is_said(rich: Path) -> None:
    target = edited(rich, lambda book: book.rename(SHEET, "自评"))
    book = loaded(target)
    assert formula(book[OTHER], "C1") == "=SUM('自评'!B5:B9)"
    assert book.defined_names["分值"].attr_text == "'自评'!$B$5:$B$9"
    assert book["自评"].print_area == "'自评'!$A$1:$F$14"
    assert "'自评'!$B$5:$B$9" in parts(target)["xl/charts/chart1.xml"].decode()


@pytest.mark.parametrize("macros", [False, True])
def test_what_was_not_meant_stays_byte_for_byte(tmp_path: Path, macros: bool) -> None:
    source = rich_workbook(tmp_path, macros=macros)
    before, target = parts(source), tmp_path / f"分{source.suffix}"
    write_changes(source, [edit_at(SHEET, 5, 2, "52", Decimal("6.28"), "得分")], target)
    after = parts(target)
    assert set(after) == set(before)
    touched = {name for name in before if after[name] != before[name]}
    assert touched == {"xl/worksheets/sheet1.xml", "xl/workbook.xml"}
    assert macros == ("xl/vbaProject.bin" in after)
    assert {"customXml/item1.xml", "xl/wpsExtension.xml"} <= set(after)


def finding(cells: str) -> Finding:
    return Finding(
        rule="PX306",
        name="score-off",
        severity=Severity.ERROR,
        file="全.xlsx",
        sheet=SHEET,
        cells=cells,
        project="",
        message="得分不对。",
        hint="请改。",
        basis="本项目约定",
    )


def test_marks_add_styles_and_keep_the_old_ones(rich: Path, tmp_path: Path) -> None:
    before, target = parts(rich), tmp_path / "标.xlsx"
    write_marks(rich, marks_of([finding("B8"), finding("F3")]), target)
    after = parts(target)
    formats = [
        [ElementTree.tostring(each) for each in ElementTree.fromstring(styles).find(_CELL_FORMATS)]
        for styles in (before["xl/styles.xml"], after["xl/styles.xml"])
    ]
    assert len(formats[1]) > len(formats[0])
    assert formats[1][: len(formats[0])] == formats[0]
    for name in before:
        if "drawing1.xml" in name or "charts/" in name or "media/" in name:
            assert after[name] == before[name]
    sheet = loaded(target)[SHEET]
    assert sheet["B8"].comment.text.startswith("科室说：已核")
    assert "PX306" in sheet["F3"].comment.text
    assert formula(sheet, "F3") == "=SUM(B5:B9)"
    assert sheet["F3"].fill.fgColor.rgb == "FFFFC7CE"


def test_the_same_edit_gives_the_same_bytes(rich: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "一.xlsx", tmp_path / "二.xlsx"
    for target in (first, second):
        write_marks(rich, marks_of([finding("B8")]), target)
    assert first.read_bytes() == second.read_bytes()


def test_decimals_stay_visible(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"].number_format, sheet["A2"].number_format = "0", "0.00"
    book.save(tmp_path / "a.xlsx")
    changes = [edit_at("Sheet", row, 1, "", Decimal("6.28"), "得分") for row in (1, 2)]
    write_changes(tmp_path / "a.xlsx", changes, tmp_path / "b.xlsx")
    after = loaded(tmp_path / "b.xlsx").worksheets[0]
    assert [after.cell(row, 1).number_format for row in (1, 2)] == ["0.00", "0.00"]


def test_overwriting_a_shared_formula_leaves_the_others_right(rich: Path) -> None:
    sheet = loaded(edited(rich, lambda book: book.sheet(SHEET).set_number(5, 5, Decimal(1))))[SHEET]
    assert sheet["E5"].value == 1
    assert [formula(sheet, cell) for cell in ("E6", "E7")] == ["=B6+$C$8", "=B7+$C$8"]


def test_part_of_an_array_formula_is_refused(rich: Path) -> None:
    with pytest.raises(NotWritableError, match="绩效 表!G5 在数组公式（G5:G6）里"):
        edited(rich, lambda book: book.sheet(SHEET).set_number(5, 7, Decimal(1)))


def protected(path: Path, *unlocked: str) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["B2"], sheet["B3"] = "旧", "旧"
    for cell in unlocked:
        sheet[cell].protection = openpyxl.styles.Protection(locked=False)
    sheet.protection.enable()
    book.save(path)
    return path


def test_a_locked_cell_of_a_protected_sheet_is_named(tmp_path: Path) -> None:
    source = protected(tmp_path / "护.xlsx", "B3")
    change = edit_at("Sheet", 3, 2, "旧", "新", "得分")
    write_changes(source, [change], tmp_path / "成.xlsx")
    assert loaded(tmp_path / "成.xlsx").worksheets[0]["B3"].value == "新"
    locked = edit_at("Sheet", 2, 2, "旧", "新", "得分")
    with pytest.raises(NotWritableError, match=r"“护\.xlsx”的工作表“Sheet”设了保护，B2 是锁定的格"):
        write_changes(source, [locked], tmp_path / "二.xlsx")
    assert not (tmp_path / "二.xlsx").exists()


def test_a_signed_workbook_is_refused(rich: Path, tmp_path: Path) -> None:
    signed = tmp_path / "签.xlsx"
    with zipfile.ZipFile(rich) as package, zipfile.ZipFile(signed, "w") as out:
        for name in package.namelist():
            data = package.read(name)
            if name == "_rels/.rels":
                data = data.replace(
                    b"</Relationships>",
                    b'<Relationship Id="s" Type="http://schemas.openxmlformats.org/package/2006/'
                    b'relationships/digital-signature/origin" Target="_xmlsignatures/origin.sigs"/>'
                    b"</Relationships>",
                )
            out.writestr(name, data)
    with pytest.raises(NotWritableError, match=r"“签\.xlsx”有数字签名，改动会使签名失效"):
        EditedBook.open(signed)


def test_a_locked_structure_is_refused_before_copying(rich: Path, tmp_path: Path) -> None:
    book = loaded(rich)
    book.security = openpyxl.workbook.protection.WorkbookProtection(lockStructure=True)
    book.save(tmp_path / "锁.xlsx")
    with pytest.raises(NotWritableError, match="设了保护工作簿结构"):
        EditedBook.open(tmp_path / "锁.xlsx").copy(SHEET, "副本")


@given(
    before=st.integers(1, 20),
    count=st.integers(1, 5),
    top=st.integers(1, 20),
    height=st.integers(0, 8),
)
def test_an_area_keeps_exactly_its_own_rows(before: int, count: int, top: int, height: int) -> None:
    """插行以后，一段地址里原来的行一行不多、一行不少。"""
    axis = Axis.inserted(before, count, like=before)
    area = Block(top, 2, top + height, 2).address
    moved = moved_area(area, Moves(axis))
    assert moved
    block = Block.parse(moved)
    originals = {row: axis.outputs(row)[0] for row in range(1, 40)}
    covered = {row for row, place in originals.items() if block.top <= place <= block.bottom}
    assert covered == set(range(top, top + height + 1))


@given(st.lists(st.integers(1, 6), min_size=1, max_size=12), st.integers(1, 6), st.integers(1, 6))
def test_any_arrangement_maps_areas_inside_the_sheet(
    sources: list[int], one: int, two: int
) -> None:
    """任意的重排：地址要么没有了，要么首尾不倒、都在原来那几行的去处之内。"""
    axis = Axis(sorted(sources), last=6)
    top, bottom = sorted((one, two))
    span = axis.span(top, bottom)
    kept = [place for row in range(top, bottom + 1) for place in axis.outputs(row)]
    assert (span is None) == (not kept)
    if span is not None:
        assert (min(kept), max(kept)) == span


@pytest.mark.parametrize(
    "text", ['"A5"&A1', "表1[得分]", "[1]别的!A5", "Sheet1:Sheet3!A5", "SUM(名称)", "#REF!+A1"]
)
def test_what_is_not_ours_stays(text: str) -> None:
    axis = Axis.inserted(3, 1, like=3)
    assert moved_formula(text, Moves(axis), own="表", moved="表", at=(1, 1)) == text


def test_whole_columns_and_rows_stay_inside_the_sheet() -> None:
    moves = Moves(Axis.inserted(3, 5, like=3))
    assert moved_area("J1:J1048576", moves) == "J1:J1048576"
    assert moved_area("$1:$1048576", moves) == "$1:$1048576"
    assert moved_area("A1048576", moves) == ""


def test_validations_over_a_whole_column_stay_valid(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = 1
    validation = openpyxl.worksheet.datavalidation.DataValidation(type="list", formula1='"甲,乙"')
    validation.add("J1:J1048576")
    sheet.add_data_validation(validation)
    book.save(tmp_path / "a.xlsx")
    target = edited(tmp_path / "a.xlsx", lambda each: each.insert_rows("Sheet", 1, 3))
    [moved] = loaded(target).worksheets[0].data_validations.dataValidation
    assert str(moved.sqref) == "J4:J1048576"


def test_a_sheet_name_with_an_apostrophe_moves_and_is_renamed(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "自评'表"
    other = book.create_sheet("汇总")
    other["A1"] = "=SUM('自评''表'!A2:A4)"
    first.print_title_rows = "2:2"
    book.save(tmp_path / "a.xlsx")

    def edit(each: EditedBook) -> None:
        each.insert_rows("自评'表", 1, 2)
        each.rename("自评'表", "新")

    after = loaded(edited(tmp_path / "a.xlsx", edit))
    assert formula(after["汇总"], "A1") == "=SUM('新'!A4:A6)"
    assert after["新"].print_title_rows == "$4:$4"


@pytest.mark.parametrize(
    "text", ["SUM(A1:INDEX(A:A,9))", "SUM(OFFSET(A1,0,0):A9)", "SUM(表!A1:表!A9)", "SUM(A1:名称)"]
)
def test_references_joined_by_a_colon_are_refused(text: str) -> None:
    with pytest.raises(NotWritableError, match="读不懂的公式"):
        moved_formula(text, Moves(Axis.inserted(3, 1, like=3)), own="表", moved="表", at=(1, 1))


def test_rows_and_cells_without_addresses_keep_their_places(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["B1"], sheet["F3"] = "乙", "己"
    book.save(tmp_path / "a.xlsx")
    source = parts(tmp_path / "a.xlsx")
    xml = source["xl/worksheets/sheet1.xml"].decode()
    source["xl/worksheets/sheet1.xml"] = re.sub(r'<row r="\d+"', "<row", xml).encode()
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as out:
        for name, data in source.items():
            out.writestr(name, data)
    change = edit_at("Sheet", 1, 1, "", "甲", "备注")
    write_changes(tmp_path / "a.xlsx", [change], tmp_path / "b.xlsx")
    after = loaded(tmp_path / "b.xlsx").worksheets[0]
    assert (after["A1"].value, after["B1"].value, after["F3"].value) == ("甲", "乙", "己")


def test_every_cell_of_an_array_formula_is_refused(rich: Path) -> None:
    with pytest.raises(NotWritableError, match="G6 在数组公式"):
        edited(rich, lambda book: book.sheet(SHEET).set_number(6, 7, Decimal(1)))


def test_a_table_keeps_its_columns(rich: Path) -> None:
    with pytest.raises(NotWritableError, match="里有表格"):
        edited(rich, lambda book: book.arrange(OTHER, columns=Axis([1, 2, 3, 4, 6], last=6)))


def test_a_name_of_the_book_gets_a_twin_on_the_copy(rich: Path) -> None:
    book = loaded(edited(rich, lambda each: each.copy(SHEET, "副本")))
    assert book.defined_names["分值"].attr_text == f"'{SHEET}'!$B$5:$B$9"
    assert book["副本"].defined_names["分值"].attr_text == "'副本'!$B$5:$B$9"


def test_marks_of_odd_characters_and_drawings(rich: Path, tmp_path: Path) -> None:
    before = parts(rich)
    note = "xl/drawings/commentsDrawing1.vml"
    before[note] = before[note].replace(b"</xml>", b"</xml >\n")
    odd = tmp_path / "怪.xlsx"
    with zipfile.ZipFile(odd, "w") as out:
        for name, data in before.items():
            out.writestr(name, data)
    said = replace(finding("F3"), message="含\x07字符和_x0041_。")
    write_marks(odd, marks_of([said]), tmp_path / "标.xlsx")
    text = loaded(tmp_path / "标.xlsx").worksheets[0]["F3"].comment.text
    assert "_x0007_" in text or "\x07" in text


def test_strict_workbooks_are_refused(rich: Path, tmp_path: Path) -> None:
    strict = tmp_path / "严.xlsx"
    with zipfile.ZipFile(strict, "w") as out:
        for name, data in parts(rich).items():
            plain = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
            out.writestr(
                name, data.replace(plain, b"http://purl.oclc.org/ooxml/spreadsheetml/main")
            )
    with pytest.raises(NotWritableError, match="严格 Open XML"):
        EditedBook.open(strict)


def test_a_sum_outside_repeated_blocks_takes_each_block_by_itself() -> None:
    paths: list[tuple[int, ...]] = [(), (1,), (1, 2), (1, 3), (4,), (4, 5), ()]
    axis = Axis([1, 2, 3, 3, 2, 3, 4], last=4, paths=paths)
    moves = Moves(axis)
    assert moved_formula("SUM(E3:E3)", moves, own="表", moved="表", at=(7, 1)) == "SUM(E3:E4,E6:E6)"
    assert moved_formula("SUM(E3)", moves, own="表", moved="表", at=(7, 1)) == "SUM(E3:E4,E6:E6)"
    assert moved_formula("SUM(E3:E3)", moves, own="表", moved="表", at=(2, 1)) == "SUM(E3:E4)"
    assert moved_formula("SUM(E2:E4)", moves, own="表", moved="表", at=(7, 1)) == "SUM(E2:E7)"


def test_cached_values_follow_and_shared_formulas_stay_shared(rich: Path, tmp_path: Path) -> None:
    target = tmp_path / "分.xlsx"
    write_changes(rich, [edit_at(SHEET, 6, 2, "62", Decimal("6.5"), "得分")], target)
    after = parts(target)["xl/worksheets/sheet1.xml"].decode()
    assert after.count('t="shared"') == 3
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        shown = openpyxl.load_workbook(target, data_only=True)[SHEET]
    assert shown["F3"].value == 52 + 6.5 + 72 + 82 + 92
    assert shown["E6"].value == 6.5 + 83
    assert shown["E7"].value == 75  # 没有用到改过的格，存着的值不动
