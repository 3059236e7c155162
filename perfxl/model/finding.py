"""检查发现的问题：先是数据，最后才是文字。"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


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
        order = list(Severity)
        return order.index(self) <= order.index(other)


@dataclass(frozen=True, slots=True)
class Fix:
    """一格的改正：只在正确的值确定时给。``what`` 是栏目，给人看。

    ``value`` 是改好以后这一格要显示的；是金额的，``unit`` 是它的单位，不知道的为 ``""``。
    """

    cell: str
    value: Decimal | str
    what: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class LeftFix:
    """留给人改的一格：算出来的 ``value``（没有算的为 ``None``）靠着可疑的数，``why`` 说是哪一个。"""

    cell: str
    value: Decimal | str | None
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Finding:
    """一条问题。``cells`` 是 Excel 地址（可为区域），``found``/``expected`` 是数或原文。

    ``related`` 是一起看的别的格：同一张工作表写 ``F19``，别的工作表写 ``批复表!D9``，别的文件写
    ``[批复.xlsx]批复表!D9``。
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
    fixes: tuple[Fix, ...] = ()
    left: tuple[LeftFix, ...] = ()

    @property
    def said(self) -> str:
        """给人看的一句：要对着另一张表看的，把那一格也说出来。"""
        return f"{self.message}（另见 {self.related}）" if "!" in self.related else self.message
