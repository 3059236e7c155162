"""几年的指标值各占一栏（2024年指标值｜2025年指标值｜2026年指标值）：哪一栏是这张表的年度。"""

from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern
from perfxl.model.grid import Grid
from perfxl.reading.titles import find_year, is_title, years_said

_ONE_YEAR = Pattern(r"20[0-9]{2}年度?(?:实际|目标|计划|预期|指标|完成|预计)?(?:值|数|情况|水平)?")
_YEAR = Pattern(r"(?<![0-9])(20[0-9]{2})年?(?!.*20[0-9]{2})")
# 表的年度写在表头以上，最多往上看这么多行。
_LOOK_UP = 15

Groups = dict[str, list[list[int]]]


def is_one_year(text: str) -> bool:
    """一个年度的一栏。

    >>> is_one_year("2023年实际"), is_one_year("2024年目标值"), is_one_year("2024年新增")
    (True, True, False)
    """
    return "20" in text and _ONE_YEAR.fullmatch(compact(text)) is not None


def settle_years(grid: Grid, top: int, bottom: int, groups: Groups) -> None:
    """指标值只留表的年度那一栏；上一年的是上年指标值，别的年度不读。

    没有写年度、或没有那一年的，留最前的一年。各栏没有都写明年度的照旧。
    """
    columns = [column for part in groups.get("target", []) for column in part]
    years = {column: _year_of(grid, top, bottom, column) for column in columns}
    said = [year for year in years.values() if year is not None]
    if len(said) < len(years) or len(set(said)) < 2:
        return
    own = _year_above(grid, top)
    kept = own if own in said else min(said)
    groups["target"] = [[column for column, year in years.items() if year == kept]]
    before = [column for column, year in years.items() if year == kept - 1]
    if own == kept and before and "last_year" not in groups:
        groups["last_year"] = [before]


def _year_of(grid: Grid, top: int, bottom: int, column: int) -> int | None:
    """栏名里写的一个年度，先看下面的分栏；没有写、写了几个的为 ``None``。"""
    texts = (grid.text(row, column) for row in range(bottom, top - 1, -1))
    found = next((match for text in texts if "20" in text and (match := _YEAR.search(text))), None)
    return int(found[1]) if found else None


def _year_above(grid: Grid, row: int) -> int | None:
    """表头以上、标题以下写的年度；几年各一栏的一行不算。"""
    rows = grid.rows_between(max(row - _LOOK_UP, 1), row - 1)
    texts: list[str] = []
    for above in reversed(rows):
        own = [entry.text for entry in grid.texts(above, 1, grid.last_column)]
        if len(years_said(own)) < 2:
            texts = own + texts
        if any(is_title(text) for text in own):
            break
    return find_year(texts)
