"""目标表、申报表、批复表 → 自评表。"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from perfxl.model.form_spec import Scope, Shape
from perfxl.model.table import (
    Entry,
    Form,
    Fund,
    FundRole,
    Indicator,
    Period,
    Table,
    Total,
)
from perfxl.rendering.derived.approvals import projects_of
from perfxl.rendering.derived.weights import weighted
from perfxl.standards.profile import Profile


def self_evaluations(table: Table, form: Form, profile: Profile) -> list[Table]:
    """目标表、申报表、批复表 → 自评表：没有分值的拟上分值，预算填好，完成情况留空。

    清单一个项目一张；调整批复取调整后的指标和预算。
    """
    return [_evaluation(each, form, profile) for each in projects_of(table)]


def _evaluation(table: Table, form: Form, profile: Profile) -> Table:
    indicators = [
        replace(
            row,
            level3=row.level3_adjusted if row.level3_adjusted.text else row.level3,
            target=row.target_adjusted if row.target_adjusted.text else row.target,
            weight=row.weight_adjusted if row.weight_adjusted.number is not None else row.weight,
            level3_adjusted=Entry(),
            target_adjusted=Entry(),
            weight_adjusted=Entry(),
        )
        for row in _after_adjustment(table)
        if not row.is_execution
    ]
    complete = not table.unread_rows
    rows = weighted(indicators, profile, complete=complete)
    goal = table.goals.get("adjusted") or table.goals.get("expected", Entry())
    total = sum((row.weight.number or Decimal(0) for row in rows), profile.execution_weight)
    return table.as_form(
        form,
        title=Entry(_evaluation_title(table)),
        funds=(*_unspent_funds(table, profile), *table.funds_of(Period.WHOLE)),
        goals={"expected": goal},
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


def _after_adjustment(table: Table) -> list[Indicator]:
    """调整后还在的指标：调整批复里调整后一边空着的，是取消了的。"""
    if table.spec.shape is not Shape.HALVES:
        return list(table.indicators)
    if not any(row.level3_adjusted.text or row.target_adjusted.text for row in table.indicators):
        return list(table.indicators)
    return [row for row in table.indicators if row.level3_adjusted.text or row.target_adjusted.text]


def _unspent_funds(table: Table, profile: Profile) -> Iterator[Fund]:
    """年度的各行，总额在最前：自评表的执行率写在首行。没有总额的留一行空的。"""
    funds = table.funds_of(Period.YEAR)
    if not table.funds:
        return
    name = "年度资金总额"
    total = table.annual_total or Fund(name, Entry(name), role=FundRole.TOTAL)
    yield _unspent(total, weight=Entry(number=profile.execution_weight), rate=Entry())
    for fund in funds:
        if fund is not total:
            yield _unspent(fund, weight=Entry("-"), rate=Entry("-"))


def _unspent(fund: Fund, *, weight: Entry, rate: Entry) -> Fund:
    """只有预算、还没有执行数的一行资金。"""
    adjusted = fund.adjusted if fund.adjusted.shown_amount is not None else fund.initial
    return replace(fund, adjusted=adjusted, executed=Entry(), weight=weight, rate=rate, score=rate)
