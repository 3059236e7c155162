"""打开着的工作表 → ``Grid``：只用 xlwings 的公开接口，整块地取，尽量少往返。

值和公式各取一整块；数字格式、合并、隐藏行列问整块是否一致，不一致再对半分开问。
读出的网格与 ``hosts.xlsx_reader`` 读同一文件的相同，有测试逐格比对。
"""

import re
import sys
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, TypeVar

import xlwings as xw

from perfxl.excel.cell_values import (
    exact_number,
    formulas_of,
    is_formula,
    value_of,
    values_of,
)
from perfxl.functions.error_values import EXCEL_ERRORS
from perfxl.grammar.glyphs import compact
from perfxl.model.address import Block
from perfxl.model.cell import Cell, CellKind, CellValue, number_or_date
from perfxl.model.errors import PerfxlError
from perfxl.model.grid import Grid
from perfxl.model.number_format import (
    GENERAL,
    LIVE_SHORT_DATES,
    is_date_format,
    stored_number,
)

T = TypeVar("T")
_OUR_WORDS = ("指标", "预算", "科目")
Pause = Callable[[], None]
# 用过的区域比这高，多半是整列设了格式，先找真正的末行。
_TALL = 5_000
_MOST_ASKED = 500
_MOST_CELLS = 2_000_000
_BARE = re.compile(r"\s*[-+]?[0-9][0-9,.]*%?\s*")
_COM_EPOCH = datetime(1899, 12, 30)
_TICK = timedelta(milliseconds=1)
_TICKS = 86_400_000


def go_on() -> None:
    """不中止。"""


class TooLargeError(PerfxlError):
    """工作表太大，读不完；文字是给用户看的一句中文。"""


def read_sheet(sheet: xw.Sheet, pause: Pause = go_on) -> Grid:
    """一张工作表；太大时抛 ``TooLargeError``。``pause`` 每问一次 Excel 前调用，可以抛异常来中止。

    通篇没有“指标”“预算”“科目”的表只取值：它不会是绩效、预算的表，不必再问格式和合并。
    """
    area = _filled_area(sheet)
    values, formulas = values_of(area), formulas_of(area)
    top, left = area.row, area.column
    contents = {
        (top + row, left + column): (value, formulas[row][column])
        for row, line in enumerate(values)
        for column, value in enumerate(line)
        if value not in (None, "") or is_formula(formulas[row][column], value)
    }
    texts = (compact(value) for value, _ in contents.values() if isinstance(value, str))
    related = any(word in text for text in texts for word in _OUR_WORDS)
    numbers = [place for place, (value, _) in contents.items() if related and _counts(value)]
    formats = number_formats(sheet, numbers, pause)
    cells = {
        place: _cell(place, value, formula, formats.get(place, GENERAL))
        for place, (value, formula) in contents.items()
    }
    hidden = is_hidden(sheet)
    if not related:
        return Grid(sheet.name, cells, hidden=hidden)
    return Grid(
        sheet.name,
        cells,
        merged_blocks(area, pause),
        hidden=hidden,
        hidden_rows=frozenset(_hidden(area, pause, rows=True)),
        hidden_columns=frozenset(_hidden(area, pause, rows=False)),
        comments={(note.location.row, note.location.column): note.text for note in sheet.notes},
    )


