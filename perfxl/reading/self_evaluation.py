"""读自评表：项目支出绩效目标自评表、部门整体支出绩效自评表，各地的排法。"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from perfxl.grammar.amounts import amount
from perfxl.model.address import Block
from perfxl.model.cell import CellKind
from perfxl.model.grid import Grid
from perfxl.model.table import ABSENT, Entry, Form, Indicator, Table, Total
from perfxl.reading.continued_text import joined_text
from perfxl.reading.funds import find_fund_header, read_funds
from perfxl.reading.grades import grade_entry
from perfxl.reading.headers import Header, find_headers, is_repeated
from perfxl.reading.headings import (
    MONEY_UNITS,
    find_fields,
    find_goals,
    find_money_unit,
    find_title,
    find_year,
    joined_down,
)
from perfxl.reading.labels import (
    compact,
    field_name,
    indicator_column,
    is_conclusion,
    is_grade_label,
    is_subtotal,
    is_total,
    level_name,
)
from perfxl.reading.region import Region, after_label

_HINT = re.compile(r"(?:三级)?指标\d*:?|[.…·]+|[xX×*]+|[xX×]{2,}项目|/|-+|—+|填报说明.*")
# 这些栏目到了，指标栏就完了。
_SIGNATURES = (
    "联系人",
    "联系电话",
    "填报人",
    "填表人",
    "经办人",
    "制表人",
    "审核人",
    "复核人",
    "单位负责人",
    "财务负责人",
)
# 指标性质单列时，有的写字不写符号。
_SIGNS = {"大于等于": "≥", "小于等于": "≤", "等于": "=", "大于": ">", "小于": "<"}
_LEVEL_WEIGHT = re.compile(r"\((\d+(?:\.\d+)?)分?\)|(\d+(?:\.\d+)?)分$")
# 金额自己带着单位的：1,200.50万元。
_AMOUNT_WITH_UNIT = re.compile(r"[\d,.]+(元|万元|亿元)")


def read_self_evaluations(book: str, grid: Grid) -> list[Table]:
    """工作表里的全部自评表，从上到下、从左到右；没有时为空列表。"""
    headers = [header for header in find_headers(grid) if header.is_self_evaluation]
    groups: dict[tuple[int, int], list[Header]] = {}
    for header in headers:
        groups.setdefault((header.left, header.right), []).append(header)
    tables: list[Table] = []
    for column_headers in groups.values():
        tables += [_read(book, grid, part) for part in _parts(grid, column_headers)]
    return sorted(tables, key=lambda table: (table.block.top, table.block.left))


@dataclass(slots=True)
class _Part:
    """一张表的行范围和它的表头；分页后重印的表头也在 ``headers`` 里。"""

    region: Region
    headers: list[Header]


def _parts(grid: Grid, headers: list[Header]) -> list[_Part]:
    """把同一列位上的表头分成一张张表：中间没有总分、资金和新的项目名称的，是同一张。"""
    tables: list[list[Header]] = []
    starts: list[int] = []
    earlier_bottom = 0
    for header in headers:
        between = Region(grid, Block(earlier_bottom + 1, header.left, header.top - 1, header.right))
        rows = grid.rows_between(earlier_bottom + 1, header.top - 1)
        if tables and is_repeated(header, tables[-1][-1]) and not _starts_anew(between, rows):
            tables[-1].append(header)
        else:
            starts.append(_first_row(between, rows) if tables else 1)
            tables.append([header])
        earlier_bottom = header.bottom
    ends = [start - 1 for start in starts[1:]] + [max(grid.last_row, headers[-1].bottom)]
    return [
        _Part(Region(grid, Block(start, part[0].left, end, part[0].right)), part)
        for start, end, part in zip(starts, ends, tables, strict=True)
    ]


def _starts_anew(between: Region, rows: list[int]) -> bool:
    return any(
        is_total(entry.text) or field_name(entry.text) == "项目名称" or is_conclusion(entry.text)
        for row in rows
        for entry in between.texts(row)
    )


def _first_row(between: Region, rows: list[int]) -> int:
    """两个表头之间，下一张表从哪一行开始：标题，没有标题则项目名称，再没有则总分之后。"""
    title = find_title(between, rows)
    if title.exists:
        return title.row
    last_end = between.block.top
    for row in rows:
        for entry in between.texts(row):
            if field_name(entry.text) == "项目名称":
                return row
            if is_total(entry.text) or is_conclusion(entry.text):
                last_end = between.grid.block(entry.row, entry.column).bottom + 1
    return last_end


def _read(book: str, grid: Grid, part: _Part) -> Table:
    header = part.headers[0]
    region = part.region
    above = grid.rows_between(region.block.top, header.top - 1)
    title = find_title(region, above)
    if title.exists:
        above = grid.rows_between(title.row, header.top - 1)
    first_row = above[0] if above else header.top
    fund_header = find_fund_header(region, above)
    heading_end = fund_header.row if fund_header else header.top
    heading_rows = grid.rows_between(first_row, heading_end - 1)
    heading_texts = [entry.text for row in heading_rows for entry in region.texts(row)]
    unit = _money_unit(region, above, heading_texts)
    funds = read_funds(region, fund_header, header.top - 1, unit) if fund_header else ()
    fund_end = max([fund.label.row for fund in funds], default=0)
    goal_rows = [
        row
        for row in grid.rows_between(first_row, header.top - 1)
        if not fund_header or not fund_header.row <= row <= fund_end
    ]
    goal_region = Region(grid, region.block._replace(bottom=header.top - 1))
    rows = _IndicatorRows(region, header)
    rows.read(part.headers)
    below = grid.rows_between(rows.total.label.row or rows.end, region.block.bottom)
    total = rows.total if rows.total.label.exists else _total_above(region, heading_rows)
    outside = [*below, *heading_rows]  # 有的表把总分、等级和结论放在表头
    fields, blank_fields = find_fields(region, heading_rows)
    for name, entry in find_fields(region, below)[0].items():
        fields.setdefault(name, entry)
    conclusion = _labelled(region, outside, is_conclusion)
    grade_cell = _labelled(region, outside, is_grade_label)
    block = _used_block(region, first_row)
    return Table(
        form=Form.SELF_EVALUATION,
        book=book,
        sheet=grid.name,
        block=block,
        title=title,
        year=find_year(heading_texts),
        money_unit=unit,
        fields=fields,
        blank_fields=blank_fields,
        funds=funds,
        goals=find_goals(goal_region, goal_rows),
        indicators=tuple(rows.indicators),
        total=total,
        conclusion=conclusion,
        grade=grade_entry(grade_cell, conclusion) or ABSENT,
        grade_cell=grade_cell,
        hints=tuple(rows.hints),
        unrecognised=tuple(rows.unrecognised),
        uncalculated=_uncalculated(grid, block),
        hidden_rows=tuple(sorted(row for row in grid.hidden_rows if _inside(row, block))),
    )


def _inside(row: int, block: Block) -> bool:
    return block.top <= row <= block.bottom


def _uncalculated(grid: Grid, block: Block) -> tuple[Entry, ...]:
    return tuple(
        Entry(cell.shown, cell.row, cell.column, None, cell.formula)
        for cell in grid.cells.values()
        if cell.formula is not None
        and cell.kind in (CellKind.UNCALCULATED, CellKind.ERROR)
        and not cell.typed_as_formula
        and _inside(cell.row, block)
        and block.left <= cell.column <= block.right
    )


def _money_unit(region: Region, above: list[int], heading_texts: list[str]) -> str | None:
    """金额单位：写明“单位”的，括号里的，单独一格的，最后看金额自己带的。"""
    texts = [compact(entry.text) for row in above for entry in region.texts(row)]
    carried = [match[1] for text in texts if (match := _AMOUNT_WITH_UNIT.fullmatch(text))]
    return find_money_unit(
        [
            *(text for text in heading_texts if "单位" in compact(text)),
            *(text for text in texts if "(" in text),
            *(f"({text})" for text in [*texts, *carried] if text in MONEY_UNITS),
        ]
    )


def _used_block(region: Region, top: int) -> Block:
    """表实际占用的范围：有字的格和它们的合并块。"""
    grid = region.grid
    bottom, left, right = top, region.block.right, region.block.left
    for row in grid.rows_between(top, region.block.bottom):
        for cell in grid.rows.get(row, ()):
            if region.block.left <= cell.column <= region.block.right:
                block = grid.block(cell.row, cell.column)
                bottom, right = max(bottom, block.bottom), max(right, block.right)
                left = min(left, block.left)
    return Block(top, left, bottom, right)


def _total_above(region: Region, rows: Iterable[int]) -> Total:
    """写在表头的总分。"""
    for row in rows:
        for entry in region.texts(row):
            if is_total(entry.text):
                value = region.right_of(entry)
                score = region.points(value.row, value.column) if value.exists else value
                if score.number is not None:
                    return Total(entry, ABSENT, score)
    return Total()


def _labelled(region: Region, rows: Iterable[int], is_wanted: Callable[[str], bool]) -> Entry:
    """标签右边（或下边、同格）的文字。"""
    for row in rows:
        for entry in region.texts(row):
            if is_wanted(entry.text):
                right = region.right_of(entry)
                if right.text and not field_name(right.text):
                    return joined_down(region, right, region.block.bottom, is_wanted)
                below = region.below(entry)
                under = below.column == entry.column  # 下面横着合并的大格不是它的值
                stray = field_name(below.text) or ":" in compact(below.text)[:8]
                if below.text and under and not stray:
                    return below
                return right
            inline = after_label(entry)
            if inline.text and is_wanted(inline.prefix):
                return inline
    return ABSENT


class _IndicatorRows:
    """表头以下，逐行读指标，直到总分和结论。"""

    def __init__(self, region: Region, header: Header) -> None:
        self.region = region
        self.header = header
        self.indicators: list[Indicator] = []
        self.hints: list[Entry] = []
        self.unrecognised: list[Entry] = []
        self.total = Total()
        self.end = header.bottom + 1
        self._level1 = self._level2 = ABSENT
        self._level1_weight: Decimal | None = None

    def read(self, headers: list[Header]) -> None:
        """从第一个表头读起；重印的表头（连同重印的标题）跳过。"""
        skipped = {row for header in headers[1:] for row in range(header.top, header.bottom + 1)}
        self.end = self.region.block.bottom + 1
        for row in self.region.grid.rows_between(self.header.bottom + 1, self.end - 1):
            if row not in skipped and not self._read_row(row):
                self.end = row
                break

    def _read_row(self, row: int) -> bool:
        """读一行；到了指标栏的末尾返回 ``False``。"""
        texts = self.region.texts(row)
        if not texts:
            return True
        first = texts[0]
        total = next((entry for entry in texts[:2] if is_total(entry.text)), None)
        if total is not None:
            if not self._indicators_follow(row):
                self._read_total(row, total)
            return True  # 后面还有指标的“合计”是某一类的小计
        inline = after_label(first)
        if inline.text and is_total(inline.prefix) and not self._indicators_follow(row):
            number = amount(inline.text.removesuffix("分"))
            self._set_total(Total(first, ABSENT, inline._replace(number=number)))
            return True
        if self._ends(first) or (self.total.label.exists and self.indicators):
            return False
        if is_subtotal(first.text) or is_subtotal(self._entry(row, "level2").text):
            return True
        if indicator_column(self._entry(row, "level3").text) == "level3" or self._is_banner(row):
            return True
        if self._continues_reason(row):
            return True
        self._carry_levels(row)
        if not self._read_indicator(row):
            level_cells = {
                (entry.row, entry.column)
                for entry in (self._entry(row, "level1"), self._entry(row, "level2"))
            }
            self.unrecognised += [
                entry
                for entry in texts
                if (entry.row, entry.column) not in level_cells and not self._is_group_label(entry)
            ]
        return True

    def _continues_reason(self, row: int) -> bool:
        """长的原因分写在几行：别的栏都与上一行合并着（换页后则空着），只有原因栏有字。"""
        reason = self._entry(row, "reason")
        if not self.indicators or not reason.text or reason.row != row:
            return False
        roles = ("level3", "target", "actual", "weight", "score", "note")
        others = [self._entry(row, role) for role in roles]
        if any(entry.row == row and entry.text for entry in others):
            return False
        merged = any(0 < entry.row < row and entry.text for entry in others)
        if not merged and row > self.indicators[-1].row + 8:
            return False
        last = self.indicators[-1]
        if not last.reason.text:
            return False
        text = joined_text([last.reason.text, reason.text])
        self.indicators[-1] = replace(last, reason=last.reason._replace(text=text))
        return True

    def _is_banner(self, row: int) -> bool:
        """横贯各栏的一行：分页后重印的标题、年度。"""
        level3, target = self._entry(row, "level3"), self._entry(row, "target")
        return bool(level3.text) and (level3.row, level3.column) == (target.row, target.column)

    def _is_group_label(self, entry: Entry) -> bool:
        """指标栏左边的行标题。"""
        columns = self.header.columns
        first = min(columns.get(role, [999])[0] for role in ("level1", "level2", "level3"))
        return entry.column < first

    def _ends(self, first: Entry) -> bool:
        label = first.text.replace("：", ":").partition(":")[0]
        return (
            is_conclusion(label)
            or is_grade_label(label)
            or label in ("注", "说明", "备注", "填表说明")
            or (field_name(label) is not None and label != first.text)
            or (field_name(label) in _SIGNATURES)
        )

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
        """先“合计”再“总分”的，以总分为准；其余以先读到数的为准。"""
        earlier = self.total
        named = "总" in total.label.text and "总" not in earlier.label.text
        if earlier.score.number is None or (named and total.score.number is not None):
            self.total = total

    def _indicators_follow(self, row: int) -> bool:
        """紧接着还有指标行，或隔着别的合计之后还有；空行以下是别的内容。"""
        earlier = row
        for below in self.region.grid.rows_between(row + 1, self.region.block.bottom):
            texts = self.region.texts(below)
            if below > earlier + 1 or (texts and self._ends(texts[0])):
                return False
            earlier = (
                max(self.region.grid.block(below, entry.column).bottom for entry in texts)
                if texts
                else below
            )
            wanted = [self._entry(below, role) for role in ("level3", "target", "actual")]
            weight = self._points(below, "weight")
            if all(entry.text for entry in wanted) and weight.number is not None:
                return weight.row == below
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
        level1, level2 = self._entry(row, "level1"), self._entry(row, "level2")
        if level1.text and not _is_ditto(level1.text):
            renamed = (level1.row, level1.column) != (self._level1.row, self._level1.column)
            if renamed and level_name(level1.text) != self._level1.text:
                self._level2 = ABSENT
            match = _LEVEL_WEIGHT.search(compact(level1.text))
            self._level1_weight = (
                Decimal(match[1] or match[2])
                if match
                else (self._level1_weight if level_name(level1.text) == self._level1.text else None)
            )
            self._level1 = level1._replace(text=level_name(level1.text))
        if level2.text and not _is_ditto(level2.text):
            self._level2 = level2._replace(text=level_name(level2.text))

    def _read_indicator(self, row: int) -> bool:
        level3, actual = self._entry(row, "level3"), self._entry(row, "actual")
        if not self.header.has("level3"):
            level3 = self._level2
        target = self._target(row)
        weight, score = self._own_points(row, "weight"), self._own_points(row, "score")
        starts = [
            entry
            for entry in (level3, target, actual, weight, score)
            if entry.row == row and entry.text
        ]
        if not starts:
            return False
        if _is_hint(level3.text) and not any(map(_says, (target, actual, weight, score))):
            if level3.text:
                self.hints.append(level3)
            return bool(level3.text)
        if not level3.text and not target.text and not actual.text:
            return False
        self.indicators.append(
            Indicator(
                row=row,
                level1=self._level1,
                level2=self._level2,
                level3=level3._replace(text=level3.text),
                target=target,
                actual=actual,
                weight=weight,
                score=score,
                reason=self._entry(row, "reason"),
                note=self._entry(row, "note"),
                nature=self._entry(row, "nature"),
                unit=self._entry(row, "unit"),
                level1_weight=self._level1_weight,
                shares_points=self._points(row, "weight").exists and not weight.exists,
            )
        )
        return True

    def _target(self, row: int) -> Entry:
        """指标值；分成性质、值、单位三栏的拼在一起。"""
        value = self._entry(row, "target")
        nature = compact(self._entry(row, "nature").text)
        nature = _SIGNS.get(nature, nature)
        unit = self._entry(row, "unit").text
        if nature in ("定性", "定量", "正向", "反向", "正向指标", "反向指标", "/", "-"):
            nature = ""
        if not value.text:
            return value
        if unit in ("/", "-", "无", "—") or value.text.endswith(unit):
            unit = ""
        if nature and value.text.startswith(nature):
            nature = ""
        return value._replace(text=f"{nature}{value.text}{unit}")

    def _entry(self, row: int, role: str) -> Entry:
        """该栏的值；一栏占几列时取第一个有字的。"""
        columns = self._columns(role)
        if not columns:
            return ABSENT
        for column in columns:
            entry = self.region.entry(row, column)
            if entry.text:
                return entry
        return self.region.entry(row, columns[0])

    def _columns(self, role: str) -> list[int]:
        """该栏的列。每级指标都带分值的表有几个“分值”，取三级指标右边的那个。"""
        columns = self.header.columns.get(role, [])
        if role in ("weight", "score"):
            named = self.header.columns.get("level3") or self.header.columns.get("level2") or [0]
            return [column for column in columns if column > named[-1]] or columns
        return columns

    def _points(self, row: int, role: str) -> Entry:
        entry = self._entry(row, role)
        return self.region.points(entry.row, entry.column) if entry.exists else entry

    def _own_points(self, row: int, role: str) -> Entry:
        """这一行自己的分；与上面几行合并成一格的，只算在第一行。"""
        entry = self._points(row, role)
        return ABSENT if entry.exists and entry.row < row else entry


def _is_ditto(text: str) -> bool:
    return compact(text) in ("同上", '"', "〃", "″")


def _is_hint(text: str) -> bool:
    return not text or _HINT.fullmatch(compact(text)) is not None


def _says(entry: Entry) -> bool:
    """有内容，且不是省略号、斜杠一类的空话。"""
    return bool(entry.text) and not _is_hint(entry.text)
