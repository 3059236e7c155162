"""读预算批复表：收支总体情况、功能分类科目、项目支出、转移支付，一行一个科目或项目。"""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern
from perfxl.model.form import Form
from perfxl.model.form_spec import Shape
from perfxl.model.table import ABSENT, AMOUNT_GROUPS, Amounts, Entry, Line, Table
from perfxl.model.unread import UnreadRow, WhyUnread
from perfxl.reading.budget_tree import ordinal_style_alone
from perfxl.reading.column_labels import note_label
from perfxl.reading.extent import extent_of
from perfxl.reading.fields import find_fields
from perfxl.reading.fund_values import read_rate
from perfxl.reading.labels import field_name, line_column, line_sums
from perfxl.reading.line_headers import LineHeader, LineSide, title_above
from perfxl.reading.money_unit import find_money_unit, is_unit_line, money_unit_of
from perfxl.reading.parts import Part
from perfxl.reading.passed_rows import is_column_numbers
from perfxl.reading.region import Region, after_label
from perfxl.reading.result_headers import ResultHeader
from perfxl.reading.scope_and_stage import standing_of
from perfxl.reading.titles import find_year, is_title, upper_half_of

_NOTE = Pattern(r"^(?:注|备注|说明|填表|填报|附注)[:：、.\d]|^注|填报说明")
# 没有金额而读作说明的：长句，整句括起来的话（“（本表由项目单位填报）”）。
_SENTENCE = Pattern(r"[。；;]$|^[（(][^（）()]{5,}[）)]$")
# 序号至少有这么多种样式（一、（一）、1），才是分上下级。
_FEWEST_STYLES = 2
_ATTACHMENT = Pattern(r"^附[表件]\s*\d")
_SPACED = Pattern(r"(?:\S\s+)+\S")
_CODE = Pattern(r"[0-9]{3,20}")
_BARE_YEAR = Pattern(r"(20\d\d)年?度?")
_CODED_NAME = Pattern(r"(?s)^[\[(（【]?(\d{3}|\d{5}|\d{7})[\])）】]?[\s\-—–_、:：.]*(?=\D)(.+)$")


def read_budget_lines(form: Form, book: str, part: Part) -> Table:
    """读一张预算批复表；``-`` 读作 0，空白的金额没有数。"""
    header = part.header
    assert isinstance(header, LineHeader)
    region = part.region
    grid = region.grid
    title = title_above(grid, header)
    half = upper_half_of(region, title) if title.exists else title
    first_row = half.row or title.row or header.top
    above = _rows_above(region, first_row, header)
    rows = grid.rows_between(first_row, header.top - 1)
    texts = [entry.text for row in rows for entry in region.texts(row)]
    unit = money_unit_of(region, [*above, *range(header.top, header.bottom + 1)], texts)
    lines = _Lines(region, header, unit, form)
    lines.read(part.skipped)
    region.take(title, half)
    end = lines.last_row + 1
    fields = find_fields(region, rows)
    for row in grid.rows_between(lines.last_row + 1, region.block.bottom):
        signed = find_fields(region, [row], signed=True)  # 表下的签章
        if not signed.filled and not signed.blank:
            break
        fields.add_missing(signed)
        lines.last_row = row
    for entry in (entry for row in rows for entry in region.texts(row)):
        if is_unit_line(entry.text):
            region.take(entry)
    block = region.rows_to(lines.last_row).used_block(first_row)
    part.end = end
    return Table(
        **standing_of(form, title, sheet=grid.name, book=book),
        **extent_of(grid, block),
        year=find_year(texts) or _only_year(lines.lines),
        money_unit=unit,
        fields=fields.filled,
        blank_fields=fields.blank,
        field_labels=fields.printed,
        field_order=tuple(fields.order),
        head_labels=note_label(region, header) if isinstance(header, ResultHeader) else {},
        funds=(),
        goals={},
        lines=tuple(lines.lines),
        unrecognised=tuple(lines.unrecognised),
        unread_rows=(*lines.unread_rows, *lines.rows_below(end)),
    )


def _only_year(lines: Sequence[Line]) -> int | None:
    """逐行写着的年度，只有一年的是它。"""
    years = {line.year.number for line in lines if line.year.number is not None}
    return int(years.pop()) if len(years) == 1 else None


