"""单位自己的自评汇总表对各项目的自评表：哪些行没有自评表，哪些自评表没有列进去。

只说放在一起、看得出是一套的：同一工作簿或同一文件夹、同一年度、同一单位。
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from perfxl.matching.name_index import NameIndex
from perfxl.matching.organisation_index import OrganisationIndex
from perfxl.matching.organisations import department_of, organisation_key
from perfxl.matching.places import folder_of, nearness
from perfxl.matching.project import Project
from perfxl.matching.project_names import alike
from perfxl.matching.projects import by_folder_and_name
from perfxl.model.table import Table
from perfxl.rules.engine.form_groups import EVALUATION_SUMMARIES
from perfxl.rules.engine.table_set import TableSet

# 至少这么多行有自评表，才看得出各项目的自评表都放在一起了。
_FEWEST_FOUND = 2


class Summarised(NamedTuple):
    """一张汇总表：各行、放在一起的自评表里对上的（行, 自评表）。"""

    table: Table
    lines: list[Project]
    found: list[tuple[Project, Project]]

    @property
    def missing(self) -> list[Project]:
        """没有对上的各行。"""
        done = {id(line) for line, _ in self.found}
        return [line for line in self.lines if id(line) not in done]


def summarised(tables: TableSet) -> list[Summarised]:
    """各张汇总表；旁边一张自评表也没有的不算。"""
    near = [
        match
        for match in tables.summary_rows
        if nearness(match.one.table, match.other.table) < 2 and match.one.year == match.other.year
    ]
    lines: dict[int, list[Project]] = {}
    for each in tables.projects:
        if each.table.form in EVALUATION_SUMMARIES:
            lines.setdefault(id(each.table), []).append(each)
    found: dict[int, list[tuple[Project, Project]]] = {}
    for match in near:
        found.setdefault(id(match.one.table), []).append((match.one, match.other))
    return [
        Summarised(table, lines[id(table)], found[id(table)])
        for table in tables.tables
        if id(table) in found
    ]


def without_form(tables: TableSet) -> Iterator[tuple[Project, Summarised]]:
    """有一行而没有自评表的：汇总表里多半的行都有，只缺少数几个；旁边有名称相近的不算。"""
    beside = by_folder_and_name(tables.evaluations)
    codes = {(folder_of(each.table.book), each.code) for each in tables.evaluations if each.code}
    for each in summarised(tables):
        missing = each.missing
        if len(each.found) < _FEWEST_FOUND or len(missing) >= len(each.found):
            continue
        folder = folder_of(each.table.book)
        if tables.has_nameless_evaluation(folder):
            continue
        for line in missing:
            same_code = (folder, line.code) in codes
            if not same_code and not beside[folder].has_alike(line.name.text):
                yield line, each


def not_listed(tables: TableSet) -> Iterator[tuple[Project, Summarised]]:
    """有自评表而没有列进去的：那个单位别的项目都列在这张汇总表里；另一张汇总表列了的不算。"""
    every = summarised(tables)
    listed = {id(form) for each in every for _, form in each.found}
    lines = _Lines(every)
    covering = _Covering(every)
    for form in tables.evaluations:
        if id(form) in listed or lines.has_like(form):
            continue
        summary = covering.of(form)
        if summary is not None:
            yield form, summary


class _Lines:
    """各张汇总表的各行：有没有名称相近、编码相同的（是不是同一个由别的规则说）。"""

    def __init__(self, every: Iterable[Summarised]) -> None:
        lines = [line for each in every for line in each.lines]
        self._codes = {line.code for line in lines if line.code}
        names = dict.fromkeys(line.name.text for line in lines)
        self._names = NameIndex((name, name) for name in names)

    def has_like(self, form: Project) -> bool:
        name = form.name.text
        near = (alike(each, name) for each in self._names.near(name))
        return form.code in self._codes or any(near)


class _Covering:
    """列着一个单位、一年的项目的汇总表：它对上的自评表里有这个单位的，或标题写着这个单位。"""

    def __init__(self, every: Sequence[Summarised]) -> None:
        self._every = every
        self._listed: dict[tuple[str, int, str], int] = {}
        self._titled: dict[tuple[str, int], OrganisationIndex[int]] = {}
        for number, each in enumerate(every):
            folder, unit = folder_of(each.table.book), department_of(each.table)
            keys = {organisation_key(own.unit) for _, own in each.found} - {""}
            for year in {one.year for one, _ in each.found} - {None}:
                assert year is not None
                for key in keys:
                    self._listed.setdefault((folder, year, key), number)
                self._titled.setdefault((folder, year), OrganisationIndex()).add(unit, number)

    def of(self, form: Project) -> Summarised | None:
        """与它放在一起的第一张；没有为 ``None``。"""
        if form.year is None:
            return None
        place = folder_of(form.table.book), form.year
        listed = self._listed.get((*place, organisation_key(form.unit)))
        titled = self._titled[place].same(form.unit)[:1] if place in self._titled else []
        found = [*titled, *([] if listed is None else [listed])]
        return self._every[min(found)] if found else None
