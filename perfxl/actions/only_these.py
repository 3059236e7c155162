"""只看一年、一个单位的表：别的表照样读、照样互相核对，只是不列、不评、不成。"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from perfxl.actions.assessment import Assessment
from perfxl.matching.budget_years import budget_years
from perfxl.matching.organisations import department_of, organisation_key, owner_of
from perfxl.model.errors import PerfxlError
from perfxl.model.table import Table


@dataclass(frozen=True)
class OnlyThese:
    """留下的；与给的同样的次序，一张表也没有留下的文件为 ``None``。``said`` 说没有列几张、为什么。"""

    assessed: tuple[Assessment | None, ...]
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
    return OnlyThese(tuple(_only(each, chosen) for each in assessed), said)


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


def _only(each: Assessment, chosen: set[int]) -> Assessment | None:
    tables = tuple(table for table in each.document.tables if id(table) in chosen)
    if not tables:
        return None
    places = {(sheet, table.project) for table in tables for sheet in table.sheets}
    return replace(
        each,
        document=replace(each.document, tables=tables),
        scores=tuple(score for score in each.scores if id(score.table) in chosen),
        findings=tuple(each for each in each.findings if (each.sheet, each.project) in places),
        accepted=tuple(each for each in each.accepted if (each.sheet, each.project) in places),
    )
