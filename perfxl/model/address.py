"""行列号与 Excel 地址互换；行列都从 1 数起。"""

from functools import lru_cache
from typing import NamedTuple

# Excel 工作表的末行、末列（XFD）。
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """列号写成字母。

    >>> column_letters(1), column_letters(26), column_letters(27), column_letters(16384)
    ('A', 'Z', 'AA', 'XFD')
    """
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=4096)
def parse_address(address: str) -> tuple[int, int]:
    """``"E14"`` → ``(14, 5)``；不是地址时抛 ``ValueError``。

    >>> parse_address("E14"), parse_address("$AA$3")
    ((14, 5), (3, 27))
    """
    column = 0
    digits = ""
    for sign in address.replace("$", ""):
        if sign.isdigit():
            digits += sign
        elif "A" <= sign <= "Z" and not digits:
            column = column * 26 + ord(sign) - 64
        else:
            raise ValueError(f"not a cell address: {address!r}")
    if not digits or not column:
        raise ValueError(f"not a cell address: {address!r}")
    return int(digits), column


def cell_address(row: int, column: int) -> str:
    """行列号 → ``"E14"``。"""
    return f"{column_letters(column)}{row}"


class Block(NamedTuple):
    """一块矩形区域，含首尾行列。"""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def address(self) -> str:
        """``"A1:J33"``；只有一格时写 ``"A1"``。"""
        first = cell_address(self.top, self.left)
        if (self.top, self.left) == (self.bottom, self.right):
            return first
        return f"{first}:{cell_address(self.bottom, self.right)}"

    def joined(self, other: "Block") -> "Block":
        """把两块都包住的最小的一块。

        >>> Block(12, 2, 12, 8).joined(Block(13, 1, 13, 5)).address
        'A12:H13'
        """
        return Block(
            min(self.top, other.top),
            min(self.left, other.left),
            max(self.bottom, other.bottom),
            max(self.right, other.right),
        )

    @classmethod
    def parse(cls, address: str) -> "Block":
        """``"A1:J33"`` 或 ``"A1"`` → ``Block``；写反的角也认。

        >>> Block.parse("C5:B2")
        Block(top=2, left=2, bottom=5, right=3)
        """
        first, _, last = address.partition(":")
        row1, column1 = parse_address(first)
        row2, column2 = parse_address(last or first)
        return cls(min(row1, row2), min(column1, column2), max(row1, row2), max(column1, column2))


@lru_cache(maxsize=4096)
def places_in(cells: str) -> frozenset[tuple[int, int]]:
    """一串地址里的各格（行、列）；写着别的工作表、别的文件的，一格也没有。

    >>> sorted(places_in("H7,E15:E16")), places_in("批复表!D9")
    ([(7, 8), (15, 5), (16, 5)], frozenset())
    """
    if "!" in cells:
        return frozenset()
    found: set[tuple[int, int]] = set()
    for block in filter(None, cells.split(",")):
        first, _, last = block.partition(":")
        top, left = parse_address(first)
        bottom, right = parse_address(last) if last else (top, left)
        found |= {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
    return frozenset(found)
