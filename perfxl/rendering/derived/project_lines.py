"""各项目的表 → 项目支出批复表：一行一个项目。"""

from collections.abc import Sequence
from dataclasses import replace

from perfxl.model.table import Amounts, Entry, Form, Line, Table
from perfxl.rendering.derived.fresh_table import fresh_table
from perfxl.rendering.derived.money import converted_entry
from perfxl.rendering.derived.sums import summed
from perfxl.rendering.form_content import change_of


def project_budget(tables: Sequence[Table], form: Form) -> Table:
    """几个项目的目标表、调整批复 → 项目支出批复表：一行一个项目，合计在首行，增减 = 调整 − 年初。

    金额折成万元，保留两位小数。
    """
    unit = "万元"
    lines: list[Line] = []
    for table in tables:
        fund = table.annual_total
        initial, adjusted = (
            converted_entry(amount, table.money_unit, unit)._replace(text="")
            for amount in ((fund.initial, fund.adjusted) if fund else (Entry(), Entry()))
        )
        adjusted = initial if adjusted.shown_amount is None else adjusted
        before, after = Amounts(initial), Amounts(adjusted)
        lines.append(Line(0, Entry(table.project), initial=before, adjusted=after))
    lines = [replace(line, change=change_of(line.initial, line.adjusted)) for line in lines]
    total = summed("合计", lines)
    year = next((table.year for table in tables if table.year), None)
    return fresh_table(
        form,
        f"{f'{year}年' if year else ''}部门预算{form.label}",
        year=year,
        money_unit=unit,
        lines=(total, *lines),
    )
