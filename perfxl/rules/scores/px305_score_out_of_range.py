"""PX305 得分超出分值"""

from collections.abc import Iterator
from decimal import Decimal

from perfxl.model.due import Due
from perfxl.model.finding import Severity
from perfxl.model.score import IndicatorScore
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import row_called
from perfxl.rules.facts.unfilled import is_idle
from perfxl.scoring.open_rows import band_said
from perfxl.scoring.rounding import plain
from perfxl.standards.documents import form_notes


@rule(
    id="PX305",
    title="得分超出分值",
    severity=Severity.ERROR,
    basis=(form_notes("得分不得突破权重总额"),),
    message="“{level3}”得分 {found} 分，应在 0 分与分值 {expected} 分之间。",
    hint="请在 {cells} 改正得分。",
)
def score_out_of_range(subject: Subject) -> Iterator[Hit]:
    """得分小于 0 或大于分值。分值本身是 0 或负数的由 PX315 报；不用的行照样看。"""
    for row in subject.score.indicators:
        if row.printed is None or row.weight is None:
            continue
        if row.weight <= 0 and not is_idle(row.indicator):
            continue
        if not 0 <= row.printed <= row.weight:
            yield Hit(
                row.indicator.score,
                found=row.printed,
                expected=row.weight,
                words={"level3": row.indicator.level3.text},
                message=_within_band(row),
                hint=_hint(row),
                due=_due(row),
            )


def _within_band(row: IndicatorScore) -> str:
    """可得的分比分值窄的（过期、部分达成）一次说清，整句；别的用规则自己的话，为 ``""``。"""
    if not row.has_narrow_band:
        return ""
    name, found = row_called(row.indicator.level3.text), plain(row.printed or Decimal(0))
    return f"{name}得分 {found} 分，可得 {band_said(row)} 分：{row.judged.explanation}。"


def _hint(row: IndicatorScore) -> str:
    """算得出的说应得几分，有可得的范围的说范围；算不出的用规则自己的提示。"""
    due, cell = row.judged.score, row.indicator.score.cell
    if row.has_narrow_band:
        return f"请在 {cell} 改到 {band_said(row)} 分之内，或核对完成情况的写法。"
    if due is None or not row.judged.is_fixed:
        return ""
    return f"请在 {cell} 改为 {plain(due)}：{row.judged.explanation}。"


def _due(row: IndicatorScore) -> list[Due]:
    due = row.judged.score
    return [] if due is None or not row.judged.is_fixed else [Due(row.indicator.score, due, "得分")]
