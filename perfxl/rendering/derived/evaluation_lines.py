"""各项目的自评表 → 自评汇总表：一行一个项目。"""

from collections.abc import Sequence
from dataclasses import replace

from perfxl.matching.organisations import organisation_key, unit_of, without_unit_code
from perfxl.model.table import Amounts, Derived, Entry, Form, Line, Table
from perfxl.rendering.derived.filing_unit import filing_unit
from perfxl.rendering.derived.fresh_table import common_year, fresh_table, years_said
from perfxl.rendering.derived.money import converted_entry
from perfxl.rendering.derived.sums import summed
from perfxl.rules.facts.told_texts import shared_reason
from perfxl.rules.facts.unfilled import is_vague
from perfxl.scoring.execution import execution_rate

_UNIT = "万元"
_FILING, _SUPERVISING = "填报单位", "主管部门"


def evaluation_summary(tables: Sequence[Table], form: Form) -> Table:
    """几个项目的自评表 → 汇总表：预算数、执行数、得分、等级照自评表，执行率照算，合计在末行。

    金额折成万元；有项目只有预算数或只有执行数的，合计的执行率空着。没有填的总分、等级空着：自评表空着的，汇总表不替它定。空的表样不占一行。
    """
    tables = [table for table in tables if not table.is_blank_form]
    lines = [line for table in tables if _is_filled(line := _line(table))]
    total = summed("合计", lines)
    if not any(has_one_amount(line) for line in lines):
        total = _with_rate(total)
    said = years_said(tables)
    return fresh_table(
        form,
        f"{f'{said}年度' if said else ''}项目支出绩效自评结果汇总表",
        year=common_year(tables),
        money_unit=_UNIT,
        fields=_filed_by(tables),
        lines=(*lines, total),
    )


def has_one_amount(line: Line) -> bool:
    """预算数、执行数只有一样：合计的执行率不能由它算。"""
    return (line.adjusted.total.number is None) is not (line.executed.total.number is None)


def _filed_by(tables: Sequence[Table]) -> dict[str, Entry]:
    """由谁填报：各张自评表是同一个单位填报的，是它；不是而主管部门是同一个的，是主管部门；都不是的空着。"""
    filing = [filing_unit(table.fields) or Entry() for table in tables]
    above = [table.fields.get(_SUPERVISING, Entry()) for table in tables]
    for units, why in ((filing, "各张自评表的填报单位"), (above, "各张自评表的主管部门")):
        keys = {organisation_key(each.text) for each in units}
        if len(keys) == 1 and "" not in keys:
            name = without_unit_code(units[0].text)
            return {_FILING: Entry(name, derived=Derived(why, tuple(units)))}
    return {}


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
        note=_reasons(table),
    )
    return _with_rate(line)


def _reasons(table: Table) -> Entry:
    """主要问题及改进措施：表上写着的原因，各行的、资金的、合写在一处的，一样的写一遍；没有写的空着。"""
    given = [row.reason for row in table.indicators] + [fund.reason for fund in table.funds]
    told = [entry for entry in given if not is_vague(entry.text)]
    texts = [entry.text for entry in told] or [shared_reason(table)]
    lines = [" ".join(line.split()).rstrip("。；;") for text in texts for line in text.splitlines()]
    said = dict.fromkeys(line for line in lines if line and not is_vague(line))
    text = "；".join(said)
    return Entry(text, derived=Derived("表上写着的原因", tuple(told))) if text else Entry()


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
