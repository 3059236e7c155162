"""一张表里可以排序的几行：指标各行，凭三级指标的字认。"""

from collections import Counter
from collections.abc import Iterable

from perfxl.model.table import Entry, Table
from perfxl.plans.marks import SortableRows

# 公式里的文字有长短的限度，太长的不凭它认。
_LONGEST = 60


def sortable_rows(tables: Iterable[Table]) -> dict[str, tuple[SortableRows, ...]]:
    """工作表名 → 那里可以排序的各组行。"""
    found: dict[str, list[SortableRows]] = {}
    for table in tables:
        for group in (table.indicators, table.period_indicators):
            for sheet in table.sheets:
                rows = _rows(each.level3 for each in group if table.sheet_of(each.level3) == sheet)
                if rows is not None:
                    found.setdefault(sheet, []).append(rows)
    return {sheet: tuple(groups) for sheet, groups in found.items()}


def _rows(entries: Iterable[Entry]) -> SortableRows | None:
    names = {each.on_own_sheet.row: each for each in entries if each}
    columns = {name.column for name in names.values()}
    if len(names) < 2 or len(columns) != 1:
        return None
    stored = {row: name.raw or f"{name.prefix}{name.text}" for row, name in names.items()}
    # 公式里比字不分大小写，“|”是分隔。
    tally = Counter(text.casefold() for text in stored.values())
    keys = {
        row: text
        for row, text in stored.items()
        if tally[text.casefold()] == 1 and len(text) <= _LONGEST and "|" not in text
    }
    return SortableRows(min(names), max(names), columns.pop(), keys)
