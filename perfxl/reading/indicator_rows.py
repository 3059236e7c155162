"""表头以下，逐行读指标，直到总分、结论和签章。各种指标表共用。"""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from perfxl.grammar.amounts import amount
from perfxl.grammar.context import RowContext
from perfxl.grammar.continued_text import joined_text
from perfxl.grammar.glyphs import compact
from perfxl.model.columns import INDICATOR_COLUMNS
from perfxl.model.table import ABSENT, PROJECT_NAMES, Entry, Indicator, Total
from perfxl.model.unread import UnreadRow, WhyUnread
from perfxl.reading.headers import RESULTS, Columns, Header
from perfxl.reading.indicator_classes import classified
from perfxl.reading.labels import (
    field_name,
    indicator_column,
    is_exact_table_column,
    is_fund_name,
    level_name,
)
from perfxl.reading.money_unit import is_unit_line
from perfxl.reading.region import Region, after_label
from perfxl.reading.row_kinds import ENDS, RowKind, row_kind
from perfxl.reading.row_places import OWN_COLUMNS, RowPlaces
from perfxl.reading.ticked_parts import joined, ticked
from perfxl.reading.titles import is_title, is_year

_HINT = re.compile(r"(?:三级)?指标\d*:?|[.…·]+|[xX×*]+|[xX×]{2,}项目|/|-+|—+|填报说明.*")
# 指标性质单列时，有的写字不写符号。
_SIGNS = {"大于等于": "≥", "小于等于": "≤", "等于": "=", "大于": ">", "小于": "<"}
# 指标性质一栏里不是比较符号的写法。
_NO_SIGN = (
    "定性",
    "定量",
    "正向",
    "反向",
    "正向指标",
    "反向指标",
    "定性指标",
    "定量指标",
    "/",
    "-",
    "无",
)
_LEVEL_WEIGHT = re.compile(r"\((\d+(?:\.\d+)?)分?\)|(?<!\d)(\d++(?:\.\d++)?)分$")
# 可能分写在几行的栏。
_LONG_TEXTS = ("reason", "note", "explanation")
# 有意不填的写法。
_NOTHING = re.compile(r"[-—―–－/／无空\s]*")


