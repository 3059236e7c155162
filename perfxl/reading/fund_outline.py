"""一套资金里谁是谁的一部分：先照是什么，几种归法都说得通的，取加得上的一种。"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product, takewhile
from typing import NamedTuple

from perfxl.model.columns import FUND_AMOUNTS
from perfxl.model.entry import Entry
from perfxl.model.fund import Fund, FundDoubt, FundRole, Period
from perfxl.reading.fund_words import is_among

# 每个数按两位小数取整，最多差半分。
_HALF_CENT = Decimal("0.005")
_LEVELS = frozenset(
    {
        *(FundRole.OWN_LEVEL, FundRole.HIGHER_LEVEL, FundRole.CENTRAL),
        *(FundRole.PROVINCE, FundRole.CITY, FundRole.LOCAL),
    }
)
_FROM_ABOVE = frozenset({FundRole.CENTRAL, FundRole.PROVINCE, FundRole.CITY})
_BUDGETS = frozenset({FundRole.GENERAL_BUDGET, FundRole.GOVERNMENT_FUND, FundRole.STATE_CAPITAL})
_LEVELS = _FROM_ABOVE | {FundRole.LOCAL}
_NATURES = frozenset({FundRole.BASIC_EXPENSE, FundRole.PROJECT_EXPENSE})
_IN_BASIC = frozenset({FundRole.STAFF_EXPENSE, FundRole.RUNNING_EXPENSE})
_TOTALS = frozenset({FundRole.TOTAL, FundRole.OTHER_TOTAL})


@dataclass(slots=True, eq=False)
class FundRow:
    """正在定的一行：名称说的（``role``、``rest``、``sum_word``），行标题、栏名写的期，和定下来的。

    ``heads_column`` 是左右并列两套中一套的首行。
    """

    fund: Fund
    role: FundRole
    rest: str
    sum_word: str
    marked: Period | None
    named: Period | None
    period: Period = Period.YEAR
    whole: "FundRow | None" = None
    by_nature: bool = False
    heads_column: bool = False
    doubts: set[FundDoubt] = field(default_factory=set)
    small_columns: set[str] = field(default_factory=set)

    def number(self, column: str) -> Decimal | None:
        """一栏金额的数。"""
        entry: Entry = getattr(self.fund, column)
        return entry.shown_amount

    @property
    def has_money(self) -> bool:
        """有一栏不是 0。"""
        return any(self.number(column) for column in FUND_AMOUNTS)

    @property
    def is_total(self) -> bool:
        """资金总额，或并列的另一种总数。"""
        return self.role in _TOTALS

    @property
    def is_subtotal(self) -> bool:
        """名称里有“小计”。"""
        return self.sum_word == "小计"


def outline(rows: Sequence[FundRow], total: FundRow | None) -> None:
    """定各行属于哪一行；没有 ``total`` 的，不属于别的行的在最上一层。"""
    _under_subtotals(rows)
    free = [
        row
        for row in rows
        if row.whole is None and row is not total and not (row.is_total or _adds_nothing(row, rows))
    ]
    ways = list(_ways(_choices(free, total)))
    chosen = min(ways, key=_failures) if len(ways) > 1 else ways[0]
    for row, whole in chosen.items():
        row.whole = whole
    if total is not None:
        for row in _best_division(total, [row for row in free if row.whole is total])[0]:
            row.by_nature = True


def adds_up(whole: FundRow, parts: Sequence[FundRow]) -> bool:
    """有一栏加得上。"""
    return any(_fits(whole, parts))


def _misfits(whole: FundRow, parts: Sequence[FundRow]) -> int:
    """有几栏加不上。"""
    return sum(not fits for fits in _fits(whole, parts))


def _fits(whole: FundRow, parts: Sequence[FundRow]) -> list[bool]:
    """各栏加不加得上，每个数许差半分；合计项或各项都空着的一栏、全是 0 的一栏不算。"""
    found: list[bool] = []
    for column in FUND_AMOUNTS:
        total = whole.number(column)
        numbers = [number for part in parts if (number := part.number(column)) is not None]
        if total is not None and numbers and (total or any(numbers)):
            gap = abs(total - sum(numbers, Decimal(0)))
            found.append(gap <= _HALF_CENT * (len(numbers) + 1))
    return found


# 小计


def _under_subtotals(rows: Sequence[FundRow]) -> None:
    """小计下面（或上面）紧接着的几行，加得上的归它。"""
    for place, row in enumerate(rows):
        if not row.is_subtotal:
            continue
        below = _until_sum(rows[place + 1 :])
        above = _until_sum(rows[:place][::-1])
        for run in (below, above):
            sizes = range(1, len(run) + 1)
            size = next((size for size in sizes if adds_up(row, run[:size])), 0)
            for part in run[:size]:
                part.whole = row
            if size:
                break


def _until_sum(rows: Sequence[FundRow]) -> list[FundRow]:
    """到下一个小计、总额，或已经归了别的小计的一行为止。"""
    return list(
        takewhile(lambda row: not (row.is_subtotal or row.is_total or row.whole is not None), rows)
    )


def _adds_nothing(row: FundRow, rows: Sequence[FundRow]) -> bool:
    """只写“小计”，又看不出是哪几行的：不再加进总额。"""
    bare = row.role is FundRole.SUBTOTAL and not row.rest
    return bare and not any(each.whole is row for each in rows)


# 总额、财政拨款、上级补助、基本支出之下


class _Choice(NamedTuple):
    """几行属于谁：通常的，和另一种。"""

    rows: Sequence[FundRow]
    usual: FundRow | None
    other: FundRow | None


def _choices(rows: Sequence[FundRow], total: FundRow | None) -> list[_Choice]:
    """各行属于谁；没有财政拨款一行的，一般公共预算当它。上级补助、中央资金也可能与财政拨款并列。"""

    def of(roles: Collection[FundRole]) -> list[FundRow]:
        return [row for row in rows if row.role in roles]

    nested = _nested(rows)
    inside = {row for own in nested.values() for row in own}
    every, rows = rows, [row for row in rows if row not in inside]
    grants = of({FundRole.GRANT})
    grant = next(iter([*grants, *of({FundRole.GENERAL_BUDGET})]), None)
    higher = next(iter(of({FundRole.HIGHER_LEVEL})), None)
    basic = next(iter(of({FundRole.BASIC_EXPENSE})), None)
    levels = grant or total
    beside = total or levels
    budgets = [row for row in of(_BUDGETS) if row is not grant]
    above = higher if higher is not None and _follow(higher, of(_FROM_ABOVE)) else None
    choices = [
        _Choice(grants[1:], total, grant),
        _Choice(budgets, grant if grants else total, total),
        _Choice(of({FundRole.OWN_LEVEL}), levels, levels),
        _Choice(of({FundRole.HIGHER_LEVEL}), levels, beside),
        _Choice(of(_FROM_ABOVE), above or levels, levels if above is not None else beside),
        _Choice(of({FundRole.LOCAL}), levels, total),
        _Choice(of({FundRole.CARRIED_OVER}), total, grant if grants[1:] else total),
        _Choice(of(_IN_BASIC), basic or total, total),
    ]
    choices += [
        _Choice(own, head, levels)
        if is_among(own[0].fund.label.text)
        else _Choice(own, levels, head)
        for head, own in nested.items()
    ]
    rows = every
    placed = {row for choice in choices for row in choice.rows}
    return [*choices, _Choice([row for row in rows if row not in placed], total, total)]


def _nested(rows: Sequence[FundRow]) -> dict[FundRow, list[FundRow]]:
    """第三层：“地方资金”“一般公共预算”下面紧接着的各级资金（其中：省级、市级……），多半是它的一部分。"""
    nested: dict[FundRow, list[FundRow]] = {}
    head: FundRow | None = None
    for row in rows:
        if (
            row.role in _LEVELS
            and head is not None
            and (row.role is not head.role or head in nested)
        ):
            nested.setdefault(head, []).append(row)
        elif row.role in _BUDGETS or (row.role is FundRole.LOCAL and "地方" in row.fund.name):
            head = row
        else:
            head = None
    return {head: own for head, own in nested.items() if len(own) > 1}


def _follow(higher: FundRow, rows: Sequence[FundRow]) -> bool:
    """都写在“上级补助”的后面。"""
    place = (higher.fund.label.row, higher.fund.label.column)
    return all((row.fund.label.row, row.fund.label.column) > place for row in rows)


def _ways(choices: Sequence[_Choice]) -> Iterator[dict[FundRow, FundRow | None]]:
    """各种归法，照通常的在前，改得少的在前。"""
    turns = [
        (False, True) if choice.rows and choice.usual is not choice.other else (False,)
        for choice in choices
    ]
    for way in sorted(product(*turns), key=sum):
        yield {
            row: choice.other if turned else choice.usual
            for choice, turned in zip(choices, way, strict=True)
            for row in choice.rows
        }


def _failures(way: dict[FundRow, FundRow | None]) -> int:
    """这样归，各个合计项共有几栏加不上。"""
    parts: dict[FundRow, list[FundRow]] = {}
    for row, whole in way.items():
        if whole is not None:
            parts.setdefault(whole, []).append(row)
    return sum(
        _misfits(whole, group)
        for whole, own in parts.items()
        if len(own) > 1 or not is_among(own[0].fund.label.text)  # 只列了“其中”的一项，不加
        for group in _best_division(whole, own)
    )


# 总额按来源、按性质各分一遍的


_Division = tuple[Sequence[FundRow], Sequence[FundRow]]


def _best_division(whole: FundRow, parts: Sequence[FundRow]) -> _Division:
    """按性质的几行、按来源的几行；只分了一遍的都在后一组。

    有“其他”的，看它与哪几行加得上：资金总额 = 基本支出 + 项目支出 + 其他。
    """
    natures = [row for row in parts if row.role in _NATURES]
    sources = [row for row in parts if row.role not in _NATURES]
    if not natures or not sources:
        return (), parts
    others = [row for row in sources if row.role is FundRole.OTHER]
    rest = [row for row in sources if row.role is not FundRole.OTHER]
    once: _Division = (), parts
    twice: _Division = natures, sources
    mixed: _Division = [*natures, *others], rest
    by_source = any(row.role is FundRole.GRANT for row in sources)
    divisions = [twice, mixed, once] if by_source else [once, twice, mixed]
    return min(divisions, key=lambda each: sum(_misfits(whole, group) for group in each))
