"""一行指标怎么给分：指标值与完成值相比（财预〔2020〕10号的定量、定性两种办法）。

定量：做到得满分；没做到按 完成值÷指标值（“≤”类按 指标值÷完成值）乘分值。
“=”类没做到按口径：``zero`` 记 0，``pro_rata`` 按比例。
定性和时限：达成、部分达成、未完成三档，评价人填的分在档内的照用，不在档内或没填的给默认值。
"""

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from perfxl.grammar import (
    Attainment,
    Compound,
    Deadline,
    Kind,
    Measured,
    Operator,
    Placeholder,
    Qualitative,
    Unreadable,
    Value,
)
from perfxl.grammar.context import RowContext
from perfxl.grammar.exact_numbers import EXACT
from perfxl.grammar.frequencies import counted, in_a_year
from perfxl.grammar.glyphs import compact, fold
from perfxl.grammar.nearer import is_bare_ratio, is_nearer
from perfxl.grammar.patterns import Pattern
from perfxl.grammar.standings import says_none
from perfxl.grammar.values import RANKS, RATIO, SHARE
from perfxl.model.indicator_class import IndicatorClass
from perfxl.model.score import (
    ACTUAL_MISSING,
    EXECUTION_UNREAD,
    LATE_EXPLAINED,
    SIGN_MISSING,
    TARGET_MISSING,
    UNIT_DIFFERS,
    WEIGHT_MISSING,
    Judged,
)
from perfxl.reading.indicator_classes import classified
from perfxl.scoring.alike_written import alike_written, are_same_day
from perfxl.scoring.execution import judge_execution_row, rate_of
from perfxl.scoring.open_actuals import is_open, possible_amounts
from perfxl.scoring.rounding import half_up, plain
from perfxl.scoring.scored_row import ScoredRow, scored_row
from perfxl.standards.profile import Band, EqualMiss, Profile

# “=”类没有做到，照口径一律记 0 的。
EQUAL_MISSED = "missed-equal-zero"
_ZERO = Decimal(0)
_HUNDRED = Decimal(100)
_MONTH_LIKE = Pattern(r"(20[0-9]{2})\.(1[0-2]|0?[1-9])")
# 2000 年到 2099 年的 Excel 日期序号。
_FIRST_SERIAL, _LAST_SERIAL = 36526, 73050


def judge(
    target: str,
    actual: str,
    weight: Decimal | None,
    *,
    profile: Profile,
    level2: str = "",
    level3: str = "",
    printed: Decimal | None = None,
    year: int | None = None,
    money_unit: str | None = None,
) -> Judged:
    """给一行指标打分。

    ``level2``、``level3`` 是二级、三级指标的文字，``printed`` 是表中已填的得分，``year`` 是表的年度，
    ``money_unit`` 是表的金额单位。

    >>> from perfxl.standards.profile import load_profile
    >>> profile = load_profile()
    >>> judge("=6万元", "1.35万元", Decimal(5), profile=profile).score
    Decimal('0.00')
    >>> judge("有效提升", "部分达成预期指标并具有一定效果", Decimal(30), profile=profile,
    ...       printed=Decimal(20)).explanation
    '部分达成预期指标并具有一定效果，可得18—24分，评价人填20分，在档内，照用'
    """
    context = RowContext(name=level3, year=year, money_unit=money_unit)
    row = scored_row(
        target,
        actual,
        weight,
        indicator_class=classified("", level2, level3).indicator_class,
        context=context,
        printed=printed,
    )
    return judge_row(row, profile)


def judge_row(row: ScoredRow, profile: Profile) -> Judged:
    """给一行打分；判断不了时 ``score`` 为 ``None``，说明里写明原因；不抛异常。"""
    if row.weight is None or row.weight < 0:
        why = "分值为空，不能计分" if row.weight is None else "分值小于0，不能计分"
        return Judged(None, None, None, why, WEIGHT_MISSING)
    if row.indicator_class is IndicatorClass.EXECUTION:
        return _by_rate(row, row.weight, profile)
    return judge_by_target(row, row.weight, profile)


