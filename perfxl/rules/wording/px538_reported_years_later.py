"""PX538 填报日期晚了一年以上"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.report_dates import report_dates
from perfxl.standards.documents import own_convention


@rule(
    id="PX538",
    title="填报日期晚了一年以上",
    severity=Severity.WARNING,
    basis=(own_convention("自评在预算年度结束后的一年里做完"),),
    message="{name}是“{found}”，这张表是 {expected} 年度的，多半有一个年份写错了。",
    hint="请核对 {cells} 和表头的年度。",
)
def reported_years_later(subject: Subject) -> Iterator[Hit]:
    """填报日期的年份比表的年度晚两年以上。早于年度结束的由 PX525 报。"""
    year = subject.table.year
    if year is None:
        return
    for date in report_dates(subject.table):
        if date.year >= year + 2:
            yield Hit(
                date.entry, found=date.entry.text, expected=str(year), words={"name": date.name}
            )
