"""两张表的预算数不同时给出的一处（PX607—PX611、PX619 共用）。"""

from collections.abc import Iterator

from perfxl.matching.projects import Match
from perfxl.model.finding import Severity
from perfxl.model.table import Entry
from perfxl.rules.across.amounts_compared import Gap, compare_amounts
from perfxl.rules.engine.registry import Hit


def differing_budget(
    match: Match, entry: Entry, other: Entry, *, certain: bool = True, **words: object
) -> Iterator[Hit]:
    """对上的项目，一处的 ``entry`` 与另一处的 ``other`` 不等时给一处；取整的零头只提醒。

    消息里可用 ``{gap}``、``{ground}`` 和 ``words``。项目对得没有把握的（名称相近、同名的不止一个），
    和 ``certain`` 为假的，只提醒。
    """
    table, source = match.one.table, match.other.table
    compared = compare_amounts(table, entry, source, other)
    if compared is None or compared.gap is Gap.NONE:
        return
    sure = compared.gap is Gap.REAL and match.is_certain and certain
    yield Hit(
        entry,
        found=compared.one,
        expected=compared.other,
        words={"gap": compared.said, "ground": ground_of(match), **words},
        severity=None if sure else Severity.WARNING,
        table=table,
        related=(other,),
        related_table=source,
    )


def ground_of(match: Match) -> str:
    """认作哪一个项目、凭什么，一句话。"""
    unsure = "，同名的不止一个，请核对是不是这一个" if match.ambiguous else ""
    name = match.other.name.text
    return f"认作同一个项目：“{name}”，{match.ground}{unsure}"