def _rows_above(region: Region, first_row: int, header: LineHeader) -> list[int]:
    """表头以上可能写着金额单位的各行：标题的上一行起；没有认出标题的，这张表的开头起，

    开头就是表头的，是它上面紧挨着的一行单位。
    """
    grid, top = region.grid, region.block.top
    if first_row < header.top:
        return grid.rows_between(max(first_row - 1, top), header.top - 1)
    if top < header.top:
        return grid.rows_between(top, header.top - 1)
    texts = grid.texts(header.top - 1, header.left, header.right) if header.top > 1 else []
    return [header.top - 1] if any(is_unit_line(entry.text) for entry in texts) else []


class _Lines:
    """表头以下逐行读，直到说明、签章或另一段文字。"""

    def __init__(self, region: Region, header: LineHeader, unit: str | None, form: Form) -> None:
        self.region = region
        self.header = header
        self.unit = unit
        self.form = form
        self.lines: list[Line] = []
        self.unrecognised: list[Entry] = []
        self.unread_rows: list[UnreadRow] = []
        self.last_row = header.bottom
        self._codes: dict[int, str] = {}
        self._year: Decimal | None = None
        self._own_units = {
            column: own
            for side in header.sides
            for column in side.amounts.values()
            if (own := _own_unit(region, header, column)) is not None
        }

    def read(self, skipped: set[int]) -> None:
        for row in self.region.grid.rows_between(self.header.bottom + 1, self.region.block.bottom):
            if row in skipped:
                continue
            texts = self.region.texts(row)
            if is_column_numbers(texts) or any(_is_page_sum(e.text) for e in texts):
                self.region.take(*texts)
                continue
            if self._is_past_end(row):
                break
            for side in self.header.sides:
                self._read_side(row, side)
            self.last_row = row
        self._drop_running_numbers()

    def _drop_running_numbers(self) -> None:
        """序号一栏只有一种样式（1、2、3 编下去）的，不分上下级，不留。"""
        styles = {ordinal_style_alone(line.ordinal.text) for line in self.lines} - {""}
        if len(styles) < _FEWEST_STYLES:
            self.lines = [replace(line, ordinal=ABSENT) for line in self.lines]

    def _is_past_end(self, row: int) -> bool:
        """说明一行，或没有金额的标题、长句：表到此为止。"""
        texts = self._without_ordinal(self.region.texts(row))
        if not texts:
            return False
        if any(self._amounts_said(row, side) for side in self.header.sides):
            return False
        if any(self._is_coded(row, side) for side in self.header.sides):
            return False
        first = texts[0]
        if _is_signature(first.text) or (len(texts) == 1 and _ATTACHMENT.match(first.text)):
            return True
        if _NOTE.search(compact(first.text)) or is_title(first.text):
            return True
        if any(self._name(row, side)[0].text == first.text for side in self.header.sides):
            block = self.region.grid.block(row, first.column)
            across = block.right >= max(self._last_amount(), block.left + 2)
            sentence = _SENTENCE.search(first.text) is not None
            return across or (len(texts) == 1 and sentence)
        return len(texts) <= 2 and bool(self.lines)

    def rows_below(self, first: int) -> list[UnreadRow]:
        """``first`` 行起，看着像预算的一行、却没有读的行；另有标题、表头的以下不看。"""
        found: list[UnreadRow] = []
        for row in self.region.grid.rows_between(first, self.region.block.bottom):
            texts = self.region.texts(row)
            heads = sum(line_column(entry.text) is not None for entry in texts)
            if heads > 1 or any(is_title(entry.text) for entry in texts):
                break
            if any(self._is_lost(row, side) for side in self.header.sides):
                found.append(UnreadRow(tuple(texts), WhyUnread.AMOUNT_BELOW_END))
        return found

    def _is_lost(self, row: int, side: LineSide) -> bool:
        """名称写在名称栏里，金额写在金额栏里。"""
        name = self.region.entry(row, side.name)
        own = (name.row, name.column) == (row, side.name)
        return own and bool(name.text) and name.number is None and self._amounts_said(row, side)

    def _without_ordinal(self, texts: list[Entry]) -> list[Entry]:
        """去掉序号栏里的序号：只有序号和名称的一行，与只有名称的一样看。"""
        columns = {side.ordinal for side in self.header.sides}
        return [
            entry
            for entry in texts
            if entry.column not in columns or not ordinal_style_alone(entry.text)
        ]

    def _is_coded(self, row: int, side: LineSide) -> bool:
        """写着科目编码和名称的一行，金额空着也是一行。"""
        code = self.region.entry(row, side.code[-1]) if side.code else ABSENT
        name = self.region.entry(row, side.name)
        return bool(_CODE.fullmatch(code.text)) and name.row == row and bool(name.text)

    def _last_amount(self) -> int:
        columns = [each for side in self.header.sides for each in side.amounts.values()]
        return max(columns or self.header.used_columns)

    def _amounts_said(self, row: int, side: LineSide) -> bool:
        """这一行写着金额（或横线）；写在金额栏里的“填报日期：”不算。"""
        columns = [*side.amounts.values()]
        if isinstance(self.header, ResultHeader):
            columns += (
                each for key, each in self.header.results.items() if key in ("rate", "score")
            )
        entries = (self.region.money(row, column, self.unit) for column in columns)
        return any(
            entry.shown_amount is not None and entry.row == row and entry.column in columns
            for entry in entries
        )

    def _read_side(self, row: int, side: LineSide) -> None:
        name, code = self._name(row, side)
        amounts = self._amounts(row, side)
        unknown = self._uncalculated_names(row, side)
        if unknown or (not name.text and not code.text):
            entries = [entry for group in amounts.values() for entry in group if entry.exists]
            self.region.take(*entries)
            unread = [e for e in entries if e.shown_amount or (e.text and e.number is None)]
            self.unrecognised += unread
            if any(entry.shown_amount for entry in unread):
                why = WhyUnread.NAME_UNCALCULATED if unknown else WhyUnread.AMOUNT_NAMELESS
                self.unread_rows.append(UnreadRow((*unknown, *unread), why))
            return
        self.lines.append(
            Line(
                row=row,
                name=name,
                code=code,
                initial=amounts["initial"],
                adjusted=amounts["adjusted"],
                change=amounts["change"],
                note=self._note(row, side),
                side=side.side or self._side_of(name),
                organisation=self._organisation(row, side, name),
                ordinal=self._ordinal(row, side),
                executed=amounts["executed"],
                **self._results(row, amounts),
            )
        )

    def _uncalculated_names(self, row: int, side: LineSide) -> tuple[Entry, ...]:
        """名称、编码里公式没有结果的格：不知道是哪个科目、哪一级。"""
        own = (self.region.entry(row, each) for each in (side.name, *side.code))
        return tuple(each for each in own if each.row == row and each.uncalculated)

    def _results(self, row: int, amounts: dict[str, Amounts]) -> dict[str, Any]:
        """自评汇总表一个项目的执行率、得分、等级、类别。"""
        header = self.header
        if not isinstance(header, ResultHeader):
            return {}
        found = {role: self.region.entry(row, each) for role, each in header.results.items()}
        if "score" in found:
            found["score"] = self.region.points(row, header.results["score"])
        if "rate" in found:
            budget = amounts["adjusted"].total
            budget = budget if budget.exists else amounts["initial"].total
            executed = amounts["executed"].total.shown_amount
            found["rate"] = read_rate(found["rate"], budget.shown_amount, executed)
        if "year" in found:
            found["year"] = _of_year(found["year"], self._year)
            self._year = found["year"].number or self._year
        return found

    def _organisation(self, row: int, side: LineSide, name: Entry) -> Entry:
        """单位；与名称合并成一格（合计）的没有写单位。"""
        entry = self.region.entry(row, side.organisation) if side.organisation else ABSENT
        return ABSENT if entry.exists and entry.place == name.place else entry

    def _note(self, row: int, side: LineSide) -> Entry:
        """备注；几栏都写了的接成一句，落在第一栏。"""
        entries = [self.region.entry(row, column) for column in side.notes]
        said = list({(entry.row, entry.column): entry for entry in entries if entry.text}.values())
        if len(said) < 2:
            return (said or entries or [ABSENT])[0]
        self.region.take(*said)
        joined = "；".join(entry.text.rstrip("。；;") for entry in said[:-1])
        return said[0]._replace(
            text=f"{joined}；{said[-1].text}", number=None, formula=None, continued=True
        )

    def _ordinal(self, row: int, side: LineSide) -> Entry:
        entry = self.region.entry(row, side.ordinal) if side.ordinal else ABSENT
        own = entry.row == row and entry.column == side.ordinal
        return entry if own and ordinal_style_alone(entry.text) else ABSENT

    def _side_of(self, name: Entry) -> str:
        """只有一边的收支表：按名称里的字。"""
        if self.form.spec.shape is not Shape.TWO_SIDED:
            return ""
        return "income" if "收入" in name.text or "上年结转" in name.text else "expense"

    def _name(self, row: int, side: LineSide) -> tuple[Entry, Entry]:
        """名称和编码；编码与名称同格的拆开，合计写在编码栏的算名称。"""
        name = self.region.entry(row, side.name)
        if name.row != row:
            name = name._replace(text="", row=row)
        code = self._code(row, side)
        own = ("", compact(code.text))
        if code.text and not re.search(r"\d", code.text) and compact(name.text) in own:
            name, code = code, ABSENT  # 合计写在编码栏，或编码与名称合并成一格
        if not name.text and isinstance(self.header, ResultHeader):
            name = self._sum_left_of(row, side) or name
        found = _CODED_NAME.match(name.text) if self.header.is_by_subject else None
        if found and (not code.text or code.text == name.text):
            code, name = name._replace(text=found[1]), name._replace(text=found[2].strip())
        elif code.text == name.text and code.column == name.column:
            name = name._replace(text="")
        return name._replace(text=_unspaced(name.text)), code

    def _sum_left_of(self, row: int, side: LineSide) -> Entry:
        """名称栏空着、写在它左边（序号、单位栏）的合计；没有为空。"""
        texts = [each for each in self.region.texts(row) if each.column < side.name]
        sums = (*line_sums("whole"), "小计")
        return next((each for each in texts if compact(each.text).endswith(sums)), ABSENT)

    def _code(self, row: int, side: LineSide) -> Entry:
        """科目编码；分类、款、项三栏的接起来，前面的空着就沿用上一行的。"""
        entries = [self.region.entry(row, column) for column in side.code]
        own = [entry if entry.row == row else entry._replace(text="", row=row) for entry in entries]
        if len(own) == 1:
            return own[0]._replace(text=_plain_code(own[0]))
        if not own:
            return ABSENT
        last = max((i for i, entry in enumerate(own) if entry.text), default=-1)
        if last < 0:
            return own[0]
        if not re.search(r"\d", own[last].text):
            return own[last]
        for position, entry in enumerate(own[: last + 1]):
            if entry.text:
                width = 3 if position == 0 else 2
                self._codes[position] = _plain_code(entry).zfill(width)
        text = "".join(self._codes.get(i, "") for i in range(last + 1))
        return own[last]._replace(text=text)

    def _amounts(self, row: int, side: LineSide) -> dict[str, Amounts]:
        found: dict[str, dict[str, Entry]] = {group: {} for group in AMOUNT_GROUPS}
        for (group, split), column in side.amounts.items():
            entry = self.region.money(row, column, self.unit, self._own_units.get(column))
            if entry.row != row:
                entry = Entry("", row, column)
            found[group][split] = entry
        return {group: Amounts(**entries) for group, entries in found.items()}


