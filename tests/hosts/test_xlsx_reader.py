"""读 .xlsx：各家程序写法不同的包，和读不了的文件。"""

import zipfile
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import Workbook
from openpyxl.comments import Comment

from perfxl.hosts.workbook_reader import read_workbook
from perfxl.model.address import Block
from perfxl.model.cell import CellKind
from perfxl.model.file_faults import UnreadableFileError
from perfxl.model.grid import Grid

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def package(path: Path, sheet: str, *, strings: str = "", styles: str = "", book: str = "") -> Path:
    """手写一个最小的包：``sheet`` 是 worksheet 里面的 XML。"""
    with zipfile.ZipFile(path, "w") as out:
        out.writestr(
            "_rels/.rels",
            (
                f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="/xl/workbook.xml"/>'
                "</Relationships>"
            ),
        )
        out.writestr(
            "xl/workbook.xml",
            (
                f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{book}<sheets>'
                '<sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>'
            ),
        )
        out.writestr(
            "xl/_rels/workbook.xml.rels",
            (
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
                f'<Relationship Id="r2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
                f'<Relationship Id="r3" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>'
            ),
        )
        out.writestr("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>')
        if strings:
            out.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{strings}</sst>')
        if styles:
            out.writestr("xl/styles.xml", f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>')
    return path


def grid(path: Path) -> Grid:
    [only] = read_workbook(path).grids
    return only


def test_strings_of_every_kind(tmp_path: Path) -> None:
    path = package(
        tmp_path / "a.xlsx",
        '<dimension ref="A1"/><sheetData><row r="2">'
        '<c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c>'
        '<c r="C2" t="inlineStr"><is><r><t>产出</t></r><r><t xml:space="preserve"> 指标</t></r></is></c>'
        '<c r="D2" t="str"><f>A2</f><v>一_x000D_&#10;二</v></c></row></sheetData>',
        strings="<si><t>普通</t></si>"
        "<si><r><t>富</t></r><r><t>文本</t></r><rPh sb='0' eb='1'><t>fu</t></rPh></si>",
    )
    read = grid(path)
    assert [read.text(2, column) for column in range(1, 5)] == [
        "普通",
        "富文本",
        "产出 指标",
        "一\n二",
    ]
    assert read.cells[2, 4].formula == "A2"


def rich(*runs: tuple[str, str]) -> str:
    each = (f"<r>{font and f'<rPr>{font}</rPr>'}<t>{text}</t></r>" for font, text in runs)
    return f"<si>{''.join(each)}</si>"


RAISED, STRUCK_OUT = '<vertAlign val="superscript"/>', "<b/><strike/>"


@pytest.mark.parametrize(
    ("string", "seen"),
    [
        (rich(("", "≥10"), (RAISED, "4"), ("", "人")), "≥10⁴人"),
        (rich(("", "≥100"), (RAISED, "1")), "≥100¹"),
        (rich(("", "≥100m"), (RAISED, "2")), "≥100m2"),
        (rich(("", "98"), ('<vertAlign val="subscript"/>', "1")), "981"),
        (rich((STRUCK_OUT, "50 "), ("", "98人")), "5\u03360\u0336 98人"),
        (rich((STRUCK_OUT, "98人")), "9\u03368\u0336人\u0336"),
        (rich(('<strike val="0"/>', "98"), ("<b/>", "人")), "98人"),
        (rich((RAISED, "4"), ("", "季度")), "4季度"),
    ],
)
def test_what_a_run_of_its_own_font_says(tmp_path: Path, string: str, seen: str) -> None:
    row = '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>'
    inline = string.replace("si>", "is>")
    cell = f'<sheetData><row r="1"><c r="A1" t="inlineStr">{inline}</c></row></sheetData>'
    assert grid(package(tmp_path / "a.xlsx", row, strings=string)).text(1, 1) == seen
    assert grid(package(tmp_path / "b.xlsx", cell)).text(1, 1) == seen


STRUCK_STYLE = (
    "<fonts><font/><font><strike/></font><font><strike val='0'/></font></fonts>"
    '<cellXfs><xf/><xf fontId="1"/><xf fontId="2"/><xf fontId="1" numFmtId="10"/><xf fontId="1" numFmtId="14"/></cellXfs>'
)


@pytest.mark.parametrize("comment", ["", "<!-- -->"])
def test_a_cell_struck_out_is_neither_number_nor_plain_text(tmp_path: Path, comment: str) -> None:
    """``comment`` 让它走建树的读法，读出来一样。"""
    sheet = (
        '<sheetData><row r="1"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1" s="2" t="s"><v>0</v></c>'
        f'<c r="C1" s="1"><v>12</v></c><c r="D1" s="3"><v>0.955</v></c>{comment}'
        '<c r="E1" s="4"><v>45657</v></c><c r="F1" s="1"><f>A1</f><v>5</v></c></row></sheetData>'
    )
    read = grid(
        package(tmp_path / "a.xlsx", sheet, strings=rich(("", "甲 乙")), styles=STRUCK_STYLE)
    )
    seen = [read.text(1, column) for column in range(1, 7)]
    plain = [text.replace("\u0336", "") for text in seen]
    assert plain == ["甲 乙", "甲 乙", "12", "95.50%", "2024/12/31", "5"]
    assert [text != bare for text, bare in zip(seen, plain, strict=True)] == [
        True, False, True, True, True, False,
    ]  # fmt: skip
    assert read.cells[1, 3].number is None


def test_cells_without_references_and_wrong_dimension(tmp_path: Path) -> None:
    path = package(
        tmp_path / "a.xlsx",
        '<dimension ref="A1:A1"/><sheetData><row><c><v>1</v></c><c><v>2</v></c></row>'
        "<row><c><v>3</v></c></row></sheetData>",
    )
    assert {place: cell.value for place, cell in grid(path).cells.items()} == {
        (1, 1): Decimal(1),
        (1, 2): Decimal(2),
        (2, 1): Decimal(3),
    }


def test_numbers_as_a_person_sees_them(tmp_path: Path) -> None:
    styles = (
        '<numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts>'
        '<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>'
        '<xf numFmtId="9"/><xf numFmtId="164"/><xf numFmtId="4"/></cellXfs>'
    )
    path = package(
        tmp_path / "a.xlsx",
        '<sheetData><row r="1"><c r="A1" s="1"><v>0.95</v></c><c r="B1" s="2"><v>45657</v></c>'
        '<c r="C1" s="3"><v>72.430000000000007</v></c><c r="D1"><v>1E-2</v></c>'
        '<c r="E1"><f>100%</f><v>1</v></c><c r="F1" t="e"><f>6万元</f><v>#NAME?</v></c>'
        '<c r="G1" t="e"><f>A1/0</f><v>#DIV/0!</v></c><c r="H1"><f>SUM(A1)</f></c>'
        '<c r="I1" t="b"><v>1</v></c><c r="J1" s="99"><v>5</v></c></row></sheetData>',
        styles=styles,
    )
    read = grid(path)
    shown = [read.text(1, column) for column in range(1, 11)]
    assert shown == [
        "95%",
        "2024年12月",
        "72.43",
        "0.01",
        "=100%",
        "=6万元",
        "#DIV/0!",
        "",
        "TRUE",
        "5",
    ]
    assert read.cells[1, 2].value == datetime(2024, 12, 31)
    assert read.cells[1, 3].value == Decimal("72.43")
    kinds = [read.cells[1, column].kind for column in (7, 8, 9)]
    assert kinds == [CellKind.ERROR, CellKind.UNCALCULATED, CellKind.BOOL]


_DATED = (
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="1"/><xf numFmtId="46"/></cellXfs>'
)
# Excel 2013 起在扩展里另存一个同名的元素。
_EXTENDED = (
    '<workbookPr date1904="{}"/><extLst><ext xmlns:x15="urn:x15" uri="{{1}}">'
    '<x15:workbookPr chartTrackingRefBase="1" date1904="{}"/></ext></extLst>'
)


@pytest.mark.parametrize(
    ("book", "since_1904"),
    [
        ('<workbookPr date1904="1"/>', True),
        ('<workbookPr date1904="true"/>', True),
        ("<workbookPr/>", False),
        (_EXTENDED.format(1, 0), True),
        (_EXTENDED.format(0, 1), False),
    ],
)
def test_1904_dates(tmp_path: Path, book: str, since_1904: bool) -> None:
    """日期从 1904 年算，只看工作簿自己的 workbookPr；经过的时间、ISO 日期不因此错开。"""
    path = package(
        tmp_path / "a.xlsx",
        '<sheetData><row r="1"><c r="A1" s="1"><v>44195</v></c><c r="B1" s="3"><v>1.25</v></c>'
        '<c r="C1" t="d" s="1"><v>2024-12-31</v></c><c r="D1" t="d" s="2"><v>2024-12-31</v></c>'
        '<c r="E1" t="d" s="3"><v>09:30:00</v></c></row></sheetData>',
        styles=_DATED,
        book=book,
    )
    read = grid(path)
    assert read.cells[1, 1].value == (
        datetime(2024, 12, 31) if since_1904 else datetime(2020, 12, 30)
    )
    assert [read.text(1, column) for column in (2, 3, 5)] == ["30:00:00", "2024/12/31", "9:30:00"]
    assert read.text(1, 4) == ("44195" if since_1904 else "45657")  # 配了数的格式，是序列号


@pytest.mark.parametrize(
    ("stored", "style", "kind", "shown"),
    [
        ("2024-08-15", 0, CellKind.DATE, "2024/8/15"),
        ("2024-08-15T10:20:30", 0, CellKind.DATE, "2024/8/15 10:20:30"),
        ("2024-08-15T10:20:30.5Z", 1, CellKind.DATE, "2024/8/15"),
        ("2024-08-15T00:00:00+08:00", 0, CellKind.DATE, "2024/8/15"),
        ("10:20:30.25", 0, CellKind.DATE, "10:20:30"),
        ("20240815", 0, CellKind.DATE, "2024/8/15"),
        ("2024-13-45", 0, CellKind.TEXT, "2024-13-45"),
        ("1850-01-01", 1, CellKind.TEXT, "1850-01-01"),
        ("见附件", 1, CellKind.TEXT, "见附件"),
    ],
)
def test_iso_dates(tmp_path: Path, stored: str, style: int, kind: CellKind, shown: str) -> None:
    path = package(
        tmp_path / "a.xlsx",
        f'<sheetData><row r="1"><c r="A1" t="d" s="{style}"><v>{stored}</v></c></row></sheetData>',
        styles=_DATED,
    )
    cell = grid(path).cells[1, 1]
    assert (cell.kind, cell.shown, cell.number) == (kind, shown, None)


def test_dates_out_of_range_are_not_numbers(tmp_path: Path) -> None:
    """日期格式的格里存着负数、太大的数：Excel 显示一串 #，不当数读。"""
    path = package(
        tmp_path / "a.xlsx",
        '<sheetData><row r="1"><c r="A1" s="1"><v>-5</v></c><c r="B1" s="1"><v>20241231</v></c>'
        '<c r="C1" s="3"><v>-0.5</v></c></row></sheetData>',
        styles=_DATED,
    )
    entries = grid(path).texts(1, 1, 3)
    assert [(entry.text, entry.number) for entry in entries] == [("########", None)] * 3


@pytest.mark.parametrize(
    "stored", ["1E+30", "1E308", "-1.7976931348623157E+308", "4.9E-324", "1e999"]
)
def test_huge_and_tiny_numbers_are_read(tmp_path: Path, stored: str) -> None:
    cells = "".join(
        f'<c r="{column}1" s="{style}"><v>{stored}</v></c>' for style, column in enumerate("ABCD")
    )
    path = package(
        tmp_path / "a.xlsx", f'<sheetData><row r="1">{cells}</row></sheetData>', styles=_DATED
    )
    assert all(cell.shown for cell in grid(path).cells.values())


def test_merges_hidden_and_comments(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["B2"] = "产出指标"
    sheet["B2"].comment = Comment("请核对", "审核")
    sheet.merge_cells("B2:B4")
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["D"].hidden = True
    book.create_sheet("藏").sheet_state = "hidden"
    book.create_chartsheet("图")
    path = tmp_path / "a.xlsx"
    book.save(path)
    first, second = read_workbook(path).grids
    assert first.text(4, 2) == "产出指标"
    assert first.merged == (Block(2, 2, 4, 2),)
    assert first.hidden_rows == {3}
    assert 4 in first.hidden_columns
    assert first.comments == {(2, 2): "请核对"}
    assert (second.name, second.hidden) == ("藏", True)


def test_million_formatted_empty_rows_stay_small(tmp_path: Path) -> None:
    rows = "".join(
        f'<row r="{n}" s="1" customFormat="1"><c r="A{n}" s="1"/></row>' for n in range(2, 60_000)
    )
    path = package(
        tmp_path / "a.xlsx",
        f'<sheetData><row r="1"><c r="A1"><v>1</v></c></row>{rows}</sheetData>'
        '<mergeCells><mergeCell ref="A5:XFD1048576"/></mergeCells>',
    )
    read = grid(path)
    assert len(read.cells) == 1
    assert read.text(1_000_000, 3) == ""


def test_a_sheet_read_in_pieces_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """很大的表分段读：行、隐藏、合并都不丢，带不带前缀都一样。"""
    rows = "".join(
        f'<x:row r="{n}" hidden="{int(n % 7 == 0)}">'
        f'<x:c r="A{n}" s="0"/><x:c r="B{n}"><x:v>{n}</x:v></x:c>'
        f'<x:c r="C{n}" t="inlineStr"><x:is><x:t>第{n}行</x:t></x:is></x:c></x:row>'
        f'<x:row r="{n + 1}"/>'
        for n in range(1, 400, 2)
    )
    xml = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:cols><x:col min="5" max="5" hidden="1"/></x:cols>'
        f'<x:sheetData>{rows}</x:sheetData><x:mergeCells><x:mergeCell ref="A1:A9"/></x:mergeCells>'
        "</x:worksheet>"
    )
    path = package(tmp_path / "a.xlsx", "")
    with zipfile.ZipFile(path, "a") as out, pytest.warns(UserWarning, match="Duplicate"):
        out.writestr("xl/worksheets/sheet1.xml", xml)
    whole = grid(path)
    monkeypatch.setattr("perfxl.hosts.xlsx_reader._WHOLE_PART", 600)
    pieces = grid(path)
    assert pieces.cells == whole.cells
    assert len(whole.cells) == 400
    assert (pieces.merged, pieces.hidden_rows) == (whole.merged, whole.hidden_rows)
    assert pieces.hidden_columns == whole.hidden_columns == {5}


def test_positions_by_order_survive_empty_cells(tmp_path: Path) -> None:
    """不写位置的格靠先后定位，前面的空格也要数。"""
    path = package(
        tmp_path / "a.xlsx",
        '<sheetData><row><c s="0"/><c r="C1" s="0"/><c><v>4</v></c></row></sheetData>',
    )
    assert grid(path).cells.keys() == {(1, 4)}


def test_utf16_parts_are_read(tmp_path: Path) -> None:
    path = package(tmp_path / "a.xlsx", "")
    xml = (
        f'<?xml version="1.0" encoding="UTF-16"?><worksheet xmlns="{MAIN}"><sheetData><row r="1">'
        '<c r="A1" t="inlineStr"><is><t>项目</t></is></c></row></sheetData></worksheet>'
    )
    with zipfile.ZipFile(path, "a") as out, pytest.warns(UserWarning, match="Duplicate"):
        out.writestr("xl/worksheets/sheet1.xml", xml.encode("utf-16"))
    assert grid(path).text(1, 1) == "项目"


def test_web_and_xml_exports_are_named(tmp_path: Path) -> None:
    """系统导出的网页、2003 版 XML 表格，后缀常是 .xls。"""
    for content, says in (
        ("<html><table><tr><td>项目名称</td></tr></table></html>", "其实是网页"),
        ("\ufeff\r\n<!DOCTYPE html><html></html>", "其实是网页"),
        (
            '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "2003 版的 XML 表格",
        ),
        ('<?xml version="1.0"?><table/>', "是 XML 文本"),
    ):
        path = tmp_path / "导出.xls"
        path.write_text(content, "utf-8")
        with pytest.raises(UnreadableFileError, match=says):
            read_workbook(path)


_MAIN_PARTS = {"文档": "word/document.xml", "演示": "ppt/presentation.xml"}
_MAIN_RELATION = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="{}" Type="http://schemas.openxmlformats.org/officeDocument'
    '/2006/relationships/officeDocument"/></Relationships>'
)


def damaged(kind: str, path: Path) -> None:
    good = BytesIO()
    book = Workbook()
    book.worksheets[0]["A1"] = "x" * 5000
    book.save(good)
    if kind == "空":
        path.write_bytes(b"")
    elif kind == "截断":
        path.write_bytes(good.getvalue()[:2500])
    elif kind == "不是":
        path.write_text("这是文本", "utf-8")
    elif kind == "加密":
        good.seek(0)
        with path.open("wb") as out:
            OOXMLFile(good).encrypt("密码", out)
    elif kind == "旧版":
        path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))
    elif kind == "别的包":
        with zipfile.ZipFile(path, "w") as out:
            out.writestr("word/document.xml", "<x/>")
    elif kind in _MAIN_PARTS:
        with zipfile.ZipFile(path, "w") as out:
            out.writestr("_rels/.rels", _MAIN_RELATION.format(_MAIN_PARTS[kind]))
            out.writestr(_MAIN_PARTS[kind], "<x/>")
    elif kind == "坏XML":
        package(path, "<sheetData><row></sheetData>")
    elif kind == "实体":
        package(path, "<sheetData/>")
        with zipfile.ZipFile(path, "a") as out, pytest.warns(UserWarning, match="Duplicate"):
            out.writestr("xl/workbook.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    elif kind == "坏编号":
        package(path, '<sheetData><row r="1"><c r="A1" s="x"><v>1</v></c></row></sheetData>')
    elif kind == "目录":
        path.mkdir()


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("空", "是空文件"),
        ("截断", "内容不完整"),
        ("不是", "不是 Excel 工作簿"),
        ("加密", "设有打开密码"),
        ("旧版", "旧版 .xls"),
        ("别的包", "不是 Excel 工作簿"),
        ("文档", "是 Word 文档，不是 Excel 工作簿"),
        ("演示", "是演示文稿，不是 Excel 工作簿"),
        ("坏XML", "已损坏"),
        ("实体", "已损坏"),
        ("坏编号", "已损坏"),
        ("目录", "是文件夹"),
        ("没有", "没有找到文件"),
    ],
)
def test_unreadable_files_say_why_and_what_to_do(tmp_path: Path, kind: str, says: str) -> None:
    path = tmp_path / f"{kind}.xlsx"
    damaged(kind, path)
    with pytest.raises(UnreadableFileError) as caught:
        read_workbook(path)
    said = str(caught.value)
    assert says in said
    assert path.name in said
    assert "请" in said
    assert said.endswith("。")


def test_styles_cut_off_are_damage_not_no_formats(tmp_path: Path) -> None:
    cells = '<sheetData><row r="1"><c r="A1" s="1"><v>0.95</v></c></row></sheetData>'
    whole = '<cellXfs><xf numFmtId="0"/><xf numFmtId="9"/></cellXfs>'
    assert grid(package(tmp_path / "a.xlsx", cells, styles=whole)).text(1, 1) == "95%"
    path = tmp_path / "b.xlsx"
    with zipfile.ZipFile(tmp_path / "a.xlsx") as sound, zipfile.ZipFile(path, "w") as out:
        for name in sound.namelist():
            content = sound.read(name)
            cut = content.index(b"<xf numFmtId") if name == "xl/styles.xml" else len(content)
            out.writestr(name, content[:cut])
    with pytest.raises(UnreadableFileError, match="损坏"):
        read_workbook(path)
