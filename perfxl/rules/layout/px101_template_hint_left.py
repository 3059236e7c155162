"""PX101 表样的提示行没有删"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.model.form_spec import Shape
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import and_more
from perfxl.rules.layout.indicator_groups import is_template_hint
from perfxl.standards.documents import own_convention


@rule(
    id="PX101",
    title="表样的提示行没有删",
    severity=Severity.WARNING,
    forms=WITH_INDICATORS,
    basis=(own_convention("提示行供填表参考，报送时应删去或填上内容"),),
    message="“{found}”{more}是表样的提示，没有填写内容。",
    hint="请在 {cells} 填上指标，或删去这一行。",
)
def template_hint_left(subject: Subject) -> Iterator[Hit]:
    """只有“指标1：”“……”“XXX”一类提示、没有指标值的行，不算指标。

    “指标1：培训人数”后面有真名的，不在此列。调整批复表里年初一边（或调整后一边）留着“数量1”
    “质量1”而没有指标值的，一边合成一条。
    """
    for entry in subject.table.hints:
        yield Hit(entry, found=entry.text, words={"more": ""})
    if subject.table.spec.shape is not Shape.HALVES:
        return
    rows = subject.table.indicators
    for pairs in (
        [(row.level3, row.target) for row in rows],
        [(row.level3_adjusted, row.target_adjusted) for row in rows],
    ):
        left = [name for name, target in pairs if is_template_hint(name, target)]
        if left:
            yield Hit(left, found=left[0].text, words={"more": and_more(len(left), "格")})
