"""PX321 没有花钱，成本控制率、损失率一类得了满分"""

from collections.abc import Iterator

from perfxl.grammar import Kind, Measured, Operator, Value
from perfxl.model.finding import Severity
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.spending import is_full, unspent
from perfxl.rules.facts.unfilled import read_values
from perfxl.standards.documents import own_convention


@rule(
    id="PX321",
    title="没有花钱，成本控制率、损失率一类得了满分",
    severity=Severity.WARNING,
    basis=(own_convention("没有支出，谈不上成本控制得好、没有损失"),),
    message="全年执行数是 0，“{level3}”完成值填“{found}”，得了满分 {expected} 分。",
    hint="请核对 {cells}：项目没有实施的，这一条谈不上做到；写明情况，由评价人核定。",
)
def cost_control_full_without_spending(subject: Subject) -> Iterator[Hit]:
    """全年执行数为 0，成本类的百分数（成本控制率、成本节约率）得满分。

    “损失率≤1%”一类，因为没有做，完成值是 0 而得满分的，只作参考。
    """
    spent = unspent(subject)
    if spent is None:
        return
    for row in subject.score.indicators:
        indicator = row.indicator
        if indicator.is_execution or not is_full(row):
            continue
        target, actual = read_values(indicator)
        named = indicator.is_cost or "成本" in indicator.level3.text
        is_cost = named and Kind.PERCENT in (target.kind, actual.kind)
        if not is_cost and not _is_idle_zero(target, actual):
            continue
        yield Hit(
            indicator.score,
            found=indicator.actual.text,
            expected=row.weight,
            words={"level3": indicator.level3.text},
            severity=None if is_cost else Severity.INFO,
            related=(indicator.actual, spent),
        )


def _is_idle_zero(target: Value, actual: Value) -> bool:
    """“≤”类的百分数，完成值是 0。件数、次数为 0 的多半真的没有发生，不算。"""
    return (
        isinstance(target, Measured)
        and isinstance(actual, Measured)
        and target.kind is Kind.PERCENT
        and target.operator is Operator.AT_MOST
        and actual.number == 0
    )
