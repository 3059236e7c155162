"""PX310 扣了分没有写原因"""

from collections.abc import Iterator

from perfxl.grammar.patterns import Pattern
from perfxl.model.finding import Severity
from perfxl.model.score import ACCEPTED
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import quoted, row_called
from perfxl.rules.facts.told_texts import shared_reason, tells_of_unspent
from perfxl.rules.facts.unfilled import is_vague
from perfxl.rules.scores.outlook import Outlook, reached
from perfxl.standards.documents import form_layout

# 只写了怎样改进，没有写为什么。
_REMEDY_ONLY = Pattern(r"\s*(?:下一步)?(?:改进|整改)(?:措施|意见)?\s*[:：]")


@rule(
    id="PX310",
    title="扣了分没有写原因",
    severity=Severity.WARNING,
    basis=(form_layout("印着“未完成原因分析”一栏"),),
    message="“{level3}”分值 {expected} 分、得 {found} 分，没有写原因。",
    hint="请在 {cells} 写明原因和改进措施。",
)
def lost_points_unexplained(subject: Subject) -> Iterator[Hit]:
    """得分低于分值而原因栏、备注栏都空着，或只写了改进措施。没有这两栏的表、各项的原因合写在别处的不报；得分空着的由
    PX304 报。

    预算执行率一行，执行率低于口径所定的数（通常 90%）才要写原因，结论等处说到了资金的不报，与 PX319 一样。
    没有分值、得分两栏的（转移支付自评表），看完成值达不达得到。
    """
    if shared_reason(subject.table):
        return
    if not any(row.weight.exists or row.score.exists for row in subject.table.indicators):
        yield from _missed_unexplained(subject)
        return
    for row in subject.score.indicators:
        indicator = row.indicator
        place = indicator.reason if indicator.reason.exists else indicator.note
        if not place.exists or row.printed is None or row.weight is None:
            continue
        if row.judged.is_fixed and row.judged.score == row.weight:
            continue  # 做到了却没有给满分，由 PX309 报
        if row.judged.rule == ACCEPTED:
            continue  # 认可的时候写了理由
        if indicator.is_execution and _is_execution_explained(subject):
            continue
        told = indicator.reason.text + indicator.note.text
        if row.printed < row.weight and (is_vague(told) or _REMEDY_ONLY.match(told)):
            yield Hit(
                place,
                found=row.printed,
                expected=row.weight,
                words={"level3": indicator.level3.text},
                related=(indicator.score,),
            )


def _is_execution_explained(subject: Subject) -> bool:
    """执行率不低，不必说明；或表里有一处说到了资金。"""
    rate = subject.score.execution.rate
    enough = rate is not None and rate >= subject.profile.explain_execution_below
    return enough or tells_of_unspent(subject.table)


def _missed_unexplained(subject: Subject) -> Iterator[Hit]:
    """没有分值的表：没有做到而原因栏空着。"""
    for row in subject.table.indicators:
        place = row.reason if row.reason.exists else row.note
        told = row.reason.text + row.note.text
        if not place.exists or not (is_vague(told) or _REMEDY_ONLY.match(told)):
            continue
        if row.is_execution or reached(row, subject.profile) is not Outlook.BELOW:
            continue
        yield Hit(
            place,
            found=row.actual.text,
            expected=row.target.text,
            message=f"{row_called(row.level3.text)}完成值{quoted(row.actual.text)}没有达到"
            f"指标值{quoted(row.target.text)}，没有写原因。",
            related=(row.target, row.actual),
        )
