"""可能是同一个项目的几个：先看编码、名称，再看离得多近，单位、年度、金额合不合。

几千个单位都有的项目（公用经费）不逐个比：单位、年度、金额、名称写得一样的归成一组，照单位找，一组只看一个。
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from perfxl.matching.name_index import NameIndex
from perfxl.matching.organisation_index import OrganisationIndex
from perfxl.matching.organisations import same_organisation
from perfxl.matching.places import folder_of, nearness
from perfxl.matching.project import Project
from perfxl.matching.project_names import bare_name
from perfxl.model.table import Table

SAME_CODE = "项目编码相同"
# 不到这么多个的逐个看，归组反而慢。
_FEW = 16


class Choice(NamedTuple):
    """最像的一个，和同一张表里同样像的别的几个。"""

    first: Project
    rivals: list[Project]


class Candidates:
    """按编码或名称（``key``）归好的项目：先在同一工作簿里找，再在同一文件夹，再到别处。"""

    def __init__(self) -> None:
        self._pools: dict[tuple[str, object], _Pool] = {}

    def add(self, key: str, project: Project) -> None:
        """归进去。"""
        for place in _places(project):
            self._pools.setdefault((key, place), _Pool()).add(project)

    def best(self, one: Project, key: str, ground: str) -> Choice | None:
        """可能是同一个项目的里，离得最近的一处最像的；别处没有写年度的不算。"""
        for near, place in enumerate(_places(one)):
            pool = self._pools.get((key, place))
            found = pool.best(one, near, ground) if pool is not None else None
            if found is not None:
                return found
        return None


def _places(project: Project) -> tuple[object, ...]:
    """由近到远：工作簿、文件夹、同一年度。"""
    book = project.table.book
    return ("工作簿", book), ("文件夹", folder_of(book)), ("年度", project.year)


class NearNames:
    """各文件夹里名称相近的项目。"""

    def __init__(self, projects: "Iterable[Project]") -> None:
        folders: dict[str, dict[str, _Pool]] = {}
        self._order: dict[int, int] = {}
        for place, each in enumerate(projects):
            self._order[id(each)] = place
            pools = folders.setdefault(folder_of(each.table.book), {})
            pools.setdefault(each.name.text, _Pool()).add(each)
        self._folders = {folder: NameIndex(pools.items()) for folder, pools in folders.items()}

    def fitting(self, one: Project, grounds: Sequence[str]) -> "list[tuple[Project, str]]":
        """可能是同一个的，和名称为什么算相近（要在 ``grounds`` 里），照给的先后。"""
        index = self._folders.get(folder_of(one.table.book))
        if index is None:
            return []
        found = [
            (other, ground)
            for pool, ground in index.alike(one.name.text)
            if ground in grounds
            for other in pool.beside(one)
        ]
        return sorted(found, key=lambda each: self._order[id(each[0])])


class _Pool:
    """同一个名称（编码）、同一处的几个项目，照放进来的先后。"""

    __slots__ = ("_groups", "_projects")

    def __init__(self) -> None:
        self._projects: list[Project] = []
        self._groups: _Groups | None = None

    def add(self, project: Project) -> None:
        self._projects.append(project)
        self._groups = None

    def best(self, one: Project, near: int, ground: str) -> Choice | None:
        """最像的一个；更近的一处已经找过，没有。"""

        def distance(each: Project) -> tuple[bool, bool]:
            return _named_otherwise(one, each), not same_amounts(one, each)

        fitting = self._one_of_each_fitting(one, near, ground)
        if not fitting:
            return None
        first = min(fitting, key=distance)
        rivals = [
            each
            for each in self._in_table(first.table)
            if each is not first and each is not one
            if _named_otherwise(one, each) == _named_otherwise(one, first)
            and may_be_same(one, each, ground)
        ]
        return Choice(first, rivals)

    def _one_of_each_fitting(self, one: Project, near: int, ground: str) -> list[Project]:
        """各组里可能是同一个的，一组一个；不多的不分组，都在内。"""
        if len(self._projects) <= _FEW:
            firsts: Iterable[Project] = (each for each in self._projects if each is not one)
        else:
            groups = self._grouped()
            numbers = groups.all if ground == SAME_CODE else groups.fitting(one, near)
            firsts = groups.firsts(numbers, one)
        return [each for each in firsts if may_be_same(one, each, ground)]

    def beside(self, one: Project) -> list[Project]:
        """同一文件夹里可能是同一个的。"""
        if len(self._projects) <= _FEW:
            near = self._projects
        else:
            groups = self._grouped()
            near = [*groups.members(groups.fitting(one, 1)), *groups.in_book(one.table.book)]
        found = {id(each): each for each in near if may_be_same(one, each, "")}
        return list(found.values())

    def _in_table(self, table: Table) -> "Iterable[Project]":
        if len(self._projects) <= _FEW:
            return (each for each in self._projects if each.table is table)
        return self._grouped().in_table(table)

    def _grouped(self) -> "_Groups":
        if self._groups is None:
            self._groups = _Groups(self._projects)
        return self._groups


class _Groups:
    """项目分组：``may_be_same``、``same_amounts`` 看的各样都相同的一组。"""

    def __init__(self, projects: "Sequence[Project]") -> None:
        known: dict[tuple[object, ...], int] = {}
        self._order = {id(each): place for place, each in enumerate(projects)}
        self._groups: list[list[Project]] = []
        self._owned: OrganisationIndex[int] = OrganisationIndex()
        self._unowned: list[int] = []
        self._tables: dict[int, list[Project]] = {}
        self._books: dict[str, list[Project]] = {}
        for each in projects:
            number = known.setdefault(_looked_at(each), len(self._groups))
            if number == len(self._groups):
                self._groups.append([])
                for name in each.organisations:
                    self._owned.add(name, number)
                if not each.organisations:
                    self._unowned.append(number)
            self._groups[number].append(each)
            self._tables.setdefault(id(each.table), []).append(each)
            self._books.setdefault(each.table.book, []).append(each)

    @property
    def all(self) -> Iterable[int]:
        return range(len(self._groups))

    def fitting(self, one: Project, near: int) -> Iterable[int]:
        """单位可能合的各组，照先后：不在一个工作簿里、都写着单位的，要有一个单位相同。"""
        if near == 0 or not one.organisations:
            return self.all
        owned = {number for name in one.organisations for number in self._owned.same(name)}
        return sorted((*owned, *self._unowned))

    def firsts(self, numbers: Iterable[int], one: Project) -> list[Project]:
        """各组的头一个，``one`` 自己不算；照先后。"""
        firsts: list[Project] = []
        for number in numbers:
            group = self._groups[number]
            firsts += [each for each in group[:2] if each is not one][:1]
        return sorted(firsts, key=lambda each: self._order[id(each)])

    def members(self, numbers: Iterable[int]) -> "Iterable[Project]":
        return (each for number in numbers for each in self._groups[number])

    def in_table(self, table: Table) -> "Sequence[Project]":
        return self._tables.get(id(table), ())

    def in_book(self, book: str) -> "Sequence[Project]":
        return self._books.get(book, ())


def _looked_at(project: Project) -> tuple[object, ...]:
    return (
        *(project.year, project.code, project.unit, project.organisations),
        bare_name(project.name.text),
        *(project.in_yuan(project.initial), project.in_yuan(project.adjusted)),
    )


def _named_otherwise(one: Project, other: Project) -> bool:
    return bare_name(one.name.text) != bare_name(other.name.text)


def may_be_same(one: Project, other: Project, ground: str) -> bool:
    """年度、单位没有说不是同一个。离得越近越宽：远处合得上的，近处也合得上。"""
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


def same_amounts(one: Project, other: Project) -> bool:
    """年初或调整后的金额相同。"""
    return any(
        first is not None and first == second
        for first, second in (
            (one.in_yuan(one.initial), other.in_yuan(other.initial)),
            (one.in_yuan(one.adjusted), other.in_yuan(other.adjusted)),
        )
    )
