"""整张自评表的分：执行率、各行、总分、等级。"""

from decimal import Decimal

from perfxl.model.score import ExecutionScore, IndicatorScore, Judged, TableScore
from perfxl.model.table import Fund, Indicator, Table
from perfxl.scoring.judging import judge
from perfxl.scoring.rounding import half_up, plain
from perfxl.standards.profile import Profile

_ZERO = Decimal(0)
_HUNDRED = Decimal(100)


def score_table(table: Table, profile: Profile) -> TableScore:
    """给整张表打分；表里算不出的分用所填的分，见 ``IndicatorScore.counted``。"""
    execution = score_execution(table, profile)
    indicators = tuple(
        _score_indicator(indicator, table, execution, profile) for indicator in table.indicators
    )
    total = sum((row.counted for row in indicators), execution.score or _ZERO)
    return TableScore(
        table=table,
        execution=execution,
        indicators=indicators,
        total=total,
        grade=profile.grade_of(total),
        profile=profile.name,
    )


def _score_indicator(
    indicator: Indicator, table: Table, execution: ExecutionScore, profile: Profile
) -> IndicatorScore:
    weight, printed = indicator.weight.number, indicator.score.number
    if indicator.is_execution and execution.rate is not None and weight is not None:
        points = _execution_points(weight, execution.rate, table.total_fund, profile)
        judged = Judged(
            points, points, points, _rate_sentence(weight, points, execution.rate), "execution-rate"
        )
    else:
        judged = judge(
            indicator.target.text,
            indicator.actual.text,
            weight,
            profile=profile,
            level2=f"{indicator.level1.text}{indicator.level2.text}",
            printed=printed,
            year=table.year,
        )
    return IndicatorScore(indicator, weight, printed, judged)


def score_execution(table: Table, profile: Profile) -> ExecutionScore:
    """预算执行率与得分：全年执行数 ÷ 全年预算数（调整后的，不是年初数）。

    执行率取两位小数；得分 = 分值 × 执行率（用未取整的比值），最多得分值；预算为 0 或没有执行得 0。
    分值没印时：指标分值合计加上口径的执行率分值正好满分的，用口径的；否则不计入总分。
    """
    fund = table.total_fund
    if fund is None:
        return ExecutionScore(None, None, None, "表中没有资金情况，预算执行率不计分")
    budget, executed = fund.budget.number, fund.executed.number
    weight = _execution_weight(table, fund, profile)
    rate = execution_rate(budget, executed)
    if rate is None:
        why = "全年预算数或全年执行数为空，执行率算不出"
        return ExecutionScore(None, weight, None if weight is None else _ZERO, why)
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
        f"全年执行数{plain(executed)} ÷ 全年预算数{plain(budget)} = {rate}%，"
        f"× {plain(weight)}分 = {points}分"
    )
    return sentence + ("（超过100%，按满分计，请说明原因）" if executed > budget else "")


def _rate_sentence(weight: Decimal, points: Decimal, rate: Decimal) -> str:
    return f"预算执行率{rate}% × {plain(weight)}分 = {points}分"
