"""测试里写成文字的模板和内容，排成一张表的方案。"""

from gridtext import parse_rows, to_grid

from perfxl.plans.fonts import CellFont
from perfxl.plans.plan_values import PlanValue
from perfxl.plans.template import Content, Group, Item, SheetPlan, Template


def template(text: str, *, widths: dict[int, float] | None = None, **options: object) -> Template:
    """文字 → 模板；格里的 ``¦`` 是竖线，各列没有另写的都宽 12。"""
    rows = [[cell.replace("¦", "|") for cell in row] for row in parse_rows(text)]
    every = {**dict.fromkeys(range(1, 11), 12.0), **(widths or {})}
    options = {"row_heights": {}, "fonts": {}, "default_font": CellFont(10.5), **options}
    return Template("模板.xlsx", to_grid(rows), every, **options)  # type: ignore[arg-type]


def indicators(*rows: dict[str, PlanValue], merged: tuple[str, ...] = ("一级",)) -> Group:
    """一组指标，没有写的栏是空串。"""
    attributes = frozenset({"一级", "二级", "名称", "说明"})
    items = [Item({**dict.fromkeys(attributes, ""), **row}) for row in rows]
    return Group(items, attributes, merged=merged)


def project(name: str, *rows: str) -> Item:
    """一个项目和它的指标。"""
    own = indicators(*({"一级": "产出", "名称": row} for row in rows))
    return Item({"名称": name, "单位": "甲局"}, {"指标": own})


def projects(*items: Item) -> Group:
    """几个项目；单位相同的上下合并。"""
    return Group(items, frozenset({"名称", "单位"}), merged=("单位",))


def content(group: Group | None = None, name: str = "指标", **values: PlanValue) -> Content:
    """单个的值，和一组数据。"""
    return Content(values, {} if group is None else {name: group})


def shown(made: SheetPlan) -> list[list[PlanValue]]:
    """各行的值，没有的为 ``None``。"""
    rows, columns = len(made.rows.sources), len(made.columns.sources)
    return [[made.values.get((r, c)) for c in range(1, columns + 1)] for r in range(1, rows + 1)]
