"""审核意见：许多查好的工作簿 → 一个单位一份意见，和各项目的绩效目标审核表。"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from perfxl.actions.assessment import Assessment
from perfxl.actions.check_many import ToldFinding, told_tables
from perfxl.actions.summary_rows import folded
from perfxl.grammar.glyphs import compact
from perfxl.matching.budget_years import budget_years
from perfxl.matching.organisations import organisation_key, owner_of, unit_of
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

NO_UNIT = "没有写单位的"
_TARGETS = (Stage.APPLICATION, Stage.APPROVAL, Stage.ADJUSTMENT)


def letters(
    assessments: Sequence[Assessment],
    *,
    level: Severity = Severity.WARNING,
    year: int | None = None,
    unit: str = "",
) -> list[UnitOpinion]:
    """各单位的意见，照先出现的先后；只写 ``level`` 和更重的。

    ``year``、``unit`` 只要一年、一个单位（名称里的几个字也行）。没有写单位的合成一份。
    """
    scores = {id(score.table): score for each in assessments for score in each.scores}
    units: dict[str, list[_Part]] = {}
    for part in _parts(assessments, year):
        units.setdefault(organisation_key(part.unit), []).append(part)
    wanted = organisation_key(unit)
    return [_opinion(own, scores, level) for key, own in units.items() if wanted in key]


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


def _parts(assessments: Sequence[Assessment], year: int | None) -> list[_Part]:
    tables = [table for each in assessments for table in each.document.tables]
    years = dict(zip(map(id, tables), budget_years(tables), strict=True))
    found: list[_Part] = []
    for each in assessments:
        own = [part for t in each.document.tables for part in _parts_of_table(t, years[id(t)])]
        for finding in each.findings:
            part = _part_of(finding, own)
            if part is not None:
                part.findings.append(finding)
        if own:
            own[0].left += _unread_sheets(each.document)
        found += [part for part in own if year is None or part.year in (year, None)]
    return found


def _parts_of_table(table: Table, year: int | None) -> list[_Part]:
    """清单一个项目一份，归它写着的单位；别的表就是它自己。"""
    unit = _owner(table)
    if table.spec.shape is not Shape.LIST:
        part = _Part(table, table, unit, year, table.project or table.form.label)
        part.left += _left(table)
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
    found[0].left += _left(table)
    return found


def _part_of(finding: Finding, parts: Sequence[_Part]) -> _Part | None:
    """一处问题是哪一张表（清单的哪一个项目）的。"""
    row, *_ = in_order(finding)
    own = [part for part in parts if part.table.sheet == finding.sheet]
    named = [part for part in own if part.table.project == finding.project] or own
    inside = [p for p in named if p.table.block.top <= row <= p.table.block.bottom] or named
    above = [part for part in inside if part.first_row <= row]
    return above[-1] if inside and inside[0].first_row and above else next(iter(inside), None)


def _owner(table: Table) -> str:
    named = unit_of(table) or owner_of(table)
    if table.scope is Scope.DEPARTMENT or not named:
        named = named or table.project
    return folded(unit_without_code(named)) if named else NO_UNIT


def _left(table: Table) -> list[str]:
    place = f"{PurePath(table.book).name}“{table.sheet}”"
    return [f"{place}的 {unread_said(table.unread_rows)}"] if table.unread_rows else []


def _unread_sheets(document: Document) -> list[str]:
    names = [f"“{each.sheet}”" for each in document.unread_sheets if each.whole]
    return [f"{PurePath(document.file).name}的{'、'.join(names)}没有认出表"] if names else []


def _opinion(parts: Sequence[_Part], scores: dict[int, TableScore], level: Severity) -> UnitOpinion:
    groups: dict[str, list[_Part]] = {}
    for part in parts:
        groups.setdefault(name_key(part.title), []).append(part)
    projects = [_project_opinion(own, scores, level) for own in groups.values()]
    projects.sort(key=_heaviness, reverse=True)
    return UnitOpinion(
        parts[0].unit,
        tuple(sorted({part.year for part in parts if part.year is not None})),
        tuple({id(part.table): part.table for part in parts}.values()),
        tuple(projects),
        tuple(dict.fromkeys(said for part in parts for said in part.left)),
        tuple(review for own in groups.values() for review in _review(own)),
    )


def _project_opinion(
    parts: Sequence[_Part], scores: dict[int, TableScore], level: Severity
) -> ProjectOpinion:
    shown = [each for part in parts for each in part.findings if each.severity.at_least(level)]
    score = next((scores[id(p.table)] for p in parts if id(p.table) in scores), None)
    return ProjectOpinion(parts[0].title, tuple(_points(shown)), score)


def _heaviness(project: ProjectOpinion) -> tuple[int, int]:
    errors = sum(point.severity is Severity.ERROR for point in project.points)
    return errors, len(project.points)


def _points(findings: Sequence[Finding]) -> Iterable[Point]:
    """一个项目的各条，因在先；一张表里太多的，同一条规则的合成一条。"""
    sheets: dict[tuple[str, str], list[Finding]] = {}
    for finding in causes_first(findings):
        sheets.setdefault((finding.file, finding.sheet), []).append(finding)
    for (file, sheet), here in sheets.items():
        path = PurePath(file)
        # 工作表与文件、项目同名的不说两遍。
        known = {compact(path.stem), *(compact(each.project) for each in here)}
        told = any(compact(sheet) in each for each in known)
        place = f"{path.name} " if told else f"{path.name}“{sheet}”"
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
        yield review_target(best.single, best.unit, best.findings)
