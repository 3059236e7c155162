"""表上写的填报日期：哪一栏、写的是哪年哪月。"""

from collections.abc import Iterator
from typing import NamedTuple

from perfxl.grammar.patterns import Pattern
from perfxl.model.table import Entry, Table

_FIELDS = ("填报日期", "编制日期", "填表日期", "填报时间", "填表时间", "制表日期")
_DATE = Pattern(r"^\D*(20\d\d)(?:\D?(\d{1,2}))?")


class ReportDate(NamedTuple):
    """``name`` 一栏的日期；没有写月的 ``month`` 为 ``None``。"""

    name: str
    entry: Entry
    year: int
    month: int | None


def report_dates(table: Table) -> Iterator[ReportDate]:
    """读得出年份的各个填报日期。"""
    for name in _FIELDS:
        entry = table.fields.get(name)
        found = _DATE.match(entry.to_read) if entry is not None else None
        if entry is not None and found is not None:
            month = int(found[2]) if found[2] is not None else None
            yield ReportDate(name, entry, int(found[1]), month)
