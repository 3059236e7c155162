"""Word 模板的文件：看工作簿的模板是什么样，照 ``DocumentTemplate`` 写成 .docx。"""

from collections.abc import Sequence
from io import BytesIO
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, Twips
from openpyxl import load_workbook

from perfxl.plans.document_template import (
    TAG_FONT,
    Align,
    DocumentNotes,
    DocumentParagraph,
    DocumentRow,
    DocumentTemplate,
    DocumentText,
    SheetLook,
)
from perfxl.plans.fonts import CellFont

_A4 = (595.3, 841.9)
# 一英寸几磅，一磅几缇。
_INCH, _POINT = 72, 20
# 表里的行距是字号的几倍；一格左右、上下留的空（缇）。
_LINE, _SIDE, _ABOVE = 1.2, 57, 20
_ALIGNED = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTER: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
}
# 说明各段之间空几磅。
_BETWEEN_NOTES = 6.0
_FIELDS = {"&P": "PAGE", "&N": "NUMPAGES"}


def sheet_look(path: Path) -> SheetLook:
    """一份读得成的工作簿模板，第一张工作表的样子。"""
    sheet = load_workbook(path).worksheets[0]
    margins, footer = sheet.page_margins, sheet.oddFooter
    aligned: dict[tuple[int, int], Align] = {}
    bordered: set[int] = set()
    for number, row in enumerate(sheet.iter_rows(), 1):
        for column, cell in enumerate(row, 1):
            if cell.alignment.horizontal in tuple(Align):
                aligned[number, column] = Align(cell.alignment.horizontal)
            if cell.border.left is not None and cell.border.left.style:
                bordered.add(number)
    places = (footer.center, footer.left, footer.right) if footer is not None else ()
    sides = (margins.top, margins.bottom, margins.left, margins.right)
    top, bottom, left, right = (side * _INCH for side in sides)
    said = next((str(each.text) for each in places if each.text), "")
    return SheetLook(aligned, bordered, (top, bottom, left, right), said)


def template_document(template: DocumentTemplate) -> bytes:
    """写好的 .docx。"""
    document = Document()
    for each in list(document.element.body)[:-1]:
        document.element.body.remove(each)
    _write_chinese(document)
    section = document.sections[0]
    width = _set_page(section, template)
    _write_footer(section.footer.paragraphs[0], template.look.footer)
    shares = [0.0, *accumulate(template.widths)]
    ends = [round(end * width * _POINT / shares[-1]) for end in shares]
    for paragraph in template.above:
        _write_paragraph(document.add_paragraph(), paragraph, ends)
    table = document.add_table(0, len(template.widths), style="Table Grid")
    _fix_table(table, ends)
    for row in template.rows:
        _write_row(table.add_row(), row, ends)
    for paragraph in template.below:
        _write_paragraph(document.add_paragraph(), paragraph, ends)
    document.core_properties.comments = ""
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def _write_chinese(document: Any) -> None:
    """东亚的字是中文：写成英文的，LibreOffice 只加粗字母、数字。"""
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")


def with_notes(content: bytes, notes: DocumentNotes) -> bytes:
    """一份 Word 模板末尾另起一页写上说明，写在不会印的两行标记之间。"""
    document = Document(BytesIO(content))
    lines = ["{%p if false %}", notes.said, *(f"{t}\n{'　'.join(n)}" for t, n in notes.lists)]
    for number, line in enumerate([*lines, "{%p endif %}"]):
        paragraph = document.add_paragraph()
        _space(paragraph, Align.LEFT, after=_BETWEEN_NOTES)
        paragraph.paragraph_format.page_break_before = number == 0
        _write_font(paragraph.add_run(line), TAG_FONT)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def _set_page(section: Any, template: DocumentTemplate) -> float:
    """定好纸张、页边距，给出一页能印多宽（磅）。"""
    lying = template.is_landscape
    section.orientation = WD_ORIENT.LANDSCAPE if lying else WD_ORIENT.PORTRAIT
    width, height = sorted(_A4, reverse=lying)
    section.page_width, section.page_height = Pt(width), Pt(height)
    top, bottom, left, right = template.look.margins
    section.top_margin, section.bottom_margin = Pt(top), Pt(bottom)
    section.left_margin, section.right_margin = Pt(left), Pt(right)
    section.header_distance, section.footer_distance = Pt(top / 2), Pt(bottom / 2)
    return width - left - right


