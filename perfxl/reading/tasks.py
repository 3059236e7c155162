"""部门整体表里的“年度主要任务”一块：占哪几行，合计行里的资金。"""

from collections.abc import Iterable
from functools import lru_cache

from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern
from perfxl.model.table import Entry
from perfxl.reading.region import Region

_TASKS = Pattern(r"(?:主要|工作|重点)任务(?:完成情况|及完成情况)?$")
_SUMS = ("金额合计", "合计", "总计")


def task_label(region: Region, row: int) -> Entry | None:
    """这一行是不是任务一块的开头；块里只有一段文字的不算。"""
    texts = region.texts(row)
    if len(texts) <= 2:
        return None
    return next((entry for entry in texts if _heads_tasks(entry.text)), None)


@lru_cache(maxsize=8192)
def _heads_tasks(text: str) -> bool:
    return _TASKS.search(compact(text)) is not None


def task_rows(region: Region, rows: Iterable[int]) -> set[int]:
    """任务一块所占的行；行标题没有合并的，到它左边、下边又有字为止。"""
    found: set[int] = set()
    for row in rows:
        label = task_label(region, row)
        if label is not None and row not in found:
            found.update(range(row, bottom_of_label(region, label) + 1))
    return found


def bottom_of_label(region: Region, label: Entry) -> int:
    """行标题管到哪一行：合并块的末行，没有合并的到它左边、下边又有字为止。"""
    block = region.grid.block(label.row, label.column)
    bottom = block.bottom
    for row in region.grid.rows_between(bottom + 1, region.block.bottom):
        texts = region.texts(row)
        if row > bottom + 1 or not texts or texts[0].column <= block.right:
            break
        bottom = row
    return bottom


def is_task_sum(texts: list[Entry]) -> bool:
    """任务一块的合计行。"""
    return any(compact(entry.text) in _SUMS for entry in texts)
