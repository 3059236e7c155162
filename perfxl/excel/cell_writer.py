"""往打开的工作簿里写：文字一律成文字，数成数。"""

from decimal import Decimal
from typing import Any

import xlwings as xw

from perfxl.excel.session import RefusedError
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
        return value if "一" <= value[0] <= "鿿" or value[0] in "“（《【" else f"'{value}"
    return value


def write_cell(cell: xw.Range, value: ListValue) -> None:
    """写一格；写不进（工作表受保护等）时抛 ``RefusedError``。"""
    try:
        cell.value = as_written(value)
    except Exception as error:
        raise RefusedError(why_not_written(cell.sheet)) from error


def why_not_written(sheet: xw.Sheet) -> str:
    """一张表写不进时的一句话。"""
    return (
        f"工作表“{sheet.name}”写不进，多半是受保护或工作簿在共享；"
        "请在“审阅”里撤销工作表保护、停止共享后再试。"
    )
