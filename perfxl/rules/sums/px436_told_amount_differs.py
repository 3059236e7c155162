"""PX436 文字里的金额与资金情况不同"""

from collections.abc import Iterator
from decimal import Decimal

from perfxl.grammar import Kind, Measured
from perfxl.grammar.patterns import Pattern
from perfxl.model.finding import Severity
from perfxl.model.table import Entry
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import quoted
from perfxl.rules.facts.told_figures import is_misprint
from perfxl.rules.facts.told_money import (
    ToldAmount,
    amounts_anywhere,
    amounts_in,
    amounts_told,
    as_told,
    told_texts,
)
from perfxl.rules.sums.cost_sums import in_unit
from perfxl.standards.documents import own_convention

_SPENT = r"(?:执行|支出|支付|使用)(?:数|资金|额|金额|预算)?(?:共计|合计|总计|共|为|达到?|了)?"
_BUDGET = r"(?:年初|全年|调整后?的?)?预算(?:数|资金|总额|安排|金额)?(?:总额)?(?:共计|合计|共|为|由|是|调整为|调整到|调整至)?"
_LEFT = r"(?:结余|剩余|结转|收回|交回|上缴|节约|节省)(?:资金|结余|财政资金|指标|经费|采购资金)?(?:共计|合计|共|为)?"
# 比年初增减了多少。
_SHIFTED = Pattern(
    r"(调减|压减|核减|追减|追加|调增)(?:预算|资金|经费|指标|财政资金)?了?(\d[\d,]*(?:\.\d+)?)(亿元|万元|元)"
)
_CHANGED = Pattern(
    r"由(\d[\d,]*(?:\.\d+)?)(亿元|万元|元)(?:调整|调减|调增|追加|压减|增加|减少)[为到至](\d[\d,]*(?:\.\d+)?)(亿元|万元|元)"
)


@rule(
    id="PX436",
    title="文字里的金额与资金情况不同",
    severity=Severity.WARNING,
    basis=(own_convention("文字里写的预算、执行、结余，与资金情况是同一笔钱"),),
    hint="请核对 {cells} 和资金情况，改成一致；说的是其中一笔的，请写明是哪一笔。",
)
def told_amount_differs(subject: Subject) -> Iterator[Hit]:
    """实际完成情况、自评结论写“全年执行……元”“预算……元”，资金情况和成本指标里没有这个数；写结余、收回的，比没有用完的还多。

    取整到文字所写的位数相同就算相同；前面有别的限定的不比，没有写金额单位的表不比。
    """
    table = subject.table
    total, factor = table.annual_total, table.money_factor
    if total is None or factor is None or total.executed.number is None:
        return
    texts = [(place, entry) for place, entry in told_texts(table) if "元" in entry.text]
    if not texts:
        return
    known = [*amounts_in(table), *_amounts_of_rows(subject)]
    executed = total.executed.number * factor
    for place, entry in texts:
        for told in amounts_told(entry.text, _SPENT):
            if not _is_known(told, known):
                yield _hit(
                    place, entry, told, f"全年执行数是 {in_unit(executed, subject)}", total.executed
                )
        for told in amounts_told(entry.text, _BUDGET):
            if not _is_known(told, known) and total.budget.number is not None:
                budget = in_unit(total.budget.number * factor, subject)
                yield _hit(place, entry, told, f"预算数是 {budget}", total.budget)
        yield from _left_hits(subject, place, entry, executed, known)
        yield from _changed_hits(subject, place, entry, known)
        yield from _shifted_hits(subject, place, entry, known)
        yield from _misprint_hits(subject, place, entry, known)


def _changed_hits(
    subject: Subject, place: str, entry: Entry, known: list[Decimal]
) -> Iterator[Hit]:
    """预算由多少调整为多少，两个数资金情况里都要有。"""
    total = subject.table.annual_total
    for found in _CHANGED.finditer(entry.text):
        told = [as_told(found[0], found[at], found[at + 1]) for at in (1, 3)]
        strange = (each for each in told if not _is_known(each, known))
        wrong = next((each for each in strange if not _is_stated(each, entry.text)), None)
        if wrong is not None and total is not None and "预算" in entry.text:
            fact = f"年初预算数是 {total.initial.text}、全年预算数是 {total.adjusted.text}"
            yield _hit(place, entry, wrong, fact, total.budget)


