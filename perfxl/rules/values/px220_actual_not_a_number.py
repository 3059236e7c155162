"""PX220 完成值与指标值不是同一种内容"""

from collections.abc import Iterator

from perfxl.grammar import Deadline, Value
from perfxl.model.finding import Severity
from perfxl.model.table import Indicator
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import quoted, row_called
from perfxl.rules.facts.unfilled import read_values
from perfxl.rules.values.answer_kinds import lacks_number, needs_no_number
from perfxl.rules.values.value_writing import letters_for_digits
from perfxl.standards.documents import own_convention


@rule(
    id="PX220",
    title="完成值与指标值不是同一种内容",
    severity=Severity.WARNING,
    basis=(own_convention("定量指标填实际完成的数，定性指标填达成的程度"),),
)
def actual_not_a_number(subject: Subject) -> Iterator[Hit]:
    """定量指标的完成值写了“已完成”“较好”，或填了日期：完成多少看不出来。

    反过来，定性指标填了数的只作参考。单位不同的两个数由 PX204 报。
    """
    for row in subject.table.indicators:
        if row.is_execution or letters_for_digits(row.actual.text):
            continue  # 混进形近字母的由 PX223 报
        target, actual = read_values(row)
        if lacks_number(target, actual):
            yield _without_number(row, actual)
        elif needs_no_number(target, actual):
            yield _needless_number(row)


def _without_number(row: Indicator, actual: Value) -> Hit:
    kind = "时间" if isinstance(actual, Deadline) else "文字"
    return Hit(
        row.actual,
        found=row.actual.text,
        related=(row.target,),
        message=f"{row_called(row.level3.text)}的指标值{quoted(row.target.text)}是数，"
        f"实际完成值{quoted(row.actual.text)}是{kind}，无法比较。",
        hint=f"请在 {row.actual.cell} 填实际完成的数和单位。",
    )


def _needless_number(row: Indicator) -> Hit:
    return Hit(
        row.actual,
        found=row.actual.text,
        severity=Severity.INFO,
        related=(row.target,),
        message=f"{row_called(row.level3.text)}的指标值{quoted(row.target.text)}是文字，"
        f"实际完成值{quoted(row.actual.text)}是数，无法比较。",
        hint=f"请在 {row.actual.cell} 写明达成的程度，如“达成预期指标”；有数可比的，把指标值也写成数。",
    )
