"""资金竖着写：只有一项，年初预算数、全年预算数、全年执行数、执行率各占一行，数写在名称右边。"""

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from perfxl.grammar.amounts import percentage
from perfxl.model.columns import FUND_AMOUNTS, FUND_COLUMNS, Holds
from perfxl.model.form_spec import FormSpec
from perfxl.model.table import ABSENT, Entry, Fund
from perfxl.reading.fund_points import weight_in
from perfxl.reading.funds import fund_of_entries, fund_value
from perfxl.reading.labels import fund_column, is_fund_group
from perfxl.reading.money_unit import printed_unit
from perfxl.reading.region import Region
from perfxl.reading.unit_conflicts import block_unit

# 至少有预算数、执行数两行。
_SPENT = ("executed", "executed_to_date")
_POINTS = ("rate", "weight", "score", "expected_rate")
_NAME = "年度资金总额"


class FundsDown(NamedTuple):
    """竖着写的资金：各栏的名称和数（栏 → 名称、数）。"""

    pairs: dict[str, tuple[Entry, Entry]]

    @property
    def top(self) -> int:
        """首行。"""
        return min(label.row for label, _ in self.pairs.values())

    @property
    def bottom(self) -> int:
        """末行。"""
        return max(label.row for label, _ in self.pairs.values())


def find_funds_down(region: Region, rows: Iterable[int], spec: FormSpec) -> FundsDown | None:
    """竖着写的资金；没有的、同一栏写了两处的为 ``None``。"""
    if "executed" not in spec.funds and "executed_to_date" not in spec.funds:
        return None
    found: dict[str, tuple[Entry, Entry]] = {}
    for row in rows:
        pairs = _pairs(region, row, spec)
        if not pairs and found:
            break
        if any(role in found for role in pairs):
            return None
        found |= pairs
    money = {role for role in found if role in FUND_AMOUNTS}
    spent = not money.isdisjoint(_SPENT)
    return FundsDown(found) if spent and len(money) > 1 else None


def read_funds_down(region: Region, down: FundsDown, unit: str | None) -> tuple[Fund, ...]:
    """这一项资金，就是资金总额；分值印在得分名称里的（执行率得分（10分））也读。"""
    labels = [label for label, _ in down.pairs.values()]
    first = min(labels, key=lambda label: label.row)
    block = block_unit(region, down.top, first.column)
    groups = [e for e in region.texts(down.top) if e.column < first.column]
    region.take(*labels, *(entry for entry in groups if is_fund_group(entry.text)))
    entries = {
        role: fund_value(region, value.row, value.column, role, unit, printed_unit(label), block)
        for role, (label, value) in down.pairs.items()
    }
    region.take(*entries.values())
    fund = fund_of_entries(Entry("", first.row, first.column), entries, _NAME)
    score, _ = down.pairs.get("score", (ABSENT, ABSENT))
    weight = weight_in(score)
    if weight is not None and not fund.weight.text:
        fund = replace(fund, weight=weight)
    return (fund,)


def _pairs(region: Region, row: int, spec: FormSpec) -> dict[str, tuple[Entry, Entry]]:
    """一行里的各对名称、数；有一格别的字（不是左边的行标题）的为空。"""
    texts = [entry for entry in region.texts(row) if not is_fund_group(entry.text)]
    found: dict[str, tuple[Entry, Entry]] = {}
    at = 0
    while at < len(texts):
        label = texts[at]
        role = fund_column(label.text) or ""
        value = region.beside(label)
        if role not in spec.funds or role in found or not _may_be_value(region, value, role):
            return {}
        found[role] = label, value
        at += 2 if value.text else 1
    return found


def _may_be_value(region: Region, value: Entry, role: str) -> bool:
    """名称右边是数，或空着没有填；原因、备注是一句话。"""
    if not value.exists or not value.text or FUND_COLUMNS[role].holds is Holds.TEXT:
        return value.exists
    if role in _POINTS:
        return value.number is not None or percentage(value.text.removesuffix("分")) is not None
    return (
        role in FUND_AMOUNTS
        and region.money(value.row, value.column, None).shown_amount is not None
    )
