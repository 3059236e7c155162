"""整张自评表的分：执行率、各行、总分、等级。"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from perfxl.model.score import (
    ACTUAL_MISSING,
    UNCALCULATED,
    ExecutionScore,
    IndicatorScore,
    Judged,
    TableScore,
)
from perfxl.model.sentence import NOTHING, Sentence, joined, sentence
from perfxl.model.table import Entry, Indicator, Table
from perfxl.model.unread import unread_said
from perfxl.scoring.execution import (
    judge_by_printed_rate,
    judge_execution_row,
    score_execution,
)
from perfxl.scoring.judging import judge_row
from perfxl.scoring.open_rows import why_undecided
from perfxl.scoring.rounding import plain
from perfxl.scoring.scored_row import scored_row_of
from perfxl.scoring.slips import slips
from perfxl.scoring.table_rounding import Scored, rounded_as_printed
from perfxl.scoring.unmarked_rates import unmarked_in
from perfxl.standards.profile import Profile

_ZERO = Decimal(0)


def score_table(table: Table, profile: Profile) -> TableScore:
    """给整张表打分；表里算不出的分用所填的分，见 ``IndicatorScore.counted``。"""
    scored = rounded_as_printed(
        table,
        profile,
        _scored(table, profile),
        lambda decimals: _scored(table, replace(profile, decimals=decimals)),
    )
    execution, indicators = scored.execution, list(scored.rows)
    incomplete = _why_incomplete(table, execution, profile) or _why_unweighed(indicators)
    overweight = _why_overweight(indicators, execution, profile)
    undecided = why_undecided(indicators)
    unknown = tuple(dict.fromkeys(_without_result(table, indicators, execution)))
    unread = f"{said}，总分算不出" if (said := unread_said(table.unread_rows)) else ""
    total = (
        None
        if unread or unknown or incomplete or overweight or undecided
        else sum((row.counted for row in indicators), execution.score or _ZERO)
    )
    score = TableScore(
        table=table,
        execution=execution,
        indicators=tuple(indicators),
        total=total,
        grade="" if total is None else profile.grade_of(total),
        profile=profile.name,
        full_score=profile.full_score,
        incomplete=incomplete,
        overweight=overweight,
        undecided=undecided,
        unread=unread,
        uncalculated=unknown,
        pending=tuple(_pending(table, indicators, execution)),
        read_as_percent=tuple(_read_as_percent(indicators)),
    )
    return replace(score, slips=slips(score, profile))


def _scored(table: Table, profile: Profile) -> Scored:
    execution = score_execution(table, profile)
    rows = [_score_indicator(each, table, execution, profile) for each in table.indicators]
    return Scored(execution, tuple(_settle_shared(rows)))


def _without_result(
    table: Table, rows: list[IndicatorScore], execution: ExecutionScore
) -> Iterator[Entry]:
    """公式没有结果的各格里，得分、分值因此不知道的。"""
    for row in rows:
        own = row.indicator
        if own.weight.uncalculated:
            yield own.weight
        if row.judged.score is None and row.weight != 0:
            missing = (own.target, own.actual, *((own.score,) if row.printed is None else ()))
            yield from (entry for entry in missing if entry.uncalculated)
    fund = table.annual_total
    if fund is None:
        return
    if execution.weight is None and fund.weight.uncalculated:
        yield fund.weight
    if execution.rate is None:
        yield from (each for each in (fund.budget, fund.executed) if each.uncalculated)


def _read_as_percent(rows: list[IndicatorScore]) -> Iterator[Entry]:
    """没有写百分号、照百分数算了得分，而得分没有填的：没有所填的可以对照，说一句。"""
    for row in rows:
        if row.printed is None and row.weight and row.judged.is_fixed:
            yield from (entry for entry, _ in unmarked_in(row.indicator))


def _pending(
    table: Table, rows: list[IndicatorScore], execution: ExecutionScore
) -> Iterator[Entry]:
    """计入总分而待评价人核定的各格；执行率算不出、照所填的得分计的也是。"""
    fund = table.annual_total
    if fund is not None and execution.rate is None and execution.weight and fund.score.number:
        yield fund.score
    yield from (row.indicator.score for row in rows if row.is_pending)


def _why_incomplete(table: Table, execution: ExecutionScore, profile: Profile) -> Sentence:
    """总分算不出的原因；算得出为空。"""
    weights = [row.weight.number for row in table.indicators if row.weight.number is not None]
    if not weights:
        return sentence("表中没有分值，总分算不出")
    if execution.score is None and not any(row.is_execution for row in table.indicators):
        own = profile.execution_weight
        expected = bool(own) and sum(weights) + own == profile.full_score
        if expected or execution.weight is not None:
            return sentence(execution.said, "，总分算不出")
    return _why_execution_beyond(table, execution)


def _why_execution_beyond(table: Table, execution: ExecutionScore) -> Sentence:
    """执行率算不出、照所填的得分计，而所填的超出分值：加出来的不是总分；不是的为空。"""
    given, weight = execution.score, execution.weight
    if execution.rate is not None or given is None or weight is None or 0 <= given <= weight:
        return NOTHING
    scored = (fund.score for fund in table.funds if fund.score.number == given)
    said = f"填的执行率得分 {plain(given)} 不在 0—{plain(weight)} 分之内，总分算不出"
    cell = next(scored, None)
    return sentence(said) if cell is None else sentence(cell, f" {said}")


def _why_unweighed(rows: list[IndicatorScore]) -> Sentence:
    """有得分而没有分值的行；没有为空。"""
    bare = [
        row.indicator.level3.text
        for row in rows
        if row.weight is None and row.printed is not None and not row.indicator.shares_points
    ]
    if bare:
        more = f"等{len(bare)}行" if len(bare) > 1 else ""
        return sentence(f"“{bare[0]}”{more}填了得分而没有分值，总分算不出")
    return NOTHING


def _why_overweight(rows: list[IndicatorScore], execution: ExecutionScore, profile: Profile) -> str:
    """分值合计超过满分：总分没有意义；没有超过为 ``""``。"""
    weights = sum((row.weight or _ZERO for row in rows), execution.weight or _ZERO)
    if weights > profile.full_score:
        full = plain(profile.full_score)
        return f"分值合计{plain(weights)}分，超过满分{full}分，总分、等级无从判断"
    return ""


def _settle_shared(rows: list[IndicatorScore]) -> list[IndicatorScore]:
    """几行合用一格分值的：都做到才给满分，否则留给评价人；分都记在第一行。"""
    settled: list[IndicatorScore] = []
    for position, row in enumerate(rows):
        followers = []
        for later in rows[position + 1 :]:
            if not later.indicator.shares_points:
                break
            followers.append(later)
        if row.indicator.shares_points:
            row = row._replace(judged=row.judged._replace(score=None, low=None, high=None))
        elif followers and row.weight is not None:
            row = _settle_owner(row, followers)
        settled.append(row)
    return settled


def _settle_owner(owner: IndicatorScore, followers: list[IndicatorScore]) -> IndicatorScore:
    said = joined("；", (each.judged.said for each in (owner, *followers)))
    full = owner.weight
    if all(each.judged.score == full for each in (owner, *followers)):
        return owner._replace(judged=owner.judged._replace(said=said))
    judged = Judged(
        None, _ZERO, full, sentence(said, "；几项合用一格分值，请评价人核定"), "shared-weight"
    )
    return owner._replace(judged=judged)


def _score_indicator(
    indicator: Indicator, table: Table, execution: ExecutionScore, profile: Profile
) -> IndicatorScore:
    weight, printed = indicator.weight.number, indicator.score.number
    if indicator.shares_points:
        # 与上面的行合用一格分值：先按那一格的分值判，再由 _settle_shared 归到第一行。
        weight = _shared_weight(indicator, table)
    judged = judged_under(profile, indicator, weight, execution.rate, table)
    judged = _as_unknown(indicator, judged)
    return IndicatorScore(indicator, None if indicator.shares_points else weight, printed, judged)


def judged_under(
    profile: Profile,
    indicator: Indicator,
    weight: Decimal | None,
    rate: Decimal | None,
    table: Table,
) -> Judged:
    """一行照一份口径怎样判；印成一行指标的预算执行率照 ``rate``（百分数），算不出的照表上印的。"""
    judged = judge_row(scored_row_of(indicator, weight), profile)
    if not indicator.is_execution or weight is None:
        return judged
    if rate is not None:
        printed_score = indicator.score.number
        return judge_execution_row(weight, rate, table.annual_total, profile, printed_score)
    printed = judge_by_printed_rate(indicator, weight, table, profile)
    return judged if printed.score is None and judged.rule == ACTUAL_MISSING else printed


def _as_unknown(indicator: Indicator, judged: Judged) -> Judged:
    """判断不了是因为公式没有结果的，照实说，不说成没有填。"""
    named = (("分值", indicator.weight), ("指标值", indicator.target), ("完成值", indicator.actual))
    unknown = [sentence(f"{what} ", entry) for what, entry in named if entry.uncalculated]
    if judged.score is not None or not unknown:
        return judged
    said = sentence(joined("、", unknown), " 是公式，文件里没有计算结果，判断不了")
    return judged._replace(said=said, rule=UNCALCULATED)


def _shared_weight(indicator: Indicator, table: Table) -> Decimal | None:
    owners = [row for row in table.indicators if row.row < indicator.row and not row.shares_points]
    return owners[-1].weight.number if owners else None
