"""成表的一格里写什么。"""

from decimal import Decimal

PlanValue = str | Decimal | None


class FormattedNumber(str):
    """过滤器写好的数：整格只有它时，格里存数、照这个格式显示，求和才算得到；夹在字里就是字。"""

    number: Decimal
    code: str

    def __new__(cls, shown: str, number: Decimal, code: str) -> "FormattedNumber":
        made = super().__new__(cls, shown)
        made.number, made.code = number, code
        return made


class NoColumn(str):
    """表里没有这一栏；写进文档是空的。"""

    __slots__ = ()
