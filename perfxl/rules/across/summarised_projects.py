"""单位自己的自评汇总表对各项目的自评表：哪些行没有自评表，哪些自评表没有列进去。

只说放在一起、看得出是一套的：同一工作簿或同一文件夹、同一年度、同一单位。
"""

from collections.abc import Iterator
from typing import NamedTuple

from perfxl.matching.organisations import department_of, organisation_key, same_organisation
from perfxl.matching.project_names import alike
from perfxl.matching.projects import Project, nearness
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
    kept: list[Summarised] = []
    near = [
        match
        for match in tables.summary_rows
        if nearness(match.one.table, match.other.table) < 2 and match.one.year == match.other.year
    ]
    for table in tables.tables:
        if table.form not in EVALUATION_SUMMARIES:
            continue
        lines = [each for each in tables.projects if each.table is table]
        found = [(match.one, match.other) for match in near if match.one.table is table]
        if found:
            kept.append(Summarised(table, lines, found))
    return kept


def without_form(tables: TableSet) -> Iterator[tuple[Project, Summarised]]:
    """有一行而没有自评表的：汇总表里多半的行都有，只缺少数几个；旁边有名称相近的不算。"""
    for each in summarised(tables):
        missing = each.missing
        if len(each.found) < _FEWEST_FOUND or len(missing) >= len(each.found):
            continue
        beside = [one for one in tables.evaluations if nearness(one.table, each.table) < 2]
        for line in missing:
            if not any(_is_like(line, one) for one in beside):
                yield line, each


def not_listed(tables: TableSet) -> Iterator[tuple[Project, Summarised]]:
    """有自评表而没有列进去的：那个单位别的项目都列在这张汇总表里；另一张汇总表列了的不算。"""
    every = summarised(tables)
    listed = {id(form) for each in every for _, form in each.found}
    lines = [line for each in every for line in each.lines]
    for form in tables.evaluations:
        if id(form) in listed or any(_is_like(line, form) for line in lines):
            continue
        own = (each for each in every if _covers(each, form))
        summary = next(own, None)
        if summary is not None:
            yield form, summary


def _is_like(line: Project, form: Project) -> bool:
    """名称相近、编码相同：是不是同一个由别的规则说。"""
    same_code = bool(line.code) and line.code == form.code
    return same_code or bool(alike(line.name.text, form.name.text))


def _covers(summary: Summarised, form: Project) -> bool:
    """这张汇总表列着这个单位、这一年的项目：它对上的自评表里有这个单位的，或标题写着这个单位。"""
    if nearness(summary.table, form.table) > 1:
        return False
    if not any(one.year == form.year is not None for one, _ in summary.found):
        return False
    key = organisation_key(form.unit)
    if key and any(organisation_key(own.unit) == key for _, own in summary.found):
        return True
    unit = department_of(summary.table)
    return bool(unit and form.unit) and same_organisation(form.unit, unit)