def judge_by_target(row: ScoredRow, weight: Decimal, profile: Profile) -> Judged:
    """照这一行的指标值判；印成一行的预算执行率也照指标值，供看所填的是不是这样给的。"""
    whole = _Row(row, weight, profile)
    return _as_docked(whole, _judge(whole))


def _by_rate(row: ScoredRow, weight: Decimal, profile: Profile) -> Judged:
    """印成一行的预算执行率：分值 × 执行率，指标值写什么都一样；完成值不是一个率的等着补。"""
    actual = row.actual
    if isinstance(actual, Placeholder) and actual.number is None:
        return _Row(row, weight, profile).unfilled("实际完成值", ACTUAL_MISSING)
    rate = rate_of(actual)
    if rate is None:
        why = f"完成值“{actual.raw}”不是执行率，预算执行率的得分算不出"
        return Judged(None, _ZERO, weight, why, EXECUTION_UNREAD)
    return judge_execution_row(weight, rate, None, profile)


class _Row(NamedTuple):
    """判一行所需的全部：这一行、分值、口径。"""

    scored: ScoredRow
    weight: Decimal
    profile: Profile

    @property
    def target(self) -> Value:
        return self.scored.target

    @property
    def is_cost(self) -> bool:
        return self.scored.is_cost

    @property
    def is_time_limit(self) -> bool:
        return self.scored.is_time_limit

    def comparing(self, target: Value, actual: Value) -> "_Row":
        """同一行，换成这两个值来比。"""
        if target is self.target and actual is self.scored.actual:
            return self
        return self._replace(scored=self.scored._replace(target=target, actual=actual))

    def part(self, target: Value, actual: Value) -> "_Row":
        """一格几个值里的一个；填的分是整行的，不随着它。"""
        scored = self.scored._replace(target=target, actual=actual, printed=None)
        return self._replace(scored=scored)

    def fixed(self, score: Decimal, explanation: str, rule: str) -> Judged:
        return Judged(score, score, score, explanation, rule)

    def full(self, why: str, rule: str) -> Judged:
        return self.fixed(self.weight, f"{why}，得满分{plain(self.weight)}分", rule)

    def open(self, why: str, rule: str) -> Judged:
        """判断不了：不猜，留给评价人。"""
        return Judged(None, _ZERO, self.weight, f"{why}，请评价人核定", rule)

    def unfilled(self, what: str, rule: str) -> Judged:
        """判断不了，因为 ``what`` 没有填：填上就算得出，不是由人给分。"""
        return Judged(None, _ZERO, self.weight, f"没有填写{what}，请先填写", rule)


def _as_docked(row: _Row, judged: Judged) -> Judged:
    """做到了、单位扣了分又写明原因的：照所填的，不替他改回满分。

    ``docked-over`` 是好过指标值的（指标值定得偏低，本可以调减）；正好做到的是 ``docked``。
    """
    printed = row.scored.printed
    full = judged.is_fixed and judged.score == row.weight
    if not full or printed is None or not row.scored.explained or not 0 <= printed < row.weight:
        return judged
    said = f"{judged.explanation}；单位扣到{plain(printed)}分，写了原因，照用"
    if judged.rule == "met-boundary":
        rule = "docked-boundary"  # 不含本数，严格说没有做到：写了原因的照用
    else:
        rule = "docked-over" if _is_beyond(row) else "docked"
    return Judged(printed, half_up(_ZERO, row.profile.decimals), row.weight, said, rule)


def _is_beyond(row: _Row) -> bool:
    """完成值好过指标值，不是正好相等。"""
    target, actual = row.target, row.scored.actual
    if not isinstance(target, Measured) or not isinstance(actual, Measured):
        return False
    pair = comparable_numbers(target, actual, row.scored.money_factor)
    return pair is not None and pair[0] != pair[1]


