"""数字格式与金额单位不合的金额：看到的是多少，另一种读法是多少。"""

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class WhyDoubtful(StrEnum):
    """数字格式与栏名（表头）里的单位怎么不合。"""

    SCALE = "scale"
    UNIT = "unit"
    PERCENT = "percent"
    MIXED = "mixed"
    OTHER_UNIT = "other-unit"


class AmountDoubt(NamedTuple):
    """一格金额的疑问。``shown`` 是照显示的读，``other`` 是照存的数读，都以表的单位计。

    ``header`` 是栏名、表头写的单位，没有为 ``""``。``OTHER_UNIT`` 只是格里的单位与栏名不同，
    数说得准（``Entry.number`` 照有），别的都说不准（``Entry.number`` 为 ``None``）。
    """

    why: WhyDoubtful
    shown: Decimal
    other: Decimal
    header: str = ""

    def is_alike(self, other: "AmountDoubt") -> bool:
        """两格差的倍数相同：哪一种读法都不影响两数之比。"""
        return self.shown * other.other == other.shown * self.other
