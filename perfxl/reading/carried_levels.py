"""一级、二级指标和项目：合并的、空着的、写“同上”的，沿用上面的。"""

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern
from perfxl.model.table import ABSENT, Entry
from perfxl.reading.indicator_cells import IndicatorCells
from perfxl.reading.labels import level_name, two_levels

_LEVEL_WEIGHT = Pattern(r"\((\d+(?:\.\d+)?)分?\)|(?<!\d)(\d++(?:\.\d++)?)分$")
_DITTO = ("同上", '"', "〃", "″")


class CarriedLevels:
    """读到这一行时的上级指标、一级指标的分值和项目。

    ``projects`` 是清单里各行所属的项目，换了项目上级指标就不再沿用；``level1`` 是横着排的清单里
    这几栏的一级指标。
    """

    def __init__(self, cells: IndicatorCells, projects: Mapping[int, Entry], level1: Entry) -> None:
        self._cells = cells
        self._projects = projects
        self._given = _named(level1)
        self._own_columns = {*cells.header.used_columns, *cells.columns.get("level1", ())}
        self.project = self.level2 = ABSENT
        self.level1 = self._given
        self.level1_weight: Decimal | None = None
        # 分值单列一栏、写在那一行分值格里的，是哪一格。
        self.level1_points = ABSENT
        self.level2_weight: Decimal | None = None
        # 上一行的两格：多半一直并到这一行，不必再看；分值单列一栏的，各行自己看。
        self._seen: tuple[Entry, Entry] | None = None
        self._weighed = any(f"{role}_weight" in cells.columns for role in ("level1", "level2"))

    def enter(self, row: int) -> None:
        """到了一行：换了项目的，上级指标从头来。"""
        project = self._projects.get(row, self.project)
        if (project.row, project.text) != (self.project.row, self.project.text):
            self.level1, self.level2 = self._given, ABSENT
            self._seen = None
        self.project = project

    def carry(self, row: int) -> None:
        """看这一行自己写的；换了一级而二级为空，二级就是空。"""
        level1, level2 = self._cells.level(row, "level1"), self._cells.level(row, "level2")
        seen, self._seen = self._seen, (level1, level2)
        if seen is not None and not self._weighed and level1 is seen[0] and level2 is seen[1]:
            return
        own = (each for each in (level1, level2) if each.column in self._own_columns)
        self._cells.region.take(*own)
        level1, level2 = _apart(level1, level2)
        if level1.uncalculated:
            self.level1, self.level2, self.level1_weight = _unknown(level1), ABSENT, None
            self.level1_points = ABSENT
        elif level1.text and not _is_ditto(level1.text):
            renamed = (level1.row, level1.column) != (self.level1.row, self.level1.column)
            same = level_name(level1.text) == self.level1.text
            if renamed and not same:
                self.level2 = ABSENT
            printed, points = self._printed_weight(row, level1, "level1")
            if printed is not None or not same:
                self.level1_weight, self.level1_points = printed, points
            self.level1 = _named(level1)
        if level2.uncalculated:
            self.level2, self.level2_weight = _unknown(level2), None
        elif level2.text and not _is_ditto(level2.text):
            self.level2 = _named(level2)
            self.level2_weight, _ = self._printed_weight(row, level2, "level2")

    def carry_section(self, label: Entry, name: str, points: Entry = ABSENT) -> None:
        """自成一行的一级指标 ``name``（写在 ``label`` 一格，前面可以有序号）：以下各行都在它名下。

        ``points`` 是这一行的分值一格；名称后面印着分的，用印着的。
        """
        self.level1, self.level2 = self._section(label, name), ABSENT
        self.level1_weight, self.level2_weight = self._section_points(name, points), None
        own = self.level1_weight is not None and points_in_name(name) is None
        self.level1_points = points if own else ABSENT

    def carry_second(self, label: Entry, name: str, points: Entry = ABSENT) -> None:
        """自成一行的二级指标，写法同 ``carry_section``：一级指标照旧。"""
        self.level2 = self._section(label, name)
        self.level2_weight = self._section_points(name, points)

    def _section(self, label: Entry, name: str) -> Entry:
        self._cells.region.take(label)
        self._seen = None
        return _named(label._replace(text=name))

    def _section_points(self, name: str, points: Entry) -> Decimal | None:
        printed = points_in_name(name)
        weight = points.number if printed is None else printed
        if weight is not None and points.number == weight:
            self._cells.region.take(points)
        return weight

    def _printed_weight(self, row: int, level: Entry, role: str) -> tuple[Decimal | None, Entry]:
        """一级（二级）指标格里印的分数，或单列一栏的分值；单列的连同是哪一格。"""
        printed = points_in_name(level.text)
        if printed is not None:
            return printed, ABSENT
        own = self._cells.points(row, f"{role}_weight")
        if own.number is None:
            return None, ABSENT
        self._cells.region.take(own)
        return own.number, own


@lru_cache(maxsize=8192)
def points_in_name(text: str) -> Decimal | None:
    """指标名里印的分数；没有为 ``None``。

    >>> points_in_name("产出指标\\n（50分）"), points_in_name("相关性（5分）"), points_in_name("相关性")
    (Decimal('50'), Decimal('5'), None)
    """
    match = _LEVEL_WEIGHT.search(compact(text))
    return Decimal(match[1] or match[2]) if match else None


def _named(level: Entry) -> Entry:
    """上级指标写成全名。"""
    name = level_name(level.text)
    return level if name == level.text else level._replace(text=name)


def _apart(level1: Entry, level2: Entry) -> tuple[Entry, Entry]:
    """一级、二级写在一格里的（产出指标—数量指标），分成两样；另一栏写着字的照旧。"""
    both = level1 if not level2.text else level2 if not level1.text else ABSENT
    apart = two_levels(both.text)
    if apart is None:
        return level1, level2
    upper, lower = apart
    return both._replace(text=upper), both._replace(text=lower)


def _unknown(level: Entry) -> Entry:
    """公式没有结果：不知道换成了哪一个，不沿用上面的。"""
    return level._replace(text="")


def _is_ditto(text: str) -> bool:
    return compact(text) in _DITTO
