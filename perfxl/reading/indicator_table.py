"""指标表的共同部分：表头以上、指标各行、以下的签章，合成 ``Table``。"""

from dataclasses import dataclass

from perfxl.model.table import Entry, Form, Table
from perfxl.model.unread import UnreadRow
from perfxl.reading.details import find_details
from perfxl.reading.extent import hidden_rows, oddly_shown, uncalculated
from perfxl.reading.fields import find_fields
from perfxl.reading.headers import Columns, Header
from perfxl.reading.heading import Heading, read_heading
from perfxl.reading.indicator_rows import IndicatorRows
from perfxl.reading.labels import fund_column, indicator_column
from perfxl.reading.parts import Part
from perfxl.reading.region import Region
from perfxl.reading.reporting_period import months_said
from perfxl.reading.scope_and_stage import scope_of, stage_of


@dataclass(slots=True)
class IndicatorTable:
    """读到一半的指标表：``rows`` 和 ``heading`` 供各种表补读自己特有的，``table()`` 合成。"""

    form: Form
    book: str
    part: Part
    heading: Heading
    rows: IndicatorRows

    def table(self) -> Table:
        """合成；表以下的栏目（填报人、联系电话）并入 ``fields``。"""
        region, heading, rows = self.part.region, self.heading, self.rows
        grid = region.grid
        below = rows.rows_outside()
        fields = heading.fields
        fields.add_missing(find_fields(region, below))
        details = find_details(region, below) | heading.details
        block = region.used_block(heading.first_row)
        return Table(
            form=self.form,
            scope=scope_of(self.form, heading.title.text),
            stage=stage_of(self.form, heading.title.text),
            book=self.book,
            sheet=grid.name,
            block=block,
            title=heading.title,
            year=heading.year,
            month=_month(region, rows.header, heading.title),
            money_unit=heading.money_unit,
            fields=fields.filled,
            blank_fields=fields.blank,
            field_labels=fields.printed,
            funds=heading.funds,
            goals=heading.goals,
            details=details,
            indicators=tuple(rows.indicators),
            total=rows.total,
            subtotals=tuple(rows.subtotals),
            hints=tuple(rows.hints),
            unrecognised=tuple(rows.unrecognised),
            unread_rows=tuple(rows.unread_rows),
            unread_columns=heading.unread_columns,
            uncalculated=uncalculated(grid, block),
            hidden_rows=hidden_rows(grid, block),
            oddly_shown=oddly_shown(grid, block),
            hidden=grid.hidden,
        )


def _month(region: Region, header: Header, title: Entry) -> int | None:
    """监控到几月：先看指标的栏名，再看资金的栏名和标题；不是监控表的没有。"""
    if not header.has("to_date"):
        return None
    rows = region.grid.rows_between(region.block.top, header.bottom)
    entries = [entry for row in reversed(rows) for entry in region.texts(row)]
    heads = [
        entry.text
        for entry in entries
        if indicator_column(entry.text) == "to_date"
        or fund_column(entry.text) in ("executed_to_date", "rate")
    ]
    found = (months_said(text) for text in (*heads, title.text))
    return next((month for month in found if month is not None), None)


def read_indicator_table(
    form: Form,
    book: str,
    part: Part,
    *,
    columns: Columns | None = None,
    adjusted: Columns | None = None,
) -> IndicatorTable:
    """读表头以上和指标各行。``columns`` 不给时用表头左边一套。"""
    header = part.header
    assert isinstance(header, Header)
    heading = read_heading(part.region, header, form.spec)
    rows = IndicatorRows(
        part.region,
        header,
        columns=columns,
        adjusted=adjusted,
        year=heading.year,
        money_unit=heading.money_unit,
    )
    rows.read(part.skipped)
    part.passed |= rows.passed
    part.end = rows.end
    rows.unread_rows += _rows_cut_off(part, rows)
    total = rows.total
    part.region.take(total.label, total.weight, total.score)
    return IndicatorTable(form, book, part, heading, rows)


def _rows_cut_off(part: Part, rows: IndicatorRows) -> list[UnreadRow]:
    """表身里一行像标题的把下面断开了：总分还没有读到的，接着写的指标行没有读。"""
    if not part.cut_off or rows.total.label.exists:
        return []
    return rows.rows_below(part.region.block.bottom + 1, part.cut_off)