def _judge(row: _Row) -> Judged:
    target = row.target
    actual = alike_written(target, row.scored.actual)
    if isinstance(actual, Placeholder) and actual.number is None:
        if not _wants_none(target) or (said := _as_none(actual)) is actual:
            return row.unfilled("实际完成值", ACTUAL_MISSING)
        actual = said  # 0起，填着“无”
    if isinstance(actual, Unreadable):
        return row.open(f"实际完成值“{actual.raw}”读不懂（{actual.note}）", "actual-unreadable")
    if (told := _by_words(row, target, actual)) is not None:
        return told
    if isinstance(target, Placeholder) and target.number is None:
        return row.unfilled("指标值", TARGET_MISSING)
    target, actual = _in_one_kind(target, actual)
    if isinstance(target, Measured) and isinstance(actual, Measured):
        return _by_number(row.comparing(target, actual), target, actual)
    if isinstance(target, Deadline) and isinstance(actual, Deadline):
        return _by_deadline(row, target, actual)
    if isinstance(target, Compound) and isinstance(actual, Compound):
        return _by_parts(row, target, actual)
    if isinstance(target, Qualitative) and (judged := _by_text(row, target, actual)) is not None:
        return judged
    if isinstance(target, Unreadable):
        return row.open(f"指标值“{target.raw}”读不懂（{target.note}）", "target-unreadable")
    both = f"指标值“{target.raw}”与完成值“{actual.raw}”"
    if isinstance(target, Qualitative) and isinstance(actual, Qualitative):
        return row.open(f"{both}都是文字，写法不同，做到没有程序不判断", "not-comparable")
    return row.open(f"{both}不是同一类内容，不能比较", "not-comparable")


def _by_text(row: _Row, target: Qualitative, actual: Value) -> Judged | None:
    """文字与文字：写的一样，或都是分档的等级（Ⅲ类以上、优）；别的为 ``None``。

    等级没有达到的没有算法，留给评价人。
    """
    if compact(target.raw) == compact(actual.raw):
        return _in_band(row, row.profile.bands["met"], "完成值与指标值一致", "attainment-met")
    if isinstance(actual, Qualitative) and _says_only_partly(target, actual):
        return row.open(
            f"完成值“{actual.raw}”说的是只做到一部分，没有全部达到指标值“{target.raw}”",
            "missed-grade",
        )
    if not isinstance(actual, Qualitative) or target.standing is None or actual.standing is None:
        return None
    reached = actual.standing.reaches(target.standing)
    if reached is None:
        return None
    if reached:
        return row.full(f"完成值{actual.raw}达到指标值{target.raw}", "met-grade")
    return row.open(f"完成值“{actual.raw}”没有达到指标值“{target.raw}”", "missed-grade")


_PARTLY = Pattern("(?:仅|只|已)?部分([\u4e00-\u9fff]{2,8})")


def _says_only_partly(target: Qualitative, actual: Qualitative) -> bool:
    """指标值写“全面落实”“落实到位”，完成值写“部分落实”：说的是同一件事，没有全做到。"""
    found = _PARTLY.fullmatch(compact(actual.raw))
    wanted = compact(target.raw)
    return found is not None and found[1] in wanted and not wanted.startswith("部分")


def _by_words(row: _Row, target: Value, actual: Value) -> Judged | None:
    """完成值自己说了做到没有；没有说的为 ``None``。"""
    if isinstance(actual, Qualitative) and actual.level is not None:
        return _by_attainment(row, actual.level)
    if are_same_day(target, actual):
        return _in_band(row, row.profile.bands["met"], "完成值与指标值一致", "attainment-met")
    if _says_done_late(target, actual):
        return _late(row, f"完成情况写“{actual.raw}”")
    if isinstance(actual, Qualitative) and _says_not_done(target, actual):
        return _by_attainment(row, Attainment.UNMET)
    return None


# 完成值说没有做到：“未有效提升”“不及时”“否”“延期”。“不断提升”“不低于”不是。
_NOT_DONE = Pattern(
    r"^(?:否|(?:没有|尚未|无法|未)(?!发生|出现|超|突破|接到|收到|发现|造成|产生|影响|受|引发|违|再)"
    r"|不(?!断|低|少|超|高|大|小|限|仅|同|晚|迟|错|负|凡|俗|菲))|推迟|延期|逾期|超期"
)


# 做完了，只是晚了：“延期完成”“逾期10天完成”；“延期，尚未完成”不是。
_DONE_LATE = Pattern(
    r"(?:推迟|延期|逾期|超期|延迟|滞后)[^未没无]*(?:完成|完工|建成|竣工|验收|交付)"
)


