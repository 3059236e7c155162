"""定义的名称：工作簿级的和工作表级的。"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from calc.areas import Area
from calc.bridge import struct
from calc.formulas import to_calc, to_excel
from calc.ranges import Range

if TYPE_CHECKING:
    from calc.books import Book
    from calc.sheets import Sheet


class Names(base_classes.Names):
    """``scopes`` 是各级的范围，``None`` 是工作簿级；新名称加在第一个范围里。"""

    def __init__(self, book: Book, scopes: Sequence[Sheet | None]) -> None:
        self._book = book
        self._scopes = scopes

    @property
    def api(self) -> Any:
        return _container(self._book, self._scopes[0])

    def _all(self) -> list[Name]:
        return [
            Name(self._book, scope, name)
            for scope in self._scopes
            for name in _container(self._book, scope).ElementNames
        ]

    def __call__(self, key: int | str) -> Name:
        names = self._all()
        if isinstance(key, int):
            return names[key - 1]
        for name in names:
            if key.lower() in (name.name.lower(), name.plain.lower()):
                return name
        raise KeyError(key)

    def __len__(self) -> int:
        return len(self._all())

    def contains(self, key: str) -> bool:
        return any(key.lower() in (name.name.lower(), name.plain.lower()) for name in self._all())

    def add(self, name: str, refers_to: str) -> Name:
        scope = self._scopes[0]
        if self.api.hasByName(name):
            self.api.removeByName(name)
        origin = struct("table.CellAddress", 0, 0, 0)
        self.api.addNewByName(name, to_calc(refers_to).removeprefix("="), origin, 0)
        return Name(self._book, scope, name)


class Name(base_classes.Name):
    """一个名称。"""

    def __init__(self, book: Book, scope: Sheet | None, plain: str) -> None:
        self.plain = plain
        self._book = book
        self._scope = scope

    @property
    def api(self) -> Any:
        return _container(self._book, self._scope).getByName(self.plain)

    @property
    def name(self) -> str:
        if self._scope is None:
            return self.plain
        return f"{self._scope.quoted_name}!{self.plain}"

    @name.setter
    def name(self, value: str) -> None:
        self.api.setName(value)
        self.plain = value

    @property
    def refers_to(self) -> str:
        return "=" + to_excel(self.api.Content)

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        self.api.setContent(to_calc(value).removeprefix("="))

    @property
    def refers_to_range(self) -> Range:
        cells = self.api.ReferredCells
        if cells is None:
            raise ValueError(f"名称“{self.name}”指的不是单元格区域")
        sheet = self._book.sheets(cells.Spreadsheet.Name)
        return Range.at(sheet, Area.of(cells.RangeAddress))

    def delete(self) -> None:
        _container(self._book, self._scope).removeByName(self.plain)


def _container(book: Book, scope: Sheet | None) -> Any:
    return (book.document if scope is None else scope.xs).NamedRanges
