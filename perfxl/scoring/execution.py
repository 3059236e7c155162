"""预算执行率和它的得分：表里的资金总额一行、单元格函数的两个数，都在这里算。

执行率 = 全年执行数 ÷ 全年预算数（调整后的，不是年初数），以百分数计，两位小数；
得分 = 分值 × 执行率（用未取整的比值，公开表 6 如此；所填的是照所印的执行率算的，照用），最多得分值；预算为 0 或没有执行得 0。
"""

from decimal import Decimal

from perfxl.grammar import Measured, Value, parse
from perfxl.grammar.amounts import percentage
from perfxl.grammar.exact_numbers import decimal_places
from perfxl.grammar.glyphs import compact
from perfxl.grammar.nearer import LARGEST_RATIO
from perfxl.grammar.patterns import Pattern
from perfxl.model.score import EXECUTION_AS_PRINTED, EXECUTION_UNREAD, ExecutionScore, Judged
from perfxl.model.sentence import Sentence, joined, sentence
from perfxl.model.table import Entry, Fund, Indicator, Table
from perfxl.scoring.rounding import grouped, half_up, plain
from perfxl.standards.profile import Profile

# 执行率算出来高过这么多，多半是预算数、执行数有一个错了，不是执行率填错。
LIKELY_RATE = Decimal(150)
_ZERO = Decimal(0)
_HUNDRED = Decimal(100)
# 取整差半个末位，连同执行率自己取到两位的零头。
_HALF = Decimal("0.51")
_DECIMALS = Pattern(r"\.(\d+)")


def execution_rate(budget: Decimal | None, executed: Decimal | None) -> Decimal | None:
    """执行率，以百分数计，两位小数；预算为 0 时执行率为 0，缺数为 ``None``。

    >>> execution_rate(Decimal(300000), Decimal(188480)), execution_rate(Decimal(0), Decimal(5))
    (Decimal('62.83'), Decimal('0.00'))
    """
    if budget is None or executed is None:
        return None
    return half_up(executed / budget * _HUNDRED if budget else _ZERO)


def execution_points(
    weight: Decimal, budget: Decimal, executed: Decimal, profile: Profile
) -> Decimal:
    """预算执行率的得分，按口径的小数位；``weight`` 是它的分值。

    >>> from perfxl.standards.profile import load_profile
    >>> execution_points(Decimal(10), Decimal(300000), Decimal(188480), load_profile())
    Decimal('6.28')
    """
    share = executed / budget if budget else _ZERO
    return _share_of_weight(weight, share, profile)


def score_execution(table: Table, profile: Profile) -> ExecutionScore:
    """一张表的预算执行率与得分。

    分值没印时：指标分值合计加上口径的执行率分值正好满分的，用口径的；否则不计入总分。
    """
    fund = table.annual_total
    if fund is None:
        return _without_total(table, profile)
    budget, executed = fund.execution_amounts
    weight = _execution_weight(table, fund, profile)
    rate = execution_rate(budget, executed)
    if rate is None and (fund.budget.is_doubtful or fund.executed.is_doubtful):
        why = "全年预算数、全年执行数的数字格式与金额单位不合，执行率算不出"
        return ExecutionScore(None, weight, None, sentence(why))
    unknown = joined("、", (each for each in (fund.budget, fund.executed) if each.uncalculated))
    if rate is None and unknown:
        formulas = sentence(unknown, " 是公式，文件里没有计算结果，执行率算不出")
        return ExecutionScore(None, weight, fund.score.number, formulas)
    if rate is None or budget is None or executed is None:
        return ExecutionScore(
            None, weight, fund.score.number, sentence(_unread_amounts(fund), "，执行率算不出")
        )
    if weight is None:
        return ExecutionScore(
            rate, None, None, sentence(f"执行率{rate}%，{_not_counted_here(table)}")
        )
    points = execution_points(weight, budget, executed, profile)
    said = _sentence(budget, executed, weight, points, rate)
    by_rate = _by_printed_rate(fund, rate, weight, profile)
    if by_rate is not None and by_rate != points:
        shown = plain(fund.rate.number or _ZERO)
        said = f"{said}；照所印的执行率{shown}%是{by_rate}分，照用"
        return ExecutionScore(rate, weight, by_rate, sentence(said))
    return ExecutionScore(rate, weight, points, sentence(said))


def _unread_amounts(fund: Fund) -> Sentence:
    """预算数、执行数没有填写、读不成数的是哪一格，半句；没有这一栏的不说格。"""
    named = (("全年预算数", fund.budget), ("全年执行数", fund.executed))
    blank = [
        sentence(entry, f" 没有填写{what}")
        for what, entry in named
        if entry.exists and not entry.text
    ]
    odd = [
        sentence(entry, f" 的{what}“{entry.text}”读不成数")
        for what, entry in named
        if entry.text and entry.number is None
    ]
    return joined("，", (*blank, *odd)) or sentence("全年预算数或全年执行数没有读到")


def _by_printed_rate(
    fund: Fund, rate: Decimal, weight: Decimal, profile: Profile
) -> Decimal | None:
    """所填的得分是照所印的执行率（已经取整）算的：那个得分；不是的为 ``None``。"""
    printed = fund.rate.number
    if printed is None or not is_rate_as_printed(fund, rate):
        return None
    points = _share_of_weight(weight, printed / _HUNDRED, profile)
    return points if points == fund.score.number else None


