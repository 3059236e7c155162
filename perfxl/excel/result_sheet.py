"""结果表：新建的工作表，带栏名、列宽、链接；再次运行时换新，不动用户自己的同名表。"""

from collections.abc import Sequence
from contextlib import suppress

import xlwings as xw

from perfxl.excel.cell_writer import as_written
from perfxl.excel.session import RefusedError
from perfxl.rendering.result_lists import ListValue

# 结果表第一格以此开头，凭它认出是自己写的。
SIGNATURE = "perfxl "
_HEAD_ROW = 2


def find_result_sheet(book: xw.Book, name: str) -> xw.Sheet | None:
    """自己写的名为 ``name``（或加了后缀）的表。"""
    for sheet in book.sheets:
        if sheet.name.startswith(name) and is_result_sheet(sheet):
            return sheet
    return None


def is_result_sheet(sheet: xw.Sheet) -> bool:
    """是不是 perfxl 写的结果表。"""
    return str(sheet["A1"].value or "").startswith(SIGNATURE)


def remove_result_sheet(book: xw.Book, name: str) -> bool:
    """删去自己写的结果表；没有则 ``False``。"""
    sheet = find_result_sheet(book, name)
    if sheet is None:
        return False
    _delete(sheet)
    return True


def _delete(sheet: xw.Sheet) -> None:
    app = sheet.book.app
    before = app.display_alerts
    app.display_alerts = False
    try:
        sheet.delete()
    finally:
        app.display_alerts = before


def write_result_sheet(
    book: xw.Book,
    name: str,
    heading: str,
    columns: Sequence[tuple[str, float]],
    rows: Sequence[Sequence[ListValue]],
    links: Sequence[tuple[str, str]] = (),
    colours: Sequence[str] = (),
) -> xw.Sheet:
    """写一张结果表；``links`` 是每行 ``(工作表, 单元格)``，链在“单元格”一栏。

    ``colours`` 是每行第一格的底色，如 ``FFC7CE``。

    工作簿结构受保护、在共享时加不了表，抛 ``RefusedError``。原来打开的表仍在前面。
    """
    shown = book.sheets.active
    old = find_result_sheet(book, name)
    sheet = _new_sheet(book, name, old)
    sheet["A1"].value = f"{SIGNATURE}{heading}"
    sheet["A1"].font.bold = True
    titles = [title for title, _ in columns]
    block = [list(titles), *([as_written(value) for value in row] for row in rows)]
    sheet.range((_HEAD_ROW, 1)).value = block
    sheet.range((_HEAD_ROW, 1), (_HEAD_ROW, len(columns))).font.bold = True
    sheet.range((_HEAD_ROW, 1), (_HEAD_ROW, len(columns))).color = (231, 230, 230)
    for column, (_, width) in enumerate(columns, 1):
        sheet.range((1, column)).column_width = width + 2
    whole = sheet.range((_HEAD_ROW, 1), (_HEAD_ROW + len(rows), len(columns)))
    whole.wrap_text = True
    whole.font.size = 10
    whole.vertical_alignment = "center"
    for offset, colour in enumerate(colours, 1):
        sheet.range((_HEAD_ROW + offset, 1)).color = f"#{colour}"
    if links:
        place = titles.index("单元格") + 1
        for offset, (target, cells) in enumerate(links, 1):
            if cells:
                _link(sheet.range((_HEAD_ROW + offset, place)), target, cells)
    with suppress(Exception):  # 恢复原来在看的表；被删去的旧结果表恢复不了
        shown.activate()
    return sheet


def _new_sheet(book: xw.Book, name: str, old: xw.Sheet | None) -> xw.Sheet:
    try:
        sheet = book.sheets.add(after=book.sheets[len(book.sheets) - 1])
        if old is not None:
            _delete(old)
        sheet.name = _free_name(book, name)
    except Exception as error:
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
