"""表头以下一列写着的多半是数，还是话。"""

from typing import NamedTuple

from perfxl.grammar.amounts import amount
from perfxl.model.grid import Grid

# 往下看这么多行。
_LOOK_DOWN = 40


class ColumnContents(NamedTuple):
    """一列里写着数的几格，写着话的几格。"""

    numbers: int
    words: int

    @property
    def mostly_numbers(self) -> bool:
        """多半是数。"""
        return self.numbers > self.words

    @property
    def mostly_words(self) -> bool:
        """多半是话。"""
        return self.words > self.numbers


def contents_below(grid: Grid, bottom: int, column: int) -> ColumnContents:
    """``bottom`` 行以下，这一列自己写着的；从左边并过来的不算。"""
    rows = grid.rows_between(bottom + 1, bottom + _LOOK_DOWN)
    entries = [entry for row in rows for entry in grid.texts(row, column, column)]
    numbers = sum(entry.number is not None or amount(entry.text) is not None for entry in entries)
    return ColumnContents(numbers, len(entries) - numbers)
