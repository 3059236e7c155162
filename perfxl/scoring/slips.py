"""可能错了数量级的数：多写、少写了几个 0，元和万元混了，总价填成了单价；还有程序定不了、所填又明明不对的得分。

这样的数要人核对；靠它算出来的得分、总分、等级、结论，核对以前都不作数，``--fix`` 和 ``score -o`` 不写。
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import chain

from perfxl.grammar import Kind, Measured, Operator
from perfxl.model.fund import Fund
from perfxl.model.score import MISSED_OPEN, Hanging, IndicatorScore, Slip, TableScore
from perfxl.model.sentence import NOTHING, sentence
from perfxl.model.table import Entry
from perfxl.scoring.comparable_numbers import positive_numbers
from perfxl.scoring.execution import LIKELY_RATE, is_rate_as_printed
from perfxl.scoring.open_rows import band_said, why_left_open
from perfxl.scoring.rounding import half_up, is_off, plain
from perfxl.scoring.scored_row import ScoredRow, scored_row_of
from perfxl.scoring.unmarked_rates import unmarked_in
from perfxl.scoring.written_values import graded_cells
from perfxl.standards.profile import Profile

_TEN, _HUNDRED, _THOUSAND = Decimal(10), Decimal(100), Decimal(1000)
# 错位最多看到一万倍：元和万元。
_POWERS = tuple(_TEN**power for power in (1, 2, 3, 4, -1, -2, -3, -4))
_ABOUT_TEN = Decimal("9.5")
# 挪几位以后与指标值差得这么少（八成到一又十分之三），多半就是写错了位。
NEAR = (Decimal("0.8"), Decimal("1.3"))
# 表里少于这么多行，合计正好是满分多半是碰巧。
_FEWEST = 3
_AT_MOST = (Operator.AT_MOST, Operator.BELOW)
_MONEY = (Kind.MONEY, Kind.PER_HEAD)


def times_apart(before: Decimal | None, after: Decimal | None) -> bool:
    """两个数差到约十倍以上（取整的零头不计），或一正一负；有一个是 0、没有的不算。

    >>> times_apart(Decimal("9.5"), Decimal("0.95")), times_apart(Decimal(10), Decimal(0))
    (True, False)
    """
    if not before or not after:
        return False
    return before * after < 0 or not 1 / _ABOUT_TEN < after / before < _ABOUT_TEN


def power_apart(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    """``one`` 正好是 ``other`` 的十、百、千、万倍（或几分之一，容百分之一的零头）时，是几倍。

    >>> power_apart(Decimal(3000000), Decimal(300000)), power_apart(Decimal(20), Decimal(3))
    (Decimal('10'), None)
    """
    if not one or not other or one * other < 0:
        return None
    ratio = one / other
    return next((p for p in _POWERS if abs(ratio / p - 1) <= _HUNDRED**-1), None)


def times_said(ratio: Decimal) -> str:
    """几倍，或几分之一。

    >>> times_said(Decimal("8900.2")), times_said(Decimal("0.01"))
    ('8900 倍', '1/100')
    """
    return f"{plain(half_up(ratio, 0))} 倍" if ratio >= 1 else f"1/{plain(half_up(1 / ratio, 0))}"


def slips(score: TableScore, profile: Profile) -> tuple[Slip, ...]:
    """一张自评表里可疑的数；没有的、不评分的表为空。"""
    if not _is_scored(score):
        return ()
    finder = _Finder(score, profile)
    found: list[Slip] = []
    for slip in chain(
        *(finder.values(), finder.unmarked(), finder.weights(), finder.funds()),
        *(finder.over_budget(), finder.strays(), finder.results(), finder.unsettled()),
    ):
        # 靠可疑的数的，不再说它自己可疑。
        if not any(slip.entry == each.entry for earlier in found for each in earlier.hangs):
            found.append(slip)
    return tuple(found)


def _is_scored(score: TableScore) -> bool:
    return score.table.total.score.exists or any(
        row.indicator.score.exists for row in score.indicators
    )


def awaited(score: TableScore, profile: Profile) -> tuple[Slip, ...]:
    """还不算数的得分（``IndicatorScore.awaits``），靠它的总分、等级：改正照它留给人，与评分、成表一样。

    ``slips`` 里已经说了的不再给；没有的为空。
    """
    if not _is_scored(score):
        return ()
    told = {slip.entry.place for slip in score.slips}
    rows = [row for row in score.indicators if row.awaits is not None]
    waiting = [row.indicator.score for row in rows if row.indicator.score.place not in told]
    if not waiting:
        return ()
    why = score.undecided or score.waiting_said(waiting)
    return (Slip(waiting[0], why, _Finder(score, profile).total, NOTHING),)


class _Finder:
    def __init__(self, score: TableScore, profile: Profile) -> None:
        self.score = score
        self.table = score.table
        self.full = profile.full_score
        graded = graded_cells(self.table, score.grade or profile.grade_of(self.full))
        self.grades = tuple(Hanging(due.entry, due.what) for due in graded)
        self.total = (Hanging(self.table.total.score, "总分"), *self.grades)

    def values(self) -> Iterator[Slip]:
        """完成值与指标值差得太多。"""
        for row in self.score.indicators:
            if row.indicator.is_execution:
                continue
            scored = scored_row_of(row.indicator, row.weight)
            ratio = _value_times(scored)
            if ratio is None:
                continue
            actual, target = row.indicator.actual, row.indicator.target
            why = f" 的完成值“{actual.text}”是指标值“{target.text}”的 {times_said(ratio)}"
            yield Slip(actual, sentence(actual, why), self._after(row))

    def unmarked(self) -> Iterator[Slip]:
        """没有写百分号的指标值、完成值，照它算的又与所填的得分不同；相符的、没有填得分的，读得没有错，不算。"""
        for row in self.score.indicators:
            if is_off(row.printed, row.judged.score if row.judged.is_fixed else None):
                for entry, why in unmarked_in(row.indicator):
                    yield Slip(entry, why, self._after(row))

    def weights(self) -> Iterator[Slip]:
        """分值合计不是满分，有一行乘除几个十就正好。"""
        fund = self.table.annual_total
        held = [
            (row.indicator.weight, row.weight, self._after(row))
            for row in self.score.indicators
            if row.weight
        ]
        rows = [row for row in self.score.indicators if not row.indicator.shares_points]
        if len(rows) < _FEWEST or len(held) < len(rows):
            return  # 有的分值还没有填，合计不是满分不说明什么
        execution = self.score.execution.weight
        if fund is not None and fund.weight.number and fund.weight.number == execution:
            held.append((fund.weight, execution, self._after_fund(fund, rate=False)))
        whole = sum((weight for _, weight, _ in held), Decimal(0))
        if execution and not (fund is not None and fund.weight.number):
            whole += execution
        if whole == self.full:
            return
        slipped = [
            Slip(
                entry,
                sentence(
                    entry,
                    f" 的分值 {plain(weight)} 应是 {plain(weight * power)}，"
                    f"各行合计才是 {plain(self.full)}",
                ),
                after,
            )
            for entry, weight, after in held
            for power in _POWERS
            if whole - weight + weight * power == self.full
        ]
        if len(slipped) == 1:
            yield slipped[0]

    def funds(self) -> Iterator[Slip]:
        """年度资金总额：预算数、执行数之间，与年初、与各项之和比。"""
        fund = self.table.annual_total
        if fund is None:
            return
        budget, executed = fund.budget, fund.executed
        after = self._after_fund(fund)
        if budget.number and executed.number and budget.number * executed.number > 0:
            ratio = executed.number / budget.number
            if ratio >= _TEN or ratio <= _THOUSAND**-1:
                said = f" 的全年执行数 {executed.text} 是全年预算数 {budget.text} 的 "
                yield Slip(executed, sentence(executed, said, times_said(ratio)), after)
                return
        power = power_apart(fund.adjusted.number, fund.initial.number)
        if power is not None and fund.adjusted != fund.initial:
            said = f" 的全年预算数 {fund.adjusted.text} 正好是年初预算数的 {times_said(power)}"
            yield Slip(fund.adjusted, sentence(fund.adjusted, said), after)
        for column, what in ((fund.budget_column, "全年预算数"), ("executed", "全年执行数")):
            yield from self._sum_slips(fund, column, what, after)

    def over_budget(self) -> Iterator[Slip]:
        """执行数大于预算数，所填的得分又与照它算的不同，或高出一半、执行率也不是这样填的：两个数有一个没有填对；没有填的不算。"""
        fund, execution = self.table.annual_total, self.score.execution
        budget, executed = (None, None) if fund is None else fund.execution_amounts
        if fund is None or not budget or executed is None or executed <= budget:
            return
        pairs = [(fund.score.number, execution.score)]
        pairs += [
            (r.printed, r.judged.score) for r in self.score.indicators if r.indicator.is_execution
        ]
        told = any(slip.entry == fund.executed for slip in self.funds())
        what = "得分" if any(is_off(*pair) for pair in pairs) else ""
        if not what and _is_unlikely(fund, execution.rate):
            what = "执行率"
        if not told and what:
            why = f" 的全年执行数 {fund.executed.text} 大于全年预算数"
            why += f" {fund.budget.text}，所填的{what}与照它算的不同"
            said = sentence(fund.executed, why)
            yield Slip(fund.executed, said, self._after_fund(fund), NOTHING)

    def strays(self) -> Iterator[Slip]:
        """总分一行里还有一个数，不在分值、得分栏里：总分写在哪一格说不准。"""
        score = self.table.total.score
        for entry in self.table.stray_totals:
            why = sentence(entry, f" 的 {entry.text} 在总分一行，不在得分一栏，没有读")
            doubt = sentence(score, f" 的 {score.text} 可能不是总分")
            yield Slip(entry, why, self.total, doubt)

    def _sum_slips(
        self, fund: Fund, column: str, what: str, after: tuple[Hanging, ...]
    ) -> Iterator[Slip]:
        whole: Entry = getattr(fund, column)
        for group in self.table.fund_groups:
            if group.whole != fund or group.is_partial:
                continue
            numbers = [getattr(part, column).number or Decimal(0) for part in group.parts]
            power = power_apart(whole.number, sum(numbers, Decimal(0)))
            if power is not None:
                said = f" 的{what} {whole.text} 是各项之和的 {times_said(power)}"
                yield Slip(whole, sentence(whole, said), after)

    def results(self) -> Iterator[Slip]:
        """填的得分、执行率、总分与算的差到十倍。"""
        fund, execution = self.table.annual_total, self.score.execution
        if fund is not None:
            after = self._after_fund(fund, rate=False)
            yield from _apart(fund.rate, execution.rate, "执行率", after)
            yield from _apart(fund.score, execution.score, "执行率得分", self.total)
        for row in self.score.indicators:
            due = row.judged.score if row.judged.is_fixed else None
            yield from _apart(row.indicator.score, due, "得分", self.total)
        if self.table.has_scores:
            yield from _apart(self.table.total.score, self._printed_total(), "总分", self.grades)

    def unsettled(self) -> Iterator[Slip]:
        """要由评价人定的得分，填的却不在可得的范围里，或没有做到而填了满分。"""
        for row in self.score.indicators:
            if row.judged.score is not None or row.printed is None or row.weight is None:
                continue
            own = row.indicator.score
            if row.is_outside_band:
                why = f" 填的 {own.text} 分不在可得的 {band_said(row)} 分之内"
                yield Slip(own, sentence(own, why), self.total, NOTHING)
            elif row.judged.rule in MISSED_OPEN and row.printed == row.weight:
                why = row.judged.explanation.removesuffix("，请评价人核定")
                yield Slip(own, sentence(own, f" 填了满分，{why}"), self.total, NOTHING)

    def _printed_total(self) -> Decimal:
        fund = self.table.annual_total
        execution = self.score.execution.score
        if fund is not None and fund.score.number is not None:
            execution = fund.score.number
        printed = (row.printed or Decimal(0) for row in self.score.indicators)
        return sum(printed, (execution if self.score.execution.weight else None) or Decimal(0))

    def _after(self, row: IndicatorScore) -> tuple[Hanging, ...]:
        return (Hanging(row.indicator.score, "得分"), *self.total)

    def _after_fund(self, fund: Fund, *, rate: bool = True) -> tuple[Hanging, ...]:
        rows = [row for row in self.score.indicators if row.indicator.is_execution]
        return (
            *((Hanging(fund.rate, "执行率"),) if rate else ()),
            Hanging(fund.score, "执行率得分"),
            *(Hanging(row.indicator.score, "得分") for row in rows),
            *self.total,
        )


def _apart(
    entry: Entry, due: Decimal | None, what: str, after: Sequence[Hanging]
) -> Iterator[Slip]:
    if times_apart(entry.number, due) and entry.number is not None and due is not None:
        why = f" 的{what} {entry.text} 与算出的 {plain(due)} 差到约十倍以上"
        yield Slip(entry, sentence(entry, why), tuple(after))


def _is_unlikely(fund: Fund, rate: Decimal | None) -> bool:
    """执行率算出来高得离谱，填的又不是它。"""
    too_high = rate is not None and rate > LIKELY_RATE and fund.rate.number is not None
    return too_high and rate is not None and not is_rate_as_printed(fund, rate)


def _value_times(row: ScoredRow) -> Decimal | None:
    """完成值是指标值的几倍，倍数可疑时才有。

    差到一百倍，或挪几位正好与指标值差不多的可疑；数本来就小的（一次、两篇）差十倍不稀奇，朝好的方向差得多，
    只有钱才可疑。
    """
    target = row.target
    pair = positive_numbers(target, row.actual, row.money_factor)
    if pair is None or not isinstance(target, Measured):
        return None
    want, done = pair
    ratio = done / want
    money = target.kind in _MONEY
    sure = money or target.kind is Kind.PERCENT
    limited = target.operator in _AT_MOST or row.is_time_limit
    far = not _HUNDRED**-1 < ratio < _HUNDRED
    shifted = any(NEAR[0] <= ratio / power <= NEAR[1] for power in _POWERS)
    if ratio > 1:
        odd = far or (shifted and (want >= _TEN or (limited and sure)))
    elif limited:
        odd = far and money
    else:
        odd = far or (shifted and (sure or done >= _TEN))
    return ratio if odd else None


def leaning_on(found: Sequence[Slip], entry: Entry) -> tuple[Slip, ...]:
    """一格靠着哪些可疑的数。"""
    place = entry.place
    return tuple(slip for slip in found if any((e.row, e.column) == place for e, _ in slip.hangs))


def written_execution_rate(score: TableScore) -> Decimal | None:
    """成表在资金总额一行写的、算出的执行率（百分数）；算不出的、金额要先核对的为 ``None``，照所填的。"""
    fund = score.table.annual_total
    doubtful = fund is not None and bool(leaning_on(score.slips, fund.score))
    return None if doubtful else score.execution.rate


def as_filled(score: TableScore, profile: Profile) -> TableScore:
    """成表写的分：靠可疑的数的得分照所填，总分、等级由写出来的各项再算一遍。

    执行率得分靠着可疑的数而没有填的，总分算不出，等级空着。只是暂按的得分（要由评价人核定）照所填，
    没有填的空着，总分、等级不照它算：``score -o`` 写副本也是这样。
    """
    provisional = any(row.is_provisional for row in score.indicators)
    if not score.slips and not provisional:
        return score
    rows = tuple(_row_as_filled(row, score) for row in score.indicators)
    fund, execution = score.table.annual_total, score.execution
    if fund is not None and execution.score is not None and leaning_on(score.slips, fund.score):
        execution = execution._replace(score=fund.score.number)
    total = score.total
    if total is not None:
        total += sum(row.counted for row in rows) - sum(row.counted for row in score.indicators)
        total += (execution.score or Decimal(0)) - (score.execution.score or Decimal(0))
    if execution.score is None and score.execution.score is not None:
        total = None
    undecided = score.undecided
    if provisional:
        total = None
        undecided = why_left_open(score.indicators)
    grade = "" if total is None else profile.grade_of(total)
    if score.has_accepted_total:
        total, grade = score.total, score.grade
    return replace(
        score,
        indicators=rows,
        execution=execution,
        total=total,
        grade=grade,
        undecided=undecided,
    )


def _row_as_filled(row: IndicatorScore, score: TableScore) -> IndicatorScore:
    leaning = row.printed is not None and leaning_on(score.slips, row.indicator.score)
    if not leaning and not row.is_provisional:
        return row
    return row._replace(judged=row.judged._replace(score=None))
