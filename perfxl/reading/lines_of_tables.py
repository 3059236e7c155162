"""栏目里夹着的一张小表（成本构成｜金额｜测算依据）接成一段字：一行一行，空着的格留着位置，各栏不错开。"""

from collections.abc import Sequence

from perfxl.model.entry import Entry
from perfxl.reading.region import Region

_BETWEEN, _BLANK = "｜", "—"
# 至少这么多栏、连栏名两行，才是一张表。
_FEWEST = 3


def lines_said(region: Region, lines: Sequence[Sequence[Entry]]) -> list[str]:
    """各行的字；``lines`` 是一段里各行有字的格，空行略去。

    头一行的格（栏名）至少三个、下面各行都写在这几栏里的是一张表：各格之间隔一条竖线，空着的写一横，
    上下合并的照上面的写；不是表的，各格之间空一格。
    """
    own = [line for line in lines if line]
    columns = [entry.column for entry in own[0]] if own else []
    in_columns = all({entry.column for entry in line} <= set(columns) for line in own)
    if len(columns) < _FEWEST or len(own) < 2 or not in_columns:
        return [" ".join(entry.text for entry in line) for line in own]
    return [_BETWEEN.join(_cells(region, line, columns)) for line in own]


def _cells(region: Region, line: Sequence[Entry], columns: Sequence[int]) -> list[str]:
    """一行各栏的字；与左边合并成一格的不另占一栏。"""
    row = line[0].row
    found: list[str] = []
    for column in columns:
        block = region.grid.block(row, column)
        if block.left < column and block.left in columns:
            continue
        text = region.grid.text(row, column)
        found.append(" ".join(text.split()) or _BLANK)
    return found
