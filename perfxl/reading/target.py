"""读绩效目标表：项目、转移支付、申报、部门整体；单张的批复表也是这个样子。"""

from dataclasses import replace

from perfxl.model.table import Form, Table
from perfxl.reading.headers import Header
from perfxl.reading.indicator_rows import IndicatorRows
from perfxl.reading.indicator_table import adjusted_first, read_indicator_table
from perfxl.reading.parts import Part, has_period


def read_target(form: Form, book: str, part: Part) -> Table:
    """一张目标表、监控表。实施期与年度左右并列的，年度的是 ``indicators``，实施期的另列。"""
    header = part.header
    assert isinstance(header, Header)
    if header.second and header.has_results:
        return read_indicator_table(form, book, part, columns=adjusted_first(header)).table()
    if not header.second or not has_period(part):
        return read_indicator_table(form, book, part).table()
    annual = header.columns | header.second
    read = read_indicator_table(form, book, part, columns=annual)
    year, unit = read.heading.year, read.heading.money_unit
    period = IndicatorRows(part.region, header, year=year, money_unit=unit)
    period.read(part.skipped)
    return replace(read.table(), period_indicators=tuple(period.indicators))
