"""写错了位、混了元和万元的数：多半应是多少。只说填的得分、执行率也不信那个数的。"""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from perfxl.grammar import Kind, Measured
from perfxl.model.due import Due
from perfxl.model.score import IndicatorScore, TableScore
from perfxl.model.table import Entry, Fund
from perfxl.rules.engine.telling import row_called
from perfxl.scoring.comparable_numbers import positive_numbers
from perfxl.scoring.rounding import grouped, plain
from perfxl.scoring.scored_row import scored_row_of
from perfxl.scoring.slips import NEAR, times_said

_TEN_THOUSAND = Decimal(10_000)
_POWERS = tuple(Decimal(10) ** power for power in (4, 1, 2, 3, -4, -1, -2, -3))
_SPENT = Decimal("0.3"), Decimal("1.05")
# 执行数不到预算的千分之一、到了十倍，才疑心；执行率低是常事。
_FAR = Decimal("0.001"), Decimal(10)
_HALF, _ZERO = Decimal("0.5"), Decimal(0)


class LikelyFigure(NamedTuple):
    """一格多半写错了：哪一格、是什么、与什么比、差几倍、多半应是多少；靠它的各格。

    ``due`` 是核对无误时那几格应当是什么。
    """

    entry: Entry
    what: str
    beside: str
    times: str
    likely: str
    hangs: tuple[Entry, ...]
    due: tuple[Due, ...] = ()


class _Shift(NamedTuple):
    power: Decimal
    ratio: Decimal


def likely_figures(score: TableScore) -> tuple[LikelyFigure, ...]:
    """一张自评表里说得出应是多少的错位；没有的为空。"""
    return (*_funds(score), *_rows(score))


def _funds(score: TableScore) -> Iterator[LikelyFigure]:
    fund = score.table.annual_total
    if fund is None or not fund.budget.number or not fund.executed.number:
        return
    ratio = fund.executed.number / fund.budget.number
    shift = None if _FAR[0] < ratio < _FAR[1] else _shift_of_funds(fund, ratio)
    if shift is None:
        return
    unit = score.table.money_unit or ""
    executed, budget = (fund.executed, "全年执行数"), (fund.budget, "全年预算数")
    wrong, beside = (budget, executed) if _is_budget_wrong(unit, shift) else (executed, budget)
    if wrong is budget:
        ratio, shift = 1 / ratio, 1 / shift
    other = _other_unit(unit, shift)
    yield LikelyFigure(
        wrong[0],
        f"{fund.name}的{wrong[1]}",
        f"{beside[1]}{beside[0].text}",
        times_said(ratio) if ratio >= 1 else f"约 {times_said(shift)}",
        f"{grouped((wrong[0].number or _ZERO) / shift)}{f' {unit}' if unit else ''}{f'，像是写成了{other}' if other else ''}",
        (fund.rate, fund.score, *_totals(score)),
    )


def _is_budget_wrong(unit: str, shift: Decimal) -> bool:
    """差一万倍的：万元的表里大的那个是元，元的表里小的那个是万元。"""
    return (unit, shift) in (("万元", 1 / _TEN_THOUSAND), ("元", _TEN_THOUSAND))


def _shift_of_funds(fund: Fund, ratio: Decimal) -> Decimal | None:
    """挪几位：先看与所印的执行率合不合，没有印的取花了三成到十成的。"""
    printed = fund.rate.number
    if printed is not None:
        exact = (p for p in _POWERS if abs(ratio / p * 100 - printed) <= _HALF)
        return next(exact, None)
    return next((p for p in _POWERS if _SPENT[0] <= ratio / p <= _SPENT[1]), None)


def _other_unit(unit: str, shift: Decimal) -> str:
    if unit == "万元" and shift == _TEN_THOUSAND:
        return "元"
    return "万元" if unit == "元" and shift == 1 / _TEN_THOUSAND else ""


def _rows(score: TableScore) -> Iterator[LikelyFigure]:
    for row in score.indicators:
        # 程序疑心的（--fix、score -o 不照它写），才说应是多少。
        doubted = any(slip.entry.place == row.indicator.actual.place for slip in score.slips)
        shift = _shift_of_row(row) if doubted else None
        if shift is None:
            continue
        own = row.indicator
        actual = own.actual_value
        assert isinstance(actual, Measured)
        yield LikelyFigure(
            own.actual,
            f"{row_called(own.level3.text)}的完成值",
            f"指标值{own.target.text}",
            times_said(shift.ratio) if shift.ratio >= 1 else f"约 {times_said(shift.power)}",
            _shown(actual, shift.power),
            (own.score, *_totals(score)),
            (Due(own.score, row.judged.score, "得分"),) if row.judged.score is not None else (),
        )


def _shift_of_row(row: IndicatorScore) -> _Shift | None:
    """完成值挪几位就与指标值相近，而所填的得分不合它现在的样子。"""
    judged, printed, weight = row.judged.score, row.printed, row.weight
    if judged is None or printed is None or not weight or not row.judged.is_fixed:
        return None
    if printed - judged < weight * _HALF:
        return None  # 给的分与这个数相合，不是写错
    scored = scored_row_of(row.indicator, weight)
    pair = positive_numbers(scored.target, scored.actual, scored.money_factor)
    if pair is None:
        return None
    ratio = pair[1] / pair[0]
    power = next((p for p in _POWERS if NEAR[0] <= ratio / p <= NEAR[1]), None)
    return None if power is None else _Shift(power, ratio)


def _shown(actual: Measured, power: Decimal) -> str:
    """照原来的写法，只换数：``1780000元/平方米`` → ``178元/平方米``。"""
    number = actual.number / actual.printed_scale
    scale = actual.raw.replace(",", "").replace("，", "")
    own, likely = plain(number), plain(number / power)
    if own in scale:
        return scale.replace(own, likely, 1)
    return f"{likely}%" if actual.kind is Kind.PERCENT else likely


def _totals(score: TableScore) -> tuple[Entry, ...]:
    table = score.table
    return tuple(
        each for each in (table.total.score, table.grade_cell, table.conclusion) if each.exists
    )
