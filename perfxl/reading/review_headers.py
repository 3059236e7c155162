"""找绩效目标审核表的表头：审核内容、审核要点、审核意见。"""

from dataclasses import dataclass, field

from perfxl.model.grid import Grid
from perfxl.model.table import Entry
from perfxl.reading.labels import indicator_column, label_key, review_column
from perfxl.reading.line_headers import LineHeader

_WORD = "审核"
_GRADES = ("优", "良", "中", "差")
# 意见、等级各一栏的，写着这些字的是等级。
_SAID_GRADE = ("等级", "结果", "结论", "评价", "情况")
# 打分的审核表另有的栏：列为没有读。
_SCORED = ("weight", "score", "criterion")
_TWO = 2


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
    grades: list[Entry] = []
    for entry in grid.texts(row, 1, grid.last_column):
        role = review_column(entry.text)
        if role == "grade":
            grades.append(entry)
        elif role is not None and role not in columns:
            columns[role] = _under(grid, entry)
        elif role is not None or indicator_column(entry.text) not in _SCORED:
            return None
    if not grades or not {"name", "criterion"} <= set(columns):
        return None
    grade, note = _told_apart(grid, grades)
    if note is not None and ("note" in columns or len(grades) > _TWO):
        return None
    columns["grade"] = _under(grid, grade)
    if note is not None:
        columns["note"] = _under(grid, note)
    parts = _parts(grid, grade)
    bottom = row + 1 if parts else row
    return ReviewHeader(row, bottom, 1, grid.last_column, columns=columns, parts=parts)


def _told_apart(grid: Grid, grades: list[Entry]) -> tuple[Entry, Entry | None]:
    """审核等级、审核意见各一栏的，等级是哪一栏、意见是哪一栏；只有一栏的就是等级。

    下面分优、良、中、差的，或写明“等级”“结果”的，是等级。
    """
    grade = next(
        (each for each in grades if _parts(grid, each)),
        next((each for word in _SAID_GRADE for each in grades if word in each.text), grades[0]),
    )
    return grade, next((each for each in grades if each != grade), None)


def _under(grid: Grid, entry: Entry) -> list[int]:
    block = grid.block(entry.row, entry.column)
    return list(range(block.left, block.right + 1))


def _parts(grid: Grid, head: Entry) -> dict[int, str]:
    """一栏下面分的优、良、中、差，各在哪一列；不是这样分的为空。"""
    below = [grid.entry(head.row + 1, column) for column in _under(grid, head)]
    parts = {each.column: label_key(each.text) for each in below if each.row == head.row + 1}
    return parts if set(parts.values()) == set(_GRADES) else {}
