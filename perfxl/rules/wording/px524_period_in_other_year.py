"""PX524 实施时间不在表的年度"""

from collections.abc import Iterator

from perfxl.grammar.patterns import Pattern
from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import TARGETS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.standards.documents import own_convention

_YEAR = Pattern(r"20\d\d")
_NAMES = ("实施时间", "起止时间", "起止年限", "实施期", "实施周期", "项目期", "计划完成日期")
# 只写哪一天做完的：晚于表的年度，是做几年的项目。
_ENDS = ("完成日期", "终止时间", "截止时间", "结束时间")


@rule(
    id="PX524",
    title="实施时间不在表的年度",
    severity=Severity.WARNING,
    forms=TARGETS,
    basis=(own_convention("项目的实施时间包含填报年度"),),
    message="{name}“{found}”不包含 {expected} 年，这张表是 {expected} 年度的。",
    hint="请核对 {cells} 的年份，多半是照抄往年没有改。",
)
def period_in_other_year(subject: Subject) -> Iterator[Hit]:
    """实施时间、起止时间写着年份，而表的年度不在其间。没有写年份的、完成日期在以后的不报。"""
    year = subject.table.year
    if year is None:
        return
    for name, entry in subject.table.printed_fields().items():
        if not any(word in name for word in _NAMES):
            continue
        years = [int(found) for found in _YEAR.findall(entry.to_read)]
        first = year if any(word in name for word in _ENDS) else min(years, default=year)
        if years and not first <= year <= max(years):
            yield Hit(entry, found=entry.text, expected=str(year), words={"name": name})
