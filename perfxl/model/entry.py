"""表里的一个值：文字、数、所在的单元格。"""

from decimal import Decimal
from typing import NamedTuple

from perfxl.model.address import cell_address


class Entry(NamedTuple):
    """表里的一个值：人看到的文字、能读成数时的数、所在单元格。

    ``prefix`` 是与值同在一格的标签（``联系人：``），写回时要带上。
    ``row`` 为 0 表示表里没有这一栏；文字为空而 ``row`` 不为 0，表示有这一格但没填。
    ``stored_as_text``：文件里存的是文字，不是数；``continued``：文字由上下几格接成，不能整个写回一格。
    ``raw``：格里存的原文，夹着看不见的字符、兼容字形，与看到的不同时才有。
    """

    text: str = ""
    row: int = 0
    column: int = 0
    number: Decimal | None = None
    formula: str | None = None
    prefix: str = ""
    stored_as_text: bool = False
    continued: bool = False
    raw: str = ""

    @property
    def cell(self) -> str:
        """Excel 地址；没有这一栏时为 ``""``。"""
        return cell_address(self.row, self.column) if self.row else ""

    @property
    def exists(self) -> bool:
        """表里有这一格（不论填没填）。"""
        return self.row > 0

    @property
    def uncalculated(self) -> bool:
        """是公式，但文件里没有存结果，或结果是错误值；由 PX902 报，别的规则不当它是空白。"""
        return self.formula is not None and (not self.text or self.text.startswith("#"))

    def __bool__(self) -> bool:
        return bool(self.text)


ABSENT = Entry()
