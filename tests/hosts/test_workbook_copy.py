"""改用户的工作簿：只动该动的格，文本框、图片、图表、批注、打印设置照旧；写不成就什么也不留。"""

import re
import zipfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import excelize
import openpyxl
import pytest
from edits import edit_at
from gridtext import changed, to_workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Border, Color, Font, Side
from openpyxl.worksheet.datavalidation import DataValidation
from rule_case import sound

from perfxl.hosts.editor.book import EditedBook
from perfxl.hosts.editor.comments import add_comments
from perfxl.hosts.file_book import write_changes
from perfxl.hosts.whole_file import written_whole
from perfxl.hosts.xlsx_reader import Package
from perfxl.many_files.copies import fill_scores, fix_copy, mark_copy
from perfxl.many_files.file_result import FileResult
from perfxl.many_files.results import process
from perfxl.model.file_faults import NotWritableError
from perfxl.standards.profile import load_profile

SOUND = sound()


@pytest.fixture
def rich_book(tmp_path: Path) -> Path:
    """带批注、打印设置、数据验证、条件格式、文本框、图表的自评表，两处得分是错的。"""
    rows = changed(SOUND, {"H16": "10", "H22": None, "B23": "良。已开放。"})
    path = to_workbook(rows, tmp_path / "源.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    sheet["H16"].comment = Comment("科室说：已经补货", "张科")
    sheet.print_area = "A1:J24"
    sheet.print_title_rows = "14:14"
    sheet.page_setup.orientation = "landscape"
    sheet.oddFooter.center.text = "第 &P 页"
    validation = DataValidation(type="list", formula1='"产出指标,效益指标"')
    sheet.add_data_validation(validation)
    validation.add("B15")
    sheet.conditional_formatting.add("H15:H21", CellIsRule(operator="lessThan", formula=["1"]))
    book.save(path)
    edited = excelize.open_file(str(path))
    edited.add_shape(
        "表",
        excelize.Shape(
            cell="L2",
            type="rect",
            width=120,
            height=60,
            paragraph=[excelize.RichTextRun(text="云溪县图书馆（章）")],
        ),
    )
    edited.add_chart(
        "表",
        "L10",
        excelize.Chart(
            type=excelize.ChartType.Col,
            series=[
                excelize.ChartSeries(
                    name="得分", categories="表!$D$15:$D$21", values="表!$H$15:$H$21"
                )
            ],
        ),
    )
    edited.save()
    edited.close()
    return path


def parts(path: Path, *kinds: str) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {n: package.read(n) for n in package.namelist() if any(k in n for k in kinds)}


def cells(path: Path) -> Iterator[tuple[str, object, str, str]]:
    for row in openpyxl.load_workbook(path).worksheets[0].iter_rows():
        for cell in row:
            yield cell.coordinate, cell.value, cell.number_format, str(cell.border.left.style)


def test_score_copy_changes_only_its_own_cells(rich_book: Path, tmp_path: Path) -> None:
    before, original = {c[0]: c for c in cells(rich_book)}, rich_book.read_bytes()
    target = tmp_path / "副本.xlsx"
    filled = fill_scores(process(rich_book, load_profile()), target)
    assert {made.edit.cell for made in filled.made} == {"H16", "H22", "B23"}
    after = {c[0]: c for c in cells(target)}
    assert {cell for cell in after if after[cell] != before[cell]} == {"H16", "H22", "B23"}
    assert (after["H16"][1], after["H22"][1], after["B23"][1]) == (9, 98.5, "优。已开放。")
    assert rich_book.read_bytes() == original


def test_everything_else_survives(rich_book: Path, tmp_path: Path) -> None:
    target = tmp_path / "副本.xlsx"
    fill_scores(process(rich_book, load_profile()), target)
    drawings = parts(rich_book, "drawings/drawing", "charts/", "media/")
    assert any(b"\xe4\xba\x91\xe6\xba\xaa" in part for part in drawings.values())
    assert any("charts/" in name for name in drawings)
    assert parts(target, "drawings/drawing", "charts/", "media/") == drawings
    sheet = openpyxl.load_workbook(target).worksheets[0]
    assert sheet["H16"].comment is not None
    assert "已经补货" in sheet["H16"].comment.text
    assert sheet.print_area == "'表'!$A$1:$J$24"
    assert sheet.print_title_rows == "$14:$14"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.oddFooter.center.text == "第 &P 页"
    assert sheet.data_validations.dataValidation[0].formula1 == '"产出指标,效益指标"'
    assert [str(area.sqref) for area in sheet.conditional_formatting] == ["H15:H21"]
    source = openpyxl.load_workbook(rich_book).worksheets[0]
    assert {str(b) for b in sheet.merged_cells.ranges} == {
        str(b) for b in source.merged_cells.ranges
    }


_RIBBON = (
    '<customUI xmlns="http://schemas.microsoft.com/office/2009/07/customui"><ribbon><tabs>'
    '<tab id="own" label="本单位"><group id="g" label="报表"><button id="b" image="seal" '
    'label="报送" onAction="ThisWorkbook.Send"/></group></tab></tabs></ribbon></customUI>'
).encode()
_RELATIONSHIP = "http://schemas.microsoft.com/office/{}/relationships/ui/{}extensibility"


def _with_own_ribbon(path: Path) -> set[str]:
    """工作簿自己的功能区：两种格式各一份、按钮的图片、快速访问工具栏；给出加了哪些部件。"""
    held = parts(path, "")
    before = set(held)
    image = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    related = "".join(
        f'<Relationship Id="rIdUi{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(
            (
                (_RELATIONSHIP.format("2007", ""), "customUI/customUI14.xml"),
                (_RELATIONSHIP.format("2006", ""), "/customUI/customUI.xml"),
                (_RELATIONSHIP.format("2006", "user"), "userCustomization/customUI.xml"),
            )
        )
    )
    for name in ("customUI/customUI14.xml", "customUI/customUI.xml"):
        held[name] = _RIBBON
    held["userCustomization/customUI.xml"] = _RIBBON
    held["customUI/images/seal.png"] = b"\x89PNG..."
    held["customUI/_rels/customUI14.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="seal" Type="{image}" Target="images/seal.png"/></Relationships>'
    ).encode()
    for name, end, added in (
        ("_rels/.rels", b"</Relationships>", related.encode()),
        (
            "[Content_Types].xml",
            b"<Override",
            b'<Default Extension="png" ContentType="image/png"/>',
        ),
    ):
        place = held[name].index(end)
        held[name] = held[name][:place] + added + held[name][place:]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in held.items():
            package.writestr(name, data)
    return set(held) - before


