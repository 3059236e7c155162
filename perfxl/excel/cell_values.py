"""从单元格取值：xlwings 认不全的错误值、货币格式、显示成 ##### 的日期，都在这里理顺。"""

from decimal import Decimal, InvalidOperation
from typing import Any

import xlwings as xw

from perfxl.functions.error_values import ERROR_NAMES

# Excel 的错误值，COM 里是整数；xlwings 只认前七种，其余原样交出整数，会被当成数。
_FIRST_CODE = -2146828288


def with_error_text(value: Any) -> Any:
    """COM 的错误代码换成 Excel 显示的文字；别的值不动。

    >>> with_error_text(-2146826243), with_error_text(100.0), with_error_text(True)
    ('#SPILL!', 100.0, True)
    """
    # Excel 的数都是浮点数，整数只可能是错误代码。
    if type(value) is int and _FIRST_CODE <= value < _FIRST_CODE + 5000:
        return ERROR_NAMES.get(value - _FIRST_CODE, "#VALUE!")
    return value


def values_of(area: xw.Range) -> list[list[Any]]:
    """一块的值，错误值是文字，空格是 ``None``。"""
    try:
        rows: list[list[Any]] = area.options(ndim=2, err_to_str=True).value
    except Exception:  # noqa: BLE001  显示成 ##### 的日期，Value 取不出，Value2 取得出
        given = area.api.Value2
        block = given if isinstance(given, tuple) else ((given,),)
        rows = [[None if value == "" else value for value in row] for row in block]
    return [[with_error_text(value) for value in row] for row in rows]


def value_of(cell: xw.Range) -> Any:
    """一格的值。"""
    return values_of(cell)[0][0]


def formulas_of(area: xw.Range) -> list[list[str]]:
    """一块的公式；没有公式的格是它的内容。新版 Excel 用 ``formula2``，溢出的公式才完整。"""
    try:
        given: Any = area.formula2
    except Exception:  # noqa: BLE001  旧版 Excel 没有 Formula2，各宿主抛的错不同
        given = area.formula
    if not isinstance(given, list | tuple):
        return [[given]]
    if given and not isinstance(given[0], list | tuple):
        # 一行或一列时有的宿主给一维。
        return [list(given)] if area.shape[0] == 1 else [[each] for each in given]
    return [list(row) for row in given]


def formula_of(cell: xw.Range) -> str:
    """一格的公式；没有公式时是它的内容。"""
    return formulas_of(cell)[0][0]


def is_formula(formula: object, value: object) -> bool:
    """是公式；以等号开头的文字，“公式”就是它自己，不是公式。"""
    return isinstance(formula, str) and formula.startswith("=") and formula != value


def exact_number(value: Any, formula: object) -> Decimal | None:
    """数；货币格式的格，``Value`` 只有四位小数，足数在公式里。不是数为 ``None``。

    >>> exact_number(Decimal("452.0747"), "452.074747"), exact_number("x", "x")
    (Decimal('452.074747'), None)
    """
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    if isinstance(value, Decimal):
        try:
            return Decimal(str(formula))
        except InvalidOperation:
            return value
    return Decimal(repr(value))
