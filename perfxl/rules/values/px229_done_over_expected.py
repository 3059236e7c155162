"""PX229 已经完成的比全年预计还多"""

from collections.abc import Iterator

from perfxl.grammar import Kind, Measured
from perfxl.grammar.context import read_actual
from perfxl.model.finding import Severity
from perfxl.model.table import IndicatorClass
from perfxl.rules.engine.form_groups import MONITORINGS
from perfxl.rules.engine.registry import Hit, row_rule
from perfxl.rules.engine.row_subject import RowSubject
from perfxl.standards.documents import own_convention

_ADDED_UP = (
    IndicatorClass.QUANTITY,
    IndicatorClass.ECONOMIC_BENEFIT,
    IndicatorClass.SOCIAL_BENEFIT,
)


@row_rule(
    id="PX229",
    title="已经完成的比全年预计还多",
    severity=Severity.WARNING,
    forms=MONITORINGS,
    basis=(own_convention("累计的数只增不减，全年预计不少于已经完成的"),),
    message="“{level3}”已完成“{found}”，全年预计只有“{expected}”。",
    hint="请核对 {cells}：全年预计应不少于已经完成的。",
)
def done_over_expected(subject: RowSubject) -> Iterator[Hit]:
    """累计做了多少的数（要求“≥”），到监控时的大于全年预计的。比率、时长、人均不报，金额由 PX433 报。"""
    row = subject.indicator
    if row.indicator_class not in _ADDED_UP or any(
        word in row.level3.text for word in ("均", "每")
    ):
        return
    target = row.target_value
    if (
        not isinstance(target, Measured)
        or target.operator is None
        or target.operator.value not in "≥>="
    ):
        return
    context = row.context
    done, expected = (read_actual(entry.to_read, context) for entry in (row.to_date, row.expected))
    if not (isinstance(done, Measured) and isinstance(expected, Measured)):
        return
    if done.kind is not Kind.QUANTITY or done.dimension != expected.dimension:
        return
    if done.base_number > expected.base_number:
        yield Hit(
            (row.to_date, row.expected),
            found=row.to_date.text,
            expected=row.expected.text,
            words={"level3": row.level3.text},
            related=(row.target,),
        )