@pytest.mark.parametrize("write", [mark_copy, fix_copy, fill_scores])
def test_a_ribbon_of_the_workbook_itself_survives(
    rich_book: Path, tmp_path: Path, write: Callable[[FileResult, Path], object]
) -> None:
    own = _with_own_ribbon(rich_book)
    target = tmp_path / "副本.xlsx"
    write(process(rich_book, load_profile()), target)
    before, after = parts(rich_book, ""), parts(target, "")
    assert {name: after[name] for name in own} == {name: before[name] for name in own}
    kept = set(re.findall(rb'Type="[^"]*extensibility" Target="[^"]*"', after["_rels/.rels"]))
    assert kept == set(
        re.findall(rb'Type="[^"]*extensibility" Target="[^"]*"', before["_rels/.rels"])
    )
    assert len(kept) == 3
    assert b'Extension="png"' in after["[Content_Types].xml"]
    assert after["xl/worksheets/sheet1.xml"] != before["xl/worksheets/sheet1.xml"]


def test_marks_keep_the_earlier_comment(rich_book: Path, tmp_path: Path) -> None:
    target = tmp_path / "标.xlsx"
    result = process(rich_book, load_profile())
    assert any(finding.cells == "H16" for finding in result.findings)
    mark_copy(result, target)
    sheet = openpyxl.load_workbook(target).worksheets[0]
    comment = sheet["H16"].comment
    assert comment is not None
    assert comment.text.index("已经补货") < comment.text.index("PX312")
    # 没有分样子的一整条与分段的不并排放：都是分段的。
    [written] = [part for name, part in parts(target, "comments").items() if b"PX312" in part]
    bodies = ElementTree.fromstring(written).iterfind(".//{*}text")
    kinds = [[each.tag.partition("}")[2] for each in body] for body in bodies]
    assert ["r", "r"] in kinds
    assert not any("t" in each and "r" in each for each in kinds)
    assert sheet["H16"].fill.fgColor.rgb.endswith("FFC7CE")
    assert sheet["H15"].fill.fill_type is None
    drawing = parts(rich_book, "drawings/drawing")
    assert parts(target, "drawings/drawing") == drawing


