"""一种表是什么样。从 ``forms.yaml`` 读来，各处都问它，不再各自列举表的种类。"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from operator import attrgetter

from perfxl.model.columns import Column
from perfxl.model.entry import Entry


class Scope(StrEnum):
    """一张表说的是什么。"""

    PROJECT = "project"
    DEPARTMENT = "department"
    AREA = "area"
    LIST = "list"


class Stage(StrEnum):
    """一张表在一年里的哪一步；先后就是一年的先后。"""

    APPLICATION = "application"
    APPROVAL = "approval"
    ADJUSTMENT = "adjustment"
    MONITORING = "monitoring"
    EVALUATION = "evaluation"

    @property
    def is_issued(self) -> bool:
        """批复单位发给单位的；别的各步是单位报送的。"""
        return self in (Stage.APPROVAL, Stage.ADJUSTMENT)


class Shape(StrEnum):
    """一种表怎样排。"""

    ONE = "one"
    SCORES = "scores"
    HALVES = "halves"
    LIST = "list"
    LINES = "lines"
    RESULTS = "results"
    TWO_SIDED = "two_sided"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Columns:
    """一种表的一类行有哪些栏；``when_printed`` 的几栏，表里印着才写进 JSON，别的空着也写。

    ``read_as``：表里没有后一栏而有前一栏的，前一栏就是它（监控表里的“完成情况”是执行情况）。
    """

    columns: tuple[Column, ...] = ()
    when_printed: frozenset[str] = frozenset()
    read_as: Mapping[str, str] = field(default_factory=dict)
    _values: Callable[[object], tuple[Entry, ...]] = field(init=False, repr=False, compare=False)
    _keys: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        paths = [column.path or column.key for column in self.columns]
        # attrgetter 只给一个名字时不成组。
        one_by_one = lambda row: tuple(column.of(row) for column in self.columns)  # noqa: E731
        object.__setattr__(self, "_keys", frozenset(column.key for column in self.columns))
        object.__setattr__(self, "_values", attrgetter(*paths) if len(paths) > 1 else one_by_one)

    def __iter__(self) -> Iterator[Column]:
        return iter(self.columns)

    def __contains__(self, key: str) -> bool:
        return key in self._keys

    def __bool__(self) -> bool:
        return bool(self.columns)

    def of(self, row: object) -> tuple[Entry, ...]:
        """一行这几栏的值，先后相同。"""
        return self._values(row)

    def written_for(self, row: object) -> Iterator[Column]:
        """一行要写的栏。"""
        for column in self.columns:
            if column.key not in self.when_printed or column.of(row).exists:
                yield column


@dataclass(frozen=True, slots=True)
class Recognition:
    """一种认法：写了的各项全都对得上才是。``None`` 和空的不看。"""

    columns: frozenset[str] = frozenset()
    any_columns: frozenset[str] = frozenset()
    no_columns: frozenset[str] = frozenset()
    halves: bool | None = None
    two_sided: bool | None = None
    by_subject: bool | None = None
    results: bool | None = None
    review: bool | None = None
    department: bool | None = None
    title: tuple[str, ...] = ()
    title_without: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """能写成的一种表：``name`` 是命令行、菜单里的名称，也是模板的文件名。

    ``sources`` 是还能由哪几种表（代号）得来，``by`` 是得来的办法；``stage`` 不空的只是这一步的表。
    """

    name: str
    names: tuple[str, ...] = ()
    stage: Stage | None = None
    title: str = ""
    sources: tuple[str, ...] = ()
    by: str = ""
    gathered: bool = False
    compares: bool = False


@dataclass(frozen=True, slots=True)
class FormSpec:
    """一种表。各项的意思写在 ``forms.yaml`` 开头。"""

    name: str
    label: str
    scopes: tuple[Scope, ...]
    stages: tuple[Stage, ...]
    shape: Shape
    scored: bool
    by_subject: bool
    money_unit: str
    note: str
    goals: tuple[str, ...]
    indicators: Columns
    funds: Columns
    lines: Columns
    single: str
    recognised_by: tuple[Recognition, ...]
    made: tuple[Made, ...]

    @property
    def has_yearly_funds(self) -> bool:
        """资金的栏名写明是年初、全年的，实施期的资金没有位置。"""
        return "adjusted" in self.funds and "adjusted" not in self.funds.when_printed

    @property
    def is_one_per_unit(self) -> bool:
        """一个单位只有一张，没有项目名称。"""
        listed = bool(self.lines) and self.shape is not Shape.REVIEW
        return listed or self.scopes[0] is Scope.DEPARTMENT

    @property
    def has_projects_in_lines(self) -> bool:
        """许多项目写在一张表里，一行（或几行）一个。"""
        single = (Shape.TWO_SIDED, Shape.REVIEW)
        return bool(self.lines) and not self.by_subject and self.shape not in single

    @property
    def has_total(self) -> bool:
        """写着总分：自评表、评价评分表。"""
        return self.scored or self.shape is Shape.SCORES

    @property
    def is_graded(self) -> bool:
        """写着等级、结论：有总分的，和审核表。"""
        return self.has_total or self.shape is Shape.REVIEW

    @property
    def is_budget(self) -> bool:
        """没有指标栏、一行一个科目或项目、只有预算金额的预算表。"""
        return self.shape in (Shape.LINES, Shape.TWO_SIDED)
