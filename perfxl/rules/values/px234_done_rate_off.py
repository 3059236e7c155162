"""PX234 完成率与完成值、指标值不符"""

from collections.abc import Iterator
from decimal import Decimal

from perfxl.grammar import Kind, Measured, Operator
from perfxl.grammar.amounts import percentage
from perfxl.grammar.exact_numbers import decimal_places
from perfxl.model.finding import Severity
from perfxl.model.score import IndicatorScore
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.scoring.comparable_numbers import comparable_numbers
from perfxl.scoring.rounding import half_up
from perfxl.scoring.scored_row import scored_row_of
from perfxl.standards.documents import own_convention

_HUNDRED = Decimal(100)
_CAPPED = (Operator.AT_MOST, Operator.BELOW)


@rule(
    id="PX234",
    title="完成率与完成值、指标值不符",
    severity=Severity.WARNING,
    basis=(own_convention("完成率 = 完成值 ÷ 指标值"),),
    message="“{level3}”完成率填 {found}，完成值{actual} ÷ 指标值{target} 是 {expected}%。",
    hint="请核对 {cells} 和完成值、指标值，改成一致。",
)
def done_rate_off(subject: Subject) -> Iterator[Hit]:
    """完成值、指标值都是数、单位同类的才比；照填的小数位数，取整、舍去都算对。得分不看这一栏。

    超过 100% 只填 100% 的，“≤”的填指标值 ÷ 完成值、做到了填 100% 的，指标值是百分数而填完成值本身的，都不报。
    """
    for row in subject.score.indicators:
        own = row.indicator
        if not own.done_rate.text or subject.is_slipped(own.actual):
            continue
        due = _rates(row)
        if due and not any(_is_written(own.done_rate.text, each) for each in due):
            yield Hit(
                own.done_rate,
                found=own.done_rate.text,
                expected=half_up(due[0]),
                words={
                    "level3": own.level3.text,
                    "actual": own.actual.text,
                    "target": own.target.text.lstrip("≥≤＝=≧≦><"),
                },
                related=(own.target, own.actual),
            )


def _rates(row: IndicatorScore) -> list[Decimal]:
    """可以填的各个完成率，以百分数计，头一个是完成值 ÷ 指标值；比不了的为空。"""
    scored = scored_row_of(row.indicator, row.weight)
    target, actual = scored.target, scored.actual
    if not isinstance(target, Measured) or not isinstance(actual, Measured):
        return []
    if target.approximate or actual.approximate or target.upper or actual.upper:
        return []
    pair = comparable_numbers(target, actual, scored.money_factor)
    if pair is None or pair[0] <= 0 or pair[1] < 0:
        return []
    wanted, done = pair
    rates = [done / wanted * _HUNDRED]
    at_most = target.operator in _CAPPED
    if at_most and done:
        rates.append(wanted / done * _HUNDRED)
    if done <= wanted if at_most else done >= wanted:
        rates.append(_HUNDRED)
    if target.kind is Kind.PERCENT:
        rates.append(done)
    return rates


def _is_written(text: str, due: Decimal) -> bool:
    """填的照它的小数位数就是 ``due``；没有百分号、不大于 1.5 的也可以是比值。读不出数的不比。"""
    said = percentage(text)
    if said is None:
        return True
    places = decimal_places(said)
    if abs(said - due) < Decimal(1).scaleb(-places):
        return True
    ratio = due / _HUNDRED
    return "%" not in text and abs(said - ratio) < Decimal(1).scaleb(-places)
