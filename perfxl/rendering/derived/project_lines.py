"""各项目的表 → 项目支出批复表：一行一个项目。"""

from collections.abc import Sequence
from dataclasses import replace

from perfxl.model.form_spec import Scope
from perfxl.model.table import NO_AMOUNTS, Amounts, Derived, Entry, Form, Line, Table
from perfxl.rendering.derived.fresh_table import common_year, fresh_table, years_said
from perfxl.rendering.derived.money import converted_entry
from perfxl.rendering.derived.sums import summed
from perfxl.rendering.form_content import change_of

# 年初、调整有一样没有给：算不出，也不照没有的当 0 算。
_UNKNOWN = Amounts(Entry(derived=Derived("年初、调整预算数有一样没有给，算不出")), Entry(), Entry())


def project_budget(tables: Sequence[Table], form: Form) -> Table:
    """几个项目的目标表、调整批复 → 项目支出批复表：一行一个项目，合计在首行，增减 = 调整 − 年初。

    金额折成万元，保留两位小数。没有给调整数的，没有调整还是没有给，没有人说：调整、增减都空着，合计的也空着；
    没有给年初数的，年初、增减空着，合计的也空着。
    """
    unit = "万元"
    lines = [_line(table, unit) for table in tables]
    total = summed("合计", lines)
    if any(_lacks_adjusted(each) for each in lines):
        total = replace(total, adjusted=NO_AMOUNTS, change=_UNKNOWN)
    if any(_lacks_initial(each) for each in lines):
        total = replace(total, initial=NO_AMOUNTS, change=_UNKNOWN)
    said = years_said(tables)
    # 转移支付不是部门预算。
    budget = "" if Scope.AREA in form.spec.scopes else "部门预算"
    return fresh_table(
        form,
        f"{f'{said}年' if said else ''}{budget}{form.label}",
        year=common_year(tables),
        money_unit=unit,
        lines=(total, *lines),
    )


def _line(table: Table, unit: str) -> Line:
    """一个项目的一行。"""
    fund = table.annual_total
    initial, adjusted = (
        Amounts(converted_entry(amount, table.money_unit, unit)._replace(text=""))
        for amount in ((fund.initial, fund.adjusted) if fund else (Entry(), Entry()))
    )
    line = Line(0, table.project_entry, initial=initial, adjusted=adjusted)
    known = not _lacks_initial(line) and not _lacks_adjusted(line)
    return replace(line, change=change_of(initial, adjusted) if known else _UNKNOWN)


def _lacks_adjusted(line: Line) -> bool:
    return bool(line.initial.total.number) and line.adjusted.total.number is None


def _lacks_initial(line: Line) -> bool:
    return bool(line.adjusted.total.number) and line.initial.total.number is None
