"""几张表里的项目一一对应：先看编码，再看名称，单位和年度不同的不算。"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from perfxl.matching.budget_years import budget_years
from perfxl.matching.name_index import NameIndex
from perfxl.matching.organisations import same_organisation
from perfxl.matching.places import folder_of, nearness
from perfxl.matching.project import Project, project_name_entry
from perfxl.matching.project_candidates import SAME_CODE, Candidates, NearNames, same_amounts
from perfxl.matching.project_names import (
    BRACKET,
    CLOSE,
    GROUNDS,
    OWN_YEAR,
    alike,
    bare_name,
    name_key,
    without_year,
)
from perfxl.model.form_spec import Scope
from perfxl.model.table import Table
from perfxl.reading.budget_tree import leaves

OTHER_UNIT = "名称相同，单位写得不同"


class Match(NamedTuple):
    """两个项目对上了，``ground`` 是理由；``ambiguous`` 表示同样像的不止一个。"""

    one: Project
    other: Project
    ground: str
    ambiguous: bool = False

    @property
    def is_certain(self) -> bool:
        """编码或名称相同，而且只有这一个。"""
        return self.ground in (SAME_CODE, *GROUNDS[:2], OWN_YEAR) and not self.ambiguous


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
            found += [
                Project(table, line, line.name, line.of_year or year)
                for line in lines
                if line.name.text
            ]
    return found


def match_projects(ones: Iterable[Project], others: Iterable[Project]) -> list[Match]:
    """``ones`` 的每一个，在 ``others`` 里找同一个项目；找不到的不在结果里。

    编码相同的最先，再是名称相同、只差零碎（写没写自己这一年）的；名称相近的，两边都只剩这一个可配时才算。
    """
    left, right = list(ones), list(others)
    if not left or not right:
        return []
    by_code, by_name = Candidates(), Candidates()
    for each in right:
        by_name.add(_key(each), each)
        if each.code:
            by_code.add(each.code, each)
    matches: list[Match] = []
    rest: list[Project] = []
    for each in left:
        found = _best(each, by_code, each.code, SAME_CODE) if each.code else None
        found = found or _best(each, by_name, _key(each), "")
        if found:
            matches.append(found)
        else:
            rest.append(each)
    matches += _close_matches(rest, right, matches)
    return [*matches, *_other_unit_matches(left, right, matches)]


def _best(one: Project, candidates: Candidates, key: str, ground: str) -> Match | None:
    found = candidates.best(one, key, ground)
    if found is None:
        return None
    first, rivals = found
    certain = same_amounts(one, first) and not any(same_amounts(one, each) for each in rivals)
    ground = ground or alike(one.name.text, first.name.text) or OWN_YEAR
    return Match(one, first, ground, bool(rivals) and not certain)


def _key(project: Project) -> str:
    """名称比到哪里为止：自己这一年的字写没写都一样。"""
    return name_key(without_year(project.name.text, project.year))


def _close_matches(
    left: list[Project], right: list[Project], matches: Sequence[Match]
) -> list[Match]:
    """名称相近的：各个文件分别配，同一文件里已经配掉的行不再配。"""
    taken = {(match.one.table.book, id(match.other)) for match in matches}
    beside = NearNames(right)
    pairs: list[Match] = []
    for one in left:
        near = [
            Match(one, other, ground)
            for other, ground in beside.fitting(one, (BRACKET, CLOSE))
            if (one.table.book, id(other)) not in taken
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
    years = {key: _by_year(own) for key, own in named.items()}
    found: list[Match] = []
    for one in left:
        if id(one) in done or not one.unit:
            continue
        key = _name_in_folder(one)
        same = named.get(key, ()) if one.year is None else years.get(key, {}).get(one.year, ())
        if len(same) == 1 and not same_organisation(one.unit, same[0].unit):
            found.append(Match(one, same[0], OTHER_UNIT))
    return found


def _by_year(projects: Iterable[Project]) -> dict[int | None, list[Project]]:
    found: dict[int | None, list[Project]] = {}
    for each in projects:
        found.setdefault(each.year, []).append(each)
    return found


def _name_in_folder(project: Project) -> tuple[str, str]:
    return folder_of(project.table.book), bare_name(project.name.text)


def _only_choice(match: Match, pairs: Sequence[Match]) -> bool:
    """``pairs`` 是争同一个项目的：两边都没有别的可配；有的话，只有它金额相同。"""
    rivals = [each for each in pairs if each is not match]
    if not rivals:
        return True
    return same_amounts(match.one, match.other) and not any(
        same_amounts(each.one, each.other) for each in rivals
    )
