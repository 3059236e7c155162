"""PX532 满意度写在效益、产出下"""

from collections.abc import Iterator

from perfxl.grammar.patterns import Pattern
from perfxl.model.finding import Severity
from perfxl.model.indicator_class import BENEFITS, OUTPUTS, IndicatorClass
from perfxl.model.table import Indicator
from perfxl.reading.rate_names import bare
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.standards.documents import own_convention

_SATISFACTION = Pattern("满意(?:度|率|程度)$")


@rule(
    id="PX532",
    title="满意度写在效益、产出下",
    severity=Severity.INFO,
    forms=WITH_INDICATORS,
    basis=(own_convention("服务对象的满意程度属满意度指标"),),
    message="“{found}”写在“{level2}”下，是满意度指标的内容{also}。",
    hint="请核对 {cells}：移到满意度指标；满意度指标里已有的只留一处。",
)
def satisfaction_under_benefit(subject: Subject) -> Iterator[Hit]:
    """名称以“满意度”“满意率”结尾而在产出、效益的二级指标下；满意度归在效益下的表样（没有单列满意度）不报。"""
    rows = [row for row in subject.table.indicators if not row.is_execution]
    own = [row for row in rows if row.indicator_class is IndicatorClass.SATISFACTION]
    if not own:
        return
    for row in rows:
        if row.indicator_class not in BENEFITS | OUTPUTS or row.classified.is_guessed:
            continue
        if _SATISFACTION.search(bare(row.level3.text)):
            twin = _twin(row, own)
            also = f"，与“{twin.level3.text}”说的是一回事" if twin is not None else ""
            yield Hit(
                row.level3,
                found=row.level3.text,
                words={"level2": row.level2.text, "also": also},
                related=(twin.level3,) if twin is not None else (),
            )


def _twin(row: Indicator, own: list[Indicator]) -> Indicator | None:
    who = _SATISFACTION.sub("", bare(row.level3.text))
    return next((e for e in own if _SATISFACTION.sub("", bare(e.level3.text)) == who), None)
