"""PX371 评分表的得分超出分值"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import SCORE_TABLES
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.standards.documents import own_convention


@rule(
    id="PX371",
    title="评分表的得分超出分值",
    severity=Severity.ERROR,
    forms=SCORE_TABLES,
    basis=(own_convention("得分在 0 分与分值之间"),),
    message="“{level3}”得分 {found} 分，应在 0 分与分值 {expected} 分之间。",
    hint="请在 {cells} 改正得分。",
)
def given_score_out_of_range(subject: Subject) -> Iterator[Hit]:
    """照评分标准打的分，不小于 0，不大于分值。与别的行合用一格分值的不看。"""
    for row in subject.table.indicators:
        score, weight = row.score.number, row.weight.number
        if score is None or weight is None or row.shares_points:
            continue
        if not 0 <= score <= weight:
            yield Hit(row.score, found=score, expected=weight, words={"level3": row.level3.text})
