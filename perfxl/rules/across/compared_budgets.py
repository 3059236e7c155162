"""两张表的预算数不同时给出的一处（PX607—PX611、PX619 共用）。"""

from collections.abc import Iterator

from perfxl.matching.projects import Match
from perfxl.model.finding import Severity
from perfxl.model.table import Entry, Table
from perfxl.rules.across.amounts_compared import Gap, compare_amounts
from perfxl.rules.engine.registry import Hit


def differing_budget(
    table: Table,
    entry: Entry,
    source: Table,
    other: Entry,
    *,
    words: dict[str, object],
    certain: bool,
) -> Iterator[Hit]:
    """``table`` 的 ``entry`` 与 ``source`` 的 ``other`` 不等时给一处；取整的零头只提醒。

    项目对得没有把握的（名称相近、同名的不止一个）只提醒。
    """
    compared = compare_amounts(table, entry, source, other)
    if compared is None or compared.gap is Gap.NONE:
        return
    real = compared.gap is Gap.REAL
    yield Hit(
        entry,
        found=compared.one,
        expected=compared.other,
        words={"gap": compared.said, **words},
        severity=None if real and certain else Severity.WARNING,
        table=table,
        related=(other,),
        related_table=source,
    )


def ground_of(match: Match) -> str:
    """对应的理由，一句话。"""
    unsure = "，同名的不止一个，请核对是不是这一个" if match.ambiguous else ""
    name = match.other.name.text
    return f"对应“{name}”：{match.ground}{unsure}"