def _says_done_late(target: Value, actual: Value) -> bool:
    told = isinstance(target, Deadline) and isinstance(actual, Qualitative | Measured)
    return told and _DONE_LATE.search(compact(actual.raw)) is not None


def _says_not_done(target: Value, actual: Qualitative) -> bool:
    """指标值本身是“无投诉”“不发生”一类否定的，不能这样看。"""
    text = compact(actual.raw)
    wanted = compact(target.raw)
    if not isinstance(target, Qualitative | Deadline) or wanted[:1] in (
        "无",
        "不",
        "未",
        "零",
        "否",
    ):
        return False
    return _NOT_DONE.search(text) is not None


def _as_measured(value: Value) -> Value:
    """单写一个 0 的是占位，也是数；比较时按数。"""
    if isinstance(value, Placeholder) and value.number is not None:
        return Measured(
            raw=value.raw,
            kind=Kind.QUANTITY,
            operator=None,
            number=value.number,
            unit=None,
            dimension=None,
        )
    return value


def _in_one_kind(target: Value, actual: Value) -> tuple[Value, Value]:
    """写法不同、说的是同一类的（占位的 0、每季度一次、2024.12、日期序号），换成同一类来比。"""
    target, actual = _as_measured(target), _as_measured(actual)
    target, actual = _as_counts(target, actual)
    if isinstance(target, Measured) and isinstance(actual, Qualitative) and _wants_few(target):
        actual = _as_none(actual)
    if isinstance(target, Qualitative) and isinstance(actual, Measured):
        target = _as_none(target, Operator.EQUAL) if _counts(actual) else target
    target, actual = _as_months(target, actual)
    if isinstance(target, Deadline) and isinstance(actual, Measured):
        actual = _as_date(actual)
    return target, actual


def _counts(actual: Measured) -> bool:
    """做到的是几起、几件：与“无投诉”相比的。"""
    return actual.kind is Kind.QUANTITY


def _wants_few(target: Measured) -> bool:
    """指标值是一件也没有，或不超过几件。"""
    few = target.operator in (Operator.AT_MOST, Operator.BELOW) or target.number == 0
    return few and target.kind is Kind.QUANTITY


def _wants_none(target: Value) -> bool:
    """指标值是一件也没有：0起、≤0件、=0、零投诉。"""
    wanted = _as_measured(target)
    return isinstance(wanted, Measured) and wanted.number == 0 and _wants_few(wanted)


def _as_none(value: Value, operator: Operator | None = None) -> Value:
    """“未发生”“无投诉”“无”与次数相比是 0；说的不是这个的照旧。"""
    if not says_none(compact(value.raw)):
        return value
    return Measured(
        raw=value.raw,
        kind=Kind.QUANTITY,
        operator=operator,
        number=_ZERO,
        unit=None,
        dimension=None,
    )


def _as_counts(target: Value, actual: Value) -> tuple[Value, Value]:
    """“每季度一次”与次数相比的，是 1次/季度；与别的相比的照旧。"""
    if isinstance(target, Measured) and isinstance(actual, Deadline):
        return target, counted(actual) or actual
    if isinstance(target, Deadline) and isinstance(actual, Measured):
        return counted(target) or target, actual
    return target, actual


def _as_months(target: Value, actual: Value) -> tuple[Value, Value]:
    """2024.12 这样的数，对方也是年月时，是 2024 年 12 月，不是两千零二十四点一二。"""
    months = _MONTH_LIKE.fullmatch(target.raw.strip()), _MONTH_LIKE.fullmatch(actual.raw.strip())
    if (months[0] or isinstance(target, Deadline)) and (months[1] or isinstance(actual, Deadline)):
        return (
            _month_of(months[0], target) if months[0] else target,
            _month_of(months[1], actual) if months[1] else actual,
        )
    return target, actual


def _month_of(found: re.Match[str], value: Value) -> Deadline:
    return Deadline(raw=value.raw, year=int(found[1]), month=int(found[2]))


