"""PX307 定性得分不在所属档内"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.model.score import SIGN_MISSING, IndicatorScore
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.scores.wrong_scores import profile_followed
from perfxl.scoring.rounding import plain
from perfxl.standards.documents import evaluation_measures


@rule(
    id="PX307",
    title="定性得分不在所属档内",
    severity=Severity.ERROR,
    basis=(
        evaluation_measures(
            "定性指标按达成、部分达成、未完成三档，分别在分值的 100%—80%、80%—60%、60%—0% 内记分"
        ),
    ),
    message="“{level3}”完成情况为“{actual}”，可得 {expected} 分，填了 {found} 分。",
    hint="请在 {cells} 改到 {expected} 分之内，或核对完成情况的写法。",
)
def score_outside_band(subject: Subject) -> Iterator[Hit]:
    """未完成却得高分、部分达成却得满分一类；做完了但晚了的，0 分到部分达成一档的上限都可以，
    高过上限而不满分、写了原因的照用，评分、成表时说一句。

    合随程序带的另一份口径的分档的，只提醒。超出分值的由 PX305 报。
    """
    for row in subject.score.indicators:
        low, high, printed = row.judged.low, row.judged.high, row.printed
        if not row.is_outside_band or row.judged.rule in (SIGN_MISSING, "not-comparable"):
            continue
        if low is None or high is None or printed is None or row.weight is None:
            continue
        if 0 <= printed <= row.weight:
            other = profile_followed(row, subject)
            yield Hit(
                row.indicator.score,
                found=printed,
                expected=f"{plain(low)}—{plain(high)}",
                words={
                    "level3": row.indicator.level3.text,
                    "actual": row.indicator.actual.text,
                },
                severity=Severity.WARNING if other else None,
                hint=_other_hint(row, other) if other else "",
                related=(row.indicator.actual,),
            )


def _other_hint(row: IndicatorScore, other: str) -> str:
    cell = row.indicator.score.cell
    return f"请核对 {cell}；所填分数合口径“{other}”的分档，如当地如此规定，请改用它。"
