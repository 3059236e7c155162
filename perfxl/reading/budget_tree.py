"""预算表各行的上下级：科目按编码，项目按 一、（一）1. 的序号；同级的行不必挨在一起。"""

import re
from dataclasses import dataclass, field

from perfxl.model.table import Form, Line, Table

_SUM = re.compile(
    r"^(?:合计|总计|支出合计|收入合计|支出总计|收入总计|本年支出合计|本年收入合计|全部合计|项目合计|总合计)$"
)
# 序号的样式；同一样式的是同级。
_STYLES = (
    ("一、", re.compile(r"^[一二三四五六七八九十百]+[、.．]")),
    ("（一）", re.compile(r"^[（(][一二三四五六七八九十百]+[)）]")),
    ("1.", re.compile(r"^\d{1,3}[、.．](?!\d)")),
    ("（1）", re.compile(r"^[（(]\d{1,3}[)）]")),
    ("①", re.compile(r"^[①-⑳]")),
)
_AMONG = re.compile(r"^其中[:：]?")
_HINT = re.compile(r"^[xX×*]{2,}(?:项目|单位|经费|资金)?$|^[.…·。]+$")


@dataclass(eq=False)
class Branch:
    """一行和它的下级。``partial``：下级写着“其中”，加起来可以小于上级。"""

    line: Line
    children: list["Branch"] = field(default_factory=list)
    partial: bool = False


@dataclass(frozen=True)
class BudgetTree:
    """一张预算表（收支总表的一边）：合计行，和第一级各行。"""

    totals: tuple[Line, ...]
    roots: tuple[Branch, ...]

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
    rest = [line for line in lines if not is_sum_line(line)]
    coded = sum(bool(line.code.text) for line in rest)
    by_code = table.form is Form.FUNCTION_BUDGET and coded > len(rest) / 2
    return BudgetTree(totals, tuple(_by_code(rest) if by_code else _by_ordinal(rest)))


def leaves(table: Table) -> list[Line]:
    """最末一级的行，即各个项目；合计、标题行和表样的提示行不算。"""
    return [
        branch.line
        for branch in budget_tree(table).branches()
        if not branch.children and ordinal_style(branch.line.name.text) != "一、"
    ]


def is_sum_line(line: Line) -> bool:
    """合计、总计行。"""
    return _SUM.match("".join(line.name.text.split())) is not None


def is_hint_line(line: Line) -> bool:
    """表样留下的 ``XXX项目``、``……``。"""
    return _HINT.match("".join(line.name.text.split())) is not None


def ordinal_style(name: str) -> str:
    """名称前序号的样式；没有序号为 ``""``。

    >>> ordinal_style("一、一般公共预算"), ordinal_style("（十二）培训"), ordinal_style("2024年培训")
    ('一、', '（一）', '')
    """
    plain = _AMONG.sub("", "".join(name.split()))
    return next((style for style, pattern in _STYLES if pattern.match(plain)), "")


def _by_ordinal(lines: list[Line]) -> list[Branch]:
    roots: list[Branch] = []
    stack: list[tuple[str, Branch]] = []
    for line in lines:
        branch, style = Branch(line), ordinal_style(line.name.text)
        if _AMONG.match(line.name.text.strip()) and stack:
            style = f"其中{style}"
            branch.partial = True
        known = [each for each, _ in stack]
        if style in known:
            del stack[known.index(style) :]
        elif stack and style == "":
            # 没有序号的行，挂在最近的有序号的行下面。
            pass
        (stack[-1][1].children if stack else roots).append(branch)
        stack.append((style, branch))
    return roots


def _by_code(lines: list[Line]) -> list[Branch]:
    """编码的前几位就是上级；上级不在表里的，挂到更上一级。"""
    roots: list[Branch] = []
    by_code: dict[str, Branch] = {}
    branches = [(line.code.text.replace(" ", ""), Branch(line)) for line in lines]
    for code, branch in branches:
        if code:
            by_code.setdefault(code, branch)
    for code, branch in branches:
        above = next(
            (
                by_code[code[:size]]
                for size in range(len(code) - 1, 0, -1)
                if code[:size] in by_code
            ),
            None,
        )
        (above.children if above is not None and above is not branch else roots).append(branch)
    return roots