def _as_date(actual: Measured) -> Value:
    """完成时间的格丢了日期格式，剩下 Excel 的日期序号：45657 是 2024年12月31日。"""
    serial = actual.number
    bare = actual.unit is None and actual.operator is None and actual.upper is None
    if not bare or not _FIRST_SERIAL <= serial <= _LAST_SERIAL or serial % 1:
        return actual
    day = date(1899, 12, 30) + timedelta(days=int(serial))
    return replace(
        Deadline(raw=f"{day.year}年{day.month}月{day.day}日"),
        year=day.year,
        month=day.month,
        day=day.day,
    )


def _by_attainment(row: _Row, level: Attainment) -> Judged:
    band = row.profile.bands[level.value]
    if level is Attainment.MET and isinstance(row.target, Measured):
        return row.full(f"完成值写“{row.scored.actual.raw}”", "attainment-met")
    return _in_band(row, band, band.name, f"attainment-{level.value}")


def _in_band(row: _Row, band: Band, why: str, rule: str) -> Judged:
    decimals = row.profile.decimals
    printed = row.scored.printed
    low, high = half_up(row.weight * band.low, decimals), half_up(row.weight * band.high, decimals)
    score = half_up(row.weight * band.default, decimals)
    span = f"可得{plain(low)}—{plain(high)}分"
    if printed is not None and low <= printed <= high:
        if printed == score == high:
            return Judged(score, low, high, f"{why}，得满分{plain(row.weight)}分", rule)
        filled = f"评价人填{plain(printed)}分，在档内，照用"
        return Judged(printed, low, high, f"{why}，{span}，{filled}", rule)
    if printed is not None:
        over = f"表中填{plain(printed)}分，不在档内，暂按{plain(score)}分，请评价人核定"
        return Judged(score, low, high, f"{why}，{span}，{over}", rule)
    if score == high == row.weight:
        return Judged(score, low, high, f"{why}，得满分{plain(row.weight)}分", rule)
    return Judged(score, low, high, f"{why}，{span}，暂按{plain(score)}分，请评价人核定", rule)


def _by_number(row: _Row, target: Measured, actual: Measured) -> Judged:
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


def _without_operator(row: _Row, target: Measured, actual: Measured) -> Judged:
    """指标值没有写符号：说得通的两种读法得一样的分才给，不一样的不替人定。"""
    operators = (_operator(row, target), Operator.EQUAL)
    readings = [
        _by_number(row.comparing(signed, actual), signed, actual)
        for signed in (replace(target, operator=each) for each in operators)
    ]
    first, second = (each.score for each in readings)
    signs = "、".join(f"“{each.value}”" for each in operators)
    if readings[0][:3] == readings[1][:3]:
        said = f"{readings[0].explanation}（没有写符号，按{signs}都一样）"
        return readings[0]._replace(explanation=said)
    if first is None:
        return _either(row.comparing(target, actual), readings)
    if second is None:
        return readings[1]
    each_said = "，".join(
        f"按“{operator.value}”得{plain(score)}分"
        for operator, score in zip(operators, (first, second), strict=True)
    )
    why = f"指标值“{target.raw}”没有写符号，{each_said}，请补上符号后核定"
    return Judged(None, min(first, second), max(first, second), why, SIGN_MISSING)


def _either(row: _Row, readings: list[Judged]) -> Judged:
    """没有写符号，完成值也不是确数：几种读法合起来的范围。"""
    low = min(each.low or _ZERO for each in readings)
    high = max(each.high or _ZERO for each in readings)
    why = (
        f"指标值“{row.target.raw}”没有写符号，完成值“{row.scored.actual.raw}”也不是确数，"
        f"可得{plain(low)}—{plain(high)}分，请补上符号、填确数后核定"
    )
    return Judged(None, low, high, why, SIGN_MISSING)


def _compared(
    row: _Row, target: Measured, actual: Measured, pair: tuple[Decimal, Decimal]
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
    row: _Row, target: Measured, actual: Measured, pair: tuple[Decimal, Decimal]
) -> Judged:
    """完成值只说了范围：范围里无论是多少都得一样的分才给，不一样的说出可得多少，不替人定。"""
    want, done = pair
    upper = _base(target, target.upper) if target.upper is not None else want
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
    return Judged(None, low, high, why, "not-comparable")


