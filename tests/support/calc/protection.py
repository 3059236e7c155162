"""工作表保护：Calc 的接口多半悄悄不做或照做，这里像 Excel 那样报错。"""

from typing import Any


class ProtectedError(Exception):
    """相当于 Excel 的“您试图更改的单元格或图表位于受保护的工作表中”。"""


def require_unlocked_cells(sheet: Any, cells: Any) -> None:
    """受保护的表上，只有没锁定的格可改内容。"""
    if not sheet.isProtected():
        return
    groups = cells.UniqueCellFormatRanges
    if any(groups.getByIndex(i).CellProtection.IsLocked for i in range(groups.Count)):
        raise ProtectedError(f"工作表“{sheet.Name}”受保护")


def require_unprotected(sheet: Any) -> None:
    """受保护的表上，格式、批注、合并、行列都不能改。"""
    if sheet.isProtected():
        raise ProtectedError(f"工作表“{sheet.Name}”受保护")
