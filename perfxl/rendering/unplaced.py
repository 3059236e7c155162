"""模板里没有位置、因而写不进成表的内容：一样一样说出来，不悄悄丢掉。"""

from collections.abc import Collection, Iterator

from perfxl.rendering.placeholders import Reference
from perfxl.rendering.template import Content, Group

# 同一个内容的几个名字，有一个就算有位置。
ALIASES: tuple[tuple[str, ...], ...] = (
    ("年度总体目标", "预期目标"),
    ("指标.指标值", "指标.年度指标值", "指标.指标数值"),
    ("指标.备注", "指标.说明"),
    ("资金.全年预算数", "资金.调整预算数"),
    ("栏目", "其他栏目"),
    ("名称", "项目.单位", "栏目"),
)
_VALUES = ("名称", "年度总体目标", "调整后目标", "实际完成情况", "实施期目标", "总分", "自评结论")
# 由别的栏拼成、算出的，漏了也不算丢。
_DERIVED = frozenset({"项目", "得分说明", "增减数", "指标性质", "指标数值", "度量单位", "编码"})


def equivalents(name: str) -> tuple[str, ...]:
    """同一个内容的各个名字。"""
    return next((names for names in ALIASES if name in names), (name,))


def unplaced(content: Content, used: Collection[Reference]) -> list[str]:
    """有内容而模板没有提到的名字，如 ``指标.指标解释``、``自评结论``。"""
    names = {str(each) for each in used}
    return list(dict.fromkeys(each for each in _filled(content) if not _placed(each, names)))


def _placed(name: str, used: Collection[str]) -> bool:
    if any(each in used for each in equivalents(name)):
        return True
    group, _, attribute = name.partition(".")
    return not attribute and any(each.startswith(f"{group}.") for each in used)


def _filled(content: Content) -> Iterator[str]:
    yield from (name for name in _VALUES if content.values.get(name) not in (None, "", "-"))
    for name, group in content.groups.items():
        if name in ("栏目", "细目"):
            if group.items:
                yield name
            continue
        if group.nested:
            yield name
            continue
        yield from _filled_attributes(name, group)


def _filled_attributes(name: str, group: Group) -> Iterator[str]:
    seen: dict[str, None] = {}
    for item in group.items:
        for attribute, value in item.values.items():
            if value not in (None, "", "-") and attribute not in _DERIVED:
                seen[attribute] = None
    chosen: set[str] = set()
    for attribute in seen:
        said = equivalents(f"{name}.{attribute}")[0]
        if said not in chosen:
            chosen.add(said)
            yield said
