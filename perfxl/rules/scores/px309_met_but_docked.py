"""PX309 做到了却没有给满分"""

from collections.abc import Iterator
from decimal import Decimal

from perfxl.model.finding import Severity
from perfxl.model.score import IndicatorScore
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.standards.documents import evaluation_measures


@rule(
    id="PX309",
    title="做到了却没有给满分",
    severity=Severity.WARNING,
    basis=(evaluation_measures("定量指标完成的得满分"),),
    message="“{level3}”已经做到，应得 {expected} 分，只给了 {found} 分。",
    hint="请核对 {cells}；确要扣分的，在原因栏写明。",
)
def met_but_docked(subject: Subject) -> Iterator[Hit]:
    """完成值达到指标值，得分却低于分值。超出指标值、写了原因的不报：指标值定低了的，办法说可以调减。

    正好在“<”“>”的界上的，严格说没有做到，由 PX233 说。
    """
    for row in subject.score.indicators:
        printed, due = row.printed, _full_due(row)
        if printed is not None and due is not None and 0 <= printed < due:
            yield Hit(
                row.indicator.score,
                found=printed,
                expected=due,
                words={"level3": row.indicator.level3.text},
                related=(row.indicator.weight,),
            )


def _full_due(row: IndicatorScore) -> Decimal | None:
    """做到了、应得的满分；没有做到的、分档的为 ``None``。"""
    if row.judged.rule == "docked":
        return row.weight
    if row.judged.rule == "met-boundary":
        return None
    full = row.judged.is_fixed and row.judged.score == row.weight
    met = row.judged.rule.startswith(("met", "over", "attainment-met"))
    return row.weight if full and met else None
