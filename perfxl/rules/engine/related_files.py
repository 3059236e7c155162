"""哪几个文件在跨表的核对里相干：不相干的分开核对，结果与合在一起核对的相同。

跨表的规则（``TableSet``）只在这几处把两个文件连起来：项目同名、同编码；同一单位的名称只差尾词、年份；同一文件夹里名称相近的两种表；同一文件夹里
部门整体的表和预算表、自评汇总表和各自评表。年度的推断、文件夹里有哪些单位的自评表要看全部，另外算好（``Around``）。
加一条看得更远的规则，这里要跟着加；``tests/rules/test_related_files.py`` 把分开的与合在一起的对一遍。
"""

from collections.abc import Iterable, Iterator, Sequence
from sys import intern
from typing import NamedTuple

from perfxl.matching.budget_years import OwnYear, own_year, years_among
from perfxl.matching.name_index import NameIndex
from perfxl.matching.organisations import department_of, organisation_key, owner_of
from perfxl.matching.places import folder_of
from perfxl.matching.project import Project
from perfxl.matching.project_names import (
    BRACKET,
    CLOSE,
    alike,
    core_name,
    name_key,
    without_years,
)
from perfxl.matching.projects import projects_of
from perfxl.model.form_spec import Stage
from perfxl.model.table import Table
from perfxl.rules.engine.form_groups import (
    APPROVALS,
    BUDGETS,
    DEPARTMENT_WHOLES,
    EVALUATION_SUMMARIES,
)
from perfxl.rules.engine.table_set import (
    Around,
    EvaluatedIn,
    EvaluatedUnits,
    Placed,
    approvals_given,
    is_nameless,
    placed,
    units_by_folder,
)

_Named = tuple[int, str]


class TableTraits(NamedTuple):
    """一张表里，核对别的文件时看得到的。

    ``form`` 是哪一种表，``year`` 是表自己说的年度，``names``、``codes`` 是里面各项目的名称、编码；
    ``evaluated`` 是自评表的各个单位；``whole_of`` 是部门整体的表、预算表的单位（没有写的为 ``""``），别的表为 ``None``。
    ``nameless``：填了而没有读到名称的自评表；``approves``：批复表。
    ``units`` 是里面各个项目的单位，一个项目一回。
    ``known_as`` 是单张的表里的项目，名称去掉年份和零碎以后，连同所属的单位；没有写单位的、别的表为 ``None``。
    """

    form: str
    sheet: str
    year: int | None
    names: tuple[str, ...]
    codes: tuple[str, ...]
    evaluated: tuple[str, ...]
    whole_of: str | None
    known_as: tuple[str, str] | None
    nameless: bool = False
    approves: bool = False
    units: tuple[str, ...] = ()


class FileTraits(NamedTuple):
    """一个文件的各张表。"""

    book: str
    tables: tuple[TableTraits, ...]


def traits_of(book: str, tables: Iterable[Table]) -> FileTraits:
    """读懂的各张表里，核对别的文件时看得到的。"""
    return FileTraits(book, tuple(map(_of_table, tables)))


def _of_table(table: Table) -> TableTraits:
    projects = projects_of([table], [None])
    evaluates = table.stage is Stage.EVALUATION and bool(table.spec.indicators)
    return TableTraits(
        table.form.value,
        table.sheet,
        own_year(table),
        tuple(dict.fromkeys(each.name.text for each in projects)),
        tuple(dict.fromkeys(each.code for each in projects if each.code)),
        tuple(dict.fromkeys(each.unit for each in projects)) if evaluates else (),
        department_of(table) if table.form in DEPARTMENT_WHOLES or table.form in BUDGETS else None,
        _known_as(projects[0]) if projects and projects[0].line is None else None,
        is_nameless(table),
        table.form in APPROVALS,
        tuple(placed(each).unit for each in projects),
    )


def _known_as(project: Project) -> tuple[str, str] | None:
    owner = organisation_key(owner_of(project.table))
    return (core_name(without_years(project.name.text), None), owner) if owner else None


class Surroundings:
    """全部文件合起来才知道的：相干的各组，各表的年度，各文件夹里有哪些单位的自评表。``files`` 只看一遍，不都留着。"""

    def __init__(self, files: Iterable[FileTraits]) -> None:
        seen = _Seen()
        for each in files:
            seen.add(each)
        self._groups = seen.groups()
        self.books = seen.books
        years = iter(years_among(seen.own_years))
        self.years = [tuple(next(years) for _ in range(count)) for count in seen.tables]
        self.evaluated_units = seen.evaluated_units(self.years)
        self.approvals_given = seen.approvals_given(self.years)
        units = units_by_folder(seen.wholes)
        self.of_several_units = frozenset(each for each, own in units.items() if len(own) > 1)
        self.with_nameless = frozenset(seen.nameless)

    def groups(self) -> list[list[int]]:
        """相干的文件的序号，一组一组的，都照给的先后。"""
        return self._groups

    def around(self, group: Iterable[int]) -> Around:
        """一组文件的各张表要知道的。"""
        group = list(group)
        folders = {folder_of(self.books[place]) for place in group}
        near = folders.union(map(folder_of, folders))
        return Around(
            tuple(year for place in group for year in self.years[place]),
            {each: self.evaluated_units.get(each, EvaluatedIn()) for each in sorted(folders)},
            {each: self.approvals_given.get(each, EvaluatedIn()) for each in sorted(near)},
            self.of_several_units & folders,
            self.with_nameless & folders,
        )


