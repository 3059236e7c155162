"""把一格换成谁也不认得的字 ``MARK``，看读出来的文字里有没有它。"""

import json

from perfxl.actions.document import document_of
from perfxl.contract.document import DocumentJson
from perfxl.contract.shapes import dump
from perfxl.model.file_faults import UnreadableFileError
from perfxl.model.grid import Grid
from perfxl.model.workbook import Workbook

MARK = "甲辰乙巳丙午"


def said(grid: Grid) -> str:
    """读出来的全部文字；整个文件认不出的，是那句话。"""
    try:
        document = document_of(Workbook("书.xlsx", (grid,)))
    except UnreadableFileError as error:
        return str(error)
    return json.dumps(dump(DocumentJson.of(document)), ensure_ascii=False)
