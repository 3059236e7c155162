"""跨表规则看的对象：一次检查里的全部表，和它们之间已经对上的项目。"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from perfxl.grammar.cached_property import cached_property
from perfxl.matching.organisation_index import OrganisationIndex
from perfxl.matching.organisations import (
    department_of,
    organisation_key,
    same_organisation,
    unit_of,
)
from perfxl.matching.places import folder_of
from perfxl.matching.project import Project
from perfxl.matching.projects import Match, match_projects, projects_of
from perfxl.model.form import Form
from perfxl.model.form_spec import Scope, Shape, Stage
from perfxl.model.table import Table
from perfxl.rules.engine.form_groups import (
    ADJUSTMENTS,
    APPLICATIONS,
    APPROVALS,
    BUDGETS,
    DEPARTMENT_WHOLES,
    EVALUATION_SUMMARIES,
    PROJECT_BUDGETS,
    TRANSFER_BUDGETS,
    FormGroup,
)
from perfxl.rules.engine.remembered import Remembering
from perfxl.standards.profile import Profile

Fact = TypeVar("Fact")


class EvaluatedIn:
    """一个文件夹里，哪几个单位、哪一年有自评表（批复）（``units``）。"""

    def __init__(self, units: Iterable[tuple[str, int | None]] = ()) -> None:
        self.units = frozenset(units)

    def has(self, unit: str, year: int | None) -> bool:
        """同一单位这一年有。"""
        return year in self._by_year and self._by_year[year].has(unit)

    @cached_property
    def _by_year(self) -> dict[int | None, OrganisationIndex[None]]:
        found: dict[int | None, OrganisationIndex[None]] = {}
        for unit, year in self.units:
            found.setdefault(year, OrganisationIndex()).add(unit, None)
        return found

    @cached_property
    def said(self) -> str:
        """写成字：单位、年度都没有变的，字也不变。"""
        return repr(sorted(self.units, key=repr))


# 各文件夹的。
EvaluatedUnits = Mapping[str, EvaluatedIn]


class Placed(NamedTuple):
    """批复了（自评了）一个项目：在哪个文件里，是哪个单位、哪一年的。"""

    book: str
    unit: str
    year: int | None

    @property
    def places(self) -> tuple[str, str]:
        """算在哪两个文件夹里：所在的，和上一层的（批复、自评各放一个文件夹的）。"""
        folder = folder_of(self.book)
        return folder, folder_of(folder)

    @property
    def owner(self) -> tuple[str, int | None]:
        """单位、年度。"""
        return organisation_key(self.unit), self.year


# 一个文件里批复了这么多个项目的，是一本批复，不是一个一个给的。
_FEWEST_IN_BOOK = 2


def approvals_given(approved: Iterable[Placed], evaluated: Iterable[Placed]) -> EvaluatedUnits:
    """各文件夹里，哪几个单位、哪一年的批复给全了：一个文件里批复了几个项目的，或批复的项目不比自评的少。

    一个项目一个文件的批复，少给了几个的看得出（比自评的少），不算给全。
    """
    approved = list(approved)
    in_book = Counter((each.book, each.year) for each in approved)
    totals = Counter((place, *each.owner) for each in approved for place in each.places)
    totals.subtract((place, *each.owner) for each in evaluated for place in each.places)
    found: dict[str, set[tuple[str, int | None]]] = {}
    for each in approved:
        for place in each.places:
            together = in_book[each.book, each.year] >= _FEWEST_IN_BOOK
            if together or totals[place, *each.owner] >= 0:
                found.setdefault(place, set()).add((each.unit, each.year))
    return {folder: EvaluatedIn(own) for folder, own in found.items()}


# 谁对谁：``TableSet`` 里对好的各种。
MATCHED = (
    *("evaluated_approvals", "monitored_approvals", "monitored_adjustments"),
    *("evaluated_monitorings", "evaluated_adjustments", "adjusted_approvals"),
    *("applied_approvals", "budget_rows", "summary_rows", "transfer_rows"),
)


class Around(NamedTuple):
    """只给出相干的几张表时，要看全部的表才知道的。

    各表的年度，各文件夹里有哪些单位的自评表、给全了哪些单位的批复，哪些文件夹里有几个单位的部门表、预算表、没有读到名称的自评表。
    """

    years: tuple[int | None, ...]
    evaluated_units: EvaluatedUnits
    approvals_given: EvaluatedUnits
    of_several_units: frozenset[str] = frozenset()
    with_nameless: frozenset[str] = frozenset()


@dataclass(frozen=True, eq=False)
class TableSet(Remembering):
    """一次检查的全部表；只是其中相干的几张（``related_files``）的，``around`` 是要看全部才知道的。"""

    tables: tuple[Table, ...]
    profile: Profile
    around: Around | None = None

    @cached_property
    def projects(self) -> list[Project]:
        """各表里的全部项目。"""
        return projects_of(self.tables, self.around.years if self.around else None)

    def _projects_where(self, holds: Callable[[Table], bool]) -> list[Project]:
        """合乎条件的表里的项目。"""
        return [each for each in self.projects if holds(each.table)]

    @cached_property
    def evaluations(self) -> list[Project]:
        """自评表里的项目。"""
        return self._projects_where(
            lambda table: table.stage is Stage.EVALUATION and bool(table.spec.indicators)
        )

    @cached_property
    def evaluated_units(self) -> EvaluatedUnits:
        """各文件夹里的自评表是哪几个单位、哪一年的。"""
        if self.around is not None:
            return self.around.evaluated_units
        found: dict[str, set[tuple[str, int | None]]] = {}
        for each in self.evaluations:
            found.setdefault(folder_of(each.table.book), set()).add((each.unit, each.year))
        return {folder: EvaluatedIn(units) for folder, units in found.items()}

    def has_approvals_of(self, project: Project) -> bool:
        """这个项目的单位这一年的批复给全了：同一个文件夹里，或上一层、并列的文件夹里。"""
        if project.year is None:
            return False
        own = placed(project)
        given = (self._approvals_given.get(place) for place in own.places)
        return any(each is not None and each.has(own.unit, own.year) for each in given)

    @cached_property
    def _approvals_given(self) -> EvaluatedUnits:
        if self.around is not None:
            return self.around.approvals_given
        return approvals_given(map(placed, self.approvals), map(placed, self.evaluations))

    def has_nameless_evaluation(self, folder: str) -> bool:
        """文件夹里有填了的自评表没有读到项目名称（空着、没有算过的公式）：少不少哪个项目的自评表，不知道。"""
        return folder in self._with_nameless

    @cached_property
    def _with_nameless(self) -> frozenset[str]:
        if self.around is not None:
            return self.around.with_nameless
        return frozenset(folder_of(each.book) for each in self.tables if is_nameless(each))

    @cached_property
    def monitorings(self) -> list[Project]:
        """监控表里的项目。"""
        return self._projects_where(lambda table: table.stage is Stage.MONITORING)

    @cached_property
    def adjustments(self) -> list[Project]:
        """预算调整绩效目标批复表里的项目。"""
        return self._projects_where(lambda table: table.form in ADJUSTMENTS)

    @cached_property
    def approvals(self) -> list[Project]:
        """年初批复的项目：批复清单、单张的批复表；目标表没有写明是申报的，也当批复的看。"""
        return self._projects_where(lambda table: table.form in APPROVALS)

    @cached_property
    def applications(self) -> list[Project]:
        """申报表里的项目。"""
        return self._projects_where(lambda table: table.form in APPLICATIONS)

    @cached_property
    def budget_lines(self) -> list[Project]:
        """项目支出批复表的各行。"""
        return self._projects_where(lambda table: table.form in PROJECT_BUDGETS)

    @cached_property
    def evaluated_approvals(self) -> list[Match]:
        """自评表 → 年初批复（目标表、批复清单；都没有的用申报表）。"""
        return self._approvals_of(self.evaluations)

    @cached_property
    def monitored_approvals(self) -> list[Match]:
        """监控表 → 年初批复，同上。"""
        return self._approvals_of(self.monitorings)

    def _approvals_of(self, projects: Sequence[Project]) -> list[Match]:
        found = match_projects(projects, self.approvals)
        done = {id(match.one) for match in found}
        rest = [each for each in projects if id(each) not in done]
        return [*found, *match_projects(rest, self.applications)]

    @cached_property
    def monitored_adjustments(self) -> list[Match]:
        """监控表 → 预算调整批复。"""
        return match_projects(self.monitorings, self.adjustments)

    @cached_property
    def evaluated_monitorings(self) -> list[Match]:
        """监控表 → 同一项目的自评表。"""
        return match_projects(self.monitorings, self.evaluations)

    @cached_property
    def evaluated_adjustments(self) -> list[Match]:
        """自评表 → 预算调整批复。"""
        return match_projects(self.evaluations, self.adjustments)

    @cached_property
    def adjusted_approvals(self) -> list[Match]:
        """预算调整批复 → 年初批复。"""
        return match_projects(self.adjustments, self.approvals)

    @cached_property
    def applied_approvals(self) -> list[Match]:
        """年初批复 → 申报表。"""
        return match_projects(self.approvals, self.applications)

    @cached_property
    def budget_rows(self) -> list[Match]:
        """项目的表（目标、批复清单、调整批复、自评）→ 项目支出批复表的一行。"""
        kinds = {*map(id, (*self.approvals, *self.adjustments, *self.evaluations))}
        tables = [each for each in self.projects if id(each) in kinds]
        # 同一工作簿里的先配，别处的不来争名称相近的行。
        return match_projects(tables, self.budget_lines)

    @cached_property
    def summary_rows(self) -> list[Match]:
        """自评汇总表的一行 → 这个项目的自评表。"""
        rows = self._projects_where(lambda table: table.form in EVALUATION_SUMMARIES)
        return match_projects(rows, self.evaluations)

    @cached_property
    def transfer_rows(self) -> list[Match]:
        """转移支付批复表的一行 → 项目支出批复表的一行。"""
        transfers = self._projects_where(lambda table: table.form in TRANSFER_BUDGETS)
        return match_projects(transfers, self.budget_lines)

    def of(self, table: Table, fact: Callable[[Table], Fact]) -> Fact:
        """``fact(table)``，一张表只算一次。"""
        key = fact, id(table)
        if key not in self._of_tables:
            self._of_tables[key] = fact(table)
        found: Fact = self._of_tables[key]
        return found

    @cached_property
    def _of_tables(self) -> dict[tuple[Callable[..., Any], int], Any]:
        return {}

    def in_book(self, book: str, forms: FormGroup) -> Sequence[Table]:
        """一个工作簿里的这几种表。"""
        return self._in_place(("工作簿", book), forms)

    def beside(self, table: Table, forms: FormGroup) -> Sequence[Table]:
        """与它是一套的这几种表：同一工作簿里的；没有时是同一文件夹里同一单位的。

        工作簿里写着几个单位的，有同一单位的只算同一单位的。文件夹里单位不同的不算；有一边没有写单位的，
        文件夹里只有一个单位的部门表才算。
        """
        book = [each for each in self.in_book(table.book, forms) if each is not table]
        if book:
            return self._of_same_unit(table, book) or book
        folder = folder_of(table.book)
        if (folder, forms) not in self._by_unit:
            tables = self._in_place(("文件夹", folder), forms)
            self._by_unit[folder, forms] = _ByUnit((self._unit(each), each) for each in tables)
        near, unit = self._by_unit[folder, forms], self._unit(table)
        same = near.of_same_unit(unit, table)
        if same or self._has_several_units(folder):
            return same
        return near.without_unit(table) if unit else near.others(table)

    @cached_property
    def _by_unit(self) -> "dict[tuple[str, FormGroup], _ByUnit]":
        return {}

    def _of_same_unit(self, table: Table, others: Sequence[Table]) -> Sequence[Table]:
        """同一单位的；名称相同的有，就只算这些：局和它下属的中心不是一套。"""
        unit = self._unit(table)
        key = organisation_key(unit)
        exact = [each for each in others if key and organisation_key(self._unit(each)) == key]
        return exact or [each for each in others if same_organisation(self._unit(each), unit)]

    def _unit(self, table: Table) -> str:
        return self.of(table, department_of)

    def _in_place(self, place: tuple[str, str], forms: Iterable[Form]) -> Sequence[Table]:
        found = [each for form in forms for each in self._placed.get((place, form), ())]
        return [table for _, table in sorted(found, key=lambda each: each[0])]

    @cached_property
    def _placed(self) -> dict[tuple[tuple[str, str], Form], list[tuple[int, Table]]]:
        """每个工作簿、每个文件夹里的各种表，连同先后。"""
        placed: dict[tuple[tuple[str, str], Form], list[tuple[int, Table]]] = {}
        for order, table in enumerate(self.tables):
            for place in (("工作簿", table.book), ("文件夹", folder_of(table.book))):
                placed.setdefault((place, table.form), []).append((order, table))
        return placed

    def _has_several_units(self, folder: str) -> bool:
        if self.around is not None:
            return folder in self.around.of_several_units
        return len(self._units.get(folder, ())) > 1

    @cached_property
    def _units(self) -> dict[str, list[str]]:
        """每个文件夹里，部门整体的表、预算表是哪几个单位的。"""
        owned = (
            (folder_of(table.book), self._unit(table))
            for table in self.tables
            if table.form in DEPARTMENT_WHOLES or table.form in BUDGETS
        )
        return units_by_folder(owned)


def placed(project: Project) -> Placed:
    """一个项目在哪里、是谁的；清单的一行没有写单位的，是这张表的单位。"""
    return Placed(project.table.book, project.unit or unit_of(project.table), project.year)


def is_nameless(table: Table) -> bool:
    """一个项目的自评表，填了（有执行数）而没有读到项目名称。"""
    if table.stage is not Stage.EVALUATION or table.spec.shape is not Shape.ONE:
        return False
    if table.scope is Scope.DEPARTMENT or table.project or table.continues:
        return False
    total = table.annual_total
    return total is not None and total.executed.number is not None


class _ByUnit:
    """放在一起的几张表，照单位归好，各照先后。"""

    def __init__(self, owned: Iterable[tuple[str, Table]]) -> None:
        self._tables: list[Table] = []
        self._without: list[Table] = []
        self._exact: dict[str, list[Table]] = {}
        self._units: OrganisationIndex[Table] = OrganisationIndex()
        for unit, table in owned:
            self._tables.append(table)
            self._exact.setdefault(organisation_key(unit), []).append(table)
            self._without += [] if unit else [table]
            self._units.add(unit, table)

    def of_same_unit(self, unit: str, but: Table) -> list[Table]:
        """同一单位的，``but`` 不算；名称相同的有，就只算这些：局和它下属的中心不是一套。"""
        key = organisation_key(unit)
        exact = [each for each in self._exact.get(key, ()) if each is not but] if key else []
        return exact or [each for each in self._units.same(unit) if each is not but]

    def without_unit(self, but: Table) -> list[Table]:
        """没有写单位的。"""
        return [each for each in self._without if each is not but]

    def others(self, but: Table) -> list[Table]:
        """全部。"""
        return [each for each in self._tables if each is not but]


def units_by_folder(owned: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """每个文件夹里是哪几个单位的；同一单位的几种写法算一个，没有写的不算。``owned`` 是文件夹、单位。"""
    units: dict[str, list[str]] = {}
    known: dict[str, OrganisationIndex[None]] = {}
    for folder, unit in dict.fromkeys(owned):
        own, index = units.setdefault(folder, []), known.setdefault(folder, OrganisationIndex())
        if unit and not index.has(unit):
            own.append(unit)
            index.add(unit, None)
    return units
