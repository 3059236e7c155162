"""PX209 得分没有核对"""

from collections.abc import Iterator

from perfxl.grammar import Compound, Measured, Qualitative, Unreadable, Value, parse
from perfxl.model.finding import Severity
from perfxl.model.score import (
    ACTUAL_MISSING,
    MISSED_OPEN,
    SIGN_MISSING,
    TARGET_MISSING,
    UNCALCULATED,
    UNIT_DIFFERS,
    WEIGHT_MISSING,
    IndicatorScore,
)
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.unfilled import read_values
from perfxl.rules.values.answer_kinds import lacks_number, needs_no_number
from perfxl.scoring.open_actuals import is_open
from perfxl.scoring.open_rows import how_to_word
from perfxl.standards.documents import own_convention

# 另有规则报的情形。
_REPORTED_ELSEWHERE = frozenset(
    {
        UNIT_DIFFERS,
        ACTUAL_MISSING,
        TARGET_MISSING,
        WEIGHT_MISSING,
        SIGN_MISSING,
        "late",
        UNCALCULATED,
    }
)

_EXACT = "请在 {actual} 填实际完成的数，再核对 {score}。"


@rule(
    id="PX209",
    title="得分没有核对",
    severity=Severity.INFO,
    basis=(own_convention("程序判断不了的得分要说出来，免得当成已经核对过"),),
    message="“{level3}”填了 {found} 分，没有核对：{why}。",
    hint="请核对 {cells}；定性的完成值写成“达成预期指标”一类的说法，即可按档核对。",
)
def value_not_judged(subject: Subject) -> Iterator[Hit]:
    """指标值与完成值不是同一类内容、一格写了几个值、几项合用一格分值的，程序不判。

    单位不同类由 PX204 报，没有写符号由 PX203 报，晚了的由 PX307 报，怎样算都不到而给了满分的由 PX312 报，
    读不懂由 PX207 报，没有填由 PX201、PX202 报；
    完成值读得懂、数说的却不是做到多少的（计划100场、延期10天），在这里报，级别是提醒；
    一格几个指标值由 PX219 报，数对文字由 PX220 报。
    """
    for row in subject.score.indicators:
        judged = row.judged
        if judged.score is not None or row.printed is None:
            continue
        said_other = _says_other_than_done(row)
        elsewhere = judged.rule in _REPORTED_ELSEWHERE or judged.rule.endswith("unreadable")
        if elsewhere and not said_other:
            continue
        told_short = judged.rule in MISSED_OPEN or _is_short(row)
        if told_short and row.printed == row.weight:
            continue
        target, actual = read_values(row.indicator)
        if isinstance(target, Compound) or lacks_number(target, actual):
            continue
        if needs_no_number(target, actual):
            continue
        yield Hit(
            row.indicator.score,
            found=row.printed,
            words={"level3": row.indicator.level3.text, "why": judged.explanation},
            hint=_hint(row, target, actual),
            severity=Severity.WARNING if said_other else None,
            related=(row.indicator.target, row.indicator.actual),
        )


def _hint(row: IndicatorScore, target: Value, actual: Value) -> str:
    """怎样写就能核对；指标值是定性的话，照规则说的，为 ``""``。"""
    score = row.indicator.score.cell
    if isinstance(actual, Unreadable) or (isinstance(actual, Measured) and is_open(actual)):
        return _EXACT.format(actual=row.indicator.actual.cell, score=score)
    if isinstance(target, Qualitative):
        return ""
    advice = how_to_word(row)
    return f"请核对 {score}；{advice}。" if advice else f"请核对 {score}。"


def _says_other_than_done(row: IndicatorScore) -> bool:
    """这句话读得懂，照上下文看，数说的不是做到多少。"""
    actual = row.indicator.actual
    unread = isinstance(row.indicator.actual_value, Unreadable)
    return unread and not isinstance(parse(actual.to_read), Unreadable)


def _is_short(row: IndicatorScore) -> bool:
    """怎样算都不到满分。"""
    high, weight = row.judged.high, row.weight
    return high is not None and weight is not None and high < weight
