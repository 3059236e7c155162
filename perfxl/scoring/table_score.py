"""整张自评表的分：执行率、各行、总分、等级。"""

from dataclasses import replace
from decimal import Decimal

from perfxl.model.score import ExecutionScore, IndicatorScore, Judged, TableScore
from perfxl.model.table import Fund, Indicator, Table
from perfxl.model.unread import unread_said
from perfxl.scoring.judging import judge
from perfxl.scoring.rounding import half_up, plain
from perfxl.standards.profile import Profile

_ZERO = Decimal(0)
_HUNDRED = Decimal(100)


def score_table(table: Table, profile: Profile) -> TableScore:
    """给整张表打分；表里算不出的分用所填的分，见 ``IndicatorScore.counted``。"""
    execution = score_execution(table, profile)
    indicators = _settle_shared(
        [_score_indicator(indicator, table, execution, profile) for indicator in table.indicators]
    )
    incomplete = _why_incomplete(table, execution, profile)
    undecided = _why_undecided(indicators)
    unread = f"{said}，总分算不出" if (said := unread_said(table.unread_rows)) else ""
    total = (
        None
        if unread or incomplete or undecided
        else sum((row.counted for row in indicators), execution.score or _ZERO)
    )
    return TableScore(
        table=table,
        execution=execution,
        indicators=tuple(indicators),
        total=total,
        grade="" if total is None else profile.grade_of(total),
        profile=profile.name,
        incomplete=incomplete,
        undecided=undecided,
        unread=unread,
    )


def _why_incomplete(table: Table, execution: ExecutionScore, profile: Profile) -> str:
    """总分算不出的原因；算得出为 ``""``。"""
    weights = [row.weight.number for row in table.indicators if row.weight.number is not None]
    if not weights:
        return "表中没有分值，总分算不出"
    if execution.score is None and not any(row.is_execution for row in table.indicators):
        expected = sum(weights) + profile.execution_weight == profile.full_score
        if expected or execution.weight is not None:
            return f"{execution.explanation}，总分算不出"
    return ""


def _why_undecided(rows: list[IndicatorScore]) -> str:
    """须由评价人给分而没有填的行；没有为 ``""``。"""
    waiting = [
        row.indicator.level3.text
        for row in rows
        if row.weight and row.judged.score is None and row.printed is None
    ]
    if not waiting:
        return ""
    more = f"等{len(waiting)}行" if len(waiting) > 1 else ""
    return f"“{waiting[0]}”{more}要由评价人给分，还没有填，总分算不出"


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
            row = replace(row, judged=replace(row.judged, score=None, low=None, high=None))
        elif followers and row.weight is not None:
            row = _settle_owner(row, followers)
        settled.append(row)
    return settled


def _settle_owner(owner: IndicatorScore, followers: list[IndicatorScore]) -> IndicatorScore:
    said = "；".join(each.judged.explanation for each in (owner, *followers))
    full = owner.weight
    if all(each.judged.score == full for each in (owner, *followers)):
        return replace(owner, judged=replace(owner.judged, explanation=said))
    judged = Judged(None, _ZERO, full, f"{said}；几项合用一格分值，请评价人核定", "shared-weight")
    return replace(owner, judged=judged)


def _score_indicator(
    indicator: Indicator, table: Table, execution: ExecutionScore, profile: Profile
) -> IndicatorScore:
    weight, printed = indicator.weight.number, indicator.score.number
    if indicator.shares_points:
        # 与上面的行合用一格分值：先按那一格的分值判，再由 _settle_shared 归到第一行。
        weight = _shared_weight(indicator, table)
    if indicator.is_execution and execution.rate is not None and weight is not None:
        points = _execution_points(weight, execution.rate, table.annual_total, profile)
        judged = Judged(
            points, points, points, _rate_sentence(weight, points, execution.rate), "execution-rate"
        )
    else:
        level = f"{indicator.level1.text}{indicator.level2.text}"
        judged = judge(
            _with_direction(indicator),
            indicator.actual.to_read,
            weight,
            profile=profile,
            level2=level,
            printed=printed,
            year=table.year,
            money_factor=table.money_factor if "成本" in level else None,
            name=indicator.level3.text,
        )
    return IndicatorScore(indicator, None if indicator.shares_points else weight, printed, judged)


