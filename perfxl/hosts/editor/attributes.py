"""属性和元素里的数、地址：没有写的、写坏了的（``s=""``、``ht="x"``）照没有写算。

写坏了会读错的（行号、样式号不是数），读的时候已经拒绝；这里剩下的都不影响内容。
"""

from decimal import Decimal
from functools import lru_cache
from math import isfinite

from perfxl.model.address import Block, parse_address
from perfxl.model.number_format import stored_number


def whole(text: str | None, otherwise: int = 0) -> int:
    """整数。

    >>> whole("12"), whole(""), whole("x", 1), whole(None, 2)
    (12, 0, 1, 2)
    """
    try:
        return int(text) if text else otherwise
    except ValueError:
        return otherwise


def real(text: str | None, otherwise: float) -> float:
    """小数；无穷、NaN 也照没有写算。

    >>> real("8.5", 1.0), real("", 1.0), real("nan", 1.0)
    (8.5, 1.0, 1.0)
    """
    try:
        number = float(text) if text else otherwise
    except ValueError:
        return otherwise
    return number if isfinite(number) else otherwise


def number_in(text: str) -> Decimal | None:
    """格里存的数；不是数的为 ``None``。"""
    try:
        return stored_number(text.strip())
    except ValueError:
        return None


def is_on(text: str | None) -> bool:
    """写着真的开关（``hidden="1"``）。"""
    return text in ("1", "true")


@lru_cache(maxsize=4096)
def place_of(reference: str | None) -> tuple[int, int] | None:
    """一格的地址 → （行，列），小写的、带 ``$`` 的也认；没有写、写坏的为 ``None``。"""
    try:
        return parse_address((reference or "").strip().upper())
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def block_of(reference: str | None) -> Block | None:
    """一段地址 → ``Block``；写坏的为 ``None``。

    >>> block_of("b2:$A$1"), block_of("A:C"), block_of(None)
    (Block(top=1, left=1, bottom=2, right=2), None, None)
    """
    try:
        return Block.parse((reference or "").strip().upper())
    except ValueError:
        return None
