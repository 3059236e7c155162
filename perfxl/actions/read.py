"""读：认出了什么，什么没有读懂。"""

from perfxl.actions.document import document_of
from perfxl.actions.outcome import Outcome
from perfxl.model.table import Document
from perfxl.model.unread import unread_said
from perfxl.model.workbook import Workbook
from perfxl.rendering.unread_lists import sheets_said


def read(workbook: Workbook) -> tuple[Document, Outcome]:
    """读懂的表，和没有读懂的要说的话；一张表也没有时抛 ``UnreadableFileError``。"""
    document = document_of(workbook)
    said = f"读到{len(document.tables)}张表。"
    return document, Outcome((said, *unread_rows(document), *unread_sheets(document)))


def unread_rows(document: Document) -> tuple[str, ...]:
    """没有读懂的行，一张表一句。"""
    return tuple(
        f"工作表“{table.sheet}”的 {unread_said(table.unread_rows)}，没有判总分、等级、合计。"
        for table in document.tables
        if table.unread_rows
    )


def unread_sheets(document: Document) -> tuple[str, ...]:
    """没有认出表的工作表；没有为空。"""
    sheets = document.unread_sheets
    return (f"{sheets_said(sheets)}。",) if sheets else ()
