"""检查发现的问题：先是数据，最后才是文字。"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from perfxl.model.edit import Edit


class Severity(StrEnum):
    """级别：error 会被退回；warning 审核人会问；info 值得看一眼。"""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def label(self) -> str:
        """给人看的中文。"""
        return {"error": "错误", "warning": "提醒", "info": "参考"}[self.value]

    def at_least(self, other: "Severity") -> bool:
        """与 ``other`` 一样重，或更重。

        >>> Severity.ERROR.at_least(Severity.WARNING), Severity.INFO.at_least(Severity.WARNING)
        (True, False)
        """
        return self is other or self is Severity.ERROR or other is Severity.INFO


@dataclass(frozen=True, slots=True)
class Finding:
    """一条问题。``cells`` 是 Excel 地址（可为区域），``found``/``expected`` 是数或原文。

    ``related`` 是一起看的别的格：同一张工作表写 ``F19``，别的工作表写 ``批复表!D9``，别的文件写
    ``[批复.xlsx]批复表!D9``。``edits`` 是改法，确定的在先。``follows`` 是改了别的格才有这一条的，
    跟着改什么，``doubt`` 不空的说为什么跟不了。
    ``cause`` 是牵连出它的那一条，自成一条的为 ``None``。
    """

    rule: str
    name: str
    severity: Severity
    message: str
    hint: str
    basis: str
    file: str
    sheet: str
    cells: str
    project: str
    found: Decimal | str | None = None
    expected: Decimal | str | None = None
    related: str = ""
    edits: tuple[Edit, ...] = ()
    follows: tuple[Edit, ...] = field(default=(), compare=False, repr=False)
    cause: "Finding | None" = field(default=None, compare=False, repr=False)

    @property
    def fixes(self) -> tuple[Edit, ...]:
        """确定的改正，照写。"""
        return tuple(edit for edit in self.edits if not edit.doubt)

    @property
    def place(self) -> tuple[str, str, str]:
        """哪一条规则、哪几格：改前改后的同一处。"""
        return self.rule, self.sheet, self.cells

    @property
    def left(self) -> tuple[Edit, ...]:
        """留给人改的。"""
        return tuple(edit for edit in self.edits if edit.doubt)

    @property
    def said(self) -> str:
        """给人看的一句：要对着另一张表看的，把那一格也说出来；句子里已经说了的不说两遍。"""
        if "!" not in self.related or self.related in self.message:
            return self.message
        return f"{self.message}（另见 {self.related}）"


def folded(findings: Iterable[Finding]) -> list[Finding]:
    """先因后果：牵连出来的紧跟着它的因；因没有列出的，照自成一条的排。"""
    every = list(findings)
    listed = set(every)
    under: dict[Finding, list[Finding]] = {}
    for each in every:
        if each.cause is not None and each.cause in listed:
            under.setdefault(each.cause, []).append(each)
    caused = {id(each) for own in under.values() for each in own}
    return [one for each in every if id(each) not in caused for one in (each, *under.get(each, ()))]


def with_consequences(findings: Iterable[Finding]) -> list[list[Finding]]:
    """一处和它牵连出来的为一组，因在先；因没有列出的，自成一组。"""
    every = list(findings)
    listed = set(every)
    groups: list[list[Finding]] = []
    for each in folded(every):
        if each.cause is not None and each.cause in listed and groups:
            groups[-1].append(each)
        else:
            groups.append([each])
    return groups
