"""清单写成新的工作簿。新书没有要保的东西，openpyxl 写起来最直接。"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from perfxl.grammar.visible_text import visible_text
from perfxl.hosts.escaped_text import escaped
from perfxl.hosts.file_links import link_address, place_in_book, short_path
from perfxl.hosts.new_book import save_new_book
from perfxl.hosts.outputs import Output, written_path
from perfxl.hosts.page_setup import print_lying
from perfxl.hosts.report_rows import MOST_LINKS
from perfxl.plans.fonts import CellFont
from perfxl.plans.lists import BookName, CellLink, ListColumn, ListSheet, ListValue
from perfxl.plans.row_height import text_height

_EDGE = Side(style="thin", color="999999")
_BOX = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
# 窄于此的栏放的是数、等级一类，居中好看。
_NARROW = 11


def write_lists(
    target: Path | Output, lists: Sequence[ListSheet], *, sources: Iterable[Path] = ()
) -> None:
    """一张清单一张工作表，可筛选，链到原文件；写不成抛 ``NotWritableError``。"""
    folder = written_path(target).parent
    book = Workbook()
    for number, each in enumerate(lists):
        sheet = book.create_sheet(each.name) if number else book.worksheets[0]
        sheet.title = each.name
        _fill(sheet, each.columns, each.rows)
        for row, (colour, link) in enumerate(zip_longest(each.colours, each.links), 2):
            if colour is not None:
                sheet.cell(row, 1).fill = PatternFill("solid", fgColor=colour)
            if link is not None and row <= MOST_LINKS:
                _link(sheet, row, each.link_column, link, folder)
        if len(each.links) >= MOST_LINKS:
            title = sheet.cell(1, each.link_column)
            title.value = f"{title.value}（{MOST_LINKS:,} 行以下没有链接）"
    save_new_book(book, target, sources)


def _link(sheet: Worksheet, row: int, column: int, link: CellLink, folder: Path) -> None:
    """链到原文件的一格。"""
    cell = sheet.cell(row, column)
    address = link_address(link.book, beside=folder)
    cell.hyperlink = visible_text(f"{address}#{place_in_book(link.sheet, link.cell)}")
    cell.font = Font(name="宋体", size=10, color="0563C1", underline="single")


def _fill(
    sheet: Worksheet, columns: Sequence[ListColumn], rows: Sequence[Sequence[ListValue]]
) -> None:
    for column, (title, width) in enumerate(columns, 1):
        head = sheet.cell(1, column, title)
        head.font = Font(name="宋体", size=10, bold=True)
        head.fill = PatternFill("solid", fgColor="E7E6E6")
        head.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        head.border = _BOX
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row, values in enumerate(rows, 2):
        height = 18.0
        for column, value in enumerate(values, 1):
            cell = sheet.cell(row, column)
            if isinstance(value, BookName):
                value = short_path(value)
            if isinstance(value, str):
                # 指标值以等号开头的也是文字，不能成公式。
                cell.value, cell.data_type = escaped(visible_text(value)), "s"
                height = max(
                    height, text_height(value, [columns[column - 1][1]], CellFont(10, "宋体"))
                )
            elif isinstance(value, Decimal | int) or value is None:
                cell.value = value
            cell.font = Font(name="宋体", size=10)
            narrow = columns[column - 1][1] < _NARROW
            cell.alignment = Alignment(
                horizontal="center" if narrow else "left", vertical="center", wrap_text=True
            )
            cell.border = _BOX
        sheet.row_dimensions[row].height = min(height, 400.0)
    _set_up_page(sheet, get_column_letter(len(columns)), len(rows) + 1)


def _set_up_page(sheet: Worksheet, last: str, rows: int) -> None:
    """可筛选，表头不动，横向一页宽。"""
    sheet.auto_filter.ref = f"A1:{last}{rows}"
    sheet.freeze_panes = "A2"
    print_lying(sheet)
    sheet.print_title_rows = "1:1"
