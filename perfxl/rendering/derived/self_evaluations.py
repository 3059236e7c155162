"""目标表、申报表、批复表 → 自评表。"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from perfxl.model.form_spec import Scope
from perfxl.model.table import (
    Entry,
    Form,
    Fund,
    Period,
    Table,
    Total,
)
from perfxl.rendering.derived.approvals import projects_of
from perfxl.rendering.derived.standing import annual_funds, standing_goal, standing_indicators
from perfxl.rendering.derived.weights import weighted
from perfxl.standards.profile import Profile


def self_evaluations(table: Table, form: Form, profile: Profile) -> list[Table]:
    """目标表、申报表、批复表 → 自评表：没有分值的拟上分值，预算填好，完成情况留空。

    清单一个项目一张；调整批复取调整后的指标和预算。
    """
    return [_evaluation(each, form, profile) for each in projects_of(table)]


def _evaluation(table: Table, form: Form, profile: Profile) -> Table:
    indicators = standing_indicators(table)
    complete = not table.unread_rows
    rows = weighted(indicators, profile, complete=complete)
    total = sum((row.weight.number or Decimal(0) for row in rows), profile.execution_weight)
    return table.as_form(
        form,
        title=Entry(_evaluation_title(table)),
        funds=(*_unspent_funds(table, profile), *table.funds_of(Period.WHOLE)),
        goals={"expected": standing_goal(table)},
        indicators=tuple(rows),
        period_indicators=(),
        lines=(),
        sums=(),
        details={},
        total=Total(weight=Entry(number=total if complete else None)),
        conclusion=Entry(),
        grade=Entry(),
        grade_cell=Entry(),
    )


def _evaluation_title(table: Table) -> str:
    year = f"{table.year}年度" if table.year else ""
    whole = table.scope is Scope.DEPARTMENT
    return f"{year}{'部门整体' if whole else '项目'}支出绩效自评表"


def _unspent_funds(table: Table, profile: Profile) -> Iterator[Fund]:
    """年度的各行，总额在最前：自评表的执行率写在首行。"""
    for place, fund in enumerate(annual_funds(table)):
        points = (Entry(number=profile.execution_weight), Entry()) if place == 0 else None
        weight, rate = points or (Entry("-"), Entry("-"))
        yield _unspent(fund, weight=weight, rate=rate)


def _unspent(fund: Fund, *, weight: Entry, rate: Entry) -> Fund:
    """只有预算、还没有执行数的一行资金。"""
    adjusted = fund.adjusted if fund.adjusted.shown_amount is not None else fund.initial
    return replace(fund, adjusted=adjusted, executed=Entry(), weight=weight, rate=rate, score=rate)
