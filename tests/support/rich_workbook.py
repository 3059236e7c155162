"""一个什么都有的工作簿：文本框、图片、图表、批注、宏、数据验证、条件格式、表格、WPS 的扩展……

给“只动该动的”一类测试用。各样由 openpyxl、excelize 写成，它们写不了的直接添进 XML。
"""

import re
import struct
import zipfile
import zlib
from pathlib import Path

import excelize
import openpyxl
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.table import Table

SHEET, OTHER = "绩效 表", "汇总"
LAST = 14
_X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_XM = "http://schemas.microsoft.com/office/excel/2006/main"
_EXTENSIONS = (
    f'<extLst><ext uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}" xmlns:x14="{_X14}">'
    f'<x14:dataValidations count="1" xmlns:xm="{_XM}"><x14:dataValidation type="list">'
    "<x14:formula1><xm:f>汇总!$A$1:$A$3</xm:f></x14:formula1><xm:sqref>C6:C9</xm:sqref>"
    "</x14:dataValidation></x14:dataValidations></ext>"
    '<ext uri="{B8F5BC2A-0C2B-4C0F-8B1C-0123456789AB}" '
    'xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData">'
    '<etc:sheetData tag="perf"/></ext></extLst>'
)


def rich_workbook(folder: Path, *, macros: bool = False, controls: bool = False) -> Path:
    """写出工作簿；``macros`` 时是带宏的 .xlsm，``controls`` 时还有控件和嵌入对象。"""
    path = folder / ("全.xlsm" if macros else "全.xlsx")
    _by_openpyxl(path)
    _by_excelize(path, _picture(folder / "章.png"))
    _by_hand(path, macros=macros)
    if controls:
        _add_controls(path)
    return path