def test_formulas_of_the_user_stay(tmp_path: Path) -> None:
    path = to_workbook(changed(SOUND, {"H16": "10"}), tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["H22"] = "=SUM(H15:H21)+I7"
    book.save(path)
    filled = fill_scores(process(path, load_profile()), tmp_path / "b.xlsx")
    assert filled.outcome.kept_formulas == ("表!H22",)
    shown = openpyxl.load_workbook(tmp_path / "b.xlsx", data_only=True).worksheets[0]
    assert shown["H22"].value == 98.5  # 存着的值也是新的，不等 Excel 来算
    assert "PX406" not in {f.rule for f in process(tmp_path / "b.xlsx", load_profile()).findings}
    assert openpyxl.load_workbook(tmp_path / "b.xlsx").worksheets[0]["H22"].value == (
        "=SUM(H15:H21)+I7"
    )


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    source = to_workbook(SOUND, tmp_path / "a.xlsx")
    texts = ["=6万元", "+3%", "-1人", "@名"]
    changes = [edit_at("表", 15 + n, 10, "", text, "备注") for n, text in enumerate(texts)] + [
        edit_at("表", 19, 10, "", Decimal("6.28"), "分")
    ]
    write_changes(source, changes, tmp_path / "b.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "b.xlsx").worksheets[0]
    assert [(sheet.cell(15 + n, 10).value, sheet.cell(15 + n, 10).data_type) for n in range(4)] == [
        (text, "s") for text in texts
    ]
    assert sheet["J19"].value == 6.28


def test_output_never_replaces_the_input(tmp_path: Path) -> None:
    source = to_workbook(SOUND, tmp_path / "a.xlsx")
    before = source.read_bytes()
    with pytest.raises(NotWritableError, match="就是输入文件"):
        write_changes(source, [], source)
    assert source.read_bytes() == before


def test_nothing_half_written(tmp_path: Path) -> None:
    target = tmp_path / "out" / "b.xlsx"
    target.parent.mkdir()
    target.write_text("原来的", "utf-8")

    def write_half() -> None:
        with written_whole(target) as temporary:
            temporary.write_text("写了一半", "utf-8")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_half()
    assert target.read_text("utf-8") == "原来的"
    assert [path.name for path in target.parent.iterdir()] == ["b.xlsx"]


def test_marked_styles_keep_borders_fonts_and_formats(tmp_path: Path) -> None:
    """“自动”颜色的边框也照抄；原来的样式一个不变。"""
    path = to_workbook(changed(SOUND, {"H16": "10"}), tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    cell = book.worksheets[0]["H16"]
    side = Side(style="thin", color=Color(auto=True))
    cell.border = Border(left=side, right=side, top=side, bottom=side)
    cell.font = Font(name="仿宋", size=12, bold=True)
    cell.number_format = "0.00"
    book.save(path)
    mark_copy(process(path, load_profile()), tmp_path / "b.xlsx")
    before = openpyxl.load_workbook(path).worksheets[0]["H16"]
    after = openpyxl.load_workbook(tmp_path / "b.xlsx").worksheets[0]["H16"]
    assert after.fill.fgColor.rgb == "FFFFC7CE"
    assert (after.font.name, after.font.size, after.font.bold) == ("仿宋", 12, True)
    assert after.number_format == "0.00"
    assert repr(after.border) == repr(before.border)
    assert repr(after.alignment) == repr(before.alignment)


def test_package_stays_consistent(rich_book: Path, tmp_path: Path) -> None:
    """每个关系都指向有的部件，每个部件都有内容类型，XML 都合格。"""
    for name, write in (("标", mark_copy), ("分", fill_scores)):
        target = tmp_path / f"{name}.xlsx"
        write(process(rich_book, load_profile()), target)
        with zipfile.ZipFile(target) as package:
            names = package.namelist()
            assert len(names) == len(set(names))
            types = package.read("[Content_Types].xml").decode()
            for part in names:
                if part.endswith((".xml", ".rels", ".vml")):
                    ElementTree.fromstring(package.read(part))
                extension = part.rpartition(".")[2]
                assert f'"/{part}"' in types or f'Extension="{extension}"' in types, part
            reader = Package(target, package)
            for part in names:
                if not part.endswith(".rels"):
                    for _, related in reader.relations(part).values():
                        assert related in names, (part, related)


@pytest.mark.parametrize("name", ["b.txt", "文件夹"])
def test_wrong_output_names_are_refused(tmp_path: Path, name: str) -> None:
    source = to_workbook(SOUND, tmp_path / "a.xlsx")
    (tmp_path / "文件夹").mkdir()
    with pytest.raises(NotWritableError):
        write_changes(source, [], tmp_path / name)


def test_macro_book_stays_a_macro_book(tmp_path: Path) -> None:
    source = to_workbook(SOUND, tmp_path / "a.xlsx")
    with pytest.raises(NotWritableError, match=r"后缀应是 \.xlsx"):
        write_changes(source, [], tmp_path / "b.xlsm")


def test_a_note_is_as_wide_as_it_reads_well_whatever_the_columns(tmp_path: Path) -> None:
    """批注框照字数定大小，窄列多跨几列，宽列只占一段；最后一列也不出表。"""
    made = openpyxl.Workbook()
    sheet = made.active
    sheet["A1"], sheet["F1"], sheet["XFD3"] = "甲", "乙", "丙"
    for column in "BCDE":
        sheet.column_dimensions[column].width = 2
    sheet.column_dimensions["G"].width = 120
    made.save(tmp_path / "甲.xlsx")
    book = EditedBook.open(tmp_path / "甲.xlsx")
    add_comments(
        book.package, book.sheet("Sheet"), {"A1": "得" * 60, "F1": "得" * 60, "XFD3": "得"}
    )
    book.save(tmp_path / "乙.xlsx")
    with zipfile.ZipFile(tmp_path / "乙.xlsx") as package:
        drawing = next(name for name in package.namelist() if name.endswith(".vml"))
        anchors = re.findall(r"<x:Anchor>([^<]*)<", package.read(drawing).decode())
    places = [[int(each) for each in anchor.split(",")] for anchor in anchors]
    assert [(first[0], first[4]) for first in places] == [(1, 6), (6, 6), (16383, 16383)]
