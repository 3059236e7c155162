"""超链接：Calc 里是单元格文字中的网址字段。

本簿内的位置，Excel 写 ``#'表 1'!A5``，Calc 写 ``#'表 1'.A5``。
"""

import re
from typing import Any

_EXCEL_PLACE = re.compile(r"#(.+)!([^!]+)")
_CALC_PLACE = re.compile(r"#(.+)\.([^.]+)")


def link_of(document: Any, cell: Any) -> str | None:
    """一格的链接地址。"""
    fields = cell.getTextFields()
    for number in range(fields.Count):
        address = str(fields.getByIndex(number).URL).removeprefix(document.URL or "\0")
        return _CALC_PLACE.sub(r"#\1!\2", address) if address.startswith("#") else address
    return None


def set_link(document: Any, cell: Any, address: str, text: str) -> None:
    """把一格换成链接。"""
    field = document.createInstance("com.sun.star.text.TextField.URL")
    field.URL = _EXCEL_PLACE.sub(r"#\1.\2", address) if address.startswith("#") else address
    field.Representation = text
    cell.setString("")
    cell.getText().insertTextContent(cell.getText().createTextCursor(), field, False)
