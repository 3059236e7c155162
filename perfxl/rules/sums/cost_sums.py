"""成本类指标的金额与资金相比（PX408、PX409、PX420、PX425 共用）。"""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from perfxl.grammar.exact_numbers import decimal_places
from perfxl.model.finding import Severity
from perfxl.model.form_spec import Scope, Shape
from perfxl.model.table import Entry, Fund, Table
from perfxl.rules.engine.registry import Hit
from perfxl.rules.engine.subject import CostSum, Subject
from perfxl.rules.engine.telling import address_of
from perfxl.rules.facts.printed_rounding import USUAL_DECIMALS
from perfxl.scoring.rounding import grouped
from perfxl.scoring.slips import power_apart, times_said

# 成本不到预算的这么多分之一的，是单价。
_UNIT_PRICE = 1000
# 元写成万元、万元写成元，差一万倍。
_UNIT_SLIP = Decimal(10_000)
# 标准之外的几行加起来，比预算多出这个比例才算多。
_SLACK_WITH_STANDARDS = Decimal("0.01")
_FOLLOW_THE_BUDGET = "请按调整后的预算改成本指标值。"
_SAY_WHICH_PART = "成本指标只管其中一部分支出的，请在备注写明。"


class CostSide(NamedTuple):
    """成本指标的一边和它该比的资金：指标的栏、资金的格、资金栏的叫法。"""

    column: str
    budget: Entry
    label: str


def cost_sides(table: Table) -> list[CostSide]:
    """调整批复表有年初、调整两边，别的表只有一边；预算比自己的一部分还小的不比，由 PX401、PX426 报。"""
    fund = table.annual_total
    if fund is None:
        return []
    if table.spec.shape is Shape.HALVES:
        sides = {"initial": ("target", "年初预算数"), "adjusted": ("target_adjusted", "调整预算数")}
    else:
        label = "全年预算数" if table.spec.scored else "预算数"
        sides = {fund.budget_column: ("target", label)}
    return [
        CostSide(column, getattr(fund, amount), label)
        for amount, (column, label) in sides.items()
        if fund.is_sound(amount)
    ]


def budget_in_yuan(subject: Subject, side: CostSide) -> Decimal | None:
    """这一边的预算，以元计；没有数、不知道单位的为 ``None``。

    调整后没有预算了的也为 ``None``：由 PX614 报。
    """
    number, factor = side.budget.number, subject.table.money_factor
    if number is None or factor is None:
        return None
    return None if number == 0 and subject.table.spec.shape is Shape.HALVES else number * factor


def is_unit_slip(costs: CostSum, budget: Decimal) -> bool:
    """成本与预算正好差一万倍：金额单位写错了（PX420）。"""
    amounts = [costs.total, *(cost.value.number for cost in costs.costs)]
    return budget > 0 and any(
        amount in (budget * _UNIT_SLIP, budget / _UNIT_SLIP) for amount in amounts
    )


def is_over(subject: Subject, cost: Decimal, side: CostSide, budget: Decimal) -> bool:
    """一行成本就大过预算，不是取整的零头。"""
    return cost - budget >= max(budget_unit(subject, side), Decimal("0.01"))


def cost_sum_hits(subject: Subject, side: CostSide) -> Iterator[Hit]:
    """``side`` 一边的成本合计与资金不等时给出一处。

    有一行不是总额的金额（数量、文字）、资金没有读到、不知道金额单位的，不比；部门整体
    支出的成本指标只管其中一项（如三公经费），也不比。
    """
    costs, expected = subject.cost_sum(side.column), budget_in_yuan(subject, side)
    if costs is None or expected is None:
        return
    if subject.table.scope is Scope.DEPARTMENT or is_unit_slip(costs, expected):
        return
    if not costs.differs_from(expected, budget_unit(subject, side)):
        return
    if costs.total * _UNIT_PRICE < expected:
        return  # 一吨、一份的单价，不是总额
    severity = None
    if not subject.table.spec.scored:
        if any(is_over(subject, cost.value.number, side, expected) for cost in costs.costs):
            return  # 由 PX425 报
        if costs.is_broken_down_from(expected):
            return
        if costs.total < expected / 2:
            severity = Severity.INFO  # 多半只定了一部分支出的成本
    if costs.standards and not _tells_beside_standards(subject, costs, expected):
        return
    stale = _is_stale(subject, side, costs.total)
    slipped = power_apart(costs.total, expected)
    yield Hit(
        costs.entries,
        found=costs.total,
        expected=expected,
        message=_sum_differs(subject, side, costs.total, expected, stale=stale, slipped=slipped),
        hint=f"请核对 {address_of(costs.entries)} 和{side.label}；"
        + (_FOLLOW_THE_BUDGET if stale else _SAY_WHICH_PART),
        severity=None if slipped else severity,
        related=(side.budget,),
    )


def _sum_differs(
    subject: Subject,
    side: CostSide,
    total: Decimal,
    budget: Decimal,
    *,
    stale: bool,
    slipped: Decimal | None,
) -> str:
    what = "完成值" if side.column == "actual" else "指标值"
    amounts = (in_unit(each, subject) for each in (total, budget, abs(total - budget)))
    summed, fund, gap = amounts
    reason = "，与年初预算数相同，预算调整后成本指标没有跟着改" if stale else ""
    reason = f"，正好是它的 {times_said(slipped)}，多半写错了位" if slipped else reason
    return f"成本指标的{what}合计 {summed}，{side.label}为 {fund}，差 {gap}{reason}。"


def in_unit(amount: Decimal, subject: Subject) -> str:
    """以表的金额单位说。"""
    return f"{grouped(amount / (subject.table.money_factor or 1))} {subject.table.money_unit}"


def budget_unit(subject: Subject, side: CostSide) -> Decimal:
    """预算印出来的最小单位（元）：万元的表通常印两位小数，合 100 元；元是确数。"""
    factor = subject.table.money_factor or Decimal(1)
    number = side.budget.number or Decimal(0)
    decimals = max(decimal_places(number), USUAL_DECIMALS)
    return factor.scaleb(-decimals) if factor > 1 else Decimal(0)


def _tells_beside_standards(subject: Subject, costs: CostSum, budget: Decimal) -> bool:
    """另有人均标准时：几行总额已超过预算，或唯一的一行写着是整个的成本，才说得上不符。"""
    if subject.table.spec.scored:
        return False
    if costs.total > budget:
        return costs.total - budget > budget * _SLACK_WITH_STANDARDS
    return len(costs.costs) == 1 and costs.costs[0].name.strip().endswith("成本")


def _is_stale(subject: Subject, side: CostSide, total: Decimal) -> bool:
    """合计正好是年初预算数：预算调整后成本指标没有跟着改。"""
    table = subject.table
    fund: Fund | None = table.annual_total
    if fund is None or table.money_factor is None or fund.initial.number is None:
        return False
    return side.budget == fund.adjusted and total == fund.initial.number * table.money_factor
