"""一级指标下面该有哪些二级（PX518、PX519 共用）。"""

from collections.abc import Iterator

from perfxl.model.form_spec import Scope
from perfxl.model.indicator_class import BENEFITS, COSTS, LEVEL2_CLASSES, OUTPUTS, LevelClass
from perfxl.model.table import Indicator, IndicatorClass, Table

# 成本在旧表样里属产出，新表样单列一级；满意度属效益的表样也有。
_FRAMES = {
    IndicatorClass.OUTPUT: OUTPUTS | COSTS,
    IndicatorClass.BENEFIT: BENEFITS | {IndicatorClass.SATISFACTION},
    IndicatorClass.COST: COSTS,
    IndicatorClass.SATISFACTION: frozenset({IndicatorClass.SATISFACTION}),
}


def wrong_parent(level1: LevelClass, level2: LevelClass) -> str:
    """二级写错了一级时它应在的一级；没有写错、或看不出的为 ``""``。"""
    if len(level1.classes) != 1 or not level1.is_standard or not level2.is_standard:
        return ""
    frame = _FRAMES.get(level1.classes[0])
    if frame is None:
        return ""
    strangers = (each for each in level2.classes if each in LEVEL2_CLASSES - frame)
    stranger = next(strangers, None)
    return "" if stranger is None else _parent(stranger).label


def _parent(kind: IndicatorClass) -> IndicatorClass:
    """通行表样里它所在的一级。"""
    if kind is IndicatorClass.SATISFACTION:
        return kind
    return IndicatorClass.BENEFIT if kind in BENEFITS else IndicatorClass.OUTPUT


def level_rows(table: Table, level: str) -> Iterator[Indicator]:
    """各不相同的一级（``level1``）、二级（``level2``）格，各给一行；预算执行率行不算。"""
    seen: set[tuple[int, int]] = set()
    for row in table.indicators:
        entry = row.level1 if level == "level1" else row.level2
        place = entry.place
        if entry.text and entry.exists and place not in seen and not row.is_execution:
            seen.add(place)
            yield row


def of_department(table: Table) -> bool:
    """部门整体支出的表：一、二级指标各地自定，不按项目的框架看。"""
    return table.scope is Scope.DEPARTMENT
