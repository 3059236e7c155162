"""同一个项目、同一年度、同一单位交了几份自评表：哪一份算，哪几份是重复的。"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import NamedTuple

from perfxl.grammar import Measured, Value
from perfxl.grammar.patterns import Pattern
from perfxl.matching.organisations import organisation_key, owner_of
from perfxl.matching.places import folder_of, nearness
from perfxl.matching.project import Project
from perfxl.matching.project_names import bare_name, core_name, name_key
from perfxl.matching.target_changes import target_change
from perfxl.model.fund import Fund
from perfxl.model.table import Entry, Indicator, Table

# 文件名里说它是旧的、是另抄的一份；说它是改过的。
_COPY = re.compile(r"副本|复件|拷贝|备份|旧|作废|初稿|草稿|copy|bak|\(\d{1,2}\)$", re.IGNORECASE)
_FINAL = Pattern(r"修改|更正|改正|重报|终稿|定稿|最终|最新")
_AMOUNTS = (("年初预算数", "initial"), ("全年预算数", "adjusted"), ("全年执行数", "executed"))
_COLUMNS = (
    ("指标值", "target"),
    ("实际完成值", "actual"),
    ("分值", "weight"),
    ("得分", "score"),
    ("二级指标", "level2"),
)


class Differing(NamedTuple):
    """两份不同的一处：叫什么，算的一份、不算的一份各写什么。"""

    said: str
    kept: Entry
    other: Entry


@dataclass(frozen=True)
class Repeated:
    """``kept`` 是算的一份，``other`` 是不算的；``differing`` 是都写着而不同的几处，

    ``is_identical``：内容相同。指标多少不同的，逐处说不出，``differing`` 可能为空。
    """

    kept: Project
    other: Project
    differing: tuple[Differing, ...]
    is_identical: bool


def repeated_projects(projects: Sequence[Project]) -> list[Repeated]:
    """重复的各份。名称只差空白、序号、括号写法的是同一个；只差“经费”“补助”“工程”一类尾词、自己的年份的，

    编码、金额或多半的指标也要相同。两份都写了编码而不同的、单位不同的、年度不同的不算。
    """
    known, groups = _Known(), []
    for each in projects:
        own = known.same_as(each)
        if own is None:
            own = [each]
            groups.append(own)
            known.add(own)
        else:
            own.append(each)
    order = {id(each): place for place, each in enumerate(projects)}
    found = [one for group in groups if len(group) > 1 for one in _repeated(group)]
    return sorted(found, key=lambda each: order[id(each.other)])


_Group = list[Project]


class _Known:
    """已经见过的各个项目。写着单位、年度的只与同名、同单位、同年度的比，许多单位都有的项目（公用经费）也不必个个比；

    有一样没有写的，再与同一文件夹的、指标同名的比。
    """

    def __init__(self) -> None:
        self._whole: dict[tuple[object, ...], list[_Group]] = {}
        self._lacking: dict[tuple[object, ...], list[_Group]] = {}

    def add(self, group: _Group) -> None:
        """记下一个；``group`` 以后还可以添。"""
        first = group[0]
        for place in (*_own_places(first), *_other_places(first)):
            self._whole.setdefault(place, []).append(group)
        if _is_lacking(first):
            for place in _other_places(first):
                self._lacking.setdefault(place, []).append(group)

    def same_as(self, project: Project) -> _Group | None:
        """与它是同一个项目的；没有为 ``None``。"""
        near = self._whole if _is_lacking(project) else self._lacking
        candidates = [
            *(each for place in _own_places(project) for each in self._whole.get(place, ())),
            *(each for place in _other_places(project) for each in near.get(place, ())),
        ]
        bare, key = bare_name(project.name.text), name_key(project.name.text)
        candidates.sort(
            key=lambda group: (
                bare_name(group[0].name.text) != bare,
                name_key(group[0].name.text) != key,
            )
        )
        return next((group for group in candidates if _is_same(group[0], project)), None)


def _is_lacking(project: Project) -> bool:
    return project.year is None or not owner_of(project.table)


def _own_places(project: Project) -> tuple[tuple[object, ...], ...]:
    owner = organisation_key(owner_of(project.table))
    return (("单位", _core(project), owner, project.year),)


def _core(project: Project) -> str:
    return core_name(project.name.text, project.year)


def _other_places(project: Project) -> tuple[tuple[object, ...], ...]:
    name, folder = _core(project), folder_of(project.table.book)
    return ("文件夹", name, folder, project.year), ("指标", name, project.indicator_names)


def _repeated(group: Sequence[Project]) -> Iterable[Repeated]:
    kept = min(group, key=_preference)
    for each in group:
        if each is not kept:
            yield Repeated(kept, each, tuple(_differing(kept, each)), _is_identical(kept, each))


def _is_same(one: Project, other: Project) -> bool:
    if one.code and other.code and one.code != other.code:
        return False
    if not one.name.text or not other.name.text:
        return False
    identical = _is_identical(one, other)
    if one.year != other.year and not (identical and None in (one.year, other.year)):
        return False
    if not _is_same_unit(one, other, identical=identical):
        return False
    if bare_name(one.name.text) == bare_name(other.name.text):
        return True
    if name_key(one.name.text) != name_key(other.name.text) and _is_one_sheet(one, other):
        return False  # 一张清单里的两行，各是各的
    return identical or agree_otherwise(one, other)


def agree_otherwise(one: Project, other: Project) -> bool:
    """不看名称，也像同一个：编码、一项预算数相同，或多半的指标同名。"""
    same_code = bool(one.code) and one.code == other.code
    return same_code or _same_budget(one, other) or _same_indicators(one, other)


def _is_one_sheet(one: Project, other: Project) -> bool:
    return (one.table.book, one.table.sheet) == (other.table.book, other.table.sheet)


def _is_same_unit(one: Project, other: Project, *, identical: bool) -> bool:
    """没有写单位的，只有内容相同或放在一处才算。"""
    first, second = owner_of(one.table), owner_of(other.table)
    if first and second:
        return organisation_key(first) == organisation_key(second)
    return identical or nearness(one.table, other.table) < 2


def _same_budget(one: Project, other: Project) -> bool:
    pairs = ((one.initial, other.initial), (one.adjusted, other.adjusted))
    return any(
        first is not None and first == second
        for first, second in ((one.in_yuan(a), other.in_yuan(b)) for a, b in pairs)
    )


def _same_indicators(one: Project, other: Project) -> bool:
    """多半的三级指标同名。"""
    first, second = (
        {bare_name(row.level3.text) for row in each.table.indicators} for each in (one, other)
    )
    return bool(first & second) and 2 * len(first & second) >= max(len(first), len(second))


def nearly_repeated(projects: Sequence[Project]) -> list[tuple[Project, Project]]:
    """名称只差尾词、年份，同一单位、同一年度，别的都不同，因此算作两个的；一张清单里的两行不算。"""
    groups: dict[tuple[str, int | None, str], list[Project]] = {}
    for each in projects:
        key = _core(each), each.year, organisation_key(owner_of(each.table))
        groups.setdefault(key, []).append(each)
    return [
        (group[0], each)
        for (name, _, owner), group in groups.items()
        for each in group[1:]
        if name and owner and not (each.code and group[0].code)
        if not _is_one_sheet(group[0], each)
    ]


def _preference(project: Project) -> tuple[bool, bool, bool, bool]:
    """小的先取：填了的、看得见的、文件名没有说是副本的、说是改过的；都一样的取先读到的。"""
    table = project.table
    filled = any(row.actual.text or row.score.text for row in table.indicators)
    stem = PurePath(table.book).stem
    return (
        not filled,
        table.hidden,
        _COPY.search(stem) is not None,
        _FINAL.search(stem) is None,
    )


def _is_identical(one: Project, other: Project) -> bool:
    """两边都印着的都相同：表样不同、少印一栏的不算不同。"""
    if len(one.table.indicators) != len(other.table.indicators):
        return False
    names = zip(one.table.indicators, other.table.indicators, strict=True)
    if any(bare_name(a.level3.text) != bare_name(b.level3.text) for a, b in names):
        return False
    return not any(_differing(one, other))


def _differing(one: Project, other: Project) -> Iterator[Differing]:
    """两份都写着而不同的几处。"""
    first, second = one.table.annual_total, other.table.annual_total
    if first is not None and second is not None:
        yield from _differing_amounts(one, other, first, second)
    yield from _differing_sources(one, other)
    a, b = one.table.total.score, other.table.total.score
    if a.number is not None and b.number is not None and a.number != b.number:
        yield Differing("总分", a, b)
    yield from _differing_rows(one.table, other.table)


def _differing_sources(one: Project, other: Project) -> Iterator[Differing]:
    """总额以下同名的各行资金；有一份没有那一行、名称不止一行的不比。"""
    mine, theirs = _sources(one.table), _sources(other.table)
    for name in (each for each in mine if each in theirs):
        called = f"“{mine[name].name}”的"
        yield from _differing_amounts(one, other, mine[name], theirs[name], called)


def _sources(table: Table) -> dict[str, Fund]:
    named = [(name_key(each.name), each) for each in table.funds if not each.is_total]
    tally = Counter(name for name, _ in named)
    return {name: each for name, each in named if name and tally[name] == 1}


def _differing_amounts(
    one: Project, other: Project, mine: Fund, theirs: Fund, called: str = ""
) -> Iterator[Differing]:
    for said, column in _AMOUNTS:
        a, b = getattr(mine, column), getattr(theirs, column)
        amounts = one.in_yuan(a), other.in_yuan(b)
        if None not in amounts and amounts[0] != amounts[1]:
            yield Differing(called + said, a, b)


def _differing_rows(one: Table, other: Table) -> Iterator[Differing]:
    """指标同样多的，逐行看指标值、完成值、分值、得分和归在哪一类；名称也不同的不逐行看。"""
    if len(one.indicators) != len(other.indicators):
        return
    for first, second in zip(one.indicators, other.indicators, strict=True):
        if bare_name(first.level3.text) != bare_name(second.level3.text):
            continue
        for said, column in _COLUMNS:
            a, b = getattr(first, column), getattr(second, column)
            if a.exists and b.exists and not _is_same_cell(column, first, second):
                yield Differing(f"“{first.level3.text}”的{said}", a, b)


def _is_same_cell(column: str, one: Indicator, other: Indicator) -> bool:
    """指标值、完成值照读出的比：“6期”与单位列写着期的 6 一样。"""
    if _same_entry(getattr(one, column), getattr(other, column)):
        return True
    if column == "target":
        return _is_same_value(one.target_value, other.target_value)
    return column == "actual" and _is_same_value(one.actual_value, other.actual_value)


def _is_same_value(one: Value, other: Value) -> bool:
    """折算以后一样；数一样而有一份没有写单位的也算。"""
    if not target_change(one, other):
        return True
    if not (isinstance(one, Measured) and isinstance(other, Measured)):
        return False
    bare = (replace(each, unit=None, dimension=None, raw="") for each in (one, other))
    return None in (one.unit, other.unit) and len(set(bare)) == 1


def _same_entry(one: Entry, other: Entry) -> bool:
    if one.number is not None and one.number == other.number:
        return True
    return "".join(one.text.split()) == "".join(other.text.split())
