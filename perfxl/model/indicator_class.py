"""一条指标属于哪一类；读表时由 ``reading.indicator_classes`` 定，以后只问这里。"""

from enum import StrEnum
from typing import NamedTuple


class IndicatorClass(StrEnum):
    """类别；值是对外 JSON 里的 ``class``。"""

    OUTPUT = "output"
    QUANTITY = "quantity"
    QUALITY = "quality"
    TIMELINESS = "timeliness"
    COST = "cost"
    ECONOMIC_COST = "economic_cost"
    SOCIAL_COST = "social_cost"
    ECOLOGICAL_COST = "ecological_cost"
    BENEFIT = "benefit"
    ECONOMIC_BENEFIT = "economic_benefit"
    SOCIAL_BENEFIT = "social_benefit"
    ECOLOGICAL_BENEFIT = "ecological_benefit"
    SUSTAINABILITY = "sustainability"
    SATISFACTION = "satisfaction"
    DECISION = "decision"
    PROCESS = "process"
    MANAGEMENT = "management"
    INPUT = "input"
    EXECUTION = "execution"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """给人看的名称，如 数量指标。"""
        return _LABELS[self]

    @property
    def is_cost(self) -> bool:
        """成本的各类。"""
        return self in COSTS

    @property
    def is_money_cost(self) -> bool:
        """花了多少钱：社会成本、生态环境成本不是。"""
        return self in MONEY_COSTS

    @property
    def is_general(self) -> bool:
        """只说了一级（产出、效益），没有说是其中哪一类。"""
        return self in _GENERAL


OUTPUTS = frozenset({IndicatorClass.QUANTITY, IndicatorClass.QUALITY, IndicatorClass.TIMELINESS})
MONEY_COSTS = frozenset({IndicatorClass.COST, IndicatorClass.ECONOMIC_COST})
_GENERAL = frozenset({IndicatorClass.OUTPUT, IndicatorClass.BENEFIT})
COSTS = frozenset(
    {
        *(IndicatorClass.COST, IndicatorClass.ECONOMIC_COST),
        *(IndicatorClass.SOCIAL_COST, IndicatorClass.ECOLOGICAL_COST),
    }
)
BENEFITS = frozenset(
    {
        *(IndicatorClass.ECONOMIC_BENEFIT, IndicatorClass.SOCIAL_BENEFIT),
        *(IndicatorClass.ECOLOGICAL_BENEFIT, IndicatorClass.SUSTAINABILITY),
    }
)
# 通行表样里印在一级指标、二级指标的。
LEVEL1_CLASSES = frozenset(
    {
        *(IndicatorClass.OUTPUT, IndicatorClass.BENEFIT, IndicatorClass.SATISFACTION),
        *(IndicatorClass.COST, IndicatorClass.DECISION, IndicatorClass.PROCESS),
        *(IndicatorClass.MANAGEMENT, IndicatorClass.INPUT, IndicatorClass.EXECUTION),
    }
)
LEVEL2_CLASSES = OUTPUTS | COSTS | BENEFITS | {IndicatorClass.SATISFACTION}
_LABELS = {
    IndicatorClass.OUTPUT: "产出指标",
    IndicatorClass.QUANTITY: "数量指标",
    IndicatorClass.QUALITY: "质量指标",
    IndicatorClass.TIMELINESS: "时效指标",
    IndicatorClass.COST: "成本指标",
    IndicatorClass.ECONOMIC_COST: "经济成本指标",
    IndicatorClass.SOCIAL_COST: "社会成本指标",
    IndicatorClass.ECOLOGICAL_COST: "生态环境成本指标",
    IndicatorClass.BENEFIT: "效益指标",
    IndicatorClass.ECONOMIC_BENEFIT: "经济效益指标",
    IndicatorClass.SOCIAL_BENEFIT: "社会效益指标",
    IndicatorClass.ECOLOGICAL_BENEFIT: "生态效益指标",
    IndicatorClass.SUSTAINABILITY: "可持续影响指标",
    IndicatorClass.SATISFACTION: "满意度指标",
    IndicatorClass.DECISION: "决策指标",
    IndicatorClass.PROCESS: "过程指标",
    IndicatorClass.MANAGEMENT: "管理指标",
    IndicatorClass.INPUT: "投入指标",
    IndicatorClass.EXECUTION: "预算执行率",
    IndicatorClass.UNKNOWN: "没有写明",
}


class LevelClass(NamedTuple):
    """一格一级（二级）指标说的类别：可能几类（经济效益和社会效益），空着、不认得的一类也没有。

    ``is_standard``：照通行的名称写的；为假而有类别的，是按含有的字猜的。
    """

    classes: tuple[IndicatorClass, ...] = ()
    is_standard: bool = False


NO_CLASS = LevelClass()


class Classified(NamedTuple):
    """一条指标的类别和它的来处：一级、二级两格各说了什么。"""

    indicator_class: IndicatorClass = IndicatorClass.UNKNOWN
    level1: LevelClass = NO_CLASS
    level2: LevelClass = NO_CLASS

    @property
    def is_guessed(self) -> bool:
        """名称不是通行的写法，按含有的字猜的。"""
        said = self.level2 if self.level2.classes else self.level1
        known = self.indicator_class not in (IndicatorClass.UNKNOWN, IndicatorClass.EXECUTION)
        return known and not said.is_standard


NOT_CLASSIFIED = Classified()
