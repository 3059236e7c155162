"""工作簿。"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from calc.areas import Area
from calc.bridge import CalcError, TranslatedErrors, properties, url
from calc.excel_faces import BookFace
from calc.names import Names
from calc.number_formats import NumberFormats
from calc.ranges import Range
from calc.sheets import Sheet, Sheets

if TYPE_CHECKING:
    from calc.apps import App

_FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".xlsm": "Calc MS Excel 2007 VBA XML",
    ".ods": "calc8",
}


class Books(base_classes.Books):
    """应用里打开的工作簿。"""

    def __init__(self, app: App) -> None:
        self.app = app
        self._books: list[Book] = []
        self._active: Book | None = None
        self._added = 0

    @property
    def api(self) -> Any:
        return self.app.api

    @property
    def active(self) -> Book:
        if self._active is None:
            raise RuntimeError("没有打开的工作簿")
        return self._active

    def __call__(self, key: int | str) -> Book:
        for position, book in enumerate(self._books, 1):
            if key == position or (isinstance(key, str) and key.lower() == book.name.lower()):
                return book
        raise KeyError(key)

    def __len__(self) -> int:
        return len(self._books)

    def __iter__(self) -> Iterator[Book]:
        return iter(list(self._books))

    def add(self) -> Book:
        self._added += 1
        document = self._document("private:factory/scalc")
        return self._opened(Book(self, document, None, f"Book{self._added}"))

    def open(self, fullname: str, *_: object) -> Book:
        path = Path(fullname)
        return self._opened(Book(self, self._document(url(path)), path, path.name))

    def _document(self, place: str) -> Any:
        """开一份文档；LibreOffice 自己倒了的（7.4 开关过几百份以后偶尔会），另起一个再开一次，免得余下的测试都跟着倒。"""
        try:
            return self.app.office.open(place)
        except CalcError:
            if not self.app.office.has_fallen():
                raise
        self._books.clear()
        self._active = None
        self.app.start_again()
        return self.app.office.open(place)

    def _opened(self, book: Book) -> Book:
        self._books.append(book)
        self._active = book
        self.app.apply_calculation(book)
        return book

    def activate(self, book: Book) -> None:
        """换当前的工作簿。"""
        self._active = book

    def remove(self, book: Book) -> None:
        """工作簿关了。"""
        self._books.remove(book)
        if self._active is book:
            self._active = self._books[-1] if self._books else None


class Book(base_classes.Book):
    """``document`` 是 UNO 的文档。"""

    name = ""

    def __init__(self, books: Books, document: Any, path: Path | None, name: str) -> None:
        self.document = document
        self.formats = NumberFormats(document)
        self.name = name
        # 复制过的区域、工作表会同原来的共用条件格式的样式。
        self.has_copied_styles = False
        # 各表的合并块，见 merges_in。
        self.known_merges: dict[str, list[Area]] = {}
        # 工作表增删、改名过几次：记着的次序到时作废。
        self.structure_changes = 0
        self._books = books
        self._path = path
        # 各表冻结了开头几行。
        self.frozen: dict[str, int] = {}
        # 本引擎建过几个条件格式的样式，见 conditional_formats。
        self.styles_added = 0
        self._several: Any = None
        self._several_held: tuple[Any, ...] = ()
        self._conditions: dict[Hashable, Any] = {}
        # 样子 → 样式；样式 → 几条规则用着。
        self.styles: dict[tuple[tuple[str, Any], ...], str] = {}
        self.style_uses: Counter[str] = Counter()

    @property
    def api(self) -> Any:
        return BookFace(self.document)

    @property
    def app(self) -> App:
        return self._books.app

    @property
    def fullname(self) -> str:
        return str(self._path) if self._path else self.name

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    @cached_property
    def document_sheets(self) -> Any:
        """UNO 的各表。"""
        return self.document.Sheets

    @property
    def names(self) -> Names:
        return Names(self, [None, *self.sheets])

    @property
    def selection(self) -> Range | None:
        """选中的区域；选中的是多块或图形时没有。"""
        selected = self.document.CurrentSelection
        if not hasattr(selected, "RangeAddress"):
            return None
        address = selected.RangeAddress
        return Range.at(Sheet(self, selected.Spreadsheet), Area.of(address))

    def several(self, sheet: int, areas: Iterable[Area]) -> Any:
        """一张表（从 0 起的次序）上的几块，当作一块；到下一次叫为止有效。"""
        if self._several is None:
            self._several = self.document.createInstance("com.sun.star.sheet.SheetCellRanges")
        if self._several_held:
            self._several.removeRangeAddresses(self._several_held)
        self._several_held = tuple(area.address(sheet) for area in areas)
        self._several.addRangeAddresses(self._several_held, False)
        return self._several

    def conditions(self, ranges: Any, content: Hashable, entry: Any) -> Any:
        """装着一条条件格式的盒子；同样的内容用同一个，不再装一遍。"""
        box = self._conditions.get(content)
        if box is None:
            box = self._conditions[content] = ranges.ConditionalFormat
            box.clear()
            box.addNew(entry)
        return box

    def activate(self) -> None:
        self._books.activate(self)

    def save(self, path: str | None = None, password: str | None = None) -> None:
        if path is None:
            target = self._path or Path.cwd() / f"{self.name}.xlsx"
        else:
            target = Path(path).absolute()
        if not target.parent.is_dir():
            raise FileNotFoundError(f"没有文件夹 {target.parent}")  # Calc 会自己建，Excel 不会
        with TranslatedErrors():
            self.document.storeToURL(url(target), properties(FilterName=_FILTERS[target.suffix]))
        self._path, self.name = target, target.name

    def to_pdf(self, path: str, quality: str | None = None) -> None:
        with TranslatedErrors():
            self.document.storeToURL(url(path), properties(FilterName="calc_pdf_Export"))

    def close(self) -> None:
        self._books.remove(self)
        self.document.close(True)
