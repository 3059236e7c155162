"""``perfxl score`` 的 JSON：``perfxl.scores/1``。"""

from typing import Any, Literal

from perfxl.contract.shapes import Number, Shape
from perfxl.contract.unread import UnreadRowJson, UnreadSheetJson
from perfxl.model.score import Slip, TableScore


class ExecutionJson(Shape):
    """预算执行率。"""

    rate: Number
    weight: Number
    score: Number
    explanation: str


class IndicatorScoreJson(Shape):
    """一行指标的得分。"""

    level3: str
    cell: str
    weight: Number
    printed: Number
    score: Number
    low: Number
    high: Number
    explanation: str
    rule: str


class SlipJson(Shape):
    """可能错了数量级的一格，``hangs`` 是靠它的各格：核对以前，那几格的数都不作数。"""

    cell: str
    why: str
    hangs: list[str]


def _doubt(slip: Slip) -> SlipJson:
    hangs = [each.entry.cell for each in slip.hangs if each.entry.exists]
    return SlipJson(cell=slip.entry.cell, why=str(slip.why), hangs=hangs)


def _doubtful(score: TableScore) -> dict[str, Any]:
    """可疑的数、待核定的得分；没有的不写。"""
    found = {
        "doubts": list(map(_doubt, score.slips)),
        "pending": [each.cell for each in score.pending],
    }
    return {key: value for key, value in found.items() if value}


class TableScoreJson(Shape):
    """一张表的得分；``why_no_total`` 是总分算不出（``total`` 为 ``null``）的原因。

    ``pending`` 是待评价人核定而计入了总分的得分格：有它的总分、等级未定。
    """

    project: str
    sheet: str
    execution: ExecutionJson
    indicators: list[IndicatorScoreJson]
    total: Number
    grade: str
    printed_total: Number
    printed_grade: str
    profile: str
    why_no_total: str
    doubts: list[SlipJson] = []
    pending: list[str] = []

    @classmethod
    def of(cls, score: TableScore) -> "TableScoreJson":
        """由 ``TableScore`` 转成。"""
        return cls(
            project=score.table.project,
            sheet=score.table.sheet,
            execution=ExecutionJson(
                rate=score.execution.rate,
                weight=score.execution.weight,
                score=score.execution.score,
                explanation=score.execution.explanation,
            ),
            indicators=[
                IndicatorScoreJson(
                    level3=row.indicator.level3.text,
                    cell=row.indicator.score.cell,
                    weight=row.weight,
                    printed=row.printed,
                    score=row.judged.score,
                    low=row.judged.low,
                    high=row.judged.high,
                    explanation=row.judged.explanation,
                    rule=row.judged.rule,
                )
                for row in score.indicators
            ],
            total=score.total,
            grade=score.grade,
            printed_total=score.table.total.score.number,
            printed_grade=score.table.grade.text,
            profile=score.profile,
            why_no_total=str(score.why_no_total),
            **_doubtful(score),
        )


class ScoresJson(Shape):
    """``perfxl score --format json`` 的一份文件。"""

    schema_: Literal["perfxl.scores/1"] = "perfxl.scores/1"
    file: str
    profile_why: str = ""
    tables: list[TableScoreJson]
    unread_rows: list[UnreadRowJson]
    unread_sheets: list[UnreadSheetJson]
