"""一行指标怎么给分：指标值与完成值相比（财预〔2020〕10号的定量、定性两种办法）。

先看哪一样、后看哪一样列在 ``_judge``；数（``judging_by_number``）、时限（``judging_by_date``）、文字（``judging_by_words``）
各有各的办法。
"""

from decimal import Decimal

from perfxl.grammar import Compound, Deadline, Measured, Placeholder, Qualitative, Unreadable
from perfxl.grammar.context import RowContext
from perfxl.model.indicator_class import IndicatorClass
from perfxl.model.score import (
    ACTUAL_MISSING,
    EXECUTION_UNREAD,
    TARGET_MISSING,
    WEIGHT_MISSING,
    Judged,
)
from perfxl.model.sentence import sentence
from perfxl.reading.indicator_classes import classified
from perfxl.scoring.alike_written import alike_written
from perfxl.scoring.comparable_numbers import comparable_numbers
from perfxl.scoring.execution import judge_execution_row, rate_of
from perfxl.scoring.in_one_kind import as_none, in_one_kind, wants_none
from perfxl.scoring.judging_by_date import by_deadline
from perfxl.scoring.judging_by_number import by_number
from perfxl.scoring.judging_by_words import by_text, by_words
from perfxl.scoring.rounding import half_up, plain
from perfxl.scoring.row_to_judge import RowToJudge
from perfxl.scoring.scored_row import ScoredRow, scored_row
from perfxl.standards.profile import Profile

_ZERO = Decimal(0)


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
        return Judged(None, None, None, sentence(why), WEIGHT_MISSING)
    if row.indicator_class is IndicatorClass.EXECUTION:
        return _by_rate(row, row.weight, profile)
    return judge_by_target(row, row.weight, profile)


def judge_by_target(row: ScoredRow, weight: Decimal, profile: Profile) -> Judged:
    """照这一行的指标值判；印成一行的预算执行率也照指标值，供看所填的是不是这样给的。"""
    whole = RowToJudge(row, weight, profile)
    return _as_docked(whole, _judge(whole))


def _by_rate(row: ScoredRow, weight: Decimal, profile: Profile) -> Judged:
    """印成一行的预算执行率：分值 × 执行率，指标值写什么都一样；完成值不是一个率的等着补。"""
    actual = row.actual
    if isinstance(actual, Placeholder) and actual.number is None:
        return RowToJudge(row, weight, profile).unfilled("实际完成值", ACTUAL_MISSING)
    rate = rate_of(actual)
    if rate is None:
        why = f"完成值“{actual.raw}”不是执行率，预算执行率的得分算不出"
        return Judged(None, _ZERO, weight, sentence(why), EXECUTION_UNREAD)
    return judge_execution_row(weight, rate, None, profile)


def _as_docked(row: RowToJudge, judged: Judged) -> Judged:
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
    return Judged(printed, half_up(_ZERO, row.profile.decimals), row.weight, sentence(said), rule)


def _is_beyond(row: RowToJudge) -> bool:
    """完成值好过指标值，不是正好相等。"""
    target, actual = row.target, row.scored.actual
    if not isinstance(target, Measured) or not isinstance(actual, Measured):
        return False
    pair = comparable_numbers(target, actual, row.scored.money_factor)
    return pair is not None and pair[0] != pair[1]


def _judge(row: RowToJudge) -> Judged:
    target = row.target
    actual = alike_written(target, row.scored.actual)
    if isinstance(actual, Placeholder) and actual.number is None:
        if not wants_none(target) or (said := as_none(actual)) is actual:
            return row.unfilled("实际完成值", ACTUAL_MISSING)
        actual = said  # 0起，填着“无”
    if isinstance(actual, Unreadable):
        return row.open(f"实际完成值“{actual.raw}”读不懂（{actual.note}）", "actual-unreadable")
    if (told := by_words(row, target, actual)) is not None:
        return told
    if isinstance(target, Placeholder) and target.number is None:
        return row.unfilled("指标值", TARGET_MISSING)
    target, actual = in_one_kind(target, actual)
    if isinstance(target, Measured) and isinstance(actual, Measured):
        return by_number(row.comparing(target, actual), target, actual)
    if isinstance(target, Deadline) and isinstance(actual, Deadline):
        return by_deadline(row, target, actual)
    if isinstance(target, Compound) and isinstance(actual, Compound):
        return _by_parts(row, target, actual)
    if isinstance(target, Qualitative) and (judged := by_text(row, target, actual)) is not None:
        return judged
    if isinstance(target, Unreadable):
        return row.open(f"指标值“{target.raw}”读不懂（{target.note}）", "target-unreadable")
    both = f"指标值“{target.raw}”与完成值“{actual.raw}”"
    if isinstance(target, Qualitative) and isinstance(actual, Qualitative):
        return row.open(f"{both}都是文字，写法不同，做到没有程序不判断", "not-comparable")
    return row.open(f"{both}不是同一类内容，不能比较", "not-comparable")


def _by_parts(row: RowToJudge, target: Compound, actual: Compound) -> Judged:
    """几个值写在一格：逐个都做到才给满分，其余不猜。"""
    if len(target.parts) == len(actual.parts):
        judged = [
            _judge(row.part(want, done))
            for want, done in zip(target.parts, actual.parts, strict=True)
        ]
        if all(part.score == row.weight for part in judged):
            return row.full(f"“{target.raw}”中的各项都已做到", "met-all-parts")
    return row.open(f"指标值“{target.raw}”含几个值，没有逐项都做到，不能按比例算", "compound")
