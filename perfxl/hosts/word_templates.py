"""工作簿的模板换成 Word 的：同样的栏、合并、字体、纸张，占位写成 Word 模板的写法。

有边框的各行成为一个表格，上面、下面的各行成为段落。
"""

from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, Twips
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from perfxl.hosts.template_files import read_template
from perfxl.plans.expansion import template_placeholders
from perfxl.plans.fonts import CellFont
from perfxl.plans.template import Template, TemplateError
from perfxl.rendering.word_facts import MERGED_UP, ONE, SEVERAL
from perfxl.rendering.word_names import (
    ROW_NAMES,
    always_kept,
    in_document,
    is_joined,
    joined_left,
    row_group,
    shown_when,
)

_A4 = (595.3, 841.9)
# 表里的字最大几磅（五号）；行距是字号的几倍。
_LARGEST_IN_TABLE, _LINE = 10.5, 1.2
# Word 的行高连格里上下的空也在内，不另外留。
_LOWER = 0.94
# 一格左右、上下留的空（缇）。
_SIDE, _ABOVE = 57, 20
_ALIGNED = {
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "left": WD_ALIGN_PARAGRAPH.LEFT,
}
_TAG_FONT = CellFont(9.0, "宋体")
# 清单里的项目各带指标，Word 的模板里写不成。
_NESTED = "项目"


def word_template(path: Path) -> bytes:
    """第一张工作表换成的 .docx；换不成的抛 ``TemplateError``。"""
    template = read_template(path)
    book = load_workbook(path)
    return _Converted(template, book.worksheets[0]).saved()


