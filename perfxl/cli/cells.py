"""屏幕上的表格和格子里的字。"""

from collections.abc import Collection
from typing import TYPE_CHECKING

from perfxl.model.table import Entry
from perfxl.scoring.rounding import plain

if TYPE_CHECKING:
    from rich.table import Table as Grid

_SCORES = frozenset({"行", "分值", "得分", "表中", "应得"})


def grid(*titles: str, amounts: Collection[str] = ()) -> "Grid":
    """一张没有外框的表格；分数和 ``amounts`` 里的栏靠右。"""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table as Grid

    found = Grid(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for title in titles:
        numeric = title in _SCORES or title in amounts
        found.add_column(title, justify="right" if numeric else "left", overflow="fold")
    return found


def number_text(entry: Entry) -> str:
    """读成的数；读不成的照印。"""
    return plain(entry.number) if entry.number is not None else entry.text


def amount_text(entry: Entry) -> str:
    """金额：千位分节；读不成的照印，数字格式与单位不合的加问号。

    >>> from decimal import Decimal
    >>> amount_text(Entry("1234.5", 1, 1, Decimal("1234.50"))), amount_text(Entry("见附件", 1, 1))
    ('1,234.50', '见附件')
    """
    if entry.is_doubtful:
        return f"{entry.shown_amount:,f}？"
    return f"{entry.number:,f}" if entry.number is not None else entry.text
