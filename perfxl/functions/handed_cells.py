"""外壳交来的一块格：值、数字格式、公式一起交，照读表的读法读成字，不再回头去问。

一块是 ``(MARK, 块数, 行数, 列数, 日期是否从 1904 年算, 值, 数字格式, 公式)``。值和公式，一格的直接给，
几格的给行的元组，没有给的为 ``None``；数字格式都相同的给一个，不同的按先后给一串。
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import repeat
from typing import Any, NamedTuple

from perfxl.functions.arguments import LONGEST, SEVERAL_AREAS, Column, Reads
from perfxl.functions.error_values import EXCEL_ERRORS
from perfxl.grammar.visible_text import visible_text
from perfxl.model.address import Block
from perfxl.model.cell import Cell, CellKind, CellValue, number_or_date
from perfxl.model.grid import Grid, entry_of
from perfxl.model.number_format import GENERAL, LIVE_SHORT_DATES, stored_number
from perfxl.reading.region import Region, points_of
from perfxl.scoring.rounding import plain

MARK = "perfxl cells"
_CACHED = 65_536


class HandedCells(NamedTuple):
    """一块格。``values`` 为 ``None`` 是太大、没有交。"""

    areas: int
    rows: int
    columns: int
    since_1904: bool
    values: Any
    formats: Any
    formulas: Any

    @classmethod
    def of(cls, given: Any) -> "HandedCells | None":
        """交来的是一块格就读出来；别的（写在公式里的值、数组）为 ``None``。"""
        if isinstance(given, tuple) and len(given) == 8 and given[0] == MARK:
            return cls(*given[1:])
        return None

    def column(self, reads: Reads) -> Column:
        """各格读成字；几块的、几列的、太长的抛 ``ArgumentError``。"""
        if self.areas > 1:
            return Column.of([[SEVERAL_AREAS]])
        if self.rows > 1 and self.columns > 1:
            return Column.of([["", ""], ["", ""]])
        if self.rows > LONGEST:
            return Column.of([[""]] * (LONGEST + 1))
        count = self.rows * self.columns
        if self.formats == GENERAL and not self.formulas:
            texts = tuple([_general(each, reads) for each in _flat(self.values, count)])
            return Column(texts, single=count == 1, lying=self.columns > 1)
        formats = repeat(self.formats, count) if isinstance(self.formats, str) else self.formats
        formulas = _flat(self.formulas, count) if self.formulas else repeat(None, count)
        texts = tuple(
            text_of(value, number_format, formula, since_1904=self.since_1904, reads=reads)
            for value, number_format, formula in zip(
                _flat(self.values, count), formats, formulas, strict=True
            )
        )
        return Column(texts, single=count == 1, lying=self.columns > 1)


def _flat(given: Any, count: int) -> Sequence[Any]:
    if count == 1 and not isinstance(given, tuple):
        return [given]
    return [value for row in given for value in row]


def text_of(value: Any, number_format: str, formula: Any, *, since_1904: bool, reads: Reads) -> str:
    """一格读成字：``value`` 是 ``Value2``（日期是序列号，错误值是文字）；分数、金额读得出数的写成数。

    >>> text_of(0.95, "0%", None, since_1904=False, reads=Reads.TEXT)
    '95%'
    >>> text_of(45657.0, "yyyy/m/d", None, since_1904=False, reads=Reads.TEXT)
    '2024/12/31'
    >>> text_of(6.28266667, "0.00", "=A1*B1", since_1904=False, reads=Reads.POINTS)
    '6.28'
    """
    if value is None or value == "":
        return ""
    if isinstance(value, str) and number_format == GENERAL and not formula:
        return visible_text(value).strip()
    kind = type(value).__name__  # True 与 1 在缓存里是同一个
    return _read(value, kind, number_format, formula or "", since_1904, reads)


def _general(value: Any, reads: Reads) -> str:
    """常规格式、不是公式的一格；一整列多半都是。"""
    if type(value) is str:
        return visible_text(value).strip()
    return text_of(value, GENERAL, None, since_1904=False, reads=reads)


@lru_cache(maxsize=_CACHED)
def _read(
    value: Any, _: str, number_format: str, formula: str, since_1904: bool, reads: Reads
) -> str:
    cell = _cell(value, number_format, formula, since_1904)
    if (
        cell.kind is CellKind.ERROR
        and str(cell.value) in EXCEL_ERRORS
        and not cell.typed_as_formula
    ):
        return str(cell.value)
    if reads is Reads.MONEY:
        entry = Region(Grid("", {(1, 1): cell}), Block(1, 1, 1, 1)).money(1, 1, None)
    else:
        entry = entry_of(cell)
        entry = points_of(cell, entry) if reads is Reads.POINTS else entry
    if reads is not Reads.TEXT and entry.number is not None:
        return plain(entry.number)
    return entry.to_read


def _cell(value: Any, number_format: str, formula: str, since_1904: bool) -> Cell:
    number_format = LIVE_SHORT_DATES.get(number_format, number_format)
    own = formula[1:] if formula.startswith("=") and formula != value else None
    kind, typed = _typed(value, number_format, since_1904)
    return Cell(1, 1, kind, typed, number_format, own)


def _typed(value: Any, number_format: str, since_1904: bool) -> tuple[CellKind, CellValue]:
    if isinstance(value, str):
        return (CellKind.ERROR if value in EXCEL_ERRORS else CellKind.TEXT), value
    if isinstance(value, bool):
        return CellKind.BOOL, value
    number = stored_number(value if isinstance(value, float) else str(value))
    if number is None:
        return CellKind.ERROR, "#NUM!"
    return number_or_date(number, number_format, since_1904=since_1904)
