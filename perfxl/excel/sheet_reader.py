"""打开着的工作表 → ``Grid``：只用 xlwings 的公开接口，整块地取，尽量少往返。

值和公式各取一整块；数字格式、合并、隐藏行列问整块是否一致，不一致再对半分开问。
读出的网格与 ``hosts.xlsx_reader`` 读同一文件的相同，有测试逐格比对。
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Context, Decimal
from typing import Any, TypeVar

import xlwings as xw

from perfxl.excel.arguments import EXCEL_ERRORS
from perfxl.model.address import Block
from perfxl.model.cell import Cell, CellKind, CellValue
from perfxl.model.grid import Grid
from perfxl.model.number_format import GENERAL, datetime_of_serial, is_date_format

T = TypeVar("T")
_FIFTEEN_DIGITS = Context(prec=15)
# 用过的区域比这高，多半是整列设了格式，先找真正的末行。
_TALL = 5_000
_MOST_ASKED = 500
_MOST_CELLS = 2_000_000


class TooLargeError(Exception):
    """工作表太大，读不完；文字是给用户看的一句中文。"""


def read_sheet(sheet: xw.Sheet) -> Grid:
    """一张工作表；太大时抛 ``TooLargeError``。"""
    area = _filled_area(sheet)
    values, formulas = _values(area), formulas_of(area)
    top, left = area.row, area.column
    contents = {
        (row, column): (values[row - top][column - left], formulas[row - top][column - left])
        for row in range(top, top + len(values))
        for column in range(left, left + len(values[0]))
        if values[row - top][column - left] not in (None, "")
        or _is_formula(formulas[row - top][column - left])
    }
    formats = _formats(area, {place for place, (value, _) in contents.items() if _counts(value)})
    cells = {
        place: _cell(place, value, formula, formats.get(place, GENERAL))
        for place, (value, formula) in contents.items()
    }
    return Grid(
        sheet.name,
        cells,
        merged_blocks(area),
        hidden=not sheet.visible,
        hidden_rows=frozenset(_hidden(area, rows=True)),
        hidden_columns=frozenset(_hidden(area, rows=False)),
        comments={(note.location.row, note.location.column): note.text for note in sheet.notes},
    )


def _filled_area(sheet: xw.Sheet) -> xw.Range:
    used = sheet.used_range
    rows, columns = used.shape
    # 列太多时逐列找末行太慢，照实读，由下面的上限把关。
    if rows > _TALL and columns <= _MOST_ASKED:
        last = max(
            sheet.cells(used.row + rows, used.column + column).end("up").row
            for column in range(columns)
        )
        # 藏着的行 end 会跳过；有隐藏行时宁可多读。
        if used.rows.hidden is False or last == used.row + rows - 1:
            rows = max(last - used.row + 1, 1)
    if rows * columns > _MOST_CELLS:
        raise TooLargeError(
            f"工作表“{sheet.name}”用过的区域有{rows}行{columns}列，太大，没有读；"
            "请删去表格以外的空行空列后保存再试。"
        )
    return used.resize(rows, columns)


def _values(area: xw.Range) -> list[list[Any]]:
    values: list[list[Any]] = area.options(ndim=2, err_to_str=True).value
    return values


def formulas_of(area: xw.Range) -> list[list[str]]:
    """一块的公式；没有公式的格是它的内容。新版 Excel 用 ``formula2``，溢出的公式才完整。"""
    try:
        given: Any = area.formula2
    except Exception:  # noqa: BLE001  旧版 Excel 没有 Formula2，各宿主抛的错不同
        given = area.formula
    if not isinstance(given, list | tuple):
        return [[given]]
    if given and not isinstance(given[0], list | tuple):
        # 一行或一列时 xlwings 给一维。
        return [list(given)] if area.shape[0] == 1 else [[each] for each in given]
    return [list(row) for row in given]


def _is_formula(text: object) -> bool:
    return isinstance(text, str) and text.startswith("=")


def _counts(value: object) -> bool:
    return isinstance(value, int | float | Decimal | datetime) and not isinstance(value, bool)


def _cell(place: tuple[int, int], value: Any, formula: Any, number_format: str) -> Cell:
    kind, typed = _typed(value, number_format)
    # 文字格的“公式”就是它自己：写成 =6万元 的文字不是公式。
    own = _is_formula(formula) and not (isinstance(value, str) and value == formula)
    return Cell(*place, kind, typed, number_format, formula[1:] if own else None)


def _typed(value: Any, number_format: str) -> tuple[CellKind, CellValue]:
    if isinstance(value, str):
        return (CellKind.ERROR if value in EXCEL_ERRORS else CellKind.TEXT), value
    if isinstance(value, bool):
        return CellKind.BOOL, value
    if isinstance(value, datetime):
        return CellKind.DATE, value.replace(tzinfo=None)
    if value is None:
        return CellKind.TEXT, ""  # 公式算出空文字
    number = _FIFTEEN_DIGITS.create_decimal(repr(value) if isinstance(value, float) else value)
    if "." in str(value):
        number = number.normalize()
    if number == number.to_integral_value():
        number = number.quantize(Decimal(1)) if abs(number) < Decimal("1e15") else number
    if is_date_format(number_format):
        date = datetime_of_serial(number)
        if date is not None:
            return CellKind.DATE, date
    return CellKind.NUMBER, number


@dataclass(frozen=True)
class _Piece:
    """区域里的一块，行列从 0 起。"""

    top: int
    left: int
    rows: int
    columns: int

    def halves(self) -> tuple["_Piece", "_Piece"]:
        if self.rows >= self.columns:
            half = self.rows // 2
            return (
                _Piece(self.top, self.left, half, self.columns),
                _Piece(self.top + half, self.left, self.rows - half, self.columns),
            )
        half = self.columns // 2
        return (
            _Piece(self.top, self.left, self.rows, half),
            _Piece(self.top, self.left + half, self.rows, self.columns - half),
        )

    def of(self, area: xw.Range) -> xw.Range:
        return area[
            self.top : self.top + self.rows,
            self.left : self.left + self.columns,
        ]


def _uniform(
    area: xw.Range, ask: Callable[[xw.Range], T | None], wanted: Callable[[_Piece], bool]
) -> Iterator[tuple[_Piece, T]]:
    """把区域分成问得出一致答案的块；``wanted`` 说不用问的块跳过。"""
    waiting = [_Piece(0, 0, *area.shape)]
    while waiting:
        piece = waiting.pop()
        if not wanted(piece):
            continue
        answer = ask(piece.of(area))
        if answer is not None:
            yield piece, answer
        elif piece.rows * piece.columns > 1:
            waiting += piece.halves()


def _formats(area: xw.Range, places: set[tuple[int, int]]) -> dict[tuple[int, int], str]:
    """这些格的数字格式。"""
    offsets = sorted((row - area.row, column - area.column) for row, column in places)
    found: dict[tuple[int, int], str] = {}

    def inside(piece: _Piece) -> list[tuple[int, int]]:
        return [
            (row, column)
            for row, column in offsets
            if piece.top <= row < piece.top + piece.rows
            and piece.left <= column < piece.left + piece.columns
        ]

    for piece, number_format in _uniform(
        area, lambda part: part.number_format, lambda piece: bool(inside(piece))
    ):
        for row, column in inside(piece):
            found[row + area.row, column + area.column] = number_format
    return found


def merged_blocks(area: xw.Range) -> list[Block]:
    """区域里的合并块，按先后。"""
    blocks: set[Block] = set()
    covered: set[tuple[int, int]] = set()
    for piece, merged in _uniform(area, lambda part: part.merge_cells, lambda piece: True):
        if not merged:
            continue
        for row in range(piece.top + area.row, piece.top + area.row + piece.rows):
            for column in range(piece.left + area.column, piece.left + area.column + piece.columns):
                if (row, column) in covered:
                    continue
                block = _block(area.sheet.cells(row, column).merge_area)
                blocks.add(block)
                covered |= {
                    (r, c)
                    for r in range(block.top, block.bottom + 1)
                    for c in range(block.left, block.right + 1)
                }
    return sorted(block for block in blocks if block[:2] != block[2:])


def _block(area: xw.Range) -> Block:
    rows, columns = area.shape
    return Block(area.row, area.column, area.row + rows - 1, area.column + columns - 1)


def _hidden(area: xw.Range, *, rows: bool) -> Iterator[int]:
    strip = area[:, 0] if rows else area[0, :]
    for piece, hidden in _uniform(
        strip,
        lambda part: part.rows.hidden if rows else part.columns.hidden,
        lambda piece: True,
    ):
        if hidden:
            first, count = (piece.top, piece.rows) if rows else (piece.left, piece.columns)
            start = (area.row if rows else area.column) + first
            yield from range(start, start + count)
