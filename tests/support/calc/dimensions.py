"""行高、列宽（Excel 的磅和字符数）和隐藏；Calc 用百分之一毫米。"""

from collections.abc import Iterable
from typing import Any

from calc.areas import Area

_POINT = 2540 / 72
# 默认字体（这里用文泉驿代替）一个数字的宽；Excel 的列宽不含两边共 5 像素的空。
_CHARACTER = 232.8
_PADDING = 5 / 7
# 连续这么多行合起来量一次：每行取整最多差半个单位。
_CHUNK = 16
_LAST_COLUMN = 16383


def row_height(sheet: Any, area: Area) -> float | None:
    """各行的高；不一致时没有，隐藏的行是 0。"""
    hidden = rows_hidden(sheet, area)
    if hidden is not False:
        return 0.0 if hidden else None
    first = sheet.Rows.getByIndex(area.top).Height
    for top in range(area.top, area.bottom + 1, _CHUNK):
        bottom = min(top + _CHUNK - 1, area.bottom)
        height = sheet.getCellRangeByPosition(0, top, 0, bottom).Size.Height
        count = bottom - top + 1
        if abs(height - first * count) > count + 1:
            return None
    # 内部的单位是二十分之一磅，换成毫米时取过整。
    return round(first / _POINT * 20) / 20


def set_row_height(sheet: Any, area: Area, points: float) -> None:
    """设行高；0 是隐藏。"""
    rows = _whole_rows(sheet, area)
    rows.IsVisible = points > 0
    if points > 0:
        rows.Height = round(points * _POINT)


def column_width(sheet: Any, area: Area) -> float | None:
    """各列的宽；不一致时没有。"""
    columns = [sheet.Columns.getByIndex(i) for i in range(area.left, area.right + 1)]
    width = _uniform(column.Width if column.IsVisible else 0 for column in columns)
    return width and round(width / _CHARACTER - _PADDING, 2)


def set_column_width(sheet: Any, area: Area, characters: float) -> None:
    """设列宽；0 是隐藏。"""
    columns = _whole_columns(sheet, area)
    columns.IsVisible = characters > 0
    if characters > 0:
        columns.Width = round((characters + _PADDING) * _CHARACTER)


def rows_hidden(sheet: Any, area: Area) -> bool | None:
    """各行是否都隐藏；只隐藏一部分时是 ``None``。

    看最后一列有哪些格可见；那一列自己也隐藏时只能逐行看。
    """
    count = area.bottom - area.top + 1
    if not sheet.Columns.getByIndex(_LAST_COLUMN).IsVisible:
        return _uniform(
            not sheet.Rows.getByIndex(i).IsVisible for i in range(area.top, area.bottom + 1)
        )
    last = sheet.getCellRangeByPosition(_LAST_COLUMN, area.top, _LAST_COLUMN, area.bottom)
    visible = sum(Area.of(part).count for part in last.queryVisibleCells().RangeAddresses)
    return {0: True, count: False}.get(visible)


def set_rows_hidden(sheet: Any, area: Area, hidden: bool) -> None:
    """隐藏或显示整行。"""
    _whole_rows(sheet, area).IsVisible = not hidden


def columns_hidden(sheet: Any, area: Area) -> bool | None:
    """各列是否都隐藏；只隐藏一部分时是 ``None``。"""
    return _uniform(
        not sheet.Columns.getByIndex(i).IsVisible for i in range(area.left, area.right + 1)
    )


def set_columns_hidden(sheet: Any, area: Area, hidden: bool) -> None:
    """隐藏或显示整列。"""
    _whole_columns(sheet, area).IsVisible = not hidden


def _whole_rows(sheet: Any, area: Area) -> Any:
    return sheet.getCellRangeByPosition(0, area.top, 0, area.bottom).Rows


def _whole_columns(sheet: Any, area: Area) -> Any:
    return sheet.getCellRangeByPosition(area.left, 0, area.right, 0).Columns


def _uniform(values: Iterable[Any]) -> Any:
    distinct = set(values)
    return distinct.pop() if len(distinct) == 1 else None
