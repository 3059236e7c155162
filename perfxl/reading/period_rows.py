"""实施期的指标：指标名只印一遍，指标值（完成值）下面分实施期、年度两格的。"""

from collections.abc import Iterable
from dataclasses import replace

from perfxl.model.table import Entry, Indicator, Table
from perfxl.reading.header import Columns, Header
from perfxl.reading.indicator_rows import IndicatorRows
from perfxl.reading.parts import Part

# 实施期的一行与年度的同用的各栏：名称、指标值的符号和单位、解释。
_SHARED = ("level1", "level2", "level3", "nature", "unit", "explanation")


def with_period_column(table: Table, part: Part) -> Table:
    """并上实施期一格写着的各行；没有这样分的照旧。"""
    header = part.header
    if not isinstance(header, Header) or not header.period:
        return table
    shared = {role: header.columns[role] for role in _SHARED if role in header.columns}
    rows = read_period(table, part, shared | header.period)
    return with_period(table, (row for row in rows if row.target.text or row.actual.text))


def read_period(table: Table, part: Part, columns: Columns) -> list[Indicator]:
    """照实施期的各栏 ``columns`` 再读一遍指标各行。"""
    header = part.header
    assert isinstance(header, Header)
    rows = IndicatorRows(
        part.region, header, columns=columns, year=table.year, money_unit=table.money_unit
    )
    rows.read(part.skipped)
    return rows.indicators


def with_period(table: Table, rows: Iterable[Indicator]) -> Table:
    """并上实施期的各行；只写着实施期的一行，年度各栏没有读成的格它读了，不再算没有读懂。"""
    period = tuple(rows)
    columns = table.spec.indicators
    read = {entry.place for row in period for entry in (*columns.of(row), row.level1, row.level2)}
    unread: tuple[Entry, ...] = tuple(each for each in table.unrecognised if each.place not in read)
    return replace(table, period_indicators=period, unrecognised=unread)
