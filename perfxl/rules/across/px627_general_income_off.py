"""PX627 一般公共预算的收入与功能分类表合计不符"""

from collections.abc import Iterator
from decimal import Decimal

from perfxl.model.finding import Severity
from perfxl.model.table import Entry, Line, Table
from perfxl.reading.budget_tree import is_sum_line
from perfxl.rules.across.amounts_compared import Gap, compare_amounts
from perfxl.rules.across.whole_budgets import SIDES
from perfxl.rules.engine.form_groups import SUBJECT_BUDGETS, SUMMARIES
from perfxl.rules.engine.registry import Hit, across_rule
from perfxl.rules.engine.table_set import TableSet
from perfxl.standards.documents import own_convention


@across_rule(
    id="PX627",
    title="一般公共预算的收入与功能分类表合计不符",
    severity=Severity.WARNING,
    forms=SUMMARIES | SUBJECT_BUDGETS,
    basis=(own_convention("一般公共预算支出的来源，是一般公共预算拨款收入和上年结转"),),
    message="{column}：收支总表的一般公共预算收入 {found}（上年结转 {carried} 元），"
    "功能分类表合计 {expected}，对不上。",
    hint="请核对 {cells} 和功能分类表的合计：合计应在这项收入与它加上年结转之间。",
)
def general_income_off(tables: TableSet) -> Iterator[Hit]:
    """上年结转可能有一部分是别的资金，所以功能分类表合计在“收入”与“收入加结转”之间的都不报。"""
    for summary in tables.tables:
        if summary.form not in SUMMARIES:
            continue
        for function in tables.beside(summary, SUBJECT_BUDGETS):
            if "一般公共预算" in function.title.text:
                yield from _income_against_total(summary, function)


def _income_against_total(summary: Table, function: Table) -> Iterator[Hit]:
    income = _income_line(summary, "一般公共预算")
    carried = _income_line(summary, "上年结转")
    total = next((line for line in function.lines if is_sum_line(line)), None)
    if income is None or total is None:
        return
    for side, column in SIDES:
        entry, whole = income.amounts_of(side).total, total.amounts_of(side).total
        kept = carried.amounts_of(side).total if carried is not None else Entry()
        rest = kept.number
        if entry.number is None or whole.number is None or kept.uncalculated:
            continue
        raised = entry._replace(number=entry.number + (rest or 0))
        both = [compare_amounts(summary, each, function, whole) for each in (entry, raised)]
        first = both[0]
        if first is None or any(each is None or each.gap is not Gap.REAL for each in both):
            continue
        if _between(summary, entry, raised, function, whole):
            continue
        yield Hit(
            entry,
            found=first.one,
            expected=first.other,
            words={"column": column, "carried": rest or Decimal(0)},
            table=summary,
            related=(whole,),
            related_table=function,
        )


def _between(summary: Table, low: Entry, high: Entry, function: Table, whole: Entry) -> bool:
    own, other = summary.money_factor, function.money_factor
    if own is None or other is None:
        return True
    amounts = [(entry.number or Decimal(0)) * own for entry in (low, high)]
    return amounts[0] < (whole.number or Decimal(0)) * other < amounts[1]


def _income_line(summary: Table, word: str) -> Line | None:
    return next(
        (line for line in summary.lines if line.side == "income" and word in line.name.text),
        None,
    )
