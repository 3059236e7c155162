"""``perfxl summary`` 的 JSON：``perfxl.summary/1``。"""

from collections.abc import Iterable
from typing import Literal

from perfxl.contract.shapes import Number, Shape
from perfxl.contract.unread import UnreadJson
from perfxl.model.finding import Severity
from perfxl.model.summary import (
    ClassPoints,
    EvaluatedProject,
    LeftOut,
    RuleCount,
    Summary,
    TotalDifference,
    UnitTotals,
)


class ProjectJson(Shape):
    """一个项目一年；金额以元计，``rate`` 是百分数。

    ``doubts`` 不空的，``total``、``grade`` 靠着可疑的数、待核定的得分，核对以前不作数。
    """

    unit: str
    project: str
    code: str | None
    year: int | None
    file: str
    sheet: str
    initial: Number
    adjusted: Number
    executed: Number
    rate: Number
    printed_total: Number
    total: Number
    printed_grade: str | None
    grade: str | None
    errors: int
    warnings: int
    notices: int
    notes: list[str]
    doubts: list[str]
    department: str

    @classmethod
    def of(cls, row: EvaluatedProject) -> "ProjectJson":
        """由一行转成。"""
        return cls(
            unit=row.unit,
            project=row.project,
            code=row.code or None,
            year=row.year,
            file=row.file,
            sheet=row.sheet,
            initial=row.initial,
            adjusted=row.adjusted,
            executed=row.executed,
            rate=row.rate,
            printed_total=row.printed_total,
            total=row.total,
            printed_grade=row.printed_grade or None,
            grade=row.grade or None,
            errors=row.count(Severity.ERROR),
            warnings=row.count(Severity.WARNING),
            notices=row.count(Severity.INFO),
            notes=list(row.notes),
            doubts=list(row.doubts),
            department=row.department,
        )


class UnitJson(Shape):
    """一个单位的合计；``mean_total``、``grades`` 里没有待核的（``unsettled`` 个）、总分算不出的（``without_total`` 个）。"""

    unit: str
    projects: int
    initial: Number
    adjusted: Number
    executed: Number
    rate: Number
    mean_total: Number
    grades: dict[str, int]
    errors: int
    warnings: int
    unsettled: int
    without_total: int

    @classmethod
    def of(cls, unit: UnitTotals) -> "UnitJson":
        """由一个单位的合计转成。"""
        return cls.alike(unit)


class DepartmentJson(Shape):
    """一个主管部门的合计：它管的各单位的项目都在内；各项同 ``UnitJson``。"""

    department: str
    projects: int
    initial: Number
    adjusted: Number
    executed: Number
    rate: Number
    mean_total: Number
    grades: dict[str, int]
    errors: int
    warnings: int
    unsettled: int
    without_total: int

    @classmethod
    def of(cls, totals: UnitTotals) -> "DepartmentJson":
        """由一个主管部门的合计转成。"""
        return cls.alike(totals, department=totals.unit)


class ElsewhereJson(Shape):
    """不在这些自评表里的问题（批复、申报、部门整体的表里的，没有算进来的自评表里的）各几处；限了年度、单位的不数。"""

    errors: int
    warnings: int
    notices: int

    @classmethod
    def of(cls, summary: Summary) -> "ElsewhereJson":
        """由汇总转成。"""
        errors, warnings, notices = map(
            summary.elsewhere_of, (Severity.ERROR, Severity.WARNING, Severity.INFO)
        )
        return cls(errors=errors, warnings=warnings, notices=notices)


class ClassJson(Shape):
    """一类指标：``class`` 是类别的代号，``name`` 是给人看的名称。"""

    class_: str
    name: str
    weight: Number
    lost: Number

    @classmethod
    def of(cls, points: ClassPoints) -> "ClassJson":
        """由一类的合计转成。"""
        kind = points.indicator_class
        return cls(class_=kind.value, name=kind.label, weight=points.weight, lost=points.lost)


class RuleJson(Shape):
    """一条规则查出几处，涉及几个项目。"""

    rule: str
    name: str
    severity: str
    count: int
    projects: int

    @classmethod
    def of(cls, each: RuleCount) -> "RuleJson":
        """由一条规则的合计转成。"""
        return cls.alike(each, severity=each.severity.value)


class DifferenceJson(Shape):
    """部门整体、单位汇总表与各项目自评的一处不同。"""

    unit: str
    year: int | None
    file: str
    sheet: str
    cells: str
    message: str

    @classmethod
    def of(cls, each: TotalDifference) -> "DifferenceJson":
        """由一处不同转成。"""
        return cls.alike(each)


class SummaryJson(Shape):
    """``perfxl summary --format json`` 的全部。"""

    schema_: Literal["perfxl.summary/1"] = "perfxl.summary/1"
    money_unit: Literal["元"] = "元"
    files: int
    unread: list[UnreadJson]
    ignored: list[UnreadJson]
    projects: list[ProjectJson]
    units: list[UnitJson]
    classes: list[ClassJson]
    rules: list[RuleJson]
    differences: list[DifferenceJson]
    accepted: int
    told: list[str]
    departments: list[DepartmentJson]
    elsewhere: ElsewhereJson

    @classmethod
    def of(
        cls, summary: Summary, projects: Iterable[EvaluatedProject] | None = None
    ) -> "SummaryJson":
        """由汇总转成；``projects`` 是写哪几个项目，没有给的都写。"""
        projects = summary.projects if projects is None else projects
        return cls(
            money_unit="元",
            files=summary.files,
            unread=_left_out(summary.unread),
            ignored=_left_out(summary.ignored),
            projects=[ProjectJson.of(each) for each in projects],
            units=[UnitJson.of(each) for each in summary.units],
            classes=[ClassJson.of(each) for each in summary.classes],
            rules=[RuleJson.of(each) for each in summary.rules],
            differences=[DifferenceJson.of(each) for each in summary.differences],
            accepted=summary.accepted,
            told=[*summary.told, *summary.profiles],
            departments=[DepartmentJson.of(each) for each in summary.departments],
            elsewhere=ElsewhereJson.of(summary),
        )


def _left_out(files: tuple[LeftOut, ...]) -> list[UnreadJson]:
    return [UnreadJson(file=each.file, why=each.why) for each in files]
