"""权重写成比例的自评表：0.2 就是 20 分；各行的得分以 100 分计、总分再照权重加权的，没有读懂。"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from perfxl.model.entry import ABSENT, Entry
from perfxl.model.table import Indicator, Table, Total
from perfxl.model.unread import UnreadRow, WhyUnread

_FULL = Decimal(100)
# 总分取整的出入。
_NEAR = Decimal("0.06")


def shares_settled(table: Table) -> Table:
    """比例照 100 分折成分；得分另以 100 分计的（印的总分是权重乘得分的合计），分值、得分都不读。"""
    if _are_shares(table):
        table = _in_points(table)
    return _without_points(table) if _are_weighted(table) else table


def _are_shares(table: Table) -> bool:
    """各行都小于 1，连同资金的合计正好是 1，而得分比它大：是 100 分里占的比例。"""
    own = _weighed(table.indicators)
    weights = [row.weight.number for row in own]
    if len(own) < 2 or not all(each is not None and 0 < each < 1 for each in weights):
        return False
    summed = _sum(row.weight for row in own)
    execution = _sum(fund.weight for fund in table.funds)
    whole = summed + (execution if execution < 1 else execution / _FULL)
    return whole == 1 and any(_is_over(row) for row in own)


def _in_points(table: Table) -> Table:
    return replace(
        table,
        indicators=tuple(
            replace(
                row,
                weight=_scaled(row.weight),
                level1_weight=_full(row.level1_weight),
                level1_points=_scaled(row.level1_points),
                level2_weight=_full(row.level2_weight),
            )
            for row in table.indicators
        ),
        funds=tuple(replace(fund, weight=_scaled(fund.weight)) for fund in table.funds),
        total=table.total._replace(weight=_scaled(table.total.weight)),
        subtotals=tuple(each._replace(weight=_scaled(each.weight)) for each in table.subtotals),
        score_sums=tuple(replace(each, weight=_scaled(each.weight)) for each in table.score_sums),
        weights_were_shares=True,
    )


def _are_weighted(table: Table) -> bool:
    """多数行的得分高过分值，都不过 100，印的总分是权重乘得分的合计，不是得分的合计。"""
    own = [row for row in _weighed(table.indicators) if row.score.number is not None]
    over = [row for row in own if _is_over(row)]
    total = table.total.score.number
    if total is None or len(over) < 2 or 2 * len(over) <= len(own):
        return False
    if any(not 0 <= (row.score.number or 0) <= _FULL for row in own):
        return False
    weighted = sum((_product(row.weight, row.score) for row in own), Decimal(0))
    execution = [_sum(fund.score for fund in table.funds)]
    execution.append(sum((_product(each.weight, each.score) for each in table.funds), Decimal(0)))
    return any(abs(total - weighted - each) <= _NEAR for each in execution)


def _without_points(table: Table) -> Table:
    """分值、得分都留着不读：各行为没有读懂的，总分、小计不判。"""
    unread = [
        UnreadRow(
            tuple(each for each in (row.weight, row.score) if each.exists), WhyUnread.WEIGHTED
        )
        for row in _weighed(table.indicators)
    ]
    return replace(
        table,
        indicators=tuple(
            replace(
                row,
                weight=ABSENT,
                score=ABSENT,
                level1_weight=None,
                level1_points=ABSENT,
                level2_weight=None,
            )
            for row in table.indicators
        ),
        funds=tuple(
            replace(each, score=ABSENT) if _is_more(each.score, each.weight) else each
            for each in table.funds
        ),
        total=table.total._replace(weight=ABSENT, score=ABSENT),
        total_again=Total(),
        subtotals=(),
        score_sums=(),
        unread_rows=(*table.unread_rows, *unread),
    )


def _weighed(rows: Sequence[Indicator]) -> list[Indicator]:
    """自己有分值一格的各行。"""
    return [row for row in rows if row.weight.exists and not row.shares_points]


def _sum(entries: Iterable[Entry]) -> Decimal:
    return sum((each.number or Decimal(0) for each in entries), Decimal(0))


def _product(weight: Entry, score: Entry) -> Decimal:
    return (weight.number or Decimal(0)) * (score.number or Decimal(0)) / _FULL


def _is_over(row: Indicator) -> bool:
    return _is_more(row.score, row.weight)


def _is_more(score: Entry, weight: Entry) -> bool:
    return score.number is not None and weight.number is not None and score.number > weight.number


def _scaled(entry: Entry) -> Entry:
    return entry._replace(number=_full(entry.number))


def _full(share: Decimal | None) -> Decimal | None:
    return share * _FULL if share is not None and 0 < share <= 1 else share
