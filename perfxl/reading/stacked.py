"""年初、调整后两套指标上下各排一块：认出每一块的标签，把两块合成左右并列的样子。"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern
from perfxl.model.grid import Grid
from perfxl.model.table import ABSENT, Entry, Fund, Indicator, Period
from perfxl.reading.header import Header
from perfxl.reading.labels import (
    fund_column,
    goal_name,
    half_of,
    is_fund_name,
    is_group_label,
)

# 标签里说明是哪一套的字；去掉以后剩下的是“绩效指标”一类，或什么也不剩。
_NUMBERED = Pattern(r"^[(]?[一二三四五\d]{1,2}[)、.]+")
_HALF_WORDS = Pattern(r"[()]|年初(?:批复|设定)?|^原|(?:预算)?(?:调整|变更|修改|修订)(?:前|后)?的?")
# 长期、年度各一块的标签。
_PERIOD_BLOCK = Pattern(
    r"(?:(长期|中长期|中期|实施期|实施周期|规划期)|年度|当年|本年度?)(?:总体)?(?:绩效)?(?:指标|目标及指标|目标和指标)"
)


@lru_cache(maxsize=4096)
def block_half(text: str) -> str | None:
    """一块的标签是年初（``first``）还是调整后（``second``）；不是一块的标签为 ``None``。

    >>> [block_half(text) for text in ("年初绩效指标", "调整后", "二、绩效指标（调整后）")]
    ['first', 'second', 'second']
    >>> [block_half(text) for text in ("年初预算数", "调整后资金", "绩效指标", "调整原因")]
    [None, None, None, None]
    """
    key = _NUMBERED.sub("", compact(text).strip(":*"))
    half = half_of(key)
    if half is None:
        return None
    rest = _HALF_WORDS.sub("", key)
    return half if not rest or is_group_label(rest) or goal_name(rest) == "group" else None


@lru_cache(maxsize=4096)
def block_period(text: str) -> str | None:
    """一块的标签是长期（``period``）还是年度（``annual``）的；不是一块的标签为 ``None``。

    >>> [block_period(text) for text in ("长期绩效指标", "年度绩效指标", "二、中期指标", "绩效指标", "年度目标")]
    ['period', 'annual', 'period', None, None]
    """
    found = _PERIOD_BLOCK.fullmatch(_NUMBERED.sub("", compact(text).strip(":*")))
    return None if found is None else "period" if found[1] else "annual"


def is_block_label(text: str) -> bool:
    """一块的标签：年初、调整后，或长期、年度。"""
    return block_half(text) is not None or block_period(text) is not None


def block_label(
    grid: Grid,
    header: Header,
    first_row: int,
    said: Callable[[str], str | None] = block_half,
) -> Entry:
    """一套指标的标签：表头左边、表身首行，或表头上面（从 ``first_row`` 起）的一行。

    ``said`` 认一块的标签：年初与调整后（``block_half``），或长期与年度（``block_period``）。
    """
    for row in range(header.bottom, header.top - 1, -1):
        for column in range(header.left, header.first_column):
            entry = grid.entry(row, column)
            if said(entry.text):
                return entry
    label = label_in_body(grid, header, header.bottom + 1, said)
    if label.exists:
        return label
    for row in reversed(grid.rows_between(first_row, header.top - 1)):
        if _is_indicator(grid, header, row):
            break
        texts = grid.texts(row, header.left, header.right)
        halves = [entry for entry in texts if half_of(entry.text) or said(entry.text)]
        if halves and halves[0] is texts[0] and len(halves) == 1 and said(texts[0].text):
            return texts[0]
    return ABSENT


def label_in_body(
    grid: Grid, header: Header, row: int, said: Callable[[str], str | None] = block_half
) -> Entry:
    """表身里的标签：写在指标各栏的左边，或自己占一行。"""
    texts = grid.texts(row, header.left, header.right)
    apart = texts and (len(texts) == 1 or texts[0].column < header.first_column)
    return texts[0] if apart and said(texts[0].text) else ABSENT


def _is_indicator(grid: Grid, header: Header, row: int) -> bool:
    """表身里的一行：有指标名，也有指标值。"""
    if not header.has("level3", "target"):
        return False
    name, target = (grid.entry(row, header.columns[role][0]) for role in ("level3", "target"))
    apart = (name.row, name.column) != (target.row, target.column)
    is_fund = fund_column(name.text) or (is_fund_name(name.text) and target.number is not None)
    return bool(name.text and target.text and apart and not is_fund)


def start_of_block(grid: Grid, header: Header, label: Entry, rows: Sequence[int]) -> int:
    """下面一块从哪一行起：标签，连同紧挨着的、这一块自己的目标和资金。"""
    start = min(label.row, header.top)
    for row in reversed([row for row in rows if row < start]):
        texts = grid.texts(row, header.left, header.right)
        if _is_indicator(grid, header, row):
            break
        if not any(goal_name(entry.text) or is_fund_name(entry.text) for entry in texts[:2]):
            break
        start = row
    return start


def paired(initial: Sequence[Indicator], adjusted: Sequence[Indicator]) -> tuple[Indicator, ...]:
    """两块的指标合成一行一行：同一类别、同一名称的成对，其余各自一行。"""
    left: dict[tuple[str, str, str], Indicator] = {}
    for row in initial:
        left.setdefault(_key(row), row)
    partners: dict[int, Indicator] = {}
    alone: list[Indicator] = []
    for row in adjusted:
        partner = left.pop(_key(row), None)
        if partner is None:
            alone.append(row)
        else:
            partners[partner.row] = row
    rows = [_side_by_side(row, partners.get(row.row)) for row in initial]
    rows += [_only_adjusted(row) for row in alone]
    return tuple(sorted(rows, key=lambda row: row.row))


def paired_funds(initial: Sequence[Fund], adjusted: Sequence[Fund]) -> tuple[Fund, ...]:
    """两块各有资金情况的：总额对总额，其余同期同名的合成一行。角色、归属要重新定。"""
    left = {_fund_key(fund): fund for fund in reversed(adjusted)}
    funds = [
        replace(fund, adjusted=left.pop(_fund_key(fund)).budget)
        if _fund_key(fund) in left
        else fund
        for fund in initial
    ]
    alone = [fund for fund in adjusted if left.get(_fund_key(fund)) is fund]
    return (*funds, *(replace(fund, initial=ABSENT, adjusted=fund.budget) for fund in alone))


def _fund_key(fund: Fund) -> tuple[Period, str]:
    """总额不论叫什么都是一回事。"""
    return fund.period, "" if fund.is_total else fund.name


def _key(row: Indicator) -> tuple[str, str, str]:
    return (row.level1.text, row.level2.text, compact(row.level3.text))


def _side_by_side(initial: Indicator, adjusted: Indicator | None) -> Indicator:
    if adjusted is None:
        return initial
    return replace(
        initial,
        level3_adjusted=adjusted.level3,
        target_adjusted=adjusted.target,
        weight_adjusted=adjusted.weight,
        note=adjusted.note or initial.note,
        explanation=adjusted.explanation or initial.explanation,
    )


def _only_adjusted(row: Indicator) -> Indicator:
    return replace(
        row,
        level3=ABSENT,
        target=ABSENT,
        weight=ABSENT,
        nature=ABSENT,
        value=ABSENT,
        unit=ABSENT,
        level3_adjusted=row.level3,
        target_adjusted=row.target,
        weight_adjusted=row.weight,
        context=row.context._replace(name="", direction="", unit=""),
    )