class _Converted:
    """正在写的 Word 模板。"""

    def __init__(self, template: Template, sheet: Worksheet) -> None:
        self._template, self._sheet = template, sheet
        self._names = self._names_in_rows()
        bordered = [row for row in range(1, template.last_row + 1) if self._is_bordered(row)]
        if not bordered:
            raise TemplateError(f"模板“{template.name}”里没有带边框的表格，换不成 Word 的模板。")
        self._first, self._last = bordered[0], bordered[-1]
        self._document = Document()
        for each in list(self._document.element.body)[:-1]:
            self._document.element.body.remove(each)
        self._set_page()
        self._width = self._page_width()
        self._ends = self._column_ends()

    def saved(self) -> bytes:
        """写好的文档。"""
        self._tag(f"{{%p for {ONE} in {SEVERAL} %}}")
        self._start(range(1, self._first))
        self._table()
        for row in range(self._last + 1, self._template.last_row + 1):
            self._paragraph_row(row, before=3)
        self._tag("{%p endfor %}")
        self._footer()
        self._document.core_properties.comments = ""
        made = BytesIO()
        self._document.save(made)
        return made.getvalue()

    # 读模板

    def _names_in_rows(self) -> dict[int, list[str]]:
        found: dict[int, list[str]] = {}
        for (row, _), placeholder in sorted(template_placeholders(self._template).items()):
            found.setdefault(row, []).extend(each.name for each in placeholder.references)
        formula = next((each for each in self._template.grid.cells.values() if each.formula), None)
        if formula is not None:
            raise TemplateError(
                f"模板“{self._template.name}”的 {formula.address} 是公式，Word 里算不了，换不成 Word 的模板；"
                "请写成 .xlsx。"
            )
        if any(_NESTED in names for names in found.values()):
            raise TemplateError(
                f"模板“{self._template.name}”按项目重复，换不成 Word 的模板；请写成 .xlsx。"
            )
        return found

    def _is_bordered(self, row: int) -> bool:
        cells = (self._sheet.cell(row, c) for c in range(1, self._template.last_column + 1))
        return any(each.border.left is not None and each.border.left.style for each in cells)

    def _cells(self, row: int) -> Iterator[tuple[int, int, str]]:
        """一行里的各格：首列、末列，写的字；接着上面一格的写 ``MERGED_UP``。"""
        column = 1
        while column <= self._template.last_column:
            block = self._template.grid.block(row, column)
            text = self._text(row, column)
            if block.bottom > block.top:
                text = self._label(row, block.top, self._text(block.top, block.left))
            yield column, block.right, text
            column = block.right + 1

    def _label(self, row: int, top: int, text: str) -> str:
        """上下合并的一格在第 ``row`` 行写什么：头一行写字，往下与上格合并；头一行没有印的，下一行写字。"""
        group, own = self._group(top), self._group(row)
        if row == top:
            return (
                f"{{% if loop.first %}}{text}{{% else %}}{MERGED_UP}{{% endif %}}" if own else text
            )
        when = f"{ONE}.{group}" if group else shown_when(self._own_texts(top))
        if not when or (group and own == group) or shown_when([text]):
            return MERGED_UP
        return f"{{% if {when} %}}{MERGED_UP}{{% else %}}{text}{{% endif %}}"

    def _own_texts(self, row: int) -> list[str]:
        """写在一行里的字，上面一格接下来的不算。"""
        columns = range(1, self._template.last_column + 1)
        return [text for column in columns if (text := self._text(row, column))]

    def _text(self, row: int, column: int) -> str:
        cell = self._template.grid.cells.get((row, column))
        return cell.shown if cell is not None else ""

    def _group(self, row: int) -> str:
        return row_group(self._names.get(row, ()))

    def _align(self, row: int, column: int) -> WD_ALIGN_PARAGRAPH:
        return _ALIGNED.get(
            self._sheet.cell(row, column).alignment.horizontal or "", WD_ALIGN_PARAGRAPH.LEFT
        )

    # 纸张

    def _set_page(self) -> None:
        section, margins = self._document.sections[0], self._sheet.page_margins
        page = self._template.page
        lying = page is not None and page.is_landscape
        section.orientation = WD_ORIENT.LANDSCAPE if lying else WD_ORIENT.PORTRAIT
        width, height = sorted(_A4, reverse=lying)
        section.page_width, section.page_height = Pt(width), Pt(height)
        section.left_margin, section.right_margin = Pt(margins.left * 72), Pt(margins.right * 72)
        section.top_margin, section.bottom_margin = Pt(margins.top * 72), Pt(margins.bottom * 72)
        section.header_distance = Pt(margins.top * 36)
        section.footer_distance = Pt(margins.bottom * 36)

    def _page_width(self) -> int:
        """一页能印多宽（缇）。"""
        section = self._document.sections[0]
        sides = (section.page_width, section.left_margin, section.right_margin)
        whole, left, right = (each.twips if each is not None else 0 for each in sides)
        return int(whole - left - right)

    def _column_ends(self) -> list[int]:
        """各列的右边在哪里（缇），头一项是 0。"""
        widths = [self._template.width(c) for c in range(1, self._template.last_column + 1)]
        return [
            round(sum(widths[:count]) * self._width / sum(widths))
            for count in range(len(widths) + 1)
        ]

    def _footer(self) -> None:
        """页脚照工作簿的：``&P`` 是页码，``&N`` 是共几页。"""
        parts = self._sheet.oddFooter
        places = (parts.center, parts.left, parts.right) if parts is not None else ()
        text = next((str(each.text) for each in places if each.text), "")
        if not text:
            return
        paragraph = self._document.sections[0].footer.paragraphs[0]
        _space(paragraph, WD_ALIGN_PARAGRAPH.CENTER)
        for piece in text.replace("&P", "\0PAGE\0").replace("&N", "\0NUMPAGES\0").split("\0"):
            run = paragraph.add_run("" if piece in ("PAGE", "NUMPAGES") else piece)
            _write_font(run, _TAG_FONT)
            if piece in ("PAGE", "NUMPAGES"):
                _write_field(run, piece)

    # 段落

    def _tag(self, text: str) -> None:
        paragraph = self._document.add_paragraph()
        _space(paragraph, WD_ALIGN_PARAGRAPH.LEFT)
        _write_font(paragraph.add_run(text), _TAG_FONT)

    def _start(self, rows: Sequence[int]) -> None:
        """表以上的各行：印出来的头一段另起一页，头几行可略的看有没有。"""
        if not rows:
            return
        when = shown_when(self._own_texts(rows[0]))
        if not when:
            self._paragraph_row(rows[0], new_page=True)
            for row in rows[1:]:
                self._paragraph_row(row)
            return
        after = next(
            (n for n, r in enumerate(rows) if not shown_when(self._own_texts(r))), len(rows)
        )
        self._tag(f"{{%p if {when} %}}")
        self._write_paragraph(rows[0], new_page=True)
        for row in rows[1 : after + 1]:
            self._paragraph_row(row)
        self._tag("{%p else %}")
        self._start(rows[1 : after + 1])
        self._tag("{%p endif %}")
        for row in rows[after + 1 :]:
            self._paragraph_row(row)

    def _paragraph_row(self, row: int, *, new_page: bool = False, before: float = 0) -> None:
        """一行写成一段；没有字的不写。"""
        texts = self._own_texts(row)
        if not texts:
            return
        when = shown_when(texts)
        if when:
            self._tag(f"{{%p if {when} %}}")
        self._write_paragraph(row, new_page=new_page, before=before)
        if when:
            self._tag("{%p endif %}")

    def _write_paragraph(self, row: int, *, new_page: bool = False, before: float = 0) -> None:
        cells = [each for each in self._cells(row) if each[2]]
        paragraph = self._document.add_paragraph()
        _space(paragraph, self._align(row, cells[0][0]), before, 3)
        paragraph.paragraph_format.page_break_before = new_page
        for left, right, text in cells:
            if left != cells[0][0]:
                aligned = self._align(row, left) == WD_ALIGN_PARAGRAPH.RIGHT
                place = self._ends[right] if aligned else self._ends[left - 1]
                kind = WD_TAB_ALIGNMENT.RIGHT if aligned else WD_TAB_ALIGNMENT.LEFT
                paragraph.paragraph_format.tab_stops.add_tab_stop(Twips(place), kind)
                paragraph.add_run().add_tab()
            run = paragraph.add_run(in_document(always_kept(text)))
            _write_font(run, self._template.font(row, left))

    # 表格

    def _table(self) -> None:
        rows = range(self._first, self._last + 1)
        table = self._document.add_table(0, self._template.last_column, style="Table Grid")
        _fix_table(table, self._ends)
        kept = self._after_indicators(rows)
        for group, numbers in groupby(rows, self._group):
            if group:
                self._tag_row(table, f"{{%tr for {ROW_NAMES[group]} in {ONE}.{group} %}}")
            for row in numbers:
                when = "" if group else shown_when(self._own_texts(row))
                if when:
                    self._tag_row(table, f"{{%tr if {when} %}}")
                self._row(table, row, omits=bool(group), keeps_next=row in kept)
                if when:
                    self._tag_row(table, "{%tr endif %}")
            if group:
                self._tag_row(table, "{%tr endfor %}")

    def _after_indicators(self, rows: Sequence[int]) -> Sequence[int]:
        """指标以下的各行（总分、结论），与签字同页。"""
        repeated = [row for row in rows if self._group(row)]
        indicators = [row for row in repeated if "指标" in self._group(row)] or repeated
        return range(max(indicators, default=rows[-1]) + 1, rows[-1] + 1)

    def _tag_row(self, table: Any, text: str) -> None:
        cells = table.add_row().cells
        merged = cells[0].merge(cells[-1])
        _space(merged.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)
        _write_font(merged.paragraphs[0].add_run(text), _TAG_FONT)

    def _row(self, table: Any, number: int, *, omits: bool, keeps_next: bool) -> None:
        row = table.add_row()
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        row.height = Pt(self._template.row_heights.get(number, 0.0) * _LOWER)
        first, last = self._template.titles or (1, 0)
        if first <= number <= last:
            properties.append(OxmlElement("w:tblHeader"))
        label = ""
        cells = row.cells  # 合并以前的各格
        for left, right, text in self._cells(number):
            cell = cells[left - 1]
            if right > left:
                cell = cell.merge(cells[right - 1])
            cell.width = Twips(self._ends[right] - self._ends[left - 1])
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            written = text if omits else always_kept(text)
            if is_joined(text):
                written = joined_left(written, label or written)
            else:
                written = in_document(written)
            label = text if is_joined(text) else ""
            self._write_cell(cell, written, number, left, keeps_next=keeps_next)

    def _write_cell(self, cell: Any, text: str, row: int, column: int, *, keeps_next: bool) -> None:
        paragraph = cell.paragraphs[0]
        font = self._template.font(row, column)
        font = font._replace(points=min(font.points, _LARGEST_IN_TABLE))
        _space(paragraph, self._align(row, column), line=font.points * _LINE)
        paragraph.paragraph_format.keep_with_next = keeps_next or None
        _write_font(paragraph.add_run(text), font)


