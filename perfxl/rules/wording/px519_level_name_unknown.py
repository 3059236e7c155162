"""PX519 一级、二级指标的名称不是通行的"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.model.indicator_class import LEVEL1_CLASSES, LEVEL2_CLASSES, LevelClass
from perfxl.model.table import Entry, IndicatorClass
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.wording.level_frames import level_rows, of_department
from perfxl.standards.documents import form_layout


@rule(
    id="PX519",
    title="一级、二级指标的名称不是通行的",
    severity=Severity.INFO,
    forms=WITH_INDICATORS,
    basis=(form_layout("一级、二级指标的名称是印好的"),),
    message="{level}“{found}”不是通行表样里的名称，按类别的核对没有做。",
    hint="请核对 {cells} 是不是写错了字；当地自定的可以不改。",
)
def level_name_unknown(subject: Subject) -> Iterator[Hit]:
    """错别字（服务对像满意度）或当地自定的名称。同一个名称报一次；部门整体支出的表各地自定，不看。"""
    if of_department(subject.table):
        return
    first: dict[tuple[str, str], list[Entry]] = {}
    for row in level_rows(subject.table, "level1"):
        if not _is_usual(row.classified.level1, LEVEL1_CLASSES):
            first.setdefault(("一级指标", row.level1.text), []).append(row.level1)
    for row in level_rows(subject.table, "level2"):
        # 一级不认得的，二级多半也是自定的一套，只说一级。
        known = _is_usual(row.classified.level2, LEVEL2_CLASSES)
        if _is_usual(row.classified.level1, LEVEL1_CLASSES) and not known:
            first.setdefault(("二级指标", row.level2.text), []).append(row.level2)
    for (level, text), entries in first.items():
        yield Hit(entries, found=text, words={"level": level})


def _is_usual(said: LevelClass, usual: frozenset[IndicatorClass]) -> bool:
    """照通行的名称写的，又都是这一级的。"""
    return said.is_standard and usual.issuperset(said.classes)
