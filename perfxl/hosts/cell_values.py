"""往一格里写值：文字成文字，数成数，显示得出来。"""

import re
from decimal import Decimal

from perfxl.grammar.exact_numbers import decimal_places
from perfxl.grammar.visible_text import visible_text
from perfxl.hosts.editor.book import EditedBook
from perfxl.hosts.editor.rich_text import longest_font
from perfxl.hosts.editor.sheet import EditedSheet
from perfxl.model.number_format import percent_as_number, show_text
from perfxl.plans.plan_values import FormattedNumber

_MOST_DECIMALS, _USUAL_DECIMALS = 6, 2
# 只管位数的数字格式：整数部分，小数点后的 0。
_PLAIN_FORMAT = re.compile(r"(0|#,##0)\.?(0*)")


def set_value(
    book: EditedBook,
    sheet: EditedSheet,
    row: int,
    column: int,
    value: str | Decimal | None,
    *,
    keep_blanks: bool = False,
) -> None:
    """写一格。百分比格式的格里，``95%`` 一类写成数；原格式显示不全的小数，格式加足小数位。

    加到六位（万元的分）为止：再长的是除出来的尾巴，只显示两位。
    原来是富文本的，没有变的字字体照旧；写成数的，字体照字最多的那一段。``keep_blanks``：文字首尾原来的空白照旧。
    """
    if not isinstance(value, str):
        _keep_font(book, sheet, row, column)
    if value is None or value == "":
        sheet.clear(row, column)
    elif isinstance(value, FormattedNumber):
        sheet.set_number(row, column, value.number)
        style = sheet.style(row, column)
        sheet.set_style(row, column, book.styles.formatted(style, value.code))
    elif isinstance(value, Decimal):
        sheet.set_number(row, column, value)
        _show_decimals(book, sheet, row, column, value)
    elif (
        ratio := percent_as_number(value, book.styles.number_format(sheet.style(row, column)))
    ) is not None:
        # 百分比格式的格里写数，公式引用它才算得对。
        sheet.set_number(row, column, ratio)
    else:
        _set_text(book, sheet, row, column, value, keep_blanks=keep_blanks)


def _set_text(
    book: EditedBook, sheet: EditedSheet, row: int, column: int, text: str, *, keep_blanks: bool
) -> None:
    """写文字，写成什么样就要看到什么样：格式会另外添字（``"≥"@"人"``）而去不掉的，格式换成文本。"""
    style = sheet.style(row, column)
    number_format = book.styles.number_format(style)
    written = _without_literals(text, number_format)
    if show_text(written, number_format) != text:
        written = text
        sheet.set_style(row, column, book.styles.formatted(style, "@"))
    sheet.replace_text(row, column, written, visible=visible_text, keep_blanks=keep_blanks)


def _without_literals(text: str, number_format: str) -> str:
    """格式自己会在文字前后添字（``@"人"``）的，这些字不写进格里，免得显示成两遍。"""
    lead, _, tail = show_text("\0", number_format).partition("\0")
    if (lead or tail) and len(text) >= len(lead + tail) and text.startswith(lead):
        return text[len(lead) : len(text) - len(tail)] if text.endswith(tail) else text
    return text


def _keep_font(book: EditedBook, sheet: EditedSheet, row: int, column: int) -> None:
    """富文本换成数以后没有分段的字体了，整格照字最多的那一段。"""
    item = sheet.rich_text(row, column)
    font = longest_font(item) if item is not None else None
    if font is not None:
        style = book.styles.with_font(sheet.style(row, column), font)
        sheet.set_style(row, column, style)


def _show_decimals(
    book: EditedBook, sheet: EditedSheet, row: int, column: int, value: Decimal
) -> None:
    """``0`` 格式的格里写 6.28 会显示成 6：小数位加够，其余样式不动。"""
    style = sheet.style(row, column)
    found = _PLAIN_FORMAT.fullmatch(book.styles.number_format(style))
    wanted = decimal_places(value)
    if wanted > _MOST_DECIMALS:
        wanted = _USUAL_DECIMALS
    if found is not None and len(found[2]) < wanted:
        code = f"{found[1]}.{'0' * wanted}"
        sheet.set_style(row, column, book.styles.formatted(style, code))
