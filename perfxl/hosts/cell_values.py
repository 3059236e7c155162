"""往一格里写值：文字成文字，数成数，显示得出来。"""

import re
from decimal import Decimal

from perfxl.hosts.editor.book import EditedBook
from perfxl.hosts.editor.sheet import EditedSheet
from perfxl.model.number_format import percent_as_number, shows_text_as_is
from perfxl.rendering.placeholders import FormattedNumber

# 只管位数的数字格式：整数部分，小数点后的 0。
_PLAIN_FORMAT = re.compile(r"(0|#,##0)\.?(0*)")


def set_value(
    book: EditedBook, sheet: EditedSheet, row: int, column: int, value: str | Decimal | None
) -> None:
    """写一格。百分比格式的格里，``95%`` 一类写成数；原格式显示不全的小数，格式加足小数位。"""
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
        sheet.set_text(row, column, value)
        style = sheet.style(row, column)
        if not shows_text_as_is(book.styles.number_format(style)):
            # “"≥"@"人"”一类会给文字再加上字，写成什么样就要看到什么样。
            sheet.set_style(row, column, book.styles.formatted(style, "@"))


def _show_decimals(
    book: EditedBook, sheet: EditedSheet, row: int, column: int, value: Decimal
) -> None:
    """``0`` 格式的格里写 6.28 会显示成 6：小数位加够，其余样式不动。"""
    style = sheet.style(row, column)
    found = _PLAIN_FORMAT.fullmatch(book.styles.number_format(style))
    exponent = value.normalize().as_tuple().exponent
    wanted = -exponent if isinstance(exponent, int) else 0
    if found is not None and len(found[2]) < wanted:
        code = f"{found[1]}.{'0' * wanted}"
        sheet.set_style(row, column, book.styles.formatted(style, code))
