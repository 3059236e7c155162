"""资金都写在一格里的（一句话、一项项列着）共用的：在哪一行，金额自己带着什么单位。"""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass

from perfxl.grammar.patterns import Pattern
from perfxl.model.money_units import ANY_MONEY_UNIT
from perfxl.model.table import Entry

_UNIT = Pattern(rf"({ANY_MONEY_UNIT})\s*$")


@dataclass(frozen=True)
class FundsInCell(ABC):
    """写在一格里的资金：所在的格，左边的行标题（没有的是空的）。"""

    cell: Entry
    label: Entry

    @property
    @abstractmethod
    def amounts(self) -> Iterable[str]:
        """各个金额，照写的。"""

    @property
    def top(self) -> int:
        """首行。"""
        return self.cell.row

    @property
    def bottom(self) -> int:
        """末行。"""
        return self.cell.row

    @property
    def unit(self) -> str | None:
        """金额自己带着的单位；没有带的为 ``None``。"""
        return next((found[1] for text in self.amounts if (found := _UNIT.search(text))), None)
