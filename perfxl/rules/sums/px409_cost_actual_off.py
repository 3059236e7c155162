"""PX409 成本完成值合计与执行数不符"""

from collections.abc import Iterator
from decimal import Decimal

from perfxl.grammar import Kind, Measured, Value
from perfxl.model.finding import Severity
from perfxl.model.fund import Fund
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import row_called
from perfxl.rules.facts.unwritten_units import in_money_of_target
from perfxl.rules.sums.cost_sums import CostSide, cost_sum_hits, in_unit
from perfxl.standards.documents import own_convention

# 万元印到两位小数。
_HUNDRED, _CENT = Decimal(100), Decimal("0.01")


@rule(
    id="PX409",
    title="成本完成值合计与执行数不符",
    severity=Severity.WARNING,
    basis=(own_convention("成本指标的完成值都为金额的，合计应与全年执行数一致"),),
    needs_every_row=True,
)
def cost_actual_off(subject: Subject) -> Iterator[Hit]:
    """成本类指标都是金额时，完成值之和应等于全年执行数。

    有一行是人均标准、数量或文字的，合计没有意义，只看指标值正是预算数的那一行；按万元取整印出来的零头不报。
    """
    fund = subject.table.annual_total
    if fund is not None and fund.is_sound("executed"):
        hits = list(cost_sum_hits(subject, CostSide("actual", fund.executed, "全年执行数")))
        yield from hits or _whole_cost_hits(subject, fund)


def _whole_cost_hits(subject: Subject, fund: Fund) -> Iterator[Hit]:
    """另有标准、次数的：指标值正是预算数的那一行（总成本），完成值却不是执行数。"""
    factor = subject.table.money_factor
    if factor is None or fund.budget.number is None or fund.executed.number is None:
        return
    budget, executed = fund.budget.number * factor, fund.executed.number * factor
    costs = [row for row in subject.table.indicators if row.is_cost]
    summed = subject.cost_sum("actual")
    if (summed is not None and not summed.standards) or len(costs) <= 1:
        return
    whole = [row for row in costs if _amount(row.target_value) == budget]
    spent = _amount(in_money_of_target(whole[0], factor)) if len(whole) == 1 else None
    if spent is not None and abs(spent - executed) >= max(factor / _HUNDRED, _CENT):
        row = whole[0]
        yield Hit(
            row.actual,
            found=spent,
            expected=executed,
            message=f"{row_called(row.level3.text)}的指标值就是预算数，完成值 {in_unit(spent, subject)}，"
            f"全年执行数却是 {in_unit(executed, subject)}。",
            hint=f"请核对 {row.actual.cell} 和全年执行数；不由这笔资金出的，请在备注写明。",
            related=(fund.executed, row.target),
        )


def _amount(value: Value) -> Decimal | None:
    money = isinstance(value, Measured) and value.kind is Kind.MONEY
    return value.number if money and isinstance(value, Measured) else None
