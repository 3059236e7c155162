"""各项目的表 → 项目支出批复表：一行一个项目。"""

from collections.abc import Sequence
from dataclasses import replace

from perfxl.model.table import NO_AMOUNTS, Amounts, Derived, Entry, Form, Line, Table
from perfxl.rendering.derived.fresh_table import common_year, fresh_table, years_said
from perfxl.rendering.derived.money import converted_entry
from perfxl.rendering.derived.sums import summed
from perfxl.rendering.form_content import change_of


def project_budget(tables: Sequence[Table], form: Form) -> Table:
    """几个项目的目标表、调整批复 → 项目支出批复表：一行一个项目，合计在首行，增减 = 调整 − 年初。

    金额折成万元，保留两位小数。调整批复里调整后一格空着的，调整、增减都空着，合计的也空着；
    一张调整的也没有的，调整、增减两栏空着。
    """
    unit = "万元"
    is_adjusted = any(fund.adjusted.exists for t in tables if (fund := t.annual_total))
    lines = [_line(table, unit, is_adjusted=is_adjusted) for table in tables]
    total = summed("合计", lines)
    if any(each.initial.total.number and each.adjusted.total.number is None for each in lines):
        total = replace(total, adjusted=NO_AMOUNTS, change=NO_AMOUNTS)  # 有不知道的，加不出
    said = years_said(tables)
    return fresh_table(
        form,
        f"{f'{said}年' if said else ''}部门预算{form.label}",
        year=common_year(tables),
        money_unit=unit,
        lines=(total, *lines),
    )


def _line(table: Table, unit: str, *, is_adjusted: bool) -> Line:
    """一个项目的一行；``is_adjusted``：这些表里有调整过的，没有调整一栏的是没有调整，照年初。"""
    fund = table.annual_total
    initial, adjusted = (
        converted_entry(amount, table.money_unit, unit)._replace(text="")
        for amount in ((fund.initial, fund.adjusted) if fund else (Entry(), Entry()))
    )
    # 有调整的一栏而空着的，没有调整还是取消了，没有人说。
    has_column = fund is not None and fund.adjusted.exists
    if is_adjusted and adjusted.shown_amount is None and not has_column:
        taken = Derived("没有写调整后的预算数，照年初预算数", (initial,))
        adjusted = initial._replace(derived=taken) if initial.derived else initial
    before, after = Amounts(initial), Amounts(adjusted)
    change = change_of(before, after)
    return Line(0, table.project_entry, initial=before, adjusted=after, change=change)
