"""PX230 指标值与完成值差了“万”"""

from collections.abc import Iterator
from decimal import Decimal

from perfxl.grammar import Kind, Measured, Value
from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import SELF_EVALUATIONS
from perfxl.rules.engine.registry import Hit, row_rule
from perfxl.rules.engine.row_subject import RowSubject
from perfxl.scoring.rounding import plain
from perfxl.standards.documents import own_convention

_WAN = Decimal(10_000)
# 去掉“万”以后，两个数差不出这么多倍。
_NEAR = Decimal(2)
_KINDS = (Kind.MONEY, Kind.PER_HEAD, Kind.QUANTITY)


@row_rule(
    id="PX230",
    title="指标值与完成值差了“万”",
    severity=Severity.WARNING,
    forms=SELF_EVALUATIONS,
    basis=(own_convention("指标值与完成值用同样的单位"),),
    message="“{level3}”完成值“{found}”只有指标值“{target}”的约万分之一，数字却相近，完成值多半漏写了“万”。",
    hint="请核对 {cells} 的单位，看是不是“{expected}”。",
)
def scale_word_slipped(subject: RowSubject) -> Iterator[Hit]:
    """指标值写着“万”而完成值没有，去掉“万”两个数差不到一倍；得分按漏写的数也说得通的才报。

    越少越好的（≤）照样得满分，看不出来，所以要报；写“≥”的没有做到，由得分的规则报。
    """
    row = subject.indicator
    target, actual = row.target_value, row.actual_value
    if not (isinstance(target, Measured) and isinstance(actual, Measured)):
        return
    if target.kind not in _KINDS or target.dimension != actual.dimension or not target.number:
        return
    if target.printed_scale != _WAN or actual.printed_scale != 1 or not _is_downward(target):
        return
    if 1 / _NEAR < actual.number * _WAN / target.number < _NEAR:
        yield Hit(
            row.actual,
            found=row.actual.text,
            expected=f"{plain(actual.number)}万{actual.unit or ''}",
            words={"level3": row.level3.text, "target": row.target.text},
            related=(row.target,),
        )


def _is_downward(value: Value) -> bool:
    return (
        isinstance(value, Measured) and value.operator is not None and value.operator.value in "≤<"
    )
