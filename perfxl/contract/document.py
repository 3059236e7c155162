"""``perfxl read`` 的 JSON：``perfxl.document/1``。"""

from collections.abc import Mapping
from typing import Any, Literal

from perfxl.contract.json_numbers import json_number
from perfxl.contract.printed_parts import printed_parts
from perfxl.contract.shapes import Number, Shape
from perfxl.model.address import column_letters
from perfxl.model.columns import FUND_COLUMNS, INDICATOR_COLUMNS, LINE_COLUMNS, Column
from perfxl.model.form_spec import Columns, FormSpec
from perfxl.model.form_spec import Shape as Layout
from perfxl.model.table import (
    Document,
    Entry,
    Fund,
    Indicator,
    Line,
    Table,
    Task,
)

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


class TotalJson(Shape):
    """总分一行。"""

    weight: Number
    score: Number


class OddlyShownJson(Shape):
    """看到的和存的对不上的一格：数字格式、存的、在 Excel 里看到的（藏起来的为空）。"""

    format: str
    stored: str
    seen: str


class ContinuedOnJson(Shape):
    """接着写在另一张工作表上的一块；``headless`` 是那里没有表头，照上一张的各栏读的。"""

    sheet: str
    range: str
    headless: bool


class RemarkJson(Shape):
    """表格以外的一处：``kind`` 是 ``enclosure``（附件号）、``form-number``（表号）、``note``（填表说明）

    或 ``seal``（盖章的地方、那一行的日期）。
    """

    kind: str
    text: str
    cells: list[str]


class TaskJson(Shape):
    """“年度主要任务”的一项；金额以表的单位计，没有的为空。"""

    name: str
    content: str
    total: Number
    grant: Number
    other: Number
    cells: dict[str, str]

    @classmethod
    def of(cls, task: Task) -> "TaskJson":
        """由 ``Task`` 转成。"""
        entries = {
            "name": task.name,
            "content": task.content,
            "total": task.total,
            "grant": task.grant,
            "other": task.other,
        }
        total, grant, other = (each.shown_amount for each in task.amounts)
        return cls(
            name=task.name.text,
            content=task.content.text,
            total=total,
            grant=grant,
            other=other,
            cells=_cells(entries),
        )


