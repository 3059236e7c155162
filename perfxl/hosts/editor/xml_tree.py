"""改工作簿用的 XML 树：有 lxml 的用 lxml；浏览器里（WebAssembly）没有，用同名同行为的 ``portable_xml``。"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree
else:
    try:
        from lxml import etree
    except ImportError:
        from perfxl.hosts.editor import portable_xml as etree

# 不登记，新写的关系号（``r:id``）就成了 ``ns0:id``。
etree.register_namespace("r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships")

__all__ = ["etree", "has_unplaced_cells"]

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# lxml 自己走一遍，比一格格取到 Python 里来问快得多；没有 XPath 的照样一格格问。
_UNPLACED = (
    etree.XPath(f"boolean(./*/*[translate(@r, '{_LETTERS}', '') != ../@r])")
    if hasattr(etree, "XPath")
    else None
)


def has_unplaced_cells(data: etree._Element) -> bool:
    """``sheetData`` 里有没有不写地址、地址与行号不合的格。"""
    if _UNPLACED is not None:
        return bool(_UNPLACED(data))
    return any(
        row.get("r") is not None and cell.get("r", "").lstrip(_LETTERS) != row.get("r")
        for row in data
        for cell in row
    )
