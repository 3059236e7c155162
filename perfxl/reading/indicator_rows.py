"""表头以下，逐行读指标，直到总分、结论和签章。各种指标表共用。

一行各栏的格怎样读在 ``indicator_cells``，沿用的上级指标在 ``carried_levels``，合计、总分在
``total_rows``，不是指标的行在 ``passed_rows``，往下看在 ``rows_ahead``。
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

from perfxl.grammar.context import DIRECTIONS, RowContext
from perfxl.grammar.continued_text import is_continued
from perfxl.grammar.glyphs import compact
from perfxl.grammar.nothing_said import is_left_blank
from perfxl.grammar.patterns import Pattern
from perfxl.grammar.signs import sign_before, sign_said
from perfxl.grammar.units import is_bare_unit
from perfxl.model.columns import INDICATOR_COLUMNS
from perfxl.model.indicator_class import IndicatorClass
from perfxl.model.table import ABSENT, Entry, Indicator, Line, Total
from perfxl.model.unread import UnreadRow, WhyUnread
from perfxl.reading.blocks_around import bottom_of_block, heads_other_block
from perfxl.reading.carried_levels import CarriedLevels, points_in_name
from perfxl.reading.continued_rows import continued
from perfxl.reading.header import Columns, Header
from perfxl.reading.indicator_cells import IndicatorCells
from perfxl.reading.indicator_classes import classified
from perfxl.reading.labels import (
    detail_like_name,
    is_group_label,
    is_known_level,
    is_level1_name,
)
from perfxl.reading.level_bands import Band, BandLevels, band_on
from perfxl.reading.passed_rows import (
    is_banner,
    is_bonus,
    is_column_numbers,
    is_labelled_text,
    is_note,
    is_page_mark,
    is_reprint,
)
from perfxl.reading.region import Region
from perfxl.reading.row_kinds import ENDS, RowKind, kind_of_row, row_kind
from perfxl.reading.rows_ahead import RowsAhead
from perfxl.reading.titles import is_title, is_year
from perfxl.reading.total_rows import TotalRows, total_label

_HINT = Pattern(r"(?:三级)?指标\d*:?|[.…·]+|[xX×*]+|[xX×]{2,}项目|/|-+|—+|填报说明.*")
_POINTS_AFTER = Pattern(r"\s*[(（]\s*\d+(?:\.\d+)?\s*分\s*[)）]$")
# 有意不填的写法。
# 照格子里写的读；别的栏要拼、要换算、要沿用上面的。
_WORKED_OUT = frozenset(
    {
        *("project", "level1", "level2", "level3", "level3_adjusted"),
        *("target", "target_adjusted", "actual", "value", "reason", "likelihood"),
        *("weight", "weight_adjusted", "score"),
    }
)
_PLAIN = tuple(key for key in INDICATOR_COLUMNS if key not in _WORKED_OUT)


class _Row(NamedTuple):
    """有字的一行：行号、各格、行首的字是什么。"""

    number: int
    texts: list[Entry]
    kind: RowKind


class _Own(NamedTuple):
    """一行指标自己写的：名称，要读成值的各格，分。"""

    level3: Entry
    level3_adjusted: Entry
    target: Entry
    target_adjusted: Entry
    actual: Entry
    to_date: Entry
    expected: Entry
    weight: Entry
    score: Entry

    @property
    def name(self) -> Entry:
        """指标名；只有调整后一边写着的是调整后的。"""
        return self.level3 if self.level3.text else self.level3_adjusted

    def is_on(self, row: int) -> bool:
        """有一格的字就写在这一行，不全是从上面并下来的。"""
        return any(entry.row == row and entry.text for entry in self)

    def is_hint(self) -> bool:
        """表样的提示：名称是“指标1：”一类，别的没有内容；或指标值只留着表样的单位（公里）。"""
        level3, level3_adjusted, target, target_adjusted, *others = self
        if any(map(_says, others)):
            return False
        values = [entry for entry in (target, target_adjusted) if _says(entry)]
        if _is_hint(level3.text) and _is_hint(level3_adjusted.text):
            return not values
        return bool(values) and all(is_bare_unit(entry.text) for entry in values)

    def is_told(self) -> bool:
        """有名称，或有一个值。"""
        return bool(self.name.text) or any(entry.text for entry in self[2:7])


class IndicatorRows:
    """表头以下，逐行读指标，直到总分和结论。

    ``columns`` 是要读的各栏所在的列，``adjusted`` 是并列的调整后一套；``projects`` 是清单里
    各行所属的项目，换了项目上级指标就不再沿用；``level1`` 是横着排的清单里这几栏的一级指标。
    ``year``、``money_unit`` 是表的，各行的值照它读。
    """

    def __init__(
        self,
        region: Region,
        header: Header,
        *,
        columns: Columns | None = None,
        adjusted: Columns | None = None,
        projects: Mapping[int, Entry] | None = None,
        level1: Entry = ABSENT,
        year: int | None = None,
        money_unit: str | None = None,
    ) -> None:
        self.region = region
        self.header = header
        self.columns = header.columns if columns is None else columns
        self.cells = IndicatorCells(region, header, self.columns, adjusted or {})
        self.year = year
        self.money_unit = money_unit
        self.indicators: list[Indicator] = []
        self.hints: list[Entry] = []
        self.unrecognised: list[Entry] = []
        self.unread_rows: list[UnreadRow] = []
        self.passed: set[int] = set()
        # 夹在指标中间、写着分的小计。
        self.score_sums: list[Line] = []
        # 写着得分、还没有管完的横行：是几级 → 那一行。
        self._bands: dict[int, Line] = {}
        self._banded: list[Line] = []
        # 夹在指标中间的说明、别的栏目所在的行。
        self.between: list[int] = []
        self.totals = TotalRows(self.cells)
        self.end = header.bottom + 1
        self._place = self.cells.place
        self._levels = CarriedLevels(self.cells, projects or {}, level1)
        self._ahead = RowsAhead(self.cells)
        self._band_levels = BandLevels()
        self._points_columns = {
            column for role in ("weight", "score") for column in self._place.columns_of(role)
        }
        # 只有指标名一栏，没有上级指标的栏，也不是清单：上级指标都横着写。
        self._only_names = not (
            header.is_list or header.groups or "level1" in self.columns or "level2" in self.columns
        )
        self._skipped: Collection[int] = ()
        self._names_from = (self.columns.get("level3") or self.columns.get("level2") or [0])[0]
        # 夹在中间的目标、资金一块的末行。
        self._other_bottom = 0
        self._level_columns = {*self.columns.get("level1", ()), *self.columns.get("level2", ())}
        # 几个项目写在一张自评清单里，合计行各是各的。
        self._of_several = bool(projects) and "score" in self.columns
        # 有得分一栏而没有分值一栏的，分值印在指标名后面：改造面积（8分）。
        self._points_in_names = (
            "score" in self.columns and "weight" not in self.columns and not header.scores_only
        )
        self._plain = tuple(key for key in _PLAIN if key in self.columns)

    @property
    def total(self) -> Total:
        """总分一行；没有的是空的。"""
        return self.totals.total

    @property
    def subtotals(self) -> list[Total]:
        """总分以外另写的合计。"""
        return self.totals.subtotals

    def read(self, skipped: Collection[int] = ()) -> None:
        """从表头以下读起；``skipped`` 的行（重印的标题和表头、合计）不看。"""
        self._ahead = RowsAhead(self.cells, skipped)
        self._skipped = skipped
        bottom = self.region.block.bottom
        self.end = bottom + 1
        for row in self.region.grid.rows_between(self.header.bottom + 1, bottom):
            if row not in skipped and not self._read_row(row):
                self.end = row
                break
        if self._only_directions():
            self.indicators = [replace(row, directed=True) for row in self.indicators]
        self.totals.settle()
        self._close_bands(1)
        self.score_sums = sorted([*self.score_sums, *self._banded], key=lambda each: each.row)
        self.unread_rows += self.rows_below(self.end, bottom)

    def _only_directions(self) -> bool:
        """性质一栏写的是正向、反向，没有一个符号；指标值的单位（没有另一栏）、符号都合写着。"""
        if "nature" not in self.columns:
            return False
        natures = [row.nature.text for row in self.indicators]
        directions = any(text.strip() in DIRECTIONS for text in natures)
        if not directions or any(map(sign_said, natures)):
            return False
        signed = any(sign_before(row.value.text)[0] for row in self.indicators)
        return signed or "unit" not in self.columns

    def rows_outside(self) -> list[int]:
        """指标各行以外的行：夹在中间的说明，总分一行起、没有总分的从表尾起的各行。"""
        first = self.total.label.row or self.end
        below = self.region.grid.rows_between(first, self.region.block.bottom)
        return [*(row for row in self.between if row < first), *below]

    def rows_below(
        self, first: int, last: int, why: WhyUnread = WhyUnread.BELOW_END
    ) -> list[UnreadRow]:
        """``first`` 到 ``last`` 行里看着像指标、却没有读的行；换了项目、另起表头以下不看。"""
        return self._ahead.lost(first, last, why, ended=self._ended)

    @property
    def _ended(self) -> bool:
        """总分已经读到了。"""
        return self.totals.found and bool(self.indicators)

    # ---- 一行是什么 ----

    def _read_row(self, number: int) -> bool:
        """读一行，照下面的次序看是什么；到了指标栏的末尾返回 ``False``。"""
        texts = self.region.texts(number)
        if not texts:
            return True
        self._levels.enter(number)
        if any(is_continued(each.text) for each in texts) and self._continues(number):
            return True
        goes_on = self._is_other_block(number, texts)
        if goes_on is not None:
            return goes_on
        row = _Row(number, texts, kind_of_row(texts))
        if self._is_total(row):
            self.passed.add(number)
            return True
        if self._ended:
            return False
        if self._is_section(row):
            self.passed.add(number)
            return True
        for what in (
            *(self._is_bonus, self._is_execution_across, self._ends, self._is_reprinted),
            *(self._lies_across, self._is_other_text),
        ):
            if (goes_on := what(row)) is not None:
                return goes_on
        if self._continues(number):
            return True
        self._levels.carry(number)
        if not self._read_indicator(number):
            self._leave_unread(row)
        return True

    def _is_section(self, row: _Row) -> bool:
        """整行只写着一级指标（一、产出指标（50分））、二级指标（（一）数量指标）：管着以下各行。

        并着几行的是左边的一级指标，只写在二级、三级指标一栏里的是那一栏的字，都不是。
        """
        band = band_on(row.texts, self._points_columns if self._only_names else ())
        if (
            band is None
            or self.region.grid.block(row.number, band.label.column).bottom > row.number
        ):
            return False
        if not self._only_names:
            return self._is_first_level(row, band)
        if band.label.column > self._names_from:
            return False
        level = self._band_levels.level_of(band, heads_band=self._heads_band(row.number))
        if level is None:
            return False
        carry = self._levels.carry_section if level == 1 else self._levels.carry_second
        carry(band.label, band.name, self.cells.own_points(row.number, "weight"))
        self._open_band(row.number, band.label, level)
        self.region.take(*(entry for entry in row.texts if entry.column < band.label.column))
        self.unrecognised += self.region.unread(row.texts)
        return True

    def _open_band(self, number: int, label: Entry, level: int) -> None:
        """横着的一行到了：同级、下级的横行到此为止；它自己写着得分的，管着以下各行。"""
        self._close_bands(level)
        score = self.cells.own_points(number, "score")
        if score.number is not None:
            self.region.take(score)
            self._bands[level] = Line(number, label, score=score)

    def _close_bands(self, level: int) -> None:
        """``level`` 级和以下的横行管到这里：加的是它以下读了的各行。"""
        for own in [each for each in self._bands if each >= level]:
            band = self._bands.pop(own)
            rows = tuple(each.row for each in self.indicators if each.row > band.row)
            self._banded.append(replace(band, sum_of=rows))

    def _is_first_level(self, row: _Row, band: Band) -> bool:
        """另有上级指标各栏的表里，自成一行的一级指标。"""
        label = band.label
        if len(row.texts) > 1 or not is_level1_name(band.name):
            return False
        block = self.region.grid.block(row.number, label.column)
        below = {*self.columns.get("level2", ()), *self.columns.get("level3", ())}
        if band.name == label.text and below.issuperset(range(block.left, block.right + 1)):
            return False
        self._levels.carry_section(label, band.name)
        return True

    def _heads_band(self, number: int) -> bool:
        """下一行也是横着的上级指标。"""
        rows = self.region.grid.rows_between(number + 1, self.region.block.bottom)
        below = next((texts for row in rows if (texts := self.region.texts(row))), [])
        band = band_on(below, self._points_columns)
        return band is not None and is_known_level(band.name)

    def _is_other_block(self, row: int, texts: list[Entry]) -> bool | None:
        """指标下面接着写的目标、资金，到它的标签管到的行为止；下面没有指标、总分的，读到这里。"""
        if row > self._other_bottom:
            if texts[0].column >= self._names_from or not self.indicators:
                return None
            if not heads_other_block(self._place, row, texts, self._names_from):
                return None
            self._other_bottom = bottom_of_block(self.region, texts[0])
            if self._ended or not self._ahead.go_on(self._other_bottom):
                return False
        self.between.append(row)
        return True

    def _is_total(self, row: _Row) -> bool:
        """合计、总分；后面还有指标的“合计”是某一类的小计，只是不读。"""
        label = total_label(row.texts, row.kind)
        if label is not None and not self._place.holds_indicator(row.number, surely=True):
            if self._of_several:
                self._add_score_sum(row.number, label)
            elif not self.totals.indicators_follow(row.number, label, self._skipped):
                self.totals.read(row.number, label)
            else:
                self.totals.pass_over(row.number, label)
            return True
        first = row.texts[0]
        inline = row.kind is RowKind.INLINE_TOTAL
        if inline and not self.totals.indicators_follow(row.number, first):
            self.totals.read_inline(first)
            return True
        return False

    def _ends(self, row: _Row) -> bool | None:
        """结论、签章、指标以下的栏目。"""
        over = row.kind in ENDS or (row.kind is RowKind.DETAIL and bool(self.indicators))
        if not over or self._place.holds_indicator(row.number):
            return None
        inside = row.kind not in (RowKind.SIGNED, RowKind.LABELS) and self._place.fills_grid(
            row.number
        )
        if inside and self._ahead.go_on(row.number):
            return None  # 表格还没有完：写着什么字都是指标名
        return self._passes(row)

    def _is_bonus(self, row: _Row) -> bool | None:
        """加分项、减分项：不是指标，写着分的没有算进去。"""
        if not is_bonus(row.texts) or self._is_known_level(row):
            return None
        self.passed.add(row.number)
        self.unrecognised += row.texts
        if self._place.has_points(row.number):
            self.unread_rows.append(UnreadRow(tuple(row.texts), WhyUnread.BONUS))
        return True

    def _is_execution_across(self, row: _Row) -> bool | None:
        """“预算执行（10分）”横贯到指标值、完成值，或只写在行首，右边只有分值、得分：是预算执行率一行。"""
        label = row.texts[0]
        right = self.region.grid.block(row.number, label.column).right
        values = self._place.columns_of("target")
        if not values or label.column >= values[0]:
            return None
        named = any(self.cells.entry(row.number, role).text for role in ("level3", "target"))
        if right < values[0] and named:
            return None
        own = classified(label.text, "")
        if own.indicator_class is not IndicatorClass.EXECUTION:
            return None
        if not self._place.has_points(row.number):
            return None
        self.indicators.append(
            Indicator(
                row=row.number,
                level1=label,
                level2=ABSENT,
                level3=label,
                target=ABSENT,
                actual=self._place.own(row.number, "actual"),
                weight=self.cells.own_points(row.number, "weight"),
                score=self.cells.own_points(row.number, "score"),
                reason=self.cells.reason(row.number),
                remedy=self.cells.remedy(row.number),
                classified=own,
                context=RowContext(label.text, year=self.year, money_unit=self.money_unit),
            )
        )
        return True

    def _is_known_level(self, row: _Row) -> bool:
        """行首是通行的一级、二级指标。"""
        return is_known_level(row.texts[0].text)

    def _is_reprinted(self, row: _Row) -> bool | None:
        """小计，重印的表头、栏次、页码。"""
        if is_column_numbers(row.texts) or is_page_mark(row.texts):
            self.passed.add(row.number)
            return True
        level2 = self.cells.entry(row.number, "level2")
        is_sum = RowKind.SUBTOTAL in (row.kind, row_kind(level2.text))
        again = is_sum or is_reprint(self.cells, row.number, row.texts)
        if again and not self._place.holds_indicator(row.number):
            self.passed.add(row.number)
            if is_sum:
                label = level2 if row_kind(level2.text) is RowKind.SUBTOTAL else row.texts[0]
                self._add_score_sum(row.number, label)
            return True
        return None

    def _add_score_sum(self, number: int, label: Entry) -> None:
        """一行小计（清单里一个项目的合计）：加的是前一个小计以下的各行。"""
        weight = self.cells.own_points(number, "weight")
        score = self.cells.own_points(number, "score")
        last = self.score_sums[-1].row if self.score_sums else 0
        rows = tuple(each.row for each in self.indicators if each.row > last)
        if weight.number is not None or score.number is not None:
            line = Line(number, label, weight=weight, score=score, sum_of=rows)
            self.score_sums.append(line)

    def _lies_across(self, row: _Row) -> bool | None:
        """横贯各栏的一行：标题、年度以外的字没有读懂，写着分的没有读成。"""
        if not is_banner(self.cells, row.number):
            return None
        self.passed.add(row.number)
        if not all(is_title(entry.text) or is_year(entry.text) for entry in row.texts):
            self.unrecognised += row.texts
            if self._place.has_points(row.number):
                self.unread_rows.append(UnreadRow(tuple(row.texts), WhyUnread.NAMELESS))
        return True

    def _is_other_text(self, row: _Row) -> bool | None:
        """填表说明；标签右边一大格字的别的栏目。"""
        if self.indicators and is_note(self.cells, row.number, row.texts):
            return self._passes(row)
        if is_labelled_text(self.cells, row.number):
            return self._passes(row, WhyUnread.MERGED)
        return None

    def _passes(self, row: _Row, why: WhyUnread = WhyUnread.BELOW_END) -> bool:
        """像是表尾的一行：下面还有指标、总分的，只是夹在中间的说明；没有的就读到这里。

        夹在中间却写着分的，记作没有读成，原因是 ``why``。
        """
        if row.kind is RowKind.SIGNED or not self._ahead.go_on(row.number):
            return False
        if self._place.has_points(row.number):
            self.unread_rows.append(UnreadRow(tuple(row.texts), why))
        self.between.append(row.number)
        return True

    def _continues(self, number: int) -> bool:
        """接着上一行指标的原因、说明写的。"""
        if not self.indicators:
            return False
        longer = continued(self.cells, number, self.indicators[-1])
        if longer is None:
            return False
        self.indicators[-1] = longer
        self.passed.add(number)
        return True

    def _leave_unread(self, row: _Row) -> None:
        """没有读成指标的一行：上级指标、行标题以外的字没有读懂；写在指标各栏里的，整行没有读成。"""
        unread = [entry for entry in row.texts if not self._is_heading(entry)]
        self.unrecognised += unread
        if not unread:
            self.passed.add(row.number)
        elif any(self._is_said_in_column(entry) for entry in unread):
            self.unread_rows.append(UnreadRow(tuple(unread), WhyUnread.NAMELESS))

    def _is_heading(self, entry: Entry) -> bool:
        """上级指标、行标题：往下管着几行，或是通行的叫法、表样的省略号。"""
        if entry.column not in self._level_columns and not self.cells.is_group_label(entry):
            return False
        below = self.region.grid.block(entry.row, entry.column).bottom > entry.row
        known = is_known_level(entry.text) or is_group_label(entry.text)
        known = known or detail_like_name(entry.text) is not None
        return below or known or _is_hint(entry.text)

    def _is_said_in_column(self, entry: Entry) -> bool:
        """写在指标名、指标值、完成值、分值、得分栏里的内容，不是省略号、横线。"""
        said = _says(entry) and not is_left_blank(entry.text)
        return said and entry.column in self._place.own_columns

    # ---- 一行指标 ----

    def _read_indicator(self, row: int) -> bool:
        """读成一行指标，或记下一行提示语；都不是返回 ``False``。"""
        own = self._own(row)
        if not own.is_on(row):
            return False
        if own.is_hint():
            if own.name.text:
                self.hints.append(own.name)
                self.unrecognised += [
                    entry
                    for entry in self.region.texts(row)
                    if entry.column in self._level_columns
                    and entry != own.name
                    and not self._is_heading(entry)
                ]
            return bool(own.name.text)
        if not own.is_told():
            return False
        if _is_unread_number(own.weight):
            self.unread_rows.append(UnreadRow((own.weight,), WhyUnread.WEIGHT))
        self.indicators.append(self._indicator(row, own))
        return True

    def _own(self, row: int) -> _Own:
        """一行自己写的各格。"""
        cells = self.cells
        level3 = cells.entry(row, "level3") if "level3" in self.columns else self._levels.level2
        level3 = level3 if level3.text else self._execution_named(row) or level3
        weight = self._weight(row, level3)
        if self._points_in_names:
            level3 = _without_points(level3)
        name_adjusted = target_adjusted = ABSENT
        if cells.adjusted:
            # 三级指标只印一列的，年初、调整后只分指标值。
            one_name = "level3" not in cells.adjusted
            name_adjusted = level3 if one_name else cells.entry(row, "level3", cells.adjusted)
            target_adjusted = cells.target(row, cells.adjusted)
        return _Own(
            level3=level3,
            level3_adjusted=name_adjusted,
            target=cells.target(row, self.columns),
            target_adjusted=target_adjusted,
            actual=cells.actual(row),
            to_date=cells.entry(row, "to_date"),
            expected=cells.entry(row, "expected"),
            weight=weight,
            score=cells.own_points(row, "score"),
        )

    def _execution_named(self, row: int) -> Entry | None:
        """名称只写在上级指标一栏的预算执行率；不是这样写的为 ``None``。"""
        own = (self.cells.entry(row, role) for role in ("level2", "level1"))
        label = next((each for each in own if each.text), ABSENT)
        kind = classified(label.text, "").indicator_class
        return label if label.row == row and kind is IndicatorClass.EXECUTION else None

    def _weight(self, row: int, level3: Entry) -> Entry:
        """分值；打分的表没有这一栏的，印在指标名里：相关性（5分）。"""
        if not (self._points_in_names or self.header.scores_only) or "weight" in self.columns:
            return self.cells.own_points(row, "weight")
        if self._points_in_names and _POINTS_AFTER.search(level3.text) is None:
            return ABSENT
        points = points_in_name(level3.text)
        if points is None:
            return ABSENT
        return level3._replace(number=points, continued=self._points_in_names)

    def _indicator(self, row: int, own: _Own) -> Indicator:
        """一行指标：自己写的，加上沿用的上级指标和照写的各栏。"""
        cells, levels = self.cells, self._levels
        plain: dict[str, Any] = {key: cells.entry(row, key) for key in self._plain}
        return Indicator(
            row=row,
            level1=levels.level1,
            level2=levels.level2,
            level3=own.level3,
            target=own.target,
            actual=own.actual,
            weight=own.weight,
            score=own.score,
            reason=cells.reason(row),
            remedy=cells.remedy(row),
            likelihood=cells.ticked(row, "likelihood"),
            value=cells.entry(row, "target") if "nature" in self.columns else ABSENT,
            level3_adjusted=own.level3_adjusted,
            target_adjusted=own.target_adjusted,
            weight_adjusted=cells.points(row, "weight", cells.adjusted)
            if cells.adjusted
            else ABSENT,
            project=levels.project,
            level1_weight=levels.level1_weight,
            level1_points=levels.level1_points,
            level2_weight=levels.level2_weight,
            classified=classified(
                levels.level1.text,
                levels.level2.text,
                own.level3.text,
                has_level2="level2" in self.columns or bool(levels.level2.text),
            ),
            shares_points=cells.entry(row, "weight").exists and not own.weight.exists,
            context=RowContext(
                own.level3.text,
                plain.get("nature", ABSENT).text,
                plain.get("unit", ABSENT).text,
                self.year,
                self.money_unit,
                percent=cells.heads_percent(own.level3.text),
            ),
            **plain,
        )


def _without_points(name: Entry) -> Entry:
    """去掉名称后面印的分值；那一格不能用名称整个改写。"""
    bare = _POINTS_AFTER.sub("", name.text)
    return name if bare == name.text else name._replace(text=bare, continued=True)


@lru_cache(maxsize=8192)
def _is_hint(text: str) -> bool:
    return not text or _HINT.fullmatch(compact(text)) is not None


def _is_unread_number(entry: Entry) -> bool:
    """写着字（或公式没有得出数）而读不成数；横线、斜杠是有意不填。"""
    said = bool(entry.text) and not is_left_blank(entry.text)
    return entry.number is None and (said or entry.uncalculated)


def _says(entry: Entry) -> bool:
    """有内容，且不是省略号、斜杠一类的空话。"""
    return bool(entry.text) and not _is_hint(entry.text)
