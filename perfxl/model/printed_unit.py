"""印在表上的金额单位，和写得不一致的两处。"""

from collections.abc import Iterable
from typing import NamedTuple

from perfxl.model.entry import Entry


class PrintedUnit(NamedTuple):
    """标签里写着的金额单位：元、万元一类；``label`` 是写着它的格。"""

    unit: str
    label: Entry


class UnitConflict(NamedTuple):
    """管着同一些金额、单位不同的两处：``nearest`` 离金额近，照它读；``other`` 是没有照的。"""

    nearest: PrintedUnit
    other: PrintedUnit


class UnitsApart(NamedTuple):
    """写得不一致的一处：``near`` 各格写着 ``unit``，金额照它读；``other`` 是没有照的一处。"""

    unit: str
    near: tuple[Entry, ...]
    other: PrintedUnit

    @property
    def near_cells(self) -> str:
        """照着读的各格。"""
        return "、".join(label.cell for label in self.near)

    @property
    def said(self) -> str:
        """哪几格写着什么，半句。"""
        return f"{self.near_cells} 写着“{self.unit}”，{self.other.label.cell} 却写着“{self.other.unit}”"


def units_apart(conflicts: Iterable[UnitConflict]) -> list[UnitsApart]:
    """没有照的是同一处、照的是同一个单位的合成一处。"""
    groups: dict[tuple[str, str, str], list[UnitConflict]] = {}
    for each in conflicts:
        key = each.nearest.unit, each.other.unit, each.other.label.cell
        groups.setdefault(key, []).append(each)
    return [
        UnitsApart(
            own[0].nearest.unit, tuple(dict.fromkeys(e.nearest.label for e in own)), own[0].other
        )
        for own in groups.values()
    ]
