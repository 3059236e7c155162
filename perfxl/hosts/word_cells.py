"""Word 表格的一行里有哪些格：各占第几列到第几列，写着什么字。"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from docx.oxml.ns import qn


class WordCell(NamedTuple):
    """一格：首列、末列（从 1 数）。"""

    element: Any
    left: int
    right: int

    @property
    def text(self) -> str:
        """各段的字接在一起。"""
        return text_of(self.element)


def row_cells(row: Any) -> Iterator[WordCell]:
    """一行里的各格，从左到右。"""
    left = 1
    for cell in row.findall(qn("w:tc")):
        span = cell.find(f"./{qn('w:tcPr')}/{qn('w:gridSpan')}")
        right = left + (int(span.get(qn("w:val"))) if span is not None else 1) - 1
        yield WordCell(cell, left, right)
        left = right + 1


def text_of(element: Any) -> str:
    """一格、一段里的字，接在一起。"""
    return "".join(each.text or "" for each in element.iter(qn("w:t")))
