"""PX326 两处的预算执行率不一致"""

from collections.abc import Iterator
from decimal import Decimal

from perfxl.grammar.exact_numbers import decimal_places
from perfxl.model.finding import Severity
from perfxl.model.table import Entry
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.scoring.execution import rate_in_row
from perfxl.scoring.rounding import ROUNDED_POINTS, half_up, plain
from perfxl.standards.documents import own_convention


@rule(
    id="PX326",
    title="两处的预算执行率不一致",
    severity=Severity.ERROR,
    basis=(own_convention("资金情况与指标栏里的预算执行率是同一个数"),),
    message="指标栏里的预算执行率{what}是 {found}，资金情况里是 {expected}。",
    hint="请核对 {cells} 和资金情况的 {there}，改成一致。",
)
def execution_row_differs(subject: Subject) -> Iterator[Hit]:
    """预算执行率既在资金情况、又印成一行指标的，完成值要与执行率相同，两处得分要相同。

    资金情况里没有印执行率的，与 执行数÷预算数 比；得分与执行率不符的由 PX306 报。
    """
    fund = subject.table.annual_total
    row = next((row for row in subject.table.indicators if row.is_execution), None)
    if fund is None or row is None:
        return
    rate = fund.rate.number if fund.rate.number is not None else subject.score.execution.rate
    actual = rate_in_row(row)
    if rate is not None and actual is not None and not _same(actual, rate):
        yield Hit(
            row.actual,
            found=f"{plain(actual)}%",
            expected=f"{plain(rate)}%",
            words={
                "what": "",
                "there": (fund.rate if fund.rate.number is not None else fund.executed).cell,
            },
            related=_existing(fund.rate, fund.executed),
        )
    mine, theirs = row.score.number, fund.score.number
    if mine is not None and theirs is not None and abs(mine - theirs) > ROUNDED_POINTS:
        yield Hit(
            row.score,
            found=f"{plain(mine)} 分",
            expected=f"{plain(theirs)} 分",
            words={"what": "得分", "there": fund.score.cell},
            related=(fund.score,),
        )


def _same(one: Decimal, other: Decimal) -> bool:
    """写得粗的一边，另一边取到同样的位数后相同。"""
    places = min(_rate_decimals(one), _rate_decimals(other))
    return half_up(one, places) == half_up(other, places)


def _rate_decimals(number: Decimal) -> int:
    return min(decimal_places(number), 2)


def _existing(*entries: Entry) -> list[Entry]:
    return [entry for entry in entries if entry.exists]
