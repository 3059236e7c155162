"""许多文件的跨表核对：分几批做，只取一批文件和与它们对上的几个文件的全部内容。

先用全部文件的轮廓（``model.outline``）找谁对谁，与合在一起核对的相同；再一批一批地核对。一个文件的结果只看它自己、
对上的几个文件和对上的理由，所以这些都没有变的，上次的照用（``ToCheck.about``）。
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from perfxl.matching.organisation_index import OrganisationIndex
from perfxl.matching.organisations import department_of, organisation_key
from perfxl.matching.places import folder_of
from perfxl.matching.projects import Match
from perfxl.model.finding import Finding
from perfxl.model.table import Table
from perfxl.rules.engine.earlier_projects import earlier_projects, nearly_earlier_projects
from perfxl.rules.engine.form_groups import BUDGETS, DEPARTMENT_WHOLES
from perfxl.rules.engine.related_files import Surroundings
from perfxl.rules.engine.running import check_table_set
from perfxl.rules.engine.table_set import MATCHED, Around, TableSet
from perfxl.standards.profile import Profile

# 哪个文件，里面第几张表的第几个项目。
_Place = tuple[int, int, int]
# 问题落在后一个上的：监控表对自评表，说的是自评表。
_OF_OTHER = frozenset({"evaluated_monitorings"})


class _Link(NamedTuple):
    """一个对上：哪一种，谁对谁，理由。"""

    kind: str
    one: _Place
    other: _Place
    ground: str
    ambiguous: bool


class ToCheck(NamedTuple):
    """核对 ``place`` 一个文件：要取哪几个文件的全部（照先后，连同自己），``about`` 是结果所看的一切（不连内容）。"""

    place: int
    files: tuple[int, ...]
    about: tuple[object, ...]


class InBatches:
    """``group`` 是相干的几个文件（``Surroundings.groups``），``outlines`` 是其中各个的轮廓。"""

    def __init__(
        self,
        surroundings: Surroundings,
        group: Sequence[int],
        outlines: Sequence[Sequence[Table]],
        profile: Profile,
    ) -> None:
        self._surroundings, self._profile = surroundings, profile
        self._group = tuple(group)
        tables = tuple(table for own in outlines for table in own)
        self._set = TableSet(tables, profile, surroundings.around(group))
        self._owners = {
            id(table): (place, number)
            for place, own in zip(group, outlines, strict=True)
            for number, table in enumerate(own)
        }
        self._places = _places_of(self._set, self._owners)
        self._links: dict[int, list[_Link]] = {place: [] for place in group}
        self._partners: dict[int, set[int]] = {place: {place} for place in group}
        self._link()

    def _link(self) -> None:
        for kind in MATCHED:
            for match in getattr(self._set, kind):
                one, other = self._places[id(match.one)], self._places[id(match.other)]
                own, partner = (other, one) if kind in _OF_OTHER else (one, other)
                link = _Link(kind, one, other, match.ground, match.ambiguous)
                self._links[own[0]].append(link)
                self._partners[own[0]].add(partner[0])
        for first, again in (*earlier_projects(self._set), *nearly_earlier_projects(self._set)):
            self._partners[self._places[id(again)][0]].add(self._places[id(first)][0])
        for table, near in _beside(self._set.tables):
            self._partners[self._owners[id(table)][0]].add(self._owners[id(near)][0])

    def outlined(self) -> list[Finding]:
        """看轮廓就够的规则查出的。"""
        return (
            check_table_set(self._set, self._set.tables[0], outlined=True)
            if self._set.tables
            else []
        )

    def files(self) -> Iterator[ToCheck]:
        """逐个文件。"""
        for place in self._group:
            files = tuple(sorted(self._partners[place]))
            renumbered = {each: number for number, each in enumerate(files)}
            links = tuple(
                (
                    each.kind,
                    (renumbered[each.one[0]], *each.one[1:]),
                    (renumbered[each.other[0]], *each.other[1:]),
                    each.ground,
                    each.ambiguous,
                )
                for each in self._links[place]
            )
            around = self._around(files)
            several = sorted(around.of_several_units)
            yield ToCheck(place, files, (renumbered[place], links, around.years, several))

    def _around(self, files: Iterable[int]) -> Around:
        return self._surroundings.around(files)

    def check(
        self, batch: Sequence[ToCheck], whole: Callable[[int], Sequence[Table]]
    ) -> list[Finding]:
        """要看全部的规则查出的，只要这一批文件的；``whole`` 取一个文件的各张表。"""
        files = sorted({place for each in batch for place in each.files})
        owned = [
            (place, number, table) for place in files for number, table in enumerate(whole(place))
        ]
        asked = {each.place for each in batch}
        own = [table for place, _, table in owned if place in asked]
        if not own:
            return []
        tables = TableSet(tuple(table for *_, table in owned), self._profile, self._around(files))
        owners = {id(table): (place, number) for place, number, table in owned}
        found_at = dict(zip(_places_in_order(tables, owners), tables.projects, strict=True))
        matched: dict[str, list[Match]] = {kind: [] for kind in MATCHED}
        for link in (link for place in sorted(asked) for link in self._links[place]):
            pair = found_at[link.one], found_at[link.other]
            matched[link.kind].append(Match(*pair, link.ground, link.ambiguous))
        tables.__dict__.update(matched)  # 已经对好的不再对
        books = {table.book for table in own}
        found = check_table_set(tables, own[0], outlined=False)
        return [each for each in found if each.file in books]


def _places_in_order(tables: TableSet, owners: dict[int, tuple[int, int]]) -> Iterator[_Place]:
    counted: dict[int, int] = {}
    for project in tables.projects:
        key = id(project.table)
        counted[key] = counted.get(key, -1) + 1
        yield (*owners[key], counted[key])


def _places_of(tables: TableSet, owners: dict[int, tuple[int, int]]) -> dict[int, _Place]:
    return {
        id(project): place
        for project, place in zip(tables.projects, _places_in_order(tables, owners), strict=True)
    }


def _beside(tables: Sequence[Table]) -> Iterator[tuple[Table, Table]]:
    """同一文件夹里的总数可能要互相对的两张表：单位相同，或有一张没有写单位。"""
    folders: dict[str, list[tuple[str, Table]]] = {}
    for table in tables:
        if table.form in DEPARTMENT_WHOLES or table.form in BUDGETS:
            folders.setdefault(folder_of(table.book), []).append((department_of(table), table))
    for own in folders.values():
        units: OrganisationIndex[Table] = OrganisationIndex(own)
        nameless = [table for unit, table in own if not organisation_key(unit)]
        every = [table for _, table in own]
        for unit, table in own:
            near = (*units.same(unit), *nameless) if organisation_key(unit) else every
            yield from ((table, each) for each in near if each.book != table.book)
