"""几张表里的项目一一对应：先看编码，再看名称，单位和年度不同的不算。"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import PurePath
from typing import NamedTuple

from perfxl.grammar.cached_property import cached_property
from perfxl.grammar.glyphs import compact
from perfxl.matching.budget_years import budget_years
from perfxl.matching.name_index import NameIndex
from perfxl.matching.organisations import organisations_of, same_organisation, unit_of
from perfxl.matching.project_names import (
    BRACKET,
    CLOSE,
    GROUNDS,
    alike,
    bare_name,
    name_key,
    project_code,
)
from perfxl.model.form_spec import Scope
from perfxl.model.money_units import MONEY_FACTORS
from perfxl.model.table import Entry, Line, Table
from perfxl.reading.budget_tree import leaves

SAME_CODE = "项目编码相同"
OTHER_UNIT = "名称相同，单位写得不同"


@dataclass(frozen=True, eq=False)
class Project:
    """一张表里的一个项目：单张的表是它自己，清单和预算表是其中一行。"""

    table: Table
    line: Line | None
    name: Entry
    year: int | None

    @cached_property
    def code(self) -> str:
        """项目编码；没有写为 ``""``。"""
        own = self.line.code if self.line else self.table.fields.get("项目编码")
        text = compact(own.text) if own else ""
        return text or project_code(self.name.text)

    @cached_property
    def unit(self) -> str:
        """所属单位；预算表的行没有写的为 ``""``。"""
        if self.line is not None:
            return self.line.organisation.text
        return unit_of(self.table)

    @cached_property
    def organisations(self) -> tuple[str, ...]:
        """写着的单位：自己的、主管部门的、标题里的。"""
        own = (self.unit,) if self.unit else ()
        return tuple(dict.fromkeys((*own, *organisations_of(self.table))))

    @property
    def initial(self) -> Entry:
        """年初（批复）预算数。"""
        if self.line is not None:
            return self.line.initial.total
        fund = self.table.annual_total
        return fund.initial if fund else Entry()

    @property
    def adjusted(self) -> Entry:
        """调整后（全年）预算数。"""
        if self.line is not None:
            return self.line.adjusted.total
        fund = self.table.annual_total
        return fund.adjusted if fund else Entry()

    def in_yuan(self, entry: Entry) -> Decimal | None:
        """金额折成元；没有数、不知道单位为 ``None``。"""
        factor = MONEY_FACTORS.get(self.table.money_unit or "")
        return None if entry.number is None or factor is None else entry.number * factor


class Match(NamedTuple):
    """两个项目对上了，``ground`` 是理由；``ambiguous`` 表示同样像的不止一个。"""

    one: Project
    other: Project
    ground: str
    ambiguous: bool = False

    @property
    def is_certain(self) -> bool:
        """编码或名称相同，而且只有这一个。"""
        return self.ground in (SAME_CODE, *GROUNDS[:2]) and not self.ambiguous


def projects_of(
    tables: Sequence[Table], years: Sequence[int | None] | None = None
) -> list[Project]:
    """各表里的项目。部门整体的表、收支和科目的表没有项目。``years`` 是各表的年度，没有给的照这些表推断。"""
    found: list[Project] = []
    for table, year in zip(tables, budget_years(tables) if years is None else years, strict=True):
        spec = table.spec
        single = bool(spec.indicators) and table.scope in (Scope.PROJECT, Scope.AREA)
        if single and table.project:
            found.append(Project(table, None, project_name_entry(table), year))
        elif spec.has_projects_in_lines:
            lines = table.lines if spec.indicators else leaves(table)
            found += [Project(table, line, line.name, year) for line in lines if line.name.text]
    return found


def project_name_entry(table: Table) -> Entry:
    """项目名称所在的格；没有为空。"""
    name = table.project
    return next((entry for entry in table.fields.values() if entry.text == name), Entry())


def nearness(one: Table, other: Table) -> int:
    """两张表隔得多远：0 同一工作簿，1 同一文件夹，2 别处。"""
    if one.book == other.book:
        return 0
    return 1 if folder_of(one.book) == folder_of(other.book) else 2


@lru_cache(maxsize=16384)
def folder_of(book: str) -> str:
    """文件所在的文件夹。"""
    return str(PurePath(book).parent)


class _Candidates:
    """按编码或名称（``key``）归好的项目：先在同一工作簿里找，再在同一文件夹，再到别处。"""

    def __init__(self) -> None:
        self._pools: dict[tuple[str, object], list[Project]] = {}

    def add(self, key: str, project: Project) -> None:
        """归进去。"""
        for place in _places(project):
            self._pools.setdefault((key, place), []).append(project)

    def fitting(self, one: Project, key: str, ground: str) -> list[Project]:
        """可能是同一个项目的，都在离得最近的一处；别处没有写年度的不算。"""
        for place in _places(one):
            found = [
                each
                for each in self._pools.get((key, place), ())
                if each is not one and _may_be_same(one, each, ground)
            ]
            if found:
                return found
        return []


def _places(project: Project) -> tuple[object, ...]:
    """由近到远：工作簿、文件夹、同一年度。"""
    book = project.table.book
    return ("工作簿", book), ("文件夹", folder_of(book)), ("年度", project.year)


def match_projects(ones: Iterable[Project], others: Iterable[Project]) -> list[Match]:
    """``ones`` 的每一个，在 ``others`` 里找同一个项目；找不到的不在结果里。

    编码相同的最先，再是名称相同、只差零碎的；名称相近的，两边都只剩这一个可配时才算。
    """
    left, right = list(ones), list(others)
    if not left or not right:
        return []
    by_code, by_name = _Candidates(), _Candidates()
    for each in right:
        by_name.add(name_key(each.name.text), each)
        if each.code:
            by_code.add(each.code, each)
    matches: list[Match] = []
    rest: list[Project] = []
    for each in left:
        found = _best(each, by_code, each.code, SAME_CODE) if each.code else None
        found = found or _best(each, by_name, name_key(each.name.text), "")
        if found:
            matches.append(found)
        else:
            rest.append(each)
    matches += _close_matches(rest, right, matches)
    return [*matches, *_other_unit_matches(left, right, matches)]


def _best(one: Project, candidates: _Candidates, key: str, ground: str) -> Match | None:
    fitting = candidates.fitting(one, key, ground)
    if not fitting:
        return None

    def distance(each: Project) -> tuple[int, bool, bool]:
        return (
            nearness(one.table, each.table),
            bare_name(one.name.text) != bare_name(each.name.text),
            not _same_amounts(one, each),
        )

    fitting.sort(key=distance)
    first = fitting[0]
    rivals = [
        each
        for each in fitting[1:]
        if distance(each)[:2] == distance(first)[:2] and each.table is first.table
    ]
    certain = _same_amounts(one, first) and not any(_same_amounts(one, each) for each in rivals)
    return Match(
        one, first, ground or alike(one.name.text, first.name.text), bool(rivals) and not certain
    )


def _close_matches(
    left: list[Project], right: list[Project], matches: Sequence[Match]
) -> list[Match]:
    """名称相近的：各个文件分别配，同一文件里已经配掉的行不再配。"""
    taken = {(match.one.table.book, id(match.other)) for match in matches}
    beside = by_folder_and_name(right)
    pairs: list[Match] = []
    for one in left:
        folder = folder_of(one.table.book)
        near = [
            Match(one, other, ground)
            for other, ground in (beside[folder].alike(one.name.text) if folder in beside else ())
            if ground in (BRACKET, CLOSE)
            and (one.table.book, id(other)) not in taken
            and _may_be_same(one, other, "")
        ]
        closest = min((nearness(one.table, each.other.table) for each in near), default=0)
        pairs += [each for each in near if nearness(one.table, each.other.table) == closest]
    rivals: dict[tuple[int, object], list[Match]] = {}
    for pair in pairs:
        for side in _contested(pair):
            rivals.setdefault(side, []).append(pair)
    return [
        each
        for each in pairs
        if _only_choice(each, [rival for side in _contested(each) for rival in rivals[side]])
    ]


def by_folder_and_name(projects: Iterable[Project]) -> dict[str, NameIndex[Project]]:
    """各文件夹里的项目，照名称找。"""
    folders: dict[str, list[tuple[str, Project]]] = {}
    for each in projects:
        folders.setdefault(folder_of(each.table.book), []).append((each.name.text, each))
    return {folder: NameIndex(named) for folder, named in folders.items()}


def _contested(match: Match) -> tuple[tuple[int, object], tuple[int, object]]:
    """争的是什么：这一个在那张表里的一行，那一个在这一个文件里的一处。"""
    one, other = match.one, match.other
    return (id(one), id(other.table)), (id(other), one.table.book)


def _other_unit_matches(
    left: list[Project], right: list[Project], matches: Sequence[Match]
) -> list[Match]:
    """名称一样、单位写得不同的：同在一处、两边都没有配掉、又只有这一个的，多半是单位写错了。"""
    done = {id(match.one) for match in matches} | {id(match.other) for match in matches}
    named: dict[tuple[str, str], list[Project]] = {}
    for each in right:
        if id(each) not in done and each.unit:
            named.setdefault(_name_in_folder(each), []).append(each)
    found: list[Match] = []
    for one in left:
        if id(one) in done or not one.unit:
            continue
        same = [
            other
            for other in named.get(_name_in_folder(one), ())
            if one.year is None or one.year == other.year
        ]
        if len(same) == 1 and not same_organisation(one.unit, same[0].unit):
            found.append(Match(one, same[0], OTHER_UNIT))
    return found


def _name_in_folder(project: Project) -> tuple[str, str]:
    return folder_of(project.table.book), bare_name(project.name.text)


def _only_choice(match: Match, pairs: Sequence[Match]) -> bool:
    """``pairs`` 是争同一个项目的：两边都没有别的可配；有的话，只有它金额相同。"""
    rivals = [each for each in pairs if each is not match]
    if not rivals:
        return True
    return _same_amounts(match.one, match.other) and not any(
        _same_amounts(each.one, each.other) for each in rivals
    )


def _may_be_same(one: Project, other: Project, ground: str) -> bool:
    """年度、单位没有说不是同一个。"""
    near = nearness(one.table, other.table)
    if one.year and other.year:
        if one.year != other.year:
            return False
    elif near == 2:
        return False
    if ground == SAME_CODE:
        return True
    if one.code and other.code and one.code != other.code and near == 2:
        return False
    if one.unit and other.unit:
        return same_organisation(one.unit, other.unit)
    if near and one.organisations and other.organisations:
        return any(
            same_organisation(first, second)
            for first in one.organisations
            for second in other.organisations
        )
    return near < 2


def _same_amounts(one: Project, other: Project) -> bool:
    """年初或调整后的金额相同。"""
    return any(
        first is not None and first == second
        for first, second in (
            (one.in_yuan(one.initial), other.in_yuan(other.initial)),
            (one.in_yuan(one.adjusted), other.in_yuan(other.adjusted)),
        )
    )
