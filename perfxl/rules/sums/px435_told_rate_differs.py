"""PX435 文字里的执行率与表内不同"""

from collections.abc import Iterator
from decimal import Decimal

from perfxl.grammar.patterns import Pattern
from perfxl.model.finding import Severity
from perfxl.model.table import Fund
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.told_money import clauses_of, is_plain, printed_places, told_texts
from perfxl.scoring.rounding import half_up
from perfxl.standards.documents import own_convention

_RATE = Pattern(r"(?P<lead>.*?)执行率(?:仅|只有|为|是|达到|达|:|：|\s)*(\d+(?:\.\d+)?)\s*[%％]")


@rule(
    id="PX435",
    title="文字里的执行率与表内不同",
    severity=Severity.WARNING,
    basis=(own_convention("文字里写的执行率就是表内的预算执行率"),),
    message="{place}写执行率 {found}%，表内全年执行数 ÷ 全年预算数是 {expected}%。",
    hint="请核对 {cells} 和资金情况的执行率，改成一致。",
)
def told_rate_differs(subject: Subject) -> Iterator[Hit]:
    """实际完成情况、自评结论里写的执行率，与资金情况哪一行的执行率都不同。

    取整到文字所写的位数相同就算相同；前面有别的限定（上级资金、6 月底）的不比；表内所填与算出的不同由 PX403 报。
    """
    total, rate = subject.table.annual_total, subject.score.execution.rate
    if total is None or rate is None:
        return
    texts = [(place, entry) for place, entry in told_texts(subject.table) if "执行率" in entry.text]
    known = [each for fund in subject.table.funds for each in _rates_of(fund)] if texts else []
    for place, entry in texts:
        for clause in clauses_of(entry.text):
            found = _RATE.match(clause)
            if found is None or not is_plain(found["lead"]):
                continue
            stated, places = Decimal(found[2]), printed_places(found[2])
            if not any(_alike(stated, each, places) for each in (*known, rate)):
                yield Hit(
                    entry,
                    found=stated,
                    expected=rate,
                    words={"place": place},
                    related=(total.rate if total.rate.exists else total.executed,),
                )


def _rates_of(fund: Fund) -> Iterator[Decimal]:
    if fund.rate.number is not None:
        yield fund.rate.number
    if fund.executed.number is None:
        return
    for budget in (fund.initial.number, fund.adjusted.number):
        if budget:
            yield fund.executed.number / budget * 100


def _alike(stated: Decimal, rate: Decimal, places: int) -> bool:
    """四舍五入或截去以后相同。"""
    return stated == half_up(rate, places) or abs(stated - rate) < Decimal(1).scaleb(-places)
