"""一个项目几步之间变了什么：资金一步一个数，指标逐条对起来，名称、指标值、分值、类别各变了没有。"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple, overload

from perfxl.grammar import Kind, Value
from perfxl.grammar.cached_property import cached_property
from perfxl.grammar.glyphs import compact
from perfxl.matching.followed_projects import FollowedProject, Step
from perfxl.matching.indicators import Side, pair_indicators
from perfxl.matching.project_names import without_code
from perfxl.matching.target_changes import TargetChange, is_eased, is_limit, target_change
from perfxl.model.form_spec import Stage
from perfxl.model.fund import ANNUAL_TOTAL
from perfxl.model.table import Entry, Fund, FundRole, IndicatorClass, Period

LIMIT_EASED, LIMIT_TIGHTENED = "上限放宽", "上限收紧"
_NO_ROLE = (FundRole.UNKNOWN, FundRole.OTHER_TOTAL, FundRole.SUBTOTAL)


class IndicatorMatch(StrEnum):
    """一条指标从第一步到末一步怎样了；值是对外 JSON 里的 ``match``。"""

    SAME = "same"
    REWORDED = "reworded"
    ADDED = "added"
    DROPPED = "dropped"


class EasedAt(StrEnum):
    """指标值在一年里的哪一步放宽的；值是对外 JSON 里的 ``eased_at``。"""

    NONE = ""
    APPROVAL = "approval"
    ADJUSTMENT = "adjustment"
    EVALUATION = "evaluation"


# 放宽以后的那一步；监控表不是批准，同自评一样是自评前放宽的。
_EASED_AT = {
    Stage.APPROVAL: EasedAt.APPROVAL,
    Stage.ADJUSTMENT: EasedAt.ADJUSTMENT,
    Stage.MONITORING: EasedAt.EVALUATION,
    Stage.EVALUATION: EasedAt.EVALUATION,
}


@dataclass(frozen=True)
class ComparedFund:
    """一种资金在各步的数；没有的为 ``None``。``values`` 折成元，不知道单位、说不准的也是 ``None``。"""

    name: str
    entries: tuple[Entry | None, ...]
    values: tuple[Decimal | None, ...]

    @property
    def is_changed(self) -> bool:
        """有数的几步不一样。"""
        return len({value for value in self.values if value is not None}) > 1


@dataclass(frozen=True)
class TargetStep:
    """指标值在哪两步之间变的；``limit``：写的是不超过多少；``eased``：松了；``same_demand``：只是写法，要求一样。"""

    change: TargetChange
    before: int
    after: int
    limit: bool
    eased: bool
    same_demand: bool = False

    @property
    def label(self) -> str:
        """给人看的说法：不超过的说上限放宽、收紧。"""
        if self.limit and self.change in (TargetChange.RAISED, TargetChange.LOWERED):
            return LIMIT_EASED if self.eased else LIMIT_TIGHTENED
        return self.change.label


class ResultChange(NamedTuple):
    """同一年度两份自评之间，填的结果（完成值、得分、执行数、总分）变了的一处：哪两步，各写什么。

    ``amounts`` 是执行数折成元的；别的、不知道单位的为 ``None``。
    """

    label: str
    before: int
    after: int
    old: Entry
    new: Entry
    amounts: tuple[Decimal | None, Decimal | None] = (None, None)


def _evaluated_pairs(steps: Sequence[Step], places: Iterable[int]) -> list[tuple[int, int]]:
    """挨着的两份都是自评、又是同一年度的；别的步没有结果，不同年度的本来不同。"""
    own = [place for place in places if steps[place].stage is Stage.EVALUATION]
    return [(a, b) for a, b in pairwise(own) if steps[a].year == steps[b].year]


@dataclass(frozen=True)
class ComparedIndicator:
    """一条指标在各步的一边；没有这一条的为 ``None``。``reworded``：有两步的名称说法不同。"""

    steps: tuple[Step, ...]
    sides: tuple[Side | None, ...]
    reworded: bool

    @property
    def match(self) -> IndicatorMatch:
        """末一步没有的是取消，第一步没有的是增加。"""
        if self.sides[-1] is None:
            return IndicatorMatch.DROPPED
        if self.sides[0] is None:
            return IndicatorMatch.ADDED
        return IndicatorMatch.REWORDED if self.reworded else IndicatorMatch.SAME

    @cached_property
    def present(self) -> tuple[tuple[int, Side], ...]:
        """有这一条的各步：第几步，那一边。"""
        return tuple((place, side) for place, side in enumerate(self.sides) if side is not None)

    @property
    def name(self) -> str:
        """最后的名称。"""
        return self.present[-1][1].level3.text

    @cached_property
    def change(self) -> TargetChange:
        """写着指标值的第一步到末一步，指标值变了什么。"""
        told = self._told
        return self._between(told[0], told[-1]) if len(told) > 1 else TargetChange.NONE

    @cached_property
    def target_steps(self) -> tuple[TargetStep, ...]:
        """指标值一步一步变了什么；没有变的几步不列。"""
        told = self._told
        steps = (self._step(one, other) for one, other in pairwise(told))
        return tuple(step for step in steps if step.change)

    def _step(self, one: int, other: int) -> TargetStep:
        change, values = self._between(one, other), (self._value(one), self._value(other))
        limit, eased = is_limit(*values), is_eased(change, *values, cap=self._is_cap(other))
        same = change is TargetChange.SIGN and self._is_same_demand(one, other)
        return TargetStep(change, one, other, limit, eased, same)

    def _is_same_demand(self, one: int, other: int) -> bool:
        """要做到的一样多：最多 100% 的比率写“≥100%”“=100%”。"""
        old, new = self.sides[one], self.sides[other]
        return old is not None and new is not None and not target_change(old.asked, new.asked)

    def _is_cap(self, place: int) -> bool:
        """越少越好：花的钱，时效里的时长。"""
        side, value = self.sides[place], self._value(place)
        if side is None:
            return False
        row = side.row
        return row.indicator_class.is_money_cost or (
            row.is_timeliness and value.kind is Kind.DURATION
        )

    @property
    def is_eased(self) -> bool:
        """从第一步到末一步，指标值松了。"""
        told = self._told
        return len(told) > 1 and self._step(told[0], told[-1]).eased

    @property
    def _told(self) -> list[int]:
        return [place for place, side in self.present if side.target.text]

    def _between(self, one: int, other: int) -> TargetChange:
        years = self.steps[one].year, self.steps[other].year
        return target_change(self._value(one), self._value(other), years)

    def _value(self, place: int) -> Value:
        side = self.sides[place]
        assert side is not None
        return side.value

    def eased_at(self, step: TargetStep) -> EasedAt:
        """这一处放宽是审批、调整时的，还是没有经过调整、自评前的；同一步的两稿、两个年度之间的不算。"""
        before, after = self.steps[step.before], self.steps[step.after]
        passed = before.stage is not Stage.EVALUATION and before.stage is not after.stage
        same_year = before.year == after.year
        if not (step.eased and passed and same_year) or self.follows_budget(step):
            return EasedAt.NONE
        return _EASED_AT.get(after.stage, EasedAt.NONE)

    @property
    def eased_before_evaluation(self) -> bool:
        """有没有经过调整、自评前放宽的。"""
        return EasedAt.EVALUATION in map(self.eased_at, self.target_steps)

    def follows_budget(self, step: TargetStep) -> bool:
        """花多少钱的上限放宽，而这两步之间预算也增加了。"""
        side = self.sides[step.after]
        if not step.eased or side is None or not side.row.indicator_class.is_money_cost:
            return False
        before, after = (budget_of(self.steps[place]) for place in (step.before, step.after))
        return before is not None and after is not None and after > before

    @cached_property
    def result_changes(self) -> tuple[ResultChange, ...]:
        """几份自评的完成值、得分变了的各处。"""
        found: list[ResultChange] = []
        for before, after in _evaluated_pairs(self.steps, (place for place, _ in self.present)):
            sides = self.sides[before], self.sides[after]
            old, new = (side.row for side in sides if side is not None)
            actuals, scores = (old.actual, new.actual), (old.score, new.score)
            known = not any(each.uncalculated for each in actuals)
            if known and target_change(old.actual_value, new.actual_value):
                found.append(ResultChange("完成值变了", before, after, *actuals))
            known = not any(each.uncalculated for each in scores)
            if known and old.score.number != new.score.number:
                found.append(ResultChange("得分变了", before, after, *scores))
        return tuple(found)

    @property
    def weights(self) -> tuple[Decimal | None, ...]:
        """各步的分值。"""
        return tuple(side.weight.number if side else None for side in self.sides)

    @property
    def is_reweighted(self) -> bool:
        """写着分值的几步不一样。"""
        return len({weight for weight in self.weights if weight is not None}) > 1

    @property
    def moves(self) -> tuple[str, str] | None:
        """由哪一类换到了哪一类；没有换为 ``None``。"""
        first, last = self.present[0][1].row, self.present[-1][1].row
        kinds = first.indicator_class, last.indicator_class
        if IndicatorClass.UNKNOWN in kinds or kinds[0] is kinds[1]:
            return None
        if IndicatorClass.COST in kinds and all(kind.is_cost for kind in kinds):
            return None
        if any(kind.is_general for kind in kinds) and compact(first.level1.text) == compact(
            last.level1.text
        ):
            return None
        return kinds[0].label, kinds[1].label


@dataclass(frozen=True)
class ComparedProject:
    """一个项目几步的比较。"""

    followed: FollowedProject
    funds: tuple[ComparedFund, ...]
    indicators: tuple[ComparedIndicator, ...]

    @property
    def steps(self) -> tuple[Step, ...]:
        """各步，照一年的先后。"""
        return self.followed.steps

    @property
    def name(self) -> str:
        """项目名称：用得最多的写法，一样多的取在前的；只差空白的取没有空白的，项目编码另列。"""
        written: dict[str, list[str]] = {}
        for step in self.steps:
            name = without_code(step.project.name.text)
            if name:
                written.setdefault(compact(name), []).append(name)
        commonest = max(written.values(), key=len, default=[])
        return min(commonest, key=len, default="")

    @cached_property
    def reordered(self) -> tuple[ComparedIndicator, ...]:
        """第一步和末一步都有、类别没有换而次序换了的：要挪动的最少的几条。"""
        both = [
            (each.sides[0].row.row, each.sides[-1].row.row, each)
            for each in self.indicators
            if each.sides[0] is not None and each.sides[-1] is not None and each.moves is None
        ]
        both.sort(key=lambda found: found[0])
        kept = _longest_rising([after for _, after, _ in both])
        return tuple(each for n, (_, _, each) in enumerate(both) if n not in kept)

    @cached_property
    def executed(self) -> tuple[Entry, ...]:
        """各步的年度资金总额的执行数；没有的为空。"""
        totals = (step.table.annual_total for step in self.steps)
        return tuple(total.executed if total is not None else Entry() for total in totals)

    @cached_property
    def result_changes(self) -> tuple[ResultChange, ...]:
        """几份自评的执行数、总分变了的各处；金额单位不知道的照印的数比。"""
        found: list[ResultChange] = []
        for before, after in _evaluated_pairs(self.steps, range(len(self.steps))):
            old, new = self.executed[before], self.executed[after]
            if self._amount(before) != self._amount(after):
                amounts = self._executed_yuan(before), self._executed_yuan(after)
                found.append(ResultChange("执行数变了", before, after, old, new, amounts))
            first, last = (self.steps[place].table.total.score for place in (before, after))
            if first.number != last.number:
                found.append(ResultChange("总分变了", before, after, first, last))
        return tuple(found)

    def _amount(self, place: int) -> Decimal | None:
        yuan = self._executed_yuan(place)
        return self.executed[place].number if yuan is None else yuan

    def _executed_yuan(self, place: int) -> Decimal | None:
        return self.steps[place].project.in_yuan(self.executed[place])

    @property
    def is_changed(self) -> bool:
        """有要说的变化。"""
        return self.gravity > (0, 0, 0, 0)

    @property
    def gravity(self) -> tuple[int, int, int, int]:
        """排先后用，越大越要紧：自评前放宽的，放宽和取消的，别的指标变化，资金变化。"""
        rows = self.indicators
        lowered = sum(each.eased_before_evaluation for each in rows)
        lost = sum(each.is_eased or each.match is IndicatorMatch.DROPPED for each in rows)
        other = sum(
            each.match is not IndicatorMatch.SAME
            or bool(each.target_steps)
            or each.is_reweighted
            or each.moves is not None
            or bool(each.result_changes)
            for each in rows
        )
        funds = sum(f.is_changed for f in self.funds) + len(self.result_changes)
        return lowered, lost, other + len(self.reordered), funds


def compare_project(followed: FollowedProject) -> ComparedProject:
    """一个项目的各步比下来；只有一步的各条都没有变。"""
    followed = followed.whole
    funds = tuple(_compared_funds(followed.steps))
    return ComparedProject(followed, funds, tuple(_compared_indicators(followed.steps)))


def _compared_indicators(steps: tuple[Step, ...]) -> Iterator[ComparedIndicator]:
    """逐步对下去：每一条都与它最近有的那一步对。"""
    rows: list[list[Side | None]] = []
    reworded: set[int] = set()
    for place, step in enumerate(steps):
        other_years = len({each.year for each in steps[: place + 1]}) > 1
        year = step.year if other_years else None
        new = [side._replace(year=year) for side in step.sides]
        latest = [(row, _latest(row, other_years=other_years)) for row in rows]
        owner = {id(side): row for row, side in latest}
        # 前一步没有的（取消了的），名称相同才算又有了。
        standing = [side for row, side in latest if row[-1] is not None]
        gone = {side.key: row for row, side in reversed(latest) if row[-1] is None}
        for row in rows:
            row.append(None)
        fresh: list[tuple[Side, list[Side | None]]] = []
        for pair in pair_indicators(standing, new):
            if pair.new is None:
                continue
            row = owner[id(pair.old)] if pair.old else gone.pop(pair.new.key, [])
            if not row:
                fresh.append((pair.new, [*[None] * place, pair.new]))
                continue
            row[-1] = pair.new
            if pair.reworded:
                reworded.add(id(row))
        for side, row in sorted(fresh, key=lambda found: found[0].row.row):
            _insert(rows, row, side)
    for row in rows:
        yield ComparedIndicator(steps, tuple(row), id(row) in reworded)


def _latest(row: Sequence[Side | None], *, other_years: bool) -> Side:
    side = next(side for side in reversed(row) if side is not None)
    year = side.row.context.year if other_years else None
    return side._replace(year=side.year or year)


def _insert(rows: list[list[Side | None]], row: list[Side | None], side: Side) -> None:
    """新增的一条放在这一步它上面那一条的后面。"""
    above = [
        number
        for number, each in enumerate(rows)
        if (own := each[-1]) is not None and own.row.row < side.row.row
    ]
    rows.insert(max(above, default=len(rows) - 1 if rows and not above else -1) + 1, row)


def _compared_funds(steps: Sequence[Step]) -> Iterator[ComparedFund]:
    """各种资金：总额不论叫什么都是年度资金总额；名称不同而都只有一行说的是同一种来源的，是同一种。"""
    columns: dict[str, list[Entry | None]] = {}
    roles: dict[tuple[FundRole, Period], str] = {}
    for place, step in enumerate(steps):
        for fund in step.table.funds:
            name = _fund_name(fund, step, columns, roles, place)
            row = columns.setdefault(name, [None] * place)
            if len(row) == place:
                row.append(_amount(fund, step.stage))
        for row in columns.values():
            if len(row) == place:
                row.append(None)
    for name, entries in columns.items():
        values = (
            step.project.in_yuan(entry) if entry is not None else None
            for step, entry in zip(steps, entries, strict=True)
        )
        yield ComparedFund(name, tuple(entries), tuple(values))


def _fund_name(
    fund: Fund,
    step: Step,
    columns: dict[str, list[Entry | None]],
    roles: dict[tuple[FundRole, Period], str],
    place: int,
) -> str:
    if fund is step.table.annual_total:
        return ANNUAL_TOTAL
    whole = fund.period is Period.WHOLE
    if whole and fund is step.table.whole_period_total:
        return "实施期资金总额"
    name = f"实施期{fund.name}" if whole and "实施期" not in fund.name else fund.name
    alone = sum(_alike(fund, other) for other in step.table.funds) == 1
    if fund.role in _NO_ROLE or not alone:
        return name
    known = roles.setdefault((fund.role, fund.period), name)
    taken = name in columns or len(columns.get(known, ())) > place
    return name if taken else known


def budget_of(step: Step) -> Decimal | None:
    """这一步的年度资金总额，以元计。"""
    total = step.table.annual_total
    return step.project.in_yuan(_amount(total, step.stage)) if total is not None else None


def _alike(one: Fund, other: Fund) -> bool:
    return (one.role, one.period) == (other.role, other.period)


def _amount(fund: Fund, stage: Stage) -> Entry:
    """申报、批复看年初预算数，以后各步看调整后（全年）的。"""
    return fund.initial if stage in (Stage.APPLICATION, Stage.APPROVAL) else fund.budget


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """最长的递增子列，各在第几个；其余的就是要挪动的。"""
    best: list[tuple[int, int]] = []  # 到这里为止的长度、上一个在第几
    for n, number in enumerate(numbers):
        ahead = [(best[k][0], k) for k in range(n) if numbers[k] < number]
        length, before = max(ahead, default=(0, -1))
        best.append((length + 1, before))
    place = max(range(len(best)), key=lambda n: best[n][0], default=-1)
    kept: set[int] = set()
    while place >= 0:
        kept.add(place)
        place = best[place][1]
    return kept


class ComparedFacts(NamedTuple):
    """一个项目比下来，排先后、挑哪几个、合起来说要的：几步，变化多要紧（``ComparedProject.gravity``）。

    ``name`` 是名称，没有写的是工作表；``eased`` 是各条指标在哪几步放宽了，一条在一步算一回。
    """

    steps: int
    gravity: tuple[int, int, int, int]
    name: str
    unit: str
    eased: tuple[EasedAt, ...]

    @classmethod
    def of(cls, project: ComparedProject) -> "ComparedFacts":
        """``project`` 的。"""
        eased = (at for row in project.indicators for at in {*map(row.eased_at, row.target_steps)})
        return cls(
            len(project.steps),
            project.gravity,
            project.name or project.steps[0].table.sheet,
            project.followed.unit,
            tuple(at for at in eased if at is not EasedAt.NONE),
        )

    @property
    def is_changed(self) -> bool:
        """有要说的变化。"""
        return any(self.gravity)


class ComparedProjects(Sequence[ComparedProject]):
    """比好的各个项目，变化要紧的在前；一样的照给的先后。

    各步的表放在一边的，比的结果不留：内存里只有 ``ComparedFacts``，看到哪一个再比哪一个。
    """

    def __init__(
        self, every: Sequence[tuple[ComparedFacts, FollowedProject, ComparedProject | None]]
    ) -> None:
        self._every = every

    @classmethod
    def of(cls, followed: Iterable[FollowedProject]) -> "ComparedProjects":
        """比一遍，排好。"""
        every: list[tuple[ComparedFacts, FollowedProject, ComparedProject | None]] = []
        for each in followed:
            compared = compare_project(each)
            every.append((ComparedFacts.of(compared), each, None if each.is_aside else compared))
        return cls(sorted(every, key=lambda one: one[0].gravity, reverse=True))

    @property
    def facts(self) -> Iterator[ComparedFacts]:
        """各个项目的。"""
        return (facts for facts, _, _ in self._every)

    def where(self, wanted: Callable[[ComparedFacts], bool]) -> "ComparedProjects":
        """其中的几个，次序不变。"""
        return ComparedProjects([each for each in self._every if wanted(each[0])])

    def at(self, places: Iterable[int]) -> "ComparedProjects":
        """第几个、第几个。"""
        return ComparedProjects([self._every[place] for place in places])

    def __len__(self) -> int:
        return len(self._every)

    @overload
    def __getitem__(self, place: int) -> ComparedProject: ...
    @overload
    def __getitem__(self, place: slice) -> "ComparedProjects": ...
    def __getitem__(self, place: int | slice) -> "ComparedProject | ComparedProjects":
        if isinstance(place, slice):
            return ComparedProjects(self._every[place])
        _, followed, compared = self._every[place]
        return compared or compare_project(followed)


def compare_projects(followed: Iterable[FollowedProject]) -> ComparedProjects:
    """各个项目，变化要紧的在前。"""
    return ComparedProjects.of(followed)
