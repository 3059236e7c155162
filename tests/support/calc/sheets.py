"""工作表。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from calc.areas import Area
from calc.bridge import UnoError
from calc.excel_faces import FreezePanes, SheetFace
from calc.names import Names
from calc.notes import Note, notes_of, places_in
from calc.protection import ProtectedError
from calc.ranges import Range

if TYPE_CHECKING:
    from calc.books import Book

# 不用问 Calc 的地址。
_PLAIN_ADDRESS = re.compile(r"[A-Z]{1,2}[1-9]\d{0,5}(?::[A-Z]{1,2}[1-9]\d{0,5})?")
_ROWS, _COLUMNS = 1048576, 16384
# 不是这样开头、或含这些以外的字时，引用里要加引号。
_PLAIN_NAME = re.compile(r"[^\W\d]\w*")


class Sheets(base_classes.Sheets):
    """工作簿里的工作表，按次序。"""

    def __init__(self, book: Book) -> None:
        self._book = book

    @property
    def api(self) -> Any:
        return self._book.document_sheets

    @property
    def active(self) -> Sheet:
        return Sheet(self._book, self._book.document.CurrentController.ActiveSheet)

    def __call__(self, key: int | str) -> Sheet:
        if isinstance(key, int):
            return Sheet(self._book, self.api.getByIndex(key - 1))
        if self.api.hasByName(key):
            return Sheet(self._book, self.api.getByName(key))
        for name in self.api.ElementNames:
            if name.lower() == key.lower():
                return Sheet(self._book, self.api.getByName(name))
        raise KeyError(key)

    def __len__(self) -> int:
        return int(self.api.Count)

    def __iter__(self) -> Iterator[Sheet]:
        return (self(position) for position in range(1, len(self) + 1))

    def add(
        self, before: Sheet | None = None, after: Sheet | None = None, name: str | None = None
    ) -> Sheet:
        self.require_unlocked_structure()
        if after is not None:
            position = after.index
        else:
            position = (before or self.active).index - 1
        chosen = name or self._free_name("Sheet{}", 1)
        self.api.insertNewByName(chosen, position)
        sheet = self(chosen)
        sheet.activate()
        return sheet

    def copy(self, source: Sheet, position: int) -> None:
        """在 ``position``（从 0 起）前面放一份拷贝。"""
        self.require_unlocked_structure()
        self._book.has_copied_styles = True
        if source.book is self._book:
            self.api.copyByName(source.name, self._free_name(f"{source.name} ({{}})", 2), position)
        else:
            self.api.importSheet(source.book.document, source.name, position)

    def require_unlocked_structure(self) -> None:
        """工作簿结构受保护时不能增删、改名工作表；准备增删时，记着的合并块作废。"""
        self._book.known_merges.clear()
        self._book.structure_changes += 1
        if self._book.document.isProtected():
            raise ProtectedError("工作簿的结构受保护")

    def _free_name(self, pattern: str, first: int) -> str:
        number = first
        while self.api.hasByName(pattern.format(number)):
            number += 1
        return pattern.format(number)


class Sheet(base_classes.Sheet):
    """``xs`` 是 UNO 的工作表，测试用它加保护：``sheet.impl.xs.protect("")``。"""

    book: Any = None

    def __init__(self, book: Book, xs: Any) -> None:
        self.book = book
        self.xs = xs
        self._noted: set[tuple[int, int]] | None = None
        self._note_count: int | None = None
        # 第几张，工作表增删过的作废。
        self._place: tuple[int, int] | None = None
        self._coloured: list[tuple[Area, ...]] = []

    @property
    def api(self) -> Any:
        return SheetFace(self)

    @property
    def freeze_panes(self) -> FreezePanes:
        return FreezePanes(self)

    @property
    def name(self) -> str:
        return str(self.xs.Name)

    @name.setter
    def name(self, value: str) -> None:
        self.book.sheets.require_unlocked_structure()
        self.xs.setName(value)

    @property
    def quoted_name(self) -> str:
        """引用里的写法。"""
        return self.name if _PLAIN_NAME.fullmatch(self.name) else f"'{self.name}'"

    @property
    def index(self) -> int:
        changes = self.book.structure_changes
        if self._place is None or self._place[0] != changes:
            self._place = changes, int(self.xs.RangeAddress.Sheet) + 1
        return self._place[1]

    @property
    def visible(self) -> bool:
        return bool(self.xs.IsVisible)

    @visible.setter
    def visible(self, value: bool) -> None:
        self.xs.IsVisible = bool(value)

    @property
    def names(self) -> Names:
        return Names(self.book, [self])

    @cached_property
    def annotations(self) -> Any:
        """UNO 的批注。"""
        return self.xs.Annotations

    def noted(self) -> set[tuple[int, int]]:
        """有批注的各格（从 0 起）。数目没有变的不再找一遍：刚加的记着，删了的由 ``forget_notes`` 说。"""
        if self._noted is None or len(self._noted) != self.annotations.getCount():
            self._noted = set(places_in(self.xs))
        return self._noted

    def note_count(self) -> int:
        """有几条批注；接着加的不再问，每加一条都看多了没有。"""
        if self._note_count is None:
            self._note_count = int(self.annotations.getCount())
        return self._note_count

    def note_added(self, place: tuple[int, int]) -> int:
        """一格加了批注，现在有几条；没有多出来的，下次重新找。"""
        before, self._note_count = self._note_count, int(self.annotations.getCount())
        if self._note_count == before:
            self._noted = None
        elif self._noted is not None:
            self._noted.add(place)
        return self._note_count

    def forget_notes(self) -> None:
        """有批注删了。"""
        self._noted = self._note_count = None

    @cached_property
    def _conditions(self) -> Any:
        return self.xs.ConditionalFormats

    def known_conditions(self) -> list[Area] | None:
        """各条件格式管的各块；有不是经这里加的，为 ``None``。"""
        if self._conditions.getLength() != len(self._coloured):
            return None
        return [area for areas in self._coloured for area in areas]

    def conditions_added(self, areas: tuple[Area, ...]) -> None:
        """加了一条，管这几块。"""
        self._coloured.append(areas)

    @property
    def notes(self) -> list[Note]:
        return notes_of(self)

    @property
    def cells(self) -> Range:
        return Range(self, (1, 1, _ROWS, _COLUMNS))

    @property
    def used_range(self) -> Range:
        cursor = self.xs.createCursor()
        cursor.gotoStartOfUsedArea(False)
        cursor.gotoEndOfUsedArea(True)
        return Range.at(self, Area.of(cursor.RangeAddress))

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        if isinstance(arg1, int) and isinstance(arg2, int):
            arg1, arg2 = (arg1, arg2), None
        if arg2 is None and isinstance(arg1, str) and "," in arg1:
            first, *more = (self._area(part) for part in arg1.split(","))
            several = Range.at(self, first)
            several.more = tuple(more)
            return several
        first = self._area(arg1)
        if arg2 is None:
            return Range.at(self, first)
        second = self._area(arg2)
        return Range.at(
            self,
            Area(
                min(first.top, second.top),
                min(first.left, second.left),
                max(first.bottom, second.bottom),
                max(first.right, second.right),
            ),
        )

    def _area(self, given: Any) -> Area:
        if isinstance(given, Range):
            return given.area
        if isinstance(given, tuple):
            if 0 in given:
                raise IndexError(
                    "Attempted to access 0-based Range. xlwings/Excel Ranges are 1-based."
                )
            row, column, rows, columns = given if len(given) == 4 else (*given, 1, 1)
            return Area(row - 1, column - 1, row + rows - 2, column + columns - 2)
        if _PLAIN_ADDRESS.fullmatch(given):
            return Area.parse(given)
        try:
            return Area.of(self.xs.getCellRangeByName(given).RangeAddress)
        except UnoError as error:
            raise KeyError(given) from error

    def activate(self) -> None:
        self.book.activate()
        self.book.document.CurrentController.setActiveSheet(self.xs)

    select = activate

    def copy(self, before: Sheet | None, after: Sheet | None) -> None:
        if before is not None:
            before.book.sheets.copy(self, before.index - 1)
        elif after is not None:
            after.book.sheets.copy(self, after.index)

    def delete(self) -> None:
        self.book.sheets.require_unlocked_structure()
        self.book.document.Sheets.removeByName(self.name)

    def clear(self) -> None:
        self.used_range.clear()

    def clear_contents(self) -> None:
        self.used_range.clear_contents()

    def clear_formats(self) -> None:
        self.used_range.clear_formats()

    def autofit(self, axis: str | None = None) -> None:
        self.used_range.autofit(axis)
