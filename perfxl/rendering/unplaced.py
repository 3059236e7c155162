"""模板里没有位置、因而写不进成表的内容：一样一样说出来，不悄悄丢掉。"""

from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import lru_cache

from perfxl.grammar.glyphs import compact
from perfxl.model.columns import FUND_COLUMNS, INDICATOR_COLUMNS, LINE_COLUMNS
from perfxl.plans.placeholders import Reference
from perfxl.plans.template import Content, Group
from perfxl.rendering.form_content import DETAIL_GROUPS

# 同一个内容的几个名字，有一个就算有位置。
ALIASES: tuple[tuple[str, ...], ...] = (
    ("年度总体目标", "预期目标"),
    *(
        tuple(f"{group}.{name}" for name in ("指标值", "年度指标值", "合写指标值", "指标数值"))
        for group in ("指标", "实施期指标")
    ),
    *(
        tuple(f"{group}.{name}" for name in column.placeholders)
        for group, columns in (
            ("指标", INDICATOR_COLUMNS),
            ("实施期指标", INDICATOR_COLUMNS),
            ("资金", FUND_COLUMNS),
            ("实施期资金", FUND_COLUMNS),
        )
        for column in columns.values()
        if len(column.placeholders) > 1 and column.key != "target"
    ),
    ("栏目", "其他栏目"),
    ("名称", "项目.单位", "栏目"),
)
_EQUIVALENTS = {name: names for names in reversed(ALIASES) for name in names}
_VALUES = (
    *("名称", "年度总体目标", "调整后目标", "实际完成情况", "实施期目标", "总分", "自评结论"),
    *("附件号", "附注", "落款"),
)
# 由别的栏拼成、算出的，漏了也不算丢。
_DERIVED = frozenset(
    {"项目", "得分说明"}
    | {
        name
        for columns in (INDICATOR_COLUMNS, LINE_COLUMNS)
        for column in columns.values()
        if column.inside
        for name in column.placeholders
    }
)


def equivalents(name: str) -> tuple[str, ...]:
    """同一个内容的各个名字。"""
    return _EQUIVALENTS.get(name, (name,))


def unplaced(
    content: Content, used: Collection[Reference], printed: Collection[str] = ()
) -> list[str]:
    """有内容而模板没有提到的名字，如 ``指标.指标解释``、``自评结论``。

    ``printed`` 是模板里印着的字（去掉空白）：附件号、附注逐行就印在模板里的，不算。
    """
    names = _names_in(frozenset(used))
    left = [name for name in _VALUES if content.values.get(name) not in _BLANKS]
    left = [name for name in left if not _has_place(name, names)]
    left = [name for name in left if not _is_printed(str(content.values[name]), printed)]
    for name, group in content.groups.items():
        if not group.items:
            continue
        whole = name in ("栏目", *DETAIL_GROUPS)
        apart = group.nested or whole
        if apart and not _has_place(name, names):
            left.append(name)
        elif not whole:
            left += _unplaced_attributes(name, group, names)
            left += _unplaced_inside(group, names)
    return left


@lru_cache(maxsize=64)
def _names_in(used: frozenset[Reference]) -> frozenset[str]:
    return frozenset({str(each) for each in used} | {each.name for each in used})


def _unplaced_inside(group: Group, used: frozenset[str]) -> Iterator[str]:
    """各项自己的下级（清单里各项目的指标）没有位置的栏。"""
    for name in sorted(group.nested):
        items = [
            each for item in group.items if name in item.groups for each in item.groups[name].items
        ]
        if items:
            yield from _unplaced_attributes(name, replace(group, items=items), used)


_BLANKS = (None, "", "-")


def _is_printed(text: str, printed: Collection[str]) -> bool:
    return all(compact(line) in printed for line in text.splitlines())


def _has_place(name: str, used: Collection[str]) -> bool:
    return any(each in used for each in equivalents(name))


@lru_cache(maxsize=256)
def _without_place(
    name: str, attributes: tuple[str, ...], used: frozenset[str]
) -> tuple[tuple[str, str], ...]:
    """一组 ``name`` 里没有位置的各栏，和说出来的名字（几个名字是同一个内容的，头一个）；同一个模板的都一样。"""
    return tuple(
        (attribute, equivalents(full)[0])
        for attribute in attributes
        if attribute not in _DERIVED and not _has_place(full := f"{name}.{attribute}", used)
    )


def _unplaced_attributes(name: str, group: Group, used: frozenset[str]) -> Iterator[str]:
    said: set[str] = set()
    for attribute, first in _without_place(name, tuple(group.items[0].values), used):
        if attribute in group.derived or first in said:
            continue
        if any(item.values[attribute] not in _BLANKS for item in group.items):
            said.add(first)
            yield first
