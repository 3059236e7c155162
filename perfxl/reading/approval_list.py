"""读批复清单：一行一个指标，左边是单位、项目、预算数、绩效目标。"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from perfxl.grammar.glyphs import compact
from perfxl.model.table import ABSENT, Amounts, Entry, Form, Indicator, Line, Table
from perfxl.model.unread import UnreadRow
from perfxl.reading.header import Header
from perfxl.reading.heading import read_heading
from perfxl.reading.indicator_rows import IndicatorRows
from perfxl.reading.indicator_table import IndicatorTable, adjusted_first
from perfxl.reading.labels import (
    is_subtotal,
    is_total,
)
from perfxl.reading.note_words import says_note
from perfxl.reading.parts import Part
from perfxl.reading.passed_rows import is_column_numbers
from perfxl.reading.region import Region
from perfxl.reading.signature_rows import is_signature_row


def read_approval_list(form: Form, book: str, part: Part) -> Table:
    """一份清单：项目在 ``lines``，指标带着所属的项目，合计行在 ``sums``。

    项目编码单列的，名称写成 ``编码-名称``。
    """
    header = part.header
    assert isinstance(header, Header)
    heading = read_heading(part.region, header, form.spec, part.shared)
    projects = _Projects(part.region, header, heading.money_unit)
    projects.read(part.skipped)
    skipped = {*part.skipped, *projects.sum_rows}
    year = heading.year
    rows = IndicatorRows(
        part.region,
        header,
        columns=adjusted_first(header) if header.has_results else None,
        adjusted={} if header.has_results else header.second,
        projects=projects.of_row,
        year=year,
        money_unit=projects.unit,
    )
    rows.read(skipped)
    if header.groups:
        rows.indicators, rows.unread_rows = _grouped(part.region, header, projects, skipped, year)
        rows.unrecognised = []
    part.passed |= rows.passed
    part.end = rows.end
    projects.drop_organisations({row.project.row for row in rows.indicators})
    table = IndicatorTable(form, book, part, heading, rows).table()
    organisations = {line.organisation.text: line.organisation for line in projects.lines[::-1]}
    if len(organisations) == 1 and "" not in organisations:
        table.fields.setdefault("单位名称", *organisations.values())
    return replace(table, lines=tuple(projects.lines), sums=tuple(projects.sums))


def _grouped(
    region: Region, header: Header, projects: "_Projects", skipped: set[int], year: int | None
) -> tuple[list[Indicator], list[UnreadRow]]:
    """一级指标横着排的：每个一级指标读一遍，再按行合起来；连同没有读成的行。"""
    found: list[Indicator] = []
    unread: list[UnreadRow] = []
    for level1, columns in header.groups:
        rows = IndicatorRows(
            region,
            header,
            columns=columns,
            projects=projects.of_row,
            level1=level1,
            year=year,
            money_unit=projects.unit,
        )
        rows.read(skipped)
        found += rows.indicators
        unread += rows.unread_rows
    return sorted(found, key=lambda indicator: indicator.row), unread


@dataclass(slots=True)
class _Projects:
    """逐行看左边几栏：到了哪个单位、哪个项目。合并、空着、逐行重复的都算同一个项目。

    同一个项目整段又写了一遍的，是又一个项目，见 ``_starts_again``。
    """

    region: Region
    header: Header
    unit: str | None
    lines: list[Line] = field(default_factory=list)
    sums: list[Line] = field(default_factory=list)
    sum_rows: set[int] = field(default_factory=set)
    of_row: dict[int, Entry] = field(default_factory=dict)
    _organisation: Entry = ABSENT
    _organisation_code: Entry = ABSENT
    _key: tuple[str, str] = ("", "")
    _rows: list[int] = field(default_factory=list)
    # 这个项目已经读过的、有指标的各行。
    _above: list[int] = field(default_factory=list)

    def read(self, skipped: set[int]) -> None:
        rows = self.region.grid.rows_between(self.header.bottom + 1, self.region.block.bottom)
        self._rows = [row for row in rows if row not in skipped]
        for row in self._rows:
            self._read_row(row)
            if row not in self.sum_rows and self._indicator(row):
                self._above.append(row)

    def _read_row(self, row: int) -> None:
        texts = self.region.texts(row)
        firsts = [*texts[:2], self._entry(row, "project"), self._entry(row, "project_code")]
        first = next((e for e in firsts if is_total(e.text) or is_subtotal(e.text)), None)
        if is_column_numbers(texts) or (len(texts) == 1 and says_note(texts[0].text)):
            return
        if is_signature_row(texts):
            return  # 表下的“审核：　制表：”不是一个项目
        if first is not None and first.column < self._first_level():
            own = self._own(row, "organisation")
            named = (
                own if own.text and not (is_total(own.text) or is_subtotal(own.text)) else ABSENT
            )
            sum_line = replace(self._line(row, first), organisation=named)
            self.sums.append(sum_line)
            self.sum_rows.add(row)
            return
        organisation = self._own(row, "organisation")
        if organisation.text:
            self._organisation = organisation
        organisation_code = self._own(row, "organisation_code")
        if organisation_code.text:
            self._organisation_code = organisation_code
        name, code = self._own(row, "project"), self._own(row, "project_code")
        self.region.take(name, code, organisation, organisation_code)
        if not name.text and not code.text:
            if self.lines:
                self.of_row[row] = self.lines[-1].name
            return
        key = self._own_key(row)
        is_new = key != self._key or not self.lines
        if is_new or self._is_other(row, organisation) or self._starts_again(row, key):
            joined = _joined(compact(code.text), name.text)
            entry = name if name.exists else code
            as_text = all(each.stored_as_text for each in (name, code) if each.text)
            entry = entry._replace(text=joined, number=None, stored_as_text=as_text)
            self.lines.append(self._line(row, entry))
            self._key = key
            self._above = []
        self._take_repeated(row)
        self.of_row[row] = self.lines[-1].name

    def _take_repeated(self, row: int) -> None:
        """换页、逐行重写的类别、预算数、绩效目标，与项目首行一字不差的算读过。"""
        line = self.lines[-1]
        said = {"category": line.category, "goal": line.goal}
        said |= {"initial": line.initial.total, "adjusted": line.adjusted.total}
        again = (self._entry(row, role) for role in said)
        texts = {entry.text for entry in said.values()}
        self.region.take(*(entry for entry in again if entry.text in texts))

    def _is_other(self, row: int, organisation: Entry) -> bool:
        """同名的又一个项目：单位或预算数与上一个不同；换页重写、逐行重写的都相同。"""
        last = self.lines[-1]
        own = self._own(row, "initial")
        amount = self._amount(row, "initial") if own.text else own
        earlier = last.initial.total
        other_amount = (
            amount.shown_amount != earlier.shown_amount
            if amount.shown_amount is not None and earlier.shown_amount is not None
            else amount.text not in ("", earlier.text)
        )
        return organisation.text not in ("", last.organisation.text) or other_amount

    def _starts_again(self, row: int, key: tuple[str, str]) -> bool:
        """同名的项目从头又写了一遍：一级指标回到第一个，或下面的指标多半上面已经有了。

        换页重写项目名称的，指标接着往下写。逐行重写项目名称的，零星重复一两个指标不算：
        要从第一个指标起，而且下面的指标够得上上面的一半。
        """
        above = self._above
        head = next((each for each in self._run(row, key) if self._indicator(each)), 0)
        if not above or not head:
            return False
        by_row = self._own_key(above[-1]) == key
        if by_row and self._indicator(head) != self._indicator(above[0]):
            return False
        below = [each for each in self._run(head, key) if self._indicator(each)]
        names = {self._indicator(each) for each in above}
        mostly = 2 * sum(self._indicator(each) in names for each in below) >= len(below)
        if by_row:
            return mostly and len(below) > 1 and 2 * len(below) >= len(above)
        levels = [level for each in above if (level := self._level1(each))]
        returned = bool(levels) and self._level1(head) == levels[0] != levels[-1]
        return mostly or returned

    def _level1(self, row: int) -> str:
        return compact(self._entry(row, "level1").text)

    def _run(self, first: int, key: tuple[str, str]) -> Iterator[int]:
        """从这一行起，到别的项目为止的各行。"""
        for row in self._rows[bisect_left(self._rows, first) :]:
            if self._own_key(row) not in (("", ""), key):
                return
            yield row

    def _own_key(self, row: int) -> tuple[str, str]:
        name, code = self._own(row, "project"), self._own(row, "project_code")
        return compact(code.text), compact(name.text)

    def _indicator(self, row: int) -> tuple[str, ...]:
        """这一行的指标：一级、二级、三级的名称；没有三级的为空。"""
        name = compact(self._entry(row, "level3").text)
        levels = (compact(self._entry(row, level).text) for level in ("level1", "level2"))
        return (*levels, name) if name else ()

    def drop_organisations(self, with_indicators: set[int]) -> None:
        """单位、项目写在同一栏的（单位名称、项目名称），没有指标的一行是单位。"""
        heads = (
            self.region.grid.text(row, column)
            for row in range(self.header.top, self.header.bottom + 1)
            for column in self.header.columns.get("project", [])
        )
        if not any("单位" in head for head in heads):
            return
        organisation = ABSENT
        kept: list[Line] = []
        for line in self.lines:
            if line.row in with_indicators:
                kept.append(replace(line, organisation=organisation))
            else:
                organisation = line.name
                self.region.take(*self.region.texts(line.row))
        self.lines = kept

    def _line(self, row: int, name: Entry) -> Line:
        return Line(
            row=row,
            name=name,
            initial=Amounts(self._amount(row, "initial")),
            adjusted=Amounts(self._amount(row, "adjusted")),
            category=self._beside(name, row, "category"),
            goal=self._beside(name, row, "goal"),
            organisation=self._organisation,
            organisation_code=self._organisation_code,
        )

    def _entry(self, row: int, role: str) -> Entry:
        return self.region.first_said(row, self.header.columns.get(role, ()))

    def _beside(self, name: Entry, row: int, role: str) -> Entry:
        """项目那一行另一栏的值；名称（合计）横着并过来的，不是这一栏的。"""
        entry = self._entry(row, role)
        return ABSENT if (entry.row, entry.column) == (name.row, name.column) else entry

    def _own(self, row: int, role: str) -> Entry:
        """起于这一行的格；从上面合并下来的不算新的。"""
        entry = self._entry(row, role)
        across = entry.exists and self._reaches_levels(entry)
        return ABSENT if entry.row != row or across else entry

    def _reaches_levels(self, entry: Entry) -> bool:
        """横着并到指标栏的是表下的说明，不是项目。"""
        return self.region.grid.block(entry.row, entry.column).right >= self._first_level()

    def _first_level(self) -> int:
        columns = self.header.columns
        return (columns.get("level1") or columns.get("level3") or [0])[0]

    def _amount(self, row: int, role: str) -> Entry:
        entry = self._entry(row, role)
        return self.region.money(entry.row, entry.column, self.unit) if entry.exists else entry


def _joined(code: str, name: str) -> str:
    """编码-名称；名称里已经带着编码的不再加。"""
    if not code or not name or compact(name).startswith(code):
        return name or code
    return f"{code}-{name}"
