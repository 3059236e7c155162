"""Word 文档里的各段、各格：在哪里，写着什么。"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from perfxl.hosts.word_cells import row_cells, text_of


def document_places(content: BytesIO) -> Iterator[tuple[str, str]]:
    """正文从上到下，再是页眉、页脚；空的不给。"""
    document = Document(content)
    for where, text in _body_places(document.element.body):
        if text.strip():
            yield where, text
    for number, section in enumerate(document.sections, 1):
        for name, part in (("页眉", section.header), ("页脚", section.footer)):
            text = "" if part.is_linked_to_previous else text_of(part._element)
            if text.strip():
                yield f"第 {number} 节的{name}" if len(document.sections) > 1 else name, text


def _body_places(body: Any) -> Iterator[tuple[str, str]]:
    tables = body.findall(qn("w:tbl"))
    paragraphs = 0
    for element in body:
        if element.tag == qn("w:p"):
            paragraphs += 1
            yield f"第 {paragraphs} 段", text_of(element)
        elif element.tag == qn("w:tbl"):
            name = f"第 {tables.index(element) + 1} 个表格" if len(tables) > 1 else "表格"
            for row, cells in enumerate(element.findall(qn("w:tr")), 1):
                for place, cell in enumerate(row_cells(cells), 1):
                    yield f"{name}第 {row} 行第 {place} 格", cell.text
