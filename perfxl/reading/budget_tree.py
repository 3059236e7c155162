"""预算表各行的上下级：科目按编码，项目按 一、（一）1. 的序号；同级的行不必挨在一起。"""

from dataclasses import dataclass, field
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern
from perfxl.model.table import Line, Table
from perfxl.reading.labels import (
    line_sums,
)

_SUBTOTAL = Pattern(r"小计$")
# 序号的样式；同一样式的是同级。
_STYLES = (
    ("一、", Pattern(r"^[一二三四五六七八九十百]+[、.．]")),
    ("（一）", Pattern(r"^[（(][一二三四五六七八九十百]+[)）]")),
    ("1.", Pattern(r"^\d{1,3}[、.．](?!\d)")),
    ("（1）", Pattern(r"^[（(]\d{1,3}[)）]")),
    ("①", Pattern(r"^[①-⑳]")),
)
# 单独一栏里的序号，没有顿号、点也是。
_STYLES_ALONE = (
    ("一、", Pattern(r"[一二三四五六七八九十百]+[、.]?")),
    ("（一）", Pattern(r"\([一二三四五六七八九十百]+\)")),
    ("1.", Pattern(r"\d{1,3}[、.]?")),
    ("（1）", Pattern(r"\(\d{1,3}\)")),
    ("1.1", Pattern(r"\d{1,2}\.\d{1,2}")),
    ("1.1.1", Pattern(r"\d{1,2}\.\d{1,2}\.\d{1,2}")),
    ("①", Pattern(r"[①-⑳]")),
)
_AMONG = Pattern(r"^其中[:：]?")
_PART = "其中"
_HINT = Pattern(r"^[xX×*]{2,}(?:项目|单位|经费|资金)?$|^[.…·。]+$")


@dataclass(eq=False)
class Branch:
    """一行和它的下级。``partial``：这一行写着“其中”，只是上级的一部分。"""

    line: Line
    children: list["Branch"] = field(default_factory=list)
    partial: bool = False

    def leaves(self) -> list[Line]:
        """最末一级的各行；没有下级的就是自己。"""
        if not self.children:
            return [self.line]
        return [line for child in self.children for line in child.leaves()]


class BudgetTree(NamedTuple):
    """一张预算表（收支总表的一边）：合计行，和第一级各行。

    ``by_code`` 表示上下级是按科目编码分的；没有编码的几行在 ``uncoded``。
    """

    totals: tuple[Line, ...]
    roots: tuple[Branch, ...]
    by_code: bool = False
    uncoded: tuple[Line, ...] = ()

    def branches(self) -> list[Branch]:
        """全部各级，上级在前。"""
        found: list[Branch] = []
        waiting = list(self.roots)
        while waiting:
            branch = waiting.pop(0)
            found.append(branch)
            waiting = [*branch.children, *waiting]
        return found


def budget_tree(table: Table) -> BudgetTree:
    """一张功能分类、项目支出或转移支付批复表的上下级。"""
    lines = [line for line in table.lines if not is_hint_line(line)]
    totals = tuple(line for line in lines if is_sum_line(line))
    rest = [line for line in lines if not is_sum_line(line) and not is_subtotal_line(line)]
    coded = [line for line in rest if code_of(line)]
    if table.spec.by_subject and len(coded) > len(rest) / 2:
        uncoded = tuple(line for line in rest if not code_of(line))
        return BudgetTree(totals, tuple(_by_code(coded)), by_code=True, uncoded=uncoded)
    return BudgetTree(totals, tuple(branches_by_ordinal(rest)))


def leaves(table: Table) -> list[Line]:
    """最末一级的行，即各个项目；合计、标题行和表样的提示行不算，“其中”以下不再分。"""
    found: list[Line] = []
    waiting = list(budget_tree(table).roots)
    while waiting:
        branch = waiting.pop(0)
        if branch.children and not any(child.partial for child in branch.children):
            waiting = [*branch.children, *waiting]
        elif level_style(branch.line) != "一、":
            found.append(branch.line)
    return found


def is_sum_line(line: Line) -> bool:
    """合计、总计行。"""
    return compact(line.name.text) in line_sums("whole")


def is_subtotal_line(line: Line) -> bool:
    """小计行：已经在各行里，不再加一遍。"""
    return _SUBTOTAL.search(compact(line.name.text)) is not None


