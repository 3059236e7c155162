"""PX109 三级指标名称为空"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.model.form_spec import Shape
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import quoted
from perfxl.rules.facts.unfilled import is_vague
from perfxl.standards.documents import form_layout


@rule(
    id="PX109",
    title="三级指标名称为空",
    severity=Severity.ERROR,
    forms=WITH_INDICATORS,
    basis=(form_layout("印着“三级指标”一栏"),),
    hint="请在 {cells} 填上三级指标名称。",
)
def indicator_name_missing(subject: Subject) -> Iterator[Hit]:
    """有指标值、完成值或分值，却没有名称（或只有“指标1：”）的行。

    调整批复表的一边空着名称的由 PX121 报。
    """
    for row in subject.table.indicators:
        for name, target in ((row.level3, row.target), (row.level3_adjusted, row.target_adjusted)):
            if not name.exists or not is_vague(name.text):
                continue
            if subject.table.spec.shape is Shape.HALVES and (
                not name.text or is_vague(target.text)
            ):
                continue
            yield Hit(name, found=name.text, message=_nameless(target.text))


def _nameless(target: str) -> str:
    has = f"有指标值{quoted(target)}，" if target else ""
    return f"这一行{has}没有写三级指标名称。"