# 照格子里写的读；别的栏要拼、要换算、要沿用上面的。
_WORKED_OUT = frozenset(
    {
        *("project", "level1", "level2", "level3", "level3_adjusted"),
        *("target", "target_adjusted", "actual", "value", "reason", "likelihood"),
        *("weight", "weight_adjusted", "score"),
    }
)
_PLAIN = tuple(key for key in INDICATOR_COLUMNS if key not in _WORKED_OUT)


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
        self.adjusted = adjusted or {}
        self.place = RowPlaces(region, self.columns, self.adjusted)
        self.year = year
        self.money_unit = money_unit
        self.projects = projects or {}
        self.indicators: list[Indicator] = []
        self.hints: list[Entry] = []
        self.unrecognised: list[Entry] = []
        self.unread_rows: list[UnreadRow] = []
        self.passed: set[int] = set()
        # 夹在指标中间的说明、别的栏目所在的行。
        self.between: list[int] = []
        self.total = Total()
        self.subtotals: list[Total] = []
        self.end = header.bottom + 1
        self._own_columns = {*header.used_columns, *self.columns.get("level1", ())}
        self._given_level1 = _named(level1)
        self._project = self._level2 = ABSENT
        self._level1 = self._given_level1
        self._level1_weight: Decimal | None = None
        self._plain = tuple(key for key in _PLAIN if key in self.columns)
        self._long_texts = tuple(role for role in _LONG_TEXTS if role in self.columns)
        self._skipped: Collection[int] = ()
        self._resumed_at = 0

    def read(self, skipped: Collection[int] = ()) -> None:
        """从表头以下读起；``skipped`` 的行（重印的标题和表头、合计）不看。"""
        self._skipped = skipped
        self.end = self.region.block.bottom + 1
        for row in self.region.grid.rows_between(self.header.bottom + 1, self.end - 1):
            if row not in skipped and not self._read_row(row):
                self.end = row
                break
        self.unread_rows += self.rows_below(self.end, self.region.block.bottom)

    def rows_outside(self) -> list[int]:
        """指标各行以外的行：夹在中间的说明，总分一行起、没有总分的从表尾起的各行。"""
        first = self.total.label.row or self.end
        below = self.region.grid.rows_between(first, self.region.block.bottom)
        return [*(row for row in self.between if row < first), *below]

    def rows_below(
        self, first: int, last: int, why: WhyUnread = WhyUnread.BELOW_END
    ) -> list[UnreadRow]:
        """``first`` 到 ``last`` 行里看着像指标、却没有读的行；换了项目、另起表头以下不看。"""
        found: list[UnreadRow] = []
        for row in self.region.grid.rows_between(first, last):
            texts = self.region.texts(row)
            if row in self._skipped or not texts:
                continue
            if any(field_name(entry.text) in PROJECT_NAMES for entry in texts):
                break
            if sum(is_exact_table_column(entry.text) for entry in texts) > 1:
                break
            if self._is_lost(row):
                found.append(UnreadRow(tuple(texts), why))
        return found

    def _read_row(self, row: int) -> bool:
        """读一行；到了指标栏的末尾返回 ``False``。"""
        texts = self.region.texts(row)
        if not texts:
            return True
        first = texts[0]
        if self._starts_project(row):
            self._level1, self._level2 = self._given_level1, ABSENT
        kind = row_kind(first.text)
        total = first if kind is RowKind.TOTAL else None
        if total is None and len(texts) > 1 and row_kind(texts[1].text) is RowKind.TOTAL:
            total = texts[1]
        if total is not None and not self.place.holds_indicator(row, surely=True):
            if not self._indicators_follow(row, total):
                self._read_total(row, total)
            self.passed.add(row)
            return True  # 后面还有指标的“合计”是某一类的小计
        if kind is RowKind.INLINE_TOTAL and not self._indicators_follow(row, first):
            inline = after_label(first)
            number = amount(inline.text.removesuffix("分"))
            self._set_total(Total(first, ABSENT, inline._replace(number=number)))
            self.passed.add(row)
            return True
        if self.total.label.exists and self.indicators:
            return False
        over = kind in ENDS or (kind is RowKind.DETAIL and bool(self.indicators))
        if over and not self.place.holds_indicator(row):
            return self._passes(row, kind)
        level2 = self._entry(row, "level2")
        if (
            RowKind.SUBTOTAL in (kind, row_kind(level2.text))
            or self._is_reprint(row, texts)
            or is_column_numbers(texts)
        ) and not self.place.holds_indicator(row):
            self.passed.add(row)
            return True
        if self._is_banner(row):
            read = all(is_title(entry.text) or is_year(entry.text) for entry in texts)
            self.passed.add(row)
            self.unrecognised += [] if read else texts
            if not read and self.place.has_points(row):
                self.unread_rows.append(UnreadRow(tuple(texts), WhyUnread.NAMELESS))
            return True
        if self._is_note(row, texts):
            return self._passes(row, kind)
        if self._is_labelled_text(row):
            return self._passes(row, kind, WhyUnread.MERGED)
        if self._continues_text(row):
            self.passed.add(row)
            return True
        self._carry_levels(row)
        if not self._read_indicator(row):
            level_cells = {
                (entry.row, entry.column)
                for entry in (self._entry(row, "level1"), self._entry(row, "level2"))
            }
            unread = [
                entry
                for entry in texts
                if (entry.row, entry.column) not in level_cells and not self._is_group_label(entry)
            ]
            self.unrecognised += unread
            if not unread:
                self.passed.add(row)
            elif any(self._is_said_in_column(entry) for entry in unread):
                self.unread_rows.append(UnreadRow(tuple(unread), WhyUnread.NAMELESS))
        return True

    def _is_said_in_column(self, entry: Entry) -> bool:
        """写在指标名、指标值、完成值、分值、得分栏里的内容，不是省略号、横线。"""
        said = _says(entry) and _NOTHING.fullmatch(entry.text) is None
        return said and entry.column in self.place.own_columns

    def _passes(self, row: int, kind: RowKind, why: WhyUnread = WhyUnread.BELOW_END) -> bool:
        """像是表尾的一行：下面还有指标、总分的，只是夹在中间的说明；没有的就读到这里。

        夹在中间却写着分的，记作没有读成，原因是 ``why``。
        """
        if kind is RowKind.SIGNED or not self._goes_on_below(row):
            return False
        if self.place.has_points(row):
            texts = self.region.texts(row)
            self.unread_rows.append(UnreadRow(tuple(texts), why))
        self.between.append(row)
        return True

    def _goes_on_below(self, row: int) -> bool:
        """下面还有指标行，或还没有读到的总分；隔着签章、别的标题、别的项目的不算。"""
        if row < self._resumed_at:
            return True
        for below in self.region.grid.rows_between(row + 1, self.region.block.bottom):
            texts = self.region.texts(below)
            if not texts or below in self._skipped:
                continue
            first, *others = texts
            kind = row_kind(first.text)
            if any(field_name(entry.text) in PROJECT_NAMES for entry in texts):
                return False
            if kind is RowKind.TOTAL or (others and row_kind(others[0].text) is RowKind.TOTAL):
                found = self.place.has_points(below)
            else:
                found = self.place.holds_indicator(below, surely=True)
                if not found and (kind is RowKind.SIGNED or is_title(first.text)):
                    return False
            if found:
                self._resumed_at = below
                return True
        return False

    def _is_lost(self, row: int) -> bool:
        """表尾以下的一行看着像指标：总分已经读到的，各栏都要写着。"""
        name = self.place.name(row)
        scored = [role for role in ("weight", "score") if role in self.columns]
        if scored and self.total.label.exists and self.indicators:
            roles = [role for role in OWN_COLUMNS if role in self.columns and role != "score"]
            return all(self.place.own(row, role).text for role in roles) and bool(name.text)
        # 左边另有字而不是上级指标的，多半是别的栏目；左边空着的，指标值量得出就算。
        labelled = any(entry.column < name.column for entry in self.region.texts(row))
        if self.place.holds_indicator(row, surely=labelled):
            return not is_fund_name(name.text)
        answers = [(self._entry(row, role), role) for role in ("target", *RESULTS)]
        said = any(
            entry.text and entry.row == row and entry.column in self.place.columns_of(role)
            for entry, role in answers
        )
        return said and self.place.has_points(row)

    def _starts_project(self, row: int) -> bool:
        project = self.projects.get(row, self._project)
        changed = (project.row, project.text) != (self._project.row, self._project.text)
        self._project = project
        return changed

    def _is_reprint(self, row: int, texts: list[Entry]) -> bool:
        """分页后重印的表头、标题、单位。"""
        if indicator_column(self._entry(row, "level3").text) == "level3":
            return True
        few = len(texts) <= 2
        return few and (is_title(texts[0].text) or is_unit_line(texts[-1].text))

    def _is_note(self, row: int, texts: list[Entry]) -> bool:
        """表下的填表说明：一行只有一句话，写在指标名以左。"""
        if len(texts) > 1 or not self.indicators:
            return False
        named = self.columns.get("level3") or self.columns.get("level2") or [0]
        text = texts[0]
        block = self.region.grid.block(row, text.column)
        sentence = len(text.text) > 15 and any(sign in text.text for sign in "。；，、：:;,")
        return sentence and text.column < named[0] and block.bottom == row

    def _continues_text(self, row: int) -> bool:
        """长的原因、说明分写在几行：别的栏都与上一行合并着（换页后则空着），只有这几栏有字。"""
        if not self.indicators:
            return False
        found = {role: self._entry(row, role) for role in self._long_texts}
        own = {role: e for role, e in found.items() if e.text and e.row == row}
        if not own:
            return False
        last = self.indicators[-1]
        roles = OWN_COLUMNS
        others = [self._entry(row, role) for role in roles]
        levels = [self._entry(row, "level1"), self._entry(row, "level2")]
        known = {entry.column for entry in (*own.values(), *levels)}
        texts = self.region.texts(row)
        if any(e.column not in known and not self._is_group_label(e) for e in texts):
            return False
        merged = any(0 < entry.row < row and entry.text for entry in others)
        if not merged and row > last.row + 8:
            return False
        if not all(getattr(last, role).text for role in own):
            return False
        for role, entry in own.items():
            earlier: Entry = getattr(last, role)
            text = joined_text([earlier.text, entry.text])
            longer: dict[str, Any] = {role: earlier._replace(text=text)}
            last = replace(last, **longer)
            self.region.take(entry)
        self.region.take(*(entry for entry in levels if entry.row == row))
        self.indicators[-1] = last
        return True

    def _is_banner(self, row: int) -> bool:
        """横贯各栏的一行：分页后重印的标题、年度。"""
        level3, target = self._entry(row, "level3"), self._entry(row, "target")
        if not target.exists:
            return False
        return bool(level3.text) and (level3.row, level3.column) == (target.row, target.column)

    def _is_labelled_text(self, row: int) -> bool:
        """标签右边一格文字横贯指标值、完成值、分值各栏：别的栏目，不是指标。"""
        name, value = self._entry(row, "level3"), self._entry(row, "target")
        if not name.text or not value.text or value.row != row:
            return False
        block = self.region.grid.block(row, value.column)
        covered = range(block.left, block.right + 1)
        answers = [role for role in (*RESULTS, "weight", "score") if role in self.columns]
        return any(column in covered for role in answers for column in self.place.columns_of(role))

    def _is_group_label(self, entry: Entry) -> bool:
        """指标栏左边的行标题。"""
        roles = ("level1", "level2", "level3")
        return entry.column < min(self.columns.get(role, [999])[0] for role in roles)

    def _read_total(self, row: int, label: Entry) -> None:
        weight, score = self._points(row, "weight"), self._points(row, "score")
        if (weight.row, weight.column) in ((label.row, label.column), (score.row, score.column)):
            weight = ABSENT  # 与标签或得分合并成一格，不是单写的分值
        if (score.row, score.column) == (label.row, label.column) or (
            score.exists and score.number is None
        ):
            score = self._only_number(row, label, score, weight)
        self._set_total(Total(label, weight, score))

    def _set_total(self, total: Total) -> None:
        """先“合计”再“总分”的，以总分为准，合计另记；其余以先读到数的为准。"""
        earlier = self.total
        named = "总" in total.label.text and "总" not in earlier.label.text
        if earlier.score.number is None:
            self.total = total
        elif named and total.score.number is not None:
            self.subtotals.append(earlier)
            self.total = total

    def _indicators_follow(self, row: int, label: Entry) -> bool:
        """紧接着还有指标行，或隔着别的合计之后还有；空行以下是别的内容。

        写着“总分”的，下面的行还要在上级指标名下。
        """
        earlier = row
        for below in self.region.grid.rows_between(row + 1, self.region.block.bottom):
            texts = self.region.texts(below)
            if below > earlier + 1 or (texts and row_kind(texts[0].text) in ENDS):
                return False
            earlier = (
                max(self.region.grid.block(below, entry.column).bottom for entry in texts)
                if texts
                else below
            )
            if not self.place.name(below).text or not self.place.value(below).text:
                continue
            if "总" in label.text and not self.place.is_under_level(below):
                return False
            weight = self._points(below, "weight")
            if weight.number is not None:
                return weight.row == below
            if not weight.exists and all(
                self.place.own(below, role).text
                for role in ("target", *RESULTS)
                if role in self.columns
            ):
                return True
        return False

    def _only_number(self, row: int, label: Entry, score: Entry, weight: Entry) -> Entry:
        """总分行的数没写在得分列时，取这一行里分值以外唯一的数。"""
        used = self.region.grid.block(label.row, label.column).right
        numbers = [
            entry
            for column in range(used + 1, self.region.block.right + 1)
            if (entry := self.region.points(row, column)).number is not None
            and (entry.row, entry.column) != (weight.row, weight.column)
        ]
        unique = {(entry.row, entry.column): entry for entry in numbers}
        if len(unique) == 1:
            return next(iter(unique.values()))
        return score if (score.row, score.column) != (label.row, label.column) else ABSENT

    def _carry_levels(self, row: int) -> None:
        """一级、二级为空的行沿用上面的；换了一级而二级为空，二级就是空。"""
        level1, level2 = self._level(row, "level1"), self._level(row, "level2")
        self.region.take(*(each for each in (level1, level2) if each.column in self._own_columns))
        if level1.text and not _is_ditto(level1.text):
            renamed = (level1.row, level1.column) != (self._level1.row, self._level1.column)
            if renamed and level_name(level1.text) != self._level1.text:
                self._level2 = ABSENT
            same = level_name(level1.text) == self._level1.text
            printed = self._printed_level1_weight(row, level1)
            if printed is not None or not same:
                self._level1_weight = printed
            self._level1 = _named(level1)
        if level2.text and not _is_ditto(level2.text):
            self._level2 = _named(level2)

    def _printed_level1_weight(self, row: int, level1: Entry) -> Decimal | None:
        """一级指标格里印的分数，或单列一栏的一级指标分值。"""
        match = _LEVEL_WEIGHT.search(compact(level1.text))
        if match:
            return Decimal(match[1] or match[2])
        own = self._points(row, "level1_weight")
        self.region.take(own)
        return own.number

    def _reason(self, row: int) -> Entry:
        """原因；原因与改进措施分两栏的接在一起，分几格划勾的合成一句。"""
        places = self.place.columns_of("reason")
        if any(place in self.header.parts for place in places):
            return self._ticked(row, "reason")
        entries = {
            (entry.row, entry.column): entry
            for entry in (self.region.entry(row, column) for column in places)
            if entry.text
        }
        if len(entries) < 2:
            return self._entry(row, "reason")
        first, *others = entries.values()
        self.region.take(*others)
        return first._replace(text="\n".join([first.text, *(entry.text for entry in others)]))

    def _ticked(self, row: int, role: str) -> Entry:
        """分几格划勾的一栏；没有分的照写的读。"""
        places = self.place.columns_of(role)
        parts = {place: self.header.parts[place] for place in places if place in self.header.parts}
        if not parts:
            return self._entry(row, role)
        said = ticked(self.region, row, places, parts)
        return joined(said, self.region.entry(row, places[0])._replace(text=""), parts.values())

    def _level(self, row: int, role: str) -> Entry:
        """上级指标；左右各印一套而左边空着的，取右边的。"""
        entry = self._entry(row, role)
        return entry if entry.text else self._entry(row, role, self.adjusted) or entry

    def _read_indicator(self, row: int) -> bool:
        level3, actual = self._entry(row, "level3"), self._entry(row, "actual")
        if "level3" not in self.columns:
            level3 = self._level2
        target = self._target(row, self.columns)
        name_adjusted = target_adjusted = ABSENT
        if self.adjusted:
            # 三级指标只印一列的，年初、调整后只分指标值。
            one_name = "level3" not in self.adjusted
            name_adjusted = level3 if one_name else self._entry(row, "level3", self.adjusted)
            target_adjusted = self._target(row, self.adjusted)
        weight, score = self._own_points(row, "weight"), self._own_points(row, "score")
        named = level3.text or name_adjusted.text
        later = (self._entry(row, "to_date"), self._entry(row, "expected"))
        said = (target, target_adjusted, actual, *later)
        starts = [
            entry
            for entry in (level3, name_adjusted, *said, weight, score)
            if entry.row == row and entry.text
        ]
        if not starts:
            return False
        if (
            _is_hint(level3.text)
            and _is_hint(name_adjusted.text)
            and not any(map(_says, (*said, weight, score)))
        ):
            if named:
                self.hints.append(level3 if level3.text else name_adjusted)
            return bool(named)
        if not named and not any(entry.text for entry in said):
            return False
        if _is_unread_number(weight):
            self.unread_rows.append(UnreadRow((weight,), WhyUnread.WEIGHT))
        plain: dict[str, Any] = {key: self._entry(row, key) for key in self._plain}
        self.indicators.append(
            Indicator(
                row=row,
                level1=self._level1,
                level2=self._level2,
                level3=level3,
                target=target,
                actual=actual,
                weight=weight,
                score=score,
                reason=self._reason(row),
                likelihood=self._ticked(row, "likelihood"),
                value=self._entry(row, "target") if "nature" in self.columns else ABSENT,
                level3_adjusted=name_adjusted,
                target_adjusted=target_adjusted,
                weight_adjusted=self._adjusted_weight(row),
                project=self._project,
                level1_weight=self._level1_weight,
                classified=classified(
                    self._level1.text,
                    self._level2.text,
                    level3.text,
                    has_level2="level2" in self.columns,
                ),
                shares_points=self._points(row, "weight").exists and not weight.exists,
                context=RowContext(
                    level3.text,
                    plain["nature"].text if "nature" in plain else "",
                    plain["unit"].text if "unit" in plain else "",
                    self.year,
                    self.money_unit,
                ),
                **plain,
            )
        )
        return True

    def _target(self, row: int, columns: Columns) -> Entry:
        """指标值；分成性质、值、单位三栏的拼在一起。"""
        value = self._entry(row, "target", columns)
        if not value.text or ("nature" not in columns and "unit" not in columns):
            return value
        sign, measure = self._entry(row, "nature", columns), self._entry(row, "unit", columns)
        self.region.take(sign, measure)
        nature = "".join(sign.text.split())
        nature, unit = _SIGNS.get(nature, nature), measure.text
        if nature in _NO_SIGN:
            nature = ""
        if unit in ("/", "-", "无", "—") or value.text.endswith(unit):
            unit = ""
        if nature and value.text.startswith(nature):
            nature = ""
        return value.within(nature, unit)

    def _entry(self, row: int, role: str, columns: Columns | None = None) -> Entry:
        """该栏的值；一栏占几列时取第一个有字的。"""
        if columns is None:
            columns = self.place.of_role
        places = columns.get(role)
        return self.region.first_said(row, places) if places else ABSENT

    def _points(self, row: int, role: str) -> Entry:
        entry = self._entry(row, role)
        return self.region.points(entry.row, entry.column) if entry.exists else entry

    def _adjusted_weight(self, row: int) -> Entry:
        entry = self._entry(row, "weight", self.adjusted)
        return self.region.points(entry.row, entry.column) if entry.exists else entry

    def _own_points(self, row: int, role: str) -> Entry:
        """这一行自己的分；与上面几行合并成一格的，只算在第一行。"""
        entry = self._points(row, role)
        return ABSENT if entry.exists and entry.row < row else entry


def _named(level: Entry) -> Entry:
    """上级指标写成全名。"""
    name = level_name(level.text)
    return level if name == level.text else level._replace(text=name)


def is_column_numbers(texts: list[Entry]) -> bool:
    """表头下面的栏次：1 2 3 …，前面可有 栏次、甲、乙。"""
    if len(texts) < 3 or not texts[-1].text.isdecimal():
        return False
    shown = [entry.text for entry in texts if entry.text not in ("栏次", "甲", "乙", "丙")]
    return len(shown) > 2 and shown == [str(number + 1) for number in range(len(shown))]


def _is_ditto(text: str) -> bool:
    return compact(text) in ("同上", '"', "〃", "″")


def _is_hint(text: str) -> bool:
    return not text or _HINT.fullmatch(compact(text)) is not None


def _is_unread_number(entry: Entry) -> bool:
    """写着字（或公式没有得出数）而读不成数；横线、斜杠是有意不填。"""
    said = bool(entry.text) and _NOTHING.fullmatch(entry.text) is None
    return entry.number is None and (said or entry.uncalculated)


def _says(entry: Entry) -> bool:
    """有内容，且不是省略号、斜杠一类的空话。"""
    return bool(entry.text) and not _is_hint(entry.text)
