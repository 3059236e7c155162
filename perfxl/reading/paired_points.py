"""分值、得分写在一栏里的：栏名“分值/得分”，格里“50/48.5”，前一个、后一个各是什么照栏名的次序。"""

from perfxl.grammar.amounts import amount
from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern
from perfxl.model.grid import Grid
from perfxl.model.table import Entry

_WEIGHT = "(?:分值|权重|标准分值?|满分|分数|配分)"
_SCORE = "(?:(?:自评|实际|评价)?得分|自评分|评分|实得分)"
_LINK = r"[/／、及和与\s|-]"
_ORDERS = (
    (Pattern(f"{_WEIGHT}{_LINK}?{_SCORE}"), ("weight", "score")),
    (Pattern(f"{_SCORE}{_LINK}?{_WEIGHT}"), ("score", "weight")),
)
_PAIR = Pattern(r"\s*(\d+(?:\.\d+)?)\s*分?\s*[/／|、]\s*(\d+(?:\.\d+)?)\s*分?\s*")
# 表头以下看这么多行，要有这么多行写成一对。
_LOOK_DOWN, _FEWEST = 40, 2


def paired_order(grid: Grid, bottom: int, column: int) -> tuple[str, str] | None:
    """``column`` 一栏的格里先写哪一样、后写哪一样；不是两样写在一起的为 ``None``。"""
    head = compact(grid.text(bottom, column))
    order = next((each for pattern, each in _ORDERS if pattern.fullmatch(head)), None)
    if order is None:
        return None
    rows = grid.rows_between(bottom + 1, bottom + _LOOK_DOWN)
    pairs = sum(_PAIR.fullmatch(grid.text(row, column)) is not None for row in rows)
    return order if pairs >= _FEWEST else None


def point_in(entry: Entry, order: tuple[str, str], role: str) -> Entry:
    """一对里的一个；一格里还有另一个，不能整个改写。写成别的样子的没有数。"""
    found = _PAIR.fullmatch(entry.text)
    number = amount(found[order.index(role) + 1]) if found is not None else None
    return entry._replace(number=number, continued=True)
