"""单元格区域的坐标，从 0 起、含两端。"""

from typing import Any, NamedTuple, Self

from xlwings import utils

from calc.bridge import struct


class Area(NamedTuple):
    """一块矩形。"""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def of(cls, address: Any) -> Self:
        """由 UNO 的区域地址得出。"""
        return cls(address.StartRow, address.StartColumn, address.EndRow, address.EndColumn)

    @classmethod
    def parse(cls, address: str) -> Self:
        """由 ``B2:C5`` 这样的地址得出。"""
        first, _, last = address.partition(":")
        corners = [utils.address_to_index_tuple(each) for each in (first, last or first)]
        rows, columns = zip(*corners, strict=True)
        return cls(min(rows) - 1, min(columns) - 1, max(rows) - 1, max(columns) - 1)

    @property
    def count(self) -> int:
        """格数。"""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)

    def intersection(self, other: "Area") -> "Area | None":
        """公共的部分。"""
        common = Area(
            max(self.top, other.top),
            max(self.left, other.left),
            min(self.bottom, other.bottom),
            min(self.right, other.right),
        )
        return common if common.top <= common.bottom and common.left <= common.right else None

    def cells(self, origin: "Area") -> list[tuple[int, int]]:
        """各格相对 ``origin`` 左上角的行、列。"""
        return [
            (row - origin.top, column - origin.left)
            for row in range(self.top, self.bottom + 1)
            for column in range(self.left, self.right + 1)
        ]

    def address(self, sheet: int) -> Any:
        """换成 UNO 的区域地址。"""
        return struct("table.CellRangeAddress", sheet, self.left, self.top, self.right, self.bottom)
