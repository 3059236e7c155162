"""排好的工作表写成新的工作簿：框线、底色、合并、行高、打印设置。"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache, partial
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from perfxl.grammar.visible_text import visible_text
from perfxl.hosts.editor.book import EditedBook
from perfxl.hosts.editor.package import EditedPackage
from perfxl.hosts.escaped_text import escaped
from perfxl.hosts.file_links import link_address, place_in_book
from perfxl.hosts.long_sheets import (
    Linking,
    LongSheetWriter,
    add_cell,
    row_element,
    set_height,
)
from perfxl.hosts.new_book import SheetWriter, book_bytes, save_new_book
from perfxl.hosts.outputs import Output, written_path
from perfxl.hosts.page_setup import A3, A4, print_lying
from perfxl.hosts.sheet_names import sheet_names
from perfxl.plans.fonts import CellFont
from perfxl.plans.printed_sheets import Look, PrintedBody, PrintedCell, PrintedSheet, RowCell
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
    book, writers = _book(sheets, written_path(target).parent)
    save_new_book(book, target, sources, writers)


def add_printed(book: EditedBook, sheets: Sequence[PrintedSheet], folder: Path) -> None:
    """接在一个工作簿后面；``folder`` 是它要写到的文件夹，链接照它写。"""
    names = sheet_names([each.name for each in sheets], book.sheet_names)
    renamed = [replace(each, name=name) for each, name in zip(sheets, names, strict=True)]
    package = EditedPackage(Path("perfxl.xlsx"), book_bytes(*_book(renamed, folder)))
    for name in names:
        book.copy_from(EditedBook(package), name, name)


def _book(sheets: Sequence[PrintedSheet], folder: Path) -> tuple[Workbook, dict[str, SheetWriter]]:
    """新书，和有 ``body`` 的各张怎样一行一行地写。"""
    book, writers = Workbook(), dict[str, SheetWriter]()
    names = sheet_names([each.name for each in sheets])
    known = {each.name: name for each, name in zip(sheets, names, strict=True)}
    for number, (each, name) in enumerate(zip(sheets, names, strict=True)):
        sheet = book.create_sheet() if number else book.worksheets[0]
        sheet.title = name
        _fill(sheet, each, known, folder)
        if each.body is not None:
            streamed = _StreamedBody(sheet, each, each.body, known, folder)
            writers[name] = streamed.writer
    return book, writers


class _StreamedBody:
    """接在后面的各行怎样写（``long_sheets``）。"""

    def __init__(
        self,
        sheet: Worksheet,
        plan: PrintedSheet,
        body: PrintedBody,
        known: Mapping[str, str],
        folder: Path,
    ) -> None:
        self._plan, self._body, self._known, self._folder = plan, body, known, folder
        self._style = cache(partial(_style, sheet))

    def writer(self, sheet: Any, out: Any) -> LongSheetWriter:
        """``save_new_book`` 要的写法。"""
        last = get_column_letter(len(self._plan.widths))
        return LongSheetWriter(sheet, out, f"A1:{last}{self._body.last}", self._elements)

    def _elements(self, link: Linking) -> Iterator[Any]:
        for number, row in enumerate(self._body.rows(), self._body.first):
            yield self._row(number, row, link)

    def _row(self, number: int, row: Sequence[RowCell], link: Linking) -> Any:
        element, height = row_element(number), _LOWEST
        for column, each in enumerate(row, 1):
            name = f"{get_column_letter(column)}{number}"
            linked = self._linked(each, name, link)
            whole = isinstance(each.value, Decimal | int) and each.value == int(each.value)
            style = self._style(each.look, each.fill, linked=linked, whole=whole)
            add_cell(element, name, each.value, style)
            if isinstance(each.value, str):
                height = max(
                    height, _text_height(each.value, each.look, [self._plan.widths[column - 1]])
                )
        set_height(element, height)
        return element

    def _linked(self, each: RowCell, name: str, link: Linking) -> bool:
        address, place = _link_to(each, self._known, self._folder)
        return bool(address or place) and link(name, address, place)


def _style(sheet: Worksheet, look: Look, fill: str, *, linked: bool, whole: bool) -> int:
    """一种样子的样式号。"""
    cell: Any = Cell(sheet, row=1, column=1)
    _dress(cell, look, fill, linked=linked)
    if look is Look.AMOUNT:
        cell.number_format = _number_format(whole=whole)
    number: int = cell.style_id
    return number


def _fill(sheet: Worksheet, plan: PrintedSheet, known: Mapping[str, str], folder: Path) -> None:
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
                linked = bool(each.sheet_link or each.link)
                _dress(sheet.cell(row, column), each.look, each.fill, linked=linked)
        if bottom == each.row:
            height = _height(each, list(plan.widths[each.column - 1 : right]))
            heights[each.row] = max(heights.get(each.row, _LOWEST), height)
    for block in plan.merged:
        sheet.merge_cells(block.address)
    for row, height in heights.items():
        sheet.row_dimensions[row].height = min(height, HIGHEST_ROW)
    _set_up_page(sheet, plan)


def _write(sheet: Worksheet, each: PrintedCell, known: Mapping[str, str], folder: Path) -> None:
    cell = sheet.cell(each.row, each.column)
    if isinstance(each.value, str):
        # 指标值以等号开头的也是文字，不能成公式。
        cell.value, cell.data_type = escaped(visible_text(each.value)), "s"
    else:
        cell.value = each.value
    if isinstance(each.value, Decimal | int) and each.look is Look.AMOUNT:
        cell.number_format = _number_format(whole=each.value == int(each.value))
    address, place = _link_to(each, known, folder)
    if address or place:
        cell.hyperlink = visible_text(f"{address}#{place}")


def _number_format(*, whole: bool) -> str:
    return "#,##0" if whole else "#,##0.######"


def _link_to(
    each: PrintedCell | RowCell, known: Mapping[str, str], folder: Path
) -> tuple[str, str]:
    """链到哪个文件、里面哪一处；本工作簿里的没有文件，不链的都没有。"""
    if each.sheet_link:
        return "", place_in_book(known[each.sheet_link], "A1")
    if each.link is None:
        return "", ""
    address = link_address(each.link.book, beside=folder) if each.link.book else ""
    return address, place_in_book(each.link.sheet, each.link.cell)


def _dress(cell: Any, look: Look, fill: str, *, linked: bool) -> None:
    cell.font = _LINK if linked else _FONTS.get(look, _FONT)
    cell.alignment = Alignment(
        horizontal=_ALIGNED.get(look, "left"), vertical="center", wrap_text=True
    )
    if look not in (Look.TITLE, Look.NOTE):
        cell.border = _BOX
    shown = fill or (_HEAD_FILL if look is Look.HEAD else "")
    if shown:
        cell.fill = PatternFill("solid", fgColor=shown)


def _height(each: PrintedCell, widths: list[float]) -> float:
    return _text_height(each.value, each.look, widths) if isinstance(each.value, str) else 0.0


def _text_height(text: str, look: Look, widths: list[float]) -> float:
    points = _TITLE_POINTS if look is Look.TITLE else _POINTS
    return text_height(text, widths, CellFont(points, "宋体"))


def _set_up_page(sheet: Worksheet, plan: PrintedSheet) -> None:
    """横向，一页宽（太宽的几页），表头每页重印，页脚印页码。"""
    print_lying(sheet, paper=A3 if plan.is_wide else A4, pages=plan.pages_across)
    if plan.pages_across > 1:
        sheet.print_title_cols = f"A:{get_column_letter(plan.heads)}"
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
