"""审核意见：许多查好的工作簿 → 一个单位一份意见，和报来待批的各项目的绩效目标审核表。"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePath
from typing import NamedTuple, overload

from perfxl.actions.assessment import Assessment
from perfxl.actions.check_many import ToldFinding, told_tables
from perfxl.actions.opinion_parts import Left, Part, opinion_parts
from perfxl.grammar.glyphs import compact
from perfxl.matching.comparison import budget_of
from perfxl.matching.followed_projects import (
    ONLY_PAIR,
    RENAMED,
    FollowedProject,
    Step,
    follow_projects,
    projects_in,
)
from perfxl.matching.organisations import organisation_key
from perfxl.matching.project_names import name_key
from perfxl.matching.repeated import Repeated
from perfxl.model.finding import Finding, Severity
from perfxl.model.finding import folded as causes_first
from perfxl.model.form_spec import Scope, Shape, Stage
from perfxl.model.short_paths import shown, shown_names
from perfxl.rendering.opinions import (
    Point,
    ProjectOpinion,
    UnitOpinion,
    UsedProfile,
    Volume,
)
from perfxl.rendering.target_review import TargetReview, review_target
from perfxl.standards.profile import Profile

# 批复了而没有自评表：意见里另说，不再当作一条。
_NOT_EVALUATED = "PX625"
# 一册最多写这么多个项目（各年算一个）：再多的 Word 打开要很久，也没有人这样看；内存也只占一册的。
_MOST_IN_VOLUME = 300


@dataclass(frozen=True)
class _Wider:
    """一个单位的意见要用到的、别处的事：各文件的口径，各张表是哪一个项目的。

    ``followed`` 照表的 ``id``，``doubles`` 是另有一份作数的几稿，``current`` 是报来待审的各份（``id``）；
    ``evaluated`` 是有自评表的各单位、年度，``ownerless`` 是没有读到实施单位的自评表：文件、年度。``level`` 是写进来的最轻的级别。
    """

    profiles: Mapping[str, Profile]
    followed: Mapping[int, FollowedProject]
    doubles: Collection[int]
    current: Collection[int]
    evaluated: Collection[tuple[str, int]]
    ownerless: Collection[tuple[str, int | None]]
    level: Severity


def letters(
    assessments: Sequence[Assessment],
    *,
    level: Severity = Severity.WARNING,
    year: int | None = None,
    unit: str = "",
) -> "UnitOpinions":
    """各单位的意见，照先出现的先后；只写 ``level`` 和更重的。

    ``year``、``unit`` 只要一年、一个单位（名称里的几个字也行）。没有写单位的合成一份，``unit`` 为空。
    一个单位的项目太多的，分成几册，一册一份。
    """
    parts = opinion_parts(assessments, year)
    projects = projects_in([part.single for part in parts])
    followed, repeated = follow_projects(projects, across_years=False, drafts=False)
    parts = _without_twins(parts, repeated)
    chains = _chains(followed, repeated)
    wider = _Wider(
        {each.file: each.profile for each in assessments},
        chains,
        {id(each.other.table) for each in repeated},
        {id(part) for part in parts if _is_current(part, chains)},
        {
            (organisation_key(part.unit), part.year)
            for part in parts
            if part.table.stage is Stage.EVALUATION and part.year is not None
        },
        dict.fromkeys(
            (part.table.book, part.year)
            for part in parts
            if part.table.stage is Stage.EVALUATION and not part.says_unit
        ),
        level,
    )
    units: dict[str, list[Part]] = {}
    for part in parts:
        units.setdefault(organisation_key(part.unit), []).append(part)
    wanted = organisation_key(unit)
    volumes = [_volumes(own, chains) for key, own in units.items() if wanted in key]
    return UnitOpinions([each for own in volumes for each in own], wider)


class _VolumeParts(NamedTuple):
    """一个单位的一册：里面的各份，单位的名称，第几册。"""

    parts: Sequence[Part]
    unit: str
    volume: Volume


def _volumes(parts: Sequence[Part], followed: Mapping[int, FollowedProject]) -> list[_VolumeParts]:
    """一个单位的各份分成几册，照给的先后；同一个项目的几步、几年在一册里。"""
    names: dict[int, str] = {}
    keys = [_project_key(part, followed, names) for part in parts]
    order = {key: place for place, key in enumerate(dict.fromkeys(keys))}
    cut: dict[int, list[Part]] = {}
    for key, part in zip(keys, parts, strict=True):
        cut.setdefault(order[key] // _MOST_IN_VOLUME, []).append(part)
    unit = next((part.unit for part in parts if part.unit), "")
    return [
        _VolumeParts(own, unit, Volume(number + 1, len(cut))) for number, own in sorted(cut.items())
    ]


class OpinionFacts(NamedTuple):
    """写过的一份意见，合起来说要的：单位，年度，几条、批复里几条、过去了的几条，没有自评的年度，审了哪些文件。"""

    unit: str
    years: tuple[int, ...]
    points: int
    issued: int
    passed: int
    unevaluated: tuple[int, ...]
    files: frozenset[str]

    @classmethod
    def of(cls, opinion: UnitOpinion) -> "OpinionFacts":
        """``opinion`` 的。"""
        return cls(
            opinion.unit,
            opinion.years,
            len(opinion.points),
            len(opinion.issued),
            opinion.passed,
            opinion.unevaluated,
            frozenset(table.book for table in opinion.tables),
        )


class UnitOpinions(Sequence[UnitOpinion]):
    """各单位的意见，看到哪个单位再写哪个：不都留在内存里。"""

    def __init__(self, volumes: Sequence[_VolumeParts], wider: _Wider) -> None:
        self._volumes, self._wider = volumes, wider
        self._facts: dict[int, OpinionFacts] = {}

    @property
    def facts(self) -> Iterator[OpinionFacts]:
        """各份的；写过的不必再写。"""
        for place in range(len(self)):
            yield self._facts.get(place) or OpinionFacts.of(self[place])

    def ownerless(self, year: int) -> list[str]:
        """没有读到实施单位的、这一年（或没有写年度）的自评表，各在哪个文件，怎样称呼。"""
        files = [file for file, own in self._wider.ownerless if own in (year, None)]
        places = shown_names(self._wider.profiles)
        return list(dict.fromkeys(shown(file, places) for file in files))

    def __len__(self) -> int:
        return len(self._volumes)

    @overload
    def __getitem__(self, place: int) -> UnitOpinion: ...
    @overload
    def __getitem__(self, place: slice) -> "UnitOpinions": ...
    def __getitem__(self, place: int | slice) -> "UnitOpinion | UnitOpinions":
        if isinstance(place, slice):
            return UnitOpinions(self._volumes[place], self._wider)
        opinion = _opinion(self._volumes[place], self._wider)
        self._facts[place % len(self)] = OpinionFacts.of(opinion)
        return opinion


def _without_twins(parts: Sequence[Part], repeated: Iterable[Repeated]) -> list[Part]:
    """内容一样的几份只审一份，另说没有再审的是哪一份。"""
    own = {id(part.single): part for part in parts}
    twins: set[int] = set()
    for each in repeated:
        kept, other = own[id(each.kept.table)], own[id(each.other.table)]
        if each.is_identical:
            twins.add(id(other))
            said = Left(other.table.book, f"“{other.table.sheet}”", kept.table.book)
            kept.left += [*other.left, said]
    return [part for part in parts if id(part) not in twins]


def _chains(
    followed: Iterable[FollowedProject], repeated: Iterable[Repeated]
) -> dict[int, FollowedProject]:
    """各张表（照 ``id``）是哪一个项目在一年里的一步；重复的一份跟着算的那一份。"""
    found = {id(step.table): chain for chain in followed for step in chain.steps}
    kept = {id(each.other.table): id(each.kept.table) for each in repeated}
    return found | {one: found[own] for one, own in kept.items() if own in found}


def _by_project(parts: Sequence[Part], followed: Mapping[int, FollowedProject]) -> list[list[Part]]:
    """一个项目一年一组，改了名的也是一组；看不出年度的表，项目只有一年的归那一年。"""
    names: dict[int, str] = {}
    keys = {id(part): _project_key(part, followed, names) for part in parts}
    years: dict[str, set[int]] = {}
    for part in parts:
        known = years.setdefault(keys[id(part)], set())
        known |= {part.year} if part.year is not None else set()
    groups: dict[tuple[str, int | None], list[Part]] = {}
    for part in parts:
        key, year = keys[id(part)], part.year
        if year is None and len(years[key]) == 1:
            [year] = years[key]
        groups.setdefault((key, year), []).append(part)
    return list(groups.values())


def _project_key(part: Part, followed: Mapping[int, FollowedProject], names: dict[int, str]) -> str:
    """项目的名称；几步写得不同的，用先见到的。"""
    own = name_key(part.title)
    chain = followed.get(id(part.single))
    return own if chain is None else names.setdefault(id(chain), own)


def _opinion(own: _VolumeParts, wider: _Wider) -> UnitOpinion:
    parts = own.parts
    tables = tuple({id(part.table): part.table for part in parts}.values())
    left = tuple(dict.fromkeys(each for part in parts for each in part.left))
    places = shown_names([*(table.book for table in tables), *(each.file for each in left)])
    groups = _by_project(parts, wider.followed)
    key = organisation_key(parts[0].unit)
    awaited = {year for each in groups if (year := _awaited(each, wider)) is not None}
    others = {year for _, year in wider.evaluated}
    projects = [_project_opinion(each, wider, places) for each in groups]
    projects.sort(key=_heaviness, reverse=True)
    current = [part for part in parts if id(part) in wider.current]
    passed = [p for p in parts if p.table.is_reported and id(p) not in wider.current]
    return UnitOpinion(
        own.unit,
        tuple(sorted({p.year for p in current or parts if p.year is not None})),
        tables,
        tuple(projects),
        level=wider.level,
        left=(*(_left_said(each, places) for each in left), *_renamed(parts, wider.followed)),
        reviews=tuple(review for each in groups for review in _review(each, wider)),
        profiles=_profiles(tuple(table.book for table in tables), wider, places),
        unevaluated=tuple(
            sorted(y for y in awaited if y in others and (key, y) not in wider.evaluated)
        ),
        current=frozenset(id(part.table) for part in current),
        passed=len(_worth_saying(passed, wider.level)),
        volume=own.volume,
    )


def _left_said(left: Left, places: Mapping[str, str]) -> str:
    said = f"{shown(left.file, places)}{left.said}"
    return f"{said}与{shown(left.twin, places)}里的内容一样，没有再审" if left.twin else said


def _is_current(part: Part, followed: Mapping[int, FollowedProject]) -> bool:
    """要这个单位改的：它报送的，那一步还没有过去（批复过的申报表、自评过的监控表是过去了的）。"""
    if not part.table.is_reported:
        return False
    chain, own = followed.get(id(part.single)), part.table.stage
    stages = {step.stage for step in chain.steps} if chain is not None else {own}
    if own is Stage.MONITORING:
        return Stage.EVALUATION not in stages
    return own is not Stage.APPLICATION or stages == {own}


def _renamed(parts: Iterable[Part], followed: Mapping[int, FollowedProject]) -> list[str]:
    """当作改了名的：校验没有把它们当作一个，没有对照，要人看。"""
    chains = {id(c): c for p in parts if (c := followed.get(id(p.single))) is not None}
    return [
        f"{_named(after)}与{_named(before)}当作同一个项目（{after.ground}），没有对照"
        for chain in chains.values()
        for before, after in pairwise(chain.steps)
        if after.ground in (RENAMED, ONLY_PAIR)
    ]


def _named(step: Step) -> str:
    name = step.project.name.text
    return f"“{name}”" if name else f"没有写项目名称的“{step.table.sheet}”"


def _profiles(
    files: Iterable[str], wider: _Wider, places: Mapping[str, str]
) -> tuple[UsedProfile, ...]:
    """审这个单位的表用的各份口径，各用在哪些文件。"""
    used: dict[str, UsedProfile] = {}
    for file in dict.fromkeys(files):
        own = wider.profiles[file]
        known = used.get(own.name, UsedProfile(own.name, own.title, ()))
        used[own.name] = known._replace(files=(*known.files, shown(file, places)))
    return tuple(used.values())


def _project_opinion(
    parts: Sequence[Part], wider: _Wider, places: Mapping[str, str]
) -> ProjectOpinion:
    current = [part for part in parts if id(part) in wider.current]
    issued = [part for part in parts if not part.table.is_reported]
    counted = [part for part in parts if id(part.single) not in wider.doubles] or parts
    latest = max(current or parts, key=lambda part: list(Stage).index(part.table.stage))
    awaited = _awaited(parts, wider)
    return ProjectOpinion(
        latest.title,
        tuple(_points(_worth_saying(current, wider.level), places)),
        next((part.score for part in counted if part.scored is not None), None),
        next((part.year for part in parts if part.year is not None), None),
        issued=tuple(_points(_worth_saying(issued, wider.level), places)),
        is_reported=bool(current),
        is_missing=awaited is not None
        and (organisation_key(parts[0].unit), awaited) in wider.evaluated,
    )


def _worth_saying(parts: Iterable[Part], level: Severity) -> list[Finding]:
    every = (each for part in parts for each in part.findings)
    return [e for e in every if e.severity.at_least(level) and e.rule != _NOT_EVALUATED]


def _awaited(parts: Sequence[Part], wider: _Wider) -> int | None:
    """一个项目批复了、预算没有调整成 0，而没有自评表的，是哪一年；别的为 ``None``。"""
    chains = {id(c): c for p in parts if (c := wider.followed.get(id(p.single))) is not None}
    steps = [step for chain in chains.values() for step in chain.steps]
    if any(step.stage is Stage.EVALUATION for step in steps):
        return None
    issued = [s for s in steps if s.stage.is_issued and s.table.scope is not Scope.DEPARTMENT]
    if not issued or budget_of(max(issued, key=lambda step: step.place)) == 0:
        return None
    return next((part.year for part in parts if part.year is not None), None)


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
        name = shown(file, places)
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
            made.append(Point(each.severity, f"{place}{each.cells}", each.said, each.hint))
    return made


def _review(parts: Sequence[Part], wider: _Wider) -> Iterable[TargetReview]:
    """审核表审的是报来待批的目标：批复（调整、监控、自评）过的没有，没有指标的没有。"""
    fitting = [
        part
        for part in parts
        if part.table.stage is Stage.APPLICATION
        and id(part) in wider.current
        and part.single.spec.shape is Shape.ONE
        and part.single.scope in (Scope.PROJECT, Scope.AREA)
        and part.single.spec.indicators
        and part.single.project
    ]
    if fitting:
        year = next((part.year for part in parts if part.year is not None), None)
        last = fitting[-1]
        yield review_target(last.single, last.unit, last.findings, year)
