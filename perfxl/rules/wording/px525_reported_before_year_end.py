"""PX525 填报日期早于年度结束"""

import re
from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.standards.documents import evaluation_measures

_DATES = ("填报日期", "编制日期", "填表日期", "填报时间", "填表时间", "制表日期")
_DATE = re.compile(r"^\D*(20\d\d)\D?(\d{1,2})")


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
    for name in _DATES:
        entry = subject.table.fields.get(name)
        found = _DATE.match(entry.to_read) if entry is not None else None
        if entry is None or found is None:
            continue
        reported = int(found[1]), int(found[2])
        if reported < (year, 12):
            yield Hit(entry, found=entry.text, expected=str(year), words={"name": name})
