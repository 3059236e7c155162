"""结果表：新建的工作表，带栏名、列宽、链接；再次运行时在原处换新，不动用户自己的表。"""

import re
from contextlib import suppress

import xlwings as xw

from perfxl.excel.cell_writer import as_written
from perfxl.excel.session import RefusedError
from perfxl.plans.lists import ListSheet
from perfxl.rendering.output_names import is_result_heading

_HEAD_ROW = 2


def find_result_sheet(book: xw.Book, name: str, *, renamed: bool = False) -> xw.Sheet | None:
    """自己写的结果表，最后面的一张。

    用户改了名的是存档，不算；``renamed`` 时算（改动记录改了名也还是记录）。
    """
    own = re.compile(rf"{name}(?:\(\d+\))?")
    found = None
    for sheet in book.sheets:
        heading = str(sheet["A1"].value or "")
        if heading.startswith(f"perfxl {name}") and (renamed or own.fullmatch(sheet.name)):
            found = sheet
    return found


def is_result_sheet(sheet: xw.Sheet) -> bool:
    """是不是 perfxl 写的结果表，改了名的也算。"""
    return is_result_heading(str(sheet["A1"].value or ""))


def remove_result_sheet(book: xw.Book, name: str, columns: int) -> bool:
    """删去自己写的结果表；没有、或者用户在旁边加了栏的留着，返回 ``False``。

    删不了（工作簿结构受保护）时抛 ``RefusedError``。
    """
    sheet = find_result_sheet(book, name)
    if sheet is None or _has_additions(sheet, columns):
        return False
    app = book.app
    before = app.display_alerts
    app.display_alerts = False
    try:
        sheet.delete()
    except Exception as error:
        raise RefusedError(
            f"工作簿“{book.name}”的结构受保护，“{name}”表删不掉；请在“审阅”里撤销工作簿保护后再试。"
        ) from error
    finally:
        app.display_alerts = before
    return True


def _has_additions(sheet: xw.Sheet, columns: int) -> bool:
    """用户在我们的栏右边加了内容。"""
    used = sheet.used_range
    return used.column + used.shape[1] - 1 > columns


def write_result_sheet(book: xw.Book, wanted: ListSheet, *, renamed: bool = False) -> xw.Sheet:
    """写一张结果表。``heading`` 接在“perfxl ”后，须以表名开头。

    上一次的在原处换新；用户加了栏的留着，另写一张。工作簿结构受保护、在共享时加不了表，
    抛 ``RefusedError``。原来打开的表仍在前面。
    """
    shown = book.sheets.active
    sheet = find_result_sheet(book, wanted.name, renamed=renamed)
    if sheet is None or _has_additions(sheet, len(wanted.columns)):
        sheet = _new_sheet(book, wanted.name)
    try:
        sheet.clear()
        _fill(sheet, wanted)
        for offset, link in enumerate(wanted.links, 1):
            if link.cell:
                place = sheet.range((_HEAD_ROW + offset, wanted.link_column))
                _link(place, link.sheet, link.cell)
    except Exception as error:
        raise RefusedError(
            f"“{sheet.name}”表写不进，多半是受保护；请在“审阅”里撤销工作表保护后再试。"
        ) from error
    with suppress(Exception):  # 恢复原来在看的表
        shown.activate()
    return sheet


def _fill(sheet: xw.Sheet, wanted: ListSheet) -> None:
    columns, rows = wanted.columns, wanted.rows
    sheet["A1"].value = f"perfxl {wanted.heading}"
    sheet["A1"].font.bold = True
    sheet.range((_HEAD_ROW, 1)).value = [
        [each.title for each in columns],
        *([as_written(value) for value in row] for row in rows),
    ]
    head = sheet.range((_HEAD_ROW, 1), (_HEAD_ROW, len(columns)))
    head.font.bold = True
    head.color = (231, 230, 230)
    for column, each in enumerate(columns, 1):
        sheet.range((1, column)).column_width = each.width + 2
    whole = sheet.range((_HEAD_ROW, 1), (_HEAD_ROW + len(rows), len(columns)))
    whole.wrap_text = True
    whole.font.size = 10
    whole.vertical_alignment = "center"
    for offset, colour in enumerate(wanted.colours, 1):
        sheet.range((_HEAD_ROW + offset, 1)).color = f"#{colour}"


def _new_sheet(book: xw.Book, name: str) -> xw.Sheet:
    sheet = None
    try:
        visible = [each for each in book.sheets if each.visible not in (0, 2)]
        sheet = book.sheets.add(after=visible[-1])
        sheet.name = _free_name(book, name)
    except Exception as error:
        with suppress(Exception):
            if sheet is not None:
                sheet.delete()
        raise RefusedError(
            f"工作簿“{book.name}”里加不了“{name}”表，多半是结构受保护或在共享；"
            "请在“审阅”里撤销工作簿保护、停止共享后再试。"
        ) from error
    return sheet


def _free_name(book: xw.Book, name: str) -> str:
    taken = {sheet.name.lower() for sheet in book.sheets}
    candidate, number = name, 2
    while candidate.lower() in taken:
        candidate, number = f"{name}({number})", number + 1
    return candidate


def _link(cell: xw.Range, sheet: str, cells: str) -> None:
    quoted = sheet.replace("'", "''")
    first = cells.partition(",")[0]
    cell.add_hyperlink(f"#'{quoted}'!{first}", cells, f"到“{sheet}”{first}")
