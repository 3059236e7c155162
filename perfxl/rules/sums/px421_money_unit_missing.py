"""PX421 金额没有写单位"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.model.table import Entry, Table
from perfxl.rules.engine.form_groups import ALL_FORMS, EVALUATION_SUMMARIES
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.standards.documents import form_layout


@rule(
    id="PX421",
    title="金额没有写单位",
    severity=Severity.WARNING,
    forms=ALL_FORMS,
    basis=(form_layout("右上角或资金栏名里印着“单位：元”“（万元）”"),),
    message="表里有金额（如 {found}），没有写金额单位，与成本指标、别的表的金额都没有比。",
    hint="请在 {cells} 所在的栏名或表头右上角写明“单位：元”或“单位：万元”。",
)
def money_unit_missing(subject: Subject) -> Iterator[Hit]:
    """有不是 0 的金额，而整张表没有读到元或万元。没有读懂的格里有“元”的，只作参考。

    自评汇总表由 PX640 照自评表的单位比，不在这里报。
    """
    table = subject.table
    if table.money_unit is not None or table.form in EVALUATION_SUMMARIES:
        return
    amounts = [entry for entry in _amounts(table) if entry.number and "元" not in entry.text]
    if not amounts:
        return
    unread = any("元" in entry.text for entry in (*table.leftover, *table.unread_columns))
    yield Hit(amounts[0], found=amounts[0].number, severity=Severity.INFO if unread else None)


def _amounts(table: Table) -> Iterator[Entry]:
    for fund in table.funds:
        yield from fund.amounts
    for line in (*table.lines, *table.sums):
        yield from (*line.initial, *line.adjusted)
