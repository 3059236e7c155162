"""一栏金额下面又照来源分几格的（年初预算数：财政｜自筹｜合计）：总额是合计一格，各来源各是一项资金。"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from perfxl.grammar.amounts import amount
from perfxl.grammar.glyphs import compact
from perfxl.model.fund import FundRole
from perfxl.model.table import Entry
from perfxl.reading.fund_words import fund_words
from perfxl.reading.labels import fund_column, fund_name, is_fund_name, is_header_remark
from perfxl.reading.region import Region
from perfxl.reading.reporting_period import is_period

_SUMS = ("合计", "小计", "总计", "总额", "总数", "金额")
_RATIOS = ("率", "比", "比例", "比重")
_FEWEST = 2


class SourceColumns(NamedTuple):
    """一栏金额分的各格：``total`` 是合计一格所在的列，没有印的为 0；``sources`` 是各来源的列 → 栏名。

    ``heads`` 是分的各格的栏名。
    """

    total: int
    sources: Mapping[int, Entry]
    heads: Sequence[Entry]


def source_columns(region: Region, head: Entry) -> SourceColumns | None:
    """栏名 ``head`` 横着合并、下一行分几格的；不是这样分的为 ``None``。

    没有印合计的，总额不知道；不认得是哪种来源的，照印作名。
    """
    block = region.grid.block(head.row, head.column)
    if block.left == block.right:
        return None
    heads = [e for e in region.texts(block.bottom + 1) if block.left <= e.column <= block.right]
    if len(heads) < _FEWEST or not all(map(_is_part, heads)):
        return None
    if not any(_is_sum(each) or _is_source(each) for each in heads):
        return None
    sums = [each.column for each in heads if _is_sum(each)]
    sources = {each.column: each for each in heads if not _is_sum(each)}
    return SourceColumns(sums[0] if len(sums) == 1 else 0, sources, heads)


def by_source(columns: Mapping[str, SourceColumns]) -> list[tuple[Entry, dict[str, int]]]:
    """各来源：第一处栏名，和它在各栏（年初数、执行数）里所在的列。"""
    found: dict[str, tuple[Entry, dict[str, int]]] = {}
    for role, each in columns.items():
        for column, head in each.sources.items():
            found.setdefault(fund_name(head.text), (head, {}))[1][role] = column
    return list(found.values())


def _is_part(head: Entry) -> bool:
    """分的一格的名称，不是数，也不是另一栏（执行率、占比）、另一期（1-6月）。"""
    text = head.text
    other = is_period(text) or is_header_remark(text) or compact(text).endswith(_RATIOS)
    return not other and amount(text) is None and (is_fund_name(text) or not fund_column(text))


def _is_source(head: Entry) -> bool:
    role = fund_words(fund_name(head.text)).role
    return role not in (FundRole.UNKNOWN, FundRole.OTHER_TOTAL, FundRole.TOTAL)


def _is_sum(head: Entry) -> bool:
    return compact(head.text).endswith(_SUMS)
