"""同一个项目、同一年度、同一单位交了几份自评表：哪一份算，哪几份是重复的。"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePath

from perfxl.matching.organisations import organisation_key
from perfxl.matching.project_names import bare_name, name_key
from perfxl.matching.projects import Project, nearness
from perfxl.model.table import Entry, Table

# 文件名里说它是旧的、是另抄的一份；说它是改过的。
_COPY = re.compile(r"副本|复件|拷贝|备份|旧|作废|初稿|草稿|copy|bak|\(\d{1,2}\)$", re.IGNORECASE)
_FINAL = re.compile(r"修改|更正|改正|重报|终稿|定稿|最终|最新")


@dataclass(frozen=True)
class Repeated:
    """``kept`` 是算的一份，``other`` 是不算的；``differing`` 是两份不同的几处，内容相同的为空。"""

    kept: Project
    other: Project
    differing: tuple[tuple[str, Entry, Entry], ...]
    is_identical: bool


def repeated_projects(projects: Sequence[Project]) -> list[Repeated]:
    """重复的各份。名称只差空白、序号、括号写法的是同一个；只差“经费”“项目”一类尾词的，编码或金额也要相同。

    两份都写了编码而不同的、单位不同的、年度不同的不算。
    """
    groups: dict[str, list[list[Project]]] = {}
    for each in projects:
        known = groups.setdefault(name_key(each.name.text), [])
        own = next((group for group in known if _is_same(group[0], each)), None)
        if own is None:
            known.append([each])
        else:
            own.append(each)
    order = {id(each): place for place, each in enumerate(projects)}
    found = [
        one
        for known in groups.values()
        for group in known
        if len(group) > 1
        for one in _repeated(group)
    ]
    return sorted(found, key=lambda each: order[id(each.other)])


def _repeated(group: Sequence[Project]) -> Iterable[Repeated]:
    kept = min(group, key=_preference)
    for each in group:
        if each is not kept:
            same = _contents(kept.table) == _contents(each.table)
            yield Repeated(kept, each, () if same else _differing(kept, each), same)


def _is_same(one: Project, other: Project) -> bool:
    if one.code and other.code and one.code != other.code:
        return False
    identical = _contents(one.table) == _contents(other.table)
    if one.year != other.year and not (identical and None in (one.year, other.year)):
        return False
    if not _is_same_unit(one, other, identical=identical):
        return False
    if bare_name(one.name.text) == bare_name(other.name.text):
        return True
    same_code = bool(one.code) and one.code == other.code
    return identical or same_code or _same_budget(one, other)


def _is_same_unit(one: Project, other: Project, *, identical: bool) -> bool:
    """没有写单位的，只有内容相同或放在一处才算。"""
    first, second = owner_of(one), owner_of(other)
    if first and second:
        return organisation_key(first) == organisation_key(second)
    return identical or nearness(one.table, other.table) < 2


def owner_of(project: Project) -> str:
    """实施单位；没有写的是主管部门，再没有是标题里的单位。"""
    return project.unit or next(iter(project.organisations), "")


def _same_budget(one: Project, other: Project) -> bool:
    pairs = ((one.initial, other.initial), (one.adjusted, other.adjusted))
    return any(
        first is not None and first == second
        for first, second in ((one.in_yuan(a), other.in_yuan(b)) for a, b in pairs)
    )


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


def _contents(table: Table) -> tuple[object, ...]:
    """内容：资金、指标各行、总分、等级；金额折成元，文字不计空白。"""
    factor = table.money_factor or Decimal(1)
    funds = tuple(
        tuple(entry.number * factor if entry.number is not None else None for entry in fund.amounts)
        for fund in table.funds
    )
    rows = tuple(
        tuple(
            "".join(entry.text.split())
            for entry in (row.level3, row.target, row.actual, row.weight, row.score)
        )
        for row in table.indicators
    )
    return funds, rows, table.total.score.number, table.grade.text


def _differing(one: Project, other: Project) -> tuple[tuple[str, Entry, Entry], ...]:
    """两份不同的几处：叫什么，两边的格。"""
    pairs: list[tuple[str, Entry, Entry]] = []
    first, second = one.table.annual_total, other.table.annual_total
    if first is not None and second is not None:
        names = (("年初预算数", "initial"), ("全年预算数", "adjusted"), ("全年执行数", "executed"))
        for said, column in names:
            a, b = getattr(first, column), getattr(second, column)
            if one.in_yuan(a) != other.in_yuan(b):
                pairs.append((said, a, b))
    a, b = one.table.total.score, other.table.total.score
    if a.number != b.number:
        pairs.append(("总分", a, b))
    pairs += _differing_rows(one.table, other.table)
    return tuple(pairs)


def _differing_rows(one: Table, other: Table) -> Iterable[tuple[str, Entry, Entry]]:
    """指标同样多的，逐行看指标值、完成值、得分；名称也不同的不逐行看。"""
    if len(one.indicators) != len(other.indicators):
        return
    for first, second in zip(one.indicators, other.indicators, strict=True):
        if bare_name(first.level3.text) != bare_name(second.level3.text):
            continue
        for said, column in (("指标值", "target"), ("实际完成值", "actual"), ("得分", "score")):
            a, b = getattr(first, column), getattr(second, column)
            if "".join(a.text.split()) != "".join(b.text.split()):
                yield f"“{first.level3.text}”的{said}", a, b
