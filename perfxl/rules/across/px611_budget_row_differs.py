"""PX611 项目的预算数与项目支出批复表的一行不同"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from perfxl.matching.project_names import bare_name
from perfxl.matching.projects import Match
from perfxl.model.finding import Severity
from perfxl.model.table import Entry
from perfxl.reading.budget_tree import leaves
from perfxl.rules.across.amounts_compared import Gap, compare_amounts
from perfxl.rules.across.compared_budgets import differing_budget
from perfxl.rules.engine.form_groups import COMPARED, PROJECT_BUDGETS
from perfxl.rules.engine.registry import Hit, across_rule
from perfxl.rules.engine.table_set import TableSet
from perfxl.standards.documents import own_convention

# 一个项目最多拆成这么多行来看。
_MOST_ROWS = 8


@across_rule(
    id="PX611",
    title="项目的预算数与项目支出批复表的一行不同",
    severity=Severity.ERROR,
    forms=COMPARED | PROJECT_BUDGETS,
    basis=(own_convention("项目绩效目标批复表的资金总额，就是项目支出批复表里这个项目的一行"),),
    message="{column}是 {found}，项目支出批复表 {row} 是 {expected}，{gap}。{ground}{several}。",
    hint="请核对 {cells} 和项目支出批复表 {row}，两处应是同一个数。",
)
def budget_row_differs(tables: TableSet) -> Iterator[Hit]:
    """年初数对年初数，调整后（全年）数对调整后的数。只差末位的应是取整，只提醒。
    同名的几行分在几种资金下、加起来正好的不报。"""
    for match in tables.budget_rows:
        sides = (
            ("年初预算数", "initial", match.one.initial, match.other.initial),
            ("调整后预算数", "adjusted", match.one.adjusted, match.other.adjusted),
        )
        for column, side, entry, other in sides:
            for hit in differing_budget(match, entry, other, column=column, row=other.cell):
                # 几行相加，两处不等时才看。
                lines = tables.of(match.other.table, leaves)
                rows = [line.amounts_of(side).total for line in lines]
                if not _is_sum_of_namesakes(match, entry, tables, side):
                    words = hit.words | {"several": _several_rows(match, entry, rows)}
                    yield replace(hit, words=words)


def _is_sum_of_namesakes(match: Match, entry: Entry, tables: TableSet, side: str) -> bool:
    """同名的几行（分在几种资金下）之和正好是项目的数。"""
    name = bare_name(match.other.name.text)
    rows = [
        line.amounts_of(side).total
        for line in tables.of(match.other.table, leaves)
        if bare_name(line.name.text) == name
    ]
    if len(rows) < 2:
        return False
    total = sum((row.number or Decimal(0) for row in rows), Decimal(0))
    compared = compare_amounts(
        match.one.table, entry, match.other.table, rows[0]._replace(number=total)
    )
    return compared is not None and compared.gap is not Gap.REAL


def _several_rows(match: Match, entry: Entry, rows: Sequence[Entry]) -> str:
    """项目的数正好是项目支出批复表里连着几行之和：多半是一个项目在那张表里拆成了几行。"""
    one, other = match.one.table, match.other.table
    for first, last, total in _runs_about(match, entry, rows):
        whole = rows[first]._replace(number=total)
        compared = compare_amounts(one, entry, other, whole)
        if compared is not None and compared.gap is not Gap.REAL:
            return f"；{rows[first].cell} 到 {rows[last].cell} 各行相加是 {compared.other}"
    return ""


def _runs_about(
    match: Match, entry: Entry, rows: Sequence[Entry]
) -> Iterator[tuple[int, int, Decimal]]:
    """连着的几行，相加与项目的数差不到一个单位的：首行、末行（都有数）和它们的和。"""
    own, factor = match.one.table.money_factor, match.other.table.money_factor
    if entry.number is None or own is None or factor is None:
        return
    sought, apart = entry.number * own, max(own, factor)
    numbers = [(row.number or Decimal(0)) * factor for row in rows]
    for first, total in enumerate(numbers):
        if not total:
            continue
        for last in range(first + 1, min(first + _MOST_ROWS, len(rows))):
            total += numbers[last]
            if numbers[last] and abs(total - sought) <= apart:
                parts = (row.number or Decimal(0) for row in rows[first : last + 1])
                yield first, last, sum(parts, Decimal(0))
