"""由去年的表写新一年待填的申报表、目标表。"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from perfxl.actions.assessment import Assessment
from perfxl.actions.form_sources import Source, one_each
from perfxl.actions.forms_made import MadeForm
from perfxl.actions.left_out import cells_said, details_left
from perfxl.actions.made_said import sheets_said
from perfxl.actions.make import ConclusionText, Templates, made_sheets
from perfxl.actions.outcome import Outcome
from perfxl.model.form_spec import Scope, Shape
from perfxl.model.table import Table
from perfxl.rendering.derived.errors import NotDerivableError
from perfxl.rendering.derived.listed_projects import written_projects
from perfxl.rendering.derived.own_fields import left_behind
from perfxl.rendering.derived.renewed_targets import can_renew, renewed
from perfxl.rendering.still_to_fill import still_to_fill

# 一句话里最多列几个文件。
_SHOWN = 3
_Given = tuple[Assessment, Table]


def next_year_sources(
    made: MadeForm, results: Sequence[Assessment], year: int | None = None
) -> list[Source]:
    """新一年的各张表，一个项目一张；``year`` 不给是给出的表里最近的一年加一。

    只用最近一年的表。写不成的（表的种类不对、年度不比去年晚）抛 ``NotDerivableError``。
    """
    spec = made.form.spec
    if spec.shape is not Shape.ONE or not spec.indicators:
        raise NotDerivableError(
            f"{made.name}不能照去年的表留空；能留空的是申报表、目标表这样一个项目一张、有指标的表。"
        )
    usable = [
        (result, table)
        for result in results
        for table in result.certain_tables
        if can_renew(table, made.form)
    ]
    if not usable:
        raise NotDerivableError(
            f"{_named(results)}里没有能写成新一年{made.name}的表：要{_scope(made)}去年的申报、目标、批复或自评表。"
        )
    latest, year = _last_and_next(usable, year)
    own = [(result, table) for result, table in usable if table.year in (latest, None)]
    found = one_each(made, [source for given in own for source in _sources(made, *given, year)])
    others = sorted({t.year for _, t in usable if t.year is not None and t.year != latest})
    if others:
        said = f"{'、'.join(map(str, others))}年度的表没有用，只用 {latest} 年度的"
        found[0] = replace(found[0], instead_of=(*found[0].instead_of, said))
    return found


def make(
    made: MadeForm,
    assessed: Assessment,
    templates: Templates,
    conclusion: ConclusionText,
    year: int | None = None,
) -> Outcome:
    """由一个工作簿里去年的表写新一年的；写不成抛 ``NotDerivableError``。"""
    sources = next_year_sources(made, [assessed], year)
    sheets = made_sheets(sources, templates, conclusion, made=made)
    return Outcome(sheets_said(sources, sheets), sheets=tuple(sheets))


def _named(results: Sequence[Assessment]) -> str:
    names = [Path(result.file).name for result in results[:_SHOWN]]
    return "、".join(f"“{name}”" for name in names) or "给出的文件"


def _scope(made: MadeForm) -> str:
    return "部门整体" if made.form.spec.scopes[0] is Scope.DEPARTMENT else "项目"


def _last_and_next(usable: Sequence[_Given], year: int | None) -> tuple[int | None, int | None]:
    """去年是哪一年，新的是哪一年；表里都没有写年度的，去年为 ``None``。"""
    years = sorted({table.year for _, table in usable if table.year is not None})
    if not years:
        return None, year
    earlier = [each for each in years if year is None or each < year]
    if not earlier:
        raise NotDerivableError(
            f"给出的表是 {years[0]} 年度的，写不成 {year} 年的；--year 要写比它晚的年度。"
        )
    return earlier[-1], year or earlier[-1] + 1


def _sources(made: MadeForm, result: Assessment, table: Table, year: int | None) -> list[Source]:
    """由去年的一张得来的；清单一个项目一张。"""
    sources: list[Source] = []
    for origin, apart in written_projects(table):
        same = made.is_already(origin) and origin.stage is made.stage
        title, stage = ("", None) if same else (made.title, made.stage)
        new = renewed(origin, made.form, year, title=title, stage=stage)
        sources.append(
            Source(
                new,
                result.profile,
                Path(result.file),
                derived=not same,
                left=cells_said(
                    details_left([origin], new) | left_behind(origin, new) | dict(apart)
                ),
                origin=origin,
                to_fill=still_to_fill(new),
            )
        )
    return sources
