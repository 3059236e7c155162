"""审核意见：许多查好的工作簿 → 一个单位一份意见，和各项目的绩效目标审核表。"""

from collections.abc import Iterable, Sequence
from pathlib import PurePath

from perfxl.actions.assessment import Assessment
from perfxl.actions.check_many import ToldFinding, told_tables
from perfxl.actions.summary_rows import folded
from perfxl.grammar.glyphs import compact
from perfxl.matching.budget_years import budget_years
from perfxl.matching.organisations import organisation_key, owner_of, unit_of, without_code
from perfxl.matching.project_names import name_key
from perfxl.model.finding import Finding, Severity
from perfxl.model.finding import folded as causes_first
from perfxl.model.form_spec import Scope, Stage
from perfxl.model.score import TableScore
from perfxl.model.table import Document, Table
from perfxl.model.unread import unread_said
from perfxl.rendering.opinions import Point, ProjectOpinion, UnitOpinion
from perfxl.rendering.target_review import TargetReview, review_target

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
    units = _Units(assessments, year)
    wanted = organisation_key(unit)
    return [
        _opinion(name, own, units.scores, level)
        for name, own in units.found.values()
        if wanted in organisation_key(name)
    ]


class _UnitFindings:
    """一个单位的表和问题。"""

    def __init__(self) -> None:
        self.tables: list[Table] = []
        self.years: list[int | None] = []
        self.findings: list[Finding] = []
        self.left: list[str] = []


class _Units:
    """各单位的表、问题；``scores`` 是各张自评表的分。"""

    def __init__(self, assessments: Sequence[Assessment], year: int | None) -> None:
        tables = [table for each in assessments for table in each.document.tables]
        years = dict(zip(map(id, tables), budget_years(tables), strict=True))
        self.found: dict[str, tuple[str, _UnitFindings]] = {}
        self.scores = {id(s.table): s for each in assessments for s in each.scores}
        for each in assessments:
            owners: dict[tuple[str, str], str] = {}
            for table in each.document.tables:
                if year is not None and years[id(table)] not in (year, None):
                    continue
                name = _owner(table)
                own = self._of(name)
                own.tables.append(table)
                own.years.append(years[id(table)])
                own.left += _left(table)
                for project in _projects(table):
                    owners.setdefault((table.sheet, project), name)
                owners.setdefault((table.sheet, ""), name)
            self._share(each, owners)

    def _of(self, name: str) -> _UnitFindings:
        return self.found.setdefault(organisation_key(name), (name, _UnitFindings()))[1]

    def _share(self, each: Assessment, owners: dict[tuple[str, str], str]) -> None:
        """一张工作表上的问题，归它的表所属的单位。"""
        for finding in each.findings:
            name = owners.get((finding.sheet, finding.project)) or owners.get((finding.sheet, ""))
            if name is not None:
                self._of(name).findings.append(finding)
        if owners:
            self._of(next(iter(owners.values()))).left += _unread_sheets(each.document)


def _owner(table: Table) -> str:
    named = unit_of(table) or owner_of(table)
    if table.scope is Scope.DEPARTMENT or not named:
        named = named or table.project
    return folded(without_code(named)) if named else NO_UNIT


def _projects(table: Table) -> Iterable[str]:
    return [table.project, *(line.name.text for line in table.lines)]


def _left(table: Table) -> list[str]:
    place = f"{PurePath(table.book).name}“{table.sheet}”"
    return [f"{place}的 {unread_said(table.unread_rows)}"] if table.unread_rows else []


def _unread_sheets(document: Document) -> list[str]:
    names = [f"“{each.sheet}”" for each in document.unread_sheets if each.whole]
    return [f"{PurePath(document.file).name}的{'、'.join(names)}没有认出表"] if names else []


def _opinion(
    name: str, own: _UnitFindings, scores: dict[int, TableScore], level: Severity
) -> UnitOpinion:
    shown = [each for each in own.findings if each.severity.at_least(level)]
    groups: dict[str, tuple[str, list[Finding]]] = {}
    for table in own.tables:
        title = table.project or table.form.label
        groups.setdefault(name_key(title), (title, []))
    for finding in shown:
        title = finding.project or _form_label(own.tables, finding)
        groups.setdefault(name_key(title), (title, []))[1].append(finding)
    projects = [
        ProjectOpinion(title, tuple(_points(found)), _score_of(own.tables, key, scores))
        for key, (title, found) in groups.items()
    ]
    projects.sort(key=_heaviness, reverse=True)
    years = tuple(sorted({year for year in own.years if year is not None}))
    return UnitOpinion(
        name,
        years,
        tuple(own.tables),
        tuple(projects),
        tuple(dict.fromkeys(own.left)),
        tuple(_reviews(name, own)),
    )


def _form_label(tables: Sequence[Table], finding: Finding) -> str:
    on_sheet = (t for t in tables if (t.book, t.sheet) == (finding.file, finding.sheet))
    found = next(on_sheet, None)
    return found.form.label if found is not None else finding.sheet


def _score_of(
    tables: Sequence[Table], key: str, scores: dict[int, TableScore]
) -> TableScore | None:
    own = (t for t in tables if id(t) in scores and name_key(t.project or t.form.label) == key)
    return next((scores[id(table)] for table in own), None)


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


def _reviews(name: str, own: _UnitFindings) -> Iterable[TargetReview]:
    """一个项目一份：看申报、批复、调整里最后的一张，都没有的看自评表上的目标。"""
    chosen: dict[str, Table] = {}
    order = list(Stage)
    for table in own.tables:
        single = table.scope in (Scope.PROJECT, Scope.AREA) and not table.lines
        if not single or not table.spec.indicators or not table.project:
            continue
        key = name_key(table.project)
        known = chosen.get(key)
        if known is None or _review_rank(table, order) > _review_rank(known, order):
            chosen[key] = table
    for table in chosen.values():
        findings = [
            each
            for each in own.findings
            if (each.file, each.sheet, each.project) == (table.book, table.sheet, table.project)
        ]
        yield review_target(table, name, findings)


def _review_rank(table: Table, order: Sequence[Stage]) -> tuple[bool, int]:
    return table.stage in _TARGETS, order.index(table.stage)
