"""把旧版 .xls 和 WPS 的 .et（同一种格式）读成 ``Grid``，用 xlrd。

xlrd 给值、数字格式、合并块、隐藏行列、批注；公式只给存着的结果，所以打成 ``=100%`` 的在旧版里读作 100%。
"""

import os
from collections.abc import Callable, Iterator
from functools import wraps
from itertools import islice
from pathlib import Path
from typing import Any

import xlrd
import xlrd.formatting
from xlrd.biffh import XLRDError
from xlrd.book import Book
from xlrd.compdoc import CompDoc, CompDocError
from xlrd.sheet import Sheet

from perfxl.grammar.visible_text import visible_text
from perfxl.hosts.escaped_text import joined_halves
from perfxl.hosts.sheet_limits import most_cells, sound_merges, too_many_cells
from perfxl.model.address import Block
from perfxl.model.cell import Cell, CellKind, CellValue, number_or_date
from perfxl.model.file_faults import UnreadableFileError
from perfxl.model.grid import Grid
from perfxl.model.number_format import BUILTIN_FORMATS, GENERAL, stored_number
from perfxl.model.workbook import PROFILE_NAME, Workbook

# 工作表的可见性：在“取消隐藏”里也看不到的一种。
_VERY_HIDDEN = 2
_TOO_MANY = "too many styles or names"


def _decoded(data: bytes, encoding: str) -> str:
    """xlrd 里的一段文字。

    xlrd 自己的写法遇到半个字符（表情从中间截断、跨记录拆成两半）就整个文件不读；这里先照收，再拼起来。
    """
    return data.decode(encoding, "surrogatepass" if "16" in encoding else "replace")


for _module in (xlrd.biffh, xlrd.book, xlrd.sheet):
    _module.unicode = _decoded  # type: ignore[attr-defined]

_chained = CompDoc._get_stream  # type: ignore[attr-defined]


def _ending_stream(
    container: CompDoc, data: bytes, base: int, table: list[int], *given: Any, **named: Any
) -> bytes:
    """一串扇区的内容；绕成圈的抛 ``CompDocError``：xlrd 自己会一直转下去，占满内存。

    ``table[n]`` 是第 ``n`` 个扇区的下一个，负数是到头；``given`` 依次是扇区大小、第一个扇区，其余照 xlrd 的。
    """
    sector, passed = given[1], 0
    while 0 <= sector < len(table):
        sector, passed = table[sector], passed + 1
        if passed > len(table):
            raise CompDocError("the sectors of a stream form a ring")
    return _chained(container, data, base, table, *given, **named)  # type: ignore[no-any-return]


CompDoc._get_stream = _ending_stream  # type: ignore[attr-defined]


def _no_more_than(most: int, kept: str, handle: Callable[[Book, bytes], None]) -> Any:
    """``handle`` 读一条记录，读出来的在 ``book`` 的 ``kept`` 里；已有 ``most`` 个的不读。"""

    @wraps(handle)
    def counted(book: Book, data: bytes) -> None:
        if len(getattr(book, kept)) >= most:
            raise XLRDError(_TOO_MANY)
        handle(book, data)

    return counted


# Excel 自己写的样式不过四千多个，名称几万个；记录里却可以有上百万条，读起来要 1 GB 内存。
Book.handle_name = _no_more_than(50_000, "name_obj_list", Book.handle_name)  # type: ignore[method-assign]
xlrd.formatting.handle_xf = _no_more_than(50_000, "xf_list", xlrd.formatting.handle_xf)


def read_xls(path: Path) -> Workbook:
    """读一个 .xls 或 .et；读不了时抛 ``UnreadableFileError``。"""
    with Path(os.devnull).open("w", encoding="utf-8") as silence:
        try:
            # 各行只留到最后有内容的一列：损坏的文件里写着的行列数可能大得没边。
            book = xlrd.open_workbook(
                str(path), logfile=silence, formatting_info=True, ragged_rows=True
            )
            grids = tuple(_grids(book, path.name))
            return Workbook(str(path), grids, _profile(book))
        except XLRDError as error:
            raise UnreadableFileError(_why(path, str(error))) from error
        except OSError as error:
            raise UnreadableFileError.because(path, error) from error
        except UnreadableFileError:
            raise
        except Exception as error:  # xlrd 遇到损坏的记录，什么错都可能抛
            raise UnreadableFileError(_why(path, "")) from error


