"""几万行的工作表：开头几行照 openpyxl 写，以下逐行直接写成 XML，十万行也只占一行的地方。"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from sys import intern
from typing import Any
from xml.sax.saxutils import quoteattr

from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.dimensions import SheetDimension
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.xml.constants import PKG_REL_NS, REL_NS
from openpyxl.xml.functions import Element, SubElement

from perfxl.grammar.visible_text import visible_text
from perfxl.hosts.escaped_text import escaped
from perfxl.plans.printed_sheets import MOST_LINKS
from perfxl.plans.row_height import HIGHEST_ROW

# Excel 一格最多 32767 个字。
_LONGEST_TEXT = 32_767
_HYPERLINK = f"{REL_NS}/hyperlink"

# 一格链到哪里：格、文件（或连同其中的地方）、文件里的地方（另写的）。太多了的不链，给出假。
Linking = Callable[[str, str, str], bool]


class LongSheetWriter(WorksheetWriter):
    """``body`` 给出以下各行（``row_element``），用得着链接的用交给它的 ``Linking``；``area`` 是占着的范围。"""

    def __init__(
        self, sheet: Any, out: Any, area: str, body: Callable[[Linking], Iterator[Any]]
    ) -> None:
        self._area, self._body = area, body
        # 几万个链接的：格、第几个文件（本工作簿里的为 0）、文件里的地方；各个文件只写一处。
        self._links: list[tuple[str, int, str]] = []
        self._files: dict[str, int] = {}
        super().__init__(sheet, out)

    def write_dimensions(self) -> None:
        dimension: Any = SheetDimension(self._area)
        self.xf.send(dimension.to_tree())

    def write_rows(self) -> None:
        stream: Any = self.xf.send(True)
        with stream.element("sheetData"):
            for number, row in self.rows():
                self.write_row(stream, row, number)
            for element in self._body(self._link):
                stream.write(element)
        self.xf.send(None)

    def write_hyperlinks(self) -> None:
        """同一个文件的链接共用一处；本工作簿里的不必。"""
        if not self._links:
            return
        stream: Any = self.xf.send(True)
        with stream.element("hyperlinks"):
            for cell, number, place in self._links:
                link: Any = Hyperlink(
                    ref=cell, location=place or None, id=f"rId{number}" if number else None
                )
                stream.write(link.to_tree())
        self.xf.send(None)

    def relations(self) -> Iterator[str]:
        """链到的各个文件，一段一段的 XML；没有的不给。"""
        if self._files:
            yield f'<Relationships xmlns="{PKG_REL_NS}">'
            for address, number in self._files.items():
                yield (
                    f'<Relationship Id="rId{number}" Type="{_HYPERLINK}" TargetMode="External" '
                    f"Target={quoteattr(address)}/>"
                )
            yield "</Relationships>"

    def _link(self, cell: str, address: str, place: str) -> bool:
        if len(self._links) >= MOST_LINKS:
            return False
        number = 0
        if address:
            number = self._files.setdefault(visible_text(address), len(self._files) + 1)
        self._links.append((cell, number, intern(visible_text(place))))
        return True


def row_element(number: int) -> Any:
    """空的一行。"""
    return Element("row", {"r": str(number)})


def set_height(row: Any, height: float) -> None:
    """行高，高不过 Excel 的。"""
    row.set("ht", f"{min(height, HIGHEST_ROW):g}")
    row.set("customHeight", "1")


def add_cell(row: Any, name: str, value: str | Decimal | int | None, style: int) -> None:
    """添一格：``name`` 是地址，``style`` 是 openpyxl 的样式号。"""
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
