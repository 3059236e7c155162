"""没有读懂的：文件、行、工作表；``check``、``score`` 的 JSON 里都有。"""

from collections.abc import Iterable

from perfxl.contract.shapes import Shape
from perfxl.model.table import Document


class UnreadJson(Shape):
    """读不了的文件和原因。"""

    file: str
    why: str


class UnreadRowJson(Shape):
    """表格里没有读成的一行；有这样的行的表，总分、等级、合计都不判。"""

    file: str
    sheet: str
    cells: str
    why: str
    project: str

    @classmethod
    def all_of(cls, documents: Iterable[Document]) -> "list[UnreadRowJson]":
        """各文件的，照表中先后。"""
        return [
            cls(
                file=document.file,
                sheet=row.sheet or table.sheet,
                cells=row.block.address,
                why=row.why.label,
                project=table.project,
            )
            for document in documents
            for table in document.tables
            for row in table.unread_rows
        ]


class UnreadSheetJson(Shape):
    """没有认出表的工作表；``whole`` 为假的，是认出了表的工作表里的一块。"""

    file: str
    sheet: str
    cells: str
    whole: bool
    hidden: bool
    words: list[str]

    @classmethod
    def all_of(cls, documents: Iterable[Document]) -> "list[UnreadSheetJson]":
        """各文件的，照工作表先后。"""
        return [
            cls(
                file=document.file,
                sheet=sheet.sheet,
                cells=sheet.block.address,
                whole=sheet.whole,
                hidden=sheet.hidden,
                words=list(sheet.words),
            )
            for document in documents
            for sheet in document.unread_sheets
        ]
