"""清单写成新的工作簿：表头照 openpyxl 写，各行逐行写成 XML（``long_sheets``）。"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from perfxl.hosts.file_links import link_address, place_in_book, short_path
from perfxl.hosts.long_sheets import (
    Linking,
    LongSheetWriter,
    add_cell,
    row_element,
    set_height,
)
from perfxl.hosts.new_book import SheetWriter, save_new_book
from perfxl.hosts.outputs import Output, written_path
from perfxl.hosts.page_setup import print_lying
from perfxl.plans.fonts import CellFont
from perfxl.plans.lists import BookName, CellLink, ListRow, ListSheet
from perfxl.plans.printed_sheets import MOST_LINKS
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
    writers: dict[str, SheetWriter] = {}
    for number, each in enumerate(lists):
        sheet = book.create_sheet(each.name) if number else book.worksheets[0]
        sheet.title = each.name
        _write_head(sheet, each)
        writers[each.name] = _StreamedList(each, _styles(sheet, each), folder).writer
    save_new_book(book, target, sources, writers)


def _write_head(sheet: Worksheet, listed: ListSheet) -> None:
    many = listed.link_column and listed.count >= MOST_LINKS
    for column, (title, width) in enumerate(listed.columns, 1):
        more = f"（{MOST_LINKS:,} 行以下没有链接）" if many and column == listed.link_column else ""
        head = sheet.cell(1, column, f"{title}{more}")
        head.font = Font(name="宋体", size=10, bold=True)
        head.fill = PatternFill("solid", fgColor="E7E6E6")
        head.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        head.border = _BOX
        sheet.column_dimensions[get_column_letter(column)].width = width
    _set_up_page(sheet, get_column_letter(len(listed.columns)), listed.count + 1)


# 一栏的样式：第几栏（从 1 起）、底色（没有为空）、是不是链接 → openpyxl 的样式号。
_Styles = Callable[[int, str, bool], int]


def _styles(sheet: Worksheet, listed: ListSheet) -> _Styles:
    """各栏的样式，用到才登记。"""

    @cache
    def style(column: int, colour: str, linked: bool) -> int:
        cell: Any = Cell(sheet, row=1, column=1)
        cell.font = Font(
            name="宋体",
            size=10,
            color="0563C1" if linked else None,
            underline="single" if linked else None,
        )
        narrow = listed.columns[column - 1].width < _NARROW
        cell.alignment = Alignment(
            horizontal="center" if narrow else "left", vertical="center", wrap_text=True
        )
        cell.border = _BOX
        if colour:
            cell.fill = PatternFill("solid", fgColor=colour)
        number: int = cell.style_id
        return number

    return style


@dataclass(frozen=True)
class _StreamedList:
    """一张清单的各行怎样写（``long_sheets``）：第一行是 openpyxl 写好的表头。"""

    listed: ListSheet
    styles: _Styles
    folder: Path

    def writer(self, sheet: Any, out: Any) -> LongSheetWriter:
        last = get_column_letter(len(self.listed.columns))
        return LongSheetWriter(sheet, out, f"A1:{last}{self.listed.count + 1}", self._elements)

    def _elements(self, link: Linking) -> Iterator[Any]:
        for number, row in enumerate(self.listed.listed(), 2):
            yield self._row(number, row, link)

    def _row(self, number: int, row: ListRow, link: Linking) -> Any:
        element, height = row_element(number), 18.0
        for column, value in enumerate(row.values, 1):
            name = f"{get_column_letter(column)}{number}"
            if isinstance(value, BookName):
                value = short_path(value)
            if isinstance(value, str):
                width = self.listed.columns[column - 1].width
                height = max(height, text_height(value, [width], CellFont(10, "宋体")))
            linked = (
                column == self.listed.link_column
                and row.link is not None
                and link(name, self._address(row.link), "")
            )
            colour = row.colour or "" if column == 1 else ""
            add_cell(element, name, value, self.styles(column, colour, linked))
        set_height(element, min(height, 400.0))
        return element

    def _address(self, to: CellLink) -> str:
        """原文件的一格。"""
        address = link_address(to.book, beside=self.folder)
        return f"{address}#{place_in_book(to.sheet, to.cell)}"


def _set_up_page(sheet: Worksheet, last: str, rows: int) -> None:
    """可筛选，表头不动，横向一页宽。"""
    sheet.auto_filter.ref = f"A1:{last}{rows}"
    sheet.freeze_panes = "A2"
    print_lying(sheet)
    sheet.print_title_rows = "1:1"
