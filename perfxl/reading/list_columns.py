"""清单的项目、单位、预算数各栏。"""

from perfxl.model.grid import Grid
from perfxl.reading.header import LEVELS, Columns, Header
from perfxl.reading.labels import (
    field_name,
    fund_column,
    indicator_column,
    is_fund_name,
    list_column,
)

# 项目一栏下面有这么多个标签的，不是清单。
_FEWEST_BELOW = 2


def add_list_columns(grid: Grid, header: Header) -> None:
    """清单的项目、单位、预算数各栏；没有项目一栏的不是清单。"""
    level_columns = [column for role in LEVELS for column in header.columns.get(role, [])]
    in_groups = {column for _, group in header.groups for each in group.values() for column in each}
    taken = in_groups.union(*header.columns.values())
    found: Columns = {}
    for column in range(header.left, header.right + 1):
        for row in range(header.bottom, header.top - 1, -1):
            role = list_column(grid.text(row, column))
            if role is None and fund_column(grid.text(row, column)):
                break  # 上面的“项目资金”是大栏
            in_front = column < min(level_columns, default=0)
            if role is not None and (column not in taken or in_front):
                found.setdefault(role, []).append(column)
                break
    named = [*found.get("project", ()), *found.get("project_code", ())]
    if not named or _heads_labels(grid, header, named[0]):
        return
    for role, columns in found.items():
        for each in header.columns.values():
            each[:] = [column for column in each if column not in columns]
        header.columns[role] = columns
    header.columns = {role: columns for role, columns in header.columns.items() if columns}


def _heads_labels(grid: Grid, header: Header, column: int) -> bool:
    """“项目名称”右边不是栏名，下面还是标签（主管部门、资金总额）：左右排的一张表左边的一栏，不是清单的项目一栏。"""
    beside = grid.text(header.bottom, grid.block(header.bottom, column).right + 1)
    if beside.strip() and (list_column(beside) or indicator_column(beside)):
        return False
    texts = (
        grid.entry(row, column).text for row in grid.rows_between(header.bottom + 1, grid.last_row)
    )
    labels = {text for text in texts if field_name(text) or is_fund_name(text)}
    return len(labels) >= _FEWEST_BELOW
