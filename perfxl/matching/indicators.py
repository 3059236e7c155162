"""两张表的指标一一对应：名称相同的，换了类别的，改了说法的；剩下的是增加和取消。"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from perfxl.grammar.glyphs import compact
from perfxl.grammar.parsing import parse
from perfxl.grammar.patterns import Pattern
from perfxl.grammar.units import lookup
from perfxl.grammar.values import Placeholder, Value
from perfxl.matching.project_names import name_key, similarity, without_year
from perfxl.matching.target_changes import TargetChange, target_change, with_known_most
from perfxl.model.table import Entry, Indicator, IndicatorClass

# 同一二级指标下，字有这么多相同就当作改了说法；指标值没有变的，可以少这么些。
_REWORDED, _SAME_TARGET = 0.65, 0.25
# 两边各只剩这一条、指标值又没有变的，不论次序有这么多字相同就算。
_REWORDED_ALONE = 0.5


# 名称前印着的“指标1：”。
_NUMBERED = Pattern(r"^\s*(?:三级)?指标\s*[\d０-９一二三四五六七八九十]+\s*[:：、.．]\s*(?=\S)")
_IN_BRACKETS = Pattern(r"\s*[（(]([^（()）]{1,5})[)）]\s*$")
# 调整后的名称、指标值这样写的，是取消了。
_CANCELLED = frozenset({"取消", "已取消", "删除", "无", "不再考核", "(取消)"})
# 其中也可以是一个指标值的：安全事故，无。
_MAY_BE_TARGET = frozenset({"无"})


class Side(NamedTuple):
    """一条指标的一边：名称、指标值、分值。调整批复表有年初、调整后两边。

    ``year`` 不空的，名称里这一年的字不计：两个年度比的时候“2023年培训人数”就是“2024年培训人数”。
    """

    row: Indicator
    level3: Entry
    target: Entry
    weight: Entry
    year: int | None = None

    @property
    def key(self) -> str:
        """比名称用的：序号、“指标1：”、括号里的单位（培训人数（人））、尾词不计。"""
        return name_key(without_unit(self.bare))

    @property
    def bare(self) -> str:
        """去掉“指标1：”一类序号和自己年度的名称。"""
        return without_ordinal(without_year(self.level3.text, self.year))

    @property
    def value(self) -> Value:
        """指标值，照表上别处写的读。"""
        own = self.row
        return own.target_adjusted_value if self.target is own.target_adjusted else own.target_value

    @property
    def asked(self) -> Value:
        """要做到多少：最多 100% 的比率，“≥100%”就是“=100%”。"""
        return with_known_most(self.value, self.level3.text)


class IndicatorPair(NamedTuple):
    """``old``、``new`` 有一个为 ``None`` 的是取消、增加。``reworded`` 是名称改了说法。"""

    old: Side | None
    new: Side | None
    reworded: bool = False


def without_ordinal(name: str) -> str:
    """去掉名称前面的“指标1：”一类序号。

    >>> without_ordinal("指标1：培训人数"), without_ordinal("指标体系个数")
    ('培训人数', '指标体系个数')
    """
    return _NUMBERED.sub("", name)


def without_unit(name: str) -> str:
    """去掉名称末尾括号里的计量单位。

    >>> without_unit("培训人数（万人）"), without_unit("合格率(%)"), without_unit("补助（第二批）")
    ('培训人数', '合格率', '补助（第二批）')
    """
    found = _IN_BRACKETS.search(name)
    if found is None or lookup(found[1].lstrip("十百千万亿")) is None:
        return name
    return name[: found.start()] or name


def initial_sides(rows: Sequence[Indicator]) -> list[Side]:
    """年初（或唯一）的一边。"""
    return [
        Side(row, row.level3, row.target, row.weight)
        for row in rows
        if row.level3.text and not row.is_execution
    ]


def adjusted_sides(rows: Sequence[Indicator]) -> list[Side]:
    """调整后的一边；没有调整后一栏的就是唯一的一边。"""
    if not any(row.level3_adjusted.exists or row.target_adjusted.exists for row in rows):
        return initial_sides(rows)
    return [
        Side(row, name, row.target_adjusted, row.weight_adjusted or row.weight)
        for row in rows
        if (name := _adjusted_name(row)).text and not is_cancelled(row)
    ]


def is_cancelled(row: Indicator) -> bool:
    """调整后的名称写着 /、—、取消，或指标值写着取消。"""
    name = _adjusted_name(row)
    if compact(name.text) in _CANCELLED or isinstance(parse(name.text), Placeholder):
        return True
    return compact(row.target_adjusted.text) in _CANCELLED - _MAY_BE_TARGET


def _adjusted_name(row: Indicator) -> Entry:
    """调整后的名称；空着而写了指标值的，名称没有变。"""
    blank = not row.level3_adjusted.text and bool(row.target_adjusted.text)
    return row.level3 if blank else row.level3_adjusted


def pair_indicators(old: Sequence[Side], new: Sequence[Side]) -> list[IndicatorPair]:
    """先在同一二级指标下按名称对，再在同一一级、全表里对，最后对改了说法的。"""
    left, right = list(old), list(new)
    pairs: list[IndicatorPair] = []
    for one in old:
        # 一张表年初、调整两边的同一行，字有几个相同就是同一条。
        other = next((e for e in right if e.row is one.row and _is_one_row(one, e)), None)
        if other is not None:
            left.remove(one)
            right.remove(other)
            pairs.append(IndicatorPair(one, other, reworded=one.key != other.key))
    for same in (_same_level2, _same_level1, _anywhere):
        for one in list(left):
            other = next(
                (each for each in right if one.key == each.key and same(one, each)),
                None,
            )
            if other is not None:
                left.remove(one)
                right.remove(other)
                pairs.append(IndicatorPair(one, other))
    for found in (_reworded, _lone):
        for one, other in found(left, right):
            left.remove(one)
            right.remove(other)
            pairs.append(IndicatorPair(one, other, reworded=True))
    pairs += [IndicatorPair(one, None) for one in left]
    return [*pairs, *(IndicatorPair(None, other) for other in right)]


def known_pairs(
    pairs: Iterable[IndicatorPair], old: Iterable[Indicator], new: Iterable[Indicator]
) -> list[IndicatorPair]:
    """去掉说不准的：哪一边的各行（``old``、``new``）里有名称是没有算过的公式，那一边有没有这一条、是不是改了说法就不知道。"""
    unknown_old, unknown_new = _has_unknown_names(old), _has_unknown_names(new)

    def is_known(pair: IndicatorPair) -> bool:
        if pair.reworded:
            return not (unknown_old or unknown_new)
        return not ((pair.old is None and unknown_old) or (pair.new is None and unknown_new))

    return [pair for pair in pairs if is_known(pair)]


def _has_unknown_names(rows: Iterable[Indicator]) -> bool:
    return any(row.level3.uncalculated or row.level3_adjusted.uncalculated for row in rows)


def _is_one_row(one: Side, other: Side) -> bool:
    return one.key == other.key or _shared(one.key, other.key) >= _REWORDED_ALONE


def _reworded(left: Sequence[Side], right: Sequence[Side]) -> list[tuple[Side, Side]]:
    """同一一级指标下最像的先配，不重复。"""
    scored = sorted(
        (
            (_likeness(one, other), -abs(i - j), i, j)
            for i, one in enumerate(left)
            for j, other in enumerate(right)
            if _same_level1(one, other)
        ),
        reverse=True,
    )
    used_left: set[int] = set()
    used_right: set[int] = set()
    found: list[tuple[Side, Side]] = []
    for likeness, _, i, j in scored:
        if likeness >= _REWORDED and i not in used_left and j not in used_right:
            used_left.add(i)
            used_right.add(j)
            found.append((left[i], right[j]))
    return found


def _lone(left: Sequence[Side], right: Sequence[Side]) -> list[tuple[Side, Side]]:
    """同一二级指标下两边各只剩一条、指标值没有变、字有几个相同的：多半是改了说法。"""
    found: list[tuple[Side, Side]] = []
    for one in left:
        others = [each for each in right if _same_level2(one, each)]
        rivals = [each for each in left if each is not one and _same_level2(one, each)]
        if len(others) == 1 and not rivals and _is_lone_pair(one, others[0]):
            found.append((one, others[0]))
    return found


def _is_lone_pair(one: Side, other: Side) -> bool:
    if not one.target.text or _shared(one.key, other.key) < _REWORDED_ALONE:
        return False
    return target_change(one.asked, other.asked) is TargetChange.NONE


def _shared(one: str, other: str) -> float:
    """不论次序，有几成字相同。

    >>> _shared("补贴发放及时率", "按时发放补贴比例") > 0.6, _shared("验收合格率", "按时发放比例")
    (True, 0.0)
    """
    both = Counter(one) & Counter(other)
    return 2 * both.total() / max(1, len(one) + len(other))


def _likeness(one: Side, other: Side) -> float:
    alike = similarity(one.bare, other.bare)
    if not _same_level2(one, other):
        return alike - 0.2
    told = one.target.text and other.target.text
    same_target = told and target_change(one.asked, other.asked) is TargetChange.NONE
    return alike + (_SAME_TARGET if same_target else 0)


def _same_level2(one: Side, other: Side) -> bool:
    """同一类（服务对象满意度与满意度是一类）；没有写明哪一类的，看二级指标的字。"""
    kinds = one.row.indicator_class, other.row.indicator_class
    if any(kind is IndicatorClass.UNKNOWN or kind.is_general for kind in kinds):
        same = compact(one.row.level2.text) == compact(other.row.level2.text)
        return same and _same_level1(one, other)
    costs = {IndicatorClass.COST, IndicatorClass.ECONOMIC_COST}
    return (kinds[0] is kinds[1] or costs == set(kinds)) and _same_level1(one, other)


def _same_level1(one: Side, other: Side) -> bool:
    """一级相同；成本有写在产出下的，也有自成一级的，算一样。"""
    if one.row.is_cost and other.row.is_cost:
        return True
    said = one.row.classified.level1.classes, other.row.classified.level1.classes
    if all(len(each) == 1 for each in said):
        return said[0] == said[1]
    return compact(one.row.level1.text) == compact(other.row.level1.text)


def _anywhere(one: Side, other: Side) -> bool:
    return True
