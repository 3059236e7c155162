"""对外 JSON 的形状：``perfxl.document/1``、``perfxl.findings/1``、``perfxl.scores/1``。

数写成普通 JSON 数；文字缺失写 ``""``，数缺失写 ``null``。
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, PlainSerializer

from perfxl.model.columns import FUND_COLUMNS, INDICATOR_COLUMNS, LINE_COLUMNS, Column
from perfxl.model.finding import Finding
from perfxl.model.form_spec import Columns, FormSpec
from perfxl.model.score import Slip, TableScore
from perfxl.model.table import (
    Document,
    Entry,
    Fund,
    Indicator,
    Line,
    Table,
)


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
    model_config = ConfigDict(frozen=True, extra="forbid")


# 表里的一行：有哪些栏看 ``model/columns.py``，哪些出现看是哪一种表、表里印着哪些。
RowJson = dict[str, Any]


def fund_json(fund: Fund, spec: FormSpec) -> RowJson:
    """资金一行；没有说不准的，不写 ``doubts``。"""
    more: RowJson = {"role": fund.role.value, "period": fund.period.value}
    if fund.doubts:
        more["doubts"] = sorted(fund.doubts)
    values, cells = _row(FUND_COLUMNS, spec.funds, fund)
    return {"name": fund.name} | values | more | {"cells": _cells({"name": fund.label}) | cells}


def indicator_json(indicator: Indicator, spec: FormSpec) -> RowJson:
    """指标一行。"""
    more: RowJson = {"class": indicator.indicator_class.value}
    if indicator.classified.is_guessed:
        more["class_guessed"] = True
    values, cells = _row(INDICATOR_COLUMNS, spec.indicators, indicator)
    return values | more | {"cells": cells}


def line_json(line: Line, spec: FormSpec) -> RowJson:
    """预算表的一行，或清单里的一个项目；分基本支出、项目支出的表，一组金额写在一起。"""
    values, cells = _row(LINE_COLUMNS, spec.lines, line)
    shown: RowJson = {}
    for key, value in values.items():
        group = key.removesuffix("_basic").removesuffix("_project")
        if f"{group}_basic" not in spec.lines:
            shown[key] = value
            continue
        parts = shown.setdefault(group, {"total": None, "basic": None, "project": None})
        parts["total" if key == group else key.removeprefix(f"{group}_")] = value
    return shown | {"cells": cells}


def _row(
    known: Mapping[str, Column], columns: Columns, row: object
) -> tuple[RowJson, dict[str, str]]:
    """一行要写的各栏，照 ``known`` 的次序；和所在的格。"""
    entries = {column.key: column.of(row) for column in columns.written_for(row)}
    values = {
        key: json_number(entries[key].shown_amount) if column.is_number else entries[key].text
        for key, column in known.items()
        if key in entries
    }
    return values, _cells(entries)


class TotalJson(_Shape):
    """总分一行。"""

    weight: Number
    score: Number


class OddlyShownJson(_Shape):
    """看到的和存的对不上的一格：数字格式、存的、在 Excel 里看到的（藏起来的为空）。"""

    format: str
    stored: str
    seen: str


class TableJson(_Shape):
    """一张表。``hidden`` 表示所在工作表隐藏；``hidden_rows`` 是表内隐藏的行。

    ``doubtful_amounts`` 是数字格式与单位不合的金额格，和怎么不合（``scale``、``unit``、``percent``
    说不准，``other-unit`` 只是单位与栏名不同）；各栏里的数是照显示读的。
    """

    form: str
    scope: str
    stage: str
    sheet: str
    range: str
    title: str
    year: int | None
    month: int | None = None
    money_unit: str | None
    fields: dict[str, str]
    details: dict[str, str] = {}
    funds: list[RowJson] = []
    goals: dict[str, str] = {}
    indicators: list[RowJson] = []
    period_indicators: list[RowJson] = []
    lines: list[RowJson] = []
    sums: list[RowJson] = []
    total: TotalJson | None = None
    conclusion: str = ""
    grade: str = ""
    hidden: bool = False
    hidden_rows: list[int] = []
    oddly_shown: dict[str, OddlyShownJson] = {}
    unread_columns: dict[str, str] = {}
    unread_rows: dict[str, str] = {}
    doubtful_amounts: dict[str, str] = {}
    unrecognised: dict[str, str]

    @classmethod
    def of(cls, table: Table) -> "TableJson":
        """由 ``Table`` 转成；只写这种表有的部分。"""
        spec = table.spec
        parts: dict[str, object] = {}
        if table.details:
            parts["details"] = {name: entry.text for name, entry in table.details.items()}
        if spec.indicators:
            parts["funds"] = [fund_json(fund, spec) for fund in table.funds]
            parts["goals"] = {name: entry.text for name, entry in table.goals.items() if entry.text}
            parts["indicators"] = [indicator_json(each, spec) for each in table.indicators]
        if table.period_indicators:
            later = table.period_indicators
            parts["period_indicators"] = [indicator_json(each, spec) for each in later]
        if spec.lines:
            parts["lines"] = [line_json(line, spec) for line in table.lines]
        if table.sums:
            parts["sums"] = [line_json(line, spec) for line in table.sums]
        total = table.total
        if spec.scored:
            parts["conclusion"] = table.conclusion.text
            parts["grade"] = table.grade.text
        if spec.scored or total.label.exists:
            parts["total"] = TotalJson(weight=total.weight.number, score=total.score.number)
        if table.month is not None:
            parts["month"] = table.month
        if table.hidden:
            parts["hidden"] = True
        if table.hidden_rows:
            parts["hidden_rows"] = list(table.hidden_rows)
        if table.oddly_shown:
            parts["oddly_shown"] = {
                each.entry.cell: OddlyShownJson(
                    format=each.code, stored=each.stored, seen=each.seen
                )
                for each in table.oddly_shown
            }
        if table.unread_columns:
            parts["unread_columns"] = {entry.cell: entry.text for entry in table.unread_columns}
        if table.unread_rows:
            parts["unread_rows"] = {
                f"{row.sheet}!{row.block.address}"
                if row.sheet
                else row.block.address: row.why.label
                for row in table.unread_rows
            }
        doubtful = [entry for entry in table.amounts if entry.doubt is not None]
        if doubtful:
            parts["doubtful_amounts"] = {
                entry.cell: entry.doubt.why.value for entry in doubtful if entry.doubt is not None
            }
        left = (*table.hints, *table.unrecognised, *table.leftover)
        return cls(
            form=table.form.value,
            scope=table.scope.value,
            stage=table.stage.value,
            sheet=table.sheet,
            range=table.block.address,
            title=table.title.text,
            year=table.year,
            money_unit=table.money_unit,
            fields={name: entry.text for name, entry in table.printed_fields().items()},
            unrecognised={entry.cell: entry.text for entry in left},
            **parts,
        )


class UnknownJson(_Shape):
    """不认得的一块，和里面开头的字。"""

    sheet: str
    range: str
    words: list[str]


class DocumentJson(_Shape):
    """``perfxl read --json`` 的一份文件。"""

    schema_: Literal["perfxl.document/1"] = "perfxl.document/1"
    file: str
    tables: list[TableJson]
    other_sheets: list[str]
    unknown: list[UnknownJson]

    @classmethod
    def of(cls, document: Document) -> "DocumentJson":
        """由 ``Document`` 转成。"""
        return cls(
            file=document.file,
            tables=[TableJson.of(table) for table in document.tables],
            other_sheets=list(document.other_sheets),
            unknown=[
                UnknownJson(sheet=part.sheet, range=part.block.address, words=list(part.words))
                for part in document.unknown
            ],
        )


class FixJson(_Shape):
    """一格的改正。"""

    cell: str
    value: NumberOrText
    what: str
    unit: str = ""


class LeftFixJson(_Shape):
    """留给人改的一格；``value`` 是算出来的，没有算的为 ``null``，``why`` 是要先核对什么。"""

    cell: str
    value: NumberOrText
    what: str
    why: str


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
    fixes: list[FixJson] = []
    left: list[LeftFixJson] = []

    @classmethod
    def of(cls, finding: Finding) -> "FindingJson":
        """由 ``Finding`` 转成。"""
        data = finding.model_dump()
        for fix in data["fixes"]:
            if not fix["unit"]:  # 不是金额的不写
                del fix["unit"]
        return cls.model_validate(data)


class UnreadJson(_Shape):
    """读不了的文件和原因。"""

    file: str
    why: str


class UnreadRowJson(_Shape):
    """表格里没有读成的一行；有这样的行的表，总分、等级、合计都不判。"""

    file: str
    sheet: str
    cells: str
    why: str
    project: str

    @classmethod
    def all_of(cls, documents: Iterable[Document]) -> "list[UnreadRowJson]":
        """各文件的，照表中先后。"""
        return [
            cls(
                file=document.file,
                sheet=row.sheet or table.sheet,
                cells=row.block.address,
                why=row.why.label,
                project=table.project,
            )
            for document in documents
            for table in document.tables
            for row in table.unread_rows
        ]


class UnreadSheetJson(_Shape):
    """没有认出表的工作表；``whole`` 为假的，是认出了表的工作表里的一块。"""

    file: str
    sheet: str
    cells: str
    whole: bool
    hidden: bool
    words: list[str]

    @classmethod
    def all_of(cls, documents: Iterable[Document]) -> "list[UnreadSheetJson]":
        """各文件的，照工作表先后。"""
        return [
            cls(
                file=document.file,
                sheet=sheet.sheet,
                cells=sheet.block.address,
                whole=sheet.whole,
                hidden=sheet.hidden,
                words=list(sheet.words),
            )
            for document in documents
            for sheet in document.unread_sheets
        ]


class AppliedFixJson(_Shape):
    """``check --fix`` 改了的一格；``hidden`` 说它藏在哪里（``隐藏的第 8 行``），看得见的为空。

    ``shown`` 是改好以后格里看到的字。
    """

    file: str
    sheet: str
    cell: str
    what: str
    before: str
    after: NumberOrText
    rules: list[str]
    hidden: str = ""
    shown: str = ""


class LeftCellJson(_Shape):
    """``check --fix`` 留给人改的一格；``value`` 是算出来的，没有算的为 ``null``。"""

    file: str
    sheet: str
    cell: str
    what: str
    before: str
    value: NumberOrText
    why: str
    rules: list[str]


class FindingsJson(_Shape):
    """``perfxl check --format json`` 的全部；``accepted`` 是已认可、没有列出的处数，

    ``fixed``、``left`` 只在 ``--fix`` 时有，这时 ``findings`` 是改后还剩的。``unread`` 是读不了的文件，
    ``unread_rows``、``unread_sheets`` 是读了的文件里没有读懂的行、没有认出表的工作表。
    """

    schema_: Literal["perfxl.findings/1"] = "perfxl.findings/1"
    files: int
    findings: list[FindingJson]
    unread: list[UnreadJson]
    unread_rows: list[UnreadRowJson]
    unread_sheets: list[UnreadSheetJson]
    accepted: int
    fixed: list[AppliedFixJson] = []
    left: list[LeftCellJson] = []


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


class SlipJson(_Shape):
    """可能错了数量级的一格，``hangs`` 是靠它的各格：核对以前，那几格的数都不作数。"""

    cell: str
    why: str
    hangs: list[str]


def _doubt(slip: Slip) -> SlipJson:
    hangs = [each.entry.cell for each in slip.hangs if each.entry.exists]
    return SlipJson(cell=slip.entry.cell, why=slip.why, hangs=hangs)


class TableScoreJson(_Shape):
    """一张表的得分；``why_no_total`` 是总分算不出（``total`` 为 ``null``）的原因。"""

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
            why_no_total=score.why_no_total,
            **({"doubts": list(map(_doubt, score.slips))} if score.slips else {}),
        )


class ScoresJson(_Shape):
    """``perfxl score --format json`` 的一份文件。"""

    schema_: Literal["perfxl.scores/1"] = "perfxl.scores/1"
    file: str
    tables: list[TableScoreJson]
    unread_rows: list[UnreadRowJson]
    unread_sheets: list[UnreadSheetJson]


def dump(shape: BaseModel) -> dict[str, object]:
    """转成可写 JSON 的字典；``schema_`` 写作 ``schema``，放在最前。"""
    data: dict[str, object] = shape.model_dump(mode="json", exclude_unset=True, by_alias=True)
    schema: str | None = getattr(shape, "schema_", None)
    return data if schema is None else {"schema": schema, **data}


def _cells(entries: dict[str, Entry]) -> dict[str, str]:
    return {name: entry.cell for name, entry in entries.items() if entry.exists}
