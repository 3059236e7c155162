"""资金表头里栏名不认得、下面写着金额的栏：照印着的执行率、照位置定得下来的，说是猜的；定不下来的，说没有读。

全年预算数、执行数在不在没有读的一栏里，不知道：有这样一栏的，年初数不当作全年预算数。
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from perfxl.grammar.amounts import amount, percentage
from perfxl.grammar.exact_numbers import decimal_places
from perfxl.grammar.glyphs import compact
from perfxl.grammar.nothing_said import is_left_blank
from perfxl.model.columns import FUND_AMOUNTS
from perfxl.model.table import Entry
from perfxl.reading.labels import (
    field_name,
    fund_column,
    goal_name,
    is_fund_group,
    is_fund_name,
    is_ignored_fund_column,
)
from perfxl.reading.region import Region

# 表头以下找金额时最多看这么多行。
_LOOK_DOWN = 8
# 栏名没有比这更长的。
_LONGEST_HEAD = 20
# 三栏金额，外面两栏是年初数、执行数。
_TWO, _THREE = 2, 3
_HUNDRED = Decimal(100)
_SPENT = ("executed", "executed_to_date")


class UnnamedColumns(NamedTuple):
    """各栏所在的列（照位置定下的在内），照位置定下的栏名和它当作哪一栏，没有读的栏：列 → 栏名。"""

    columns: dict[str, int]
    placed: tuple[tuple[Entry, str], ...] = ()
    unread: Mapping[int, Entry] = {}


class _Row(NamedTuple):
    """一行资金：各列的金额，印着的执行率（百分数）和它印到的末位。"""

    amounts: dict[int, Decimal]
    rate: Decimal | None
    unit: Decimal

    def agrees(self, budget: int, executed: int) -> bool:
        """印着的执行率就是这两列之比。"""
        whole, spent = self.amounts.get(budget), self.amounts.get(executed)
        if self.rate is None or not whole or spent is None:
            return False
        return abs(spent / whole * _HUNDRED - self.rate) < self.unit


def settle_unnamed(region: Region, row: int, columns: dict[str, int]) -> UnnamedColumns:
    """``row`` 行的资金表头：栏名不认得的金额栏各是哪一栏；``columns`` 是认得的各栏。"""
    below = _rows_below(region, row)
    heads = _unnamed(region, row, below, set(columns.values()))
    if not heads:
        return UnnamedColumns(columns)
    money = {role: column for role, column in columns.items() if role in FUND_AMOUNTS}
    read = [_row(region, each, [*money.values(), *heads], columns.get("rate")) for each in below]
    rows = [each for each in read if each.amounts]
    found = _by_rate(money, sorted(heads), rows) or _by_place(region, columns, sorted(heads), rows)
    placed = tuple((heads[column], role) for role, column in found.items())
    unread = {column: head for column, head in heads.items() if column not in found.values()}
    return UnnamedColumns(columns | found, placed, unread)


def _rows_below(region: Region, row: int) -> list[int]:
    rows: list[int] = []
    for each in region.grid.rows_between(row + 1, row + _LOOK_DOWN):
        if any(goal_name(entry.text) or field_name(entry.text) for entry in region.texts(each)):
            break
        rows.append(each)
    return rows


def _unnamed(region: Region, row: int, below: Sequence[int], known: set[int]) -> dict[int, Entry]:
    """不认得的栏名，和它下面写着金额的那一列。"""
    found: dict[int, Entry] = {}
    for entry in region.texts(row):
        # 各栏左边的“年度预算”是行标题，夹在各栏中间的是一栏。
        if not _may_head(entry) or (_is_label(entry) and entry.column < min(known, default=0)):
            continue
        block = region.grid.block(row, entry.column)
        own = (column for column in range(block.left, block.right + 1) if column not in known)
        column = next((each for each in own if _has_amounts(region, below, each)), None)
        if column is not None:
            found[column] = entry
    return found


def _may_head(entry: Entry) -> bool:
    text = entry.text
    if entry.number is not None or not 1 < len(compact(text)) <= _LONGEST_HEAD:
        return False
    known = fund_column(text) or is_ignored_fund_column(text) or field_name(text) or goal_name(text)
    return not known


def _is_label(entry: Entry) -> bool:
    return is_fund_group(entry.text) or is_fund_name(entry.text)


def _has_amounts(region: Region, below: Sequence[int], column: int) -> bool:
    own = (region.entry(row, column) for row in below)
    return any(entry.column == column and _amount(entry) is not None for entry in own)


def _amount(entry: Entry) -> Decimal | None:
    """一格里的金额；百分数、横线不是。"""
    if not entry.text or "%" in compact(entry.text) or is_left_blank(entry.text):
        return None
    return entry.number if entry.number is not None else amount(entry.text)


def _row(region: Region, row: int, columns: Sequence[int], rate: int | None) -> _Row:
    own = {column: _amount(region.entry(row, column)) for column in columns}
    printed = region.entry(row, rate) if rate is not None else None
    number = percentage(printed.text) if printed is not None and printed.text else None
    if number is not None and printed is not None and "%" not in compact(printed.text):
        number = number * _HUNDRED if number <= _TWO else number  # 写成比值的
    unit = Decimal(1).scaleb(-min(decimal_places(number), 2)) if number is not None else Decimal(0)
    return _Row({c: each for c, each in own.items() if each is not None}, number, unit)


def _by_rate(money: dict[str, int], heads: list[int], rows: Sequence[_Row]) -> dict[str, int]:
    """印着的执行率正好是哪两列之比：那两列是预算数、执行数；不止一种说法的不算。"""
    rated = next((row for row in rows if row.rate is not None), None)
    if rated is None or "executed_to_date" in money:
        return {}
    budgets = [money["adjusted"]] if "adjusted" in money else heads
    spends = [money["executed"]] if "executed" in money else heads
    pairs = [
        (budget, spent)
        for budget in budgets
        for spent in spends
        if budget < spent and rated.agrees(budget, spent)
    ]
    if _by_initial(money, rated) or not pairs or len({spent for _, spent in pairs}) > 1:
        return {}
    budget, spent = pairs[-1]
    if len(pairs) > 1 and rated.amounts[pairs[0][0]] != rated.amounts[budget]:
        return {}
    left = [column for column in heads if column < budget]
    first = {"initial": left[0]} if "initial" not in money and len(left) == 1 else {}
    found = first | {"adjusted": budget, "executed": spent}
    return {role: column for role, column in found.items() if column in heads}


def _by_initial(money: Mapping[str, int], rated: _Row) -> bool:
    """印着的执行率是照年初数算的，年初数与别的栏不同。"""
    initial, spent = money.get("initial"), money.get("executed")
    if initial is None or spent is None or not rated.agrees(initial, spent):
        return False
    others = (amount for column, amount in rated.amounts.items() if column not in (initial, spent))
    return rated.amounts[initial] not in others


def _by_place(
    region: Region, columns: Mapping[str, int], heads: list[int], rows: Sequence[_Row]
) -> dict[str, int]:
    """年初数、执行数之间只有一栏的，是全年预算数；印着的执行率是照年初数算的不算。"""
    initial, spent = columns.get("initial"), _spent(columns)
    if initial is None or spent is None or "adjusted" in columns:
        return {}
    between = [column for column in heads if initial < column < spent]
    rated = next((row for row in rows if row.rate is not None), None)
    if len(between) != 1 or (rated is not None and _by_initial(dict(columns), rated)):
        return {}
    return {"adjusted": between[0]}


def _spent(columns: Mapping[str, int]) -> int | None:
    return next((columns[role] for role in _SPENT if role in columns), None)
