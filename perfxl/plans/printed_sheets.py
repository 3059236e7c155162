"""不用模板、直接排好的工作表：栏数随内容变的（几步并列的比对表）。一格写什么、什么样子，怎样合并，怎样打印。"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from math import ceil
from typing import NamedTuple

from perfxl.model.address import Block
from perfxl.plans.lists import CellLink

# Excel 一张工作表最多 65530 个链接。
MOST_LINKS = 65_000
# 横着的一页上，各栏合计到这么宽（字符）还印得清楚：十磅的字，Excel 里缩成的不小于 8.5 磅。A4，A3。
_READABLE_A4, _READABLE_A3 = 150, 240
PrintedValue = str | Decimal | int | None


class Look(StrEnum):
    """一格的样子。"""

    TITLE = "title"  # 大字居中，没有框
    NOTE = "note"  # 靠左，没有框
    HEAD = "head"  # 栏名：粗体居中，浅灰底
    CENTRED = "centred"
    TEXT = "text"
    AMOUNT = "amount"  # 靠右，两位以内小数


@dataclass(frozen=True)
class PrintedCell:
    """一格：写什么，什么样子，底色（如 ``FFC7CE``，没有为 ``""``），链到本工作簿的哪张工作表、别的文件的哪一格
    （``link`` 的文件空着的，是接上去的那个工作簿的）。
    """

    row: int
    column: int
    value: PrintedValue
    look: Look = Look.TEXT
    fill: str = ""
    sheet_link: str = ""
    link: CellLink | None = None


@dataclass(frozen=True)
class PrintedBody:
    """接在后面、一行一行给的各行（几万行的）：从第几行起，一共几行，每行是从第一列起的各格，没有合并的。"""

    first: int
    count: int
    rows: Callable[[], Iterable[Sequence["RowCell"]]]

    @property
    def last(self) -> int:
        """末一行；一行也没有的是前面一行。"""
        return self.first + self.count - 1


class RowCell(NamedTuple):
    """``PrintedBody`` 里的一格，各项同 ``PrintedCell``。"""

    value: PrintedValue
    look: Look = Look.TEXT
    fill: str = ""
    sheet_link: str = ""
    link: CellLink | None = None


@dataclass
class PrintedSheet:
    """一张工作表；``titles`` 是每页重印的首行、末行，``heads`` 是分几页宽时每页重印的左边几栏。"""

    name: str
    widths: Sequence[float]
    cells: list[PrintedCell] = field(default_factory=list)
    merged: list[Block] = field(default_factory=list)
    titles: tuple[int, int] | None = None
    freeze: int = 0
    heads: int = 1
    filtered: Block | None = None
    body: PrintedBody | None = None

    @property
    def is_wide(self) -> bool:
        """A4 纸上印不清楚，用 A3 纸。"""
        return sum(self.widths) > _READABLE_A4

    @property
    def pages_across(self) -> int:
        """印成几页宽：A3 纸一页还印不清楚的，分几页。"""
        return ceil(sum(self.widths) / _READABLE_A3) if self.is_wide else 1

    def put(
        self,
        row: int,
        column: int,
        value: PrintedValue,
        look: Look = Look.TEXT,
        *,
        fill: str = "",
        to: tuple[int, int] | None = None,
        sheet_link: str = "",
        link: CellLink | None = None,
    ) -> None:
        """写一格；``to`` 是合并到哪一行、哪一列。"""
        self.cells.append(PrintedCell(row, column, value, look, fill, sheet_link, link))
        if to is not None and to != (row, column):
            self.merged.append(Block(row, column, *to))