def _of_year(entry: Entry, above: Decimal | None) -> Entry:
    """年度栏的一格，``number`` 是哪一年；空着的照上一行的（``above``），别的写法没有数。"""
    if not entry.text:
        return entry._replace(number=above)
    bare = _BARE_YEAR.fullmatch(compact(entry.text))
    year = int(bare[1]) if bare else find_year([entry.text])
    return entry._replace(number=None if year is None else Decimal(year))


def _own_unit(region: Region, header: LineHeader, column: int) -> str | None:
    """一栏栏名里自己写的金额单位。"""
    texts = (region.entry(row, column).text for row in range(header.bottom, header.top - 1, -1))
    return find_money_unit(text for text in texts if text)


def _is_page_sum(text: str) -> bool:
    """分页的小计，不是一个科目或项目。"""
    return compact(text).startswith(line_sums("page"))


def _is_signature(text: str) -> bool:
    """签章一行：单位负责人：×××、填报日期：……。"""
    label = after_label(Entry(text)).prefix
    return bool(label) and field_name(label) is not None


def _plain_code(entry: Entry) -> str:
    """编码的字：数照整数写，去掉空格。

    >>> from decimal import Decimal
    >>> _plain_code(Entry("205.00", 1, 1, Decimal(205))), _plain_code(Entry(" 205 03", 1, 1))
    ('205', '20503')
    """
    if entry.text.isdecimal():
        return entry.text  # 格式 00 显示的 02
    if entry.number is not None and entry.number == entry.number.to_integral_value():
        return str(int(entry.number))
    return "".join(entry.text.split())


def _unspaced(text: str) -> str:
    """字间加空格排的名称去掉空格；别的照印。

    >>> _unspaced("收  入  总  计"), _unspaced("合 计"), _unspaced("(一) 考试考务经费")
    ('收入总计', '合计', '(一) 考试考务经费')
    """
    return "".join(text.split()) if _SPACED.fullmatch(text) else text
