"""PX362 审核表一项的得分不在 0 到分值之间"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import TARGET_REVIEWS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.scoring.rounding import grouped
from perfxl.standards.documents import own_convention


@rule(
    id="PX362",
    title="审核表一项的得分不在 0 到分值之间",
    severity=Severity.ERROR,
    forms=TARGET_REVIEWS,
    basis=(own_convention("打分的审核表，一项的得分在 0 分与它的分值之间"),),
    message="“{name}”得分填 {found} 分，应在 0 分与分值 {weight} 分之间。",
    hint="请核对 {cells} 和这一项的分值。",
)
def review_points_out_of_range(subject: Subject) -> Iterator[Hit]:
    """分值、得分都写着的各项。"""
    for line in (*subject.table.lines, *subject.table.sums):
        weight, score = line.weight.number, line.score.number
        if weight is not None and score is not None and not 0 <= score <= weight:
            yield Hit(
                line.score,
                found=score,
                words={"name": line.name.text, "weight": grouped(weight)},
                related=(line.weight,),
            )
