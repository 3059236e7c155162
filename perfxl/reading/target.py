"""读绩效目标表：项目、转移支付、申报、部门整体；单张的批复表也是这个样子。"""

from dataclasses import replace

from perfxl.model.table import Entry, Form, Table
from perfxl.reading.header import Columns, Header
from perfxl.reading.indicator_table import adjusted_first, read_indicator_table
from perfxl.reading.parts import Part, has_period
from perfxl.reading.period_rows import read_period, with_period, with_period_column
from perfxl.reading.stacked_blocks import BothBlocks, read_blocks


def read_target(form: Form, book: str, part: Part) -> Table:
    """一张目标表、监控表。实施期与年度左右并列、上下各一块的，年度的是 ``indicators``，实施期的另列。"""
    header = part.header
    assert isinstance(header, Header)
    if part.lower is not None:
        return _read_periods(form, book, part, part.lower)
    if header.second and header.has_results:
        return read_indicator_table(form, book, part, columns=adjusted_first(header)).table()
    if not header.second or not has_period(part):
        return with_period_column(read_indicator_table(form, book, part).table(), part)
    annual, whole = _sets(header)
    table = read_indicator_table(form, book, part, columns=annual).table()
    return with_period(table, read_period(table, part, whole))


def _sets(header: Header) -> tuple[Columns, Columns]:
    """左右并列的年度、实施期两套各有哪些栏。

    只印一栏的，夹在一套中间的是那一套的（上年指标值、指标解释），在两套以外的两套都是；上年指标值只是年度的。
    """
    own = {role: columns for role, columns in header.columns.items() if role in header.second}
    single = {role: columns for role, columns in header.columns.items() if role not in own}
    in_year = _within(single, header.second) | {"last_year"}
    in_period = _within(single, own) - in_year
    annual = {role: columns for role, columns in single.items() if role not in in_period}
    whole = {role: columns for role, columns in single.items() if role not in in_year}
    return annual | header.second, whole | own


def _within(single: Columns, columns: Columns) -> set[str]:
    """夹在一套指标的首列、末列之间的各栏。"""
    places = [column for each in columns.values() for column in each]
    first, last = min(places), max(places)
    return {role for role, each in single.items() if all(first < column < last for column in each)}


def _read_periods(form: Form, book: str, part: Part, header: Header) -> Table:
    """长期与年度上下各一块；``header`` 是下面一块的表头。"""
    both = read_blocks(form, book, part, header)
    upper, lower = both.upper.rows.indicators, both.lower.indicators
    annual, period = (lower, upper) if part.adjusted_above else (upper, lower)
    both.upper.rows.indicators = annual
    both.upper.heading.goals = _goals(both, period_above=part.adjusted_above)
    table = replace(both.upper, part=part).table()
    return with_period(table, period)


def _goals(both: BothBlocks, *, period_above: bool) -> dict[str, Entry]:
    """目标写在各自一块里的：下面一块没有写明长期、年度的，照那一块是哪一期。"""
    own, (below, _) = both.upper.heading.goals, both.lower_heading
    if "expected" in below and not period_above and "period" not in below:
        below = {"period": below["expected"]}
    return below | own if not period_above else own | below
