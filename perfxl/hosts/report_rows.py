"""长表的各行直接写成 XML：十万行也只占一行的地方，不经 openpyxl 的单元格。"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl.packaging.relationship import Relationship
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.dimensions import SheetDimension
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.xml.functions import Element, SubElement

from perfxl.grammar.visible_text import visible_text
from perfxl.hosts.escaped_text import escaped
from perfxl.hosts.file_links import link_address, place_in_book, short_path
from perfxl.plans.fonts import CellFont
from perfxl.plans.lists import BookName, CellLink
from perfxl.plans.report import ColumnKind, ReportRow, ReportSheet, ReportValue
from perfxl.plans.row_height import HIGHEST_ROW, text_height

# 第一行标题，第二行表头，以下是各行。
FIRST_ROW = 3
# Excel 一张工作表最多 65530 个链接，一格最多 32767 个字。
MOST_LINKS = 65_000
_LONGEST_TEXT = 32_767
_LOWEST = 18.0
_FONT = 10

# 一栏的样式：栏的次序、底色（没有为空）、是不是链接、是不是合计 → openpyxl 的样式号。
Styles = Callable[[int, str, bool, bool], int]


@dataclass(frozen=True)
class StreamedSheet:
    """一张长表怎样写：``styles`` 给样式号，``fixed`` 是前两行（openpyxl 写好的格），``folder`` 是写到的文件夹。"""

    plan: ReportSheet
    styles: Styles
    folder: Path

    def writer(self, sheet: Any, out: Any) -> WorksheetWriter:
        """``save_new_book`` 要的写法。"""
        return _RowsWriter(sheet, out, self)


class _RowsWriter(WorksheetWriter):
    """前两行照 openpyxl 写，以下逐行直接写；同一个文件的链接共用一处。"""

    def __init__(self, sheet: Any, out: Any, streamed: StreamedSheet) -> None:
        self._streamed = streamed
        self._links: list[tuple[str, str, str]] = []
        super().__init__(sheet, out)

    def write_dimensions(self) -> None:
        last = get_column_letter(len(self._streamed.plan.columns))
        dimension: Any = SheetDimension(f"A1:{last}{last_row(self._streamed.plan)}")
        self.xf.send(dimension.to_tree())

    def write_rows(self) -> None:
        stream: Any = self.xf.send(True)
        with stream.element("sheetData"):
            for number, row in self.rows():
                self.write_row(stream, row, number)
            for number, (one, is_total) in enumerate(self._body(), FIRST_ROW):
                stream.write(self._row(number, one, is_total=is_total))
        self.xf.send(None)

    def write_hyperlinks(self) -> None:
        if not self._links:
            return
        known: dict[str, str] = {}
        relations: Any = getattr(self, "_rels")  # noqa: B009
        stream: Any = self.xf.send(True)
        with stream.element("hyperlinks"):
            for cell, address, place in self._links:
                if address not in known:
                    made: Any = Relationship
                    relation = made(type="hyperlink", TargetMode="External", Target=address)
                    relations.append(relation)
                    known[address] = relation.id
                link: Any = Hyperlink(ref=cell, location=place or None, id=known[address])
                stream.write(link.to_tree())
        self.xf.send(None)

    def _body(self) -> Iterator[tuple[ReportRow, bool]]:
        plan = self._streamed.plan
        for row in plan.rows():
            yield row, False
        if plan.totals is not None:
            yield plan.totals, True
        if not plan.count and plan.empty:
            yield ReportRow((plan.empty,)), False

    def _row(self, number: int, row: ReportRow, *, is_total: bool) -> Any:
        plan, styles = self._streamed.plan, self._streamed.styles
        colours: Mapping[int, str] = dict(row.colours)
        element: Any = Element("row", {"r": str(number)})
        height = _LOWEST
        for place, column in enumerate(plan.columns):
            value = row.values[place] if place < len(row.values) else None
            if isinstance(value, BookName):
                value = short_path(value)
            name = f"{get_column_letter(place + 1)}{number}"
            linked = column.links and row.link is not None and self._link(name, row.link)
            style = styles(place, colours.get(place, ""), linked, is_total)
            _cell(element, name, value, style)
            if column.kind is ColumnKind.TEXT and isinstance(value, str) and value:
                height = max(height, text_height(value, [column.width], CellFont(_FONT)))
        element.set("ht", f"{min(height, HIGHEST_ROW):g}")
        element.set("customHeight", "1")
        return element

    def _link(self, name: str, link: CellLink) -> bool:
        if len(self._links) >= MOST_LINKS:
            return False
        address = visible_text(link_address(link.book, beside=self._streamed.folder))
        place = visible_text(place_in_book(link.sheet, link.cell)) if link.cell else ""
        self._links.append((name, address, place))
        return True


def last_row(plan: ReportSheet) -> int:
    """最后一行的行号，连同合计；一行也没有的是说明的一行。"""
    extra = plan.totals is not None or (not plan.count and bool(plan.empty))
    return FIRST_ROW - 1 + plan.count + extra


def _cell(row: Any, name: str, value: ReportValue, style: int) -> None:
    attributes = {"r": name, "s": str(style)}
    if value is None or value == "":
        SubElement(row, "c", attributes)
    elif isinstance(value, str):
        # 以等号开头的也是文字，不能成公式。
        cell: Any = SubElement(row, "c", {**attributes, "t": "inlineStr"})
        text: Any = SubElement(SubElement(cell, "is"), "t")
        text.text = escaped(visible_text(value))[:_LONGEST_TEXT]
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    else:
        cell = SubElement(row, "c", {**attributes, "t": "n"})
        number: Any = SubElement(cell, "v")
        number.text = format(value, "f") if isinstance(value, Decimal) else str(value)
