"""清单写进开着的工作簿（Excel、WPS）：各格交去什么。"""

from typing import Any

from perfxl.plans.lists import CellLink, ListSheet
from perfxl.plans.stored_edits import as_written

_LONGEST_TEXT = 250


def written_lines(wanted: ListSheet) -> list[list[Any]]:
    """栏名和各行，照写进各格的样子；链接是公式。"""
    lines = [[as_written(value) for value in row] for row in wanted.rows]
    for line, link in zip(lines, wanted.links, strict=False):
        if linked := _linked(link):
            line[wanted.link_column - 1] = linked
    return [[each.title for each in wanted.columns], *lines]


def _linked(link: CellLink) -> str:
    """链到一格的公式：与字一起写，清单排了序链接也跟着走。"""
    if not link.cell:
        return ""
    sheet = link.sheet.replace("'", "''").replace('"', '""')
    first = link.cell.partition(",")[0]
    # 公式里的一段文字最多 255 个字符。
    shown = link.cell if len(link.cell) < _LONGEST_TEXT else f"{link.cell[: _LONGEST_TEXT - 1]}…"
    return f'=HYPERLINK("#\'{sheet}\'!{first}","{shown}")'
