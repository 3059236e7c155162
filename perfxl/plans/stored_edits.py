"""一处改动写进开着的工作簿（Excel、WPS）时该存什么：照那一格的数字格式折好，像公式、像数的字照字交去。"""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from perfxl.model.edit import CellContent, Edit, EditKind
from perfxl.model.money_units import MONEY_FACTORS
from perfxl.model.number_format import percent_as_number
from perfxl.model.shown_amounts import stored_number


def as_written(value: CellContent | int) -> Any:
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


def as_stored(edit: Edit, code: str) -> Edit:
    """要看到的数折成格式是 ``code`` 的格该存的：格式会缩放、是百分比的格里，看到的才是要填的数。别的不动。"""
    if edit.kind is not EditKind.SHOWN or not isinstance(edit.after, Decimal):
        return edit
    stored = stored_number(edit.after, code, MONEY_FACTORS.get(edit.unit)) if code else edit.after
    return replace(edit, after=stored, kind=EditKind.NUMBER)


def handed_over(edit: Edit, code: str | None) -> Any:
    """一处改动交给 Excel、WPS 的值：``edit`` 已经折成该存的，``code`` 是那一格的数字格式，没有问的为 ``None``。"""
    after = edit.after
    if edit.kind is EditKind.BLANK:
        return None
    if edit.kind is EditKind.ERROR:
        return after  # Excel 自己认得这是错误值
    if not isinstance(after, str):
        return as_written(after)
    if code == "@":
        return after  # 文字格式的格照写，不加撇号
    if edit.kind is EditKind.TEXT:
        return as_written(after)
    # 百分比格式的格里，62.83% 写成 0.6283。
    ratio = percent_as_number(after, code or "")
    return float(ratio) if ratio is not None else as_written(after)
