"""PX321 没有花钱，成本控制率得了满分"""

from collections.abc import Iterator

from perfxl.grammar import Kind
from perfxl.model.finding import Severity
from perfxl.rules.registry import Hit, rule
from perfxl.rules.spending import is_full, unspent
from perfxl.rules.subject import Subject
from perfxl.rules.unfilled import read_values
from perfxl.standards.documents import own_convention


@rule(
    id="PX321",
    title="没有花钱，成本控制率得了满分",
    severity=Severity.WARNING,
    basis=(own_convention("没有支出，谈不上成本控制得好"),),
    message="全年执行数是 0，“{level3}”完成值填“{found}”，得了满分 {expected} 分。",
    hint="请核对 {cells}：项目没有实施的，成本指标不应得分；写明情况，由评价人核定。",
)
def cost_control_full_without_spending(subject: Subject) -> Iterator[Hit]:
    """全年执行数为 0，成本类的百分数（成本控制率、成本节约率）得满分。"""
    spent = unspent(subject)
    if spent is None:
        return
    for row in subject.score.indicators:
        indicator = row.indicator
        levels = indicator.level1.text + indicator.level2.text
        if "成本" not in levels + indicator.level3.text or not is_full(row):
            continue
        if indicator.is_execution or not any(
            value.kind is Kind.PERCENT for value in read_values(indicator)
        ):
            continue
        yield Hit(
            indicator.score,
            found=indicator.actual.text,
            expected=row.weight,
            words={"level3": indicator.level3.text},
            related=(indicator.actual, spent),
        )
