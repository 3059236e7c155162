"""数与数相比：做到得满分；没做到按 完成值÷指标值（“≤”类按 指标值÷完成值）乘分值。

“=”类没做到按口径：``zero`` 记 0，``pro_rata`` 按比例。
"""

from dataclasses import replace
from decimal import Decimal

from perfxl.grammar import Kind, Measured, Operator
from perfxl.grammar.exact_numbers import EXACT
from perfxl.grammar.frequencies import in_a_year
from perfxl.grammar.glyphs import fold
from perfxl.grammar.nearer import is_bare_ratio
from perfxl.grammar.values import RANKS, RATIO, SHARE
from perfxl.model.score import SIGN_MISSING, UNIT_DIFFERS, Judged
from perfxl.model.sentence import sentence
from perfxl.scoring.comparable_numbers import comparable_numbers, in_base_unit
from perfxl.scoring.open_actuals import is_open, possible_amounts
from perfxl.scoring.rounding import half_up, plain
from perfxl.scoring.row_to_judge import RowToJudge
from perfxl.standards.profile import EqualMiss, Profile

# “=”类没有做到，照口径一律记 0 的。
EQUAL_MISSED = "missed-equal-zero"
_ZERO = Decimal(0)
_HUNDRED = Decimal(100)


def by_number(row: RowToJudge, target: Measured, actual: Measured) -> Judged:
    """两个数（区间、约数）相比给分；单位、方向、种类不同的不比，留给评价人。"""
    if target.trend == 0 and row.scored.context.falls:
        target = replace(target, trend=-1)
    if target.trend == 0 and actual.trend < 0 and actual.number > 0:
        said = f"完成值“{actual.raw}”说的是下降，指标值“{target.raw}”没有写方向"
        return row.open(said, "not-comparable")
    if remark := _why_unlike(target, actual):
        return row.open(remark, "not-comparable")
    pair = comparable_numbers(target, actual, row.scored.money_factor)
    if pair is None and _is_met_in_days(row, target, actual):
        return row.full(
            f"完成值{_without_sign(actual)}做到指标值{target.raw}（按天数比）", "met-days"
        )
    if pair is None:
        return row.open(
            f"指标值“{target.raw}”与完成值“{actual.raw}”的计量单位不同，不能比较", UNIT_DIFFERS
        )
    if target.operator is None and target.upper is None:
        return _without_operator(row, target, actual)
    if _is_one_amount(target, actual):
        return _compared(row, target, actual, pair)
    return _over_range(row, target, actual, pair)


def _without_operator(row: RowToJudge, target: Measured, actual: Measured) -> Judged:
    """指标值没有写符号：说得通的两种读法得一样的分才给，不一样的不替人定。"""
    operators = (_operator(row, target), Operator.EQUAL)
    readings = [
        by_number(row.comparing(signed, actual), signed, actual)
        for signed in (replace(target, operator=each) for each in operators)
    ]
    first, second = (each.score for each in readings)
    signs = "、".join(f"“{each.value}”" for each in operators)
    if readings[0][:3] == readings[1][:3]:
        said = f"{readings[0].explanation}（没有写符号，按{signs}都一样）"
        return readings[0]._replace(said=sentence(said))
    if first is None:
        return _either(row.comparing(target, actual), readings)
    if second is None:
        return readings[1]
    each_said = "，".join(
        f"按“{operator.value}”得{plain(score)}分"
        for operator, score in zip(operators, (first, second), strict=True)
    )
    why = f"指标值“{target.raw}”没有写符号，{each_said}，请补上符号后核定"
    return Judged(None, min(first, second), max(first, second), sentence(why), SIGN_MISSING)


def _either(row: RowToJudge, readings: list[Judged]) -> Judged:
    """没有写符号，完成值也不是确数：几种读法合起来的范围。"""
    low = min(each.low or _ZERO for each in readings)
    high = max(each.high or _ZERO for each in readings)
    why = (
        f"指标值“{row.target.raw}”没有写符号，完成值“{row.scored.actual.raw}”也不是确数，"
        f"可得{plain(low)}—{plain(high)}分，请补上符号、填确数后核定"
    )
    return Judged(None, low, high, sentence(why), SIGN_MISSING)


