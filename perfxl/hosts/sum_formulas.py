"""求和公式现在的值：只算 ``SUM(区域,区域)``，加数里有算不出的就不写，留给 Excel。"""

import re
from collections.abc import Callable
from decimal import Decimal

from perfxl.model.address import Block

_SUM = re.compile(r"SUM\(([$A-Z0-9:,]+)\)")


def is_sum(formula: str) -> bool:
    """是不是求和公式。

    >>> is_sum("SUM(A1:A2,B1)"), is_sum("SUM(A1)*2")
    (True, False)
    """
    return _SUM.fullmatch(formula) is not None


class SumFormulas:
    """一张工作表的求和公式。

    ``number`` 给出一格写着的数（文字、空格为 0），``formula`` 给出一格的公式（没有为 ``None``）。

    >>> cells = {(1, 1): Decimal(2), (2, 1): Decimal(3)}
    >>> formulas = {(3, 1): "SUM(A1:A2)", (4, 1): "SUM(A3,A1)", (5, 1): "A1*2", (6, 1): "SUM(A5)"}
    >>> sums = SumFormulas(lambda *at: cells.get(at, Decimal(0)), lambda *at: formulas.get(at))
    >>> sums.value(3, 1), sums.value(4, 1), sums.value(6, 1)
    (Decimal('5'), Decimal('7'), None)
    """

    def __init__(
        self,
        number: Callable[[int, int], Decimal],
        formula: Callable[[int, int], str | None],
    ) -> None:
        self.number = number
        self.formula = formula
        self._values: dict[tuple[int, int], Decimal | None] = {}

    def value(self, row: int, column: int) -> Decimal | None:
        """一格的值；是别的公式、或加数里有别的公式的为 ``None``。"""
        formula = self.formula(row, column)
        if formula is None:
            return self.number(row, column)
        if (row, column) not in self._values:
            self._values[row, column] = None  # 引用到自己的算不出
            self._values[row, column] = self._sum(formula)
        return self._values[row, column]

    def _sum(self, formula: str) -> Decimal | None:
        found = _SUM.fullmatch(formula)
        if found is None:
            return None
        total = Decimal(0)
        for area in found[1].split(","):
            try:
                block = Block.parse(area)
            except ValueError:
                return None
            for row in range(block.top, block.bottom + 1):
                for column in range(block.left, block.right + 1):
                    value = self.value(row, column)
                    if value is None:
                        return None
                    total += value
        return total
