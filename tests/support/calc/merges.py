"""合并的区域。"""

from typing import Any

from calc.areas import Area


def merged_area(sheet: Any, area: Area) -> Area:
    """把与区域相交的合并块都包进来。"""
    cursor = sheet.createCursorByRange(
        sheet.getCellRangeByPosition(area.left, area.top, area.right, area.bottom)
    )
    cursor.collapseToMergedArea()
    return Area.of(cursor.RangeAddress)


def merges_in(sheet: Any, area: Area, known: dict[str, list[Area]]) -> list[Area]:
    """与区域相交的各合并块。

    问一次要十几毫秒，所以记在工作簿的 ``known`` 里；改动合并、行列、工作表的操作要清掉它。
    """
    name = sheet.Name
    if name not in known:
        known[name] = _merges_of(sheet)
    return [merge for merge in known[name] if merge.intersection(area)]


def _merges_of(sheet: Any) -> list[Area]:
    """合并是格式的一部分：同一组格式的格要么都是合并块的左上角，要么都不是，每组只看一格。"""
    groups = sheet.UniqueCellFormatRanges
    found = []
    for number in range(groups.Count):
        parts = [Area.of(each) for each in groups.getByIndex(number).RangeAddresses]
        if not sheet.getCellByPosition(parts[0].left, parts[0].top).IsMerged:
            continue
        for part in parts:
            for row, column in part.cells(Area(0, 0, 0, 0)):
                found.append(merged_area(sheet, Area(row, column, row, column)))
    return found