def _write_footer(paragraph: Any, text: str) -> None:
    _space(paragraph, Align.CENTER)
    for code in _FIELDS:
        text = text.replace(code, f"\0{code}\0")
    for piece in text.split("\0"):
        field = _FIELDS.get(piece)
        if field:
            _write_field(paragraph, field)
        else:
            _write_font(paragraph.add_run(piece), TAG_FONT)


def _write_field(paragraph: Any, code: str) -> None:
    """一个域，各部分自成一段字：写在一段字里的，LibreOffice 印的数不照它的字体。"""
    for kind in ("begin", "", "separate", "result", "end"):
        run = paragraph.add_run("1" if kind == "result" else "")
        _write_font(run, TAG_FONT)
        if kind == "result":
            continue
        made: Any = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            made.set(qn("w:fldCharType"), kind)
        else:
            made.text = code
        run._r.append(made)


def _write_paragraph(paragraph: Any, planned: DocumentParagraph, ends: Sequence[int]) -> None:
    """一段：第一处以外的各处前面是制表位，靠右的靠到它的右边。"""
    first, *others = planned.texts
    _space(paragraph, first.align, planned.before, planned.after)
    paragraph.paragraph_format.page_break_before = planned.new_page
    _write_font(paragraph.add_run(first.text), first.font)
    for each in others:
        right = each.align is Align.RIGHT
        place = Twips(ends[each.right] if right else ends[each.left - 1])
        kind = WD_TAB_ALIGNMENT.RIGHT if right else WD_TAB_ALIGNMENT.LEFT
        paragraph.paragraph_format.tab_stops.add_tab_stop(place, kind)
        paragraph.add_run().add_tab()
        _write_font(paragraph.add_run(each.text), each.font)


def _write_row(row: Any, planned: DocumentRow, ends: Sequence[int]) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if planned.height:
        row.height = Pt(planned.height)
    if planned.is_header:
        properties.append(OxmlElement("w:tblHeader"))
    cells = row.cells  # 合并以前的各格
    for text in planned.texts:
        cell = cells[text.left - 1]
        if text.right > text.left:
            cell = cell.merge(cells[text.right - 1])
        cell.width = Twips(ends[text.right] - ends[text.left - 1])
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        _write_cell(cell.paragraphs[0], text, keeps_next=planned.keeps_next)


def _write_cell(paragraph: Any, text: DocumentText, *, keeps_next: bool) -> None:
    _space(paragraph, text.align)
    form = paragraph.paragraph_format
    form.line_spacing, form.line_spacing_rule = (
        Pt(text.font.points * _LINE),
        WD_LINE_SPACING.EXACTLY,
    )
    form.keep_with_next = keeps_next or None
    _write_font(paragraph.add_run(text.text), text.font)


def _space(paragraph: Any, align: Align, before: float = 0, after: float = 0) -> None:
    """段的对齐、段前段后（磅），单倍行距。"""
    form = paragraph.paragraph_format
    form.alignment, form.line_spacing = _ALIGNED[align], 1.0
    form.space_before, form.space_after = Pt(before), Pt(after)


def _write_font(run: Any, font: CellFont) -> None:
    run.font.size, run.font.bold = Pt(font.points), font.bold
    if font.name:
        run.font.name = font.name
        run._r.rPr.rFonts.set(qn("w:eastAsia"), font.name)


def _fix_table(table: Any, ends: Sequence[int]) -> None:
    """列宽定死，格里四面留空。"""
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    for column, (left, right) in zip(table.columns, pairwise(ends), strict=True):
        column.width = Twips(right - left)
    margins: Any = OxmlElement("w:tblCellMar")
    for name, width in (("top", _ABOVE), ("left", _SIDE), ("bottom", _ABOVE), ("right", _SIDE)):
        side: Any = OxmlElement(f"w:{name}")
        side.set(qn("w:w"), str(width))
        side.set(qn("w:type"), "dxa")
        margins.append(side)
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    look.addprevious(margins)
