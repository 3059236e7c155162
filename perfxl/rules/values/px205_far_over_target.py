"""PX205 完成值远高于指标值"""

from collections.abc import Iterator

from perfxl.grammar import Kind, Measured, Operator
from perfxl.model.finding import Severity
from perfxl.model.table import Indicator
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.unfilled import is_vague, read_values
from perfxl.scoring.comparable_numbers import comparable_numbers, in_base_unit
from perfxl.scoring.rounding import half_up
from perfxl.standards.documents import evaluation_measures


@rule(
    id="PX205",
    title="完成值远高于指标值",
    severity=Severity.WARNING,
    basis=(
        evaluation_measures(
            "完成值高于指标值较多的要分析原因；年初指标值明显偏低造成的，按偏离度适度调减分值"
        ),
    ),
    message="“{level3}”完成值“{found}”比指标值“{expected}”高 {percent}%，指标值可能偏低，或数字有误。",
    hint="请核对 {cells} 和指标值；无误的，在原因栏写明为何超出这么多，指标值定低了的可适度扣分。",
)
def far_over_target(subject: Subject) -> Iterator[Hit]:
    """“≥”“=”类超过口径所定的幅度（通常三成）。原因栏已有说明的，不到三倍只作参考；
    写了原因又扣了分的，已经照办法做了，不报。指标值是一个范围的，比上限多多少。
    """
    limit = subject.profile.overshoot_limit
    for row in subject.table.indicators:
        target, actual = read_values(row)
        if not isinstance(target, Measured) or not isinstance(actual, Measured):
            continue
        pair = comparable_numbers(target, actual)
        if pair is None or target.operator in (Operator.AT_MOST, Operator.BELOW):
            continue
        if row.is_cost and target.operator is None:
            continue
        if target.kind is Kind.DURATION and row.is_timeliness:
            continue
        want, done = pair
        if target.upper is not None:
            want = in_base_unit(target, target.upper)  # 80-100人：比 100 多的才是超过
        if want <= 0 or done <= want * (1 + limit):
            continue
        explained = not is_vague(row.reason.text) or not is_vague(row.note.text)
        if explained and _is_docked(row):
            continue
        yield Hit(
            row.actual,
            found=row.actual.text,
            expected=row.target.text,
            words={
                "level3": row.level3.text,
                "percent": half_up((done / want - 1) * 100, 0),
            },
            hint=f"请核对 {row.actual.cell} 和指标值；已有说明的，看说得通不通。"
            if explained
            else "",
            severity=Severity.INFO if explained and done < want * 3 else None,
            related=(row.target,),
        )


def _is_docked(row: Indicator) -> bool:
    score, weight = row.score.number, row.weight.number
    return score is not None and weight is not None and 0 <= score < weight
