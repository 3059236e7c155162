"""排好的一张表里，哪一格是由模板的哪个占位、哪一项数据写出来的：追查来源、找还空着的格时用。"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from perfxl.plans.expansion import ExpandedRow, Expansion
from perfxl.plans.placeholders import Placeholder
from perfxl.plans.plan_values import PlanValue
from perfxl.plans.template import Item, SheetPlan, Template


@dataclass(frozen=True)
class WrittenCell:
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
    template, placeholders = expansion.template, expansion.placeholders
    rows = iter(expansion.rows)
    columns = {column: place for place, column in enumerate(plan.columns.sources, 1)}
    for place in range(1, len(plan.rows.sources) + 1):
        if place in plan.rows.fresh:
            continue
        row = next(rows)
        for column in sorted(row.values):
            if only is not None and (row.source, column) not in only:
                continue
            own = _first_kept(template, row, column, columns)
            value = plan.values.get((place, own)) if own is not None else None
            if own is not None and (blank or value not in (None, "")):
                items = {name: item for name, _, item in row.loops}
                yield WrittenCell(place, own, value, placeholders[row.source, column], items)


def _first_kept(
    template: Template, row: ExpandedRow, column: int, columns: Mapping[int, int]
) -> int | None:
    """这一格在成表的第几列；整格的栏都去掉了的为 ``None``。"""
    block = template.grid.block(row.source, column)
    kept = [columns[each] for each in range(column, block.right + 1) if each in columns]
    return kept[0] if kept else None