def _is_one_amount(target: Measured, actual: Measured) -> bool:
    """完成值当作一个数来比：没有说开的；约数对约数、对区间的。"""
    both = target.operator is Operator.ABOUT or target.upper is not None
    return not is_open(actual) or (actual.operator is Operator.ABOUT and both)


def _is_met_in_days(row: _Row, target: Measured, actual: Measured) -> bool:
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
    row: _Row, operator: Operator, want: Decimal, done: Decimal, words: str, wanted: str
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


def _by_range(row: _Row, target: Measured, done: Decimal, words: str) -> Judged:
    upper = target.number if target.upper is None else target.upper
    low, high = _base(target, target.number), _base(target, upper)
    at_most = row.is_cost or target.operator in _DOWNWARD
    if low <= done <= high or (at_most and done < low):
        return row.full(f"{words}在指标值{target.raw}之内", "met-range")
    operator, want = (Operator.AT_LEAST, low) if done < low else (Operator.AT_MOST, high)
    if operator is Operator.AT_MOST and not at_most:
        return row.full(f"{words}高于指标值{target.raw}", "over-range")
    return _missed(row, operator, want, done, words, f"指标值{target.raw}")


# 两边都没有写年份，就是同一年里的两天；是哪一年不要紧，有 2 月 29 日就行。
_SAME_YEAR = 2000


def _by_deadline(row: _Row, target: Deadline, actual: Deadline) -> Judged:
    neither = not (target.year or actual.year)
    due = target.last_day(_SAME_YEAR if neither else None)
    done = actual.last_day(due.year if due else None)
    if due is None or done is None:
        if compact(target.raw) == compact(actual.raw):
            return _in_band(row, row.profile.bands["met"], "完成值与指标值一致", "attainment-met")
        return row.open(f"时限“{target.raw}”与“{actual.raw}”没有可比的日期", "not-comparable")
    bare_year = actual.year and not (actual.month or actual.day or actual.period)
    if done > due and bare_year and actual.year == due.year:
        return row.open(
            f"完成时间只写了“{actual.raw}”，看不出在{target.raw}之前还是之后", "not-comparable"
        )
    step = actual.partly_done or ("" if row.scored.context.expected else actual.planned)
    if done <= due and step and step not in target.raw + row.scored.context.name:
        return row.open(f"完成值“{actual.raw}”只说到“{step}”，看不出全部做完没有", "not-comparable")
    if done <= due:
        return row.full(f"完成时间{actual.raw}不晚于指标值{target.raw}", "met-deadline")
    return _late(row, f"完成时间{actual.raw}晚于指标值{target.raw}")


def _late(row: _Row, why: str) -> Judged:
    """做完了、但晚了：不得满分，最多到部分达成一档的上限；给几分由评价人定，程序不替他定。

    所填的在这以内的照用；高于上限而没有满分、写了原因的也照用。
    """
    printed, decimals = row.scored.printed, row.profile.decimals
    low = half_up(_ZERO, decimals)
    high = half_up(row.weight * row.profile.bands["partial"].high, decimals)
    span = f"{why}，可得{plain(low)}—{plain(high)}分"
    if printed is None:
        return Judged(None, low, high, f"{span}，请评价人核定", "late")
    if low <= printed <= high:
        said = f"{span}，评价人填{plain(printed)}分，在档内，照用"
        return Judged(printed, low, high, said, "late")
    if high < printed < row.weight and row.scored.explained:
        said = f"{span}；单位扣到{plain(printed)}分，写了原因，照用"
        return Judged(printed, low, row.weight, said, LATE_EXPLAINED)
    said = f"{span}，表中填{plain(printed)}分，不在档内，请评价人核定"
    return Judged(None, low, high, said, "late")


def _by_parts(row: _Row, target: Compound, actual: Compound) -> Judged:
    """几个值写在一格：逐个都做到才给满分，其余不猜。"""
    if len(target.parts) == len(actual.parts):
        judged = [
            _judge(row.part(want, done))
            for want, done in zip(target.parts, actual.parts, strict=True)
        ]
        if all(part.score == row.weight for part in judged):
            return row.full(f"“{target.raw}”中的各项都已做到", "met-all-parts")
    return row.open(f"指标值“{target.raw}”含几个值，没有逐项都做到，不能按比例算", "compound")


