"""PX613 部门整体的项目支出与各项目合计不符"""

from collections.abc import Iterator
from decimal import Decimal

from perfxl.model.finding import Severity
from perfxl.model.table import Entry, Fund, FundRole, Line, Table
from perfxl.reading.budget_tree import is_sum_line, level_style
from perfxl.rules.across.amounts_compared import ComparedAmounts, Gap, compare_amounts
from perfxl.rules.across.whole_budgets import same_year
from perfxl.rules.engine.form_groups import DEPARTMENT_WHOLES, PROJECT_BUDGETS
from perfxl.rules.engine.registry import Hit, across_rule
from perfxl.rules.engine.table_set import TableSet
from perfxl.rules.engine.telling import quoted
from perfxl.scoring.rounding import grouped
from perfxl.standards.documents import own_convention


@across_rule(
    id="PX613",
    title="部门整体的项目支出与各项目合计不符",
    severity=Severity.WARNING,
    forms=DEPARTMENT_WHOLES | PROJECT_BUDGETS,
    basis=(own_convention("部门整体的项目支出，是项目支出批复表各项目的合计"),),
    message="部门整体表的项目支出，{column}是 {found}，项目支出批复表{row}是 {expected}，{gap}。",
    hint="请核对 {cells} 和项目支出批复表的合计，看是否漏了项目，或有一处没有跟着改。",
)
def department_projects_off(tables: TableSet) -> Iterator[Hit]:
    """项目支出（或加上“其他”）应等于项目支出批复表的合计，或其中的一般公共预算。

    哪一种算法都对不上才报，说最接近的一种；只差末位的是取整，不报。
    """
    for table in tables.tables:
        if table.form not in DEPARTMENT_WHOLES:
            continue
        own = table.fund_of(FundRole.PROJECT_EXPENSE)
        for budget in tables.beside(table, PROJECT_BUDGETS):
            if own is None or not same_year(table, budget):
                continue
            for side in ("initial", "adjusted"):
                yield from _closest_difference(table, own, budget, side)


def _closest_difference(table: Table, own: Fund, budget: Table, side: str) -> Iterator[Hit]:
    wholes = [line for line in budget.lines if is_sum_line(line)]
    sections = [line for line in budget.lines if level_style(line) == "一、"]
    entry: Entry = getattr(own, side)
    tried: list[tuple[Decimal, Line, ComparedAmounts]] = []
    for line in (*wholes[:1], *sections[:1]):
        for mine in (entry, _with_other(table, own, side)):
            theirs = line.amounts_of(side).total
            compared = compare_amounts(table, mine, budget, theirs)
            if compared is None or compared.gap is not Gap.REAL:
                return
            tried.append((compared.difference, line, compared))
    if not tried:
        return
    _, line, compared = min(tried, key=lambda each: each[0])
    theirs = line.amounts_of(side).total
    yield Hit(
        entry,
        found=compared.one,
        expected=compared.other,
        words={
            "column": "年初数" if side == "initial" else "调整后数",
            "row": f"{quoted(line.name.text)}{theirs.cell} ",
            "gap": compared.said,
        },
        table=table,
        related=(theirs,),
        related_table=budget,
    )


def _with_other(table: Table, own: Fund, side: str) -> Entry:
    """项目支出，加上与它一同分总额的“其他”。"""
    entry: Entry = getattr(own, side)
    other = table.fund_of(FundRole.OTHER)
    if other is None or (other.part_of, other.by_nature) != (own.part_of, own.by_nature):
        return entry
    added: Entry = getattr(other, side)
    if added.uncalculated:
        return added  # 加起来是多少不知道，不比
    if added.number is None or entry.number is None:
        return entry
    total: Decimal = entry.number + added.number
    return entry._replace(number=total, text=grouped(total))
