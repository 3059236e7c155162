"""模板要的排法：指标值分三栏写而数据是合写的，拆开；成本的几行排在前面。"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from perfxl.model.table import Indicator
from perfxl.plans.placeholders import Reference
from perfxl.plans.template import Content, Group, Item
from perfxl.rendering.row_values import INDICATOR_ATTRIBUTES, mapped
from perfxl.rendering.split_targets import split_target, split_to_fill

_GROUP = "指标"
_APART = Reference(_GROUP, "指标性质")
_JOINED = frozenset({"指标值", "年度指标值", "合写指标值"})
_PARTS = ("指标性质", "指标数值", "度量单位")


def asks_apart(used: Collection[Reference]) -> bool:
    """模板只有性质、数值、单位三栏，没有合写的一栏。"""
    joined = any(each.name == _GROUP and each.attribute in _JOINED for each in used)
    return _APART in used and not joined


def arranged(content: Content, used: Collection[Reference], *, cost_first: bool) -> Content:
    """照模板要的排法换过的内容，清单里各项目的指标也是；没有要的就是它自己。"""
    apart = asks_apart(used)
    if not (cost_first or apart):
        return content
    return replace(content, groups=_arranged_groups(content.groups, apart, cost_first))


def _arranged_groups(
    groups: Mapping[str, Group], apart: bool, cost_first: bool
) -> dict[str, Group]:
    return {
        name: replace(group, items=_arranged_items(name, group.items, apart, cost_first))
        for name, group in groups.items()
    }


def _arranged_items(name: str, held: Sequence[Item], apart: bool, cost_first: bool) -> list[Item]:
    items = [
        replace(each, groups=_arranged_groups(each.groups, apart, cost_first))
        if each.groups
        else each
        for each in held
    ]
    if name == _GROUP and apart:
        items = [_apart(item) for item in items]
    if name == _GROUP and cost_first:
        items.sort(key=lambda item: not (isinstance(item.of, Indicator) and item.of.is_cost))
    return items


def _apart(item: Item) -> Item:
    """合写的一行拆成三栏；已经分栏的照旧。"""
    row = item.of
    if not isinstance(row, Indicator) or row.is_split:
        return item
    own = split_to_fill(row) if row.blanked.text else split_target(row)
    values = mapped({name: INDICATOR_ATTRIBUTES[name] for name in _PARTS}, own)
    shown = {name: "" if value is None else value for name, value in values.items()}
    return replace(item, values={**item.values, **shown})
