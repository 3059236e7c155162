"""批注（旧式的）。"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from calc.areas import Area
from calc.bridge import constant, struct
from calc.protection import require_unprotected

if TYPE_CHECKING:
    from calc.ranges import Range
    from calc.sheets import Sheet

_ANNOTATION = constant("sheet.CellFlags.ANNOTATION")


class NoteFace:
    """Excel 自己的批注；没有批注框：Calc 的批注框大小由它自己定。"""

    def __init__(self, note: Note) -> None:
        self._note = note

    def __getattr__(self, name: str) -> Any:
        if name == "Shape":
            raise AttributeError(name)
        return getattr(self._note.annotation, name)


class Note(base_classes.Note):
    """``location`` 是所在的格。"""

    location: Any = None

    def __init__(self, location: Range) -> None:
        self.location = location

    @property
    def api(self) -> Any:
        return NoteFace(self)

    @property
    def annotation(self) -> Any:
        """UNO 的批注。"""
        return self.location.cell.getAnnotation()

    @property
    def text(self) -> str:
        return str(self.annotation.getString())

    @text.setter
    def text(self, value: str) -> None:
        require_unprotected(self.location.sheet.xs)
        self.annotation.setString(value)

    @property
    def author(self) -> str:
        return str(self.annotation.getAuthor())

    def delete(self) -> None:
        require_unprotected(self.location.sheet.xs)
        self.location.cell.clearContents(_ANNOTATION)
        self.location.sheet.forget_notes()


def notes_of(sheet: Sheet) -> list[Note]:
    """一张表的批注，按行、列排。"""
    return [Note(sheet.range((row + 1, column + 1))) for row, column in sorted(sheet.noted())]


def note_at(cell: Range) -> Note | None:
    """一格的批注。"""
    return Note(cell) if (cell.area.top, cell.area.left) in cell.sheet.noted() else None


def add_note(cell: Range, text: str) -> Note:
    """加批注。"""
    sheet, (top, left, *_) = cell.sheet, cell.area
    before = sheet.note_count()
    sheet.annotations.insertNew(struct("table.CellAddress", 0, left, top), text)
    if sheet.note_added((top, left)) == before:
        require_unprotected(sheet.xs)  # 受保护的表，Calc 不出声地不加
    return Note(cell)


def texts_in(sheet: Any, cells: Any) -> dict[tuple[int, int], str]:
    """区域里的批注；整块写内容会带走它们。"""
    return {
        (row, column): sheet.getCellByPosition(column, row).getAnnotation().getString()
        for row, column in places_in(cells)
    }


def put_back(sheet: Any, texts: Mapping[tuple[int, int], str]) -> None:
    """写完内容，补回批注。"""
    for (row, column), text in texts.items():
        sheet.Annotations.insertNew(sheet.getCellByPosition(column, row).CellAddress, text)


def places_in(cells: Any) -> list[tuple[int, int]]:
    """区域里有批注的各格，从 0 起的行、列。"""
    found = cells.queryContentCells(_ANNOTATION).RangeAddresses
    return sorted(place for each in found for place in Area.of(each).cells(Area(0, 0, 0, 0)))
