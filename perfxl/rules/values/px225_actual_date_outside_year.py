"""PX225 实际完成时间不在表的年度"""

from collections.abc import Iterator

from perfxl.grammar import Deadline
from perfxl.model.finding import Severity
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.unfilled import read_values
from perfxl.standards.documents import own_convention


@rule(
    id="PX225",
    title="实际完成时间不在表的年度",
    severity=Severity.WARNING,
    basis=(own_convention("自评表填报本年度的完成情况"),),
    message="“{level3}”的实际完成时间“{found}”不在 {expected} 年度。",
    hint="请核对 {cells} 的年份。",
)
def actual_date_outside_year(subject: Subject) -> Iterator[Hit]:
    """完成值写明的年份与表的年度不同：早于本年度的多半是照抄上年；晚于的是拖到了次年，只作参考。

    指标值的时限本来就在那一年的，由 PX502 报。
    """
    year = subject.table.year
    if year is None:
        return
    for row in subject.table.indicators:
        target, actual = read_values(row)
        if not isinstance(actual, Deadline) or actual.year in (None, year):
            continue
        if isinstance(target, Deadline) and target.year == actual.year:
            continue
        late = actual.year is not None and actual.year > year
        yield Hit(
            row.actual,
            found=row.actual.text,
            expected=str(year),
            words={"level3": row.level3.text},
            severity=Severity.INFO if late else None,
            related=(row.target,),
        )