def _compared(
    row: RowToJudge, target: Measured, actual: Measured, pair: tuple[Decimal, Decimal]
) -> Judged:
    want, done = pair
    operator = _operator(row, target)
    if target.dimension in RANKS and not _is_met(operator, want, done, row.profile):
        return row.open(
            f"完成值“{actual.raw}”没有达到指标值“{target.raw}”，名次不能按比例算", "missed-place"
        )
    sign = target.operator.value if target.operator else ""
    words = f"完成值{_without_sign(actual)}{_ratio_remark(actual, target, done)}"
    signed = _begins_with_sign(target)
    wanted = f"指标值{sign}{_without_sign(target)}" if signed else f"指标值{target.raw}"
    wanted += _ratio_remark(target, actual, want)
    if target.upper is not None:
        return _by_range(row, target, done, words)
    wanted += _yearly_remark(target, actual, want)
    words += _yearly_remark(actual, target, done)
    ahead = operator in _EXACT and row.is_time_limit and done < want
    if ahead:
        return row.full(f"{words}早于{wanted}，提前完成", "met-ahead")
    if _is_met(operator, want, done, row.profile):
        verb = {
            Operator.EQUAL: "等于",
            Operator.ABOUT: "与",
            Operator.AT_MOST: "不超过",
            Operator.BELOW: "低于",
        }.get(operator, "达到")
        tail = "相当" if operator is Operator.ABOUT else ""
        return row.full(f"{words}{verb}{wanted}{tail}", f"met-{_rule_name(operator)}")
    if operator in _STRICT and done == want > 0:
        return row.full(f"{words}正好在{wanted}的界上，按比例算", "met-boundary")
    return _missed(row, operator, want, done, words, wanted)


# 说的是一个数：早做完的也算做到。不含本数的：正好等于时，按比例也是满分。
_EXACT = (Operator.EQUAL, Operator.ABOUT)
_STRICT = (Operator.BELOW, Operator.ABOVE)


def _why_unlike(target: Measured, actual: Measured) -> str:
    """一边是比例、名次，另一边不是的；比例不相等、看不出哪个好的。能比为 ``""``。"""
    if SHARE in (target.dimension, actual.dimension) and Kind.PERCENT in (target.kind, actual.kind):
        return (
            f"指标值“{target.raw}”与完成值“{actual.raw}”一个写成分数、一个写成百分数，请写成同一种"
        )
    for dimension in (RATIO, SHARE, *RANKS):
        if (target.dimension == dimension) is not (actual.dimension == dimension):
            return f"指标值“{target.raw}”与完成值“{actual.raw}”不是同一类内容，不能比较"
    if target.dimension == RATIO and target.base_number != actual.base_number:
        return f"完成值“{actual.raw}”与指标值“{target.raw}”两个比例不等，看不出哪个更好"
    return ""


def _ratio_remark(value: Measured, other: Measured, percent: Decimal) -> str:
    """没有写百分号的数当作百分之几来比的，说出来。"""
    return f"（按{plain(percent)}%比）" if is_bare_ratio(value, other) else ""


def _yearly_remark(value: Measured, other: Measured, in_year: Decimal) -> str:
    """写的是每月、每季度的次数，另一边是全年的：说折成全年是多少（``in_year``）。"""
    folded = value.dimension != other.dimension and in_a_year(value, other) is not None
    if not folded or in_year == value.base_number:
        return ""
    return f"（全年折{plain(in_year)}{(value.unit or '').partition('/')[0]}）"


_DOWNWARD = (Operator.AT_MOST, Operator.BELOW)


def _over_range(
    row: RowToJudge, target: Measured, actual: Measured, pair: tuple[Decimal, Decimal]
) -> Judged:
    """完成值只说了范围：范围里无论是多少都得一样的分才给，不一样的说出可得多少，不替人定。"""
    want, done = pair
    upper = in_base_unit(target, target.upper) if target.upper is not None else want
    amounts = possible_amounts(actual, done, (want, upper), row.profile.approximate_tolerance)
    settled = replace(actual, operator=None, upper=None, approximate=False)
    judged = [_compared(row, target, settled, (want, amount)) for amount in amounts]
    scores = {each.score for each in judged}
    exact = target.upper is not None or _operator(row, target) is Operator.EQUAL
    inside = want <= amounts[0] and amounts[-1] <= upper
    unsure = exact and not inside and amounts[0] <= upper and want <= amounts[-1]
    if len(scores) == 1 and None not in scores and not unsure:
        return _compared(row, target, actual, pair)
    known = [each.score for each in judged if each.score is not None]
    low, high = (min(known), max(known)) if len(known) == len(judged) else (_ZERO, _ZERO)
    if low == high:
        low, high = _ZERO, row.weight  # 有一处没有算法，或看不出是不是正好
    about = actual.operator is Operator.ABOUT
    said = "是约数" if about else "只说了范围，不是一个数"
    why = f"完成值“{actual.raw}”{said}，可得{plain(low)}—{plain(high)}分，请评价人核定"
    return Judged(None, low, high, sentence(why), "not-comparable")


def _is_one_amount(target: Measured, actual: Measured) -> bool:
    """完成值当作一个数来比：没有说开的；约数对约数、对区间的。"""
    both = target.operator is Operator.ABOUT or target.upper is not None
    return not is_open(actual) or (actual.operator is Operator.ABOUT and both)