def _space(
    paragraph: Any,
    align: WD_ALIGN_PARAGRAPH,
    before: float = 0,
    after: float = 0,
    line: float | None = None,
) -> None:
    """段的对齐、段前段后、行距（磅；不定的照字体）。"""
    form = paragraph.paragraph_format
    form.alignment = align
    form.space_before, form.space_after = Pt(before), Pt(after)
    form.line_spacing = 1.0 if line is None else Pt(line)
    if line is not None:
        form.line_spacing_rule = WD_LINE_SPACING.EXACTLY


def _write_font(run: Any, font: CellFont) -> None:
    run.font.size, run.font.bold = Pt(font.points), font.bold
    if font.name:
        run.font.name = font.name
        run._r.rPr.rFonts.set(qn("w:eastAsia"), font.name)


def _write_field(run: Any, code: str) -> None:
    for kind in ("begin", "", "end"):
        if kind:
            mark: Any = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = code
        run._r.append(mark)


def _fix_table(table: Any, ends: Sequence[int]) -> None:
    """列宽定死，格里四面留空。"""
    table.autofit = False
    table.alignment = 1
    for column, (left, right) in zip(table.columns, pairwise(ends), strict=True):
        column.width = Twips(right - left)
    margins: Any = OxmlElement("w:tblCellMar")
    for name, width in (("top", _ABOVE), ("left", _SIDE), ("bottom", _ABOVE), ("right", _SIDE)):
        side: Any = OxmlElement(f"w:{name}")
        side.set(qn("w:w"), str(width))
        side.set(qn("w:type"), "dxa")
        margins.append(side)
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    place = list(properties).index(look) if look is not None else len(properties)
    properties.insert(place, margins)
