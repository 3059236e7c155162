"""前面已经写过的同一个项目：同一种表、同一年度、同名或同编码。"""

from collections.abc import Iterator

from perfxl.grammar.patterns import Pattern
from perfxl.matching.organisations import organisation_key, owner_of
from perfxl.matching.project import Project
from perfxl.matching.project_names import bare_name, core_name
from perfxl.model.table import Table
from perfxl.reading.budget_tree import level_style
from perfxl.rules.engine.table_set import TableSet

# 标题写明是哪一次的：调整前、调整后各一张，不算两张。
_STAGE = Pattern("调整[前后]|第[一二三四]次调整")


def earlier_projects(tables: TableSet) -> Iterator[tuple[Project, Project]]:
    """前面写过的一个，和又写了一遍的一个：编码相同的，或名称相同而有一处没有编码的。

    监控到不同月份的、标题分别写着调整前、调整后的不算。
    """
    seen: dict[tuple[object, ...], Project] = {}
    for project in tables.projects:
        kind = _kind(project, tables)
        name = bare_name(project.name.text)
        # 没有编码的可以与同名的任何一个是同一个，有编码的只与没有编码的。
        uncoded, any_named = (*kind, "没有编码", name), (*kind, "名称", name)
        if project.code:
            coded = (*kind, "编码", project.code)
            first = seen.get(coded) or seen.get(uncoded)
            seen.setdefault(coded, project)
        else:
            first = seen.get(any_named)
            seen.setdefault(uncoded, project)
        seen.setdefault(any_named, project)
        if first is not None:
            yield first, project


def nearly_earlier_projects(tables: TableSet) -> Iterator[tuple[Project, Project]]:
    """前面的一个，和名称只差尾词（经费、补助、工程）、自己的年份的一个：同一种表、同一单位、同一年度，各是一张表。

    名称一样的、编码相同的由 ``earlier_projects`` 说；两个都写着编码而不同的是两个项目。
    """
    seen: dict[tuple[object, ...], dict[str, Project]] = {}
    for project in tables.projects:
        owner = organisation_key(owner_of(project.table))
        name = core_name(project.name.text, project.year)
        if project.line is not None or project.year is None or not (owner and name):
            continue
        known = seen.setdefault((*_kind(project, tables), owner, name), {})
        bare = bare_name(project.name.text)
        first = next(iter(known.values()), None)
        if first is not None and bare not in known and not (first.code and project.code):
            yield first, project
        known.setdefault(bare, project)


def _kind(project: Project, tables: TableSet) -> tuple[object, ...]:
    """什么表、哪一年、哪一次的；清单、预算表只看同一张里的。"""
    own: tuple[object, ...]
    if project.line:
        own = (project.line.note.text, id(project.table), _fund_section(project, tables))
    else:
        stated = _STAGE.search(project.table.title.text)
        own = (stated[0] if stated else "", project.table.month)
    return project.table.form, project.year, own


def _fund_section(project: Project, tables: TableSet) -> int:
    """预算表里所属的第一级（一、一般公共预算）在第几行；不同资金下的同名项目是两笔钱。"""
    if project.line is None or not project.table.spec.is_budget:
        return 0
    rows = tables.of(project.table, _section_rows)
    return max((row for row in rows if row <= project.line.row), default=0)


def _section_rows(table: Table) -> list[int]:
    return [line.row for line in table.lines if level_style(line) == "一、"]
