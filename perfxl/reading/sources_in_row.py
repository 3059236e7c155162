"""几种资金来源排在一行，名称、数左右相邻：其中：中央补助｜108｜省级补助｜27｜县级补助｜15。"""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from perfxl.grammar.amounts import amount
from perfxl.model.fund import FundRole
from perfxl.model.table import Entry
from perfxl.reading.fund_words import fund_words, is_among, says_source
from perfxl.reading.labels import field_name, fund_column, fund_name, goal_name
from perfxl.reading.region import Region

_FEWEST = 2
# 一行来源各只有一个数的，可能是这几栏的：先看预算数，再看年初数、执行数。
_COLUMNS = ("adjusted", "initial", "executed")


def sources_in_row(region: Region, row: int) -> list[tuple[Entry, Entry]]:
    """一行里的各种来源和各自的数；不全是来源、有一个没有数的，名称相同的（各栏各一套），为空。"""
    texts = region.texts(row)
    if len(texts) % _FEWEST or len(texts) < _FEWEST * _FEWEST:
        return []
    pairs = list(zip(texts[::2], texts[1::2], strict=True))
    if not all(_may_name(label) and _is_amount(value) for label, value in pairs):
        return []
    if not is_among(texts[0].text) and not all(_is_source(label) for label, _ in pairs):
        return []
    names = {fund_name(label.text) for label, _ in pairs}
    return pairs if len(names) == len(pairs) else []


def column_of_sources(
    numbers: Sequence[Decimal | None], totals: Mapping[str, Decimal | None]
) -> str | None:
    """这些来源的数是哪一栏的：合计正好是那一栏总额的；都不是的，是最近的一栏预算数。"""
    whole = sum((number for number in numbers if number is not None), Decimal(0))
    printed = {role: totals[role] for role in _COLUMNS if totals.get(role) is not None}
    exact = next((role for role, number in printed.items() if number == whole), None)
    if exact is not None:
        return exact
    budgets = {role: number for role, number in printed.items() if role != "executed"}
    return min(budgets, key=lambda role: abs((budgets[role] or 0) - whole), default=None)


def has_other_amounts(region: Region, row: int, read: Collection[int]) -> bool:
    """这一行另有没有读的数（``read`` 是读了的各列），不是写在执行率、分值、得分右边的。"""
    return any(
        _is_amount(value) and value.column not in read and _may_name(label)
        for label, value in pairwise(region.texts(row))
    )


def _may_name(label: Entry) -> bool:
    text = label.text
    other = fund_column(text) or field_name(text) or goal_name(text)
    return label.number is None and not other


def _is_source(label: Entry) -> bool:
    name = fund_name(label.text)
    return says_source(name) and fund_words(name).role is not FundRole.TOTAL


def _is_amount(value: Entry) -> bool:
    if "%" in value.text:
        return False
    return value.number is not None or amount(value.text) is not None
