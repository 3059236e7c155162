"""资金横着排：各来源各占一列（合计｜中央资金｜省级资金），年初预算、调整后预算、实际支出各占一行。"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from perfxl.grammar.amounts import percentage
from perfxl.model.columns import FUND_AMOUNTS
from perfxl.model.form_spec import FormSpec
from perfxl.model.fund import FundRole
from perfxl.model.table import ABSENT, Entry, Fund
from perfxl.reading.fund_values import fund_of_entries, fund_value
from perfxl.reading.fund_words import fund_words, says_source
from perfxl.reading.labels import (
    fund_column,
    fund_name,
    is_fund_group,
    is_fund_name,
    label_key,
    label_table,
)
from perfxl.reading.money_unit import printed_unit
from perfxl.reading.region import Region
from perfxl.reading.unit_conflicts import unit_above

# 横着排的，至少有这么多种来源；只有一行金额的，要多一种。
_FEWEST_SOURCES = 2
# 只有一行的，左边只说是金额。
_ANY_MONEY = (
    "金额",
    "资金",
    "资金额",
    "预算",
    "预算额",
    "预算金额",
    "安排金额",
    "安排",
    "数额",
    "申请金额",
    "年度金额",
)
_LOOK_DOWN = 6
_POINTS = ("rate", "weight", "score")


class FundsAcross(NamedTuple):
    """横排的资金：名称所在的行，末行，各行是哪一栏（行 → 栏），各来源的名称。

    ``points`` 是执行率、分值、得分的数：在 ``points_row`` 一行，哪一栏的在哪一列；名称在它左边，或与各来源同一行。
    """

    top: int
    bottom: int
    roles: dict[int, str]
    sources: tuple[Entry, ...]
    points_row: int = 0
    points: Mapping[str, int] = {}


def find_funds_across(region: Region, rows: Iterable[int], spec: FormSpec) -> FundsAcross | None:
    """横着排的资金；没有的为 ``None``。这种表没有的栏不读。"""
    for row in rows:
        texts = region.texts(row)
        if len(texts) < _FEWEST_SOURCES or not _has_amount_row(region, texts[0]):
            continue
        sources = [entry for entry in texts if _is_source(entry)]
        if len(sources) < _FEWEST_SOURCES:
            continue
        roles = {
            below: role
            for below, role in _roles_below(region, row, sources).items()
            if role in spec.funds
        }
        money = [role for role in roles.values() if role in FUND_AMOUNTS]
        planned = money == ["initial"] and "executed" not in spec.funds
        if len(money) > 1 or (planned and len(sources) > _FEWEST_SOURCES):
            after = max(roles) + 1
            points = {r: c for r, c in _points_in_row(region, after).items() if r in spec.funds}
            bottom = after if points else max(roles)
            if not points:
                after, points = min(roles), _points_under(region, row, min(roles), sources, spec)
            return FundsAcross(row, bottom, roles, tuple(sources), after, points)
    return None


def read_funds_across(region: Region, across: FundsAcross, unit: str | None) -> tuple[Fund, ...]:
    """各来源一行，照名称从左到右。"""
    first = across.sources[0].column
    block = unit_above(region, across.top)
    for row in (across.top, *across.roles):
        heads = [e for e in region.texts(row) if e.column < first]
        region.take(*(e for e in heads if row != across.top or _is_head(e)))
    region.take(*across.sources, *_points_heads(region, across))
    total = _total_of(across.sources)
    funds: list[Fund] = []
    for source in across.sources:
        entries = {
            role: fund_value(region, row, source.column, role, unit, printed_unit(source), block)
            for row, role in across.roles.items()
        }
        if source == total:
            entries |= {
                role: fund_value(region, across.points_row, column, role, unit)
                for role, column in across.points.items()
            }
        region.take(*entries.values())
        funds.append(fund_of_entries(source, entries, fund_name(source.text)))
    return tuple(funds)


def _points_heads(region: Region, across: FundsAcross) -> list[Entry]:
    rows = (across.top, across.points_row) if across.points else ()
    texts = (entry for row in rows for entry in region.texts(row))
    return [entry for entry in texts if fund_column(entry.text) in across.points]


def _total_of(sources: Sequence[Entry]) -> Entry:
    """执行率、得分是资金总额的；没有写总额的，是第一项的。"""
    totals = (each for each in sources if fund_words(fund_name(each.text)).role is FundRole.TOTAL)
    return next(totals, sources[0])


def _points_in_row(region: Region, row: int) -> dict[str, int]:
    """执行率｜94.17%｜分值｜10｜得分｜9.42 排在一行的，各栏的数在哪一列；不是这样排的为空。"""
    pairs = pairwise(region.texts(row))
    found = {
        role: value.column
        for label, value in pairs
        if (role := fund_column(label.text)) in _POINTS
        and role is not None
        and percentage(value.text) is not None
    }
    return found if len(found) >= _FEWEST_SOURCES else {}


def _points_under(
    region: Region, top: int, first: int, sources: Sequence[Entry], spec: FormSpec
) -> dict[str, int]:
    """各来源右边另有执行率｜分值｜得分几栏、数在下面一行（可以并到末行）的，各在哪一列；不是这样排的为空。"""
    heads = [entry for entry in region.texts(top) if entry.column > sources[-1].column]
    found = {
        role: entry.column
        for entry in heads
        if (role := fund_column(entry.text)) in _POINTS and role in spec.funds
    }
    values = [region.entry(first, column) for column in found.values()]
    filled = all(
        each.number is not None or percentage(each.text) is not None for each in values if each.text
    )
    return found if filled else {}


def _has_amount_row(region: Region, first: Entry) -> bool:
    """下一行左边写着“年初预算”“金额”一类：先看这个，别的行不必细看。"""
    rows = {first.row + 1, region.grid.block(first.row, first.column).bottom + 1}
    return any(_role(entry.text) for row in rows for entry in region.texts(row)[:2])


def names_row_across(text: str) -> bool:
    """横着排的资金里，一行是哪一栏的名称：年初预算、金额。"""
    return _role(text) not in (None, "name")


def _role(text: str) -> str | None:
    """一行的名称说它是哪一栏。"""
    return "initial" if fund_name(text) in _ANY_MONEY else fund_column(text)


def _is_source(entry: Entry) -> bool:
    if entry.number is not None or fund_column(entry.text) in FUND_AMOUNTS:
        return False
    if is_fund_group(entry.text):
        return False
    return is_fund_name(entry.text) or says_source(fund_name(entry.text))


def _is_head(entry: Entry) -> bool:
    """来源左边的行标题：资金情况、项目、预算执行。"""
    return is_fund_group(entry.text) or fund_column(entry.text) == "name" or _is_execution(entry)


def _is_execution(entry: Entry) -> bool:
    return label_key(entry.text) in label_table()["execution"]


def _roles_below(region: Region, top: int, sources: Sequence[Entry]) -> dict[int, str]:
    """名称以下连着的各行是哪一栏；不认得的、重了的到此为止。"""
    roles: dict[int, str] = {}
    bottom = region.grid.block(top, sources[0].column).bottom
    for row in region.grid.rows_between(bottom + 1, bottom + _LOOK_DOWN):
        label = _label(region, row, sources[0].column)
        role = _role(label.text)
        if role is None or role == "name" or role in roles.values():
            break
        if _points_in_row(region, row):
            break  # 执行率、分值、得分是总额的，不是各来源的
        if not any(_is_filled(region, row, each.column, role) for each in sources):
            break
        roles[row] = role
    return roles


def _is_filled(region: Region, row: int, column: int, role: str) -> bool:
    if role in FUND_AMOUNTS:
        return region.money(row, column, None).shown_amount is not None
    return bool(region.entry(row, column).text)


def _label(region: Region, row: int, first: int) -> Entry:
    """来源左边最近的一格字。"""
    for column in range(first - 1, region.block.left - 1, -1):
        entry = region.entry(row, column)
        if entry.text and entry.row == row:
            return entry
    return ABSENT
