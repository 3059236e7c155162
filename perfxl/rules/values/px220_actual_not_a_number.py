"""PX220 完成值与指标值不是同一种内容"""

from collections.abc import Iterator

from perfxl.grammar import Deadline
from perfxl.model.finding import Severity
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.unfilled import read_values
from perfxl.rules.values.answer_kinds import lacks_number, needs_no_number
from perfxl.rules.values.value_writing import letters_for_digits
from perfxl.standards.documents import form_layout


@rule(
    id="PX220",
    title="完成值与指标值不是同一种内容",
    severity=Severity.WARNING,
    basis=(form_layout("定量指标填实际完成的数，定性指标填达成的程度"),),
    message="“{level3}”的指标值“{target}”{kind}，实际完成值“{found}”{answer}，无法比较。",
    hint="请在 {cells} {better}。",
)
def actual_not_a_number(subject: Subject) -> Iterator[Hit]:
    """定量指标的完成值写了“已完成”“较好”，或填了日期：完成多少看不出来。

    反过来，定性指标填了数的只作参考。单位不同的两个数由 PX204 报。
    """
    for row in subject.table.indicators:
        if row.is_execution or row.actual.uncalculated or letters_for_digits(row.actual.text):
            continue  # 混进形近字母的由 PX223 报
        target, actual = read_values(row)
        words: dict[str, object] = {"level3": row.level3.text, "target": row.target.text}
        if lacks_number(target, actual):
            dated = isinstance(actual, Deadline)
            words |= {
                "kind": "是数",
                "answer": "是时间" if dated else "是文字",
                "better": "填实际完成的数和单位",
            }
            yield Hit(row.actual, found=row.actual.text, words=words, related=(row.target,))
        elif needs_no_number(target, actual):
            words |= {
                "kind": "是文字",
                "answer": "是数",
                "better": "写明达成的程度，如“达成预期指标”；有数可比的，把指标值也写成数",
            }
            yield Hit(
                row.actual,
                found=row.actual.text,
                words=words,
                severity=Severity.INFO,
                related=(row.target,),
            )
