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


def rich_workbook(folder: Path, *, macros: bool = False) -> Path:
    """写出工作簿；``macros`` 时是带宏的 .xlsm。"""
    path = folder / ("全.xlsm" if macros else "全.xlsx")
    _by_openpyxl(path)
    _by_excelize(path, _picture(folder / "章.png"))
    _by_hand(path, macros=macros)
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
