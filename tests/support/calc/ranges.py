"""单元格区域。"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from xlwings import base_classes, utils

from calc import block_values, colors, dimensions
from calc.areas import Area
from calc.bridge import TranslatedErrors, constant, enum
from calc.conditional_formats import ConditionalFormats
from calc.fonts import Font
from calc.hyperlinks import link_of, set_link
from calc.merges import merged_area, merges_in
from calc.navigation import end_of
from calc.notes import Note, add_note, note_at, put_back, texts_in
from calc.number_formats import NumberFormats
from calc.protection import require_unlocked_cells, require_unprotected

_ROWS, _COLUMNS = 1048576, 16384
_CONTENTS = sum(
    constant(f"sheet.CellFlags.{name}") for name in ("VALUE", "DATETIME", "STRING", "FORMULA")
)
_FORMATS = sum(constant(f"sheet.CellFlags.{name}") for name in ("HARDATTR", "STYLES"))
_EVERYTHING = 1023
_HORIZONTAL = {
    "general": "STANDARD",
    "left": "LEFT",
    "center": "CENTER",
    "right": "RIGHT",
    "justify": "BLOCK",
    "fill": "REPEAT",
}
_VERTICAL = {
    constant("table.CellVertJustify2.STANDARD"): "bottom",
    constant("table.CellVertJustify2.TOP"): "top",
    constant("table.CellVertJustify2.CENTER"): "center",
    constant("table.CellVertJustify2.BOTTOM"): "bottom",
    constant("table.CellVertJustify2.BLOCK"): "justify",
}
_PLAIN_REFERENCE = re.compile(r"[^\W\d][\w.]*")


class Range(base_classes.Range):
    """``coords`` 是从 1 起的行、列和行数、列数，``x`` 是 UNO 的区域。"""

    # 基类把这些定义成没有初值的属性，这里用普通属性盖住。
    sheet: Any = None
    coords: tuple[int, int, int, int] = (1, 1, 1, 1)
    options: Any = None
    # 几块的引用（“A1,C3:C5”）除第一块外的各块；只管底色和条件格式。
    more: tuple[Area, ...] = ()

    def __init__(self, sheet: Any, coords: tuple[int, int, int, int]) -> None:
        self.sheet = sheet
        self.coords = coords

    @classmethod
    def at(cls, sheet: Any, area: Area) -> Range:
        """由从 0 起的坐标得出。"""
        rows, columns = area.bottom - area.top + 1, area.right - area.left + 1
        return cls(sheet, (area.top + 1, area.left + 1, rows, columns))

    @property
    def area(self) -> Area:
        """从 0 起的坐标。"""
        row, column, rows, columns = self.coords
        return Area(row - 1, column - 1, row + rows - 2, column + columns - 2)

    @property
    def x(self) -> Any:
        return self._part(self.area)

    @property
    def cell(self) -> Any:
        """左上角一格。"""
        return self.sheet.xs.getCellByPosition(self.area.left, self.area.top)

    def _part(self, area: Area) -> Any:
        return self.sheet.xs.getCellRangeByPosition(area.left, area.top, area.right, area.bottom)

    @property
    def api(self) -> Any:
        return self.x

    @property
    def row(self) -> int:
        return self.coords[0]

    @property
    def column(self) -> int:
        return self.coords[1]

    @property
    def shape(self) -> tuple[int, int]:
        return self.coords[2], self.coords[3]

    def __len__(self) -> int:
        return self.area.count

    def __call__(self, arg1: int, arg2: int | None = None) -> Range:
        if arg2 is None:
            down, right = divmod(arg1 - 1, self.shape[1])
        else:
            down, right = arg1 - 1, arg2 - 1
        return Range(self.sheet, (self.row + down, self.column + right, 1, 1))

    # 值与公式

    @property
    def raw_value(self) -> Any:
        return self._scalar_or_block(block_values.read(self.x, self.area, self._formats))

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        self._write(data)

    @property
    def formula(self) -> Any:
        return self._scalar_or_block(block_values.formulas(self.x, self.area, self._formats))

    @formula.setter
    def formula(self, data: Any) -> None:
        self._write(data)

    formula2 = formula

    @property
    def has_array(self) -> bool:
        return bool(self.cell.getArrayFormula())

    def _scalar_or_block(self, rows: list[list[Any]]) -> Any:
        return rows[0][0] if len(self) == 1 else tuple(map(tuple, rows))

    @property
    def _formats(self) -> NumberFormats:
        return self.sheet.book.formats

    def _write(self, data: Any) -> None:
        require_unlocked_cells(self.sheet.xs, self.x)
        rows = self._rows(data)
        if len(self) > 1 and self._is_filtered():
            self._write_filtered(rows[0][0])
            return
        notes = texts_in(self.sheet.xs, self.x)
        block_values.write(self.x, self.area, rows, self._covered(), self._formats)
        put_back(self.sheet.xs, notes)
        is_formula = isinstance(data, str) and data.startswith("=") and self.cell.getFormula()
        if is_formula and len(self) > 1:
            block_values.fill_formula(self.x, self.area)

    def _is_filtered(self) -> bool:
        """筛选在这一块里藏着行。"""
        if self.row_hidden is False:
            return False
        filters = self.sheet.api.filtered_areas()
        return any(
            each.top <= self.area.bottom and self.area.top <= each.bottom for each in filters
        )

    def _write_filtered(self, first: Any) -> None:
        """Excel 把第一个数填进每个看得见的格，藏着的跳过（xlwings 的 747、679、1483）。"""
        for row, column in self.area.cells(self.area):
            one = self(row + 1, column + 1)
            if not one.row_hidden:
                one.raw_value = first

    def _rows(self, data: Any) -> Sequence[Sequence[Any]]:
        """标量填满全区，一维的每行一样。"""
        if not isinstance(data, (list, tuple)):
            return [[data] * self.shape[1]] * self.shape[0]
        return data if isinstance(data[0], (list, tuple)) else [data] * self.shape[0]

    def _covered(self) -> set[tuple[int, int]]:
        """合并块里除左上角外的格，Excel 里存不进东西。"""
        merges = self._merges()
        return {
            place for merge in merges for place in merge.cells(self.area)[1:] if min(place) >= 0
        }

    def clear_contents(self) -> None:
        require_unlocked_cells(self.sheet.xs, self.x)
        if any(merge.intersection(self.area) != merge for merge in self._merges()):
            raise RuntimeError("1004：不能对合并单元格的一部分这样做")
        self.x.clearContents(_CONTENTS)

    def clear_formats(self) -> None:
        require_unprotected(self.sheet.xs)
        self.sheet.book.known_merges.clear()
        self.conditional_formats.clear()
        self.x.merge(False)
        self.x.clearContents(_FORMATS)

    def clear(self) -> None:
        require_unprotected(self.sheet.xs)
        self.sheet.book.known_merges.clear()
        self.conditional_formats.clear()
        self.x.merge(False)
        self.x.clearContents(_EVERYTHING)

    # 格式

    def uniform(self, name: str, convert: Callable[[Any], Any] = lambda value: value) -> Any:
        """整块一致的属性值；不一致时是 ``None``。按格式分组查，不逐格查。"""
        groups = self.x.UniqueCellFormatRanges
        values = {convert(getattr(groups.getByIndex(i), name)) for i in range(groups.Count)}
        return values.pop() if len(values) == 1 else None

    def set_format(self, name: str, value: object) -> None:
        """设格式属性。"""
        require_unprotected(self.sheet.xs)
        setattr(self._every_part(), name, value)

    def set_formats(self, values: Mapping[str, object]) -> None:
        """一次设几样格式属性：行高只排一遍。"""
        require_unprotected(self.sheet.xs)
        self._every_part().setPropertyValues(tuple(values), tuple(values.values()))

    def _every_part(self) -> Any:
        """各块当作一块。"""
        areas = (self.area, *self.more)
        return self.sheet.book.several(self.sheet.index - 1, areas) if self.more else self.x

    @property
    def number_format(self) -> str | None:
        return self.uniform("NumberFormat", self._formats.code)

    @number_format.setter
    def number_format(self, code: str) -> None:
        require_unprotected(self.sheet.xs)
        key = self._formats.key(code)
        groups = self.x.UniqueCellFormatRanges
        for group in map(groups.getByIndex, range(groups.Count)):
            # 逻辑值靠格式认出，设成常规时不能抹掉。
            if code != "General" or not self._formats.is_logical(group.NumberFormat):
                group.NumberFormat = key

    @property
    def color(self) -> colors.RGB | None:
        return colors.to_rgb(self.uniform("CellBackColor"))

    @color.setter
    def color(self, value: colors.Color) -> None:
        self.set_format("CellBackColor", colors.to_calc(value))

    @property
    def font(self) -> Font:
        return Font(self)

    @property
    def wrap_text(self) -> bool | None:
        return self.uniform("IsTextWrapped")

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        self.set_format("IsTextWrapped", value)

    @property
    def horizontal_alignment(self) -> str | None:
        names = {calc: excel for excel, calc in _HORIZONTAL.items()}
        return self.uniform("HoriJustify", lambda justify: names[justify.value])

    @horizontal_alignment.setter
    def horizontal_alignment(self, value: str) -> None:
        self.set_format("HoriJustify", enum("table.CellHoriJustify", _HORIZONTAL[value]))

    @property
    def vertical_alignment(self) -> str | None:
        return self.uniform("VertJustify", _VERTICAL.__getitem__)

    @vertical_alignment.setter
    def vertical_alignment(self, value: str) -> None:
        names = {excel: calc for calc, excel in _VERTICAL.items()}
        self.set_format("VertJustify", names[value])

    @property
    def conditional_formats(self) -> ConditionalFormats:
        return ConditionalFormats(self)

    # 行高列宽

    @property
    def row_height(self) -> float | None:
        return dimensions.row_height(self.sheet.xs, self.area)

    @row_height.setter
    def row_height(self, points: float) -> None:
        require_unprotected(self.sheet.xs)
        dimensions.set_row_height(self.sheet.xs, self.area, points)

    @property
    def column_width(self) -> float | None:
        return dimensions.column_width(self.sheet.xs, self.area)

    @column_width.setter
    def column_width(self, characters: float) -> None:
        require_unprotected(self.sheet.xs)
        dimensions.set_column_width(self.sheet.xs, self.area, characters)

    @property
    def row_hidden(self) -> bool | None:
        return dimensions.rows_hidden(self.sheet.xs, self.area)

    @row_hidden.setter
    def row_hidden(self, value: bool) -> None:
        require_unprotected(self.sheet.xs)
        dimensions.set_rows_hidden(self.sheet.xs, self.area, value)

    @property
    def column_hidden(self) -> bool | None:
        return dimensions.columns_hidden(self.sheet.xs, self.area)

    @column_hidden.setter
    def column_hidden(self, value: bool) -> None:
        require_unprotected(self.sheet.xs)
        dimensions.set_columns_hidden(self.sheet.xs, self.area, value)

    def autofit(self, axis: str | None = None) -> None:
        require_unprotected(self.sheet.xs)
        if axis in (None, "c", "columns"):
            self.x.Columns.OptimalWidth = True
        if axis in (None, "r", "rows"):
            self.x.Rows.OptimalHeight = True

    # 位置

    def get_address(self, row_absolute: bool, col_absolute: bool, external: bool) -> str:
        def corner(row: int, column: int) -> str:
            letters = "" if whole_rows else ("$" if col_absolute else "") + utils.col_name(column)
            digits = "" if whole_columns else ("$" if row_absolute else "") + str(row)
            return letters + digits

        row, column, rows, columns = self.coords
        whole_columns, whole_rows = rows == _ROWS, columns == _COLUMNS and rows < _ROWS
        address = corner(row, column)
        if len(self) > 1:
            address += ":" + corner(row + rows - 1, column + columns - 1)
        if not external:
            return address
        book, sheet = self.sheet.book.name, self.sheet.name
        plain = all(_PLAIN_REFERENCE.fullmatch(name) for name in (book, sheet))
        return f"[{book}]{sheet}!{address}" if plain else f"'[{book}]{sheet}'!{address}"

    @property
    def address(self) -> str:
        return self.get_address(True, True, False)

    def end(self, direction: str) -> Range:
        row, column = end_of(self.sheet.xs, self.row - 1, self.column - 1, direction)
        return Range(self.sheet, (row + 1, column + 1, 1, 1))

    @property
    def current_region(self) -> Range:
        cursor = self.sheet.xs.createCursorByRange(self.x)
        cursor.collapseToCurrentRegion()
        return Range.at(self.sheet, Area.of(cursor.RangeAddress))

    def select(self) -> None:
        book = self.sheet.book
        if book.app.books.active is not book or book.sheets.active.name != self.sheet.name:
            raise RuntimeError("只能选中当前工作表上的区域")
        book.document.CurrentController.select(self.x)

    # 合并

    def _merges(self) -> list[Area]:
        return merges_in(self.sheet.xs, self.area, self.sheet.book.known_merges)

    @property
    def merge_area(self) -> Range:
        area = Area(self.area.top, self.area.left, self.area.top, self.area.left)
        return Range.at(self.sheet, merged_area(self.sheet.xs, area))

    @property
    def merge_cells(self) -> bool | None:
        merges = self._merges()
        common = (merge.intersection(self.area) for merge in merges)
        count = sum(part.count for part in common if part)
        return {0: False, len(self): True}.get(count)

    def merge(self, across: bool = False) -> None:
        require_unprotected(self.sheet.xs)
        self.sheet.book.known_merges.clear()
        top, left, bottom, right = self.area
        parts = [Area(row, left, row, right) for row in range(top, bottom + 1)]
        for part in parts if across else [self.area]:
            merged = Range.at(self.sheet, part)
            # Excel 合并后只留左上角的内容。
            for row, column in part.cells(part)[1:]:
                merged(row + 1, column + 1).clear_contents()
            with TranslatedErrors():
                merged.x.merge(True)
        # 上面清内容时又记了一遍旧的。
        self.sheet.book.known_merges.clear()

    def unmerge(self) -> None:
        require_unprotected(self.sheet.xs)
        for merge in self._merges():
            self._part(merge).merge(False)
        self.sheet.book.known_merges.clear()

    # 批注、链接

    @property
    def note(self) -> Note | None:
        return note_at(self(1))

    def add_note(self, text: str) -> Note:
        return add_note(self(1), text)

    @property
    def hyperlink(self) -> str:
        link = link_of(self.sheet.book.document, self.cell)
        if link is None:
            raise Exception("The cell doesn't seem to contain a hyperlink!")
        return link

    def add_hyperlink(
        self, address: str, text_to_display: str | None = None, screen_tip: str | None = None
    ) -> None:
        require_unprotected(self.sheet.xs)
        set_link(self.sheet.book.document, self.cell, address, text_to_display or address)

    # 增删与复制

    def insert(self, shift: str | None = None, copy_origin: str | None = None) -> None:
        require_unprotected(self.sheet.xs)
        self.sheet.book.known_merges.clear()
        mode = {"right": "RIGHT", "down": "DOWN", None: "DOWN"}[shift]
        self.sheet.xs.insertCells(
            self.x.RangeAddress, enum("sheet.CellInsertMode", self._whole_lines() or mode)
        )

    def delete(self, shift: str | None = None) -> None:
        require_unprotected(self.sheet.xs)
        self.sheet.book.known_merges.clear()
        mode = {"left": "LEFT", "up": "UP", None: "UP"}[shift]
        self.sheet.xs.removeRange(
            self.x.RangeAddress, enum("sheet.CellDeleteMode", self._whole_lines() or mode)
        )

    def _whole_lines(self) -> str | None:
        if self.shape[1] == _COLUMNS:
            return "ROWS"
        return "COLUMNS" if self.shape[0] == _ROWS else None

    def copy(self, destination: Any = None) -> None:
        # 无界面的 Calc 没有剪贴板；命令也从不经剪贴板复制。
        if destination is None:
            raise NotImplementedError("没有剪贴板，要给出目标区域")
        destination.impl.copy_from(self)

    def copy_from(
        self,
        source_range: Any,
        copy_type: str = "all",
        skip_blanks: bool = False,
        transpose: bool = False,
    ) -> None:
        source = getattr(source_range, "impl", source_range)
        # Calc 的 copyRange 只会在一个文档里原样复制；做不到的抛错，不装作复制了。
        if skip_blanks or transpose or source.sheet.book is not self.sheet.book:
            raise NotImplementedError("只能在一个工作簿里原样复制")
        if copy_type == "all":
            require_unprotected(self.sheet.xs)
            self.sheet.book.has_copied_styles = True
            self.sheet.book.known_merges.clear()
            self.sheet.xs.copyRange(self.cell.CellAddress, source.x.RangeAddress)
        elif copy_type == "values":
            target = Range(self.sheet, (self.row, self.column, *source.shape))
            rows = block_values.read(source.x, source.area, source._formats)
            target.raw_value = [list(map(block_values.as_written, row)) for row in rows]
        else:
            # Calc 没有“只粘贴格式”一类的接口，命令也不用。
            raise NotImplementedError(f"没有实现只复制 {copy_type}")
