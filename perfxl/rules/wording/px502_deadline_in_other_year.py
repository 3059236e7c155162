"""PX502 时限不在表的年度"""

from collections.abc import Iterator

from perfxl.grammar import Deadline
from perfxl.grammar.patterns import Pattern
from perfxl.model.finding import Severity
from perfxl.model.table import Table
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.standards.documents import own_convention

_PERIODS = ("实施时间", "起止时间", "起止年限", "实施期", "项目期")
_YEAR = Pattern(r"(?<!\d)20\d\d(?!\d)")


@rule(
    id="PX502",
    title="时限不在表的年度",
    severity=Severity.WARNING,
    forms=WITH_INDICATORS,
    basis=(own_convention("年度指标的时限在填报年度之内"),),
    message="“{level3}”的时限“{found}”不在 {expected} 年度。",
    hint="请核对 {cells} 的年份；跨年项目确实如此的可以不改。",
)
def deadline_in_other_year(subject: Subject) -> Iterator[Hit]:
    """指标值写明的年份与表的年度不同，多半是照抄上年没有改。没有写年份的、起止之间有表的年度的不报。

    没有写年度的表，照实施时间里写的年度；实际完成时间由 PX225 报。
    """
    year = subject.table.year or _year_of_period(subject.table)
    if year is None:
        return
    for stated in subject.stated_targets:
        value = stated.value
        if not isinstance(value, Deadline) or value.year is None:
            continue
        if not (value.began or value.year) <= year <= value.year:
            yield Hit(
                stated.targets,
                found=stated.target.text,
                expected=str(year),
                words={"level3": stated.level3.text},
            )


def _year_of_period(table: Table) -> int | None:
    """实施时间只在一年之内的，是哪一年。"""
    for name, entry in table.printed_fields().items():
        if any(word in name for word in _PERIODS):
            years = {int(found) for found in _YEAR.findall(entry.to_read)}
            if len(years) == 1:
                return years.pop()
    return None
