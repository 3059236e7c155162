"""整本批复里同一个总数：收支总表、功能分类表、项目支出批复表、部门整体（PX620—PX622 共用）。"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from perfxl.grammar.patterns import Pattern
from perfxl.model.table import Entry, FundRole, Table
from perfxl.reading.budget_tree import is_sum_line, level_style
from perfxl.rules.across.amounts_compared import Gap, compare_amounts
from perfxl.rules.engine.form_groups import DEPARTMENT_WHOLES
from perfxl.rules.engine.registry import Hit
from perfxl.rules.engine.table_set import TableSet

_EXPENSE_TOTAL = Pattern(r"^(?!.*本年).*支出[总合]计")
SIDES = (("initial", "年初数"), ("adjusted", "调整后数"))


class Whole(NamedTuple):
    """一个总数：在哪张表、哪一格、叫什么。"""

    table: Table
    entry: Entry
    name: str


def department_fund(tables: TableSet, role: FundRole, side: str) -> Iterator[Whole]:
    """各部门整体表里年度的一项资金：资金总额、基本支出。"""
    for table in tables.tables:
        if table.form not in DEPARTMENT_WHOLES:
            continue
        fund = table.fund_of(role)
        if fund is not None:
            yield Whole(table, getattr(fund, side), f"部门整体的{fund.name}")


def expense_total(summary: Table, side: str) -> Whole | None:
    """收支总表的支出总计。"""
    line = next(
        (
            each
            for each in summary.lines
            if re.search("支出[总合]计", each.name.text) and "本年" not in each.name.text
        ),
        None,
    )
    return (
        None if line is None else Whole(summary, line.amounts_of(side).total, "收支总表的支出总计")
    )


def function_total(function: Table, part: str, side: str) -> Whole | None:
    """功能分类表合计行的基本支出（``basic``）或项目支出（``project``）。"""
    line = next((each for each in function.lines if is_sum_line(each)), None)
    if line is None:
        return None
    amounts = line.amounts_of(side)
    words = {"basic": "基本支出", "project": "项目支出"}
    return Whole(function, getattr(amounts, part), f"功能分类表合计的{words[part]}")


def general_budget(budget: Table, side: str) -> Whole | None:
    """项目支出批复表的一般公共预算；没有分预算的是合计。"""
    sections = [each for each in budget.lines if level_style(each) == "一、"]
    line = next((each for each in sections if "一般公共预算" in each.name.text), None)
    if line is None and not sections:
        line = next((each for each in budget.lines if is_sum_line(each)), None)
    return (
        None
        if line is None
        else Whole(budget, line.amounts_of(side).total, "项目支出批复表的一般公共预算")
    )


def differing(one: Whole | None, other: Whole | None, column: str) -> Iterator[Hit]:
    """两个总数真的不同时给一处。"""
    if one is None or other is None or not same_year(one.table, other.table):
        return
    compared = compare_amounts(one.table, one.entry, other.table, other.entry)
    if compared is not None and compared.gap is Gap.REAL:
        yield Hit(
            one.entry,
            found=compared.one,
            expected=compared.other,
            words={"one": one.name, "other": other.name, "column": column, "gap": compared.said},
            table=one.table,
            related=(other.entry,),
            related_table=other.table,
        )


def same_year(one: Table, other: Table) -> bool:
    """同一年度，或有一张没有写年度。"""
    return one.year is None or other.year is None or one.year == other.year
