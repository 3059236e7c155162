"""排好的一张表里，哪一格是由模板的哪个占位、哪一项数据写出来的：追查来源、找还空着的格时用。"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from perfxl.plans.expansion import Expansion
from perfxl.plans.placeholders import Placeholder
from perfxl.plans.plan_values import PlanValue
from perfxl.plans.template import Item, SheetPlan, Template


class WrittenCell(NamedTuple):
    """成表里的一格：``placeholder`` 是模板里写的占位，``items`` 是写它时各组数据轮到的那一项，外层在前。"""

    row: int
    column: int
    value: PlanValue
    placeholder: Placeholder
    items: Mapping[str, Item]


def written_cells(
    expansion: Expansion,
    plan: SheetPlan,
    *,
    blank: bool = False,
    only: Collection[tuple[int, int]] | None = None,
) -> Iterator[WrittenCell]:
    """照占位写了内容的各格，一行一行；与上面合并的、一格拆成几行的后几行、空着的不在内。

    ``plan`` 由 ``expansion`` 排来。``blank``：空着的也在内；``only``：只要照模板的这几格写的。
    """
    places = frozenset(expansion.placeholders if only is None else only)
    columns = _placed_columns(expansion.template, places, plan.columns.sources)
    rows = iter(expansion.rows)
    for place in range(1, len(plan.rows.sources) + 1):
        if place in plan.rows.fresh:
            continue
        row = next(rows)
        written = columns.get(row.source)
        if written is None:
            continue
        items = {name: item for name, _, item in row.loops}
        for column, own in written:
            value = plan.values.get((place, own))
            if blank or value not in (None, ""):
                holder = expansion.placeholders[row.source, column]
                yield WrittenCell(place, own, value, holder, items)


@lru_cache(maxsize=128)
def _placed_columns(
    template: Template, places: frozenset[tuple[int, int]], columns: tuple[int, ...]
) -> Mapping[int, Sequence[tuple[int, int]]]:
    """只留 ``columns`` 几列，模板各行里这几格的列，和各在成表的第几列；整格的栏都去掉了的不在内。"""
    out = {column: place for place, column in enumerate(columns, 1)}
    found: dict[int, list[tuple[int, int]]] = {}
    for row, column in sorted(places):
        right = template.grid.block(row, column).right
        kept = next((out[each] for each in range(column, right + 1) if each in out), None)
        if kept is not None:
            found.setdefault(row, []).append((column, kept))
    return found
