"""一处改动：在哪一格写什么、原来是什么、为什么。改正、评分、固化公式、还原都是它，由宿主照着写。"""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from perfxl.model.address import parse_address


class EditKind(StrEnum):
    """一格的内容是哪一种；值是给人看的字（“改动记录”的“原类型”一栏）。

    ``SHOWN`` 是要人看到的：百分比、会缩放的格式的格里该存多少，由宿主照那一格的格式折；其余都是照样存。
    """

    SHOWN = "看到的"
    BLANK = "空"
    FORMULA = "公式"
    NUMBER = "数"
    TEXT = "文字"
    DATE = "日期"
    BOOL = "逻辑"
    ERROR = "错误值"


CellContent = Decimal | str | bool | datetime | None


@dataclass(frozen=True, slots=True)
class Edit:
    """在工作表 ``sheet`` 的 ``cell`` 写 ``after``；``what`` 是栏目，给人看。

    ``kind`` 说 ``after`` 是哪一种内容，``was`` 说 ``before`` 是哪一种。``after`` 是金额的，``unit`` 是它的单位，
    不知道的为 ``""``。``because`` 是为什么：规则编号，或一句说明。``doubt`` 不空的，是要人先核对的一句话，
    这一处留给人，宿主不写；这时 ``after`` 是算出来的，没有算的为 ``None``。
    """

    sheet: str
    cell: str
    after: CellContent
    what: str
    before: CellContent = ""
    unit: str = ""
    because: tuple[str, ...] = ()
    doubt: str = ""
    kind: EditKind = EditKind.SHOWN
    was: EditKind = EditKind.SHOWN

    @property
    def row(self) -> int:
        """行号，从 1 起。"""
        return parse_address(self.cell)[0]

    @property
    def column(self) -> int:
        """列号，从 1 起。"""
        return parse_address(self.cell)[1]

    @property
    def place(self) -> tuple[str, str]:
        """哪张工作表的哪一格。"""
        return self.sheet, self.cell

    @property
    def named_place(self) -> str:
        """给人看的位置：``自评表!H15``。"""
        return f"{self.sheet}!{self.cell}"

    def undone(self) -> "Edit":
        """放回原来内容的一处改动。

        >>> edit = Edit("表", "H5", Decimal(9), "得分", "SUM(A1:A2)", was=EditKind.FORMULA)
        >>> back = edit.undone()
        >>> back.after, back.kind.value, back.undone() == edit
        ('SUM(A1:A2)', '公式', True)
        """
        return replace(self, after=self.before, before=self.after, kind=self.was, was=self.kind)