def _is_met_in_days(row: RowToJudge, target: Measured, actual: Measured) -> bool:
    """月、年与天、周不能精确折算；按最短、最长的天数都算做到的，才算做到。"""
    if {target.dimension, actual.dimension} != {"months", "duration"} or target.upper is not None:
        return False
    want_least, want_most = _days(target)
    done_least, done_most = _days(actual)
    if _operator(row, target) is Operator.AT_MOST:
        return done_most <= want_least
    return _operator(row, target) is Operator.AT_LEAST and done_least >= want_most


def _days(length: Measured) -> tuple[Decimal, Decimal]:
    """一段时长最少、最多多少天。"""
    number = length.base_number
    if length.dimension == "duration":
        return number / 86_400, number / 86_400
    years, months = EXACT.divmod(number, Decimal(12))
    return years * 365 + months * 28, years * 366 + months * 31


def _missed(
    row: RowToJudge, operator: Operator, want: Decimal, done: Decimal, words: str, wanted: str
) -> Judged:
    name = _rule_name(operator)
    if operator is Operator.EQUAL:
        if done > want > 0 and not row.is_cost and not row.is_time_limit:
            return row.full(f"{words}高于{wanted}", "over-equal")
        if row.profile.equal_miss is EqualMiss.ZERO:
            zero = half_up(_ZERO, row.profile.decimals)
            why = f"{words}不等于{wanted}，“=”类没有做到不得分"
            return row.fixed(zero, f"{why}，得0分", EQUAL_MISSED)
    if operator is Operator.ABOUT and done > want and not (row.is_cost or row.is_time_limit):
        share = plain(row.profile.approximate_tolerance * _HUNDRED)
        return row.open(
            f"{words}高出{wanted}一成以上" if share == "10" else f"{words}高出{wanted}{share}%以上",
            "over-about",
        )
    falls_with_more = operator in (Operator.AT_MOST, Operator.BELOW) or (
        operator in (Operator.EQUAL, Operator.ABOUT) and done > want
    )
    top, bottom = (want, done) if falls_with_more else (done, want)
    if bottom <= 0 or top < 0:
        zero = half_up(_ZERO, row.profile.decimals)
        return row.fixed(zero, f"{words}没有做到{wanted}，按比例算不出，得0分", f"missed-{name}")
    score = min(half_up(row.weight * top / bottom, row.profile.decimals), row.weight)
    unsigned = wanted.replace(operator.value, "", 1)
    parts = f"{unsigned} ÷ {words}" if falls_with_more else f"{words} ÷ {unsigned}"
    explanation = f"{parts} × {plain(row.weight)}分 = {score}分"
    return row.fixed(score, explanation, f"missed-{name}")


def _by_range(row: RowToJudge, target: Measured, done: Decimal, words: str) -> Judged:
    upper = target.number if target.upper is None else target.upper
    low, high = in_base_unit(target, target.number), in_base_unit(target, upper)
    at_most = row.is_cost or target.operator in _DOWNWARD
    if low <= done <= high or (at_most and done < low):
        return row.full(f"{words}在指标值{target.raw}之内", "met-range")
    operator, want = (Operator.AT_LEAST, low) if done < low else (Operator.AT_MOST, high)
    if operator is Operator.AT_MOST and not at_most:
        return row.full(f"{words}高于指标值{target.raw}", "over-range")
    return _missed(row, operator, want, done, words, f"指标值{target.raw}")


def _operator(row: RowToJudge, target: Measured) -> Operator:
    """指标值没写符号的：成本、时效的时长和 0 按“≤”，其余（说提前、节约多少的也是）按“≥”（本项目约定）。"""
    if target.operator is not None:
        return target.operator
    costs = row.is_cost and not row.scored.is_saving
    at_most = costs or row.is_time_limit or target.number == 0
    return Operator.AT_MOST if at_most else Operator.AT_LEAST


def _is_met(operator: Operator, want: Decimal, done: Decimal, profile: Profile) -> bool:
    if operator is Operator.AT_LEAST:
        return done >= want
    if operator is Operator.AT_MOST:
        return done <= want
    if operator is Operator.EQUAL:
        return done == want
    if operator is Operator.ABOVE:
        return done > want
    if operator is Operator.BELOW:
        return done < want
    return abs(done - want) <= abs(want) * profile.approximate_tolerance


def _rule_name(operator: Operator) -> str:
    return {
        Operator.AT_LEAST: "at-least",
        Operator.AT_MOST: "at-most",
        Operator.EQUAL: "equal",
        Operator.ABOVE: "more",
        Operator.BELOW: "less",
        Operator.ABOUT: "approximate",
    }[operator]


def _begins_with_sign(measured: Measured) -> bool:
    """写符号的；写“不低于”“以上”的照印，不再加符号。"""
    operator = measured.operator
    return operator is None or fold(measured.raw).strip().startswith(operator.value)


def _without_sign(measured: Measured) -> str:
    """去掉符号后的写法，如 ``2500人``、``98%``、``1.35万元``。"""
    text = fold(measured.raw).strip()
    if measured.operator is not None:
        text = text.removeprefix(measured.operator.value).strip()
    return text