_SUMMARIES = frozenset(form.value for form in EVALUATION_SUMMARIES)


class _Seen:
    """看过的各个文件里，合起来要用的。

    别的文件也可能有的（名称、编码、文件夹的总数、文件夹里有自评汇总表的自评表），当时就连起来。
    """

    def __init__(self) -> None:
        self.books: list[str] = []
        # 各文件有几张表；各张表自己说的年度。
        self.tables: list[int] = []
        self.own_years: list[OwnYear] = []
        # 部门整体的表、预算表：文件夹、单位。
        self.wholes: list[tuple[str, str]] = []
        # 有没有读到名称的自评表的文件夹。
        self.nameless: set[str] = set()
        # 自评表：哪个文件的第几张，各个单位。
        self._evaluated: list[tuple[int, int, tuple[str, ...]]] = []
        # 批复的、自评的各个项目：哪个文件的第几张，单位。
        self._approved: list[tuple[int, int, tuple[str, ...]]] = []
        self._reported: list[tuple[int, int, tuple[str, ...]]] = []
        self._summarising: set[str] = set()
        # 自评表、自评汇总表所在的各个文件。
        self._summed: list[int] = []
        # 各文件夹里的名称、哪一种表 → 哪个文件。
        self._named: dict[str, dict[tuple[str, str], int]] = {}
        self._joined = _Joined()

    def add(self, file: FileTraits) -> None:
        place, folder = len(self.books), folder_of(file.book)
        self.books.append(file.book)
        self.tables.append(len(file.tables))
        self._joined.add()
        named = self._named.setdefault(folder, {})
        for number, table in enumerate(file.tables):
            self.own_years.append(OwnYear(file.book, intern(table.sheet), table.year))
            for name in table.names:
                for key in {name_key(name), name_key(without_years(name))}:
                    self._joined.at(("名称", key), place)
                named.setdefault((name, table.form), place)
            for code in table.codes:
                self._joined.at(("编码", code), place)
            if table.known_as is not None:
                self._joined.at(("大致同名", table.known_as), place)
            if table.whole_of is not None:
                self._joined.at(("总数", folder), place)
                self.wholes.append((folder, table.whole_of))
            if table.evaluated:
                self._evaluated.append((place, number, table.evaluated))
                self._reported.append((place, number, table.units))
            if table.approves:
                self._approved.append((place, number, table.units))
            if table.nameless:
                self.nameless.add(folder)
            if table.form in _SUMMARIES:
                self._summarising.add(folder)
            if table.evaluated or table.form in _SUMMARIES:
                self._summed.append(place)

    def evaluated_units(self, years: Sequence[Sequence[int | None]]) -> EvaluatedUnits:
        """``years`` 是各文件各张表的年度。"""
        found: dict[str, set[tuple[str, int | None]]] = {}
        for place, number, units in self._evaluated:
            own = found.setdefault(folder_of(self.books[place]), set())
            own.update((unit, years[place][number]) for unit in units)
        return {folder: EvaluatedIn(units) for folder, units in found.items()}

    def approvals_given(self, years: Sequence[Sequence[int | None]]) -> EvaluatedUnits:
        """``years`` 是各文件各张表的年度。"""

        def each(tables: Iterable[tuple[int, int, tuple[str, ...]]]) -> Iterator[Placed]:
            for place, number, units in tables:
                for unit in units:
                    yield Placed(self.books[place], unit, years[place][number])

        return approvals_given(each(self._approved), each(self._reported))

    def groups(self) -> list[list[int]]:
        for place in self._summed:
            folder = folder_of(self.books[place])
            if folder in self._summarising:
                self._joined.at(("汇总", folder), place)
        for one, other in self._near_names():
            if not self._joined.are_one(one[0], other[0]) and _alike(one[1], other[1]):
                self._joined.join(one[0], other[0])
        return self._joined.groups()

    def _near_names(self) -> Iterator[tuple[_Named, _Named]]:
        """同一文件夹里，两种表的名称可能相近的两处：文件的序号、名称。同一种表的不拿来配。"""
        for named in self._named.values():
            if len({form for _, form in named}) < 2:
                continue
            index = NameIndex((name, (name, form)) for name, form in named)
            for (name, form), place in named.items():
                for other, its_form in index.near(name):
                    # 相近的两个互相找得到，一头找就够了。
                    if form < its_form:
                        yield (place, name), (named[other, its_form], other)


def _alike(one: str, other: str) -> bool:
    """相近的程度两头看可能不同。"""
    return any(alike(*pair) in (BRACKET, CLOSE) for pair in ((one, other), (other, one)))


class _Joined:
    """连起来的序号。"""

    def __init__(self) -> None:
        self._up: list[int] = []
        # 只记散列值：碰巧相同的，多连了两个，结果也一样。
        self._first: dict[int, int] = {}

    def add(self) -> None:
        """添一个，还没有连。"""
        self._up.append(len(self._up))

    def at(self, key: object, place: int) -> None:
        """``key`` 相同的连在一起。"""
        self.join(self._first.setdefault(hash(key), place), place)

    def are_one(self, one: int, other: int) -> bool:
        return self._top(one) == self._top(other)

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self._top(one), self._top(other)))
        self._up[second] = first

    def groups(self) -> list[list[int]]:
        found: dict[int, list[int]] = {}
        for place in range(len(self._up)):
            found.setdefault(self._top(place), []).append(place)
        return list(found.values())

    def _top(self, place: int) -> int:
        while self._up[place] != place:
            self._up[place] = self._up[self._up[place]]
            place = self._up[place]
        return place
