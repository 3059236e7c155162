"""求和公式现在的值：只算 ``SUM(区域,区域)``，别的留给 Excel。"""

import re
from collections.abc import Callable
from decimal import Decimal

from perfxl.model.address import Block

_SUM = re.compile(r"SUM\(([$A-Z0-9:,]+)\)")


def sum_value(formula: str, number: Callable[[int, int], Decimal | None]) -> Decimal | None:
    """``SUM`` 公式的值；不是求和的为 ``None``。

    >>> sum_value("SUM(A1:A2,B1)", lambda row, column: Decimal(row * 10 + column))
    Decimal('44')
    >>> sum_value("A1*2", lambda row, column: Decimal(1)) is None
    True
    """
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
                total += number(row, column) or 0
    return total
