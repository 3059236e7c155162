"""一个单元格：种类、值、数字格式、公式。"""

from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from perfxl.grammar.patterns import Pattern
from perfxl.grammar.visible_text import visible_text
from perfxl.model.address import cell_address
from perfxl.model.number_format import (
    GENERAL,
    OVERFLOW,
    is_date_format,
    read_date,
    read_number,
    serial_as_date,
    show_date,
    show_number,
    show_text,
)

# 单位里的“/”（12元/人）：前后都是字，不是除号。
_PER = Pattern("(?<=[\u4e00-\u9fff])/(?=[\u4e00-\u9fff])")


class CellKind(StrEnum):
    """单元格的种类。``UNCALCULATED`` 是从未算过、没有存值的公式；``DATE`` 也包括时刻和经过的时间。"""

    BLANK = "blank"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    BOOL = "bool"
    ERROR = "error"
    UNCALCULATED = "uncalculated"


CellValue = str | Decimal | datetime | timedelta | bool | None


class Cell(NamedTuple):
    """网格里有内容的一格。``formula`` 不带等号；没有公式时为 ``None``。"""

    row: int
    column: int
    kind: CellKind
    value: CellValue
    number_format: str = GENERAL
    formula: str | None = None

    @property
    def address(self) -> str:
        """Excel 地址，如 ``E14``。"""
        return cell_address(self.row, self.column)

    @property
    def typed_as_formula(self) -> bool:
        """公式里没有引用和函数：是人直接打的 ``=100%``、``=6万元``，不是算式。"""
        return self.formula is not None and is_literal_formula(self.formula)

    @property
    def shown(self) -> str:
        """人在单元格里看到的文字；看不见的字符不算，见 ``visible_text``。

        打成 ``=100%`` 的，Excel 当公式存，这里还原成 ``=100%``；没算过的公式显示为空。

        >>> Cell(1, 1, CellKind.NUMBER, Decimal(1), GENERAL, "100%").shown
        '=100%'
        >>> Cell(1, 1, CellKind.ERROR, "#NAME?", GENERAL, "6万元").shown
        '=6万元'
        >>> Cell(1, 1, CellKind.NUMBER, Decimal("33028540.4"), "#,##0.00").shown
        '33,028,540.40'
        """
        if self.kind is CellKind.TEXT:
            return show_text(visible_text(str(self.value)), self.number_format)
        if self.formula is not None and is_literal_formula(self.formula):
            return "=" + self.formula
        value = self.value
        if isinstance(value, bool):
            return "TRUE" if value else "FALSE"
        if isinstance(value, Decimal):
            return show_number(value, self.number_format)
        if isinstance(value, datetime | timedelta):
            return show_date(value, self.number_format)
        return str(value) if self.kind is CellKind.ERROR else ""

    @property
    def to_read(self) -> str:
        """显示的字容易认错时，读的时候当作什么字；不然为 ``""``。

        >>> Cell(1, 1, CellKind.DATE, datetime(2024, 12, 31), "yyyymm").to_read
        '2024年12月'
        """
        value = self.value
        if isinstance(value, Decimal) and not self.typed_as_formula:
            return read_number(value, self.number_format)
        if isinstance(value, datetime | timedelta):
            return read_date(value, self.number_format)
        return ""

    @property
    def number(self) -> Decimal | None:
        """数值；不是数时为 ``None``。"""
        return self.value if isinstance(self.value, Decimal) else None


def number_or_date(
    number: Decimal, number_format: str, *, since_1904: bool = False
) -> tuple[CellKind, CellValue]:
    """存的数，照格式是数还是日期；日期越界（Excel 显示一串 #）的读不成。

    >>> number_or_date(Decimal(45657), "yyyy/m/d")[1], number_or_date(Decimal(5), "0")[1]
    (datetime.datetime(2024, 12, 31, 0, 0), Decimal('5'))
    >>> number_or_date(Decimal(-1), "yyyy/m/d")
    (<CellKind.ERROR: 'error'>, '########')
    """
    if not is_date_format(number_format):
        return CellKind.NUMBER, number
    shown = serial_as_date(number, number_format, since_1904=since_1904)
    if shown is None:
        return CellKind.ERROR, OVERFLOW
    return (CellKind.NUMBER if isinstance(shown, Decimal) else CellKind.DATE), shown


def is_literal_formula(formula: str) -> bool:
    """公式是否只是一个带符号的值（``100%``、``6万元``、``12元/人``），而不是引用或运算。

    >>> [is_literal_formula(f) for f in ("100%", "6万元", "-3", "H15+H16", "SUM(H1)", "A1", "3*2")]
    [True, True, True, False, False, False, False]
    >>> [is_literal_formula(f) for f in ("12元/人", "3000元/人·年", "3/单价", "12/人数", "6元/B2")]
    [True, True, False, False, False]
    """
    body = formula.strip().lstrip("+-")
    if not body or not body[0].isdigit():
        return False
    return not any(sign in '()*/&^:!<>="+-' for sign in _PER.sub("每", body))