def code_of(line: Line) -> str:
    """科目编码，去掉空白；没有写为 ``""``。"""
    return compact(line.code.text)


def is_hint_line(line: Line) -> bool:
    """表样留下的 ``XXX项目``、``……``。"""
    return _HINT.match(compact(line.name.text)) is not None


@lru_cache(maxsize=8192)
def ordinal_style(name: str) -> str:
    """名称前序号的样式；没有序号为 ``""``。

    >>> ordinal_style("一、一般公共预算"), ordinal_style("（十二）培训"), ordinal_style("2024年培训")
    ('一、', '（一）', '')
    """
    plain = _AMONG.sub("", compact(name))
    return next((style for style, pattern in _STYLES if pattern.match(plain)), "")


@lru_cache(maxsize=8192)
def ordinal_style_alone(text: str) -> str:
    """单独一栏里序号的样式，与 ``ordinal_style`` 的同名；不是序号为 ``""``。

    >>> ordinal_style_alone("一"), ordinal_style_alone("（二）"), ordinal_style_alone("3"), ordinal_style_alone("无")
    ('一、', '（一）', '1.', '')
    """
    plain = compact(text)
    return next((style for style, pattern in _STYLES_ALONE if pattern.fullmatch(plain)), "")


def level_style(line: Line) -> str:
    """一行序号的样式，写在序号栏里的、名称前面的都算；没有序号为 ``""``。"""
    return ordinal_style_alone(line.ordinal.text) or ordinal_style(line.name.text)


def branches_by_ordinal(lines: list[Line]) -> list[Branch]:
    """按序号的样式分上下级；没有序号的行，挂在最近的有序号的行下面。

    “其中：”以下没有序号的几行与它同级；它上面的一行也没有序号的，见 ``_parts_after``。
    """
    roots: list[Branch] = []
    stack: list[tuple[str, Branch]] = []
    parts: set[int] = set()
    for place, line in enumerate(lines):
        branch, style = Branch(line), level_style(line)
        branch.partial = _is_among(line)
        known = [each for each, _ in stack]
        among = _PART in known and ("" not in known or place in parts)
        if style == "" and (branch.partial or among):
            style = _PART
        if style in known:
            del stack[known.index(style) :]
        if stack and style == _PART and branch.partial:
            count = _parts_after(stack[-1][1].line, line, lines[place + 1 :])
            parts.update(range(place + 1, place + 1 + count))
        (stack[-1][1].children if stack else roots).append(branch)
        stack.append((style, branch))
    return roots


def _parts_after(whole: Line, among: Line, below: list[Line]) -> int:
    """“其中：”以下没有序号的几行，前几行与它同是 ``whole`` 的一部分。

    与它加起来正好是 ``whole`` 的几行是；``whole`` 有编码而它们没有、加起来又不超过的也是；
    别的是又一个项目。
    """
    found = list(takewhile(lambda each: not (level_style(each) or _is_among(each)), below))
    if code_of(whole):
        found = list(takewhile(lambda each: not code_of(each), found))
    amounts = [
        (
            getattr(whole, group).total.number,
            [getattr(each, group).total.number or 0 for each in (among, *found)],
        )
        for group in ("initial", "adjusted")
    ]
    known = [(total, parts) for total, parts in amounts if total]
    for count in range(1, len(found) + 1):
        if any(
            all(parts[: count + 1]) and sum(parts[: count + 1]) == total for total, parts in known
        ):
            return count
    fits = known and all(sum(parts) <= total for total, parts in known)
    return len(found) if code_of(whole) and fits else 0


def _is_among(line: Line) -> bool:
    return _AMONG.match(line.name.text.strip()) is not None


def _by_code(lines: list[Line]) -> list[Branch]:
    """编码的前几位就是上级；上级不在表里的，挂到更上一级。"""
    roots: list[Branch] = []
    by_code: dict[str, Branch] = {}
    branches = [(code_of(line), Branch(line)) for line in lines]
    for code, branch in branches:
        by_code.setdefault(code, branch)
    for code, branch in branches:
        shorter = (code[:size] for size in range(len(code) - 1, 0, -1))
        above = next((by_code[each] for each in shorter if each in by_code), None)
        (above.children if above is not None else roots).append(branch)
    return roots
