"""单元格函数的参数：一格或一列，读成一串文字。"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import chain, islice, repeat
from typing import Any

from perfxl.functions.error_values import EXCEL_ERRORS
from perfxl.rendering.cell_text import cell_text

LONGEST = 100_000
# 一个参数里框了几块。
SEVERAL_AREAS = "\0several areas"


class Reads(Enum):
    """一个参数的格怎样读：照显示的字、照分数、照金额，与读表时读这一栏相同。"""

    TEXT = "text"
    POINTS = "points"
    MONEY = "money"


class Spread(Enum):
    """一列给一格用时（没有动态数组的 Excel）取哪里；值是交给 VBA 外壳的字母。"""

    ROW = "r"  # 公式所在的那一行
    FILLED_DOWN = "f"  # 那一行，空着的取上面的字
    WHOLE = "w"  # 整列都要
    CHOSEN = "c"  # 整列都要，结果取那一行
    PROFILE = "p"  # 那一行；是口径的名字


class ArgumentError(ValueError):
    """参数不合用；文字是给用户看的一句中文。"""


@dataclass(frozen=True)
class Column:
    """一个参数：``cells`` 是各格的文字；``lying`` 表示原来是横着的一行。"""

    cells: tuple[str, ...]
    single: bool
    lying: bool = False

    @classmethod
    def of(cls, given: Any) -> "Column":
        """参数读成一列；几行几列的区域、超过 ``LONGEST`` 行的，抛 ``ArgumentError``。

        >>> Column.of([[1800.0], [None], ["≥95%"]]).cells
        ('1800', '', '≥95%')
        >>> Column.of(0.95), Column.of([["a", "b"]]).lying
        (Column(cells=('0.95',), single=True, lying=False), True)
        """
        if isinstance(given, Column):
            return given
        if given is None:
            return _BLANK
        rows = _as_rows(given)
        if rows == [[SEVERAL_AREAS]]:
            raise ArgumentError("一个参数里框了几块，请分开写成几个参数，或只框一块")
        if len(rows) > LONGEST:
            raise ArgumentError(f"一次最多算{LONGEST}行，请把引用缩到有数的行")
        width = max((len(row) for row in rows), default=0)
        if width > 1 and len(rows) > 1:
            raise ArgumentError("每个参数只能是一格或一列，请不要框选几列")
        lying = width > 1
        flat = [value for row in rows for value in row]
        return cls(tuple(map(cell_text, flat)), len(flat) == 1, lying)

    def filled_down(self) -> "Column":
        """空格取上面的字：竖着合并的二级指标，只有第一格有字。"""
        filled: list[str] = []
        for text in self.cells:
            filled.append(text or (filled[-1] if filled else ""))
        return Column(tuple(filled), self.single, self.lying)


_BLANK = Column(("",), single=True)


def _as_rows(given: Any) -> list[Sequence[Any]]:
    if not isinstance(given, list | tuple):
        return [[given]]
    if given and not isinstance(given[0], list | tuple):
        return [given]
    return list(given)


def aligned(columns: Sequence[Column]) -> Iterator[tuple[str, ...]]:
    """几个参数按行对齐：一格的用于每一行，短的补空。"""
    length = max((len(column.cells) for column in columns if not column.single), default=1)
    return zip(
        *(
            repeat(column.cells[0], length)
            if column.single
            else islice(chain(column.cells, repeat("")), length)
            for column in columns
        ),
        strict=True,
    )


def error_among(texts: Sequence[str]) -> str:
    """其中的第一个 Excel 错误值；没有为 ``""``。"""
    if EXCEL_ERRORS.isdisjoint(texts):
        return ""
    return next(text for text in texts if text in EXCEL_ERRORS)
