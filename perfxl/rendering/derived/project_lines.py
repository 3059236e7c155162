"""各项目的表 → 项目支出批复表：一行一个项目。"""

from collections.abc import Sequence
from dataclasses import replace

from perfxl.model.table import NO_AMOUNTS, Amounts, Derived, Entry, Form, Line, Table
from perfxl.rendering.derived.fresh_table import fresh_table
from perfxl.rendering.derived.money import converted_entry
from perfxl.rendering.derived.sums import summed
from perfxl.rendering.form_content import change_of


def project_budget(tables: Sequence[Table], form: Form) -> Table:
    """几个项目的目标表、调整批复 → 项目支出批复表：一行一个项目，合计在首行，增减 = 调整 − 年初。

    金额折成万元，保留两位小数。调整批复里调整后一格空着的，调整、增减都空着。
    """
    unit = "万元"
    lines: list[Line] = []
    for table in tables:
        fund = table.annual_total
        initial, adjusted = (
            converted_entry(amount, table.money_unit, unit)._replace(text="")
            for amount in ((fund.initial, fund.adjusted) if fund else (Entry(), Entry()))
        )
        # 有调整的一栏而空着的，没有调整还是取消了，没有人说。
        if adjusted.shown_amount is None and not (fund is not None and fund.adjusted.exists):
            taken = Derived("没有写调整后的预算数，照年初预算数", (initial,))
            adjusted = initial._replace(derived=taken) if initial.derived else initial
        before, after = Amounts(initial), Amounts(adjusted)
        lines.append(Line(0, table.project_entry, initial=before, adjusted=after))
    lines = [
        replace(line, change=change_of(line.initial, line.adjusted))
        if line.adjusted.total.shown_amount is not None
        else line
        for line in lines
    ]
    total = summed("合计", lines)
    if any(each.initial.total.number and each.adjusted.total.number is None for each in lines):
        total = replace(total, adjusted=NO_AMOUNTS, change=NO_AMOUNTS)  # 有不知道的，加不出
    year = next((table.year for table in tables if table.year), None)
    return fresh_table(
        form,
        f"{f'{year}年' if year else ''}部门预算{form.label}",
        year=year,
        money_unit=unit,
        lines=(total, *lines),
    )
