"""PX404 预算执行率得分不符"""

from collections.abc import Iterator
from decimal import Decimal

from perfxl.model.due import Due
from perfxl.model.finding import Severity
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.spending import has_sound_rate
from perfxl.scoring.rounding import ROUNDED_POINTS, SAME_POINTS, plain
from perfxl.standards.documents import evaluation_measures


@rule(
    id="PX404",
    title="预算执行率得分不符",
    severity=Severity.ERROR,
    basis=(evaluation_measures("预算执行率得分 = 分值 × 执行率，最多得分值"),),
    message="预算执行率得分填了 {found} 分，应得 {expected} 分：{why}。",
    hint="请在 {cells} 改为 {expected}。",
)
def execution_score_off(subject: Subject) -> Iterator[Hit]:
    """所填执行率得分与算出的不符；差 0.01 的是取整方法不同，只作参考；没有填的算 0 分，报错。"""
    fund, execution = subject.table.annual_total, subject.score.execution
    if fund is None or not has_sound_rate(fund) or execution.score is None:
        return
    if subject.is_slipped(fund.budget, fund.executed):
        return  # 由 PX231 报
    if not fund.score.exists:
        return
    found = fund.score.number
    gap = abs((found if found is not None else Decimal(0)) - execution.score)
    if gap <= SAME_POINTS:
        return
    rounding = found is not None and gap <= ROUNDED_POINTS
    yield Hit(
        fund.score,
        found=found if found is not None else "",
        expected=execution.score,
        words={"why": execution.explanation},
        message=_not_filled(execution.score, execution.explanation) if found is None else "",
        hint=f"请在 {fund.score.cell} 填 {plain(execution.score)}。" if found is None else "",
        severity=Severity.INFO if rounding else None,
        related=(fund.adjusted, fund.executed),
        due=() if rounding else [Due(fund.score, execution.score, "执行率得分")],
    )


def _not_filled(due: Decimal, why: str) -> str:
    return f"预算执行率得分没有填，应得 {plain(due)} 分：{why}。"
