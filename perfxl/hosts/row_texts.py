"""成表的各行直接写成文字：模板一行的各格先写成半成品，照方案填上，不必一格一格改 XML 的树。

公式、富文本、没有见过的写法，树上才改得好；有一样的，``RowTexts.of`` 给 ``None``，照 ``template_files`` 的老办法。
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple
from xml.sax.saxutils import escape

from perfxl.hosts.editor.attributes import place_of, whole
from perfxl.hosts.editor.package import child, children
from perfxl.hosts.editor.sheet import EditedSheet, number_text
from perfxl.hosts.editor.styles import EditedStyles
from perfxl.hosts.editor.xml_tree import etree
from perfxl.hosts.escaped_text import escaped
from perfxl.hosts.stored_values import stored_value
from perfxl.model.address import LAST_COLUMN, Block, column_letters
from perfxl.model.arrangement import Axis
from perfxl.model.number_format import GENERAL
from perfxl.plans.plan_values import FormattedNumber, PlanValue
from perfxl.plans.stored_cells import stored_cell
from perfxl.plans.template import SheetPlan

Place = tuple[int, int]
# 行上照抄的属性；行高、行号另写，``spans`` 可有可无。
_WRITTEN = frozenset({"r", "ht", "customHeight", "spans"})
_PLAIN_CELL = frozenset({"r", "s", "t"})
_MARKUP = frozenset("&<>")


@dataclass(frozen=True)
class _Row:
    """模板的一行：行上的属性，各格的样式和写好的内容（``' t="s"><v>3</v></c>'``，空格是 ``'/>'``）。"""

    attributes: str
    cells: tuple[tuple[int, int, str], ...]


class RowTexts:
    """模板一张工作表的各行；``styles`` 是它所在工作簿的样式。"""

    def __init__(self, sheet: EditedSheet, rows: Mapping[int, _Row]) -> None:
        self._rows = rows
        self._styles = {(row, c): style for row, each in rows.items() for c, style, _ in each.cells}
        self._columns = sheet.column_styles()
        self._row_styles = sheet.row_styles()

    @classmethod
    def of(cls, sheet: EditedSheet) -> "RowTexts | None":
        """由还没有改的工作表来；有文字写不了的为 ``None``。"""
        if sheet.root.tag.rpartition("}")[0] and sheet.root.prefix is not None:
            return None
        if sheet.has_formulas:
            return None
        rows: dict[int, _Row] = {}
        for number in sheet.row_numbers():
            element = sheet.row(number)
            cells = [_cell_text(sheet, number, column) for column in sorted(sheet.cells(number))]
            if element is None or len(element) != len(cells) or None in cells:
                return None
            attributes = "".join(
                f' {name}="{escape(value)}"'
                for name, value in _attributes(element)
                if name not in _WRITTEN and "}" not in name and '"' not in value
            )
            rows[number] = _Row(attributes, tuple(cell for cell in cells if cell is not None))
        return cls(sheet, rows)

    def style(self, row: int, column: int) -> int:
        """模板一格的样式号：格上没有的看行，再看列；同 ``EditedSheet.style``。"""
        found = self._styles.get((row, column))
        if found is not None:
            return found
        return self._row_styles.get(row, self._columns.get(column, 0))

    @property
    def styles(self) -> frozenset[int]:
        """各格的样式号。"""
        return frozenset(self._styles.values())

    def after(self, row: int) -> list[int]:
        """这一行以后有格的各行。"""
        return sorted(number for number in self._rows if number > row)

    def held(self, row: int) -> _Row | None:
        """模板的一行。"""
        return self._rows.get(row)


class _Cell(NamedTuple):
    """一格：成表里的列、样式号、写好的内容；``start``、``rest`` 是照模板写时行号前后的字。"""

    column: int
    style: int
    content: str
    start: str
    rest: str


class LaidRows:
    """去掉几栏以后的各行；``edges`` 是模板里换了框线的格的样式号。"""

    def __init__(self, texts: RowTexts, columns: Axis, edges: Mapping[Place, int]) -> None:
        self.texts, self.columns, self.edges = texts, columns, edges
        # 模板的一行 → 各格，和它们的列。
        self._held: dict[int, tuple[list[_Cell], frozenset[int]]] = {}

    def written(self, plan: SheetPlan, styles: EditedStyles) -> tuple[str, Block]:
        """照方案写出 ``sheetData`` 里的各行，和有格的范围；``styles`` 是写进的工作簿的样式。"""
        values: dict[int, dict[int, PlanValue]] = {}
        for (row, column), value in plan.values.items():
            values.setdefault(row, {})[column] = value
        copied: dict[int, dict[int, int]] = {}
        kept = self.columns.sources
        for (row, column), (top, left) in plan.copied_styles.items():
            source = plan.rows.sources[top - 1], kept[left - 1]
            copied.setdefault(row, {})[column] = self._style(*source)
        for (row, column), side in plan.open_edges.items():
            own = copied.setdefault(row, {})
            style = own.get(column, self._style(plan.rows.sources[row - 1], kept[column - 1]))
            own[column] = styles.without_edge(style, side)
        filler = _Filler(self, plan, styles)
        rows = [
            filler.row(row, source, values.get(row, {}), copied.get(row, {}))
            for row, source in enumerate(plan.rows.sources, 1)
        ]
        below = self.texts.after(plan.rows.last)
        rows += [filler.row(plan.rows.outputs(n)[0], n, {}, {}) for n in below]
        last = max([len(plan.rows.sources), *(plan.rows.outputs(n)[0] for n in below)])
        return "".join(rows), Block(1, 1, max(last, 1), max(filler.last_column, 1))

    def cells(self, source: int, filled: Collection[int]) -> Sequence[_Cell]:
        """模板一行的各格，和那里没有而要填的（``filled`` 列）。"""
        cells, columns = self._held_cells(source)
        missing = [column for column in filled if column not in columns]
        if not missing:
            return cells
        kept = self.columns.sources
        more = (_cell(column, self._style(source, kept[column - 1]), "/>") for column in missing)
        return sorted([*cells, *more])

    def _style(self, row: int, column: int) -> int:
        """模板一格的样式号，换了框线、由去掉的一列挪来的照换过的。"""
        return self.edges.get((row, column)) or self.texts.style(row, column)

    def _held_cells(self, source: int) -> tuple[list[_Cell], frozenset[int]]:
        found = self._held.get(source)
        if found is None:
            held = self.texts.held(source)
            cells = [
                _cell(out, self.edges.get((source, column), style), content)
                for column, style, content in (held.cells if held is not None else ())
                for out in self.columns.outputs(column)[:1]
                if out <= LAST_COLUMN
            ]
            found = self._held[source] = cells, frozenset(cell.column for cell in cells)
        return found


def _cell(column: int, style: int, content: str) -> _Cell:
    start = f'<c r="{column_letters(column)}'
    return _Cell(column, style, content, start, f"{_style(style)}{content}")


class _Filler:
    def __init__(self, laid: LaidRows, plan: SheetPlan, styles: EditedStyles) -> None:
        self.laid, self.plan, self.styles = laid, plan, styles
        self.last_column = 0

    def row(
        self,
        row: int,
        source: int,
        values: Mapping[int, PlanValue],
        copied: Mapping[int, int],
    ) -> str:
        held, height = self.laid.texts.held(source), self.plan.heights.get(row)
        if held is None and not values and height is None:
            return ""
        cells = self.laid.cells(source, values)
        is_fresh = row in self.plan.rows.fresh
        parts: list[str] = []
        for column, own, content, start, rest in cells:
            if column in values:
                style = copied.get(column, own)
                style, content = self._filled(values[column], style, column in copied)
                parts.append(f"{start}{row}{_style(style)}{content}")
            elif is_fresh or column in copied:
                content = "/>" if is_fresh else content
                parts.append(f"{start}{row}{_style(copied.get(column, own))}{content}")
            else:
                parts.append(f"{start}{row}{rest}")
        if cells:
            self.last_column = max(self.last_column, cells[-1].column)
        own_height = f' ht="{height:g}" customHeight="1"' if height is not None else ""
        attributes = held.attributes if held is not None else ""
        return f'<row r="{row}"{attributes}{own_height}>{"".join(parts)}</row>'

    def _filled(self, value: PlanValue, style: int, is_copied: bool) -> tuple[int, str]:
        """一格填上值以后的样式号和内容。"""
        if value is None or value == "":
            return style, "/>"
        if isinstance(value, FormattedNumber):
            return self.styles.formatted(style, value.code), _number(value.number)
        code = self.styles.number_format(style)
        if code == GENERAL and isinstance(value, str):
            return style, _text(escaped(value))
        if code == GENERAL and isinstance(value, Decimal) and not is_copied:
            return style, _number(value)
        content, wanted = stored_cell(
            stored_value(value, code, self.plan.money_unit, as_text=is_copied), code
        )
        if wanted != code:
            style = self.styles.formatted(style, wanted)
        if content is None:
            return style, "/>"
        return style, _number(content) if isinstance(content, Decimal) else _text(escaped(content))


def _style(style: int) -> str:
    """地址以后的字：引号、样式号。"""
    return f'" s="{style}"' if style else '"'


def _number(number: Decimal) -> str:
    return f"><v>{number_text(number)}</v></c>"


def _text(text: str) -> str:
    """``text`` 是存着的文字，写不了的字符已经转好。"""
    space = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    written = text if _MARKUP.isdisjoint(text) else escape(text)
    return f' t="inlineStr"><is><t{space}>{written}</t></is></c>'


def _attributes(element: etree._Element) -> Iterable[tuple[str, str]]:
    return ((str(name), str(value)) for name, value in element.items())


def _cell_text(sheet: EditedSheet, row: int, column: int) -> tuple[int, int, str] | None:
    """一格：列、样式号、写好的内容；写不了的为 ``None``。"""
    cell = sheet.cell(row, column)
    if cell is None or place_of(cell.get("r")) is None or set(cell.keys()) - _PLAIN_CELL:
        return None
    style, kind, value = whole(cell.get("s")), cell.get("t", "n"), child(cell, "v")
    if not len(cell):
        return column, style, "/>"
    if sheet.rich_text(row, column) is not None:
        return None
    if kind in ("s", "inlineStr"):
        return column, style, _text(sheet.text(row, column))
    if kind == "n" and value is not None and len(cell) == len(list(children(cell, "v"))) == 1:
        return column, style, f"><v>{escape(value.text or '')}</v></c>"
    return None
