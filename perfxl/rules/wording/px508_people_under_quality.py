"""PX508 质量指标写了人数、次数"""

from collections.abc import Iterator

from perfxl.grammar import Kind, Measured
from perfxl.grammar.patterns import Pattern
from perfxl.model.finding import Severity
from perfxl.model.table import IndicatorClass
from perfxl.reading.rate_names import bare
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.indicator_names import is_unwanted
from perfxl.standards.documents import own_convention

# 说的是好坏的数：获奖人数、差错次数、获评项目。
_OF_QUALITY = Pattern(
    "合格|优秀|优良|优质|获奖|获评|获得|通过|达标|晋升|表彰|荣誉|级|认证|认定|专利|论文|持证|标准|评价|评分|投诉"
    "|差错|事故|故障|失误|违规|问题|超标|零|率"
)
_PEOPLE = frozenset({"person", "person_time", "household"})
_MEASURES = frozenset({"length", "area", "volume", "weight"})
# 名称末尾就是做了多少的。
_HOW_MUCH = Pattern("(?:面积|里程|长度|数量|规模|产量|总量|公里数)$")
_COUNTS = _PEOPLE | {"time", "event", "period", "piece", "item", "case", "copy", "company"}


@rule(
    id="PX508",
    title="质量指标写了人数、次数",
    severity=Severity.WARNING,
    forms=WITH_INDICATORS,
    basis=(own_convention("质量指标说做得好不好，做了多少属数量指标"),),
    message="质量指标“{level3}”的指标值“{found}”是{what}，说的是做了多少。",
    hint="请核对 {cells}：移到数量指标，或改写成合格率、准确率一类。",
)
def people_under_quality(subject: Subject) -> Iterator[Hit]:
    """单纯的人数、次数、件数、面积、长度写在质量指标下；不是人的只作参考。

    名称说的是好坏的（获奖人数、差错次数），和要求为 0 的，不在此列。
    """
    for stated in subject.stated_targets:
        value, name = stated.value, stated.level3.text
        if stated.row.indicator_class is not IndicatorClass.QUALITY or not isinstance(
            value, Measured
        ):
            continue
        if value.kind is not Kind.QUANTITY or value.number == 0:
            continue
        measured = value.dimension in _MEASURES and _HOW_MUCH.search(bare(name)) is not None
        counted = value.dimension in _COUNTS or measured
        if not counted or _OF_QUALITY.search(name) or is_unwanted(name):
            continue
        people = value.dimension in _PEOPLE
        yield Hit(
            stated.targets,
            found=stated.target.text,
            words={"level3": name, "what": _what(people=people, measured=measured)},
            severity=None if people else Severity.INFO,
        )


def _what(*, people: bool, measured: bool) -> str:
    if people:
        return "人数"
    return "面积、长度一类" if measured else "件数、次数"
