"""模板：普通单元格里写 ``{{项目名称}}``，写 ``{{指标.三级指标}}`` 的行按指标重复。

占位由 jinja2 的沙箱求值。整格只有一个占位时，数写成数、文字写成文字；夹在文字里的一律成文字。
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment

from perfxl.model.address import Block, cell_address
from perfxl.model.grid import Grid
from perfxl.rendering.page_breaks import PageArea, break_rows
from perfxl.rendering.row_height import (
    HIGHEST_ROW,
    PIECE,
    print_width,
    split_text,
    text_height,
)

_SINGLE = re.compile(r"^\s*\{\{([^{}]+)\}\}\s*$")
_REPEATED = re.compile(r"\{\{[^{}]*?(\w+)\.\w+")
PlanValue = str | Decimal | None


class TemplateError(Exception):
    """模板有误；``str()`` 是给用户看的中文，写明单元格。"""


@dataclass(frozen=True)
class Template:
    """读出来的模板。

    列宽以 Excel 的列宽计，行高、字号以磅计；``page`` 是一页能印的范围，``title_row`` 是每页
    重印的表头行。
    """

    name: str
    grid: Grid
    column_widths: Mapping[int, float]
    row_heights: Mapping[int, float]
    font_points: Mapping[tuple[int, int], float]
    default_font_points: float = 11.0
    default_column_width: float = 8.43
    default_row_height: float = 15.0
    page: PageArea | None = None
    title_row: int | None = None


@dataclass
class SheetPlan:
    """一张成表的方案。``sources`` 依次是每个输出行取自模板的哪一行。"""

    sources: list[int] = field(default_factory=list)
    values: dict[tuple[int, int], PlanValue] = field(default_factory=dict)
    merged: list[Block] = field(default_factory=list)
    heights: dict[int, float] = field(default_factory=dict)
    page_starts: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Repeated:
    """按行重复的数据：各行的字段，和相同时要上下合并的字段（先后即层级）。

    ``required``：模板里必须有用到它的行。
    """

    rows: Sequence[Mapping[str, PlanValue]]
    merged_fields: tuple[str, ...] = ()
    required: bool = False


@cache
def _environment() -> SandboxedEnvironment:
    return SandboxedEnvironment(undefined=StrictUndefined, autoescape=False)


@cache
def _expression(text: str) -> Any:
    return _environment().compile_expression(text, undefined_to_none=False)


@cache
def _text_template(text: str) -> Any:
    return _environment().from_string(text)


def plan_sheet(
    template: Template, fields: Mapping[str, PlanValue], repeated: Mapping[str, Repeated]
) -> SheetPlan:
    """按模板排出一张表；占位写错时抛 ``TemplateError``。"""
    return _Planner(template, fields, repeated).plan()


class _Planner:
    def __init__(
        self,
        template: Template,
        fields: Mapping[str, PlanValue],
        repeated: Mapping[str, Repeated],
    ) -> None:
        self.template = template
        self.grid = template.grid
        self.fields = fields
        self.repeated = repeated
        self.result = SheetPlan()
        self.last_column = max(
            [self.grid.last_column, *(block.right for block in self.grid.merged)], default=1
        )
        # 模板行 → 它排出的输出行（首、末）。
        self.spans: dict[int, tuple[int, int]] = {}
        # 排好的各行：一行拆成几行的，是其首、末输出行。
        self.logical: list[tuple[int, int]] = []

    def plan(self) -> SheetPlan:
        self._require_placeholders()
        last_row = max([self.grid.last_row, *(block.bottom for block in self.grid.merged)])
        for row in range(1, last_row + 1):
            name = self._repeated_name(row)
            if name is None:
                self._place(row, [self.fields])
            else:
                rows = self.repeated[name].rows
                self._place(row, [{**self.fields, name: dict(each)} for each in rows])
                self._merge_equal(row, name)
        self._merge_template_blocks()
        self._raise_merged_rows()
        self._break_pages()
        return self.result

    def _require_placeholders(self) -> None:
        """模板至少要有占位，给了重复数据的至少要有一行用到它；否则写出的是模板里的旧内容。"""
        if not any("{{" in str(cell.value) for cell in self.grid.cells.values()):
            raise TemplateError(
                f"“{self.template.name}”的第一张工作表里没有 {{{{…}}}} 占位，不是模板；"
                "请用随程序带的模板改，或在要填内容的格里写上占位。"
            )
        used = {self._repeated_name(row) for row in self.grid.rows}
        for name, repeated in self.repeated.items():
            if repeated.required and name not in used:
                raise TemplateError(
                    f"模板“{self.template.name}”里没有写 {{{{{name}.…}}}} 的行，"
                    f"{name}写不进去；请加上这样一行。"
                )

    def _repeated_name(self, row: int) -> str | None:
        for cell in self.grid.rows.get(row, ()):
            for match in _REPEATED.finditer(str(cell.value)):
                if match[1] in self.repeated:
                    return match[1]
        return None

    def _place(self, row: int, contexts: Sequence[Mapping[str, Any]]) -> None:
        first = len(self.result.sources) + 1
        for context in contexts:
            values = {
                cell.column: self._value(cell.row, cell.column, str(cell.value), context)
                for cell in self.grid.rows.get(row, ())
                if "{{" in str(cell.value) or "{%" in str(cell.value)
            }
            self._place_logical(row, values)
        self.spans[row] = (first, len(self.result.sources))

    def _place_logical(self, row: int, values: dict[int, PlanValue]) -> None:
        """排一行；写不下 409 磅的，长文字分成几段写在几行里，其余各格上下合并。"""
        height = self._height(row, values)
        segments = self._segments(row, values) if height > HIGHEST_ROW else {}
        pieces = max((len(parts) for parts in segments.values()), default=1)
        first = len(self.result.sources) + 1
        for piece in range(pieces):
            self.result.sources.append(row)
            shown = {
                column: parts[piece] if piece < len(parts) else ""
                for column, parts in segments.items()
            }
            self.result.heights[first + piece] = (
                self._height(row, {**values, **shown}, only=set(segments)) if segments else height
            )
            for column, text in shown.items():
                self.result.values[first + piece, column] = text or None
        self.logical.append((first, first + pieces - 1))
        for column, value in values.items():
            if column not in segments:
                self.result.values[first, column] = value
        for column in self._columns(row):
            block = self._row_block(row, column)
            if block is None:
                continue
            bottom = first + pieces - 1
            tops = range(first, bottom + 1) if column in segments else [first]
            for top in tops:
                last = top if column in segments else bottom
                self.result.merged.append(Block(top, block.left, last, block.right))
        self._clear_copies(row, first, pieces, segments)

    def _segments(self, row: int, values: Mapping[int, PlanValue]) -> dict[int, list[str]]:
        """一行写不下一段的各格，拆成几段。"""
        segments: dict[int, list[str]] = {}
        for column in self._columns(row):
            block = self._row_block(row, column)
            value = values.get(column)
            if block is None or not isinstance(value, str):
                continue
            widths = [self._width(each) for each in range(block.left, block.right + 1)]
            parts = split_text(value, widths, self._font(row, column), PIECE)
            if len(parts) > 1:
                segments[column] = parts
        return segments

    def _clear_copies(
        self, row: int, first: int, pieces: int, segments: Mapping[int, list[str]]
    ) -> None:
        """拆出的后几行是照模板行复制的，没有分到文字的格要清空。"""
        for piece in range(1, pieces):
            for cell in self.grid.rows.get(row, ()):
                if cell.column not in segments:
                    self.result.values[first + piece, cell.column] = None

    def _columns(self, row: int) -> list[int]:
        """这一行里各格（横向合并算一格）的首列；上下合并的格另行处理。"""
        columns: list[int] = []
        column = 1
        while column <= self.last_column:
            columns.append(column)
            column = self.grid.block(row, column).right + 1
        return columns

    def _row_block(self, row: int, column: int) -> Block | None:
        block = self.grid.block(row, column)
        return block if block.top == block.bottom else None

    def _height(
        self, row: int, values: Mapping[int, PlanValue], only: set[int] | None = None
    ) -> float:
        """这一行要多高；数不折行，不算。``only`` 只看这几列。"""
        needed = self.template.row_heights.get(row, self.template.default_row_height)
        for column in self._columns(row):
            if (only is not None and column not in only) or isinstance(values.get(column), Decimal):
                continue
            block = self._row_block(row, column)
            text = self._shown(row, column, values)
            if block is not None and text and not self._merges_equal(row, column):
                widths = [self._width(c) for c in range(block.left, block.right + 1)]
                needed = max(needed, text_height(text, widths, self._font(row, column)))
        return round(needed, 1)

    def _shown(self, row: int, column: int, values: Mapping[int, PlanValue]) -> str:
        value = values[column] if column in values else self.grid.text(row, column)
        return "" if value is None else str(value)

    def _width(self, column: int) -> float:
        return self.template.column_widths.get(column, self.template.default_column_width)

    def _font(self, row: int, column: int) -> float:
        return self.template.font_points.get((row, column), self.template.default_font_points)

    def _value(self, row: int, column: int, text: str, context: Mapping[str, Any]) -> PlanValue:
        single = _SINGLE.match(text)
        try:
            if single:
                value = _expression(single[1].strip())(**context)
                if isinstance(value, StrictUndefined):
                    raise UndefinedError(single[1].strip())
                return value if isinstance(value, Decimal) or value is None else str(value)
            return str(_text_template(text).render(context))
        except (TemplateSyntaxError, UndefinedError, SecurityError, TypeError) as error:
            cell = cell_address(row, column)
            raise TemplateError(
                f"模板“{self.template.name}”的 {cell} 写着“{text}”，其中的占位不认识或写错了；"
                "请对照说明改正（大括号成对，名称与表样一致）。"
            ) from error

    def _merged_field(self, row: int, column: int) -> tuple[str, str] | None:
        """该格是“相同时上下合并”的占位时，给出 ``(数据名, 字段名)``。"""
        cell = self.grid.cells.get((row, column))
        single = _SINGLE.match(str(cell.value)) if cell is not None else None
        if single is None:
            return None
        name, _, field_name = single[1].strip().partition(".")
        if name in self.repeated and field_name in self.repeated[name].merged_fields:
            return name, field_name
        return None

    def _merges_equal(self, row: int, column: int) -> bool:
        return self._merged_field(row, column) is not None

    def _merge_equal(self, row: int, name: str) -> None:
        """相邻几行的上级指标相同，合并成一格；上一级不同的不合并。"""
        first, last = self.spans[row]
        if last < first:
            return
        fields = self.repeated[name].merged_fields
        starts = [top for top, _ in self.logical if first <= top <= last]
        for column in self._columns(row):
            found = self._merged_field(row, column)
            if found is None:
                continue
            levels = fields[: fields.index(found[1]) + 1]
            keys = [tuple(each.get(level) for level in levels) for each in self.repeated[name].rows]
            self._merge_runs(column, starts, keys, last)

    def _merge_runs(
        self, column: int, starts: list[int], keys: list[tuple[PlanValue, ...]], last: int
    ) -> None:
        run = 0
        for index in range(1, len(keys) + 1):
            if index < len(keys) and keys[index] == keys[run]:
                continue
            top = starts[run]
            bottom = (starts[index] - 1) if index < len(keys) else last
            self.result.merged = [
                block
                for block in self.result.merged
                if not (block.left == column and top <= block.top <= bottom)
            ]
            self.result.merged.append(Block(top, column, bottom, column))
            for other in range(top + 1, bottom + 1):
                self.result.values[other, column] = None
            run = index

    def _merge_template_blocks(self) -> None:
        """模板里上下合并的格，跟着中间重复出来的行一起拉长。"""
        for block in self.grid.merged:
            if block.top == block.bottom:
                continue
            rows = [self.spans[row] for row in range(block.top, block.bottom + 1)]
            placed = [span for span in rows if span[0] <= span[1]]
            if not placed:
                continue
            stretched = Block(placed[0][0], block.left, placed[-1][1], block.right)
            self.result.merged.append(stretched)
            for row in range(stretched.top + 1, stretched.bottom + 1):
                self.result.values[row, block.left] = None

    def _raise_merged_rows(self) -> None:
        """上下合并（或本可合并）的格写不下时，把差的高度分给它的各行。"""
        for block in self.result.merged:
            text = self._text_at(block)
            if not text:
                continue
            widths = [self._width(column) for column in range(block.left, block.right + 1)]
            source = self.result.sources[block.top - 1]
            rows = range(block.top, block.bottom + 1)
            lacking = text_height(text, widths, self._font(source, block.left)) - sum(
                self.result.heights[row] for row in rows
            )
            for row in rows:
                raised = self.result.heights[row] + max(lacking, 0.0) / len(rows)
                self.result.heights[row] = round(min(raised, HIGHEST_ROW), 1)

    def _text_at(self, block: Block) -> str:
        place = (block.top, block.left)
        if place in self.result.values:
            value = self.result.values[place]
            return "" if value is None else str(value)
        return self.grid.text(self.result.sources[block.top - 1], block.left)

    def _break_pages(self) -> None:
        """排定换页处，跨页的合并格在换页处断开，下一页重写一遍。"""
        page = self.template.page
        if page is None:
            return
        widths = [self._width(column) for column in range(1, self.last_column + 1)]
        scale = min(1.0, page.width / print_width(widths))
        header = self.spans.get(self.template.title_row or 0, (None, None))[0]
        self.result.page_starts = break_rows(
            self.result.heights, page.height / scale, header_row=header, tail_row=self._tail_row()
        )
        for start in self.result.page_starts:
            self.result.merged = [
                piece for block in self.result.merged for piece in self._cut(block, start)
            ]
        self._raise_merged_rows()

    def _tail_row(self) -> int | None:
        """最后一组重复行之后的第一行：总分。"""
        ends = [
            last for row, (_, last) in self.spans.items() if self._repeated_name(row) is not None
        ]
        after = max(ends, default=0) + 1
        return after if 1 < after <= len(self.result.sources) else None

    def _cut(self, block: Block, start: int) -> list[Block]:
        if not block.top < start <= block.bottom:
            return [block]
        if (block.top, block.bottom) not in self.logical:
            text = self._text_at(block)
            self.result.values[start, block.left] = text or None
        return [block._replace(bottom=start - 1), block._replace(top=start)]
