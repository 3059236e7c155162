"""排好的工作表写成新的工作簿：框线、底色、合并、行高、打印设置。"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from perfxl.grammar.visible_text import visible_text
from perfxl.hosts.editor.book import EditedBook
from perfxl.hosts.editor.package import EditedPackage
from perfxl.hosts.escaped_text import escaped
from perfxl.hosts.file_links import link_address, place_in_book
from perfxl.hosts.new_book import book_bytes, save_new_book
from perfxl.hosts.outputs import Output, written_path
from perfxl.hosts.page_setup import A3, A4, print_lying
from perfxl.hosts.sheet_names import sheet_names
from perfxl.plans.fonts import CellFont
from perfxl.plans.printed_sheets import Look, PrintedCell, PrintedSheet
from perfxl.plans.row_height import HIGHEST_ROW, text_height

_EDGE = Side(style="thin", color="000000")
_BOX = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_POINTS, _TITLE_POINTS = 10, 16
_LOWEST = 20.0
_FONTS = {
    Look.TITLE: Font(name="方正小标宋简体", size=_TITLE_POINTS, bold=True),
    Look.HEAD: Font(name="宋体", size=_POINTS, bold=True),
}
_FONT = Font(name="宋体", size=_POINTS)
_LINK = Font(name="宋体", size=_POINTS, color="0563C1", underline="single")
_HEAD_FILL = "E7E6E6"
_ALIGNED = {Look.TITLE: "center", Look.HEAD: "center", Look.CENTRED: "center", Look.AMOUNT: "right"}


def write_printed(
    target: Path | Output, sheets: Sequence[PrintedSheet], *, sources: Iterable[Path] = ()
) -> None:
    """写成一个工作簿；写不成抛 ``NotWritableError``。"""
    save_new_book(_book(sheets, written_path(target).parent), target, sources)


def add_printed(book: EditedBook, sheets: Sequence[PrintedSheet], folder: Path) -> None:
    """接在一个工作簿后面；``folder`` 是它要写到的文件夹，链接照它写。"""
    names = sheet_names([each.name for each in sheets], book.sheet_names)
    renamed = [replace(each, name=name) for each, name in zip(sheets, names, strict=True)]
    package = EditedPackage(Path("perfxl.xlsx"), book_bytes(_book(renamed, folder)))
    for name in names:
        book.copy_from(EditedBook(package), name, name)


def _book(sheets: Sequence[PrintedSheet], folder: Path) -> Workbook:
    book = Workbook()
    names = sheet_names([each.name for each in sheets])
    known = {each.name: name for each, name in zip(sheets, names, strict=True)}
    for number, (each, name) in enumerate(zip(sheets, names, strict=True)):
        sheet = book.create_sheet() if number else book.worksheets[0]
        sheet.title = name
        _fill(sheet, each, known, folder)
    return book


def _fill(sheet: Worksheet, plan: PrintedSheet, known: dict[str, str], folder: Path) -> None:
    for column, width in enumerate(plan.widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    spans = {(block.top, block.left): block for block in plan.merged}
    heights: dict[int, float] = {}
    for each in plan.cells:
        block = spans.get((each.row, each.column))
        right, bottom = (block.right, block.bottom) if block else (each.column, each.row)
        _write(sheet, each, known, folder)
        for row in range(each.row, bottom + 1):
            for column in range(each.column, right + 1):
                _dress(sheet, row, column, each)
        if bottom == each.row:
            height = _height(each, list(plan.widths[each.column - 1 : right]))
            heights[each.row] = max(heights.get(each.row, _LOWEST), height)
    for block in plan.merged:
        sheet.merge_cells(block.address)
    for row, height in heights.items():
        sheet.row_dimensions[row].height = min(height, HIGHEST_ROW)
    _set_up_page(sheet, plan)


def _write(sheet: Worksheet, each: PrintedCell, known: dict[str, str], folder: Path) -> None:
    cell = sheet.cell(each.row, each.column)
    if isinstance(each.value, str):
        # 指标值以等号开头的也是文字，不能成公式。
        cell.value, cell.data_type = escaped(visible_text(each.value)), "s"
    else:
        cell.value = each.value
    if isinstance(each.value, Decimal | int) and each.look is Look.AMOUNT:
        cell.number_format = "#,##0.######"
        if each.value == int(each.value):
            cell.number_format = "#,##0"
    if each.sheet_link:
        cell.hyperlink = f"#{place_in_book(known[each.sheet_link], 'A1')}"
    elif each.link is not None and not each.link.book:
        cell.hyperlink = visible_text(f"#{place_in_book(each.link.sheet, each.link.cell)}")
    elif each.link is not None:
        address = link_address(each.link.book, beside=folder)
        cell.hyperlink = visible_text(f"{address}#{place_in_book(each.link.sheet, each.link.cell)}")


def _dress(sheet: Worksheet, row: int, column: int, each: PrintedCell) -> None:
    cell = sheet.cell(row, column)
    cell.font = _LINK if each.sheet_link or each.link else _FONTS.get(each.look, _FONT)
    cell.alignment = Alignment(
        horizontal=_ALIGNED.get(each.look, "left"), vertical="center", wrap_text=True
    )
    if each.look not in (Look.TITLE, Look.NOTE):
        cell.border = _BOX
    fill = each.fill or (_HEAD_FILL if each.look is Look.HEAD else "")
    if fill:
        cell.fill = PatternFill("solid", fgColor=fill)


def _height(each: PrintedCell, widths: list[float]) -> float:
    points = _TITLE_POINTS if each.look is Look.TITLE else _POINTS
    return (
        text_height(str(each.value), widths, CellFont(points, "宋体"))
        if isinstance(each.value, str)
        else 0.0
    )


def _set_up_page(sheet: Worksheet, plan: PrintedSheet) -> None:
    """横向，一页宽，表头每页重印，页脚印页码。"""
    print_lying(sheet, paper=A3 if plan.wide else A4)
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.75
    sheet.page_margins.footer = 0.35
    footer = sheet.HeaderFooter.oddFooter
    if footer is not None and footer.center is not None:
        footer.center.text = "第 &P 页，共 &N 页"
    if plan.titles is not None:
        sheet.print_title_rows = f"{plan.titles[0]}:{plan.titles[1]}"
    if plan.freeze:
        sheet.freeze_panes = f"A{plan.freeze + 1}"
    if plan.filtered is not None:
        sheet.auto_filter.ref = plan.filtered.address
