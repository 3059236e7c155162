"""只看一年、一个单位的表：别的表照样读、照样互相核对，只是不列、不评、不成。"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from perfxl.actions.assessment import Assessment
from perfxl.actions.findings_at import FindingsAt
from perfxl.matching.budget_years import budget_years
from perfxl.matching.organisations import department_of, organisation_key, owner_of
from perfxl.model.errors import PerfxlError
from perfxl.model.finding import Finding
from perfxl.model.table import Table


@dataclass(frozen=True)
class OnlyThese:
    """各文件里留下的是第几张表，与给的同样的次序；一张也没有留下的为空。``said`` 说没有列几张、为什么。"""

    places: tuple[tuple[int, ...], ...]
    said: str


def only_these(
    assessed: Sequence[Assessment], *, year: int | None = None, unit: str = ""
) -> OnlyThese:
    """``unit`` 写名称里的几个字也行；名称完全相同的单位有，就只是它。

    年度照标题，没有写的照指标、名字和旁边的表推断，与表间的核对相同。一张也没有的抛 ``PerfxlError``。
    """
    tables = [table for each in assessed for table in each.document.tables]
    years = budget_years(tables) if year is not None else [None] * len(tables)
    of_year = [table for table, its in zip(tables, years, strict=True) if its == year]
    kept = _of_unit(of_year, unit) if unit else of_year
    if not kept:
        raise PerfxlError(_nothing_said(tables, years, year, unit))
    chosen = {id(table) for table in kept}
    yearless = sum(its is None for its in years) if year is not None else 0
    said = f"只看{_asked(year, unit)}的 {len(kept)} 张表，其余 {len(tables) - len(kept)} 张没有列"
    said += f"（其中 {yearless} 张看不出年度）。" if yearless else "。"
    places = (
        tuple(n for n, table in enumerate(each.document.tables) if id(table) in chosen)
        for each in assessed
    )
    return OnlyThese(tuple(places), said)


def limited_to(each: Assessment, places: Sequence[int]) -> Assessment:
    """只留第几张、第几张表，和它们的分、问题。"""
    every = each.document.tables
    tables = tuple(every[place] for place in places)
    scored = [place for place, table in enumerate(every) if table.spec.scored]
    return replace(
        each,
        document=replace(each.document, tables=tables),
        scores=tuple(
            score for place, score in zip(scored, each.scores, strict=False) if place in places
        ),
        findings=_findings_of(tables, each.findings),
        accepted=tuple(_findings_of(tables, each.accepted)),
    )


def _findings_of(tables: Iterable[Table], findings: Sequence[Finding]) -> Sequence[Finding]:
    """这几张表的问题；压着的（几万个文件）仍压着。"""
    own = {(sheet, table.project) for table in tables for sheet in table.sheets}
    every = tuple(findings)
    places = [n for n, each in enumerate(every) if (each.sheet, each.project) in own]
    if len(places) == len(every):
        return findings
    if isinstance(findings, tuple):
        return tuple(every[place] for place in places)
    return FindingsAt.of(findings, every, places)


def _asked(year: int | None, unit: str) -> str:
    return "、".join(
        [*([f"{year} 年度"] if year is not None else []), *([f"“{unit}”"] if unit else [])]
    )


def _names(table: Table) -> list[str]:
    """这张表算谁的：项目的实施单位，部门的表是那个部门。"""
    return [organisation_key(name) for name in (owner_of(table), department_of(table)) if name]


def _of_unit(tables: Sequence[Table], unit: str) -> list[Table]:
    key = organisation_key(unit)
    exact = [table for table in tables if key in _names(table)]
    return exact or [table for table in tables if any(key in name for name in _names(table))]


def _nothing_said(
    tables: Sequence[Table], years: Sequence[int | None], year: int | None, unit: str
) -> str:
    if year is not None and year not in years:
        known = "、".join(str(each) for each in sorted({its for its in years if its is not None}))
        return f"没有 {year} 年度的表；有的年度：{known or '都看不出'}。"
    known = "、".join(dict.fromkeys(filter(None, map(owner_of, tables))))
    return f"没有{_asked(year, unit)}的表；有的单位：{known or '都没有写'}。"
