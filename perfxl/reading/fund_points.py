"""预算执行率的分值印在资金表头里的：预算执行情况（20分）、得分（20分*执行率）。"""

from dataclasses import replace
from decimal import Decimal

from perfxl.grammar.patterns import Pattern
from perfxl.model.fund import FundRole
from perfxl.model.table import Fund
from perfxl.reading.fund_words import fund_words
from perfxl.reading.labels import fund_column, is_fund_group
from perfxl.reading.region import Region

_POINTS = Pattern(r"[(（]([0-9]{1,3}(?:\.[0-9]+)?)分[^()（）]*[)）]")


def points_in(head: str) -> str:
    """栏名里印的分值。

    >>> points_in("执行率得分（10分）"), points_in("得分")
    ('10', '')
    """
    found = _POINTS.search(head)
    return found[1] if found else ""


def with_printed_points(
    region: Region, header_row: int, funds: tuple[Fund, ...]
) -> tuple[Fund, ...]:
    """分值印在栏名里的（预算执行情况（20分）、得分（20分*执行率））：是资金总额那一行的。"""
    if not funds or any(fund.weight.text for fund in funds):
        return funds
    heads = [
        (entry, points)
        for entry in region.texts(header_row)
        if (points := points_in(entry.text))
        and (is_fund_group(entry.text) or fund_column(entry.text) in ("weight", "score", "rate"))
    ]
    if len({points for _, points in heads}) != 1:
        return funds
    entry, points = heads[-1]
    totals = (at for at, fund in enumerate(funds) if fund_words(fund.name).role is FundRole.TOTAL)
    at = next(totals, 0)
    weight = entry._replace(text=points, number=Decimal(points))
    return (*funds[:at], replace(funds[at], weight=weight), *funds[at + 1 :])
