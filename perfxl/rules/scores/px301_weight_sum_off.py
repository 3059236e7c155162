"""PX301 分值合计不是满分"""

from collections.abc import Iterator
from decimal import Decimal

from perfxl.model.entry import Entry
from perfxl.model.finding import Severity
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import address_of
from perfxl.scoring.rounding import plain
from perfxl.standards.documents import evaluation_measures


@rule(
    id="PX301",
    title="分值合计不是满分",
    severity=Severity.ERROR,
    basis=(evaluation_measures("单位自评满分 100 分，预算执行率 10 分，其余指标合计 90 分"),),
    message="各行分值加预算执行率分值合计 {found} 分，应为 {expected} 分，差 {gap} 分。",
    hint="请核对 {cells} 各行分值，看是否漏了一行或填错；合计应为 {expected} 分。",
    needs_every_row=True,
)
def weight_sum_off(subject: Subject) -> Iterator[Hit]:
    """三级指标分值与预算执行率分值之和应为满分。有分值空着的由 PX303 报，资金没有读到的由 PX107 报，这里不报。

    分值写成比例（0.2，合计 1）的折成分再算，只作参考说一句。
    """
    rows = [row for row in subject.score.indicators if row.indicator.weight.exists]
    if subject.table.weights_were_shares:
        yield _as_shares([row.indicator.weight for row in rows])
    if not rows or subject.score.incomplete or any(row.weight is None for row in rows):
        return
    found, expected = subject.weight_total, subject.profile.full_score
    if found != expected:
        yield Hit(
            [row.indicator.weight for row in rows],
            found=found,
            expected=expected,
            words={"gap": abs(expected - found)},
        )


def _as_shares(weights: list[Entry]) -> Hit:
    """写成比例的说一句，不是错。"""
    first = weights[0]
    points = plain(first.number or Decimal(0))
    return Hit(
        weights,
        found=first.text,
        message=f"分值写成了比例，合计是 1：照 100 分读，{first.text} 是 {points} 分。",
        hint=f"请看 {address_of(weights)} 是不是这个意思；是的不用改。",
        severity=Severity.INFO,
    )
