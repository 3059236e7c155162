"""展开后的各行里与列宽无关的：留哪几列，各格占哪几列、与不与上下的格合并，量高要看哪几格。

一张表照几种列宽试着排，这些只看一遍。
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from perfxl.model.number_format import GENERAL
from perfxl.plans.expansion import ExpandedRow, Expansion, omittable_columns
from perfxl.plans.fonts import CellFont
from perfxl.plans.number_room import Span, is_always_legible, number_points
from perfxl.plans.plan_values import FormattedNumber, PlanValue
from perfxl.plans.row_cells import PlacedCell, RowCells, template_cells
from perfxl.plans.row_height import is_head, is_indented
from perfxl.plans.text_room import LongestText

# 打头的栏名，不凭哪一层重复合并。
_LABEL = -1
# 与上下的格合并的列 → （凭第几层重复，凭哪几栏相同）。
Merging = Mapping[int, tuple[int, tuple[str, ...]]]
# 要折行的一格：成表里占哪几列，写的字，字体。
Folded = tuple[Span, str, CellFont]


class UnsizedRow(NamedTuple):
    """展开后的一行：各格，与上下的格合并的列，要折行的各格（``folded``），常规格式的、窄了就写不下的数（``plain``），

    折行时在哪里折要看的（``names``）：重复的各行里缩进的名称，别的行里末尾带括号的栏名。
    """

    row: ExpandedRow
    cells: RowCells
    merging: Merging
    folded: Sequence[Folded]
    plain: Sequence[PlacedCell]
    names: Sequence[PlacedCell]

    def equal_key(self, column: int) -> tuple[object, ...] | None:
        """该格与上下的格凭什么合并：同一项目的，或上级指标相同的；不合并的为 ``None``。"""
        found = self.merging.get(column)
        if found is None:
            return None
        (depth, levels), loops = found, self.row.loops
        if depth == _LABEL:
            return ("", *(number for _, number, _ in loops[:-1]))
        outer = [number for _, number, _ in loops[:depth]]
        _, number, item = loops[depth]
        return (*outer, *map(item.values.get, levels)) if levels else (*outer, number)


class UnsizedRows:
    """一张表的各行。"""

    def __init__(self, expansion: Expansion) -> None:
        self.expansion, self._rows = expansion, expansion.rows
        self._template, self._placeholders = expansion.template, expansion.placeholders
        self._grid = expansion.template.grid
        self.kept = self._kept_columns()
        # 模板的列 → 成表的列。
        self.out = {column: place for place, column in enumerate(self.kept, 1)}
        self.cells = template_cells(self._template, tuple(self.kept))
        self._mergings: dict[tuple[int, tuple[str, ...]], Merging] = {}
        self.every = [self._unsized(row) for row in self._rows]
        self.number_spans = self._number_spans()
        self.longest_texts = self._longest_texts()
        self.longest_names = self._longest_names()

    # 留下的栏

    def _kept_columns(self) -> list[int]:
        """留下的列：写了 ``可略`` 的栏，表里没有这一栏就去掉。"""
        omittable = {
            row: columns
            for row, columns in omittable_columns(self._template).items()
            if self.expansion.names(row)
        }
        blank: dict[int, bool] = {}
        for row in self._rows:
            for column, is_plain in omittable.get(row.source, ()):
                value = row.values.get(column)
                # 没有这一栏的是 None；经过别的过滤器的，空着就算没有。
                absent = value is None or (value == "" and not is_plain)
                blank[column] = blank.get(column, True) and absent
        for columns in omittable.values():
            for column, _ in columns:
                blank.setdefault(column, True)
        dropped = {column for column, absent in blank.items() if absent}
        dropped -= self._needed_elsewhere(dropped)
        return [c for c in range(1, self._template.last_column + 1) if c not in dropped]

    def _needed_elsewhere(self, dropped: set[int]) -> set[int]:
        """要去掉的栏里，别的行还有整格的内容落在上面的：去掉就丢了，留着。"""
        if not dropped:
            return set()
        headers = {row - 1 for row, column in self._placeholders if column in dropped}
        first, last = self._template.titles or (1, 0)
        headers |= set(range(first, last + 1))
        inside = self._cells_inside(dropped, headers)
        needed: set[int] = set()
        for row in self._rows:
            for column, text, own in inside.get(row.source, ()):
                if row.values.get(column, text) not in (None, ""):
                    needed |= own
        return needed

    def _cells_inside(
        self, dropped: set[int], headers: set[int]
    ) -> dict[int, list[tuple[int, str, set[int]]]]:
        """模板各行里整格落在这几列上的格：列、字、占的列；表头和写了 ``可略`` 的不算。"""
        inside: dict[int, list[tuple[int, str, set[int]]]] = {}
        for row, column in self._grid.cells:
            if column not in dropped:
                continue
            block = self._grid.block(row, column)
            own = set(range(block.left, block.right + 1))
            placeholder = self._placeholders.get((row, column))
            omittable = placeholder is not None and placeholder.omittable
            if own <= dropped and not omittable and block.bottom not in headers:
                inside.setdefault(row, []).append((column, self._grid.text(row, column), own))
        return inside

    # 各行

    def _unsized(self, row: ExpandedRow) -> UnsizedRow:
        cells, merging = self.cells.joined(row), self._merging(row)
        plain = [
            cell
            for cell in (cells.filled if row.numbers else ())
            if cell.code == GENERAL
            and isinstance(number := row.values.get(cell.column), Decimal)
            and not is_always_legible(number)
        ]
        wrapped = list(folded(cells, row.values, merging))
        is_name = is_indented if row.loops else is_head
        spans = {span for span, text, _ in wrapped if is_name(text)}
        names = [cell for cell in cells.filled if (cell.left, cell.right) in spans] if spans else []
        if not row.loops:
            names += self.cells.heads(row.source)
        return UnsizedRow(row, cells, merging, wrapped, plain, names)

    def _merging(self, row: ExpandedRow) -> Merging:
        """这样的行里哪些列与上下的格合并；打头的栏名管着重复的各行。"""
        known = self._mergings.get(row.shape)
        if known is not None:
            return known
        found: dict[int, tuple[int, tuple[str, ...]]] = {}
        for column in row.values:
            single = self.cells.singles.get((row.source, column))
            for depth, (name, _, _) in enumerate(row.loops):
                if single is None or name != single.name:
                    continue
                merged = self._merged_attributes(name, row)
                if single.attribute in merged:
                    found[column] = depth, merged[: merged.index(single.attribute) + 1]
                elif depth < len(row.loops) - 1:
                    found[column] = depth, ()
        label = self.cells.label(row.source)
        if label and row.loops and not row.loops[-1][2].groups:
            found[label] = _LABEL, ()
        self._mergings[row.shape] = found
        return found

    def _merged_attributes(self, name: str, row: ExpandedRow) -> tuple[str, ...]:
        groups = dict(self.expansion.content.groups)
        for held, _, item in row.loops:
            if held == name:
                break
            groups |= item.groups
        return groups[name].merged if name in groups else ()

    def _number_spans(self) -> dict[Span, float]:
        """写着数的各格要多宽（磅）：成表里的首列、末列 → 最宽的一个。"""
        spans: dict[Span, float] = {}
        for each in self.every:
            numbers = each.row.numbers
            for column, left, right, font, code in each.cells.filled if numbers else ():
                if column not in numbers:
                    continue
                value = each.row.values[column]
                if isinstance(value, FormattedNumber):
                    code, value = value.code, value.number
                if isinstance(value, Decimal):
                    points = number_points(value, code, font)
                    spans[left, right] = max(points, spans.get((left, right), 0.0))
        return spans

    def _longest_names(self) -> dict[int, LongestText]:
        """单独一列的格里，缩进的最长的名称和它的字体。"""
        found: dict[int, LongestText] = {}
        for row, cell in (
            (each.row, cell) for each in self.every for cell in each.names if each.row.loops
        ):
            text = str(row.values[cell.column])
            own = found.get(cell.left)
            if cell.left == cell.right and (own is None or len(own.text) < len(text)):
                found[cell.left] = LongestText(text, cell.font)
        return found

    def _longest_texts(self) -> dict[int, LongestText]:
        """重复的各行里单独一列的格，最长的字和它的字体；整列没有填的是空的。"""
        longest: dict[int, LongestText] = {}
        signs: dict[int, int] = {}
        for row in self._rows:
            for column, left, right, font, _ in (
                self.cells.of(row.source).filled if row.loops else ()
            ):
                value = row.values.get(column)
                text = value if isinstance(value, str) else "" if value is None else str(value)
                if left != right or len(text) <= signs.get(left, -1):
                    continue
                line = max(text.split("\n"), key=len) if "\n" in text else text
                if len(line) > signs.get(left, -1):
                    signs[left], longest[left] = len(line), LongestText(line, font)
        return longest


def folded(
    cells: RowCells, values: Mapping[int, PlanValue], merging: Iterable[int]
) -> Iterator[Folded]:
    """一行里要折行的各格；数不折行，与上下合并的不算。"""
    for column, left, right, font, _ in cells.filled:
        value = values.get(column)
        if value and isinstance(value, str) and column not in merging:
            yield (left, right), str(value), font
