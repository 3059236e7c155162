"""对外 JSON 的形状：``perfxl.document/1``、``perfxl.findings/1``、``perfxl.scores/1``。

数写成普通 JSON 数；文字缺失写 ``""``，数缺失写 ``null``。
"""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, PlainSerializer

from perfxl.model.finding import Finding
from perfxl.model.score import TableScore
from perfxl.model.table import Document, Entry, Fund, Indicator, Table


def json_number(number: Decimal | None) -> int | float | None:
    """Decimal → JSON 数：整数写整数。

    >>> json_number(Decimal("10.00")), json_number(Decimal("62.83")), json_number(None)
    (10, 62.83, None)
    """
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)


def json_number_or_text(value: Decimal | str | None) -> int | float | str | None:
    """同 ``json_number``，文字原样。"""
    return value if isinstance(value, str) else json_number(value)


Number = Annotated[Decimal | None, PlainSerializer(json_number, return_type=int | float | None)]
NumberOrText = Annotated[
    Decimal | str | None,
    PlainSerializer(json_number_or_text, return_type=int | float | str | None),
]


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True)


class FundJson(_Shape):
    """资金一行。"""

    name: str
    initial: Number
    adjusted: Number
    executed: Number
    weight: Number
    rate: Number
    score: Number
    cells: dict[str, str]

    @classmethod
    def of(cls, fund: Fund) -> "FundJson":
        """由 ``Fund`` 转成。"""
        columns = ("initial", "adjusted", "executed", "weight", "rate", "score")
        entries: dict[str, Entry] = {name: getattr(fund, name) for name in columns}
        return cls(
            name=fund.name,
            initial=fund.initial.number,
            adjusted=fund.adjusted.number,
            executed=fund.executed.number,
            weight=fund.weight.number,
            rate=fund.rate.number,
            score=fund.score.number,
            cells=_cells({"name": fund.label, **entries}),
        )


class IndicatorJson(_Shape):
    """指标一行。"""

    level1: str
    level2: str
    level3: str
    target: str
    actual: str
    weight: Number
    score: Number
    reason: str
    note: str
    cells: dict[str, str]

    @classmethod
    def of(cls, indicator: Indicator) -> "IndicatorJson":
        """由 ``Indicator`` 转成。"""
        columns = ("level1", "level2", "level3", "target", "actual", "weight", "score", "reason")
        entries: dict[str, Entry] = {name: getattr(indicator, name) for name in columns}
        return cls(
            level1=indicator.level1.text,
            level2=indicator.level2.text,
            level3=indicator.level3.text,
            target=indicator.target.text,
            actual=indicator.actual.text,
            weight=indicator.weight.number,
            score=indicator.score.number,
            reason=indicator.reason.text,
            note=indicator.note.text,
            cells=_cells({**entries, "note": indicator.note}),
        )


class TotalJson(_Shape):
    """总分一行。"""

    weight: Number
    score: Number


class TableJson(_Shape):
    """一张表。"""

    form: str
    sheet: str
    range: str
    title: str
    year: int | None
    money_unit: str | None
    fields: dict[str, str]
    funds: list[FundJson]
    goals: dict[str, str]
    indicators: list[IndicatorJson]
    total: TotalJson
    conclusion: str
    grade: str
    unrecognised: dict[str, str]

    @classmethod
    def of(cls, table: Table) -> "TableJson":
        """由 ``Table`` 转成。"""
        return cls(
            form=table.form.value,
            sheet=table.sheet,
            range=table.block.address,
            title=table.title.text,
            year=table.year,
            money_unit=table.money_unit,
            fields={name: entry.text for name, entry in table.fields.items()},
            funds=[FundJson.of(fund) for fund in table.funds],
            goals={name: entry.text for name, entry in table.goals.items()},
            indicators=[IndicatorJson.of(indicator) for indicator in table.indicators],
            total=TotalJson(weight=table.total.weight.number, score=table.total.score.number),
            conclusion=table.conclusion.text,
            grade=table.grade.text,
            unrecognised={entry.cell: entry.text for entry in (*table.hints, *table.unrecognised)},
        )


class DocumentJson(_Shape):
    """``perfxl read --json`` 的一份文件。"""

    schema_: Literal["perfxl.document/1"] = "perfxl.document/1"
    file: str
    tables: list[TableJson]
    other_sheets: list[str]

    @classmethod
    def of(cls, document: Document) -> "DocumentJson":
        """由 ``Document`` 转成。"""
        return cls(
            file=document.file,
            tables=[TableJson.of(table) for table in document.tables],
            other_sheets=list(document.other_sheets),
        )


class FindingJson(_Shape):
    """``perfxl check --format json`` 的一条问题。"""

    rule: str
    name: str
    severity: str
    file: str
    sheet: str
    cells: str
    project: str
    message: str
    hint: str
    basis: str
    found: NumberOrText
    expected: NumberOrText
    related: str

    @classmethod
    def of(cls, finding: Finding) -> "FindingJson":
        """由 ``Finding`` 转成。"""
        return cls.model_validate(finding.model_dump())


class UnreadJson(_Shape):
    """读不了的文件和原因。"""

    file: str
    why: str


class FindingsJson(_Shape):
    """``perfxl check --format json`` 的全部。"""

    schema_: Literal["perfxl.findings/1"] = "perfxl.findings/1"
    files: int
    findings: list[FindingJson]
    unread: list[UnreadJson]


class ExecutionJson(_Shape):
    """预算执行率。"""

    rate: Number
    weight: Number
    score: Number
    explanation: str


class IndicatorScoreJson(_Shape):
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


class TableScoreJson(_Shape):
    """一张表的得分。"""

    project: str
    sheet: str
    execution: ExecutionJson
    indicators: list[IndicatorScoreJson]
    total: Number
    grade: str
    printed_total: Number
    printed_grade: str
    profile: str

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
        )


class ScoresJson(_Shape):
    """``perfxl score --format json`` 的一份文件。"""

    schema_: Literal["perfxl.scores/1"] = "perfxl.scores/1"
    file: str
    tables: list[TableScoreJson]


def dump(shape: BaseModel) -> dict[str, object]:
    """转成可写 JSON 的字典；``schema_`` 写作 ``schema``，放在最前。"""
    data: dict[str, object] = shape.model_dump(mode="json")
    if "schema_" in data:
        data = {"schema": data.pop("schema_"), **data}
    return data


def _cells(entries: dict[str, Entry]) -> dict[str, str]:
    return {name: entry.cell for name, entry in entries.items() if entry.exists}
