"""汇总：一个项目一年一行的自评，按单位、按指标类别、按规则的合计，没有算进来的和为什么。"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from perfxl.model.finding import Finding, Severity
from perfxl.model.indicator_class import IndicatorClass

_LEVELS = list(Severity)


@dataclass(frozen=True, slots=True)
class ClassPoints:
    """一类指标的分值和扣去的分；预算执行率也是一类。"""

    indicator_class: IndicatorClass
    weight: Decimal
    lost: Decimal

    def with_more(self, other: "ClassPoints") -> "ClassPoints":
        """加上同一类的另一份。"""
        return ClassPoints(self.indicator_class, self.weight + other.weight, self.lost + other.lost)


@dataclass(frozen=True, slots=True)
class EvaluatedProject:
    """一个项目一年的自评。金额以元计，``rate`` 以百分数计；没有的为 ``None``。

    ``total``、``grade`` 是算出的，``printed_total``、``printed_grade`` 是表上填的；没有等级为 ``""``。
    ``cell`` 是项目名称所在的格；``notes`` 是要人知道的：年度是推断的、金额单位没有写、总分算不出……，各带句号。
    ``doubts`` 是总分、等级靠着的可疑的数、待评价人核定的得分，各一句，不带句号：核对以前不作数；
    ``is_unsettled``：有总分而不作数，平均分、各等级的个数里没有它，另数作待核。
    ``department`` 是主管部门（没有写的是填报单位、``unit``）。
    ``findings`` 是 ``check`` 在这张表里查出的，``counts`` 是其中各级（``Severity`` 的先后）几处，先数好了；
    ``organisations`` 是表上写着的各个单位。
    """

    unit: str
    project: str
    code: str
    year: int | None
    file: str
    sheet: str
    cell: str
    initial: Decimal | None
    adjusted: Decimal | None
    executed: Decimal | None
    rate: Decimal | None
    printed_total: Decimal | None
    total: Decimal | None
    printed_grade: str
    grade: str
    classes: tuple[ClassPoints, ...] = ()
    findings: Sequence[Finding] = ()
    counts: tuple[int, ...] = (0,) * len(Severity)
    organisations: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    department: str = ""
    is_unsettled: bool = False

    @property
    def settled_total(self) -> Decimal | None:
        """作数的总分。"""
        return None if self.is_unsettled else self.total

    @property
    def settled_grade(self) -> str:
        """作数的等级。"""
        return "" if self.is_unsettled else self.grade

    def count(self, severity: Severity) -> int:
        """这一级的问题有几处。"""
        return self.counts[_LEVELS.index(severity)]

    @property
    def budget(self) -> Decimal | None:
        """算执行率用的预算数：全年的；没有这一栏的是年初的。"""
        return self.adjusted if self.adjusted is not None else self.initial

    @property
    def has_half_of_the_rate(self) -> bool:
        """预算数、执行数只有一样：金额算进了合计，执行率没有。"""
        return (self.budget is None) != (self.executed is None)


class DraftedRow(NamedTuple):
    """一个工作簿里第 ``number`` 张表的一行，先写好的：年度、问题要看别的文件，还没有写。

    ``indicator_names`` 是各条指标的名称合成的一个数，找重复的项目用。
    """

    number: int
    row: EvaluatedProject
    indicator_names: int


@dataclass(frozen=True, slots=True)
class UnitTotals:
    """一个单位（主管部门）的合计；``year`` 为 ``None`` 是各年合在一起。

    金额是有数的各项目之和，一个也没有为 ``None``；``rate`` 只算预算数、执行数都有的项目；
    ``mean_total`` 是作数的总分的平均，``grades`` 是作数的优、良、中、差各几个，``unsettled`` 是待核的几个
    （总分、等级不作数，两样里都没有它），``without_total`` 是总分算不出的几个。
    """

    unit: str
    projects: int
    initial: Decimal | None
    adjusted: Decimal | None
    executed: Decimal | None
    rate: Decimal | None
    mean_total: Decimal | None
    grades: dict[str, int]
    errors: int
    warnings: int
    unsettled: int = 0
    without_total: int = 0


@dataclass(frozen=True, slots=True)
class RuleCount:
    """一条规则查出几处，涉及几个项目。"""

    rule: str
    name: str
    severity: Severity
    count: int
    projects: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """没有算进来的文件和为什么；``conflicting``：与算进来的一份是同一个项目，而数字不同。

    ``told``：里面有项目自评表而没有算，要逐个说的（重复的、没有写年度的）。
    """

    file: str
    why: str
    conflicting: bool = False
    told: bool = False


@dataclass(frozen=True, slots=True)
class TotalDifference:
    """部门整体、单位自己的汇总表，与各项目自评合起来的不同：在哪一格，一句话。"""

    unit: str
    year: int | None
    file: str
    sheet: str
    cells: str
    message: str


@dataclass(frozen=True, slots=True)
class Summary:
    """全部的汇总。``projects`` 差的在前：先看错误几处，再看总分；算不出总分的排在同样多错误的前面。

    ``files`` 是找到几个工作簿；``unread`` 是读不了的，``ignored`` 是读了而没有算进来的。
    ``year``、``unit`` 是只看哪一年、哪个单位，不限的为空。``accepted`` 是这些项目里已认可、没有算进错误和提醒的几处；
    ``told`` 是谁认可了什么、口径关掉了什么，``profiles`` 是用的哪份口径、为什么，各带句号。
    ``departments`` 是各主管部门的合计，``unit`` 是它的名称；
    ``elsewhere`` 是不在这些自评表里的问题（批复、申报、部门整体的表里的，没有算进来的自评表里的），各级几处。
    ``other_years``：限了年度的，别的年度各有几张自评表没有算。
    ``gone`` 是取自存放处、原来的文件不在了的：只写名字，不链过去。
    """

    files: int
    projects: tuple[EvaluatedProject, ...]
    units: tuple[UnitTotals, ...]
    whole: UnitTotals
    classes: tuple[ClassPoints, ...]
    rules: tuple[RuleCount, ...]
    differences: tuple[TotalDifference, ...] = ()
    ignored: tuple[LeftOut, ...] = ()
    unread: tuple[LeftOut, ...] = ()
    year: int | None = None
    unit: str = ""
    accepted: int = 0
    told: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    gone: frozenset[str] = frozenset()
    other_years: Mapping[int, int] = field(default_factory=dict)
    departments: tuple[UnitTotals, ...] = ()
    elsewhere: tuple[int, ...] = (0,) * len(Severity)

    @property
    def has_departments(self) -> bool:
        """有主管部门管着几个单位：照主管部门合计才有用。"""
        return len(self.departments) < len(self.units)

    def elsewhere_of(self, severity: Severity) -> int:
        """别的表里查出的，这一级几处。"""
        return self.elsewhere[_LEVELS.index(severity)]

    @property
    def years(self) -> tuple[int, ...]:
        """有哪几年。"""
        return tuple(sorted({each.year for each in self.projects if each.year is not None}))

    @property
    def conflicts(self) -> tuple[LeftOut, ...]:
        """同一个项目而数字不同的。"""
        return tuple(each for each in self.ignored if each.conflicting)
