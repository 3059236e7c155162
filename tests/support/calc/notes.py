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


class Note(base_classes.Note):
    """``location`` 是所在的格。"""

    location: Any = None

    def __init__(self, location: Range) -> None:
        self.location = location

    @property
    def api(self) -> Any:
        return self.location.cell.getAnnotation()

    @property
    def text(self) -> str:
        return str(self.api.getString())

    @text.setter
    def text(self, value: str) -> None:
        require_unprotected(self.location.sheet.xs)
        self.api.setString(value)

    @property
    def author(self) -> str:
        return str(self.api.getAuthor())

    def delete(self) -> None:
        require_unprotected(self.location.sheet.xs)
        self.location.cell.clearContents(_ANNOTATION)


def notes_of(sheet: Sheet) -> list[Note]:
    """一张表的批注，按行、列排。"""
    return [Note(sheet.range((row + 1, column + 1))) for row, column in _places(sheet.xs)]


def note_at(cell: Range) -> Note | None:
    """一格的批注。"""
    return Note(cell) if cell.cell.getAnnotation().getString() else None


def add_note(cell: Range, text: str) -> Note:
    """加批注。"""
    require_unprotected(cell.sheet.xs)
    place = struct("table.CellAddress", 0, cell.area.left, cell.area.top)
    cell.sheet.xs.Annotations.insertNew(place, text)
    return Note(cell)


def texts_in(sheet: Any, cells: Any) -> dict[tuple[int, int], str]:
    """区域里的批注；整块写内容会带走它们。"""
    return {
        (row, column): sheet.getCellByPosition(column, row).getAnnotation().getString()
        for row, column in _places(cells)
    }


def put_back(sheet: Any, texts: Mapping[tuple[int, int], str]) -> None:
    """写完内容，补回批注。"""
    for (row, column), text in texts.items():
        sheet.Annotations.insertNew(sheet.getCellByPosition(column, row).CellAddress, text)


def _places(cells: Any) -> list[tuple[int, int]]:
    found = cells.queryContentCells(_ANNOTATION).RangeAddresses
    return sorted(place for each in found for place in Area.of(each).cells(Area(0, 0, 0, 0)))
