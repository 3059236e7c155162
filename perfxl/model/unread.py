"""没有读懂的：表格里的一行、一张工作表。有没读的行，就不判整张表。"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from perfxl.model.address import Block
from perfxl.model.entry import Entry

# 一句话里点出来的，最多这么多处。
_MOST_PLACES = 3


class WhyUnread(StrEnum):
    """一行为什么没有读成；``label`` 是给人看的一句。"""

    NAMELESS = "nameless"
    MERGED = "merged"
    BELOW_END = "below-end"
    WEIGHT = "weight"
    WEIGHTED = "weighted"
    BONUS = "bonus"
    OTHER_SHEET = "other-sheet"
    CONTINUED = "continued"
    CONTINUES = "continues"
    AMOUNT_NAMELESS = "amount-nameless"
    AMOUNT_BELOW_END = "amount-below-end"
    NAME_UNCALCULATED = "name-uncalculated"

    @property
    def label(self) -> str:
        """给人看的原因。"""
        return _WHY_UNREAD[self]


_WHY_UNREAD = {
    WhyUnread.NAMELESS: "写在指标各栏里，但没有指标名称和指标值",
    WhyUnread.MERGED: "写着分值、得分，但指标值与别的栏合并成一格",
    WhyUnread.BELOW_END: "像是指标行，但写在表尾或别的内容以下",
    WhyUnread.WEIGHT: "分值读不成数",
    WhyUnread.WEIGHTED: "的得分各以 100 分计，总分是权重乘得分的合计，分值、得分没有读",
    WhyUnread.BONUS: "是加分、减分，不是指标",
    WhyUnread.OTHER_SHEET: "像是上一张工作表的指标接着写下来的，但没有表头",
    WhyUnread.CONTINUED: "接着这张表写，表头又印了一遍，读成了另一张表，没有接起来",
    WhyUnread.CONTINUES: "是这张表的前半，没有接起来",
    WhyUnread.AMOUNT_NAMELESS: "写着金额，但没有名称和编码",
    WhyUnread.NAME_UNCALCULATED: "名称（编码）的公式没有结果",
    WhyUnread.AMOUNT_BELOW_END: "像是预算的一行，但写在表尾或别的内容以下",
}


# 一张表分写在两张工作表上，各读成一张：行读了，只是没有接起来。
HALVES = (WhyUnread.CONTINUED, WhyUnread.CONTINUES)


class UnreadRow(NamedTuple):
    """表格里没有读成的一行：没读的格（从左到右，至少一格）和原因。

    ``sheet`` 不为空时，这一行写在别的工作表上。
    """

    entries: tuple[Entry, ...]
    why: WhyUnread
    sheet: str = ""

    @property
    def row(self) -> int:
        """行号。"""
        return self.entries[0].row

    @property
    def block(self) -> Block:
        """从第一格到最后一格。"""
        return Block(self.row, self.entries[0].column, self.row, self.entries[-1].column)


class UnreadBlock(NamedTuple):
    """上下相连、原因相同的几行没有读成的行：``rows`` 行，占 ``block``。"""

    block: Block
    why: WhyUnread
    sheet: str
    rows: int = 1

    @property
    def place(self) -> str:
        """给人看的位置：``B12:H14``，在别的工作表上的带着表名。"""
        return f"{self.sheet}!{self.block.address}" if self.sheet else self.block.address


def joined_rows(rows: Iterable[UnreadRow]) -> list[UnreadBlock]:
    """没有读成的行，上下相连、原因相同的并成一块。"""
    blocks: list[UnreadBlock] = []
    for each in rows:
        last = blocks[-1] if blocks else None
        if last and (last.sheet, last.why, last.block.bottom + 1) == (
            each.sheet,
            each.why,
            each.row,
        ):
            blocks[-1] = last._replace(block=last.block.joined(each.block), rows=last.rows + 1)
        else:
            blocks.append(UnreadBlock(each.block, each.why, each.sheet))
    return blocks


def unread_said(rows: Sequence[UnreadRow]) -> str:
    """点出没有读成的行的一句：``B12:H14 等 4 行没有读懂``；没有时为 ``""``。"""
    places = [block.place for block in joined_rows(rows)]
    if not places:
        return ""
    shown = "、".join(places[:_MOST_PLACES])
    more = "等" if len(places) > _MOST_PLACES else "共"
    lines = "一行" if len(rows) == 1 else f"{more} {len(rows)} 行"
    apart = all(row.why in HALVES for row in rows)
    return f"{shown} {lines}{'在另一张工作表上，没有接起来' if apart else '没有读懂'}"


class UnreadSheet(NamedTuple):
    """有内容而没有认出表的工作表，或工作表里的一块：范围、头几句话。

    ``whole``：整张工作表里没有一张认得的表；``hidden``：工作表是隐藏的。
    """

    sheet: str
    block: Block
    words: tuple[str, ...]
    whole: bool = True
    hidden: bool = False
