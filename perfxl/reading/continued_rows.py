"""长的原因、说明分写在几行的，接到上一行指标上。"""

from dataclasses import replace
from typing import Any

from perfxl.grammar.continued_text import joined_text
from perfxl.model.table import Entry, Indicator
from perfxl.reading.indicator_cells import IndicatorCells
from perfxl.reading.row_places import OWN_COLUMNS

# 可能分写在几行的栏。
_LONG_TEXTS = ("reason", "note", "explanation")
# 换页以后接着写的，离上一行指标不会比这更远。
_FARTHEST = 8


def continued(cells: IndicatorCells, row: int, last: Indicator) -> Indicator | None:
    """这一行接着 ``last`` 写的，返回接好的；不是接着写的为 ``None``。

    别的栏都与上一行合并着（换页后则空着），只有这几栏有字。
    """
    found = {role: cells.entry(row, role) for role in _LONG_TEXTS if role in cells.columns}
    own = {
        role: entry
        for role, entry in found.items()
        if entry.text and entry.row == row and entry.column in cells.columns[role]
    }
    if not own or not all(getattr(last, role).text for role in own):
        return None
    levels = [cells.entry(row, "level1"), cells.entry(row, "level2")]
    known = {entry.column for entry in (*own.values(), *levels)}
    texts = cells.region.texts(row)
    if any(each.column not in known and not cells.is_group_label(each) for each in texts):
        return None
    others = (cells.entry(row, role) for role in OWN_COLUMNS)
    merged = any(0 < entry.row < row and entry.text for entry in others)
    if not merged and row > last.row + _FARTHEST:
        return None
    for role, entry in own.items():
        earlier: Entry = getattr(last, role)
        text = joined_text([earlier.text, entry.text])
        longer: dict[str, Any] = {role: earlier._replace(text=text)}
        last = replace(last, **longer)
    cells.region.take(*own.values(), *(entry for entry in levels if entry.row == row))
    return last
