"""一行指标各栏的格：在哪几列，照这一栏的写法怎样读。"""

from collections.abc import Sequence

from perfxl.grammar.context import DIRECTIONS, ends_with_percent, says_ratio
from perfxl.grammar.glyphs import compact, fold
from perfxl.grammar.patterns import Pattern
from perfxl.grammar.signs import OPERATORS, sign_said
from perfxl.model.table import ABSENT, Entry
from perfxl.reading.header import Columns, Header
from perfxl.reading.joined_heads import ACTUAL_UNIT
from perfxl.reading.paired_points import point_in
from perfxl.reading.region import Region
from perfxl.reading.row_places import RowPlaces
from perfxl.reading.ticked_parts import joined, ticked

_NO_UNIT = ("/", "-", "无", "—")
# 性质一栏里不是符号、方向的通行写法。
_NATURES = (
    *("定性", "定性指标", "定量", "定量指标", "文字描述", "文字", "描述"),
    *("是/否", "是否", "是", "否", "适度"),
)
# 自成一栏的改进措施；“偏差说明及改进措施”是原因、措施合写的一栏。
_MEASURES = Pattern(r"^(?:下一步)?(?:拟采取的?)?(?:整改|改进|纠偏|工作)?措施$")
_LEVELS = ("level1", "level2", "level3")
_VALUES = ("target", "actual")


def _printed_sign(text: str) -> str:
    """性质一栏的符号照印，比较词换成符号；定性、正向、文字描述一类不是符号，为 ``""``。"""
    plain = "".join(text.split())
    sign = sign_said(plain)
    return plain if sign and compact(plain) in OPERATORS else sign


def _unit_to_add(value: str, unit: str) -> str:
    """接在值后面的单位；值里已经写着的（5% 与 ％ 是一样的）、说没有单位的为 ``""``。"""
    return "" if unit in _NO_UNIT or fold(value).endswith(fold(unit)) else unit


def _agrees(word: str, sign: str) -> bool:
    """正向配 ≥、反向配 ≤：写了等于没写；定量、定性另说了一件事。"""
    direction = DIRECTIONS.get(word.strip())
    said = sign_said(sign)
    return word.strip() in _NO_UNIT or (
        direction is not None and said in (direction.value, "=", ">", "<")
    )


def _is_odd_nature(text: str) -> bool:
    """性质一栏里既不是方向，也不是定性、定量一类的字。"""
    word = text.strip()
    return bool(word) and word not in (*DIRECTIONS, *_NO_UNIT, *_NATURES)


