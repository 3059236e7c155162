"""指标表的共同部分：表头以上、指标各行、以下的签章，合成 ``Table``。"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from perfxl.model.form_spec import Shape, Stage
from perfxl.model.table import Entry, Form, Indicator, Table
from perfxl.model.unread import UnreadRow
from perfxl.reading.blocks_around import read_around
from perfxl.reading.column_labels import column_labels
from perfxl.reading.details import find_details
from perfxl.reading.execution_rows import as_usual_rows, with_second_assessments
from perfxl.reading.extent import extent_of, years_hidden
from perfxl.reading.fields import Fields, find_fields
from perfxl.reading.header import Columns, Header
from perfxl.reading.heading import Heading, read_heading
from perfxl.reading.indicator_rows import IndicatorRows
from perfxl.reading.labels import fund_column, indicator_column
from perfxl.reading.parts import Part
from perfxl.reading.region import Region
from perfxl.reading.reporting_period import is_period, months_said
from perfxl.reading.scope_and_stage import standing_of
from perfxl.reading.titles import is_year

_FILING_DATE = "填报日期"
# 由单位填报的表：签名一行里没有标签的日期是填报的日子；批复、调整的是落款。
_FILED = (Stage.APPLICATION, Stage.MONITORING, Stage.EVALUATION)
# 写着监控到几时的栏目；“监控日期”是填表的日子，不在内。
_PERIOD_FIELDS = frozenset(
    {"监控时点", "监控期", "监控期间", "监控时段", "监控区间", "监控截止时间"}
)


@dataclass(slots=True)
class IndicatorTable:
    """读到一半的指标表：``rows`` 和 ``heading`` 供各种表补读自己特有的，``table()`` 合成。

    ``around`` 是指标下面已经读成资金、目标的各行。
    """

    form: Form
    book: str
    part: Part
    heading: Heading
    rows: IndicatorRows
    around: Collection[int] = ()

    def _rows(self) -> list[Indicator]:
        """指标各行；预算执行率一行是什么，看是哪一种表、资金情况计不计分。"""
        rows = self.rows.indicators
        if self.form.spec.shape is Shape.SCORES:
            return as_usual_rows(rows)
        return with_second_assessments(rows, self.heading.funds, self.rows.total.weight)

    def table(self) -> Table:
        """合成；表以下的栏目（填报人、联系电话）并入 ``fields``。"""
        region, heading, rows = self.part.region, self.heading, self.rows
        grid = region.grid
        below = [row for row in rows.rows_outside() if row not in self.around]
        fields = heading.fields
        fields.add_missing(find_fields(region, below, signed=True))
        standing = standing_of(self.form, heading.title, sheet=grid.name, book=self.book)
        if standing["stage"] in _FILED and self.form.spec.shape is not Shape.SCORES:
            _add_filing_date(region, fields)
        details = find_details(region, below, below=True) | heading.details
        block = region.used_block(heading.first_row)
        levels = {(each.row, each.column) for row in rows.indicators for each in _levels(row)}
        unread = (each for each in rows.unrecognised if (each.row, each.column) not in levels)
        indicators = tuple(self._rows())
        extent = extent_of(grid, block)
        hidden = years_hidden(grid, (row.actual for row in indicators), heading.year)
        extent["oddly_shown"] += hidden
        return Table(
            **standing,
            **extent,
            year=heading.year,
            heads_period=_heads_period(region, rows.header),
            month=_month(region, rows.header, heading.title, fields.filled),
            money_unit=heading.money_unit,
            fields=fields.filled,
            blank_fields=fields.blank,
            field_labels=fields.printed,
            field_order=tuple(fields.order),
            head_labels=column_labels(region, rows.header) | heading.tasks.head_labels,
            phone_of=fields.phone_of,
            signed_rows=tuple(fields.signed_rows),
            funds=heading.funds,
            goals=heading.goals,
            period_label=heading.period_label,
            details=details,
            tasks=heading.tasks.tasks,
            task_sums=heading.tasks.sums,
            indicators=indicators,
            total=rows.total,
            subtotals=tuple(rows.subtotals),
            score_sums=tuple(rows.score_sums),
            hints=tuple(rows.hints),
            unrecognised=(*unread, *fields.dropped),
            unread_rows=tuple(rows.unread_rows),
            unread_columns=(*heading.unread_columns, *_initial_heads(self.part)),
            placed_columns=heading.placed,
        )


def _add_filing_date(region: Region, fields: Fields) -> None:
    """没有写填报日期的，签名一行里没有标签的日期就是它。"""
    known = any(name.endswith(("日期", "时间")) for name in fields.filled)
    if len(fields.dates) == 1 and not known:
        fields.add(_FILING_DATE, _FILING_DATE, fields.dates[0])
        region.take(*fields.dates)


def _levels(row: Indicator) -> tuple[Entry, Entry]:
    return row.level1, row.level2


def _month(region: Region, header: Header, title: Entry, fields: Mapping[str, Entry]) -> int | None:
    """监控到几月：先看取了的执行情况的栏名，再看资金的栏名（几期并列的看后一期），再看标题、标题下的

    一行和“监控时点”一类的栏目；不是监控表的没有。
    """
    if not header.has("to_date"):
        return None
    above = region.grid.rows_between(region.block.top, header.top - 1)
    texts = [entry.text for row in above for entry in region.texts(row)]
    chosen = header.columns["to_date"]
    rows = range(header.bottom, header.top - 1, -1)
    results = (region.grid.text(row, column) for row in rows for column in chosen)
    funds = (text for text in texts if fund_column(text) in ("executed_to_date", "rate"))
    said = (
        [text for text in results if indicator_column(text) == "to_date" or is_period(text)],
        list(funds),
        [title.text],
        [text for text in texts if is_year(text)],
        [entry.text for name, entry in fields.items() if name in _PERIOD_FIELDS],
    )
    months = ([month for text in each if (month := months_said(text))] for each in said)
    return next((max(each) for each in months if each), None)


def _heads_period(region: Region, header: Header) -> bool:
    """标题下的一行写着到几月（2025年1—7月）。"""
    above = region.grid.rows_between(region.block.top, header.top - 1)
    texts = (entry.text for row in above for entry in region.texts(row))
    return header.has("to_date") and any(is_year(text) and months_said(text) for text in texts)


def adjusted_first(header: Header) -> Columns:
    """有完成值、执行情况的表，指标值分年初、调整两栏的，照调整后的；调整后空着的用年初的。"""
    columns = dict(header.columns)
    for role, places in header.second.items():
        columns[role] = [*places, *columns.get(role, [])]
    return columns


def _initial_heads(part: Part) -> tuple[Entry, ...]:
    """照调整后的读的表，没有读的年初各栏。"""
    header = part.header
    if not isinstance(header, Header) or not header.has_results:
        return ()
    return tuple(
        part.region.grid.entry(header.bottom, places[0])
        for role, places in header.columns.items()
        if role in header.second
    )


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
    heading = read_heading(part.region, header, form.spec, part.shared)
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
    outside = [row for row in rows.rows_outside() if row != rows.total.label.row]
    around = read_around(part.region, header, heading, outside, _end_of_grid(rows), form.spec)
    rows.unread_rows = [each for each in rows.unread_rows if part.region.unread(each.entries)]
    total = rows.total
    part.region.take(total.label, total.weight, total.score)
    return IndicatorTable(form, book, part, heading, rows, around)


def _end_of_grid(rows: IndicatorRows) -> int:
    """指标栏以下的一行：总分一行，没有的是表尾。"""
    return rows.total.label.row or rows.end


def _rows_cut_off(part: Part, rows: IndicatorRows) -> list[UnreadRow]:
    """表身里一行像标题的把下面断开了：总分还没有读到的，接着写的指标行没有读。"""
    if not part.cut_off or rows.total.label.exists:
        return []
    return rows.rows_below(part.region.block.bottom + 1, part.cut_off)
