"""往打开的工作簿里写一处改动；格里现在的内容怎样取，足够原样放回。"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import xlwings as xw

from perfxl.excel.cell_values import exact_number, formula_of, is_formula, value_of
from perfxl.excel.session import RefusedError
from perfxl.functions.error_values import EXCEL_ERRORS
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


def stored_edit(sheet: str, cell: str, value: Any, what: str) -> Edit:
    """把一格换成从 Excel 取来的值。"""
    if isinstance(value, bool):
        return Edit(sheet, cell, value, what, kind=EditKind.BOOL)
    if isinstance(value, datetime):
        return Edit(sheet, cell, value, what, kind=EditKind.DATE)
    if isinstance(value, int | float | Decimal):
        number = value if isinstance(value, Decimal) else Decimal(repr(value))
        return Edit(sheet, cell, number, what, kind=EditKind.NUMBER)
    return Edit(sheet, cell, value, what)


def content_of(cell: xw.Range) -> tuple[CellContent, EditKind]:
    """一格现在的内容，足够原样放回。"""
    value, formula = value_of(cell), formula_of(cell)
    if is_formula(formula, value):
        return formula, EditKind.FORMULA
    if value is None:
        return "", EditKind.BLANK
    if isinstance(value, bool):
        return value, EditKind.BOOL
    if isinstance(value, datetime):
        return value, EditKind.DATE
    number = exact_number(value, formula)
    if number is not None:
        return number, EditKind.NUMBER
    return str(value), EditKind.ERROR if value in EXCEL_ERRORS else EditKind.TEXT


def as_stored(cell: xw.Range, edit: Edit) -> Edit:
    """要看到的数折成这一格该存的：格式会缩放、是百分比的格里，看到的才是要填的数。别的不动。"""
    if edit.kind is not EditKind.SHOWN or not isinstance(edit.after, Decimal):
        return edit
    code = cell.number_format
    stored = stored_number(edit.after, code, MONEY_FACTORS.get(edit.unit)) if code else edit.after
    return replace(edit, after=stored, kind=EditKind.NUMBER)


def write_edit(cell: xw.Range, edit: Edit) -> None:
    """写一处；写不进（工作表受保护等）时抛 ``RefusedError``。"""
    try:
        _write(cell, as_stored(cell, edit))
    except Exception as error:
        raise RefusedError(why_not_written(cell.sheet)) from error


def as_made(book: xw.Book, edit: Edit) -> Edit:
    """一处改动折成该存的，连同格里现在的内容：``undone()`` 再写一遍就放回原样。"""
    cell = book.sheets[edit.sheet][edit.cell]
    before, was = content_of(cell)
    return replace(as_stored(cell, edit), before=before, was=was)


def write_all(book: xw.Book, made: Sequence[Edit]) -> None:
    """逐格写；有一格写不进的，放回已写的，抛 ``RefusedError``。"""
    written: list[Edit] = []
    try:
        for edit in made:
            write_edit(book.sheets[edit.sheet][edit.cell], edit)
            written.append(edit)
    except RefusedError:
        for edit in reversed(written):
            write_edit(book.sheets[edit.sheet][edit.cell], edit.undone())
        raise


def _write(cell: xw.Range, edit: Edit) -> None:
    after = edit.after
    if edit.kind is EditKind.BLANK:
        cell.clear_contents()
    elif edit.kind is EditKind.FORMULA:
        _set_formula(cell, str(after))
    elif edit.kind is EditKind.TEXT:
        cell.value = after if cell.number_format == "@" else as_written(after)
    elif edit.kind is EditKind.ERROR:
        cell.value = after  # Excel 自己认得这是错误值
    elif isinstance(after, str):
        cell.value = _suited(cell, after)
    else:
        cell.value = as_written(after)


def _suited(cell: xw.Range, text: str) -> Any:
    """文字格式的格照写，不加撇号；百分比格式的格里，62.83% 写成 0.6283。"""
    number_format = cell.number_format or ""
    if number_format == "@":
        return text
    ratio = percent_as_number(text, number_format)
    return float(ratio) if ratio is not None else as_written(text)


def _set_formula(cell: xw.Range, formula: str) -> None:
    try:
        cell.formula2 = formula
    except Exception:  # noqa: BLE001  旧版 Excel 没有 Formula2
        cell.formula = formula


def why_not_written(sheet: xw.Sheet) -> str:
    """一张表写不进时的一句话。"""
    return (
        f"工作表“{sheet.name}”写不进，多半是受保护或工作簿在共享；"
        "请在“审阅”里撤销工作表保护、停止共享后再试。"
    )
