"""收入、支出左右各一套预算数、执行数的资金表头：读支出的一套，另一套列为没有读。"""

from collections.abc import Iterable, Mapping
from itertools import pairwise, takewhile
from typing import NamedTuple

from perfxl.grammar.amounts import amount
from perfxl.model.columns import FUND_AMOUNTS
from perfxl.model.entry import ABSENT, Entry
from perfxl.reading.labels import fund_column, goal_name
from perfxl.reading.region import Region

# 一套里的预算数：左右两套各有一栏。
_BUDGETS = ("initial", "adjusted")
# 表头以下看名称一栏写没写字，最多看这么多行。
_LOOK_DOWN = 8

Candidates = Mapping[str, list[Entry]]


class FundSides(NamedTuple):
    """要读的一套从哪一列到哪一列；另一套的各列和它的栏名。"""

    left: int
    right: int
    passed: dict[int, Entry]


def fund_sides(region: Region, row: int, candidates: Candidates) -> FundSides | None:
    """左右各有名称、预算数、执行数的两套；不是这样排的为 ``None``。

    写着“支出”的一套是要读的；都没有写的，读不是“收入”的，再没有读左边的。
    """
    split = _second_name(region, row, candidates)
    if not split:
        return None
    first = _first_name(region, row, candidates)
    ranges = (range(first, split), range(split, region.block.right + 1))
    said = [_said(region, row, columns) for columns in ranges]
    if "支出" in said[0] or "支出" in said[1]:
        chosen = 0 if "支出" in said[0] and "支出" not in said[1] else 1
    else:
        chosen = 1 if "收入" in said[0] else 0
    own, other = ranges[chosen], ranges[1 - chosen]
    region.take(_over(region, row, own), *(region.entry(row, column) for column in other))
    return FundSides(own.start, own[-1], _passed(region, row, other))


def _second_name(region: Region, row: int, candidates: Candidates) -> int:
    """右边一套的名称一栏：夹在金额各栏中间、下面写着字，两边各有预算数，至少一边还有执行数；没有为 0。"""
    if all(len(candidates.get(role, [])) < 2 for role in _BUDGETS) or "executed" not in candidates:
        return 0
    rows = _rows_below(region, row)
    budgets = _money_columns(region, rows, candidates, _BUDGETS)
    for before, after in pairwise(_money_columns(region, rows, candidates, FUND_AMOUNTS)):
        if any(each <= before for each in budgets) and any(each >= after for each in budgets):
            for column in range(before + 1, after):
                if _holds_names(region, row, rows, column):
                    return column
    return 0


def _rows_below(region: Region, row: int) -> list[int]:
    """表头以下、总体目标以上的几行。"""
    rows = region.grid.rows_between(row + 1, row + _LOOK_DOWN)
    return list(takewhile(lambda each: not _says_goal(region, each), rows))


def _says_goal(region: Region, row: int) -> bool:
    return any(goal_name(entry.text) for entry in region.texts(row))


def _money_columns(
    region: Region, rows: list[int], candidates: Candidates, roles: Iterable[str]
) -> list[int]:
    """这几种栏里，下面写着金额的各列；左边的行标题“预算资金（元）”不是栏名。"""
    columns = sorted({entry.column for role in roles for entry in candidates.get(role, [])})
    return [
        column
        for column in columns
        if any(
            _is_own(e := region.entry(row, column), row, column) and _is_amount(e) for row in rows
        )
    ]


def _is_amount(entry: Entry) -> bool:
    return bool(entry.text) and amount(entry.text) is not None


def _is_own(entry: Entry, row: int, column: int) -> bool:
    return (entry.row, entry.column) == (row, column)


def _holds_names(region: Region, row: int, rows: list[int], column: int) -> bool:
    """一栏不是金额、执行率、原因，下面至少两行写着字。"""
    if fund_column(region.entry(row, column).text) not in (None, "name"):
        return False
    below = [(region.entry(each, column), each) for each in rows]
    named = [
        entry
        for entry, each in below
        if _is_own(entry, each, column) and entry.text and not _is_amount(entry)
    ]
    return len(named) > 1


def _first_name(region: Region, row: int, candidates: Candidates) -> int:
    """左边一套的名称一栏：第一栏金额左边紧挨着的一格。"""
    money = [e.column for role in FUND_AMOUNTS for e in candidates.get(role, [])]
    beside = max(min(money) - 1, region.block.left)
    return max(region.entry(row, beside).column, region.block.left)


def _said(region: Region, row: int, columns: range) -> str:
    """一套的名称一栏和它上面一行的大栏写着什么。"""
    return f"{_over(region, row, columns).text}{region.entry(row, columns.start).text}"


def _over(region: Region, row: int, columns: range) -> Entry:
    """一套上面一行的大栏（按收入性质分）；没有为 ``ABSENT``。"""
    over = region.entry(row - 1, columns.start)
    return over if over.text and (over.row, over.column) == (row - 1, columns.start) else ABSENT


def _passed(region: Region, row: int, columns: range) -> dict[int, Entry]:
    """不读的一套各列的栏名：有大栏的是大栏；没有写栏名的列不在内。"""
    over = _over(region, row, columns)
    heads = {column: region.entry(row, column) for column in columns}
    return {column: over if over.exists else head for column, head in heads.items() if head.text}
