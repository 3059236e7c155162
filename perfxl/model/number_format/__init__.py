"""数字格式：把存的值变成人看到的文字，照简体中文版 Excel（ECMA-376 第 1 部分 18.8.30、18.8.31）。

.xlsx、.xls、打开着的工作表都用这一套；从不抛错，看不懂的代码当文字。
"""

from perfxl.grammar.exact_numbers import FIFTEEN_DIGITS, stored_number
from perfxl.model.number_format.builtin import BUILTIN_FORMATS, GENERAL, LIVE_SHORT_DATES
from perfxl.model.number_format.dates import (
    datetime_of_serial,
    elapsed_of_serial,
    serial_of_datetime,
)
from perfxl.model.number_format.misleading import (
    may_mislead,
    misleading_display,
    writes_digits,
)
from perfxl.model.number_format.readings import read_date, read_number
from perfxl.model.number_format.scale import (
    NumberScale,
    number_scale,
    percent_as_number,
    says_negative,
)
from perfxl.model.number_format.shown import (
    OVERFLOW,
    is_date_format,
    serial_as_date,
    show_date,
    show_number,
    show_text,
    shows_no_year,
    shows_text_as_is,
)

__all__ = [
    "BUILTIN_FORMATS",
    "FIFTEEN_DIGITS",
    "GENERAL",
    "LIVE_SHORT_DATES",
    "OVERFLOW",
    "NumberScale",
    "datetime_of_serial",
    "elapsed_of_serial",
    "is_date_format",
    "may_mislead",
    "misleading_display",
    "number_scale",
    "percent_as_number",
    "read_date",
    "read_number",
    "says_negative",
    "serial_as_date",
    "serial_of_datetime",
    "show_date",
    "show_number",
    "show_text",
    "shows_no_year",
    "shows_text_as_is",
    "stored_number",
    "writes_digits",
]
