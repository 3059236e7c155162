"""成表里写的数：金额写到分，分数照口径的位数，执行率到百分数的两位；除出来的小数尾巴不写进表里。"""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from operator import is_
from typing import TypeVar

from perfxl.model.columns import FUND_AMOUNTS
from perfxl.model.table import Amounts, Derived, Entry, Fund, Indicator, Line, Table, Total
from perfxl.scoring.rounding import no_finer, to_the_fen

_RATE_DECIMALS = 2
_FEWEST = 2  # 分值印 2.5 的，口径的得分只取整数也照写
Rounding = Callable[[Decimal], Decimal]
_Row = TypeVar("_Row", Fund, Indicator, Line)


def with_written_numbers(table: Table, decimals: int) -> Table:
    """各处的数取到写进表里的位数；``decimals`` 是口径里得分的小数位。文字、格都不动。"""

    def money(number: Decimal) -> Decimal:
        return to_the_fen(number, table.money_unit)

    def score(number: Decimal) -> Decimal:
        return no_finer(number, decimals)

    def weight(number: Decimal) -> Decimal:
        return no_finer(number, max(decimals, _FEWEST))

    def total(each: Total) -> Total:
        return each._replace(weight=_with(each.weight, weight), score=_with(each.score, score))

    return replace(
        table,
        funds=tuple(_written_fund(fund, money, weight, score) for fund in table.funds),
        indicators=tuple(_written_indicator(row, weight, score) for row in table.indicators),
        period_indicators=tuple(
            _written_indicator(row, weight, score) for row in table.period_indicators
        ),
        lines=tuple(_written_line(line, money) for line in table.lines),
        sums=tuple(_written_line(line, money) for line in table.sums),
        total=total(table.total),
    )


def written_rate(rate: Decimal) -> Decimal:
    """百分数的执行率写成百分比格式的格里的数：62.8266667 写 0.6283。"""
    return no_finer(rate, _RATE_DECIMALS) / 100


def _with(entry: Entry, rounding: Rounding) -> Entry:
    if entry.number is None:
        return entry
    number = rounding(entry.number)
    if number == entry.number:
        return entry
    by = entry.derived or Derived("四舍五入到写进表里的位数", (entry,))
    return entry._replace(number=number, derived=by)


def _changed(row: _Row, **values: Entry | Amounts) -> _Row:
    """换了几栏的同一行；一栏也没有变的，就是原来那一行。"""
    if all(getattr(row, name) is value for name, value in values.items()):
        return row
    return replace(row, **values)  # type: ignore[arg-type]  # 各栏的名字由上面几处写明


def _written_fund(fund: Fund, money: Rounding, weight: Rounding, score: Rounding) -> Fund:
    amounts = {column: _with(getattr(fund, column), money) for column in FUND_AMOUNTS}
    return _changed(
        fund, **amounts, weight=_with(fund.weight, weight), score=_with(fund.score, score)
    )


def _written_indicator(row: Indicator, weight: Rounding, score: Rounding) -> Indicator:
    return _changed(
        row,
        weight=_with(row.weight, weight),
        weight_adjusted=_with(row.weight_adjusted, weight),
        score=_with(row.score, score),
    )


def _written_line(line: Line, money: Rounding) -> Line:
    return _changed(
        line,
        initial=_written_amounts(line.initial, money),
        adjusted=_written_amounts(line.adjusted, money),
        change=_written_amounts(line.change, money),
    )


def _written_amounts(amounts: Amounts, money: Rounding) -> Amounts:
    written = Amounts(*(_with(entry, money) for entry in amounts))
    return amounts if all(map(is_, written, amounts)) else written