def comparable_numbers(
    target: Measured, actual: Measured, money_factor: Decimal = Decimal(1)
) -> tuple[Decimal, Decimal] | None:
    """换算到同一单位的两个数；单位不是同一类时为 ``None``。

    一边写着钱、另一边没写单位的，也可能是表的金额单位（``money_factor`` 元），取与对方相近的一种；
    一边没写单位的，按另一边的单位（连同“万”“亿”）；一边是百分数、另一边只写了不大于 1 的数的，按比值读。

    >>> from perfxl.grammar import parse
    >>> comparable_numbers(parse("≥9.8万人"), parse("98000人"))
    (Decimal('98000'), Decimal('98000'))
    >>> comparable_numbers(parse("≥95%"), parse("0.96"))
    (Decimal('95'), Decimal('96.00'))
    >>> comparable_numbers(parse("≥2.4万人"), parse("2.5"))
    (Decimal('24000'), Decimal('25000.0'))
    >>> comparable_numbers(parse("≥2.4万人"), parse("25000"))
    (Decimal('24000'), Decimal('25000'))
    >>> comparable_numbers(parse("≥3"), parse("2.5万人"))
    (Decimal('30000'), Decimal('25000'))
    >>> comparable_numbers(parse("≥100人"), parse("100次")) is None
    True
    """
    want, done = target.base_number, _toward(target, actual)
    if money_factor != 1 and (found := _in_money_of_the_table(target, actual, money_factor)):
        return found
    if target.unit is not None and actual.unit is None:
        if is_bare_ratio(actual, target):
            return want, done * _HUNDRED
        return want, _in_unit_of(target, actual.number)
    if target.unit is None and actual.unit is not None:
        if is_bare_ratio(target, actual):
            return want * _HUNDRED, done
        return _in_unit_of(actual, target.number), done
    if target.dimension == actual.dimension or target.bracketed & actual.bracketed:
        return want, done
    if target.number == actual.number == 0 and Kind.QUANTITY is target.kind is actual.kind:
        return want, done  # 0起、0件：都是没有
    return in_a_year(target, actual)


def _toward(target: Measured, actual: Measured) -> Decimal:
    """完成值朝着指标值的方向看：要求下降而实际增长（或反过来）的是负数，“-5%”就是下降 5%。"""
    done = actual.base_number
    against = target.trend * actual.trend < 0
    fell = target.trend < 0 and actual.trend == 0 and done < 0
    return -done if against or fell else done


def _in_money_of_the_table(
    target: Measured, actual: Measured, money_factor: Decimal
) -> tuple[Decimal, Decimal] | None:
    """一边写着钱、另一边没写单位，没写的是表的金额单位更相近的：折成元的两个数。"""
    if target.kind is Kind.MONEY and actual.unit is None:
        scaled = actual.number * money_factor
        if is_nearer(scaled, _in_unit_of(target, actual.number), target.base_number):
            return target.base_number, scaled
    if actual.kind is Kind.MONEY and target.unit is None:
        scaled = target.number * money_factor
        if is_nearer(scaled, _in_unit_of(actual, target.number), _toward(target, actual)):
            return scaled, _toward(target, actual)
    return None


def _in_unit_of(written: Measured, number: Decimal) -> Decimal:
    """没写单位的一边，照写了单位的一边 ``written`` 读：“≥2.4万人”的 2.5 是 2.5 万，25000 是 25000。

    两种读法取与对方相近的一种（≥6000万元 的 5740 是 5740 万，≥0.06万人 的 500 就是 500）；
    有一边是 0、负数，比不出远近的，小于千位的当作没有展开。
    """
    plain_reading = _base(written, number)
    scale = written.printed_scale
    if scale == 1:
        return plain_reading
    scaled = _base(written, number * scale)
    if min(number, written.number) <= 0:
        return plain_reading if abs(number) >= scale / 10 else scaled
    return scaled if is_nearer(scaled, plain_reading, written.base_number) else plain_reading


def _base(measured: Measured, number: Decimal) -> Decimal:
    """把一个数当作该单位的数，换到基本单位。"""
    return replace(measured, number=number).base_number


def _operator(row: _Row, target: Measured) -> Operator:
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
