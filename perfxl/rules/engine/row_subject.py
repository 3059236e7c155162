"""逐行看的规则的对象：一行指标。表里的一行、``PERF_CHECK`` 的几个参数，都先写成它。"""

from dataclasses import dataclass

from perfxl.grammar.cached_property import cached_property
from perfxl.model.table import Indicator
from perfxl.rules.engine.remembered import Remembering
from perfxl.rules.facts.indicator_cells import (
    StatedTarget,
    TargetCell,
    stated_targets,
    target_cells,
)


@dataclass(frozen=True)
class RowSubject(Remembering):
    """一行指标，和它写下的指标值。"""

    indicator: Indicator

    @cached_property
    def target_cells(self) -> tuple[TargetCell, ...]:
        """有的每一边，见 ``indicator_cells.target_cells``。"""
        return tuple(target_cells(self.indicator))

    @cached_property
    def stated_targets(self) -> tuple[StatedTarget, ...]:
        """写下的指标值，年初与调整后相同的只给一次。"""
        return tuple(stated_targets(self.target_cells))
