"""审核意见：许多查好的工作簿 → 一个单位一份意见，和各项目的绩效目标审核表。"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from perfxl.actions.assessment import Assessment
from perfxl.actions.check_many import ToldFinding, told_tables
from perfxl.actions.summary_rows import folded
from perfxl.grammar.glyphs import compact
from perfxl.matching.budget_years import budget_years
from perfxl.matching.organisations import (
    is_transfer,
    organisation_key,
    owner_of,
    unit_in_rows,
    unit_of,
)
from perfxl.matching.organisations import without_code as unit_without_code
from perfxl.matching.project_names import name_key, without_code
from perfxl.model.finding import Finding, Severity
from perfxl.model.finding import folded as causes_first
from perfxl.model.form_spec import Scope, Shape, Stage
from perfxl.model.score import TableScore
from perfxl.model.table import Document, Table
from perfxl.model.unread import unread_said
from perfxl.rendering.derived.approvals import projects_of
from perfxl.rendering.opinions import Point, ProjectOpinion, UnitOpinion
from perfxl.rendering.target_review import TargetReview, review_target
from perfxl.rules.engine.running import in_order

_TARGETS = (Stage.APPLICATION, Stage.APPROVAL, Stage.ADJUSTMENT)


def letters(
    assessments: Sequence[Assessment],
    *,
    level: Severity = Severity.WARNING,
    year: int | None = None,
    unit: str = "",
) -> list[UnitOpinion]:
    """各单位的意见，照先出现的先后；只写 ``level`` 和更重的。

    ``year``、``unit`` 只要一年、一个单位（名称里的几个字也行）。没有写单位的合成一份，``unit`` 为空。
    """
    places = shown_names(each.document.file for each in assessments)
    scores = {id(score.table): score for each in assessments for score in each.scores}
    units: dict[str, list[_Part]] = {}
    for part in _parts(assessments, year, places):
        units.setdefault(organisation_key(part.unit), []).append(part)
    wanted = organisation_key(unit)
    return [_opinion(own, scores, level, places) for key, own in units.items() if wanted in key]


@dataclass(eq=False)
class _Part:
    """一张表（清单是其中一个项目）：属于哪个单位，叫什么，查出什么。

    ``single`` 是一个项目一张的样子，``table`` 是它所在的表，从 ``first_row`` 行起。
    """

    table: Table
    single: Table
    unit: str
    year: int | None
    title: str
    first_row: int = 0
    findings: list[Finding] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def shown_names(files: Iterable[str]) -> dict[str, str]:
    """各文件怎样称呼：名字；有同名的，连同分得出彼此的几级文件夹。

    >>> list(shown_names(["a/2023年/甲局/x.xlsx", "a/2024年/甲局/x.xlsx", "a/y.xlsx"]).values())
    ['2023年/甲局/x.xlsx', '2024年/甲局/x.xlsx', 'y.xlsx']
    """
    same: dict[str, list[PurePath]] = {}
    for path in map(PurePath, dict.fromkeys(files)):
        same.setdefault(path.name, []).append(path)
    shown: dict[str, str] = {}
    for own in same.values():
        longest = max(len(path.parts) for path in own)
        lengths = range(1, longest + 1)
        length = next(n for n in lengths if len({path.parts[-n:] for path in own}) == len(own))
        shown |= {str(path): "/".join(path.parts[-length:]) for path in own}
    return shown


def _parts(
    assessments: Sequence[Assessment], year: int | None, places: Mapping[str, str]
) -> list[_Part]:
    tables = [table for each in assessments for table in each.document.tables]
    years = dict(zip(map(id, tables), budget_years(tables), strict=True))
    found: list[_Part] = []
    for each in assessments:
        own = [
            part
            for table in each.document.tables
            for part in _parts_of_table(table, years[id(table)], places)
        ]
        for finding in each.findings:
            part = _part_of(finding, own)
            if part is not None:
                part.findings.append(finding)
        pending = {id(score.table): score.pending_said for score in each.scores}
        for part in own:
            if said := pending.get(id(part.table)):
                part.left.append(f"{_place(part.table, places)}的 {said}")
        if own:
            own[0].left += _unread_sheets(each.document, places)
        found += [part for part in own if year is None or part.year in (year, None)]
    return found


def _parts_of_table(table: Table, year: int | None, places: Mapping[str, str]) -> list[_Part]:
    """清单一个项目一份，归它写着的单位；别的表就是它自己。"""
    unit = _owner(table)
    if table.spec.shape is not Shape.LIST:
        part = _Part(table, table, unit, year, table.project or table.form.label)
        part.left += _left(table, places)
        return [part]
    found = [
        _Part(
            table,
            single,
            folded(unit_without_code(line.organisation.text)) or unit,
            year,
            without_code(line.name.text),
            line.name.row,
        )
        for line, single in zip(table.lines, projects_of(table), strict=True)
    ] or [_Part(table, table, unit, year, table.project or table.form.label)]
    found[0].left += _left(table, places)
    return found


def _part_of(finding: Finding, parts: Sequence[_Part]) -> _Part | None:
    """一处问题是哪一张表（清单的哪一个项目）的。"""
    row, *_ = in_order(finding)
    own = [part for part in parts if finding.sheet in part.table.sheets]
    named = [part for part in own if part.table.project == finding.project] or own
    inside = [p for p in named if p.table.holds(finding.sheet, row)] or named
    above = [part for part in inside if part.first_row <= row]
    return above[-1] if inside and inside[0].first_row and above else next(iter(inside), None)


def _owner(table: Table) -> str:
    """这张表是哪个单位的；表头没有写的，看各行是不是同一个单位，都没有的为 ``""``。"""
    own = owner_of(table) if is_transfer(table) else unit_of(table)
    named = own or owner_of(table) or unit_in_rows(table)
    if table.scope is Scope.DEPARTMENT:  # 部门整体的表，“项目”就是这个部门
        named = named or table.project
    return folded(unit_without_code(named)) if named else ""


def _left(table: Table, places: Mapping[str, str]) -> list[str]:
    if not table.unread_rows:
        return []
    return [f"{_place(table, places)}的 {unread_said(table.unread_rows)}"]


def _place(table: Table, places: Mapping[str, str]) -> str:
    return f"{_shown(table.book, places)}“{table.sheet}”"


def _shown(file: str, places: Mapping[str, str]) -> str:
    return places.get(str(PurePath(file)), PurePath(file).name)


def _unread_sheets(document: Document, places: Mapping[str, str]) -> list[str]:
    names = [f"“{each.sheet}”" for each in document.unread_sheets if each.whole]
    return [f"{_shown(document.file, places)}的{'、'.join(names)}没有认出表"] if names else []


def _by_project(parts: Sequence[_Part]) -> list[list[_Part]]:
    """一个项目一年一组；看不出年度的表，项目只有一年的归那一年。"""
    years: dict[str, set[int]] = {}
    for part in parts:
        known = years.setdefault(name_key(part.title), set())
        known |= {part.year} if part.year is not None else set()
    groups: dict[tuple[str, int | None], list[_Part]] = {}
    for part in parts:
        key, year = name_key(part.title), part.year
        if year is None and len(years[key]) == 1:
            [year] = years[key]
        groups.setdefault((key, year), []).append(part)
    return list(groups.values())


def _opinion(
    parts: Sequence[_Part],
    scores: dict[int, TableScore],
    level: Severity,
    places: Mapping[str, str],
) -> UnitOpinion:
    groups = _by_project(parts)
    projects = [_project_opinion(own, scores, level, places) for own in groups]
    projects.sort(key=_heaviness, reverse=True)
    return UnitOpinion(
        next((part.unit for part in parts if part.unit), ""),
        tuple(sorted({part.year for part in parts if part.year is not None})),
        tuple({id(part.table): part.table for part in parts}.values()),
        tuple(projects),
        level=level,
        left=tuple(dict.fromkeys(said for part in parts for said in part.left)),
        reviews=tuple(review for own in groups for review in _review(own)),
    )


def _project_opinion(
    parts: Sequence[_Part],
    scores: dict[int, TableScore],
    level: Severity,
    places: Mapping[str, str],
) -> ProjectOpinion:
    shown = [each for part in parts for each in part.findings if each.severity.at_least(level)]
    score = next((scores[id(p.table)] for p in parts if id(p.table) in scores), None)
    year = next((part.year for part in parts if part.year is not None), None)
    return ProjectOpinion(parts[0].title, tuple(_points(shown, places)), score, year)


def _heaviness(project: ProjectOpinion) -> tuple[int, int]:
    errors = sum(point.severity is Severity.ERROR for point in project.points)
    return errors, len(project.points)


def _points(findings: Sequence[Finding], places: Mapping[str, str]) -> Iterable[Point]:
    """一个项目的各条，因在先；一张表里太多的，同一条规则的合成一条。"""
    sheets: dict[tuple[str, str], list[Finding]] = {}
    for finding in causes_first(findings):
        sheets.setdefault((finding.file, finding.sheet), []).append(finding)
    for (file, sheet), here in sheets.items():
        path = PurePath(file)
        # 工作表与文件、项目同名的不说两遍。
        known = {compact(path.stem), *(compact(each.project) for each in here)}
        told = any(compact(sheet) in each for each in known)
        name = _shown(file, places)
        place = f"{name} " if told else f"{name}“{sheet}”"
        for table in told_tables(here, worst_first=True):
            yield from _points_of(table.findings, place)


def _points_of(told: Sequence[ToldFinding], place: str) -> Iterable[Point]:
    made: list[Point] = []
    for each in told:
        if each.follows and made:
            last = made[-1]
            made[-1] = last._replace(consequences=(*last.consequences, each.said))
        else:
            where = each.place.partition("　")[0]
            made.append(Point(each.severity, f"{place}{where}", each.said, each.hint))
    return made


def _review(parts: Sequence[_Part]) -> Iterable[TargetReview]:
    """一个项目一份：看申报、批复、调整里最后的一张，都没有的看自评表上的目标；没有指标的没有。"""
    order = list(Stage)
    fitting = [
        part
        for part in parts
        if part.single.scope in (Scope.PROJECT, Scope.AREA)
        and part.single.spec.indicators
        and part.single.project
    ]
    if fitting:
        best = max(
            fitting,
            key=lambda part: (part.table.stage in _TARGETS, order.index(part.table.stage)),
        )
        year = next((part.year for part in parts if part.year is not None), None)
        yield review_target(best.single, best.unit, best.findings, year)