class IndicatorCells:
    """一行里各栏的格。``columns`` 是要读的各栏所在的列，``adjusted`` 是并列的调整后一套。"""

    def __init__(self, region: Region, header: Header, columns: Columns, adjusted: Columns) -> None:
        self.region = region
        self.header = header
        self.columns = columns
        self.adjusted = adjusted
        self.place = RowPlaces(region, columns, adjusted)
        self._row = 0
        self._said: dict[str, Entry] = {}
        self._remedies: list[int] | None = None
        self._in_percent: bool | None = None
        # 再往左就不是指标栏了。
        self._first = min((columns[role][0] for role in _LEVELS if columns.get(role)), default=999)

    def entry(self, row: int, role: str, columns: Columns | None = None) -> Entry:
        """该栏的值；一栏占几列时取第一个有字的。"""
        if columns is not None:
            return self._said_in(row, role, columns.get(role, ()))
        if row != self._row:  # 一行的一栏要看好几遍，记到换行为止
            self._row, self._said = row, {}
        found = self._said.get(role)
        if found is None:
            places = self.place.of_role.get(role)
            found = self._said_in(row, role, places) if places else ABSENT
            self._said[role] = found
        return found

    def _said_in(self, row: int, role: str, places: Sequence[int]) -> Entry:
        """几列里写着的一格；性质与方向各占一列的，写着比较符号的在先，其次是写着正向、反向的。"""
        first = self.region.first_said(row, places)
        if role != "nature" or len(places) < 2:
            return first
        said = [self.region.entry(row, place) for place in places]
        signs = [entry for entry in said if sign_said(entry.text)]
        if signs:
            others = [entry for entry in said if entry.text and entry not in signs]
            self.header.passed |= {e.column for e in others if not _agrees(e.text, signs[0].text)}
        self.region.take(*(entry for entry in said if entry not in signs))
        turned = [entry for entry in said if entry.text.strip() in DIRECTIONS]
        chosen = [*signs, *turned, first][0]
        if not signs:
            others = [entry for entry in said if entry.place != chosen.place]
            self.header.passed |= {entry.column for entry in others if _is_odd_nature(entry.text)}
        return chosen

    def points(self, row: int, role: str, columns: Columns | None = None) -> Entry:
        """该栏的分。"""
        entry = self.entry(row, role, columns)
        if self.header.paired and role in self.header.paired:
            return point_in(entry, self.header.paired, role) if entry.exists else entry
        return self.region.points(entry.row, entry.column) if entry.exists else entry

    def own_points(self, row: int, role: str) -> Entry:
        """这一行自己的分；与上面几行合并成一格的，只算在第一行。"""
        entry = self.points(row, role)
        return ABSENT if entry.exists and entry.row < row else entry

    def level(self, row: int, role: str) -> Entry:
        """上级指标；左右各印一套而左边空着的，取右边的。"""
        entry = self.entry(row, role)
        return entry if entry.text else self.entry(row, role, self.adjusted) or entry

    def is_group_label(self, entry: Entry) -> bool:
        """指标栏左边的行标题。"""
        return entry.column < self._first

    def target(self, row: int, columns: Columns) -> Entry:
        """指标值；分成性质、值、单位三栏的拼在一起，有一栏是没有算过的公式的，就不知道是多少。"""
        value = self.entry(row, "target", columns)
        if not value.text or ("nature" not in columns and "unit" not in columns):
            return value
        sign, measure = self.entry(row, "nature", columns), self.entry(row, "unit", columns)
        self.region.take(sign, measure)
        unknown = next((part for part in (sign, measure) if part.uncalculated), None)
        if unknown is not None:
            return value._replace(text="", number=None, formula=unknown.formula)
        nature, unit = _printed_sign(sign.text), measure.text
        if nature and value.text.startswith(nature):
            nature = ""
        return value.within(nature, _unit_to_add(value.text, unit))

    def actual(self, row: int) -> Entry:
        """完成值；单位另写一栏的接在后面，那一格是没有算过的公式的，就不知道是多少。"""
        value = self.entry(row, "actual")
        if not value.text or ACTUAL_UNIT not in self.columns:
            return value
        measure = self.entry(row, ACTUAL_UNIT)
        self.region.take(measure)
        if measure.uncalculated:
            return value._replace(text="", number=None, formula=measure.formula)
        return value.within("", _unit_to_add(value.text, measure.text))

    def heads_percent(self, name: str) -> bool:
        """指标值或完成值的栏名写着百分号，``name`` 一行说的是比率。"""
        if self._in_percent is None:
            places = [self.columns[role][-1] for role in _VALUES if self.columns.get(role)]
            rows = range(self.header.top, self.header.bottom + 1)
            heads = (self.region.entry(row, at).text for at in places for row in rows)
            self._in_percent = any(map(ends_with_percent, heads))
        return self._in_percent and says_ratio(name)

    def reason(self, row: int) -> Entry:
        """原因；原因与改进措施分两栏的接在一起，分几格划勾的合成一句。"""
        places = self.place.columns_of("reason")
        if any(place in self.header.parts for place in places):
            return self.ticked(row, "reason")
        entries = {
            (entry.row, entry.column): entry
            for entry in (self.region.entry(row, column) for column in places)
            if entry.text
        }
        if len(entries) < 2:
            return self.entry(row, "reason")
        first, *others = entries.values()
        self.region.take(*others)
        return first._replace(text="\n".join([first.text, *(entry.text for entry in others)]))

    def remedy(self, row: int) -> str:
        """自成一栏的改进措施写了什么。"""
        if self._remedies is None:
            self._remedies = [
                column for column in self.place.columns_of("reason") if self._is_of_measures(column)
            ]
        return "\n".join(filter(None, (self.region.entry(row, at).text for at in self._remedies)))

    def _is_of_measures(self, column: int) -> bool:
        """栏名只说措施，不说原因：改进措施、下一步整改措施。"""
        rows = range(self.header.top, self.header.bottom + 1)
        heads = [self.region.entry(row, column).text for row in rows]
        return any(_MEASURES.search(compact(head)) for head in heads)

    def ticked(self, row: int, role: str) -> Entry:
        """分几格划勾的一栏；没有分的照写的读。"""
        places = self.place.columns_of(role)
        parts = {place: self.header.parts[place] for place in places if place in self.header.parts}
        if not parts:
            return self.entry(row, role)
        said = ticked(self.region, row, places, parts)
        return joined(said, self.region.entry(row, places[0])._replace(text=""), parts.values())
