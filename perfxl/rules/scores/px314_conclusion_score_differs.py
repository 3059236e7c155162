"""PX314 文字里的得分与总分不符"""

from collections.abc import Iterator

from perfxl.model.due import Due
from perfxl.model.finding import Severity
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.scoring.told_totals import totals_told_wrong
from perfxl.standards.documents import own_convention


@rule(
    id="PX314",
    title="文字里的得分与总分不符",
    severity=Severity.ERROR,
    basis=(own_convention("自评结论里写的得分就是表中的总分"),),
    message="{place}写“{found} 分”，总分是 {expected} 分。",
    hint="请核对 {cells} 里的得分和总分，改成一致。",
    needs_every_row=True,
)
def conclusion_score_differs(subject: Subject) -> Iterator[Hit]:
    """自评结论、实际完成情况里写的得分，与总分一格不同（没有填总分的，与各行得分之和比）。

    文字只写到整数或一位小数的，总分四舍五入后相同就算一致；写着“满分100分”或另有一处写对了的不报。
    """
    table = subject.table
    printed = table.total.score.number
    if printed is None and (subject.score.incomplete or not table.has_scores):
        return
    total = subject.printed_total if printed is None else printed
    for told in totals_told_wrong(table, total, subject.profile.full_score):
        yield Hit(
            told.entry,
            found=told.stated.number,
            expected=total,
            words={"place": told.place},
            related=(table.total.score,),
            follows=[Due(told.entry, told.corrected(total), f"{told.place}里的总分")],
        )
