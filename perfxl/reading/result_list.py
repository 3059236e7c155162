"""清单样子的监控表、自评表：一行一个指标，左边写着项目和它的预算；一个项目成一张表，各自核对、评分。"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from perfxl.model.form_spec import FormSpec
from perfxl.model.fund import ANNUAL_TOTAL, Fund, FundRole
from perfxl.model.table import ABSENT, Entry, Form, Indicator, Line, Table, Total
from perfxl.reading.approval_list import read_approval_list
from perfxl.reading.fund_header import FundHeader
from perfxl.reading.fund_heads import latest_first
from perfxl.reading.fund_rows import fund_of
from perfxl.reading.grades import grade_entry
from perfxl.reading.header import Header
from perfxl.reading.labels import field_name, fund_column, is_total, list_column, result_column
from perfxl.reading.named_columns import is_result_list
from perfxl.reading.parts import Part
from perfxl.reading.region import Region
from perfxl.reading.self_evaluation import inside_total
from perfxl.reading.total_rows import total_in

# 资金各栏在表头里的名称前面加这几个字，与指标的同名各栏分开。
_FUND = "fund_"
# 清单的项目一栏里就有的两栏。
_IN_LINE = ("initial", "adjusted")
_ORGANISATION = "单位名称"
# 与全年预算数比的几栏。
_AGAINST_BUDGET = frozenset(["executed", "executed_to_date", "rate"])


def read_result_list(form: Form, book: str, part: Part) -> Table:
    """整份清单：指标带着所属的项目，``lines`` 和 ``funds`` 一个项目一行；由 ``by_project`` 分开。"""
    header = part.header
    assert isinstance(header, Header)
    columns = _fund_columns(part, header, form.spec)
    named = {f"{_FUND}{role}": [column] for role, column in columns.items()}
    header = replace(header, columns=_budget_by_execution(part, header, columns) | named)
    part.header = header
    table = read_approval_list(form, book, part)
    _take_results(part, table)
    own = {role: header.columns[role][0] for role in _IN_LINE if role in header.columns}
    fund_header = FundHeader(header.bottom, own | columns)
    if not fund_header.columns:
        return table
    funds = tuple(_fund(part, fund_header, line, table.money_unit) for line in table.lines)
    _take_repeated(part, table, funds, columns)
    return replace(table, funds=funds)


def _budget_by_execution(part: Part, header: Header, funds: dict[str, int]) -> dict[str, list[int]]:
    """旁边有执行数、执行率的“预算数”是全年的，与单张表上一样；写明年初的、另有全年一栏的照旧。"""
    columns = dict(header.columns)
    if "adjusted" in columns or "initial" not in columns or not funds.keys() & _AGAINST_BUDGET:
        return columns
    [column, *_] = columns["initial"]
    heads = (part.region.grid.text(row, column) for row in range(header.bottom, header.top - 1, -1))
    head = next((text for text in heads if list_column(text) == "initial"), "")
    if fund_column(head) == "adjusted":
        columns["adjusted"] = columns.pop("initial")
    return columns


def _take_repeated(
    part: Part, table: Table, funds: tuple[Fund, ...], columns: dict[str, int]
) -> None:
    """逐行重写的执行数、执行率，与项目首行一字不差的算读过。"""
    own = {fund.label.row: fund for fund in funds}
    for row in table.indicators:
        fund = own.get(row.project.row)
        for role, column in columns.items() if fund is not None else ():
            entry = part.region.entry(row.row, column)
            if entry.text == getattr(fund, role).text:
                part.region.take(entry)


def by_project(whole: Table, part: Part) -> tuple[Table, ...]:
    """整份清单按项目分开；别的表就是它自己。没有读懂的格归它所在的项目，表头的归第一个。"""
    if not is_result_list(whole.spec, part) or not whole.lines:
        return (whole,)
    starts = [line.row for line in whole.lines]
    ends = [*(start - 1 for start in starts[1:]), whole.block.bottom]
    tops = [whole.block.top, *starts[1:]]
    return tuple(
        _single(whole, part, number, range(top, end + 1))
        for number, (top, end) in enumerate(zip(tops, ends, strict=True))
    )


def _single(whole: Table, part: Part, number: int, rows: range) -> Table:
    line = whole.lines[number]
    goals = {"expected": line.goal} if line.goal.text else {}
    of_lines = {each.organisation.place for each in whole.lines}
    shared = {name: entry for name, entry in whole.fields.items() if entry.place not in of_lines}
    fields = shared | dict(_fields(part, line))
    total, grade_cell = _result_of(whole, part, line)
    indicators = tuple(row for row in whole.indicators if row.row in rows)
    sums = [each for each in whole.score_sums if each.row in rows]
    total, subtotals, score_sums = _sums_of(total, sums, indicators)
    return replace(
        whole,
        total=total,
        subtotals=subtotals,
        score_sums=score_sums,
        grade_cell=grade_cell,
        grade=grade_entry(grade_cell) or inside_total(total),
        block=whole.block._replace(top=rows.start, bottom=rows.stop - 1),
        fields=fields,
        blank_fields={
            name: entry for name, entry in whole.blank_fields.items() if name not in fields
        },
        funds=whole.funds[number : number + 1],
        goals=whole.goals | goals,
        indicators=tuple(replace(row, project=ABSENT) for row in indicators),
        lines=(),
        sums=(),
        hints=tuple(each for each in whole.hints if each.row in rows),
        unrecognised=tuple(each for each in whole.unrecognised if each.row in rows),
        leftover=tuple(each for each in whole.leftover if each.row in rows),
        unread_rows=tuple(each for each in whole.unread_rows if each.row in rows),
        uncalculated=tuple(each for each in whole.uncalculated if each.row in rows),
        hidden_rows=tuple(row for row in whole.hidden_rows if row in rows),
        oddly_shown=tuple(each for each in whole.oddly_shown if each.entry.row in rows),
    )


def _result_of(whole: Table, part: Part, line: Line) -> tuple[Total, Entry]:
    """自评清单里一个项目自己的总分和等级，写在它首行的格里；没有这两栏的是空的。"""
    score_head, grade_head = _result_heads(part, whole.spec)
    grade_cell = _of_line(part.region, line, grade_head)
    if not score_head.exists:
        return Total(), grade_cell
    return Total(score_head, ABSENT, total_in(_of_line(part.region, line, score_head))), grade_cell


def _sums_of(
    total: Total, sums: Sequence[Line], indicators: Sequence[Indicator]
) -> tuple[Total, tuple[Total, ...], tuple[Line, ...]]:
    """一个项目的总分、另写的合计、某一类的小计。

    它末一个指标以下的合计（小计）行是它自己的；没有总分一栏、加的各行里有预算执行率的，就是总分，
    没有执行率一行的，算没算执行率看不出，是另写的合计。
    """
    last = max((row.row for row in indicators), default=0)
    own = [
        each
        for each in sums
        if each.row > last and (is_total(each.name.text) or len(each.sum_of) == len(indicators))
    ]
    rest = tuple(each for each in sums if each not in own)
    read = [Total(each.name, each.weight, each.score) for each in own]
    if read and not total.label.exists and any(row.is_execution for row in indicators):
        total = read.pop()
    return total, tuple(read), rest


def _of_line(region: Region, line: Line, head: Entry) -> Entry:
    return region.points(line.row, head.column) if head.exists else ABSENT


def _take_results(part: Part, table: Table) -> None:
    """各个项目的总分、等级算读过；逐行重写的，与项目首行一字不差的也算。"""
    region = part.region
    first = {line.row: line for line in table.lines}
    for head in _result_heads(part, table.spec):
        region.take(head)
        for row in table.indicators if head.exists else ():
            entry = region.entry(row.row, head.column)
            own = first.get(row.project.row)
            if own is not None and entry.text == _of_line(region, own, head).text:
                region.take(entry)


def _result_heads(part: Part, spec: FormSpec) -> tuple[Entry, Entry]:
    """没有读作别的栏的总分、等级两栏的栏名；没有、或不止一栏说不准的为 ``ABSENT``。"""
    header, region = part.header, part.region
    assert isinstance(header, Header)
    rows = range(header.top, header.bottom + 1) if spec.scored else ()
    heads = [
        head
        for head in {e.place: e for row in rows for e in region.texts(row)}.values()
        if head.column not in header.used_columns
    ]
    score, grade = (
        [head for head in heads if result_column(head.text) == role] for role in ("score", "grade")
    )
    return score[0] if len(score) == 1 else ABSENT, grade[0] if len(grade) == 1 else ABSENT


def _fields(part: Part, line: Line) -> Iterator[tuple[str, Entry]]:
    """项目的各个栏目：名称、编码、单位。"""
    header, region = part.header, part.region
    assert isinstance(header, Header)
    for role, name in (("project", "项目名称"), ("project_code", "项目编码")):
        entry = region.first_said(line.row, header.columns.get(role, ()))
        if entry.text:
            yield name, entry
    if line.organisation.text:
        heads = (
            field_name(entry.text)
            for row in range(header.top, header.bottom + 1)
            for entry in region.texts(row)
            if list_column(entry.text) == "organisation"
        )
        yield next((head for head in heads if head is not None), _ORGANISATION), line.organisation


def _fund(part: Part, header: FundHeader, line: Line, unit: str | None) -> Fund:
    """一个项目的资金：它那一行左边的各栏，就是资金总额。"""
    label = line.name._replace(text="")
    return replace(fund_of(part.region, header, label, ANNUAL_TOTAL, unit), role=FundRole.TOTAL)


def _fund_columns(part: Part, header: Header, spec: FormSpec) -> dict[str, int]:
    """指标各栏左边，执行数、执行率一类的资金各栏所在的列。"""
    grid, taken = part.region.grid, header.used_columns
    first = min(
        header.columns.get("level1") or header.columns.get("level2") or header.columns["level3"]
    )
    found: dict[str, list[Entry]] = {}
    for column in range(header.left, first):
        heads = (grid.entry(row, column) for row in range(header.bottom, header.top - 1, -1))
        head = next((each for each in heads if fund_column(each.text)), None)
        if head is not None and column not in taken:
            role = fund_column(head.text) or ""
            found.setdefault(role, []).append(head._replace(column=column))
    read_as = {old: new for old, new in spec.funds.read_as.items() if new not in found}
    roles = {
        read_as.get(role, role): latest_first(heads)[0].column for role, heads in found.items()
    }
    return {
        role: column
        for role, column in roles.items()
        if role in spec.funds and role not in _IN_LINE
    }
