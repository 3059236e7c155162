"""预算执行率的分值印在资金表头、它上面的标题里的：预算执行情况（20分）、得分（20分*执行率）。"""

from dataclasses import replace
from decimal import Decimal

from perfxl.grammar.patterns import Pattern
from perfxl.model.fund import FundRole
from perfxl.model.table import Entry, Fund
from perfxl.reading.fund_words import fund_words
from perfxl.reading.labels import fund_column, is_fund_group
from perfxl.reading.region import Region
from perfxl.reading.unit_conflicts import is_fund_banner

_POINTS = Pattern(r"[(（]([0-9]{1,3}(?:\.[0-9]+)?)分[^()（）]*[)）]")


def weight_in(head: Entry) -> Entry | None:
    """栏名里印的分值；没有印为 ``None``。

    >>> weight_in(Entry("执行率得分（10分）")).number, weight_in(Entry("得分"))
    (Decimal('10'), None)
    """
    found = _POINTS.search(head.text)
    if found is None:
        return None
    return head._replace(text=found[1], number=Decimal(found[1]), stored_as_text=False)


def with_printed_points(
    region: Region, header_row: int, funds: tuple[Fund, ...]
) -> tuple[Fund, ...]:
    """分值印在栏名、上面的标题里的（预算执行情况（20分）、得分（20分*执行率））：是资金总额那一行的。"""
    if not funds or any(fund.weight.text for fund in funds):
        return funds
    above = region.texts(header_row - 1) if header_row > region.block.top else []
    heads = [
        weight
        for entry in (*region.texts(header_row), *(above if is_fund_banner(above) else ()))
        if (weight := weight_in(entry)) is not None
        and (is_fund_group(entry.text) or fund_column(entry.text) in ("weight", "score", "rate"))
    ]
    if len({weight.text for weight in heads}) != 1:
        return funds
    totals = (at for at, fund in enumerate(funds) if fund_words(fund.name).role is FundRole.TOTAL)
    at = next(totals, 0)
    return (*funds[:at], replace(funds[at], weight=heads[-1]), *funds[at + 1 :])
