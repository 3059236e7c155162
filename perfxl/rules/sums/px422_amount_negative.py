"""PX422 金额小于 0"""

from collections.abc import Iterator

from perfxl.grammar.patterns import Pattern
from perfxl.model.finding import Severity
from perfxl.model.table import Entry, Table
from perfxl.rules.engine.form_groups import ALL_FORMS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.budget_sums import name_of
from perfxl.scoring.rounding import grouped
from perfxl.standards.documents import own_convention

# 名称就说了是减项的。
_REDUCTIONS = Pattern(r"减|冲|抵|扣|退回|收回|上缴|上解")


@rule(
    id="PX422",
    title="金额小于 0",
    severity=Severity.WARNING,
    forms=ALL_FORMS,
    basis=(own_convention("年初、调整、全年预算数和执行数都不小于 0，只有增减可以是负数"),),
    message="“{name}”的金额写成负数：{found}。",
    hint="请核对 {cells}；调减的数写在增减栏，收回、冲减的请在名称或备注里写明。",
)
def amount_negative(subject: Subject) -> Iterator[Hit]:
    """预算数、执行数是负数。增减栏不看；名称写着冲减、收回、上缴一类减项的不算。"""
    for name, entries in _named_amounts(subject.table):
        negative = [entry for entry in entries if entry.number is not None and entry.number < 0]
        if negative and not _REDUCTIONS.search(name):
            found = "、".join(
                grouped(entry.number) for entry in negative if entry.number is not None
            )
            yield Hit(negative, found=found, words={"name": name})


def _named_amounts(table: Table) -> Iterator[tuple[str, list[Entry]]]:
    for fund in table.funds:
        yield fund.name, list(fund.amounts)
    for line in (*table.lines, *table.sums):
        yield name_of(line), [*line.initial, *line.adjusted]
