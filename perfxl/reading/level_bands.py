"""上级指标自成一行，横在表里：“一、产出指标（50分）”“（一）数量指标”管着以下各行。

只印一栏指标名的表，一级、二级都可以这样写。是几级，先看序号的样子（一、 与 （一） 各是一级），再看名称。
"""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern
from perfxl.model.grid import Grid
from perfxl.model.indicator_class import (
    BENEFITS,
    COSTS,
    MONEY_COSTS,
    OUTPUTS,
    IndicatorClass,
)
from perfxl.model.table import Entry
from perfxl.reading.columns_by_place import ByPlace
from perfxl.reading.indicator_classes import level_class
from perfxl.reading.labels import (
    LONGEST_LABEL,
    indicator_column,
    is_group_label,
    is_ignored_column,
    is_known_level,
    is_level1_name,
    label_key,
    level_name,
    list_column,
    without_number,
)

# 栏名下面这么多行以内就有第一个上级指标；中间可以有栏次、分栏。
_LOOK_DOWN = 3
# 横着的一行最多写这么多格：序号、名称、分值、得分。
_MOST_CELLS = 4
_CHINESE = Pattern("[一二三四五六七八九十]+")
_DIGITS = Pattern(r"\d+")
_NUMBER_ALONE = Pattern(r"[(]?[一二三四五六七八九十]{1,2}[)]?[、.．]?")
_ENDINGS = ("指标", "效益", "效果")
# 一级指标名下不会有的二级指标。
_FOREIGN = {
    "产出指标": BENEFITS | {IndicatorClass.SATISFACTION},
    "成本指标": OUTPUTS | BENEFITS | {IndicatorClass.SATISFACTION},
    "效益指标": OUTPUTS | MONEY_COSTS,
    "满意度指标": OUTPUTS | COSTS | BENEFITS,
}


class Band(NamedTuple):
    """横着的一行：写着名称的格，去掉序号的名称，序号的样子（``一``、``(一)``、``1``，没有的为空）。"""

    label: Entry
    name: str
    style: str


def band_on(texts: list[Entry], points: Collection[int] = ()) -> Band | None:
    """一行只写着一个短名称，或左边一格的序号和名称；不是的为 ``None``。

    分值、得分各列 ``points`` 里可以另写着分；这样的要有序号，没有序号的是漏填了指标值的指标。
    """
    if len(texts) > _MOST_CELLS:
        return None
    said = [entry for entry in texts if entry.column not in points]
    if not said or len(said) > 2:
        return None
    label = said[-1]
    name = without_number(label.text)
    if len(name) > LONGEST_LABEL:
        return None
    number = label.text.strip().removesuffix(name)
    if len(said) > 1:
        if number or _NUMBER_ALONE.fullmatch(compact(said[0].text)) is None:
            return None
        number = said[0].text
    if not number and len(said) < len(texts):
        return None
    return Band(label, name, _style(number))


def _style(number: str) -> str:
    """序号的样子：换成第一个数，去掉后面的点。"""
    bare = compact(number).rstrip("、.．")
    return _DIGITS.sub("1", _CHINESE.sub("一", bare))


class BandLevels:
    """一张表里横着的各行是一级还是二级指标，从上往下看。"""

    def __init__(self) -> None:
        self._styles: dict[int, set[str]] = {1: set(), 2: set()}
        self._level1 = ""

    def level_of(self, band: Band, *, heads_band: bool) -> int | None:
        """1、2；不是上级指标的为 ``None``。``heads_band``：下一行也是横着的上级指标。"""
        level = self._level(band, heads_band=heads_band)
        if level is not None:
            self._styles[level].add(band.style)
        if level == 1:
            self._level1 = level_name(band.name)
        return level

    def _level(self, band: Band, *, heads_band: bool) -> int | None:
        by_style = [level for level, styles in self._styles.items() if band.style in styles]
        if is_level1_name(band.name):
            if len(by_style) == 1 and band.style:
                return by_style[0]
            return 2 if self._is_second(band, heads_band=heads_band) else 1
        if is_known_level(band.name):
            return 1 if by_style != [2] and self._is_foreign(band) else 2
        named = level_name(band.name).endswith(_ENDINGS) and not is_group_label(band.name)
        return by_style[0] if named and band.style and len(by_style) == 1 else None

    def _is_foreign(self, band: Band) -> bool:
        """社会效益指标写在产出指标后面、序号又不是二级的样子：不在它名下，自成一级。"""
        kinds = _FOREIGN.get(self._level1, frozenset())
        return not kinds.isdisjoint(level_class(band.name).classes)

    def _is_second(self, band: Band, *, heads_band: bool) -> bool:
        """成本指标也可以是产出指标下面的二级；满意度指标，序号另是一种的，是效益指标下面的。"""
        if heads_band or not self._level1 or level_name(band.name) == self._level1:
            return False
        under_output = self._level1 == "产出指标" and level_name(band.name) == "成本指标"
        other_style = bool(band.style) and band.style not in self._styles[1]
        if under_output:
            return other_style or bool(self._styles[2])
        under_benefit = self._level1 == "效益指标" and level_name(band.name) == "满意度指标"
        return under_benefit and other_style


def names_over_bands(grid: Grid, row: int, roles: Mapping[int, str]) -> ByPlace | None:
    """下面紧接着横着的上级指标、没有一栏叫三级指标的表头：指标值左边的“绩效指标”就是；不是的为 ``None``。

    栏名不是“绩效指标”“指标”一类的，照位置认，要说出来。
    """
    found = set(roles.values())
    if "target" not in found or not found.isdisjoint(("level1", "level2", "level3")):
        return None
    target = min(column for column, role in roles.items() if role == "target")
    heads = [entry for entry in grid.texts(row, 1, target) if entry.row == row]
    names = [entry for entry in heads if entry.column < target and _may_be_name(entry.text)]
    if len(names) != 1:
        return None
    head = names[0]
    after = next((entry.column for entry in heads if entry.column > head.column), target)
    bottom = grid.block(row, head.column).bottom
    points = [column for column, role in roles.items() if role in ("weight", "score")]
    if not any(has_band_below(grid, bottom, column, points) for column in range(1, after)):
        return None
    columns = dict.fromkeys(range(head.column, after), "level3")
    return ByPlace(columns, () if is_group_label(head.text) else ((head, "level3"),))


def _may_be_name(text: str) -> bool:
    other = indicator_column(text) or list_column(text) or is_ignored_column(text)
    return not other and label_key(text) != "序号"


def has_band_below(grid: Grid, bottom: int, column: int, points: Collection[int]) -> bool:
    """表头下面几行以内，第一个横着的上级指标写在这一列。"""
    for row in grid.rows_between(bottom + 1, bottom + _LOOK_DOWN):
        band = band_on(grid.texts(row, 1, grid.last_column), points)
        if band is not None and is_known_level(band.name):
            return column == band.label.column
    return False


def has_first_levels_in_bands(grid: Grid, bottom: int, points: Collection[int]) -> bool:
    """表头下面，一级指标横着写在各段上面（一、产出指标（50分））。"""
    rows = grid.rows_between(bottom + 1, bottom + _LOOK_DOWN)
    bands = (band_on(grid.texts(row, 1, grid.last_column), points) for row in rows)
    return any(band is not None and is_level1_name(band.name) for band in bands)
