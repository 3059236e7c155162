"""把模板各行照内容展开：一组数据重复几行，套着的一层一层展开，占位求出值。"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from itertools import count
from typing import Any, NamedTuple

from perfxl.grammar.cached_property import cached_property
from perfxl.model.address import Block, cell_address
from perfxl.model.arrangement import Path
from perfxl.plans.placeholders import (
    Placeholder,
    PlaceholderError,
    form_work,
    has_placeholder,
    parse_placeholder,
)
from perfxl.plans.plan_values import FormattedNumber, PlanValue
from perfxl.plans.template import Content, Group, Item, Template, TemplateError
from perfxl.plans.template_work import shared_work

# 照印的栏名取一栏：``{{栏.区级主管部门}}``。
PRINTED = "栏"


_NUMBERS = (Decimal, FormattedNumber)


class _Printed(dict[str, str]):
    """没有的栏空着。"""

    def __missing__(self, name: str) -> str:
        return ""


@dataclass
class ExpandedRow:
    """展开后的一行：取自模板哪一行，在哪几遍重复里，各列的值。

    ``loops`` 从外到里：组名，这一遍的编号，这一遍的那一项。
    """

    source: int
    loops: tuple[tuple[str, int, Item], ...]
    values: dict[int, PlanValue] = field(default_factory=dict)

    @property
    def path(self) -> Path:
        """在哪几遍重复里。"""
        return tuple([number for _, number, _ in self.loops])

    @cached_property
    def shape(self) -> tuple[int, tuple[str, ...]]:
        """取自模板哪一行，在哪几组里：相同的，各列怎样合并也相同。"""
        return self.source, tuple([name for name, _, _ in self.loops])

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """写着数的各列。"""
        return tuple([c for c, value in self.values.items() if isinstance(value, _NUMBERS)])


@lru_cache(maxsize=32)
def template_placeholders(template: Template) -> Mapping[tuple[int, int], Placeholder]:
    """模板各格的占位；语法不通的抛 ``TemplateError``，写明单元格。"""
    found: dict[tuple[int, int], Placeholder] = {}
    for place, cell in template.grid.cells.items():
        text = cell.shown
        if has_placeholder(text):
            try:
                found[place] = parse_placeholder(text)
            except PlaceholderError as error:
                raise TemplateError(_fault_in_template(template, place, text, error)) from error
    return found


@lru_cache(maxsize=32)
def omittable_columns(template: Template) -> Mapping[int, tuple[tuple[int, bool], ...]]:
    """模板各行里写了 ``可略`` 的列，和整格是不是就是一个名字。"""
    found: dict[int, tuple[tuple[int, bool], ...]] = {}
    for (row, column), placeholder in template_placeholders(template).items():
        if placeholder.omittable:
            found[row] = (*found.get(row, ()), (column, placeholder.plain))
    return found


def _fault_in_template(
    template: Template, place: tuple[int, int], text: str, error: PlaceholderError
) -> str:
    shown = text if len(text) <= 60 else f"{text[:60]}…"
    return (
        f"模板“{template.name}”的 {cell_address(*place)} 写着“{shown}”，{error}；"
        "请改正（能写的名字见 docs/模板.md）。"
    )


class Expansion:
    """按内容展开一个模板；占位语法不通的抛 ``TemplateError``。"""

    def __init__(self, template: Template, content: Content) -> None:
        self.template = template
        self.placeholders = template_placeholders(template)
        self.content = content
        self._numbers = count(1)
        self._rows_of, self._merged = _rows_with_places(template)
        known = _group_names(content.groups)
        self._names = {row: each.names & known for row, each in self._rows_of.items()}

    def names(self, row: int) -> frozenset[str]:
        """一行里提到的各组数据。"""
        return self._names.get(row, _NONE)

    @cached_property
    def rows(self) -> list[ExpandedRow]:
        """展开后的各行；排版、看各格是由什么写的，用同一份。"""
        all_rows = list(range(1, self.template.last_row + 1))
        printed = _Printed(self.content.printed)
        values, groups = {PRINTED: printed, **self.content.values}, self.content.groups
        with shared_work(form_work()):
            return list(self._expanded(all_rows, values, groups, ()))

    def _expanded(
        self,
        rows: Sequence[int],
        context: Mapping[str, Any],
        groups: Mapping[str, Group],
        loops: tuple[tuple[str, int, Item], ...],
    ) -> Iterator[ExpandedRow]:
        place = 0
        while place < len(rows):
            name = self._outermost(rows[place], groups)
            if name is None:
                found = self._row(rows[place], context, loops)
                if found is not None:
                    yield found
                place += 1
                continue
            block = self._block(rows[place:], name, groups[name])
            yield from self._repeated(block, name, context, groups, loops)
            place += len(block)

    def _outermost(self, row: int, groups: Mapping[str, Group]) -> str | None:
        """这一行按哪一组重复：同时提到项目和指标的，先按项目。"""
        mentioned = self.names(row)
        if not mentioned:
            return None
        names = [name for name in groups if name in mentioned]
        if len(names) > 1 and sum(not groups[name].nested for name in names) > 1:
            self._refuse_two(row, names)
        outer = [name for name in names if groups[name].nested]
        found = outer or names
        return found[0] if found else None

    def _refuse_two(self, row: int, names: Sequence[str]) -> None:
        first = self._rows_of[row].columns[0]
        raise TemplateError(
            f"模板“{self.template.name}”的第 {row} 行（{cell_address(row, first)} 起）同时写着"
            f"{'、'.join(names)}的内容，一行只能按一组数据重复；请分开写在两行。"
        )

    def _block(self, rows: Sequence[int], name: str, group: Group) -> list[int]:
        """从头起一起重复的几行：有下级的组到最后提到它的一行为止，别的组只算连着的几行。

        有上下合并的格横跨其间的，块到合并的末行。
        """
        mentioned = [place for place, row in enumerate(rows) if name in self.names(row)]
        if group.nested:
            # 块到最后提到项目、或提到项目的指标、资金的一行为止。
            own = {name, *group.nested}
            last = max(place for place, row in enumerate(rows) if own & self.names(row))
        else:
            last = next((place for place in mentioned if place + 1 not in mentioned), mentioned[-1])
        block = list(rows[: last + 1])
        for merged in self._merged:
            if merged.top in block:
                held = self.placeholders[merged.top, merged.left]
                if any(reference.name == name for reference in held.references):
                    self._refuse_merged(merged.top, merged.left, merged.bottom, block[-1])
        return block

    def _refuse_merged(self, row: int, column: int, bottom: int, last: int) -> None:
        if bottom > last:
            text = self.placeholders[row, column].text
            raise TemplateError(
                f"模板“{self.template.name}”的 {cell_address(row, column)} 与下面的行合并成一格，里面写着“{text}”，"
                "按数据重复的内容不能写在这样的格里；请取消合并，写在一行里（相同的上级指标会自动合并）。"
            )

    def _repeated(
        self,
        block: list[int],
        name: str,
        context: Mapping[str, Any],
        groups: Mapping[str, Group],
        loops: tuple[tuple[str, int, Item], ...],
    ) -> Iterator[ExpandedRow]:
        group = groups[name]
        rest = {other: each for other, each in groups.items() if other != name}
        items = list(group.items)
        if not items and any(held in self.names(row) for row in block for held, _, _ in loops):
            # 项目下面没有指标，项目自己那一行还要写。
            items = [Item(dict.fromkeys(group.attributes, ""))]
        # 一项一项地展开，展开完一项才换下一项：各项合用一份，不必一项抄一份几百个名字。
        inside = dict(context)
        for item in items:
            inside[name] = item.values
            inner = (*loops, (name, next(self._numbers), item))
            within = {**rest, **item.groups} if item.groups else rest
            yield from self._expanded(block, inside, within, inner)

    def _row(
        self, row: int, context: Mapping[str, Any], loops: tuple[tuple[str, int, Item], ...]
    ) -> ExpandedRow | None:
        """一行的值；普通行里写了 ``可略`` 的都没有内容，这一行就不要了。"""
        found = ExpandedRow(row, loops)
        placed = self._rows_of.get(row)
        if placed is None:
            return found
        omittable: list[PlanValue] = []
        for column, placeholder in placed.written:
            try:
                value = placeholder.value(context)
            except PlaceholderError as error:
                raise TemplateError(
                    _fault_in_template(self.template, (row, column), placeholder.text, error)
                ) from error
            found.values[column] = value
            if placeholder.omittable and not self.names(row):
                omittable.append(value)
        if omittable and all(value in (None, "") for value in omittable):
            return None
        return found


_NONE: frozenset[str] = frozenset()


class _PlacedRow(NamedTuple):
    """模板的一行：写着占位的各列和占位，里面提到的名字。"""

    written: tuple[tuple[int, Placeholder], ...]
    names: frozenset[str]

    @property
    def columns(self) -> tuple[int, ...]:
        """写着占位的各列。"""
        return tuple(column for column, _ in self.written)


@lru_cache(maxsize=32)
def _rows_with_places(
    template: Template,
) -> tuple[Mapping[int, _PlacedRow], tuple[Block, ...]]:
    """模板里写着占位的各行，和写着占位的合并块；与内容无关，看一遍就够。"""
    placeholders = template_placeholders(template)
    rows: dict[int, list[tuple[int, Placeholder]]] = {}
    for row, column in sorted(placeholders):
        rows.setdefault(row, []).append((column, placeholders[row, column]))
    merged = (each for each in template.grid.merged if (each.top, each.left) in placeholders)
    return {
        row: _PlacedRow(
            tuple(written),
            frozenset(each.name for _, placeholder in written for each in placeholder.references),
        )
        for row, written in rows.items()
    }, tuple(merged)


def _group_names(groups: Mapping[str, Group]) -> frozenset[str]:
    names = set(groups)
    for group in groups.values():
        names |= group.nested
    return frozenset(names)
