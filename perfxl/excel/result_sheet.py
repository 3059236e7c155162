"""结果表：新建的工作表，带栏名、列宽、链接；再次运行时在原处换新，不动用户自己的表。"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import xlwings as xw

from perfxl.excel.refusals import book_refusal, sheet_refusal
from perfxl.excel.session import RefusedError
from perfxl.excel.sheet_reader import rows_hidden
from perfxl.plans.areas import column_blocks, column_runs, joined
from perfxl.plans.lists import ListColumn, ListSheet
from perfxl.plans.written_lists import written_lines
from perfxl.rendering.output_names import is_result_heading

_HEAD_ROW = 2
# 一行字的行高，以磅计：重排以前先用它。
_ONE_LINE = 15
# Excel 的 xlLandscape、xlPaperA4。
_LANDSCAPE, _A4 = 2, 9


def find_result_sheet(book: xw.Book, name: str, *, renamed: bool = False) -> xw.Sheet | None:
    """自己写的结果表，最后面的一张。

    用户改了名的是存档，不算；``renamed`` 时算（改动记录改了名也还是记录）。
    """
    return _found(book, _names(book), name, renamed=renamed)


def _names(book: xw.Book) -> list[str]:
    """各表的名字，只问一遍。"""
    return [sheet.name for sheet in book.sheets]


def _found(book: xw.Book, names: Sequence[str], name: str, *, renamed: bool) -> xw.Sheet | None:
    own = re.compile(rf"{name}(?:\(\d+\))?")
    for called in reversed(names):
        # 先看名字：第一格只问可能是的。
        named = own.fullmatch(called) is not None
        if renamed or named:
            sheet = book.sheets[called]
            if _opens_with(sheet, name) or (named and _is_blank(sheet)):
                return sheet
    return None


def _is_blank(sheet: xw.Sheet) -> bool:
    """一个字也没有：刚加上、还没有写就中途停了的。"""
    return _heading(sheet) == "" and sheet.used_range.shape == (1, 1)


def _opens_with(sheet: xw.Sheet, name: str) -> bool:
    return _heading(sheet).startswith(f"perfxl {name}")


def _heading(sheet: xw.Sheet) -> str:
    """第一格的字；不经 xlwings 换算，一次往返。"""
    return str(sheet["A1"].raw_value or "")


def is_result_sheet(sheet: xw.Sheet) -> bool:
    """是不是 perfxl 写的结果表，改了名的也算。"""
    return is_result_heading(_heading(sheet))


def remove_result_sheet(book: xw.Book, name: str, columns: Sequence[ListColumn]) -> bool:
    """删去自己写的结果表；没有、用户在旁边加了栏的、不是自己写的样子的留着，返回 ``False``。

    删不了（工作簿结构受保护）时抛 ``RefusedError``。
    """
    sheet = find_result_sheet(book, name)
    if sheet is None or not _is_as_written(sheet, columns):
        return False
    app = book.app
    before = app.display_alerts
    app.display_alerts = False
    try:
        sheet.delete()
    except Exception as error:
        raise RefusedError(_of_book(error, book, f"“{name}”表删不掉")) from error
    finally:
        app.display_alerts = before
    return True


def _is_as_written(sheet: xw.Sheet, columns: Sequence[ListColumn]) -> bool:
    """栏名是自己写的那几个，右边没有用户加的内容；只有标题、还没有写完就中途停了的也算。"""
    if _is_blank(sheet):
        return True
    used = sheet.used_range
    last, right = used.row + used.shape[0] - 1, used.column + used.shape[1] - 1
    if right > len(columns):
        return False
    if last < _HEAD_ROW:
        return True
    titles = sheet.range((_HEAD_ROW, 1), (_HEAD_ROW, len(columns))).options(ndim=1).value
    if any(titles):
        return [str(each or "") for each in titles] == [each.title for each in columns]
    rows = sheet.range((_HEAD_ROW, 1), (last, len(columns))).options(ndim=2).value
    return not any(value is not None for row in rows for value in row)


def write_result_sheet(
    book: xw.Book,
    wanted: ListSheet,
    *,
    renamed: bool = False,
    names: Sequence[str] | None = None,
) -> xw.Sheet:
    """写一张结果表。``heading`` 接在“perfxl ”后，须以表名开头；``names`` 是各表的名字，知道的不再问。

    上一次的在原处换新，一字不差的只重新打开筛选；用户加了栏的、只是标题像的（别人放进来的）留着，另写一张。工作簿结构受保护、在共享时加不了表，
    抛 ``RefusedError``。原来打开的表仍在前面。
    """
    shown = book.sheets.active
    there = _names(book) if names is None else names
    sheet = _found(book, there, wanted.name, renamed=renamed)
    if sheet is None or not _is_as_written(sheet, wanted.columns):
        sheet = _new_sheet(book, wanted.name, there)
    try:
        _renew(sheet, wanted)
    except RefusedError:
        raise
    except Exception as error:
        found = sheet_refusal(error, book, sheet)
        raise RefusedError(found.said(f"“{sheet.name}”表", "写不进")) from error
    with suppress(Exception):  # 恢复原来在看的表
        shown.activate()
    return sheet


def _renew(sheet: xw.Sheet, wanted: ListSheet) -> None:
    """在原处换新；一字不差的不再写：几百行的排版比读、查还慢。"""
    used = sheet.used_range
    before = used.row + used.shape[0] - 1
    last = _HEAD_ROW + len(wanted.rows)
    _stop_filtering(sheet)
    sheet["A1"].raw_value = f"perfxl {wanted.heading}"  # 认得出是自己的，所以在最前
    # 栏宽、打印设置以前定过的不再定：用户可能改过。
    fresh = before < _HEAD_ROW or not sheet["A2"].raw_value
    lines = written_lines(wanted)
    whole = sheet.range((_HEAD_ROW, 1), (last, len(wanted.columns)))
    if fresh or before != last or not _holds(whole, lines):
        if fresh:
            _dress_head(sheet, wanted.columns)
        _fill(whole, wanted, lines, fresh=fresh)
    if wanted.rows:
        with suppress(Exception):  # 不是 Windows 的 Excel，没有这些
            sheet.api.Range(whole.get_address(False, False)).AutoFilter()
            if fresh:
                _set_up(sheet)
    _clear_below(sheet, last, before)


def _holds(whole: xw.Range, lines: Sequence[Sequence[Any]]) -> bool:
    """格里的公式、文字正是这些；数照 Excel 的写法不一定相同，不同就再写一遍。"""
    there: Any = whole.formula
    wanted = tuple(tuple(_as_formula(value) for value in line) for line in lines)
    return bool(there == wanted)


def _as_formula(value: Any) -> str:
    return "" if value is None else str(value).removeprefix("'")


def _clear_below(sheet: xw.Sheet, last: int, before: int) -> None:
    """上一次的多出来的几行。"""
    if before > last:
        sheet[f"{last + 1}:{before}"].clear()


def _fill(
    whole: xw.Range, wanted: ListSheet, lines: Sequence[Sequence[Any]], *, fresh: bool
) -> None:
    """整块地写：往返的次数与行数无关。行高只排一遍：新的先定格式再写字，旧的先定死行高、最后放开。

    上一次的由新的盖上，不先清空：中途停了，改动记录里的也不会没有。
    """
    sheet = whole.sheet
    last = _HEAD_ROW + len(wanted.rows)
    if not fresh:
        body = sheet.range((_HEAD_ROW + 1, 1), (max(last, _HEAD_ROW + 1), len(wanted.columns)))
        body.row_height = _ONE_LINE
        body.unmerge()
        body.clear_formats()
    whole.wrap_text = True
    whole.font.size = 10
    whole.vertical_alignment = "center"
    coloured: dict[str, list[int]] = {}
    for row, colour in enumerate(wanted.colours, _HEAD_ROW + 1):
        coloured.setdefault(colour, []).append(row)
    for colour, places in coloured.items():
        for areas in joined(column_runs(places, 1)):
            sheet[areas].color = f"#{colour}"
    if any(link.cell for link in wanted.links):
        first = (_HEAD_ROW + 1, wanted.link_column)
        sheet.range(first, (last, wanted.link_column)).font.color = "#0563C1"
    # 筛着的（Mac 上放不开）整块地写会写串：先让各行露出来，露不出来的不写。
    if rows_hidden(whole) is not False:
        whole.rows.hidden = False
        if rows_hidden(whole) is not False:
            raise RefusedError(f"“{sheet.name}”表筛着，写不进；请在“数据”里清除筛选后再试。")
    whole.value = lines
    if not fresh:
        whole.rows.autofit()


def _dress_head(sheet: xw.Sheet, columns: Sequence[ListColumn]) -> None:
    """标题、栏名的样子和栏宽。"""
    sheet["A1"].font.bold = True
    head = sheet.range((_HEAD_ROW, 1), (_HEAD_ROW, len(columns)))
    head.font.bold = True
    head.color = (231, 230, 230)
    placed: dict[float, list[int]] = {}
    for column, each in enumerate(columns, 1):
        placed.setdefault(each.width + 2, []).append(column)
    for width, same in placed.items():
        for block in column_blocks(same, 1, 1):
            sheet[block].column_width = width


def _stop_filtering(sheet: xw.Sheet) -> None:
    """上一次的清单筛着的，先放开：不然新的几行也藏着。"""
    with suppress(Exception):  # 不是 Windows 的 Excel，没有这一项
        if sheet.api.AutoFilterMode:
            sheet.api.AutoFilterMode = False


def _set_up(sheet: xw.Sheet) -> None:
    """表头不动，横向一页宽，每页重印表头。"""
    sheet.activate()
    sheet.freeze_panes.freeze_at(f"1:{_HEAD_ROW}")
    page = sheet.api.PageSetup
    with _printer_left_alone(sheet.book.app):
        page.Orientation, page.PaperSize = _LANDSCAPE, _A4
        page.Zoom, page.FitToPagesWide, page.FitToPagesTall = False, 1, False
        page.PrintTitleRows = f"$1:${_HEAD_ROW}"


@contextmanager
def _printer_left_alone(app: xw.App) -> Iterator[None]:
    """页面设置每设一项，Excel 都去问打印机（网络打印机尤其慢）：攒着，最后一次交给它。

    Python 中途没有了的，VBA 的 ``PerfxlPutBack`` 放开。
    """
    try:
        app.api.PrintCommunication = False
    except Exception:  # noqa: BLE001  Excel 2007 没有这一项，各宿主抛的错不同
        yield
        return
    try:
        yield
    finally:
        app.api.PrintCommunication = True


def _new_sheet(book: xw.Book, name: str, names: Sequence[str]) -> xw.Sheet:
    """在看得见的最后一张后面加一张；``names`` 是现有的。"""
    sheet = None
    try:
        there = (book.sheets[each] for each in reversed(names))
        last = next(each for each in there if each.visible not in (0, 2))
        sheet = book.sheets.add(after=last)
        sheet.name = _free_name(names, name)
    except Exception as error:
        with suppress(Exception):
            if sheet is not None:
                sheet.delete()
        raise RefusedError(_of_book(error, book, f"加不了“{name}”表")) from error
    return sheet


def _of_book(error: Exception, book: xw.Book, what: str) -> str:
    return book_refusal(error, book).said(f"工作簿“{book.name}”", what)


def _free_name(names: Iterable[str], name: str) -> str:
    taken = {each.lower() for each in names}
    candidate, number = name, 2
    while candidate.lower() in taken:
        candidate, number = f"{name}({number})", number + 1
    return candidate
