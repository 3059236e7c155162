"""每种表的每一栏都到得了每一处：JSON、read 的文字、模板里的名字、成表（或说没有位置），再读得回来。

只看 ``forms.yaml``：加一种表、加一栏，这里不用改。
"""

from collections.abc import Callable, Iterator
from dataclasses import fields
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from rich.console import Console

from perfxl.actions.form_sources import Source
from perfxl.actions.forms_made import MADE_FORMS, MadeForm
from perfxl.cli.document_text import document_text
from perfxl.contract.document import TableJson
from perfxl.contract.shapes import dump
from perfxl.many_files.making import made_sheets, write_sheets
from perfxl.many_files.results import read_file
from perfxl.model.columns import FUND_COLUMNS, INDICATOR_COLUMNS, LINE_COLUMNS, Column, Holds
from perfxl.model.form import Form
from perfxl.model.form_spec import Columns, FormSpec, Shape
from perfxl.model.table import AMOUNT_GROUPS, Amounts, Document, Entry, Fund, Indicator, Line, Table
from perfxl.plans.placeholders import Reference
from perfxl.rendering.derived.fresh_table import fresh_table
from perfxl.rendering.form_content import form_content
from perfxl.rendering.unplaced import equivalents
from perfxl.standards.profile import load_profile

FORMS = list(Form)
_NUMBERS = count(11)


def marked(column: Column) -> Entry:
    """这一栏的一格，内容别处没有。"""
    number = next(_NUMBERS)
    place = {"row": number, "column": 1}
    if column.is_number:
        return Entry(str(number), number=Decimal(number), **place)
    texts = {
        "level1": "产出指标",
        "level2": "数量指标",
        "nature": "≥",
        "target": f"≥{number}人",
        "ordinal": "一、",
    }
    return Entry(texts.get(column.key, f"甲{number}乙"), **place)


def _row(columns: Columns) -> dict[str, Entry]:
    return {column.key: marked(column) for column in columns if column.key != "side"}


def table_of(form: Form) -> Table:
    """一张每一栏都填了的表。"""
    spec = form.spec
    indicators = [Indicator(row=1, **_row(spec.indicators))] if spec.indicators else []
    if indicators and "value" in spec.indicators:
        row = indicators[0]
        target = row.target._replace(text=f"{row.nature.text}{row.value.text}{row.unit.text}")
        indicators = [Indicator(**{**_values(row), "target": target})]
    funds = [Fund("年度资金总额", Entry("年度资金总额", 1, 1), **_row(spec.funds))]
    lines = [_line(_row(spec.lines), side) for side in _sides(spec)]
    if "project" in spec.indicators:
        indicators = [Indicator(**{**_values(indicators[0]), "project": lines[0].name})]
    return fresh_table(
        form,
        f"2024年度{form.label}",
        year=2024,
        money_unit="万元",
        fields={} if spec.lines else {"项目名称": Entry("某项目", 3, 3)},
        funds=tuple(funds) if spec.funds and not spec.lines else (),
        indicators=tuple(indicators),
        lines=tuple(lines),
    )


def _sides(spec: FormSpec) -> tuple[str, ...]:
    """各行在哪一边；没有预算行的为空。"""
    if spec.shape is Shape.TWO_SIDED:
        return ("income", "expense")
    return ("",) if spec.lines else ()


def _values(row: Indicator) -> dict[str, Any]:
    return {each.name: getattr(row, each.name) for each in fields(row)}


def _line(entries: dict[str, Entry], side: str) -> Line:
    amounts = {
        group: Amounts(
            **{
                part: entries.pop(key)
                for part in Amounts._fields
                if (key := group if part == "total" else f"{group}_{part}") in entries
            }
        )
        for group in AMOUNT_GROUPS
    }
    if side == "income":
        del entries["note"]  # 两边共一栏，写的是支出的
    return Line(row=1, side=side, **amounts, **entries)  # type: ignore[arg-type]


