"""没有读懂的行、没有认出表的工作表：屏幕、清单、加载项里点名用同一份。"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from perfxl.model.table import Document
from perfxl.model.unread import HALVES, UnreadSheet, joined_rows


class UnreadRows(NamedTuple):
    """一处没有读懂的行（上下相连的几行）：在哪里、几行、为什么；``project`` 是所在的表的项目。"""

    file: str
    sheet: str
    cells: str
    project: str
    rows: int
    why: str


def unread_rows_of(documents: Iterable[Document]) -> list[UnreadRows]:
    """各文件没有读懂的行，照表中先后；一张表的另一半读懂了，只是没有接起来，不在内。"""
    return [
        UnreadRows(
            document.file,
            block.sheet or table.sheet,
            block.block.address,
            table.project,
            block.rows,
            block.why.label,
        )
        for document in documents
        for table in document.tables
        for block in joined_rows(table.unread_rows)
        if block.why not in HALVES
    ]


def unread_sheets_of(documents: Iterable[Document]) -> list[tuple[str, UnreadSheet]]:
    """各文件没有认出表的工作表（和工作表里的几块），连同文件。"""
    return [(document.file, sheet) for document in documents for sheet in document.unread_sheets]


def sheet_said(sheet: UnreadSheet) -> str:
    """点名的一句：``工作表“人员名单”没有认出表``。"""
    hidden = "（隐藏的）" if sheet.hidden else ""
    if sheet.whole:
        return f"工作表“{sheet.sheet}”{hidden}没有认出表"
    return f"工作表“{sheet.sheet}”{hidden}的 {sheet.block.address} 没有认出表"


def sheets_said(sheets: Sequence[UnreadSheet], most: int = 5) -> str:
    """一个文件的几张合成一句：``工作表“人员名单”“台账”没有认出表``；没有为 ``""``。"""
    whole = [sheet for sheet in sheets if sheet.whole]
    if len(whole) < 2:
        return "；".join(map(sheet_said, sheets))
    names = "".join(f"“{each.sheet}”" for each in whole[:most])
    more = f"等 {len(whole)} 张" if len(whole) > most else ""
    parts = [sheet_said(sheet) for sheet in sheets if not sheet.whole]
    return "；".join([f"工作表{names}{more}没有认出表", *parts])
