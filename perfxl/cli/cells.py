"""屏幕上的表格和格子里的字。"""

from rich.box import SIMPLE_HEAD
from rich.table import Table as Grid

from perfxl.model.table import Entry
from perfxl.scoring.rounding import plain

_NUMERIC = ("行", "分值", "得分", "表中", "应得", "年初", "调整", "增减", "预算")


def grid(*titles: str) -> Grid:
    """一张没有外框的表格；金额、分数靠右。"""
    found = Grid(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for title in titles:
        numeric = title.startswith(_NUMERIC)
        found.add_column(title, justify="right" if numeric else "left", overflow="fold")
    return found


def number_text(entry: Entry) -> str:
    """读成的数；读不成的照印。"""
    return plain(entry.number) if entry.number is not None else entry.text


def shortened(text: str) -> str:
    """一行里放得下的开头。"""
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else f"{flat[:58]}……"
