"""PX548 标题与年度一行写的年度不同"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import ALL_FORMS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.standards.documents import own_convention


@rule(
    id="PX548",
    title="标题与年度一行写的年度不同",
    severity=Severity.WARNING,
    forms=ALL_FORMS,
    basis=(own_convention("一张表只说一个年度，标题和下面的年度一行应一致"),),
    message="{first} 写“{found}”，{second} 写“{other}”，年度不同；这里照 {year} 年度查。",
    hint="请核对 {cells}，改成一致。",
)
def years_conflict(subject: Subject) -> Iterator[Hit]:
    """标题里的年度与它下面“（2023年度）”一行的不同，多半是套用上年的表没有改全。"""
    stated = subject.table.stated_years
    if len(stated) > 1:
        yield Hit(
            stated,
            found=stated[0].text,
            words={
                "first": stated[0].cell,
                "second": stated[1].cell,
                "other": stated[1].text,
                "year": str(subject.table.year),
            },
        )
