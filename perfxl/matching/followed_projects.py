"""一个项目从申报到自评（或几个年度）的各张表：谁与谁是同一个项目，凭什么，哪几份是重复的。"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from perfxl.grammar.cached_property import cached_property
from perfxl.matching.budget_years import budget_years
from perfxl.matching.indicators import Side, adjusted_sides, initial_sides
from perfxl.matching.name_index import NameIndex
from perfxl.matching.organisations import organisation_key, same_organisation
from perfxl.matching.project import Project, project_name_entry
from perfxl.matching.project_candidates import SAME_CODE
from perfxl.matching.project_names import (
    BRACKET,
    CLOSE,
    SAME,
    TRIFLES,
    alike,
    bare_name,
    name_key,
    similarity,
    without_year,
)
from perfxl.matching.projects import OTHER_UNIT
from perfxl.matching.repeated import Repeated, repeated_projects
from perfxl.model.form_spec import Scope, Shape, Stage
from perfxl.model.outline import OutlinedTable, whole_of
from perfxl.model.table import Table

SAME_SHEET = "同一张表的年初、调整两边"
SAME_STEP = "同一步的又一稿"
ONLY_PAIR = "名称不同，这两步各只有这一个项目"
RENAMED = "名称不同，同一单位、同一年度里只有这两个的指标大半同名"
_STAGES = tuple(Stage)
# 名称不同、两步各只有一个的：名称的字有这么多相同，或指标有这么多同名，才当作改了名。
_RENAMED_NAME, _RENAMED_ROWS = 0.5, 0.5
# 一个单位里改了名的：指标至少这么多条同名；两边剩下的这么多对以内才逐对看。
_FEWEST_ROWS, _MOST_PAIRS = 3, 400


@dataclass(frozen=True, eq=False)
class Step:
    """一个项目在一步上的表；``ground`` 是凭什么认作前面那一个，第一步的为 ``""``。

    ``year`` 是排先后用的年度：表上没有写的照别的表；``ambiguous``：同样像的不止一个。
    ``is_initial``：调整批复表的年初一边，当作年初的批复。
    """

    project: Project
    year: int | None
    ground: str = ""
    ambiguous: bool = False
    is_initial: bool = False

    @property
    def table(self) -> Table:
        """这一步的表，一个项目一张。"""
        return self.project.table

    @property
    def stage(self) -> Stage:
        """在一年里的哪一步。"""
        return Stage.APPROVAL if self.is_initial else self.table.stage

    @property
    def is_aside(self) -> bool:
        """表放在一边，手边只有轮廓。"""
        return isinstance(self.table, OutlinedTable)

    @property
    def whole(self) -> "Step":
        """表放在一边的取回全部，用完不留；不是的是它自己。"""
        if not self.is_aside:
            return self
        return replace(self, project=replace(self.project, table=whole_of(self.table)))

    @property
    def place(self) -> tuple[int, int]:
        """排先后用：年度，哪一步。"""
        return self.year or 0, _STAGES.index(self.stage)

    @cached_property
    def sides(self) -> list[Side]:
        """各条指标；调整批复的取调整后的一边。"""
        rows = self.table.indicators
        return initial_sides(rows) if self.is_initial else adjusted_sides(rows)

    @property
    def keys(self) -> set[str]:
        """各条指标比名称用的键。"""
        return {side.key for side in self.whole.sides}


def with_initial_side(followed: "FollowedProject") -> "FollowedProject":
    """只有一张调整批复表的，拿它自己的年初一边来比；别的照旧。"""
    if len(followed.steps) != 1:
        return followed
    [step] = followed.steps
    if step.table.spec.shape is not Shape.HALVES:
        return followed
    return FollowedProject((replace(step, is_initial=True), replace(step, ground=SAME_SHEET)))


@dataclass(frozen=True, eq=False)
class FollowedProject:
    """一个项目，各步照一年的先后。"""

    steps: tuple[Step, ...]

    @property
    def is_aside(self) -> bool:
        """各步的表放在一边，手边只有轮廓。"""
        return any(step.is_aside for step in self.steps)

    @property
    def whole(self) -> "FollowedProject":
        """放在一边的取回全部，用完不留；不是的是它自己。"""
        if not self.is_aside:
            return self
        return FollowedProject(tuple(step.whole for step in self.steps))

    @property
    def unit(self) -> str:
        """实施单位；各步都没有写为 ``""``。"""
        return next((step.project.unit for step in self.steps if step.project.unit), "")

    @property
    def code(self) -> str:
        """项目编码；各步都没有写为 ``""``。"""
        return next((step.project.code for step in self.steps if step.project.code), "")


@dataclass(eq=False)
class _Chain:
    """正在接的一个项目。"""

    steps: list[Step] = field(default_factory=list)

    @property
    def last(self) -> Step:
        return self.steps[-1]


def projects_in(tables: Sequence[Table]) -> list[Project]:
    """一张一个项目的表（部门整体的也算）里的项目；清单要先拆成单张，预算表没有。"""
    single = [table for table in tables if table.spec.indicators and not table.lines]
    return [
        Project(table, None, project_name_entry(table), year)
        for table, year in zip(single, budget_years(single), strict=True)
    ]


def follow_projects(
    projects: Sequence[Project], *, across_years: bool = True, drafts: bool = True
) -> tuple[list[FollowedProject], list[Repeated]]:
    """各步同一个项目的接成一个，照给的先后；重复的另列。

    给的表是要放在一起看的，不论在哪个文件夹。编码相同的最先，再是名称相同、只差零碎的；名称相近的，
    两边都只有这一个可配时才算。``across_years`` 为假的，不同年度的各是各的；``drafts`` 为假的，
    同一步的几稿也算重复，不接成几步。
    """
    found = {each.year for each in projects} - {None}
    only_year = next(iter(found)) if len(found) == 1 else None
    order = {id(each): number for number, each in enumerate(projects)}
    rounds: dict[tuple[int, int], list[Step]] = {}
    for project in projects:
        step = Step(project, project.year or only_year)
        rounds.setdefault(step.place, []).append(step)
    finished: list[_Chain] = []
    chains: list[_Chain] = []
    repeated: list[Repeated] = []
    year: int | None = None
    for place in sorted(rounds):
        if not across_years and place[0] != year:
            finished, chains, year = [*finished, *chains], [], place[0]
        fresh, doubles = _without_repeats(rounds[place])
        repeated += doubles
        _join(chains, fresh)
    every = [*finished, *chains]
    if drafts:
        chain_of = {id(step.project): chain for chain in every for step in chain.steps}
        repeated = [r for r in repeated if not _is_version(chain_of[id(r.kept)], r)]
    every.sort(key=lambda chain: min(order[id(step.project)] for step in chain.steps))
    return [FollowedProject(tuple(chain.steps)) for chain in every], repeated


def _is_version(chain: _Chain, repeated: Repeated) -> bool:
    """只有同一步的两份、写得不一样的，是先后两稿：照给的先后接上。"""
    same_step = all(step.place == chain.last.place for step in chain.steps)
    if repeated.is_identical or not same_step:
        return False
    chain.steps.append(Step(repeated.other, chain.last.year, SAME_STEP))
    return True


def _without_repeats(steps: Sequence[Step]) -> tuple[list[Step], list[Repeated]]:
    """同一步上重复的只留一份；同一张清单里两行写得不一样的，是两个项目。"""
    found = [
        each for each in repeated_projects([step.project for step in steps]) if _may_repeat(each)
    ]
    left = {id(each.other) for each in found}
    return [step for step in steps if id(step.project) not in left], found


def _may_repeat(found: Repeated) -> bool:
    """写着的单位（实施、编制、填报的）不同的，是两个项目，主管部门相同也是。"""
    one, other = found.kept, found.other
    if one.unit and other.unit and not same_organisation(one.unit, other.unit):
        return False
    places = {(each.table.book, each.table.sheet) for each in (one, other)}
    return found.is_identical or len(places) > 1


def _name_of(project: Project) -> str:
    """比名称用的；部门整体的表一个部门一个。"""
    if project.table.scope is Scope.DEPARTMENT:
        return f"整体 {organisation_key(project.name.text)}"
    return bare_name(project.name.text)


class _Match:
    """一步里的一个接到哪一个上。"""

    def __init__(self, chain: _Chain, step: Step, ground: str, *, ambiguous: bool = False) -> None:
        self.chain, self.step, self.ground, self.ambiguous = chain, step, ground, ambiguous


def _join(chains: list[_Chain], steps: Sequence[Step]) -> None:
    """一步里的各个，接到前面同一个项目上；没有的另起一个。"""
    left = {id(chain): chain for chain in chains}
    rest = {id(step): step for step in steps}
    ways = [_by_code, _by_name, _by_near_name, _by_other_unit, _by_same_rows]
    for found in [*ways, _by_only_pair] if len(left) == len(rest) == 1 else ways:
        for match in list(found(list(left.values()), list(rest.values()))):
            if id(match.chain) in left and id(match.step) in rest:
                del left[id(match.chain)], rest[id(match.step)]
                project, year = match.step.project, match.step.year
                match.chain.steps.append(Step(project, year, match.ground, match.ambiguous))
    chains += [_Chain([step]) for step in rest.values()]


def _by_code(chains: Sequence[_Chain], steps: Sequence[Step]) -> Iterator[_Match]:
    known: dict[str, list[_Chain]] = {}
    for chain in chains:
        for code in {each.project.code for each in chain.steps} - {""}:
            known.setdefault(code, []).append(chain)
    for step in steps:
        yield from _best(
            known.get(step.project.code, ()) if step.project.code else (), step, SAME_CODE
        )


def _by_name(chains: Sequence[_Chain], steps: Sequence[Step]) -> Iterator[_Match]:
    known: dict[str, list[_Chain]] = {}
    for chain in chains:
        for key in {key for each in chain.steps for key in _keys(each)}:
            known.setdefault(key, []).append(chain)
    for step in steps:
        candidates = {id(chain): chain for key in _keys(step) for chain in known.get(key, ())}
        yield from _best(candidates.values(), step, "")


def _keys(step: Step) -> list[str]:
    """名称的键；自己年度的字不计的也算一个，只用来与别的年度比。"""
    if step.table.scope is Scope.DEPARTMENT:
        return [_name_of(step.project)]
    name = step.project.name.text
    keys = {name_key(name), name_key(without_year(name, step.year))}
    return sorted(keys - {""})


def _best(candidates: Iterable[_Chain], step: Step, ground: str) -> Iterator[_Match]:
    """同名的几个里最合适的一个。"""
    fitting = [
        (chain, why)
        for chain in candidates
        if (ground or _may_join(chain, step)) and (why := ground or _why_named(chain.last, step))
    ]
    if not fitting:
        return

    def distance(pair: tuple[_Chain, str]) -> tuple[bool, bool, bool]:
        one, other = pair[0].last.project, step.project
        return (
            bare_name(one.name.text) != bare_name(other.name.text),
            not (one.unit and other.unit and same_organisation(one.unit, other.unit)),
            not _same_amount(one, other),
        )

    fitting.sort(key=distance)
    rivals = [each for each in fitting[1:] if distance(each) == distance(fitting[0])]
    yield _Match(fitting[0][0], step, fitting[0][1], ambiguous=bool(rivals))


def _why_named(one: Step, other: Step) -> str:
    """名称为什么算同一个；同一年度的，名称里的年份也要相同。"""
    if one.table.scope is not other.table.scope and Scope.DEPARTMENT in (
        one.table.scope,
        other.table.scope,
    ):
        return ""
    names = _compared_names(one, other)
    if one.table.scope is Scope.DEPARTMENT:
        return SAME
    return alike(*names)


def _compared_names(one: Step, other: Step) -> tuple[str, str]:
    names = one.project.name.text, other.project.name.text
    if one.year == other.year:
        return names
    return without_year(names[0], one.year), without_year(names[1], other.year)


def _may_join(chain: _Chain, step: Step) -> bool:
    """单位没有说不是同一个；同一年度编码不同的不是。"""
    one, other = chain.last.project, step.project
    same_year = chain.last.year == step.year
    if same_year and one.code and other.code and one.code != other.code:
        return False
    own = [each.project.unit for each in chain.steps if each.project.unit]
    return not own or not other.unit or any(same_organisation(unit, other.unit) for unit in own)


def _same_amount(one: Project, other: Project) -> bool:
    """前一步批下来的金额，就是后一步的年初（调整）预算数。"""
    before = [one.in_yuan(one.adjusted), one.in_yuan(one.initial)]
    after = {other.in_yuan(other.initial), other.in_yuan(other.adjusted)} - {None}
    return any(amount in after for amount in before)


def _by_near_name(chains: Sequence[_Chain], steps: Sequence[Step]) -> Iterator[_Match]:
    """名称相近的：两边都只有这一个可配。"""
    index = NameIndex((chain.last.project.name.text, chain) for chain in chains)
    pairs: list[_Match] = []
    for step in steps:
        for chain in index.near(step.project.name.text):
            ground = _why_named(chain.last, step)
            if ground in (BRACKET, CLOSE) and _may_join(chain, step):
                pairs.append(_Match(chain, step, ground))
    sides: dict[int, list[_Match]] = {}
    for pair in pairs:
        for side in (id(pair.chain), id(pair.step)):
            sides.setdefault(side, []).append(pair)
    for pair in pairs:
        beside = (*sides[id(pair.chain)], *sides[id(pair.step)])
        rivals = [each for each in beside if each is not pair]
        if not rivals or (
            _same_amount(pair.chain.last.project, pair.step.project)
            and not any(_same_amount(r.chain.last.project, r.step.project) for r in rivals)
        ):
            yield pair


def _by_other_unit(chains: Sequence[_Chain], steps: Sequence[Step]) -> Iterator[_Match]:
    """名称一样、单位写得不同的：两边都只剩这一个，指标又有一半同名，多半是单位写错了。"""
    named: dict[str, tuple[list[_Chain], list[Step]]] = {}
    for chain in chains:
        named.setdefault(_name_of(chain.last.project), ([], []))[0].append(chain)
    for step in steps:
        named.setdefault(_name_of(step.project), ([], []))[1].append(step)
    for name, (ones, others) in named.items():
        if not name or len(ones) != 1 or len(others) != 1:
            continue
        one, other = ones[0].last, others[0]
        if _why_named(one, other) in (SAME, TRIFLES) and _shares_rows(one, other):
            yield _Match(ones[0], other, OTHER_UNIT)


def _by_same_rows(chains: Sequence[_Chain], steps: Sequence[Step]) -> Iterator[_Match]:
    """一个单位一年里名称对不上的，只有这两个的指标大半同名：多半是改了名。"""
    units: dict[tuple[str, int | None], tuple[list[_Chain], list[Step]]] = {}
    for chain in chains:
        units.setdefault(_unit_and_year(chain.last), ([], []))[0].append(chain)
    for step in steps:
        units.setdefault(_unit_and_year(step), ([], []))[1].append(step)
    for (unit, _), (ones, others) in units.items():
        if not unit or not 0 < len(ones) * len(others) <= _MOST_PAIRS:
            continue
        pairs = [(one, other) for one in ones for other in others if _same_rows(one.last, other)]
        for one, other in pairs:
            if sum(one is each or other is step for each, step in pairs) == 1:
                yield _Match(one, other, RENAMED)


def _unit_and_year(step: Step) -> tuple[str, int | None]:
    return organisation_key(step.project.unit), step.year


def _same_rows(one: Step, other: Step) -> bool:
    """说的是一样的事（都是部门整体，或都不是），编码没有说不是同一个，指标大半同名。"""
    codes = one.project.code, other.project.code
    if (one.table.scope is Scope.DEPARTMENT) != (other.table.scope is Scope.DEPARTMENT):
        return False
    if all(codes) and codes[0] != codes[1]:
        return False
    return _shared_rows(one, other) >= _FEWEST_ROWS and _shares_rows(one, other, most=True)


def _by_only_pair(chains: Sequence[_Chain], steps: Sequence[Step]) -> Iterator[_Match]:
    """两步各只有一个项目，名称不同而单位、名称的字或指标有一半相同：改了名的同一个项目。"""
    if len(chains) == len(steps) == 1 and _is_renamed(chains[0].last, steps[0]):
        yield _Match(chains[0], steps[0], ONLY_PAIR)


def _is_renamed(one: Step, other: Step) -> bool:
    if (one.table.scope is Scope.DEPARTMENT) != (other.table.scope is Scope.DEPARTMENT):
        return False
    names = _compared_names(one, other)
    units = one.project.unit, other.project.unit
    same_unit = not all(units) or same_organisation(*units)
    if same_unit and (not all(names) or similarity(*names) >= _RENAMED_NAME):
        return True
    return _shares_rows(one, other)


def _shares_rows(one: Step, other: Step, *, most: bool = False) -> bool:
    """指标少的一边有一半同名；``most``：多的一边也有一半。"""
    counts = [len(step.keys) for step in (one, other)]
    needed = max(counts) if most else min(counts)
    return _shared_rows(one, other) >= _RENAMED_ROWS * max(1, needed)


def _shared_rows(one: Step, other: Step) -> int:
    """两边同名的指标有几条。"""
    return len(one.keys & other.keys)
