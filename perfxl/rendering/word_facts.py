"""一张表的内容写成 Word 模板能用的名字：与工作簿的模板同一套，数写成字。"""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from perfxl.grammar.exact_numbers import decimal_places, round_to
from perfxl.model.columns import FUND_COLUMNS, INDICATOR_COLUMNS, LINE_COLUMNS, Holds
from perfxl.plans.document_template import MERGED_UP
from perfxl.plans.expansion import PRINTED
from perfxl.plans.placeholders import Reference
from perfxl.plans.plan_values import NoColumn, PlanValue
from perfxl.plans.template import Content, Group
from perfxl.rendering.row_values import SIDE_PARTS, SIDES, TASK_PARTS
from perfxl.scoring.rounding import plain

# 模板里一张表叫什么；一份文档里可以有几张。
ONE, SEVERAL = "表", "表们"
_VALUE = re.compile(rf"\b{ONE}\.(\w+)(?:\.(\w+))?")
_LOOP = re.compile(rf"\bfor\s+(\w+)\s+in\s+{ONE}\.(\w+)")
_KINDS = {
    name: column.holds
    for columns in (INDICATOR_COLUMNS, FUND_COLUMNS, LINE_COLUMNS)
    for column in columns.values()
    for name in column.placeholders
}
# 年度主要任务的各项金额。
_KINDS |= {
    name: Holds.AMOUNT for name, part in TASK_PARTS.items() if part in ("total", "grant", "other")
}
# 收支并列的表，两边的名字前面写着是哪一边。
_KINDS |= {f"{side}{name}": _KINDS[name] for side in SIDES for name in SIDE_PARTS if name in _KINDS}
# 清单、汇总一类：工作簿里的格式定死两位小数，0 印一横。
_LISTED = frozenset({"预算", "收支"})
# 写到两位小数的分数；分值照写。
_SCORES = frozenset({"得分", "自评得分", "总分"})
# 逐级合并的栏 → 模板里的名字：与上一行相同的写 ``MERGED_UP``。
_MERGING = {"一级指标": "一级", "二级指标": "二级"}


def word_references(text: str) -> frozenset[Reference]:
    """Word 模板的正文提到的名字。

    >>> text = "{{表.名称}}{%tr for 行 in 表.指标 %}{{行.三级指标}}{{行.一级}}{%tr endfor %}"
    >>> sorted(map(str, word_references(text)))
    ['名称', '指标.一级指标', '指标.三级指标']
    """
    found: set[Reference] = set()
    loops = word_loops(text)
    for name, attribute in _VALUE.findall(text):
        if name == PRINTED or name not in loops.values():
            found.add(Reference(name, attribute if name == PRINTED else ""))
    for variable, group in loops.items():
        for attribute in re.findall(rf"\b{variable}\.(\w+)", text):
            found.add(Reference(group, whole_name(attribute)))
    return frozenset(found)


def word_loops(text: str) -> dict[str, str]:
    """模板里各个重复的变量是哪一组数据。

    >>> word_loops("{%tr for 行 in 表.指标 %}{%tr for 款 in 表.资金 %}")
    {'行': '指标', '款': '资金'}
    """
    return dict(_LOOP.findall(text))


def repeats_forms(text: str) -> bool:
    """模板里写着一张表一遍。"""
    return re.search(rf"\bin\s+{SEVERAL}\b", text) is not None


def whole_name(attribute: str) -> str:
    """``merged_name`` 倒过来：一级 → 一级指标。"""
    return next((long for long, short in _MERGING.items() if short == attribute), attribute)


def merged_name(attribute: str) -> str:
    """一级、二级指标与上一行相同的合并成一格，在模板里叫什么；别的栏就是它自己。"""
    return _MERGING.get(attribute, attribute)


def word_facts(content: Content, used: Iterable[Reference]) -> dict[str, Any]:
    """一张表的各个名字；与上一行相同的一级、二级指标写 ``MERGED_UP``，由宿主合并成一格。"""
    printed = {each.attribute: "" for each in used if each.name == PRINTED}
    facts: dict[str, Any] = {name: _said(name, value) for name, value in content.values.items()}
    facts |= {name: _rows(group, name in _LISTED) for name, group in content.groups.items()}
    return facts | {PRINTED: printed | dict(content.printed)}


def _rows(group: Group, listed: bool) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []
    earlier: tuple[PlanValue, ...] = ()
    for item in group.items:
        row = {
            name: NoColumn() if value is None else _said(name, _in_list(name, value, listed))
            for name, value in item.values.items()
        }
        levels = tuple(item.values.get(name) for name in group.merged)
        for place, name in enumerate(group.merged):
            same = bool(earlier) and levels[: place + 1] == earlier[: place + 1] and levels[place]
            if name in _MERGING:
                row[_MERGING[name]] = MERGED_UP if same else row[name]
        earlier = levels
        rows.append(row)
    return rows


def _in_list(name: str, value: PlanValue, listed: bool) -> PlanValue:
    """清单里的金额只写两位小数（由元折成万元的尾巴不印），0 写一横。"""
    if not listed or not isinstance(value, Decimal) or _KINDS.get(name) is not Holds.AMOUNT:
        return value
    return round_to(value, 2) if value else "-"


def _said(name: str, value: Any) -> Any:
    """写进文档的字，与工作簿的模板一样：金额带千位分节，金额、得分、执行率写到两位小数，别的数照写。"""
    if isinstance(value, Mapping) or value is None:
        return value if value is not None else ""
    if not isinstance(value, Decimal):
        return str(value)
    holds = _KINDS.get(name)
    if holds is Holds.RATE:
        return f"{_with_decimals(value * 100)}%"
    if holds is Holds.AMOUNT:
        return f"{_with_decimals(value):,f}"
    return f"{_with_decimals(value):f}" if name in _SCORES else plain(value)


def _with_decimals(value: Decimal) -> Decimal:
    """补足两位小数；本来更细的不丢。

    >>> [str(_with_decimals(Decimal(each))) for each in ("10", "7.20000", "1.23450")]
    ['10.00', '7.20', '1.2345']
    """
    return round_to(value, max(decimal_places(value), 2))