def agrees_as_printed(entry: Entry, rate: Decimal) -> bool:
    """所印的执行率就是 ``rate`` 取到所印的位数：四舍五入、去尾都算。"""
    if entry.number is None:
        return False
    places = printed_places(entry)
    unit = Decimal(1).scaleb(-places)
    return abs(entry.number - rate) <= unit * _HALF or 0 <= rate - entry.number < unit


def is_rate_as_printed(fund: Fund, rate: Decimal) -> bool:
    """一行资金所印的执行率就是它自己两个数相除，取到所印的位数；``rate`` 是已经取整的，没有两个数的照它。"""
    budget, executed = fund.execution_amounts
    exact = executed / budget * _HUNDRED if budget and executed is not None else rate
    return agrees_as_printed(fund.rate, exact)


def printed_places(entry: Entry) -> int:
    """百分数印到几位小数：``87.00%`` 是两位，``0.866`` 是一位。"""
    stored = decimal_places(entry.number or _ZERO)
    printed = _DECIMALS.search(entry.text)
    as_percent = printed is not None and "%" in entry.text
    return min(max(stored, len(printed[1]) if printed and as_percent else 0), 2)


def _without_total(table: Table, profile: Profile) -> ExecutionScore:
    """没有年度资金总额，或总额不止一个：执行率算不出，分照填的。"""
    if not table.funds:
        return ExecutionScore(None, None, None, sentence("表中没有资金情况，预算执行率不计分"))
    scored = next((fund for fund in table.funds if fund.score.number is not None), table.funds[0])
    weight = _execution_weight(table, scored, profile)
    why = "资金情况里说不准哪一行是年度的资金总额，预算执行率算不出"
    return ExecutionScore(None, weight, scored.score.number, sentence(why))


def judge_execution_row(
    weight: Decimal,
    rate: Decimal,
    fund: Fund | None,
    profile: Profile,
    printed: Decimal | None = None,
) -> Judged:
    """印成一行指标的预算执行率：照资金总额 ``fund`` 算；没有资金的照 ``rate``（百分数）。

    所填的得分 ``printed`` 正是照取过整的 ``rate`` 算的，照用。
    """
    points = _share_of_weight(weight, rate / _HUNDRED, profile)
    said = f"预算执行率{rate}% × {plain(weight)}分 = {points}分"
    budget, executed = fund.execution_amounts if fund is not None else (None, None)
    if budget and executed is not None and points != printed:
        exact = execution_points(weight, budget, executed, profile)
        if exact != points:  # 取整只差一分，说出是用哪两个数算的
            points, said = exact, _sentence(budget, executed, weight, exact, rate)
    return Judged(points, points, points, sentence(said), "execution-rate")


def judge_by_printed_rate(
    indicator: Indicator, weight: Decimal, table: Table, profile: Profile
) -> Judged:
    """印成一行指标的预算执行率，资金情况里算不出的：照表上印的执行率，资金情况里的在先；哪里也没有的等着补。

    不照这一行的指标值判：写着“=100%”的不是做不到就得 0 分，写着“≥95%”的也不是做到就得满分。
    """
    fund = table.annual_total
    printed = fund.rate if fund is not None and fund.rate.number is not None else None
    rate = printed.number if printed is not None else rate_in_row(indicator)
    unread = sentence("资金情况里没有读到全年执行数")
    why = _unread_amounts(fund) if fund is not None else unread
    if rate is None:
        said = sentence(why, "，执行率算不出，表上也没有印")
        return Judged(None, _ZERO, weight, said, EXECUTION_UNREAD)
    judged = judge_execution_row(weight, rate, None, profile)
    said = sentence(judged.said, "（", why, "，照 ", printed or indicator.actual, " 印的执行率）")
    return judged._replace(said=said, rule=EXECUTION_AS_PRINTED)


def rate_in_row(row: Indicator) -> Decimal | None:
    """印成一行指标的预算执行率，完成值写的百分数；不是一个率的为 ``None``。"""
    rate = rate_of(parse(row.actual.to_read))
    shown = percentage(row.actual.text) if "%" in compact(row.actual.text) else None
    return rate if rate is None or shown is None else shown


def rate_of(value: Value) -> Decimal | None:
    """一个值说的执行率，以百分数计：写成比值（0.95）的乘 100，不是一个率的为 ``None``。"""
    if not isinstance(value, Measured) or value.unit not in (None, "%"):
        return None
    is_ratio = value.unit is None and 0 < value.number <= LARGEST_RATIO
    return value.number * _HUNDRED if is_ratio else value.number


def _share_of_weight(weight: Decimal, share: Decimal, profile: Profile) -> Decimal:
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


def _not_counted_here(table: Table) -> str:
    """资金栏里不计分的说法：分在指标栏的一行计，或哪里也不计。"""
    own = (row for row in table.indicators if row.is_execution and row.weight.number)
    row = next(own, None)
    if row is None:
        return "预算执行率不计入总分"
    return f"预算执行率的分在第 {row.row} 行计，这里不再计"


def _sentence(
    budget: Decimal, executed: Decimal, weight: Decimal, points: Decimal, rate: Decimal
) -> str:
    if budget == 0:
        return "全年预算数为0，预算执行率得0分"
    sentence = (
        f"全年执行数{grouped(executed)} ÷ 全年预算数{grouped(budget)} × {plain(weight)}分"
        f" = {points}分，执行率{rate}%"
    )
    return sentence + ("（超过100%，按满分计，请说明原因）" if executed > budget else "")
