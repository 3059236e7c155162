"""等于没填的格：空、无、斜杠、省略号、XXX；一行不用的指标。"""

from functools import lru_cache

from perfxl.grammar import Measured, Placeholder, Value, parse
from perfxl.grammar.glyphs import compact
from perfxl.grammar.nothing_said import is_vague as is_vague
from perfxl.grammar.patterns import Pattern
from perfxl.model.table import Entry, Indicator, Table
from perfxl.reading.fields import is_label
from perfxl.reading.labels import fund_column, is_fund_name, is_ignored_fund_column

# 写明这一行不用。
_NOT_USED = Pattern(r"(?:无|略|/|-+|—+|不适用|不涉及)。?")


def is_unfilled(entry: Entry) -> bool:
    """指标值、完成值有这一格而等于没填，如“≥XX人”；没有算过的公式不算，格式藏起来的 0 由 PX129 报。"""
    if not entry.exists or entry.uncalculated or entry.is_hidden_zero:
        return False
    value = parse(entry.to_read)
    return is_vague(entry.text) or (isinstance(value, Placeholder) and value.number is None)


def is_target_unfilled(indicator: Indicator) -> bool:
    """指标值没有填；“违规收费”一类写“无”的是一件也没有，不是没有填。"""
    return is_unfilled(indicator.target) and not isinstance(indicator.target_value, Measured)


def is_actual_unfilled(indicator: Indicator) -> bool:
    """实际完成值没有填；“违规收费”一类写“无”的是一件也没有，不是没有填。"""
    return is_unfilled(indicator.actual) and not isinstance(indicator.actual_value, Measured)


def is_idle(indicator: Indicator) -> bool:
    """这一行不用：指标值、完成值都写“无”“/”一类，分值为空或 0。表样的“XXX”是没有填，不是不用。"""
    unused = _says_unused(indicator.target.text, indicator.actual.text)
    return unused and not indicator.weight.number


@lru_cache(maxsize=8192)
def _says_unused(*values: str) -> bool:
    written = [text for text in values if text]
    return bool(written) and all(_NOT_USED.fullmatch(compact(text)) for text in written)


def read_values(indicator: Indicator) -> tuple[Value, Value]:
    """指标值与完成值读成的值。"""
    return indicator.target_value, indicator.actual_value


def is_blank_page(table: Table) -> bool:
    """一页空的表样：没有项目（部门），没有金额、目标，也没有读到、读不懂的一行内容；印好的栏名、预算执行率一行不算。"""
    said = (*(each.text for each in table.goals.values()), table.project, table.conclusion.text)
    named = any(not is_vague(text) for text in said)
    amounts = any(each.shown_amount for fund in table.funds for each in fund.amounts)
    rows = any(map(_is_filled_row, table.indicators))
    rows = rows or bool(table.lines or table.sums or table.tasks or table.unread_rows)
    unread = any(not _is_printed(each) for each in (*table.leftover, *table.unrecognised))
    said_so = rows or unread or named or amounts or bool(table.total.score.number)
    return bool(table.spec.indicators) and not (said_so or table.continues)


def _is_filled_row(row: Indicator) -> bool:
    """一行写着内容；印成一行的预算执行率，只印着名称、指标值、分值的没有写。"""
    results = (row.actual, row.score)
    cells = results if row.is_execution else (row.level3, row.target, *results)
    return any(each.text and each.number != 0 and not is_unfilled(each) for each in cells)


def _is_printed(entry: Entry) -> bool:
    """没有读的一格是印好的栏名，不是填的。"""
    label = fund_column(entry.text) or is_fund_name(entry.text) or is_label(entry.text)
    return bool(label) or is_ignored_fund_column(entry.text)
