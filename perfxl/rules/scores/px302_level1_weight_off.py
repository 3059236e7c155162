"""PX302 三级指标分值与一级指标不符"""

from collections.abc import Iterator
from decimal import Decimal

from perfxl.model.finding import Severity
from perfxl.model.table import Entry
from perfxl.rules.engine.form_groups import SCORE_TABLES, SELF_EVALUATIONS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.scoring.rounding import plain
from perfxl.standards.documents import form_layout


@rule(
    id="PX302",
    title="三级指标分值与一级指标不符",
    severity=Severity.ERROR,
    forms=SELF_EVALUATIONS | SCORE_TABLES,
    basis=(form_layout("一级指标所印分数（如“产出指标（50分）”）是其下三级指标分值之和"),),
    message="{level1}印着 {expected} 分，其下各行分值合计 {found} 分。",
    hint="请核对 {cells} 各行分值，使合计为 {expected} 分{other}。",
    needs_every_row=True,
)
def level1_weight_off(subject: Subject) -> Iterator[Hit]:
    """一级指标格里写了“(50分)”的，其下各行分值之和应与它相等。"""
    for level1, rows in subject.table.by_level1().items():
        full = next((row.level1_weight for row in rows if row.level1_weight is not None), None)
        if full is None or any(row.weight.number is None for row in rows):
            continue
        found = sum((row.weight.number or Decimal(0) for row in rows), Decimal(0))
        if found != full:
            printed = rows[0].level1_points if rows[0].level1_points.exists else rows[0].level1
            other = _other_way(subject, printed, found)
            weights = [row.weight for row in rows]
            yield Hit(
                [printed, *weights] if other else weights,
                found=found,
                expected=full,
                words={"level1": level1, "other": other},
                related=(printed,),
            )


def _other_way(subject: Subject, printed: Entry, found: Decimal) -> str:
    """全表分值合计正好是满分的，错的多半是一级指标里印的数。"""
    if subject.weight_total != subject.profile.full_score:
        return ""
    return f"；全表合计已是 {plain(subject.weight_total)} 分，也可能是 {printed.cell} 应改为 {plain(found)} 分"
