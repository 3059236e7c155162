"""汇报的长表的各行（``long_sheets``）。"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter

from perfxl.hosts.file_links import link_address, place_in_book, short_path
from perfxl.hosts.long_sheets import Linking, LongSheetWriter, add_cell, row_element, set_height
from perfxl.plans.fonts import CellFont
from perfxl.plans.lists import BookName, CellLink
from perfxl.plans.report import ColumnKind, ReportRow, ReportSheet
from perfxl.plans.row_height import text_height

# 第一行标题，第二行表头，以下是各行。
FIRST_ROW = 3
_LOWEST = 18.0
_FONT = 10

# 一栏的样式：栏的次序、底色（没有为空）、是不是链接、是不是合计 → openpyxl 的样式号。
Styles = Callable[[int, str, bool, bool], int]


@dataclass(frozen=True)
class StreamedSheet:
    """一张长表怎样写：``styles`` 给样式号，``folder`` 是写到的文件夹；前两行是 openpyxl 写好的格。"""

    plan: ReportSheet
    styles: Styles
    folder: Path

    def writer(self, sheet: Any, out: Any) -> LongSheetWriter:
        """``save_new_book`` 要的写法。"""
        last = get_column_letter(len(self.plan.columns))
        return LongSheetWriter(sheet, out, f"A1:{last}{last_row(self.plan)}", self._elements)

    def _elements(self, link: Linking) -> Iterator[Any]:
        for number, (row, is_total) in enumerate(self._body(), FIRST_ROW):
            yield self._row(number, row, link, is_total=is_total)

    def _body(self) -> Iterator[tuple[ReportRow, bool]]:
        for row in self.plan.rows():
            yield row, False
        if self.plan.totals is not None:
            yield self.plan.totals, True
        if not self.plan.count and self.plan.empty:
            yield ReportRow((self.plan.empty,)), False

    def _row(self, number: int, row: ReportRow, link: Linking, *, is_total: bool) -> Any:
        colours: Mapping[int, str] = dict(row.colours)
        element = row_element(number)
        height = _LOWEST
        for place, column in enumerate(self.plan.columns):
            value = row.values[place] if place < len(row.values) else None
            if isinstance(value, BookName):
                value = short_path(value)
            name = f"{get_column_letter(place + 1)}{number}"
            linked = column.links and row.link is not None and self._linked(link, name, row.link)
            style = self.styles(place, colours.get(place, ""), linked, is_total)
            add_cell(element, name, value, style)
            if column.kind is ColumnKind.TEXT and isinstance(value, str) and value:
                height = max(height, text_height(value, [column.width], CellFont(_FONT)))
        set_height(element, height)
        return element

    def _linked(self, link: Linking, name: str, to: CellLink) -> bool:
        place = place_in_book(to.sheet, to.cell) if to.cell else ""
        return link(name, link_address(to.book, beside=self.folder), place)


def last_row(plan: ReportSheet) -> int:
    """最后一行的行号，连同合计；一行也没有的是说明的一行。"""
    extra = plan.totals is not None or (not plan.count and bool(plan.empty))
    return FIRST_ROW - 1 + plan.count + extra
