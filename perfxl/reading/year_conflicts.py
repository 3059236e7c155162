"""标题和它下面的年度一行，写着不同的年度。"""

from dataclasses import replace

from perfxl.model.entry import Entry
from perfxl.model.table import Table
from perfxl.reading.region import Region
from perfxl.reading.titles import find_year, is_year, years_said

# 标题下面几行以内，还是表头。
_BELOW = 3


def with_year_conflict(table: Table, region: Region) -> Table:
    """标题、年度一行里的年度不同的，留下各写在哪里；相同的、只写了一处的照旧。"""
    title = table.title
    if not title.exists:
        return table
    stated = [title] if find_year([title.text]) is not None else []
    for row in range(title.row, title.row + _BELOW + 1):
        said = [each for each in region.texts(row) if each != title and is_year(each.text)]
        if len(years_said(each.text for each in said)) < 2:  # 几年各一栏的是栏名
            stated += said
    years: dict[int, Entry] = {}
    for each in stated:
        year = find_year([each.text])
        if year is not None:
            years.setdefault(year, each)
    return replace(table, stated_years=tuple(years.values())) if len(years) > 1 else table