def renewed_grid(sheet: xw.Sheet, before: Grid) -> Grid:
    """上一次读的一张表，换上现在的内容：值和公式各取一整块，变了的格才问数字格式；合并、隐藏照上一次。"""
    area = _filled_area(sheet)
    values, formulas = values_of(area), formulas_of(area)
    top, left = area.row, area.column
    cells: dict[tuple[int, int], Cell] = {}
    changed: list[tuple[int, int]] = []
    contents: dict[tuple[int, int], tuple[Any, Any]] = {}
    for row, line in enumerate(values):
        for column, value in enumerate(line):
            place, formula = (top + row, left + column), formulas[row][column]
            if value in (None, "") and not is_formula(formula, value):
                continue
            old = before.cells.get(place)
            if old is not None and _is_still(old, _cell(place, value, formula, old.number_format)):
                cells[place] = old
                continue
            contents[place] = value, formula
            if _counts(value):
                changed.append(place)
    formats = number_formats(sheet, changed)
    for place, (value, formula) in contents.items():
        cells[place] = _cell(place, value, formula, formats.get(place, GENERAL))
    return Grid(
        before.name,
        dict(sorted(cells.items())),
        before.merged,
        hidden=before.hidden,
        very_hidden=before.very_hidden,
        hidden_rows=before.hidden_rows,
        hidden_columns=before.hidden_columns,
        comments=before.comments,
    )


def _is_still(old: Cell, new: Cell) -> bool:
    """内容没有变；文件里存的数字比 Excel 给的长，差在末位的也算没有变。"""
    if (old.kind, old.formula is None) != (new.kind, new.formula is None):
        return False
    if isinstance(old.value, Decimal) and isinstance(new.value, Decimal):
        return float(old.value) == float(new.value)
    return old.value == new.value


def is_hidden(sheet: xw.Sheet) -> bool:
    """隐藏或深度隐藏；Windows 上深度隐藏的 ``visible`` 是 2，不能当真假看。"""
    return sheet.visible in (0, 2)


def _filled_area(sheet: xw.Sheet) -> xw.Range:
    used = sheet.used_range
    rows, columns = used.shape
    # 列太多时逐列找末行太慢，照实读，由下面的上限把关。
    if rows > _TALL and columns <= _MOST_ASKED:
        bottom = used.row + rows - 1
        last = max(
            _last_filled_row(sheet, bottom, used.column + column) for column in range(columns)
        )
        # 藏着的行 end 会跳过；有隐藏行时宁可多读。
        if last == bottom or rows_hidden(used) is False:
            rows = max(last - used.row + 1, 1)
    if rows * columns > _MOST_CELLS:
        raise TooLargeError(
            f"工作表“{sheet.name}”用过的区域有{rows}行{columns}列，太大，没有读；"
            "请删去表格以外的空行空列后保存再试。"
        )
    return used.resize(rows, columns)


def _last_filled_row(sheet: xw.Sheet, bottom: int, column: int) -> int:
    cell = sheet.cells(bottom, column)
    return bottom if value_of(cell) is not None else cell.end("up").row


def rows_hidden(area: xw.Range) -> bool | None:
    """各行是否都隐藏；只藏了一部分是 ``None``。

    xlwings 在 Windows 上逐行问，几千行要几分钟；直接问 Excel 一次就够。
    """
    if sys.platform == "win32":
        hidden: bool | None = area.api.EntireRow.Hidden
        return hidden
    return area.rows.hidden


def columns_hidden(area: xw.Range) -> bool | None:
    """各列是否都隐藏；只藏了一部分是 ``None``。"""
    if sys.platform == "win32":
        hidden: bool | None = area.api.EntireColumn.Hidden
        return hidden
    return area.columns.hidden


def _counts(value: object) -> bool:
    """要问数字格式的：数、日期，和存成文字的数（``"≥"@"人"`` 给它加上字）。"""
    if isinstance(value, str):
        return _BARE.fullmatch(value) is not None
    return isinstance(value, int | float | Decimal | datetime) and not isinstance(value, bool)


def _cell(place: tuple[int, int], value: Any, formula: Any, number_format: str) -> Cell:
    number = exact_number(value, formula)
    number_format = LIVE_SHORT_DATES.get(number_format, number_format)
    kind, typed = _typed(value if number is None else number, number_format)
    own = formula[1:] if is_formula(formula, value) else None
    return Cell(*place, kind, typed, number_format, own)


