"""在整张工作表里找指标栏的表头：一行或两行，可有多张表上下、左右排列。"""

from dataclasses import dataclass, field

from perfxl.model.grid import Grid
from perfxl.reading.labels import indicator_column, is_exact_column, label_key

# 表头左边只作行标题用的格。
_GROUP_LABELS = frozenset({"绩效指标", "指标", "年度绩效指标", "绩效目标", "序号", "指标完成情况"})


@dataclass(slots=True)
class Header:
    """一个指标栏表头。``columns`` 是各栏所占的列，按先后。"""

    top: int
    bottom: int
    left: int
    right: int
    columns: dict[str, list[int]] = field(default_factory=dict)

    def has(self, *roles: str) -> bool:
        """这些栏都有。"""
        return all(role in self.columns for role in roles)

    @property
    def is_self_evaluation(self) -> bool:
        """有指标名、指标值和完成值：是自评表的表头。"""
        named = "level3" in self.columns or "level2" in self.columns
        return named and self.has("target", "actual")


def find_headers(grid: Grid) -> list[Header]:
    """表里所有指标栏表头，从上到下、从左到右。"""
    headers: list[Header] = []
    taken_to = 0
    for row, cells in grid.rows.items():
        if row <= taken_to:
            continue
        roles = {
            cell.column: role
            for cell in cells
            if isinstance(cell.value, str) and (role := indicator_column(cell.value)) is not None
        }
        found = set(roles.values())
        if len(found) < 3 or not found & {"level3", "level2"} or "target" not in found:
            continue
        for left, right in _spans(grid, row, roles):
            headers.append(_header(grid, row, left, right))
        taken_to = headers[-1].bottom
    return headers


def _spans(grid: Grid, row: int, roles: dict[int, str]) -> list[tuple[int, int]]:
    """左右并排的表各占哪些列：每逢第二个同级指标栏就是另一张表。"""
    first_role = next(role for role in ("level1", "level2", "level3") if role in roles.values())
    starts = [
        column
        for column, role in sorted(roles.items())
        if role == first_role and grid.anchor(row, column) == (row, column)
    ]
    lefts = [1]
    for start in starts[1:]:
        beside = label_key(grid.text(row, start - 1))
        lefts.append(start - 1 if beside in _GROUP_LABELS else start)
    rights = [left - 1 for left in lefts[1:]] + [max(grid.last_column, max(roles))]
    return list(zip(lefts, rights, strict=True))


def _header(grid: Grid, row: int, left: int, right: int) -> Header:
    bottom = row
    level_columns = [
        column
        for column in range(left, right + 1)
        if (indicator_column(grid.text(row, column)) or "").startswith("level")
    ]
    for column in level_columns:
        bottom = max(bottom, min(grid.block(row, column).bottom, row + 2))
    if bottom == row and _is_second_row(grid, row, left, right, level_columns):
        bottom = row + 1
    header = Header(row, bottom, left, right)
    for column in range(left, right + 1):
        role = _role(grid, row, bottom, column)
        if role is not None:
            header.columns.setdefault(role, []).append(column)
    for role, columns in header.columns.items():
        exact = [
            column
            for column in columns
            if any(is_exact_column(grid.text(line, column)) for line in range(row, bottom + 1))
        ]
        header.columns[role] = exact or columns
    _split_target(header)
    return header


def _is_second_row(grid: Grid, row: int, left: int, right: int, levels: list[int]) -> bool:
    """没有上下合并的两行表头：下一行只写着指标值的分栏，指标名下面是空的。"""
    roles = [indicator_column(grid.text(row + 1, column)) for column in range(left, right + 1)]
    return "nature" in roles and not any(grid.text(row + 1, column) for column in levels)


def _role(grid: Grid, top: int, bottom: int, column: int) -> str | None:
    """两行表头先看下一行的分栏，再看上一行。"""
    for row in range(bottom, top - 1, -1):
        role = indicator_column(grid.text(row, column))
        if role is not None:
            return role
    return None


def _split_target(header: Header) -> None:
    """有“指标性质”时，“指标值”只是其中的数；“单位”只有与它并列才是度量单位。"""
    if "unit" in header.columns and "nature" not in header.columns:
        target, unit = header.columns.get("target", [0])[0], header.columns["unit"][0]
        if unit != target + 1:
            del header.columns["unit"]


def is_repeated(header: Header, earlier: Header) -> bool:
    """与前一个表头栏目、列位都相同：可能是分页后重印的表头。"""
    return header.columns == earlier.columns
