"""PX550 调整后的指标值反了方向，或差了十倍"""

from collections.abc import Iterator
from decimal import Decimal

from perfxl.grammar import Measured, Operator
from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import ADJUSTMENTS
from perfxl.rules.engine.registry import Hit, row_rule
from perfxl.rules.engine.row_subject import RowSubject
from perfxl.scoring.slips import power_apart, times_said
from perfxl.standards.documents import own_convention

_UP, _DOWN = (Operator.AT_LEAST, Operator.ABOVE), (Operator.AT_MOST, Operator.BELOW)
# 本来就是一个两个的，翻十倍不稀奇。
_FEW = Decimal(5)


@row_rule(
    id="PX550",
    title="调整后的指标值反了方向，或差了十倍",
    severity=Severity.WARNING,
    forms=ADJUSTMENTS,
    basis=(own_convention("预算调整改的是多少，不改指标的方向；正好差十倍、百倍的多半写错了位"),),
    message="“{level3}”年初写“{expected}”，调整后写“{found}”，{what}。",
    hint="请核对 {cells} 和年初一边的指标值。",
)
def adjusted_target_slipped(subject: RowSubject) -> Iterator[Hit]:
    """同一个指标，年初“≥”调整后“≤”（或反过来），或正好差十倍、百倍、千倍、万倍。名称改了的不比。"""
    row = subject.indicator
    if not row.target_adjusted.exists or row.target.place == row.target_adjusted.place:
        return
    if row.level3_adjusted.text and row.level3_adjusted.text != row.level3.text:
        return
    before, after = row.target_value, row.target_adjusted_value
    if not isinstance(before, Measured) or not isinstance(after, Measured):
        return
    what = _reversed(before, after) or _shifted(before, after)
    if what:
        yield Hit(
            row.target_adjusted,
            found=row.target_adjusted.text,
            expected=row.target.text,
            words={"level3": row.level3.text, "what": what},
            related=(row.target,),
        )


def _reversed(before: Measured, after: Measured) -> str:
    turned = (before.operator in _UP and after.operator in _DOWN) or (
        before.operator in _DOWN and after.operator in _UP
    )
    return "方向反了" if turned else ""


def _shifted(before: Measured, after: Measured) -> str:
    if before.dimension != after.dimension or before.upper or after.upper:
        return ""
    power = power_apart(after.base_number, before.base_number)
    if power is None or max(before.number, after.number) < _FEW:
        return ""
    return f"正好是年初的 {times_said(power)}，多半写错了位"
