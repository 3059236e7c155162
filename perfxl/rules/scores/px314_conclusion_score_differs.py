"""PX314 文字里的得分与总分不符"""

from collections.abc import Iterator
from decimal import Decimal

from perfxl.model.due import Due
from perfxl.model.finding import Severity
from perfxl.model.table import Entry
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.total_row import is_total_row_to_blame
from perfxl.scoring.rounding import SAME_POINTS, plain
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

    总分另写着一处（表头的自评得分）的也比。文字只写到整数或一位小数的，总分四舍五入后相同就算一致；写着“满分100分”或另有一处写对了的不报。
    总分一行填错了（PX406），文字里写的正是各行得分之和的也不报。
    """
    table = subject.table
    printed = table.total.score.number
    if printed is None and (subject.score.incomplete or not table.has_scores):
        return
    total = subject.printed_total if printed is None else printed
    for told in totals_told_wrong(table, total, subject.profile.full_score):
        if _tells_the_sum(subject, told.entry):
            continue
        yield Hit(
            told.entry,
            found=told.stated.number,
            expected=total,
            words={"place": told.place},
            related=(table.total.score,),
            follows=[Due(told.entry, told.corrected(total), f"{told.place}里的总分")],
        )
    yield from _printed_again(subject, total)


def _tells_the_sum(subject: Subject, entry: Entry) -> bool:
    """总分一行填错了（由 PX406 说），文字里写的正是各行得分之和：错的只有那一处。"""
    full = subject.profile.full_score
    wrong = totals_told_wrong(subject.table, subject.printed_total, full)
    return is_total_row_to_blame(subject) and all(told.entry != entry for told in wrong)


def _printed_again(subject: Subject, total: Decimal) -> Iterator[Hit]:
    """总分写在两处（表头的自评得分，指标以下的合计）：两个数不同的；末一处空着的说一句，照写着的算。"""
    again, own = subject.table.total_again, subject.table.total
    if not again.label.exists:
        return
    other, label = again.score, "".join(again.label.text.split()).strip(":：")
    if other.number is None:
        yield Hit(
            other,
            expected=total,
            message=f"“{label}”的得分空着，{own.score.cell} 写着总分 {plain(total)} 分，照它算。",
            hint=f"请在 {{cells}} 也填上 {plain(total)}。",
            severity=Severity.INFO,
            related=(own.score,),
        )
    elif abs(other.number - total) > SAME_POINTS and not (
        is_total_row_to_blame(subject) and abs(other.number - subject.printed_total) <= SAME_POINTS
    ):
        yield Hit(
            other,
            found=other.number,
            expected=total,
            message=f"“{label}”写 {plain(other.number)} 分，总分一行（{own.score.cell}）是 {plain(total)} 分，两处不同。",
            related=(own.score,),
        )
