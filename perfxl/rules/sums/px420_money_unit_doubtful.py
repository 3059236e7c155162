"""PX420 金额单位可能写错"""

from collections.abc import Iterator
from decimal import Decimal

from perfxl.model.finding import Severity
from perfxl.model.table import Entry, Table
from perfxl.reading.budget_tree import is_sum_line
from perfxl.rules.engine.form_groups import ALL_FORMS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.sums.cost_sums import budget_in_yuan, cost_sides, in_unit, is_unit_slip
from perfxl.standards.documents import own_convention

# 一个项目、一个部门的预算不到一千元，或多于一千亿元，多半是单位写错。
_LEAST_YUAN = Decimal(1_000)
_MOST_WAN = Decimal(10_000_000)


@rule(
    id="PX420",
    title="金额单位可能写错",
    severity=Severity.WARNING,
    forms=ALL_FORMS,
    basis=(
        own_convention("预算总额与金额单位应合常理，并与成本指标一致；差一万倍的是元、万元写混了"),
    ),
    message="预算总额 {found}，金额单位写的是“{unit}”，{doubt}。",
    hint="请核对 {cells} 和金额单位，看元、万元是否写混。",
)
def money_unit_doubtful(subject: Subject) -> Iterator[Hit]:
    """总额以元计不到一千、以万元计多于一千万，或成本指标的金额正好差一万倍。

    总额为 0 的不算。没有写单位的由 PX421 报；成本与预算不是差一万倍的由 PX408、PX425 报。
    """
    table = subject.table
    hit = _odd_size(table)
    if hit is not None:
        yield hit
        return
    for project in subject.projects:
        slip = _slip(project)
        if slip is not None:
            yield slip


def _odd_size(table: Table) -> Hit | None:
    amounts = [entry for entry in _totals(table) if entry.number]
    if not amounts:
        return None
    largest = max(amounts, key=lambda entry: abs(entry.number or Decimal(0)))
    size = abs(largest.number or Decimal(0))
    if table.money_unit == "元" and size < _LEAST_YUAN:
        doubt = "还不到一千元，多半应是万元"
    elif table.money_unit == "万元" and size > _MOST_WAN:
        doubt = "多于一千亿元，多半应是元"
    else:
        return None
    return Hit(largest, found=largest.number, words={"unit": table.money_unit, "doubt": doubt})


def _slip(subject: Subject) -> Hit | None:
    for side in cost_sides(subject.table):
        costs, budget = subject.cost_sum(side.column), budget_in_yuan(subject, side)
        if costs is not None and budget is not None and is_unit_slip(costs, budget):
            return Hit(
                [side.budget, *costs.entries],
                found=side.budget.number,
                words={
                    "unit": subject.table.money_unit,
                    "doubt": f"成本指标的金额是 {in_unit(costs.total, subject)}，正好差一万倍",
                },
            )
    return None


def _totals(table: Table) -> list[Entry]:
    """全表的总额：资金总额，预算表、清单的合计行（没有的，各行里最大的）。"""
    if table.spec.lines:
        lines = [*table.sums, *filter(is_sum_line, table.lines)] or table.lines
        return [entry for line in lines for entry in (line.initial.total, line.adjusted.total)]
    fund = table.annual_total
    return [fund.initial, fund.adjusted] if fund is not None else []
