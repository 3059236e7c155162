"""测试里的一处改动。"""

from decimal import Decimal

from perfxl.model.address import cell_address
from perfxl.model.edit import Edit


def edit_at(
    sheet: str, row: int, column: int, before: str, after: str | Decimal, what: str
) -> Edit:
    """按行列写的一格。"""
    return Edit(sheet, cell_address(row, column), after, what, before)
