"""一张表的得分取到几位小数：表里没有写，看所填的分。

口径说两位，表里的分都是整数、都是一位小数的，就照表的取：9.625 写 9.6 不是错。
"""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import NamedTuple

from perfxl.grammar.exact_numbers import decimal_places
from perfxl.model.score import ExecutionScore, IndicatorScore
from perfxl.model.table import Table
from perfxl.standards.profile import Profile

# 取到整数的，要两处都对得上：只有一处，也许是填错的。
_WITNESSES = {1: 1, 0: 2}


class Scored(NamedTuple):
    """照一种取法算出来的执行率得分和各行得分。"""

    execution: ExecutionScore
    rows: tuple[IndicatorScore, ...]


def rounded_as_printed(
    table: Table, profile: Profile, finest: Scored, at: Callable[[int], Scored]
) -> Scored:
    """照表里的取法算的分；看不出的就是 ``finest``（照口径的位数）。``at`` 给出取到几位的。

    没有做到的行，取整以后正好满分的，照 ``finest``：那是给满分，不是取整。
    """
    widest = max((decimal_places(each) for each in _printed(table, finest)), default=None)
    otherwise = _printed_otherwise(table, finest)
    for decimals, needed in _WITNESSES.items():
        if widest is None or widest > decimals or decimals >= profile.decimals:
            continue
        if otherwise < needed:
            continue
        coarse = at(decimals)
        if _witnesses(table, finest, coarse) >= needed:
            rows = zip(finest.rows, coarse.rows, strict=True)
            return Scored(coarse.execution, tuple(_chosen(*each) for each in rows))
    return finest


def _printed(table: Table, scored: Scored) -> Iterable[Decimal]:
    """所填的各个得分和总分。"""
    fund = table.annual_total
    yield from (row.printed for row in scored.rows if row.printed is not None)
    for entry in (table.total.score, *((fund.score,) if fund is not None else ())):
        if entry.number is not None:
            yield entry.number


def _printed_otherwise(table: Table, finest: Scored) -> int:
    """几处所填的得分与照口径算的不同：一处不同也没有的，看不出另一种取法，不必再算。"""
    fund = table.annual_total
    pairs = [(row.judged.score, row.printed) for row in finest.rows if row.judged.is_fixed]
    if fund is not None:
        pairs.append((finest.execution.score, fund.score.number))
    return sum(None not in pair and pair[0] != pair[1] for pair in pairs)


def _witnesses(table: Table, finest: Scored, coarse: Scored) -> int:
    """几处得分照口径要多写几位，表里却正好是取整以后的。"""
    fund = table.annual_total
    pairs = [
        (row.judged.score, other.judged.score, row.printed, row.weight)
        for row, other in zip(finest.rows, coarse.rows, strict=True)
        if row.judged.is_fixed
    ]
    if fund is not None:
        execution = finest.execution
        pairs.append((execution.score, coarse.execution.score, fund.score.number, execution.weight))
    return sum(
        exact != rounded and printed == rounded and weight is not None and rounded < weight
        for exact, rounded, printed, weight in pairs
        if exact is not None and rounded is not None and printed is not None
    )


def _chosen(finest: IndicatorScore, coarse: IndicatorScore) -> IndicatorScore:
    """分档的照口径；没有做到而取整成了满分的也照口径。"""
    full = coarse.judged.score == coarse.weight != finest.judged.score
    return coarse if finest.judged.is_fixed and not full else finest