def _shared_weight(indicator: Indicator, table: Table) -> Decimal | None:
    owners = [row for row in table.indicators if row.row < indicator.row and not row.shares_points]
    return owners[-1].weight.number if owners else None


def _with_direction(indicator: Indicator) -> str:
    """指标性质单列写“正向”“反向”的，就是 ≥、≤。"""
    sign = {"正向": "≥", "正向指标": "≥", "反向": "≤", "反向指标": "≤", "负向": "≤"}
    return sign.get(indicator.nature.text.strip(), "") + indicator.target.to_read


def score_execution(table: Table, profile: Profile) -> ExecutionScore:
    """预算执行率与得分：全年执行数 ÷ 全年预算数（调整后的，不是年初数）。

    执行率取两位小数；得分 = 分值 × 执行率（用未取整的比值，公开表 6 如此），最多得分值；预算为 0 或没有执行得 0。
    分值没印时：指标分值合计加上口径的执行率分值正好满分的，用口径的；否则不计入总分。
    """
    fund = table.annual_total
    if fund is None:
        return ExecutionScore(None, None, None, "表中没有资金情况，预算执行率不计分")
    budget, executed = fund.budget.number, fund.executed.number
    weight = _execution_weight(table, fund, profile)
    rate = execution_rate(budget, executed)
    if rate is None:
        why = "全年预算数或全年执行数没有读到，执行率算不出"
        return ExecutionScore(None, weight, fund.score.number, why)
    if weight is None:
        return ExecutionScore(rate, None, None, f"执行率{rate}%，预算执行率不计入总分")
    points = _execution_points(weight, rate, fund, profile)
    return ExecutionScore(rate, weight, points, _execution_sentence(fund, weight, points, rate))


def execution_rate(budget: Decimal | None, executed: Decimal | None) -> Decimal | None:
    """执行率，以百分数计，两位小数；预算为 0 时执行率为 0，缺数为 ``None``。

    >>> execution_rate(Decimal(300000), Decimal(188480)), execution_rate(Decimal(0), Decimal(5))
    (Decimal('62.83'), Decimal('0.00'))
    """
    if budget is None or executed is None:
        return None
    return half_up(executed / budget * _HUNDRED if budget else _ZERO)


def _execution_points(
    weight: Decimal, rate: Decimal, fund: Fund | None, profile: Profile
) -> Decimal:
    share = rate / _HUNDRED
    if fund is not None:
        budget, executed = fund.budget.number, fund.executed.number
        if budget and executed is not None:
            share = executed / budget
    return min(half_up(weight * max(share, _ZERO), profile.decimals), weight)


def _execution_weight(table: Table, fund: Fund, profile: Profile) -> Decimal | None:
    # 预算执行率印成一行指标时，分在那一行计，资金栏里的不再计。
    if any(indicator.is_execution for indicator in table.indicators):
        return None
    if profile.execution_weight == 0:
        return None  # 口径规定执行率不计入总分
    if fund.weight.number is not None:
        return fund.weight.number
    weights = [indicator.weight.number or _ZERO for indicator in table.indicators]
    if sum(weights) + profile.execution_weight == profile.full_score:
        return profile.execution_weight
    return profile.execution_weight if fund.score.number is not None else None


def _execution_sentence(fund: Fund, weight: Decimal, points: Decimal, rate: Decimal) -> str:
    budget, executed = fund.budget.number or _ZERO, fund.executed.number or _ZERO
    if budget == 0:
        return "全年预算数为0，预算执行率得0分"
    sentence = (
        f"全年执行数{plain(executed)} ÷ 全年预算数{plain(budget)} × {plain(weight)}分"
        f" = {points}分，执行率{rate}%"
    )
    return sentence + ("（超过100%，按满分计，请说明原因）" if executed > budget else "")


def _rate_sentence(weight: Decimal, points: Decimal, rate: Decimal) -> str:
    return f"预算执行率{rate}% × {plain(weight)}分 = {points}分"
