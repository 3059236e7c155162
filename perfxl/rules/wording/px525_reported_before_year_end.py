"""PX525 填报日期早于年度结束"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.report_dates import report_dates
from perfxl.standards.documents import evaluation_measures


@rule(
    id="PX525",
    title="填报日期早于年度结束",
    severity=Severity.WARNING,
    basis=(evaluation_measures("自评在预算年度结束后，按全年执行情况进行"),),
    message="{name}是“{found}”，{expected} 年度还没有结束，全年执行数和完成值不可能是全年的。",
    hint="请核对 {cells} 的日期；年中做的是监控，不是自评。",
)
def reported_before_year_end(subject: Subject) -> Iterator[Hit]:
    """填报日期在表的年度的 11 月底以前，或更早的年份。十二月填的按年底算，不报。"""
    year = subject.table.year
    if year is None:
        return
    for date in report_dates(subject.table):
        if date.month is not None and (date.year, date.month) < (year, 12):
            yield Hit(
                date.entry, found=date.entry.text, expected=str(year), words={"name": date.name}
            )
