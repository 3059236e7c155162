"""PX312 没有做到却给了满分"""

from collections.abc import Iterator
from decimal import Decimal

from perfxl.grammar import Measured, Operator
from perfxl.model.due import Due
from perfxl.model.finding import Severity
from perfxl.model.score import MISSED_OPEN, SIGN_MISSING
from perfxl.model.table import Indicator
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import quoted, row_called
from perfxl.rules.scores.wrong_scores import wrong_scores
from perfxl.scoring.comparable_numbers import comparable_numbers
from perfxl.scoring.rounding import plain
from perfxl.scoring.scored_row import scored_row_of
from perfxl.standards.documents import evaluation_measures

_SAVED = "少花了反而丢分，多半应写“≤”：请核对 {target} 的符号；确是定好的数，再改 {score}。"


@rule(
    id="PX312",
    title="没有做到却给了满分",
    severity=Severity.ERROR,
    basis=(evaluation_measures("定量指标完成得满分，未完成按完成值与指标值的比例记分"),),
    message="“{level3}”完成值“{actual}”没有做到“{target}”，给了满分 {found} 分，按口径应得 {expected} 分：{why}。",
    hint="请在 {cells} 改为 {expected}，或核对完成值是否填错。",
)
def missed_but_full(subject: Subject) -> Iterator[Hit]:
    """完成值差于指标值，得分却等于分值。

    成本用了“=”而少花了的，只提醒：多半是符号写错（PX504）。指标值没有写符号、完成值只说了范围（九成以上）的，
    怎样读都不到满分才报。
    名次、等级没有达到的，扣几分由评价人定，不给改法。
    差额说得通的（取整、“=”类按比例记分）和给得不对但不是满分的由 PX306 报，分档的由 PX307 报。
    """
    for wrong in wrong_scores(subject):
        if not wrong.is_full_though_missed:
            continue
        indicator = wrong.row.indicator
        saved = _is_saving(indicator)
        yield Hit(
            indicator.score,
            found=wrong.printed,
            expected=wrong.due,
            words={
                "level3": indicator.level3.text,
                "actual": indicator.actual.text,
                "target": indicator.target.text,
                "why": wrong.row.judged.explanation,
            },
            severity=Severity.WARNING if saved else None,
            hint=_SAVED.format(target=indicator.target.cell, score=indicator.score.cell)
            if saved
            else "",
            related=(indicator.target, indicator.actual),
            due=[] if saved else [Due(indicator.score, wrong.due, "得分")],
        )
    yield from _short_however_read(subject)
    yield from _missed_without_formula(subject)


def _is_saving(row: Indicator) -> bool:
    """成本写着“=”，花得比它少。"""
    target, actual = row.target_value, row.actual_value
    if not row.is_cost or not isinstance(target, Measured) or not isinstance(actual, Measured):
        return False
    pair = comparable_numbers(target, actual, scored_row_of(row, None).money_factor)
    return target.operator is Operator.EQUAL and pair is not None and 0 < pair[1] < pair[0]


def _short_however_read(subject: Subject) -> Iterator[Hit]:
    """指标值没有写符号、完成值只说了范围，怎样读都不到满分；只说了范围的只提醒。"""
    for row in subject.score.indicators:
        high, weight = row.judged.high, row.weight
        unsigned = row.judged.rule == SIGN_MISSING
        ranged = row.judged.rule == "not-comparable"
        if not (unsigned or ranged) or high is None or weight is None:
            continue
        if row.printed == weight > high:
            own = row.indicator
            if unsigned:
                why, advice = "指标值没有写符号，按哪一种读都", f"在 {own.target.cell} 补上符号"
            else:
                why, advice = "完成值只说了范围，怎样算都", f"在 {own.actual.cell} 填确数"
            yield Hit(
                own.score,
                found=row.printed,
                expected=f"{plain(row.judged.low or Decimal(0))}—{plain(high)}",
                message=f"{row_called(own.level3.text)}完成值{quoted(own.actual.text)}没有做到"
                f"{quoted(own.target.text)}，给了满分 {plain(weight)} 分；{why}不超过 {plain(high)} 分。",
                severity=Severity.WARNING if ranged else None,
                hint=f"请{advice}，照它改 {own.score.cell}，或核对完成值是否填错。",
                related=(own.target, own.actual),
            )


def _missed_without_formula(subject: Subject) -> Iterator[Hit]:
    """名次、等级没有达到，扣几分没有算法，满分总是不对。"""
    for row in subject.score.indicators:
        if row.judged.rule not in MISSED_OPEN or row.printed is None or row.printed != row.weight:
            continue
        own, weight = row.indicator, plain(row.printed)
        yield Hit(
            own.score,
            found=row.printed,
            expected=f"不满 {weight}",
            message=f"{row_called(own.level3.text)}完成值{quoted(own.actual.text)}没有达到"
            f"{quoted(own.target.text)}，给了满分 {weight} 分。",
            hint=f"请评价人核定 {own.score.cell}，扣几分、为什么一并写明；或核对完成值是否填错。",
            related=(own.target, own.actual),
        )
