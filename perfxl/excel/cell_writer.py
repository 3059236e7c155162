"""往打开的工作簿里写：文字一律成文字，数成数。"""

from decimal import Decimal
from typing import Any

import xlwings as xw

from perfxl.excel.session import RefusedError
from perfxl.model.number_format import percent_as_number
from perfxl.rendering.result_lists import ListValue


def as_written(value: ListValue) -> Any:
    """交给 Excel 的值。

    Excel 会把 ``=6万元`` 当公式、把 ``95%`` 当数、把 ``1-2`` 当日期；前面加撇号就成文字，撇号不显示。
    汉字开头的文字不会被改，不加。

    >>> as_written("=6万元"), as_written("产出指标"), as_written(Decimal("7.20")), as_written("")
    ("'=6万元", '产出指标', 7.2, None)
    """
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, str):
        if not value:
            return None
        plain = "一" <= value[0] <= "鿿" or value[0] in "“《【"
        return value if plain and value[:2] not in ("上午", "下午") else f"'{value}"
    return value


def write_cell(cell: xw.Range, value: ListValue) -> None:
    """写一格；写不进（工作表受保护等）时抛 ``RefusedError``。"""
    try:
        cell.value = _suited(cell, value)
    except Exception as error:
        raise RefusedError(why_not_written(cell.sheet)) from error


def _suited(cell: xw.Range, value: ListValue) -> Any:
    """文字格式的格照写，不加撇号；百分比格式的格里，62.83% 写成 0.6283。"""
    if not isinstance(value, str):
        return as_written(value)
    number_format = cell.number_format or ""
    if number_format == "@":
        return value
    ratio = percent_as_number(value, number_format)
    return float(ratio) if ratio is not None else as_written(value)


def why_not_written(sheet: xw.Sheet) -> str:
    """一张表写不进时的一句话。"""
    return (
        f"工作表“{sheet.name}”写不进，多半是受保护或工作簿在共享；"
        "请在“审阅”里撤销工作表保护、停止共享后再试。"
    )
