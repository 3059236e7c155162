"""PX437 单价乘数量与资金不符"""

from collections.abc import Iterator
from decimal import Decimal

from perfxl.grammar import Measured
from perfxl.model.finding import Severity
from perfxl.model.form_spec import Scope, Shape
from perfxl.model.table import Entry
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.priced_quantities import Priced, loosely_priced, priced
from perfxl.rules.sums.cost_sums import in_unit
from perfxl.scoring.rounding import plain
from perfxl.standards.documents import own_convention

# 多出一成以内的，是上限留的余地。
_SLACK = Decimal("1.1")
# 按月计的只做几个月的也有：多出这么多倍才问。
_SLACK_MONTHLY = Decimal("2.5")
# 约是十倍、百倍。
_CLOSE, _TEN = Decimal("1.12"), Decimal(10)
# 年初正好相等，调整后差出这么多才说没有跟着调。
_NEAR, _FAR = Decimal("0.01"), Decimal("0.03")
# 差这么多倍的，多半是元、万元写混。
_UNIT_SLIP = (Decimal(5_000), Decimal(20_000))


@rule(
    id="PX437",
    title="单价乘数量与资金不符",
    severity=Severity.WARNING,
    forms=WITH_INDICATORS,
    basis=(own_convention("成本指标的单价乘数量指标的个数，不超过预算数；完成的不超过执行数"),),
    hint="请核对 {cells} 和资金情况；单价、数量有一部分不由这笔资金出的，请在说明里写明。",
)
def price_by_quantity_off(subject: Subject) -> Iterator[Hit]:
    """单价（元/顶、每村、单个食堂）乘它的个数，比预算数、执行数多出一成以上；相差约一万倍的说单位。

    认得准的才乘：单位相同的数量指标只有一行，或名称说同一样东西的只有一行；按月计的乘 12，按天、按次计的不乘。
    补助标准、上限一类可能由几级分担，只作参考。指标值乘起来正是预算、而完成值乘起来比执行数少一成以上的，也报。
    调整批复表看调整后的有没有跟着预算调。部门整体的表不看。
    """
    if subject.table.scope is Scope.DEPARTMENT:
        return
    if subject.table.spec.shape is Shape.HALVES:
        yield from _adjusted_hits(subject)
        return
    for project in subject.projects:
        yield from _hits(project)


def _hits(subject: Subject) -> Iterator[Hit]:
    table = subject.table
    fund, factor = table.annual_total, table.money_factor
    if fund is None or factor is None or not fund.budget.number:
        return
    if any(_is_unknown(each) for each in (fund.initial, fund.adjusted)):
        return
    budget = max(each.number or Decimal(0) for each in (fund.initial, fund.adjusted)) * factor
    planned = list(priced(table.indicators, "target"))
    exact = len(planned) == 1 and budget / _SLACK < planned[0].product < budget * _SLACK
    told = False
    for each in planned:
        for hit in _over(subject, each, budget, "预算数", "target", fund.budget):
            told = True
            yield hit
    if not told and len(planned) == 1:
        yield from _tenfold(subject, planned[0], budget, fund.budget)
    if not told and not planned:
        yield from _loosely_tenfold(subject, budget, fund.budget)
    if told or not table.spec.scored or not fund.executed.number:
        return
    executed = fund.executed.number * factor
    for each in priced(table.indicators, "actual"):
        if not _is_near_its_target(each):
            continue  # 由 PX312、PX306、PX230 报
        yield from _over(subject, each, budget, "预算数", "actual", fund.budget)
        short = each.product * _SLACK < executed < budget * _SLACK
        if exact and short and each.times == 1:
            yield _hit(
                subject, each, f"全年执行数是 {in_unit(executed, subject)}", "actual", fund.executed
            )


def _is_unknown(amount: Entry) -> bool:
    """写着而没有读成数的预算数：可能正是大的那一个。"""
    return amount.shown_amount is None and (bool(amount.text) or amount.uncalculated)


def _is_near_its_target(each: Priced) -> bool:
    """完成的单价没有超过指标值，也没有小得像漏写了“万”。"""
    target = each.price_row.target_value
    if not isinstance(target, Measured):
        return True
    return target.number / 1000 < each.price.number <= target.number