def _by_openpyxl(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = SHEET
    for row in range(1, LAST + 1):
        for column in range(1, 7):
            sheet.cell(row, column, row * 10 + column)
    sheet["A1"] = "标题"
    sheet.merge_cells("A1:F1")
    sheet.merge_cells("A5:A7")
    sheet["F3"] = "=SUM(B5:B9)"
    sheet["F4"] = "=B6*2+汇总!B1"
    sheet["F12"] = "=SUM(F8:F9)/$B$8"
    sheet["G5"] = ArrayFormula("G5:G6", "=B5:B6*2")
    sheet["B8"].comment = Comment("科室说：已核", "张科")
    sheet["B2"].comment = Comment("上面的", "张科")
    sheet["C4"].hyperlink = Hyperlink(ref="C4", location=f"'{OTHER}'!A1")
    sheet["C9"].hyperlink = "https://example.com/"
    validation = DataValidation(type="list", formula1="$E$5:$E$9")
    validation.add("D5:D9")
    sheet.add_data_validation(validation)
    sheet.conditional_formatting.add(
        "B5:B9", FormulaRule(formula=["$B5>$F$12"], fill=PatternFill("solid", bgColor="FFC7CE"))
    )
    sheet.print_area = "A1:F14"
    sheet.print_title_rows = "3:4"
    sheet.page_setup.orientation = "landscape"
    sheet.freeze_panes = "B5"
    sheet.oddFooter.center.text = "第 &P 页"
    sheet.row_breaks.append(Break(8))
    sheet.row_dimensions[6].height = 33
    sheet.row_dimensions[8].hidden = True
    sheet.column_dimensions["B"].width = 21
    other = book.create_sheet(OTHER)
    for row in range(1, 4):
        other.cell(row, 1, f"选项{row}")
    other["B1"] = 7
    other["C1"] = f"=SUM('{SHEET}'!B5:B9)"
    other["C2"] = f"='{SHEET}'!$F$12+1"
    other["E1"], other["F1"] = "名", "值"
    other["E2"], other["F2"] = "甲", 3
    other.add_table(Table(displayName="表甲", ref="E1:F2"))
    book.defined_names["分值"] = DefinedName("分值", attr_text=f"'{SHEET}'!$B$5:$B$9")
    book.save(path)


def _by_excelize(path: Path, picture: Path) -> None:
    book = excelize.open_file(str(path))
    shape = excelize.Shape(
        cell="H7",
        type="rect",
        width=120,
        height=60,
        paragraph=[excelize.RichTextRun(text="云溪县图书馆（章）")],
    )
    book.add_shape(SHEET, shape)
    book.add_picture(SHEET, "J9", str(picture), None)
    series = excelize.ChartSeries(
        name=f"'{SHEET}'!$A$1",
        categories=f"'{SHEET}'!$A$5:$A$9",
        values=f"'{SHEET}'!$B$5:$B$9",
    )
    book.add_chart(SHEET, "H10", excelize.Chart(type=excelize.ChartType.Col, series=[series]))
    book.save()
    book.close()


def _by_hand(path: Path, *, macros: bool) -> None:
    with zipfile.ZipFile(path) as package:
        parts = {info.filename: package.read(info) for info in package.infolist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    # 共享公式：E5 是主格，E6、E7 跟着。
    for row in (5, 6, 7):
        text = (
            '<f t="shared" ref="E5:E7" si="0">B5+$C$8</f>' if row == 5 else '<f t="shared" si="0"/>'
        )
        sheet = re.sub(rf'(<c r="E{row}"[^>]*>)<v>', rf"\g<1>{text}<v>", sheet)
    ignored = '<ignoredErrors><ignoredError sqref="B5:B9" numberStoredAsText="1"/></ignoredErrors>'
    sheet = sheet.replace("<drawing ", f"{ignored}<drawing ", 1)
    sheet = sheet.replace("</worksheet>", f"{_EXTENSIONS}</worksheet>")
    parts["xl/worksheets/sheet1.xml"] = sheet.encode()
    types = parts["[Content_Types].xml"].decode()
    if macros:
        parts["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0" + bytes(range(256)) * 4
        types = types.replace("spreadsheetml.sheet.main+xml", "x").replace(
            "application/vnd.openxmlformats-officedocument.x",
            "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        )
        types = types.replace(
            "</Types>",
            '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>',
        )
        relations = parts["xl/_rels/workbook.xml.rels"].decode()
        parts["xl/_rels/workbook.xml.rels"] = relations.replace(
            "</Relationships>",
            '<Relationship Id="rIdVba" Type="http://schemas.microsoft.com/office/2006/relationships/'
            'vbaProject" Target="vbaProject.bin"/></Relationships>',
        ).encode()
    # WPS 存的自定义 XML 和扩展部件：没有人引用，也要留着。
    parts["customXml/item1.xml"] = b'<s:customData xmlns:s="http://www.wps.cn/x">\n</s:customData>'
    parts["xl/wpsExtension.xml"] = b"<wps/>"
    types = types.replace(
        "</Types>",
        '<Override PartName="/xl/wpsExtension.xml" ContentType="application/xml"/></Types>',
    )
    parts["[Content_Types].xml"] = types.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in parts.items():
            out.writestr(name, data)


# 控件在三处记着位置：drawing（裹在 AlternateContent 里）、工作表的 controls、VML。行列从 0 数起。
_MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_XDR = 'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
_X14_PREFIX = f'xmlns:x14="{_X14}"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument"
# 下拉框：链着 B8，选项取自 E5:E9；复选框：链着“汇总”的 B1，定死位置；都钉在第 6—7 行。
_CONTROLS = (
    (2050, "Drop", 'fmlaLink="$B$8" fmlaRange="$E$5:$E$9" dropStyle="combo"', True),
    (2051, "CheckBox", f'fmlaLink="{OTHER}!$B$1" checked="Checked"', False),
)
_FORMULAS = {
    "Drop": "<x:FmlaRange>$E$5:$E$9</x:FmlaRange><x:FmlaLink>$B$8</x:FmlaLink>",
    "CheckBox": f"<x:FmlaLink>{OTHER}!$B$1</x:FmlaLink>",
}


def _add_controls(path: Path) -> None:
    with zipfile.ZipFile(path) as package:
        parts = {info.filename: package.read(info) for info in package.infolist()}
    relations = parts["xl/worksheets/_rels/sheet1.xml.rels"].decode()
    types = parts["[Content_Types].xml"].decode()
    controls = anchors = shapes = ""
    for number, (shape, kind, links, moves) in enumerate(_CONTROLS, 1):
        part = f"xl/ctrlProps/ctrlProp{number}.xml"
        parts[part] = f'<formControlPr xmlns="{_X14}" objectType="{kind}" {links}/>'.encode()
        relations = _with_relation(relations, f"rIdC{number}", "ctrlProp", f"../{part[3:]}")
        types = _with_override(types, part, "application/vnd.ms-excel.controlproperties+xml")
        controls += _control(shape, f"rIdC{number}", kind, moves=moves)
        anchors += _control_anchor(shape, kind, moves=moves)
        shapes += _control_shape(shape, kind, moves=moves)
    parts["xl/embeddings/oleObject1.bin"] = b"\xd0\xcf\x11\xe0" + b"ole" * 50
    relations = _with_relation(relations, "rIdO", "oleObject", "../embeddings/oleObject1.bin")
    relations = _with_relation(relations, "rIdP", "image", "../media/image1.png")
    types = _with_override(types, "xl/embeddings/oleObject1.bin", f"{_TYPE}.oleObject")
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = relations.encode()
    parts["[Content_Types].xml"] = types.encode()
    _replace(
        parts,
        "xl/worksheets/sheet1.xml",
        "<extLst>",
        f"<oleObjects {_MC}>{_object()}</oleObjects><mc:AlternateContent {_MC}><mc:Choice {_X14_PREFIX} "
        f'Requires="x14"><controls>{controls}</controls></mc:Choice></mc:AlternateContent><extLst>',
    )
    _replace(parts, "xl/drawings/drawing1.xml", "</xdr:wsDr>", f"{anchors}</xdr:wsDr>")
    _replace(parts, "xl/drawings/commentsDrawing1.vml", "</xml>", f"{shapes}</xml>")
    # 别的工作表上的文本框链着这张表的格。
    parts["xl/drawings/drawing9.xml"] = (
        f'<xdr:wsDr {_XDR}><xdr:absoluteAnchor><xdr:pos x="0" y="0"/><xdr:ext cx="9" cy="9"/>'
        f'<xdr:sp macro="" textlink="\'{SHEET}\'!$F$12"><xdr:nvSpPr><xdr:cNvPr id="2" '
        'name="框"/><xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr/></xdr:sp><xdr:clientData/>'
        "</xdr:absoluteAnchor></xdr:wsDr>"
    ).encode()
    other = parts["xl/worksheets/_rels/sheet2.xml.rels"].decode()
    parts["xl/worksheets/_rels/sheet2.xml.rels"] = _with_relation(
        other, "rIdD", "drawing", "../drawings/drawing9.xml"
    ).encode()
    _replace(
        parts,
        "xl/worksheets/sheet2.xml",
        "<tableParts",
        f'<drawing xmlns:r="{_OFFICE}" r:id="rIdD"/><tableParts',
    )
    types = parts["[Content_Types].xml"].decode()
    parts["[Content_Types].xml"] = _with_override(
        types, "xl/drawings/drawing9.xml", f"{_TYPE}.drawing+xml"
    ).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in parts.items():
            out.writestr(name, data)


def _places(prefix: str) -> str:
    """从第 2 列第 6 行到第 3 列第 7 行。"""
    return "".join(
        f"<{prefix}{end}><xdr:col>{column}</xdr:col><xdr:colOff>0</xdr:colOff>"
        f"<xdr:row>{row}</xdr:row><xdr:rowOff>9525</xdr:rowOff></{prefix}{end}>"
        for end, column, row in (("from", 1, 5), ("to", 2, 6))
    )


def _control(shape: int, relation: str, kind: str, *, moves: bool) -> str:
    moving = ' moveWithCells="1"' if moves else ""
    return (
        f'<mc:AlternateContent {_MC}><mc:Choice {_X14_PREFIX} Requires="x14"><control '
        f'shapeId="{shape}" r:id="{relation}" name="{kind} 1"><controlPr defaultSize="0" '
        f'autoLine="0"><anchor {_XDR}{moving}>{_places("")}</anchor></controlPr></control>'
        "</mc:Choice></mc:AlternateContent>"
    )


def _object() -> str:
    return (
        '<mc:AlternateContent><mc:Choice Requires="x14"><oleObject progId="Word.Document.12" '
        'shapeId="2052" r:id="rIdO"><objectPr defaultSize="0" r:id="rIdP"><anchor '
        f'{_XDR} moveWithCells="1" sizeWithCells="1">{_places("")}</anchor></objectPr></oleObject>'
        '</mc:Choice><mc:Fallback><oleObject progId="Word.Document.12" shapeId="2052" r:id="rIdO"/>'
        "</mc:Fallback></mc:AlternateContent>"
    )


def _control_anchor(shape: int, kind: str, *, moves: bool) -> str:
    edit = "oneCell" if moves else "absolute"
    return (
        f'<mc:AlternateContent {_MC}><mc:Choice Requires="a14" '
        'xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main">'
        f'<xdr:twoCellAnchor editAs="{edit}">{_places("xdr:")}<xdr:sp macro="" textlink="">'
        f'<xdr:nvSpPr><xdr:cNvPr id="{shape}" name="{kind} 1" hidden="1"><a:extLst><a:ext '
        'uri="{63B3BB69-23CF-44E3-9099-C40C66FF867C}">'
        f'<a14:compatExt spid="_x0000_s{shape}"/></a:ext></a:extLst></xdr:cNvPr><xdr:cNvSpPr/>'
        "</xdr:nvSpPr><xdr:spPr/></xdr:sp><xdr:clientData/></xdr:twoCellAnchor></mc:Choice>"
        "<mc:Fallback/></mc:AlternateContent>"
    )


def _control_shape(shape: int, kind: str, *, moves: bool) -> str:
    stays = "" if moves else "<x:MoveWithCells/>"  # Excel 的写法：有它的是不动
    return (
        '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" '
        f'xmlns:x="urn:schemas-microsoft-com:office:excel" id="_x0000_s{shape}" '
        f'type="#_x0000_t201" style="position:absolute"><x:ClientData ObjectType="{kind[:8]}">'
        f"{stays}<x:SizeWithCells/><x:Anchor>\n    1, 0, 5, 1, 2, 0, 6, 1</x:Anchor>"
        f"{_FORMULAS[kind]}</x:ClientData></v:shape>"
    )


def _with_relation(relations: str, number: str, kind: str, target: str) -> str:
    entry = f'<Relationship Id="{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
    return relations.replace("</Relationships>", f"{entry}</Relationships>")


def _with_override(types: str, part: str, kind: str) -> str:
    return types.replace("</Types>", f'<Override PartName="/{part}" ContentType="{kind}"/></Types>')


def _replace(parts: dict[str, bytes], name: str, old: str, new: str) -> None:
    text = parts[name].decode()
    assert old in text, (name, old)
    parts[name] = text.replace(old, new, 1).encode()


def _picture(path: Path) -> Path:
    """一张 2×2 的红色 PNG。"""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    rows = b"".join(b"\0" + b"\xff\0\0" * 2 for _ in range(2))
    header = struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )
    return path
