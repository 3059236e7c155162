"""PX231 多写、少写了位数，或元、万元写混"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import written
from perfxl.rules.facts.likely_figures import LikelyFigure
from perfxl.standards.documents import own_convention


@rule(
    id="PX231",
    title="多写、少写了位数，或元、万元写混",
    severity=Severity.ERROR,
    basis=(
        own_convention(
            "与要比的数差着整十整百整千整万倍，而所填的得分、执行率不合它的，是写错了位"
        ),
    ),
    message="{what} {found} {about}是{beside}的 {times}，多半应是 {expected}。",
    hint="请在 {cells} 核对后改正；靠它算的得分、执行率、总分改好后再看。",
)
def figure_slipped(subject: Subject) -> Iterator[Hit]:
    """执行数、完成值挪几位就与预算数、指标值相近，所填的执行率、得分也是照挪了以后的给的。

    所填的与写着的数相合的，不说写错；靠它算的执行率、得分不再另报（PX403—PX405、PX306、PX312）。
    """
    for each in subject.likely_figures:
        yield Hit(
            each.entry,
            found=each.entry.text,
            expected=each.likely,
            words={
                "what": each.what,
                "beside": each.beside,
                "about": "约" if each.times.startswith("约") else "",
                "times": each.times.removeprefix("约 "),
            },
            hint=_if_right(each),
            related=each.hangs,
            due=each.due,
        )


def _if_right(each: LikelyFigure) -> str:
    """引擎在前面说了“请先核对……；核对无误的，”；没有要改的格的，用规则自己的提示。"""
    if not each.due:
        return ""
    changed = "、".join(f"{own.entry.cell} 改为 {written(own.value)}" for own in each.due)
    return f"请在 {changed}；写错了的改好，靠它算的得分、总分再看。"
