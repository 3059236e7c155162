"""一格的内容写成文字：函数的参数、改动记录里都这样写。"""

from datetime import datetime
from decimal import Decimal
from typing import Any

from perfxl.grammar.visible_text import visible_text
from perfxl.model.edit import Edit
from perfxl.model.number_format import FIFTEEN_DIGITS
from perfxl.scoring.rounding import plain


def cell_text(value: Any) -> str:
    """一格的值写成文字：数不带浮点的尾巴，日期写成年月日。

    >>> cell_text(0.1 + 0.2), cell_text(4520747.0), cell_text(datetime(2024, 12, 31))
    ('0.3', '4520747', '2024年12月31日')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, int | float):
        number = FIFTEEN_DIGITS.create_decimal(repr(value))
        return plain(number) if number.is_finite() else str(value)
    if isinstance(value, Decimal):  # 货币格式的格，pywin32 交来 Decimal
        return cell_text(float(value))
    return visible_text(str(value)).strip()


def shortened(text: str) -> str:
    """一行里放得下的开头。"""
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else f"{flat[:58]}……"


def due_text(left: Edit) -> str:
    """留给人改的一格算出来的：不带多余的零，不用科学计数；没有算的为 ``""``。"""
    return plain(left.after) if isinstance(left.after, Decimal) else str(left.after or "")
