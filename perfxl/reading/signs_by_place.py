"""栏名不认得、下面写的都是比较符号或正向、反向一类的一栏：就是指标性质，照着认，说是猜的。

没有认出这一栏，“≤24小时”会读成“24小时”，反着比。
"""

from collections.abc import Mapping

from perfxl.grammar.context import DIRECTIONS
from perfxl.grammar.glyphs import compact
from perfxl.grammar.signs import sign_said
from perfxl.model.grid import Grid
from perfxl.model.table import PROJECT_NAMES, Entry
from perfxl.reading.labels import field_name, indicator_column, is_ignored_column, list_column
from perfxl.reading.titles import is_title

# 表头以下最多看这么多行；写着符号的不到这么多行，看不出来。
_LOOK_DOWN = 40
_FEWEST = 2
# 符号一栏里夹着的别的通行写法。
_AMONG = ("定性", "定性指标", "定量", "定量指标", "文字描述", "/", "-", "—", "无")


def sign_head(
    grid: Grid, bottom: int, columns: Mapping[str, list[int]], right: int
) -> Entry | None:
    """有指标值而没有认出指标性质的：写着符号的一栏的栏名；没有的、不止一栏的为 ``None``。

    写在完成值右边的说的是做得怎样（与指标值比是 >、=），不是。
    """
    if "nature" in columns or "target" not in columns:
        return None
    used = {column for places in columns.values() for column in places}
    names = columns.get("level3") or columns.get("level2") or [0]
    end = min(columns.get("actual", [right + 1]))
    heads = (grid.entry(bottom, column) for column in range(names[-1] + 1, end))
    found = [
        head
        for head in heads
        if head.column not in used and _may_head(head) and _says_signs(grid, bottom, head.column)
    ]
    return found[0] if len(found) == 1 else None


def _may_head(head: Entry) -> bool:
    text = head.text
    known = indicator_column(text) or list_column(text) or is_ignored_column(text)
    return bool(text) and head.number is None and not known


def _says_signs(grid: Grid, bottom: int, column: int) -> bool:
    rows = _rows(grid, bottom)
    texts = [
        text
        for row in rows
        if grid.anchor(row, column)[1] == column
        if (text := compact(grid.text(row, column)))
    ]
    signs = [text for text in texts if text in DIRECTIONS or sign_said(text)]
    others = [text for text in texts if text not in signs and text not in _AMONG]
    return len(signs) >= _FEWEST and not others


def _rows(grid: Grid, bottom: int) -> list[int]:
    """表头以下的各行，到下面又一张表的标题、项目名称为止。"""
    found: list[int] = []
    for row in grid.rows_between(bottom + 1, bottom + _LOOK_DOWN):
        texts = [entry.text for entry in grid.texts(row, 1, grid.last_column)]
        if any(field_name(text) in PROJECT_NAMES or is_title(text) for text in texts):
            break
        found.append(row)
    return found