def _why(path: Path, said: str) -> str:
    if said == _TOO_MANY:
        return (
            f"“{path.name}”的样式或名称多得不像是绩效表格，没有读；"
            "请把绩效表另存成一份 .xlsx 再试。"
        )
    if "encrypted" in said.lower():
        return f"“{path.name}”设有打开密码，请在 Excel 或 WPS 中取消密码后另存再试。"
    return (
        f"“{path.name}”是旧版 .xls（或 .et），内容不完整、已损坏或不是表格；"
        "请用 Excel 或 WPS 打开后另存为 .xlsx 再试。"
    )


def _grids(book: Book, file: str) -> Iterator[Grid]:
    formats = _formats(book)
    left = most_cells()
    for sheet in book.sheets():
        cells = {
            (cell.row, cell.column): cell for cell in islice(_cells(book, sheet, formats), left + 1)
        }
        left -= len(cells)
        if left < 0:
            raise too_many_cells(file, joined_halves(sheet.name))
        merged = (
            Block(top + 1, left + 1, bottom, right)
            for top, bottom, left, right in sheet.merged_cells
        )
        yield Grid(
            joined_halves(sheet.name),
            cells,
            sound_merges(merged, file, joined_halves(sheet.name)),
            hidden=sheet.visibility != 0,
            very_hidden=sheet.visibility == _VERY_HIDDEN,
            hidden_rows=frozenset(
                row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden
            ),
            hidden_columns=frozenset(
                column + 1 for column, info in sheet.colinfo_map.items() if info.hidden
            ),
            comments={
                (row + 1, column + 1): joined_halves(note.text)
                for (row, column), note in _notes(sheet)
            },
        )


def _notes(sheet: Sheet) -> Iterator[tuple[tuple[int, int], xlrd.sheet.Note]]:
    yield from sheet.cell_note_map.items()


def _formats(book: Book) -> list[str]:
    """各样式号的数字格式。文件没有自己写的内置号取中文版的写法，xlrd 给的是美国的。"""
    written = {each.format_key for each in book.format_list}
    return [
        _own_code(book, style.format_key)
        if style.format_key in written
        else BUILTIN_FORMATS.get(style.format_key, GENERAL)
        for style in book.xf_list
    ]


def _own_code(book: Book, key: int) -> str:
    code: str | None = book.format_map[key].format_str
    return GENERAL if not code or code.lower() == "general" else code


def _cells(book: Book, sheet: Sheet, formats: list[str]) -> Iterator[Cell]:
    for row in range(sheet.nrows):
        types, values = sheet.row_types(row), sheet.row_values(row)
        for column, (kind, value) in enumerate(zip(types, values, strict=True)):
            if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                continue
            style = sheet.cell_xf_index(row, column)
            number_format = formats[style] if style < len(formats) else GENERAL
            typed = _typed(kind, value, number_format, since_1904=book.datemode == 1)
            if typed is not None:
                yield Cell(row + 1, column + 1, *typed, number_format)


def _typed(
    kind: int, value: str | float, number_format: str, *, since_1904: bool
) -> tuple[CellKind, CellValue] | None:
    if kind == xlrd.XL_CELL_TEXT:
        text = joined_halves(str(value)).replace("\r\n", "\n").replace("\r", "\n")
        return (CellKind.TEXT, text) if text else None
    if kind == xlrd.XL_CELL_BOOLEAN:
        return CellKind.BOOL, bool(value)
    if kind == xlrd.XL_CELL_ERROR:
        return CellKind.ERROR, xlrd.error_text_from_code.get(int(value), "#N/A")
    number = stored_number(float(value))
    if number is None:
        return CellKind.ERROR, "#NUM!"
    return number_or_date(number, number_format, since_1904=since_1904)


def _profile(book: Book) -> str:
    """名称“绩效口径”里写的；没有为 ``""``。"""
    for name in book.name_map.get(PROFILE_NAME, []):
        if name.scope == -1 and name.result is not None and name.result.value is not None:
            return visible_text(joined_halves(str(name.result.value))).strip()
    return ""
