"""往一格里写值：文字成文字，数成数，显示得出来。"""

from decimal import Decimal

from perfxl.grammar.visible_text import visible_text
from perfxl.hosts.editor.book import EditedBook
from perfxl.hosts.editor.rich_text import longest_font
from perfxl.hosts.editor.sheet import EditedSheet
from perfxl.plans.plan_values import FormattedNumber
from perfxl.plans.stored_cells import stored_cell


def set_value(
    book: EditedBook,
    sheet: EditedSheet,
    row: int,
    column: int,
    value: str | Decimal | None,
    *,
    keep_blanks: bool = False,
) -> None:
    """写一格，照原来的格式该存什么、格式要不要换，见 ``plans.stored_cells``。

    原来是富文本的，没有变的字字体照旧；写成数的，字体照字最多的那一段。``keep_blanks``：文字首尾原来的空白照旧。
    """
    if not isinstance(value, str):
        _keep_font(book, sheet, row, column)
    if isinstance(value, FormattedNumber) and value:
        sheet.set_number(row, column, value.number)
        _set_format(book, sheet, row, column, value.code)
        return
    code = book.styles.number_format(sheet.style(row, column))
    content, wanted = stored_cell(value, code)
    if content is None:
        sheet.clear(row, column)
    elif isinstance(content, Decimal):
        sheet.set_number(row, column, content)
    if wanted != code:
        _set_format(book, sheet, row, column, wanted)
    if isinstance(content, str):
        sheet.replace_text(row, column, content, visible=visible_text, keep_blanks=keep_blanks)


def _set_format(book: EditedBook, sheet: EditedSheet, row: int, column: int, code: str) -> None:
    """只换数字格式，其余样式不动。"""
    style = sheet.style(row, column)
    sheet.set_style(row, column, book.styles.formatted(style, code))


def _keep_font(book: EditedBook, sheet: EditedSheet, row: int, column: int) -> None:
    """富文本换成数以后没有分段的字体了，整格照字最多的那一段。"""
    item = sheet.rich_text(row, column)
    font = longest_font(item) if item is not None else None
    if font is not None:
        style = book.styles.with_font(sheet.style(row, column), font)
        sheet.set_style(row, column, style)
