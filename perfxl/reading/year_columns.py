"""几年的指标值各占一栏（2024年指标值｜2025年指标值｜2026年指标值）：哪一栏是这张表的年度。"""

from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern
from perfxl.model.grid import Grid
from perfxl.reading.labels import year_part
from perfxl.reading.titles import find_year, is_title, years_said

_ONE_YEAR = Pattern(r"20[0-9]{2}年度?(?:实际|目标|计划|预期|指标|完成|预计)?(?:值|数|情况|水平)?")
_YEAR = Pattern(r"(?<![0-9])(20[0-9]{2})年?(?!.*20[0-9]{2})")
# 各年可能各有一栏的；前两种的上一年是上年指标值。
_BY_YEAR = ("target", "actual", "weight", "score", "to_date", "expected")
_LAST_YEAR = ("target", "actual")
_RESULTS = ("actual", "expected")
_TWO = 2
_LAST = Pattern(r"(?:上一?年|去年|往年|前一?年)度?")
_THIS = Pattern(r"(?:本年|今年|当年)度?")
# 表的年度写在表头以上，最多往上看这么多行。
_LOOK_UP = 15

Groups = dict[str, list[list[int]]]


def names_year(text: str) -> int | None:
    """栏名里写的一个年度；没有写、写了几个的为 ``None``。

    >>> names_year("2023年预算数"), names_year("预算数（2024年）"), names_year("2024—2025年"), names_year("预算数")
    (2023, 2024, None, None)
    """
    found = _YEAR.search(text) if "20" in text and text.count("20") == 1 else None
    return int(found[1]) if found else None


def is_one_year(text: str) -> bool:
    """一个年度的一栏。

    >>> is_one_year("2023年实际"), is_one_year("2024年目标值"), is_one_year("2024年新增")
    (True, True, False)
    """
    return "20" in text and _ONE_YEAR.fullmatch(compact(text)) is not None


def settle_years(grid: Grid, top: int, bottom: int, groups: Groups) -> None:
    """几年各一栏的，只留表的年度那一栏；上一年的指标值、完成值是上年指标值，别的年度不读。

    指标值没有写年度、或没有那一年的，留最前的一年；完成值、得分等没有那一年的照旧。没有写年度的一栏是表的年度。
    """
    own = year_above(grid, top)
    earlier: list[int] = []
    for role in _BY_YEAR:
        parts = groups.get(role, [])
        years = {
            column: _year_of(grid, top, bottom, column, own) for part in parts for column in part
        }
        said = set(years.values()) - {None}
        if role == "target" and own not in said and None not in years.values() and len(said) > 1:
            own = min(year for year in said if year is not None)
        kept = [column for column, year in years.items() if year in (own, None)]
        if not said or len(years) < _TWO or not kept or len(kept) == len(years):
            continue
        current = [[column for column in part if column in kept] for part in parts]
        groups[role] = [part for part in current if part]
        if role in _LAST_YEAR and own is not None and not earlier:
            earlier = [column for column, year in years.items() if year == own - 1]
    earlier = earlier or _drop_history(grid, top, bottom, groups, own)
    if earlier and "last_year" not in groups:
        groups["last_year"] = [earlier]


def _drop_history(grid: Grid, top: int, bottom: int, groups: Groups, own: int | None) -> list[int]:
    """不打分的表里，栏名写着以前年度的完成值、预计（2023年实际｜2024年预计）不是这张表的：从各栏里去掉。

    另给上一年的一栏，没有的为空；两样都写着上一年的，完成值在先。
    """
    if own is None or "score" in groups:
        return []
    found: list[int] = []
    for role in _RESULTS:
        columns = [column for part in groups.get(role, []) for column in part]
        years = [_year_of(grid, top, bottom, column, own) for column in columns]
        if not years or any(year is None or year >= own for year in years):
            continue
        del groups[role]
        last = [at for at, year in zip(columns, years, strict=True) if year == own - 1]
        found = found or last
    return found


def _year_of(grid: Grid, top: int, bottom: int, column: int, own: int | None) -> int | None:
    """栏名里写的年度（写了几个的是末一个），先看下面的分栏；没有写的为 ``None``。“上年”“本年”照表的年度 ``own`` 数。"""
    for row in range(bottom, top - 1, -1):
        text = compact(grid.text(row, column))
        if year_part(text) == "longer":
            return None  # 实施期（2023—2025年）
        if "20" in text and (match := _YEAR.search(text)):
            return int(match[1])
        this = own if own is not None else 0
        if _LAST.match(text):
            return this - 1
        if own is not None and _THIS.match(text):
            return this
    return None


def year_above(grid: Grid, row: int) -> int | None:
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
