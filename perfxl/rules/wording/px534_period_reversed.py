"""PX534 实施时间的起止颠倒、没有这一天"""

import re
from collections.abc import Iterator
from datetime import date

from perfxl.grammar.patterns import Pattern
from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import ALL_FORMS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.standards.documents import own_convention

_NAMES = ("时间", "日期", "年限", "实施期", "周期", "项目期")
_DAY = Pattern(
    r"(?<!\d)(20\d\d)(?:\s*[年\-/.]\s*(\d{1,2})(?!\d|年)(?:\s*[月\-/.]\s*(\d{1,2})?)?(?!\d)|(\d\d)(\d\d)(?!\d)|年|(?!\d))"
)
_LINK = Pattern(r"^\s*[日号]?\s*(?:至|到|-{1,2}|—{1,2}|–|~|～)\s*$")


@rule(
    id="PX534",
    title="实施时间的起止颠倒、没有这一天",
    severity=Severity.WARNING,
    forms=ALL_FORMS,
    basis=(own_convention("起止时间先起后止，日期在日历上有"),),
    hint="请核对 {cells} 的年月日。",
)
def period_reversed(subject: Subject) -> Iterator[Hit]:
    """实施时间、填报日期一类的栏目里，止的时间早于起的时间，或写着 13 月、2 月 30 日。"""
    for name, entry in subject.table.printed_fields().items():
        if not any(word in name for word in _NAMES):
            continue
        found = list(_DAY.finditer(entry.to_read))
        unreal = next((each for each in found if _day(each) is None), None)
        if unreal is not None:
            yield Hit(
                entry, found=entry.text, message=f"{name}写“{entry.text}”，日历上没有这一天。"
            )
            continue
        if len(found) != 2 or not _LINK.match(entry.to_read[found[0].end() : found[1].start()]):
            continue
        start, end = (_day(each) for each in found)
        if start is not None and end is not None and end < start:
            yield Hit(
                entry,
                found=entry.text,
                message=f"{name}写“{entry.text}”，止的时间早于起的时间。",
            )


def _day(found: re.Match[str]) -> date | None:
    """写到哪一天；没有这一天为 ``None``。只写年月的按 1 日。"""
    month, day = found[2] or found[4] or "1", found[3] or found[5] or "1"
    try:
        return date(int(found[1]), int(month), int(day))
    except ValueError:
        return None
