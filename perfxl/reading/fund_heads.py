"""一行里像资金各栏的栏名，各管到哪几列；几个年度、几个监控期并列的，取哪一个。"""

from perfxl.grammar.patterns import Pattern
from perfxl.model.columns import FUND_AMOUNTS
from perfxl.model.money_units import ANY_MONEY_UNIT
from perfxl.model.table import Entry
from perfxl.reading.labels import fund_column
from perfxl.reading.region import Region
from perfxl.reading.reporting_period import is_period, months_said
from perfxl.reading.year_columns import names_year, year_above

# 监控的各期可能各有一套的栏。
_OF_PERIOD = ("executed_to_date", "rate")
# 没有合并的栏名，最多管右边这么多列。
_MOST_COLUMNS = 3
# 写着这么多个年度的，是几年各一套。
_FEWEST_YEARS = 2
# 写着金额的一句话（预算数130万元，执行数128.5万元），不是栏名。
_SAYS_AMOUNTS = Pattern(rf"\d\s*(?:{ANY_MONEY_UNIT})|数[:：为]?\d[\d.]*[,，;；]")


def heads_in(region: Region, row: int) -> dict[str, list[Entry]]:
    """一行里像资金各栏的格；同一栏有几个监控期的，后一期在先。"""
    found: dict[str, list[Entry]] = {}
    for entry in region.texts(row):
        if fund_column(entry.text) is None or _SAYS_AMOUNTS.search(entry.text):
            continue
        for head in _heads_of_periods(region, entry) or [entry]:
            role = fund_column(head.text)
            if role is not None:
                found.setdefault(role, []).append(head)
    for role in filter(found.__contains__, _OF_PERIOD):
        found[role] = latest_first(found[role])
    return found


def drop_other_years(
    region: Region, row: int, candidates: dict[str, list[Entry]]
) -> dict[int, Entry]:
    """几年的各一套（2023年预算数｜2024年预算数）：别的年度的从 ``candidates`` 里去掉，所在的列 → 栏名。"""
    money = [each for role in FUND_AMOUNTS for each in candidates.get(role, ())]
    years = {entry.place: names_year(entry.text) for entry in money}
    own = year_above(region.grid, row)
    if own not in years.values() or len(set(years.values()) - {None}) < _FEWEST_YEARS:
        return {}
    dropped: dict[int, Entry] = {}
    for role in list(candidates):
        others = [e for e in candidates[role] if names_year(e.text) not in (None, own)]
        dropped |= {column: entry for entry in others for column in columns_under(region, entry)}
        candidates[role] = [entry for entry in candidates[role] if entry not in others]
        if not candidates[role]:
            del candidates[role]
    return dropped


def _heads_of_periods(region: Region, entry: Entry) -> list[Entry]:
    """栏名下面一行又分几个监控期的（执行数下面的 1-4月、1-8月），各期的栏名连着期一起写；不是这样的为空。"""
    block = region.grid.block(entry.row, entry.column)
    below = region.texts(block.bottom + 1) if block.right > block.left else []
    periods = [e for e in below if block.left <= e.column <= block.right and is_period(e.text)]
    if not periods:
        return []
    region.take(*periods)
    return [period._replace(text=f"{period.text}{entry.text}") for period in periods]


def latest_first(entries: list[Entry]) -> list[Entry]:
    """几个监控期的同一栏，后一期在先；没有都写明几月的照旧。"""
    months = [months_said(entry.text) for entry in entries]
    if None in months:
        return entries
    return sorted(entries, key=lambda entry: months_said(entry.text) or 0, reverse=True)


def earlier_periods(
    region: Region, candidates: dict[str, list[Entry]], columns: dict[str, int]
) -> dict[int, Entry]:
    """没有取的前几期各栏。执行率与已执行数取同一期的，``columns`` 照改。"""
    month = _month_at(region, candidates.get("executed_to_date", []), columns)
    if month is None:
        return {}
    found: dict[int, Entry] = {}
    for role in filter(candidates.__contains__, _OF_PERIOD):
        entries = candidates[role]
        same = [entry for entry in entries if months_said(entry.text) == month]
        if role == "rate" and same:
            columns[role] = same[0].column
        found |= {
            column: entry
            for entry in entries
            if months_said(entry.text) not in (None, month)
            for column in columns_under(region, entry)
        }
    return found


def _month_at(region: Region, entries: list[Entry], columns: dict[str, int]) -> int | None:
    """取了的已执行数是到几月的。"""
    column = columns.get("executed_to_date", 0)
    chosen = (entry for entry in entries if column in columns_under(region, entry))
    return next((months_said(entry.text) for entry in chosen), None)


def columns_under(region: Region, entry: Entry) -> range:
    """栏名管到的列：合并的到合并块的右边，没有合并而右边空着的到下一个栏名。"""
    right = region.grid.block(entry.row, entry.column).right
    after = [each.column for each in region.texts(entry.row) if each.column > entry.column]
    following = min(after, default=right + 1)
    return range(entry.column, max(right, min(following - 1, entry.column + _MOST_COLUMNS)) + 1)
