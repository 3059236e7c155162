"""等于没填的格：空、无、斜杠、省略号、XXX；一处也没有填的一页表样。"""

from dataclasses import replace

from perfxl.grammar import Placeholder, parse
from perfxl.grammar.nothing_said import is_vague
from perfxl.model.table import Entry, Indicator, Table
from perfxl.reading.fields import is_label
from perfxl.reading.labels import fund_column, is_fund_name, is_ignored_fund_column


def is_unfilled(entry: Entry) -> bool:
    """指标值、完成值有这一格而等于没填，如“≥XX人”；没有算过的公式不算，格式藏起来的 0 由 PX129 报。"""
    if not entry.exists or entry.uncalculated or entry.is_hidden_zero:
        return False
    value = parse(entry.to_read)
    return is_vague(entry.to_read) or (isinstance(value, Placeholder) and value.number is None)


def with_nothing_filled(table: Table) -> Table:
    """一处也没有填的，记下（``Table.nothing_filled``）：没有项目（部门），没有金额、目标，也没有读到、读不懂的一行内容；

    印好的栏名、预算执行率一行不算。
    """
    said = (*(each.text for each in table.goals.values()), table.project, table.conclusion.text)
    named = any(not is_vague(text) for text in said)
    amounts = any(each.shown_amount for fund in table.funds for each in fund.amounts)
    rows = any(map(_is_filled_row, table.indicators))
    rows = rows or bool(table.lines or table.sums or table.tasks or table.unread_rows)
    unread = any(not _is_printed(each) for each in (*table.leftover, *table.unrecognised))
    said_so = rows or unread or named or amounts or bool(table.total.score.number)
    blank = bool(table.spec.indicators) and not said_so
    return replace(table, nothing_filled=True) if blank else table


def _is_filled_row(row: Indicator) -> bool:
    """一行写着内容；印成一行的预算执行率，只印着名称、指标值、分值的没有写。"""
    results = (row.actual, row.score)
    cells = results if row.is_execution else (row.level3, row.target, *results)
    return any(each.text and each.number != 0 and not is_unfilled(each) for each in cells)


def _is_printed(entry: Entry) -> bool:
    """没有读的一格是印好的栏名，不是填的。"""
    label = fund_column(entry.text) or is_fund_name(entry.text) or is_label(entry.text)
    return bool(label) or is_ignored_fund_column(entry.text)