def _loosely_tenfold(subject: Subject, budget: Decimal, other: Entry) -> Iterator[Hit]:
    """只凭单位对上的一对，乘起来正好是预算的十倍、百倍，或十分之一、百分之一：碰巧不了，有一个写错了位。"""
    pairs = list(loosely_priced(subject.table.indicators, "target"))
    if len(pairs) != 1:
        return
    for power in (_TEN, _TEN**2, 1 / _TEN, 1 / _TEN**2):
        if abs(pairs[0].product / budget / power - 1) <= _NEAR:
            said = f"约差{'十' if power in (_TEN, 1 / _TEN) else '一百'}倍"
            fact = f"预算数是 {in_unit(budget, subject)}，{said}"
            yield _hit(subject, pairs[0], fact, "target", other)


def _tenfold(subject: Subject, each: Priced, budget: Decimal, other: Entry) -> Iterator[Hit]:
    """全表只有这一行成本，乘起来正好是预算的十分之一、百分之一：少写了一位。是平均的，约是也算。"""
    money = [row for row in subject.table.indicators if row.is_cost]
    averaged = "平均" in each.price_row.level3.text or "均" in each.price_row.level3.text[:2]
    close = _CLOSE if averaged and not each.is_shared_out else 1 + _NEAR
    if len(money) != 1:
        return
    for tenfold in (Decimal(10), Decimal(100)):
        if 1 / close < each.product * tenfold / budget < close:
            fact = (
                f"预算数是 {in_unit(budget, subject)}，约差{'十' if tenfold == _TEN else '一百'}倍"
            )
            yield _hit(subject, each, fact, "target", other)


def _adjusted_hits(subject: Subject) -> Iterator[Hit]:
    """调整批复：年初的单价乘数量正是年初预算，调整后的却不是调整预算：有一个没有跟着调。"""
    fund, factor = subject.table.annual_total, subject.table.money_factor
    if fund is None or factor is None or not fund.initial.number or not fund.adjusted.number:
        return
    rows = subject.table.indicators
    before, after = (list(priced(rows, column)) for column in ("target", "target_adjusted"))
    if len(before) != 1 or len(after) != 1:
        return
    first, last = before[0].product / factor, after[0].product / factor
    exact = abs(first - fund.initial.number) <= fund.initial.number * _NEAR
    if exact and abs(last - fund.adjusted.number) > fund.adjusted.number * _FAR:
        fact = f"调整预算数是 {in_unit(fund.adjusted.number * factor, subject)}，没有跟着调整"
        yield _hit(
            subject, after[0], fact, "target_adjusted", fund.adjusted, severity=Severity.INFO
        )


def _over(
    subject: Subject, each: Priced, limit: Decimal, what: str, column: str, other: Entry
) -> Iterator[Hit]:
    ratio = each.product / limit
    slack = _SLACK if each.times == 1 else _SLACK_MONTHLY
    least, most = _UNIT_SLIP
    if least < ratio < most or 1 / most < ratio < 1 / least:
        fact = f"{what}是 {in_unit(limit, subject)}，差约一万倍，多半是元、万元写混"
        yield _hit(subject, each, fact, column, other, [other], Severity.WARNING)
    elif ratio > slack:
        yield _hit(subject, each, f"大于{what} {in_unit(limit, subject)}", column, other)


def _hit(
    subject: Subject,
    each: Priced,
    fact: str,
    column: str,
    other: Entry,
    also: list[Entry] | None = None,
    severity: Severity | None = None,
) -> Hit:
    price: Entry = getattr(each.price_row, column)
    quantity: Entry = getattr(each.quantity_row, column)
    months = f" × {each.times}" if each.times > 1 else ""
    product = in_unit(each.product.normalize(), subject)
    return Hit(
        [*(also or []), price],
        found=plain(each.product.normalize()),
        message=f"“{each.price_row.level3.text}”{price.text} × “{each.quantity_row.level3.text}”"
        f"{quantity.text}{months} = {product}，{fact}。",
        severity=severity or (Severity.INFO if each.is_shared_out or each.times > 1 else None),
        related=(quantity, other),
    )
