"""找绩效目标审核表的表头：审核内容、审核要点、审核意见。"""

from dataclasses import dataclass, field

from perfxl.model.grid import Grid
from perfxl.model.table import Entry
from perfxl.reading.labels import label_key, review_column
from perfxl.reading.line_headers import LineHeader

_WORD = "审核"
_GRADES = ("优", "良", "中", "差")


@dataclass(slots=True)
class ReviewHeader(LineHeader):
    """审核表的表头：各栏占的列；``parts`` 是审核意见下面分的优、良、中、差，各在哪一列。"""

    columns: dict[str, list[int]] = field(default_factory=dict)
    parts: dict[int, str] = field(default_factory=dict)

    @property
    def used_columns(self) -> set[int]:
        """读了的各列。"""
        return {column for places in self.columns.values() for column in places}

    def is_known(self, entry: Entry) -> bool:
        """表头里认得的一格。"""
        return review_column(entry.text) is not None or entry.column in self.parts

    def is_repeated_by(self, later: object) -> bool:
        """后面的表头栏目、列位都与它相同：可能是分页后重印的。"""
        return isinstance(later, ReviewHeader) and self.columns == later.columns


def find_review_headers(grid: Grid) -> list[ReviewHeader]:
    """表里所有审核表的表头，从上到下。"""
    found: list[ReviewHeader] = []
    for row, cells in grid.rows.items():
        first = cells[:2]  # 审核内容在行首，左边至多隔一格行标题
        if not any(isinstance(cell.value, str) and _WORD in cell.value for cell in first):
            continue
        header = _header(grid, row)
        if header is not None:
            found.append(header)
    return found


def _header(grid: Grid, row: int) -> ReviewHeader | None:
    columns: dict[str, list[int]] = {}
    for entry in grid.texts(row, 1, grid.last_column):
        role = review_column(entry.text)
        if role is None or role in columns:
            return None
        block = grid.block(row, entry.column)
        columns[role] = list(range(block.left, block.right + 1))
    if not {"name", "criterion", "grade"} <= set(columns):
        return None
    below = [grid.entry(row + 1, column) for column in columns["grade"]]
    parts = {each.column: label_key(each.text) for each in below if each.row == row + 1}
    if set(parts.values()) != set(_GRADES):
        parts = {}
    bottom = row + 1 if parts else row
    return ReviewHeader(row, bottom, 1, grid.last_column, columns=columns, parts=parts)
