"""各项目的自评表 → 自评汇总表：一行一个项目。"""

from collections.abc import Sequence
from dataclasses import replace

from perfxl.matching.organisations import unit_of
from perfxl.model.table import Amounts, Derived, Entry, Form, Line, Table
from perfxl.rendering.derived.fresh_table import common_year, fresh_table, years_said
from perfxl.rendering.derived.money import converted_entry
from perfxl.rendering.derived.sums import summed
from perfxl.scoring.execution import execution_rate

_UNIT = "万元"


def evaluation_summary(tables: Sequence[Table], form: Form) -> Table:
    """几个项目的自评表 → 汇总表：预算数、执行数、得分、等级照自评表，执行率照算，合计在末行。

    金额折成万元。没有填的总分、等级空着：自评表空着的，汇总表不替它定。空的表样不占一行。
    """
    lines = [
        line for table in tables if not table.is_blank_form and _is_filled(line := _line(table))
    ]
    total = _with_rate(summed("合计", lines))
    said = years_said(tables)
    return fresh_table(
        form,
        f"{f'{said}年度' if said else ''}项目支出绩效自评结果汇总表",
        year=common_year(tables),
        money_unit=_UNIT,
        lines=(*lines, total),
    )


def _line(table: Table) -> Line:
    fund = table.annual_total
    budget, executed = (
        Amounts(converted_entry(amount, table.money_unit, _UNIT)._replace(text=""))
        for amount in ((fund.budget, fund.executed) if fund else (Entry(), Entry()))
    )
    score = table.total.score.number
    line = Line(
        0,
        table.project_entry,
        adjusted=budget,
        executed=executed,
        score=Entry(number=score, derived=Derived("", (table.total.score,))),
        grade=table.grade,
        organisation=_unit(table),
    )
    return _with_rate(line)


def _unit(table: Table) -> Entry:
    name = unit_of(table)
    return next((each for each in table.fields.values() if each.text == name), Entry(name))


def _is_filled(line: Line) -> bool:
    amounts = (line.adjusted.total, line.executed.total, line.score)
    return bool(line.name.text) or any(entry.number is not None for entry in amounts)


def _with_rate(line: Line) -> Line:
    rate = execution_rate(line.adjusted.total.number, line.executed.total.number)
    of = (line.adjusted.total, line.executed.total)
    return replace(line, rate=Entry(number=rate, derived=Derived("执行数 ÷ 预算数", of)))
