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
    """Excel 自己的批注：从中间插入、删去几个字，别的字的样子照旧。"""

    def __init__(self, note: Note) -> None:
        self._note = note

    def Text(self, text: str, start: int, overwrite: bool) -> str:  # noqa: N802  Excel 的名字
        assert overwrite is False
        require_unprotected(self._note.location.sheet.xs)
        self._note.annotation.insertString(self._cursor(start - 1), text, False)
        return self._note.text

    @property
    def Shape(self) -> NoteFace:  # noqa: N802
        return self

    @property
    def TextFrame(self) -> NoteFace:  # noqa: N802
        return self

    def Characters(self, start: int, length: int) -> NoteCharacters:  # noqa: N802
        return NoteCharacters(self._note, self._cursor(start - 1), length)

    def _cursor(self, place: int) -> Any:
        cursor = self._note.annotation.createTextCursor()
        cursor.gotoStart(False)
        assert cursor.goRight(place, False)
        return cursor

    def __setattr__(self, name: str, value: Any) -> None:
        """批注框的宽高改不了：Calc 的由它自己定。"""
        if not name.startswith("_"):
            raise AttributeError(name)
        super().__setattr__(name, value)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._note.annotation, name)


class NoteCharacters:
    """批注里的几个字。"""

    def __init__(self, note: Note, cursor: Any, length: int) -> None:
        self._note, self._cursor, self._length = note, cursor, length

    def Delete(self) -> None:  # noqa: N802
        require_unprotected(self._note.location.sheet.xs)
        assert self._cursor.goRight(self._length, True)
        self._cursor.setString("")


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
