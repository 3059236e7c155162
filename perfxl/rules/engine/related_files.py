"""哪几个文件在跨表的核对里相干：不相干的分开核对，结果与合在一起核对的相同。

跨表的规则（``TableSet``）只在这几处把两个文件连起来：项目同名、同编码；同一文件夹里名称相近的两种表；同一文件夹里
部门整体的表和预算表、自评汇总表和各自评表。年度的推断、文件夹里有哪些单位的自评表要看全部，另外算好（``Around``）。
加一条看得更远的规则，这里要跟着加；``tests/rules/test_related_files.py`` 把分开的与合在一起的对一遍。
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from perfxl.matching.budget_years import OwnYear, own_year, years_among
from perfxl.matching.name_index import NameIndex
from perfxl.matching.organisations import department_of
from perfxl.matching.project_names import BRACKET, CLOSE, alike, name_key
from perfxl.matching.projects import folder_of, projects_of
from perfxl.model.form_spec import Stage
from perfxl.model.table import Table
from perfxl.rules.engine.form_groups import BUDGETS, DEPARTMENT_WHOLES, EVALUATION_SUMMARIES
from perfxl.rules.engine.table_set import Around, EvaluatedIn, EvaluatedUnits, units_by_folder


class TableTraits(NamedTuple):
    """一张表里，核对别的文件时看得到的。

    ``form`` 是哪一种表，``year`` 是表自己说的年度，``names``、``codes`` 是里面各项目的名称、编码；
    ``evaluated`` 是自评表的各个单位；``whole_of`` 是部门整体的表、预算表的单位（没有写的为 ``""``），别的表为 ``None``。
    """

    form: str
    sheet: str
    year: int | None
    names: tuple[str, ...]
    codes: tuple[str, ...]
    evaluated: tuple[str, ...]
    whole_of: str | None


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
    )


class Surroundings:
    """全部文件合起来才知道的：相干的各组，各表的年度，各文件夹里有哪些单位的自评表。"""

    def __init__(self, files: Sequence[FileTraits]) -> None:
        every = [(each.book, table) for each in files for table in each.tables]
        years = years_among([OwnYear(book, table.sheet, table.year) for book, table in every])
        in_order = iter(years)
        self.files = files
        self.years = [tuple(next(in_order) for _ in each.tables) for each in files]
        self.evaluated_units = _evaluated_units(every, years)
        wholes = (
            (folder_of(book), table.whole_of) for book, table in every if table.whole_of is not None
        )
        units = units_by_folder(wholes)
        self.of_several_units = frozenset(each for each, own in units.items() if len(own) > 1)

    def groups(self) -> list[list[int]]:
        """相干的文件的序号，一组一组的，都照给的先后。"""
        joined = _Joined(len(self.files))
        for place, key in _shared_keys(self.files):
            joined.at(key, place)
        for one, other in _near_names(self.files):
            if not joined.are_one(one[0], other[0]) and _alike(one[1], other[1]):
                joined.join(one[0], other[0])
        return joined.groups()

    def around(self, group: Iterable[int]) -> Around:
        """一组文件的各张表要知道的。"""
        group = list(group)
        folders = {folder_of(self.files[place].book) for place in group}
        return Around(
            tuple(year for place in group for year in self.years[place]),
            {each: self.evaluated_units.get(each, EvaluatedIn()) for each in sorted(folders)},
            self.of_several_units & folders,
        )


def _evaluated_units(
    tables: Iterable[tuple[str, TableTraits]], years: Sequence[int | None]
) -> EvaluatedUnits:
    found: dict[str, set[tuple[str, int | None]]] = {}
    for (book, table), year in zip(tables, years, strict=True):
        if table.evaluated:
            own = found.setdefault(folder_of(book), set())
            own.update((unit, year) for unit in table.evaluated)
    return {folder: EvaluatedIn(units) for folder, units in found.items()}


def _shared_keys(files: Sequence[FileTraits]) -> Iterator[tuple[int, tuple[str, str]]]:
    """各文件里别的文件也可能有的：名称、编码、文件夹的总数、文件夹里有自评汇总表的自评表。"""
    summaries = {form.value for form in EVALUATION_SUMMARIES}
    summed = {
        folder_of(each.book)
        for each in files
        if any(table.form in summaries for table in each.tables)
    }
    for place, each in enumerate(files):
        for table in each.tables:
            for name in table.names:
                yield place, ("名称", name_key(name))
            for code in table.codes:
                yield place, ("编码", code)
            if table.whole_of is not None:
                yield place, ("总数", folder_of(each.book))
            if (table.evaluated or table.form in summaries) and folder_of(each.book) in summed:
                yield place, ("汇总", folder_of(each.book))


_Named = tuple[int, str]


def _near_names(files: Sequence[FileTraits]) -> Iterator[tuple[_Named, _Named]]:
    """同一文件夹里，两种表的名称可能相近的两处：文件的序号、名称。同一种表的不拿来配。"""
    folders: dict[str, dict[tuple[str, str], int]] = {}
    for place, each in enumerate(files):
        named = folders.setdefault(folder_of(each.book), {})
        for table in each.tables:
            for name in table.names:
                named.setdefault((name, table.form), place)
    for named in folders.values():
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

    def __init__(self, count: int) -> None:
        self._up = list(range(count))
        self._first: dict[object, int] = {}

    def at(self, key: object, place: int) -> None:
        """``key`` 相同的连在一起。"""
        self.join(self._first.setdefault(key, place), place)

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
