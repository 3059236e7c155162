"""``perfxl compare`` 的 JSON：``perfxl.comparison/1``。"""

from typing import Literal

from perfxl.actions.compare import Comparison
from perfxl.contract.shapes import Number, Shape
from perfxl.contract.unread import UnreadJson
from perfxl.matching.comparison import ComparedFund, ComparedIndicator, ComparedProject
from perfxl.matching.followed_projects import Step
from perfxl.rendering.comparison_words import (
    STAGE_NAMES,
    doubt_words,
    ground_words,
    indicator_words,
    project_words,
    stage_names,
)


class StageJson(Shape):
    """一步：哪一张表；``ground`` 是凭什么认作前一步的项目，第一步为空。"""

    stage: str
    file: str
    sheet: str
    year: int | None
    name: str
    ground: str
    ambiguous: bool

    @classmethod
    def of(cls, step: Step) -> "StageJson":
        """由 ``Step`` 转成。"""
        return cls(
            stage=STAGE_NAMES[step.stage],
            file=step.table.book,
            sheet=step.table.sheet,
            year=step.project.year or step.year,
            name=step.project.name.text,
            ground=step.ground,
            ambiguous=step.ambiguous,
        )


class FundComparedJson(Shape):
    """一种资金各步的数，以元计。"""

    name: str
    values: list[Number]
    cells: list[str]

    @classmethod
    def of(cls, fund: ComparedFund) -> "FundComparedJson":
        """由 ``ComparedFund`` 转成。"""
        return cls(
            name=fund.name,
            values=list(fund.values),
            cells=[entry.cell if entry else "" for entry in fund.entries],
        )


class IndicatorComparedJson(Shape):
    """一条指标各步的名称、指标值、分值、完成值、得分，怎样了；``classes`` 是类别，``moved`` 是换了类别或次序。

    ``lowered_before_evaluation``：没有经过调整、自评前放宽的；``eased_at``：在哪几步放宽（approval、adjustment、evaluation）。
    """

    names: list[str]
    targets: list[str]
    weights: list[Number]
    actuals: list[str]
    scores: list[Number]
    match: str
    change: str
    classes: list[str]
    cells: list[str]
    moved: bool
    lowered_before_evaluation: bool
    eased_at: list[str]
    said: list[str]

    @classmethod
    def of(cls, row: ComparedIndicator, project: ComparedProject) -> "IndicatorComparedJson":
        """由 ``ComparedIndicator`` 转成。"""
        sides = row.sides
        return cls(
            names=[side.level3.text if side else "" for side in sides],
            targets=[side.target.text if side else "" for side in sides],
            weights=list(row.weights),
            actuals=[side.row.actual.text if side else "" for side in sides],
            scores=[side.row.score.number if side else None for side in sides],
            match=row.match.value,
            change=row.change.value,
            classes=[side.row.indicator_class.value if side else "" for side in sides],
            cells=[side.target.cell if side else "" for side in sides],
            moved=row.moves is not None or row in project.reordered,
            lowered_before_evaluation=row.eased_before_evaluation,
            eased_at=[at.value for step in row.target_steps if (at := row.eased_at(step))],
            said=indicator_words(row, stage_names(row.steps)),
        )


class ProjectComparedJson(Shape):
    """一个项目。``executed`` 是各步的执行数（元），``totals`` 是表上填的总分。

    ``said`` 是变了什么，``doubts`` 是没有比的、要核对的。
    """

    project: str
    unit: str
    code: str
    stages: list[StageJson]
    funds: list[FundComparedJson]
    executed: list[Number]
    totals: list[Number]
    indicators: list[IndicatorComparedJson]
    said: list[str]
    doubts: list[str]

    @classmethod
    def of(cls, project: ComparedProject) -> "ProjectComparedJson":
        """由 ``ComparedProject`` 转成。"""
        return cls(
            project=project.name,
            unit=project.followed.unit,
            code=project.followed.code,
            stages=list(map(StageJson.of, project.steps)),
            funds=list(map(FundComparedJson.of, project.funds)),
            executed=[
                step.project.in_yuan(entry)
                for step, entry in zip(project.steps, project.executed, strict=True)
            ],
            totals=[step.table.total.score.number for step in project.steps],
            indicators=[IndicatorComparedJson.of(row, project) for row in project.indicators],
            said=project_words(project),
            doubts=[*ground_words(project), *doubt_words(project)],
        )


class IgnoredJson(Shape):
    """没有比的一张表。"""

    file: str
    sheet: str
    why: str


class ComparisonJson(Shape):
    """``perfxl compare --format json``；变化要紧的项目在前。"""

    schema_: Literal["perfxl.comparison/1"] = "perfxl.comparison/1"
    projects: list[ProjectComparedJson]
    ignored: list[IgnoredJson]
    unread: list[UnreadJson]

    @classmethod
    def of(cls, comparison: Comparison, unread: list[UnreadJson]) -> "ComparisonJson":
        """由 ``Comparison`` 转成，各个项目不在内：一个一个另写。"""
        return cls(
            projects=[],
            ignored=[
                IgnoredJson(file=each.file, sheet=each.sheet, why=each.why)
                for each in comparison.ignored
            ],
            unread=unread,
        )
