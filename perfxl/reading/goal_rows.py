"""指标表头上面写着目标的一行（年度绩效目标｜……｜目标完成情况｜……）：紧接着表头也不是表头的一层。"""

from itertools import pairwise

from perfxl.grammar.glyphs import compact
from perfxl.model.grid import Grid
from perfxl.model.table import Entry
from perfxl.reading.labels import (
    goal_name,
    half_of,
    indicator_column,
    is_group_label,
    is_ignored_column,
)

# 栏名、大栏的名称没有比这更长的；更长的、写着句读的是目标。
_LONGEST_HEAD = 12
_STOPS = "。；，;"
# 两个标签之间正好一格。
_APART = 2


def is_goal_row(grid: Grid, row: int) -> bool:
    """目标的标签右边写着一句话；或两个目标的标签之间隔着不是栏名的字、合并了的空格（目标没有填）。"""
    entries = _entries(grid, row)
    labelled = [place for place, entry in enumerate(entries) if goal_name(entry.text) is not None]
    if not labelled or labelled[0] > 1:
        return False
    after = [entries[place + 1] for place in labelled if place + 1 < len(entries)]
    if any(_is_sentence(entry.text) for entry in after):
        return True
    return any(
        last - first == _APART and _holds_goal(grid, entries[first + 1])
        for first, last in pairwise(labelled)
    )


def _entries(grid: Grid, row: int) -> list[Entry]:
    """这一行从左到右的各格，连同上面并下来的标签；没有合并的空格不算。"""
    found: list[Entry] = []
    column = 1
    while column <= grid.last_column:
        entry, block = grid.entry(row, column), grid.block(row, column)
        if entry.text or block.right > block.left:
            found.append(entry)
        column = block.right + 1
    return found


def _is_head(text: str) -> bool:
    return bool(
        indicator_column(text)
        or goal_name(text)
        or half_of(text)
        or is_group_label(text)
        or is_ignored_column(text)
    )


def _is_sentence(text: str) -> bool:
    key = compact(text)
    if _is_head(text):
        return False
    return len(key) > _LONGEST_HEAD or any(stop in key for stop in _STOPS)


def _holds_goal(grid: Grid, entry: Entry) -> bool:
    """两个标签之间的一格：写着字的不是栏名；空着的横着合并，只占这一行。"""
    block = grid.block(entry.row, entry.column)
    return block.top == block.bottom and not (entry.text and _is_head(entry.text))