def _typed(value: Any, number_format: str) -> tuple[CellKind, CellValue]:
    if isinstance(value, str):
        return (CellKind.ERROR if value in EXCEL_ERRORS else CellKind.TEXT), value
    if isinstance(value, bool):
        return CellKind.BOOL, value
    if isinstance(value, datetime):
        return _dated(value.replace(tzinfo=None), number_format)
    if value is None:
        return CellKind.TEXT, ""  # 公式算出空文字
    number = stored_number(str(value))
    if number is None:
        return CellKind.ERROR, "#NUM!"
    return number_or_date(number, number_format)


def _dated(value: datetime, number_format: str) -> tuple[CellKind, CellValue]:
    """Excel 把日期格式的数当日期给出，从 1899-12-30 数起；经过的时间、1900 年初的照序列号重读。"""
    if not is_date_format(number_format):
        return CellKind.DATE, value
    return number_or_date(Decimal((value - _COM_EPOCH) // _TICK) / _TICKS, number_format)


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

    def address(self, top: int, left: int) -> str:
        """区域的左上角在 ``top`` 行、``left`` 列时，这一块的地址。"""
        first, right = top + self.top, left + self.left
        return Block(first, right, first + self.rows - 1, right + self.columns - 1).address


def _uniform(
    area: xw.Range, ask: Callable[[xw.Range], T | None], pause: Pause
) -> Iterator[tuple[_Piece, T]]:
    """把区域分成问得出一致答案的块；块的行列从区域的左上角数起。"""
    whole = _Piece(0, 0, *area.shape)
    yield from _uniform_from(whole, area.sheet, (area.row, area.column), ask, pause)


def _uniform_from(
    start: _Piece,
    sheet: xw.Sheet,
    corner: tuple[int, int],
    ask: Callable[[xw.Range], T | None],
    pause: Pause,
    wanted: Callable[[_Piece], bool] = lambda piece: True,
) -> Iterator[tuple[_Piece, T]]:
    """同上，区域的左上角在 ``corner``，不用再问；``wanted`` 说不用问的块跳过。"""
    waiting = [start]
    while waiting:
        piece = waiting.pop()
        if not wanted(piece):
            continue
        pause()
        answer = ask(sheet[piece.address(*corner)])
        if answer is not None:
            yield piece, answer
        elif piece.rows * piece.columns > 1:
            waiting += piece.halves()


def number_formats(
    sheet: xw.Sheet, places: Iterable[tuple[int, int]], pause: Pause = go_on
) -> dict[tuple[int, int], str]:
    """这些格的数字格式：一列的格式多半相同，所以逐列问，不同再对半分。"""
    columns: dict[int, list[int]] = {}
    for row, column in sorted(places):
        columns.setdefault(column, []).append(row)
    found: dict[tuple[int, int], str] = {}
    for column, rows in columns.items():

        def inside(piece: _Piece, rows: list[int] = rows) -> list[int]:
            return rows[bisect_left(rows, piece.top) : bisect_left(rows, piece.top + piece.rows)]

        for piece, number_format in _uniform_from(
            _Piece(rows[0], column, rows[-1] - rows[0] + 1, 1),
            sheet,
            (0, 0),  # 行列就是工作表的，从 1 数起
            lambda part: part.number_format,
            pause,
            lambda piece: bool(inside(piece)),
        ):
            for row in inside(piece):
                found[row, column] = number_format
    return found


def merged_blocks(area: xw.Range, pause: Pause = go_on) -> list[Block]:
    """区域里的合并块，按先后。"""
    blocks: set[Block] = set()
    covered: set[tuple[int, int]] = set()
    for piece, merged in _uniform(area, lambda part: part.merge_cells, pause):
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


def _hidden(area: xw.Range, pause: Pause, *, rows: bool) -> Iterator[int]:
    strip = area[:, 0] if rows else area[0, :]
    for piece, hidden in _uniform(strip, rows_hidden if rows else columns_hidden, pause):
        if hidden:
            first, count = (piece.top, piece.rows) if rows else (piece.left, piece.columns)
            start = (area.row if rows else area.column) + first
            yield from range(start, start + count)