def _shifted_hits(
    subject: Subject, place: str, entry: Entry, known: list[Decimal]
) -> Iterator[Hit]:
    """只说了一次调减（追加）多少，与全年预算数比年初预算数少（多）的不同。"""
    total, factor = subject.table.annual_total, subject.table.money_factor
    found = _SHIFTED.findall(entry.text)
    if total is None or factor is None or len(found) != 1:
        return
    if total.initial.number is None or total.adjusted.number is None:
        return
    [(verb, number, unit)] = found
    shift = (total.adjusted.number - total.initial.number) * factor
    told = as_told(f"{verb}{number}{unit}", number, unit)
    down = verb not in ("追加", "调增")
    if (
        shift
        and (shift < 0) is down
        and not told.is_near(abs(shift))
        and not _is_known(told, known)
    ):
        fact = f"全年预算数比年初预算数{'少' if down else '多'} {in_unit(abs(shift), subject)}"
        yield _hit(place, entry, told, fact, total.adjusted)


def _misprint_hits(
    subject: Subject, place: str, entry: Entry, known: list[Decimal]
) -> Iterator[Hit]:
    """别处没有的一笔钱，与全年执行数、没有用完的数只错一位、倒一位、差十倍。"""
    table = subject.table
    total, factor = table.annual_total, table.money_factor
    if total is None or factor is None or not total.executed.number:
        return
    executed = total.executed.number * factor
    left = (total.budget.number or Decimal(0)) * factor - executed
    every = list(amounts_anywhere(entry.text))
    told = [each for each in every if not _is_known(each, known)]
    for real, what in ((executed, "全年执行数"), (left, "没有用完的")):
        if any(each.is_near(real) for each in every):
            continue
        for each in told:
            if is_misprint(each.yuan, real) and not _is_stated(each, entry.text):
                fact = f"{what}是 {in_unit(real, subject)}，像是写错了一位"
                yield _hit(place, entry, each, fact, total.executed)


def _is_stated(told: ToldAmount, text: str) -> bool:
    """已按“支出”“预算”“结余”说过的，不再说一遍。"""
    verbs = (_SPENT, _BUDGET, _LEFT)
    return any(told.yuan == each.yuan for verb in verbs for each in amounts_told(text, verb))


def _left_hits(
    subject: Subject, place: str, entry: Entry, executed: Decimal, known: list[Decimal]
) -> Iterator[Hit]:
    total, factor = subject.table.annual_total, subject.table.money_factor
    if total is None or factor is None:
        return
    budgets = [each.number for each in (total.initial, total.adjusted) if each.number is not None]
    if not budgets:
        return
    left = max(budgets) * factor - executed
    for told in amounts_told(entry.text, _LEFT):
        if told.yuan - told.step >= left and not told.is_near(left) and not _is_known(told, known):
            what = f"预算数减执行数只有 {in_unit(left, subject)}"
            yield _hit(place, entry, told, what, total.executed)


def _is_known(told: ToldAmount, known: list[Decimal]) -> bool:
    return any(told.is_near(each) for each in known)


def _amounts_of_rows(subject: Subject) -> list[Decimal]:
    """各行指标值、完成值里的金额。"""
    values = [v for row in subject.table.indicators for v in (row.target_value, row.actual_value)]
    return [v.number for v in values if isinstance(v, Measured) and v.kind is Kind.MONEY]


def _hit(place: str, entry: Entry, told: ToldAmount, fact: str, other: Entry) -> Hit:
    return Hit(
        entry,
        found=told.text,
        expected=other.text,
        message=f"{place}写{quoted(told.clause)}，表内{fact}。",
        related=(other,),
    )