class TableJson(Shape):
    """一张表。``hidden`` 表示所在工作表隐藏；``hidden_rows``、``hidden_columns`` 是表内隐藏的行、有内容的列（``["E"]``）。

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
    tasks: list[TaskJson] = []
    task_sums: list[TaskJson] = []
    funds: list[RowJson] = []
    goals: dict[str, str] = {}
    indicators: list[RowJson] = []
    period_indicators: list[RowJson] = []
    lines: list[RowJson] = []
    sums: list[RowJson] = []
    total: TotalJson | None = None
    conclusion: str = ""
    grade: str = ""
    remarks: list[RemarkJson] = []
    hidden: bool = False
    hidden_rows: list[int] = []
    hidden_columns: list[str] = []
    oddly_shown: dict[str, OddlyShownJson] = {}
    unread_columns: dict[str, str] = {}
    placed_columns: dict[str, dict[str, str]] = {}
    unread_rows: dict[str, str] = {}
    continues: str = ""
    continued_on: list[ContinuedOnJson] = []
    doubtful_amounts: dict[str, str] = {}
    unrecognised: dict[str, str]

    @classmethod
    def of(cls, table: Table) -> "TableJson":
        """由 ``Table`` 转成；只写这种表有的部分。"""
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
            fields=_fields(table),
            unrecognised={entry.cell: entry.text for entry in left},
            **_rows(table),
            **_ends(table),
            **_remarks(table),
        )


def _rows(table: Table) -> dict[str, Any]:
    """资金、目标、指标、预算各行；这种表没有的不写。"""
    spec = table.spec
    parts: dict[str, Any] = {}
    if table.details:
        parts["details"] = {name: entry.text for name, entry in table.details.items()}
    if table.tasks:
        parts["tasks"] = [TaskJson.of(task) for task in table.tasks]
        parts["task_sums"] = [TaskJson.of(task) for task in table.task_sums]
    if spec.indicators:
        parts["funds"] = [fund_json(fund, spec) for fund in table.funds]
        # 印着而没有填的预期目标也写（空的）；年初、调整并列的，没有填的一边不写。
        halved = spec.shape is Layout.HALVES
        parts["goals"] = {
            name: entry.text
            for name, entry in table.goals.items()
            if entry.text or (name == "expected" and not halved)
        }
        parts["indicators"] = [indicator_json(each, spec) for each in table.indicators]
    if table.period_indicators:
        parts["period_indicators"] = [indicator_json(row, spec) for row in table.period_indicators]
    if spec.lines:
        parts["lines"] = [line_json(line, spec) for line in table.lines]
    if table.sums:
        parts["sums"] = [line_json(line, spec) for line in table.sums]
    return parts


def _ends(table: Table) -> dict[str, Any]:
    """总分、结论、等级，和写着的月份。"""
    spec, total = table.spec, table.total
    parts: dict[str, Any] = {}
    if spec.is_graded:
        parts["conclusion"] = table.conclusion.text
        parts["grade"] = table.grade.text
    if spec.has_total or total.label.exists:
        parts["total"] = TotalJson(weight=total.weight.number, score=total.score.number)
    if table.month is not None:
        parts["month"] = table.month
    return parts


def _fields(table: Table) -> dict[str, str]:
    """填了的栏目，以表上所印的名称为键；印的与规范名不同的（项目主管部门），规范名（主管部门）也是键。"""
    entries = table.printed_fields()
    return {name: entry.text for name, entry in (*entries.items(), *table.fields.items())}


def _remarks(table: Table) -> dict[str, Any]:
    """表外的附件号、说明，隐藏的、显示得与存的不符的、没有读懂的、说不准的；没有的不写。"""
    doubts = {entry.cell: entry.doubt.why.value for entry in table.amounts if entry.doubt}
    parts: dict[str, Any] = {
        "remarks": [
            RemarkJson(kind=each.kind.value, text=each.text, cells=[e.cell for e in each.entries])
            for each in table.remarks
        ],
        "hidden": table.hidden,
        "hidden_rows": list(table.hidden_rows),
        "hidden_columns": [column_letters(each.column) for each in table.hidden_columns],
        "oddly_shown": {
            each.entry.cell: OddlyShownJson(format=each.code, stored=each.stored, seen=each.seen)
            for each in table.oddly_shown
        },
        "unread_columns": {entry.cell: entry.text for entry in table.unread_columns},
        "placed_columns": {
            entry.cell: {"printed": entry.text, "read_as": role}
            for entry, role in table.placed_columns
        },
        "unread_rows": {
            f"{row.sheet}!{row.block.address}" if row.sheet else row.block.address: row.why.label
            for row in table.unread_rows
        },
        "continues": table.continues,
        "continued_on": [
            ContinuedOnJson(sheet=each.sheet, range=each.block.address, headless=each.headless)
            for each in table.continued_on
        ],
        "doubtful_amounts": doubts,
    }
    return {name: value for name, value in parts.items() if value}


class UnknownJson(Shape):
    """不认得的一块，和里面开头的字。"""

    sheet: str
    range: str
    words: list[str]


class DocumentJson(Shape):
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
            tables=[
                TableJson.of(each) for table in document.tables for each in printed_parts(table)
            ],
            other_sheets=list(document.other_sheets),
            unknown=[
                UnknownJson(sheet=part.sheet, range=part.block.address, words=list(part.words))
                for part in document.unknown
            ],
        )


def _cells(entries: dict[str, Entry]) -> dict[str, str]:
    return {name: entry.cell for name, entry in entries.items() if entry.exists}
