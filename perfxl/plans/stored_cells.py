"""要看到一样东西，一格该存什么、用什么数字格式。"""

import re
from decimal import Decimal
from typing import NamedTuple

from perfxl.grammar.exact_numbers import decimal_places
from perfxl.model.number_format import percent_as_number, show_text

_MOST_DECIMALS, _USUAL_DECIMALS = 6, 2
# 只管位数的数字格式：整数部分，小数点后的 0。
_PLAIN_FORMAT = re.compile(r"(0|#,##0)\.?(0*)")


class StoredCell(NamedTuple):
    """存着的内容和数字格式；清空的 ``content`` 为 ``None``。"""

    content: Decimal | str | None
    code: str


def stored_cell(value: Decimal | str | None, code: str) -> StoredCell:
    """百分比格式的格里，``95%`` 一类写成数；原格式显示不全的小数，格式加足小数位。

    加到六位（万元的分）为止：再长的是除出来的尾巴，只显示两位。文字写成什么样就要看到什么样：
    格式会另外添字（``"≥"@"人"``）而去不掉的，格式换成文本。

    >>> stored_cell("62.83%", "0.00%"), stored_cell(Decimal("6.28"), "0"), stored_cell("5人", '@"人"')
    (StoredCell(content=Decimal('0.6283'), code='0.00%'), StoredCell(content=Decimal('6.28'), code='0.00'), \
StoredCell(content='5', code='@"人"'))
    """
    if value is None or value == "":
        return StoredCell(None, code)
    if isinstance(value, Decimal):
        return StoredCell(value, _with_decimals(value, code))
    ratio = percent_as_number(value, code)
    if ratio is not None:
        return StoredCell(ratio, code)  # 公式引用它才算得对
    written = _without_literals(value, code)
    return (
        StoredCell(written, code) if show_text(written, code) == value else StoredCell(value, "@")
    )


def _with_decimals(value: Decimal, code: str) -> str:
    """``0`` 格式的格里写 6.28 会显示成 6：小数位加够。"""
    found = _PLAIN_FORMAT.fullmatch(code)
    wanted = decimal_places(value)
    if wanted > _MOST_DECIMALS:
        wanted = _USUAL_DECIMALS
    return f"{found[1]}.{'0' * wanted}" if found is not None and len(found[2]) < wanted else code


def _without_literals(text: str, code: str) -> str:
    """格式自己会在文字前后添字（``@"人"``）的，这些字不写进格里，免得显示成两遍。"""
    lead, _, tail = show_text("\0", code).partition("\0")
    if (lead or tail) and len(text) >= len(lead + tail) and text.startswith(lead):
        return text[len(lead) : len(text) - len(tail)] if text.endswith(tail) else text
    return text
