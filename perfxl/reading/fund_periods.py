"""资金表头里各期各占几栏的（实施期｜年度，合计｜2024年｜2025年）：哪一格是哪一期的哪一栏。"""

import re

from perfxl.grammar.patterns import Pattern
from perfxl.model.entry import Entry
from perfxl.model.fund import FundRole, Period
from perfxl.reading.fund_words import fund_words, period_of, without_period
from perfxl.reading.labels import fund_column, fund_name, is_fund_name
from perfxl.reading.region import Region
from perfxl.reading.titles import find_year

# 只说“金额”“资金”的一栏，是这一期的预算数。
_ANY_MONEY = ("", "金额", "资金", "预算", "投资", "总额", "资金总额", "资金总量", "总投资", "安排")
_YEAR = Pattern(r"(20\d\d)年?度?")
# 表头以下找金额时最多看这么多行。
_LOOK_DOWN = 8
_Heads = dict[Period, dict[str, Entry]]


def period_heads(region: Region, row: int) -> _Heads:
    """这一行里各期的各栏；不是这样分栏的，或下面没有名称、金额各行的，为空。

    几年各一栏的，表的年度那一栏是年度的，合计一栏是实施期的，别的年度不读。
    """
    texts = region.texts(row)
    heads = _by_year(region, row, texts) or _by_period(texts)
    return heads if heads and _has_rows_below(region, row, heads) else {}


def _by_period(texts: list[Entry]) -> _Heads:
    heads: _Heads = {}
    periods = [period_of(entry.text) for entry in texts]
    if Period.WHOLE not in periods:
        return {}
    for entry, period in zip(texts, periods, strict=True):
        if period is None:
            continue
        bare = fund_name(without_period(entry.text))
        role = "initial" if bare in _ANY_MONEY else fund_column(bare)
        if role is not None:
            heads.setdefault(period, {}).setdefault(role, entry)
    return heads if set(heads) == set(Period) else {}


def _by_year(region: Region, row: int, texts: list[Entry]) -> _Heads:
    said = [entry for entry in texts if "20" in entry.text[:12]]
    years = {int(found[1]): entry for entry in said if (found := _year_head(entry.text))}
    if len(years) < 2:
        return {}
    heads: _Heads = {}
    above = region.grid.rows_between(region.block.top, row - 1)
    year = find_year(entry.text for each in above for entry in region.texts(each))
    if year in years:
        heads[Period.YEAR] = {"initial": years[year]}
    whole = (entry for entry in texts if fund_words(entry.text).role is FundRole.TOTAL)
    for entry in whole:
        heads.setdefault(Period.WHOLE, {"initial": entry})
    return heads


def _year_head(text: str) -> re.Match[str] | None:
    """“2024年”“2025年度预算”：一年的一栏。"""
    found = _YEAR.match(fund_name(text))
    return found if found and without_period(fund_name(text)[found.end() :]) in _ANY_MONEY else None


def _has_rows_below(region: Region, row: int, heads: _Heads) -> bool:
    """下面有一行：左边是资金名称，各期的栏里是金额。"""
    columns = [entry.column for own in heads.values() for entry in own.values()]
    for below in region.grid.rows_between(row + 1, row + _LOOK_DOWN):
        named = any(is_fund_name(e.text) and e.column < min(columns) for e in region.texts(below))
        if named and any(region.entry(below, column).number is not None for column in columns):
            return True
    return False
