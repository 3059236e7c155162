"""印在表上的金额单位，和写得不一致的两处。"""

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