def cells(table: Table) -> Iterator[tuple[str, Column, Entry]]:
    """每一栏和它的格；收支一栏没有格。"""
    spec = table.spec
    for group, columns, rows in (
        ("指标", spec.indicators, table.indicators),
        ("资金", spec.funds, table.funds),
        ("预算", spec.lines, table.lines),
    ):
        for row in rows:
            yield from ((group, c, e) for c in columns if (e := c.of(row)).exists)


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_json_has_every_column(form: Form) -> None:
    table = table_of(form)
    shown = dump(TableJson.of(table))
    for group, column, entry in cells(table):
        name = {"指标": "indicators", "资金": "funds", "预算": "lines"}[group]
        rows = [row for row in shown[name] if entry.cell in row["cells"].values()]  # type: ignore[attr-defined]
        [row] = rows
        amount, _, part = column.key.partition("_") if column.holds is Holds.AMOUNT else ("",) * 3
        value = row.get(column.key)
        if isinstance(row.get(amount), dict):
            value = row[amount][part or "total"]
        assert value == (int(entry.text) if column.is_number else entry.text), column.key
        assert row["cells"][column.key] == entry.cell


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_the_text_of_read_has_every_column(form: Form) -> None:
    table = table_of(form)
    console = Console(width=2000)
    with console.capture() as capture:
        console.print(document_text(Document("书.xlsx", (table,))))
    for _, column, entry in cells(table):
        assert entry.text in capture.get(), column.key
        assert column.inside or column.label in capture.get() or column.holds is Holds.AMOUNT


@pytest.mark.parametrize("form", [form for form in FORMS if form.spec.made], ids=str)
def test_every_column_has_a_placeholder(form: Form) -> None:
    table = table_of(form)
    content = form_content(table, [Reference("指标", "三级指标")])
    written = {value for _, value in _written(content)}
    for _, column, entry in cells(table):
        numbers = {Decimal(entry.text), Decimal(entry.text) / 100} if column.is_number else set()
        assert written & {entry.text, entry.number, *numbers} or any(
            entry.text in str(value) for value in written
        ), column.key


def _written(content: Any) -> Iterator[tuple[str, object]]:
    for name, group in content.groups.items():
        for item in group.items:
            yield from ((f"{name}.{key}", value) for key, value in item.values.items())
            yield from _written(item)


@pytest.mark.parametrize("made", MADE_FORMS, ids=lambda made: made.name)
def test_a_made_form_has_every_column_or_says_it_has_no_place(
    made: MadeForm, tmp_path: Path
) -> None:
    table = table_of(made.form)
    [sheet] = made_sheets([Source(table, load_profile())], made=made)
    write_sheets([sheet], tmp_path / "成.xlsx")
    document = read_file(tmp_path / "成.xlsx").document
    assert document is not None
    [again] = document.tables
    assert (again.form, again.unread_columns, again.leftover) == (made.form, (), ())
    read = list(cells(again))
    back = {(group, column.key, entry.text) for group, column, entry in read}
    numbers = {(group, column.key, entry.number) for group, column, entry in read}
    for group, column, entry in cells(table):
        found = (group, column.key, entry.text) in back
        if column.is_number:
            found = (group, column.key, entry.number) in numbers
        if column.inside or column.key == "name":  # 拼在别的栏里的
            found |= any(entry.text in text for _, _, text in back)
        assert found or _is_left(group, column, sheet.left), (column.key, entry)


def _is_left(group: str, column: Column, left: tuple[str, ...]) -> bool:
    names = {f"{each}.{name}" for each in (group, "项目", "收支") for name in column.placeholders}
    names |= {f"收支.收入{name}" for name in column.placeholders}
    return any(set(equivalents(name)) & set(left) for name in names)


@pytest.mark.parametrize(
    ("columns", "kind"),
    [(INDICATOR_COLUMNS, Indicator), (FUND_COLUMNS, Fund), (LINE_COLUMNS, Line)],
    ids=["indicators", "funds", "lines"],
)
def test_every_attribute_of_a_row_is_a_column(columns: dict[str, Column], kind: type) -> None:
    own = {(column.path or column.key).partition(".")[0] for column in columns.values()}
    printed = {
        name
        for name, hint in get_type_hints(kind).items()
        # 这几样说的是写在哪一格、去年写着什么，不是表上的一栏。
        if hint in (Entry, Amounts) and name not in ("label", "part_of", "level1_points", "blanked")
    }
    assert printed <= own


def test_every_column_belongs_to_a_form() -> None:
    of: tuple[tuple[dict[str, Column], Callable[[Form], Columns]], ...] = (
        (INDICATOR_COLUMNS, lambda form: form.spec.indicators),  # type: ignore[assignment]
        (FUND_COLUMNS, lambda form: form.spec.funds),
        (LINE_COLUMNS, lambda form: form.spec.lines),
    )
    for columns, own in of:
        assert set(columns) == {column.key for form in Form for column in own(form)}


def test_the_side_of_a_line_is_said() -> None:
    [form] = (form for form in Form if form.spec.shape is Shape.TWO_SIDED)
    table = table_of(form)
    lines: Any = dump(TableJson.of(table))["lines"]
    assert [line["side"] for line in lines] == ["income", "expense"]
