"""资金写成一对对的名称和数：年初预算数｜100｜全年预算数｜95，排成一行、几行，或各占一行；夹着总额的各项也读。

一对不认得的（结转结余资金｜5）只是它自己没有读，同一行别的照读。
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from perfxl.grammar.amounts import amount, percentage
from perfxl.grammar.glyphs import compact
from perfxl.grammar.nothing_said import is_left_blank
from perfxl.grammar.patterns import Pattern
from perfxl.model.columns import FUND_AMOUNTS, FUND_COLUMNS, Holds
from perfxl.model.form_spec import FormSpec
from perfxl.model.fund import ANNUAL_TOTAL, FundRole
from perfxl.model.printed_unit import PrintedUnit
from perfxl.model.table import Entry, Fund
from perfxl.reading.fields import is_label
from perfxl.reading.fund_header import FundHeader
from perfxl.reading.fund_points import weight_in, with_printed_points
from perfxl.reading.fund_rows import label_before, read_funds
from perfxl.reading.fund_values import fund_of_entries, fund_value
from perfxl.reading.fund_words import fund_words, is_among, says_source, without_among
from perfxl.reading.inline_amounts import said_inside
from perfxl.reading.labels import (
    field_name,
    fund_column,
    fund_name,
    goal_name,
    is_fund_group,
    is_fund_name,
    is_ignored_fund_column,
)
from perfxl.reading.money_unit import printed_unit
from perfxl.reading.region import Region, after_label
from perfxl.reading.sources_in_row import column_of_sources, sources_in_row
from perfxl.reading.unit_conflicts import block_unit, unit_above, written_money
from perfxl.reading.year_columns import names_year, year_above

# 至少有预算数、执行数两行。
_SPENT = ("executed", "executed_to_date")
_POINTS = ("rate", "weight", "score", "expected_rate")
# 从前结转来的，是今年的一种来源。
_FROM_BEFORE = Pattern("上年|上一年|以前年度|年初|历年|往年")
# 名称是资金总额的一对：没有另写全年预算数的，就是它。
_TOTAL = "total"


class FundPair(NamedTuple):
    """一对名称和数；``role`` 是总额的哪一栏，资金总额是 ``total``，各项、别的为 ``""``。"""

    label: Entry
    value: Entry
    role: str = ""

    @property
    def is_inside(self) -> bool:
        """数与名称写在同一格：全年预算数：100。"""
        return self.label.place == self.value.place

    @property
    def is_money(self) -> bool:
        """总额的一栏金额。"""
        return self.role in FUND_AMOUNTS or self.role == _TOTAL


class FundPart(NamedTuple):
    """总额的一项，和它的数是哪一栏的。"""

    pair: FundPair
    role: str


class FundsInPairs(NamedTuple):
    """写成一对对的资金：总额的各栏（栏 → 一对），各项，所在的各行。"""

    total: dict[str, FundPair]
    parts: list[FundPart]
    rows: list[int]

    @property
    def top(self) -> int:
        """首行。"""
        return self.rows[0]

    @property
    def bottom(self) -> int:
        """末行。"""
        return self.rows[-1]

    @property
    def is_whole(self) -> bool:
        """预算数、执行数都有。"""
        money = {role for role in self.total if role in FUND_AMOUNTS}
        return not money.isdisjoint(_SPENT) and len(money) > 1


def find_funds_in_pairs(
    region: Region, rows: Iterable[int], spec: FormSpec, begun_at: int = 0
) -> FundsInPairs | None:
    """写成一对对的资金；没有的、同一栏写了两处的为 ``None``。

    ``begun_at`` 是已经看出写着几对金额的一行：那一处没有写执行数、这种表没有执行数也算。
    """
    if not begun_at and not any(role in spec.funds for role in _SPENT):
        return None
    for run in _runs(region, rows, spec):
        found = _found(region, run)
        if found is None or found.is_whole or begun_at in found.rows:
            return found
    return None


def _runs(
    region: Region, rows: Iterable[int], spec: FormSpec
) -> Iterator[dict[int, list[FundPair]]]:
    """接着写的几行：行 → 各对名称、数。"""
    run: dict[int, list[FundPair]] = {}
    for row in rows:
        pairs = _pairs(region, row, spec)
        if _goes_on(pairs, begun=bool(run)):
            run[row] = pairs
        elif run:
            yield run
            run = {}
    if run:
        yield run


def _found(region: Region, run: Mapping[int, Sequence[FundPair]]) -> FundsInPairs | None:
    """几行里总额的各栏和各项；同一栏写了两处的为 ``None``。"""
    total: dict[str, FundPair] = {}
    for pair in (each for pairs in run.values() for each in pairs if each.role):
        if pair.role in total:
            return None
        total[pair.role] = pair
    whole = total.pop(_TOTAL, None)
    if whole is not None and "adjusted" not in total:
        total["adjusted"] = whole._replace(role="adjusted")
    return FundsInPairs(total, list(_parts(region, tuple(run.values()), total)), list(run))


def read_funds_in_pairs(region: Region, found: FundsInPairs, unit: str | None) -> tuple[Fund, ...]:
    """资金总额和它的各项；分值印在得分名称里的（执行率得分（10分））也读。"""
    first = min((pair.label for pair in found.total.values()), key=lambda label: label.place)
    label = label_before(region, first)
    block = block_unit(region, found.top, first.column) or unit_above(region, found.top)
    groups = [e for row in found.rows for e in region.texts(row) if is_fund_group(e.text)]
    region.take(*(entry for entry in groups if entry.column < first.column))
    entries = {role: _value(region, pair, role, unit, block) for role, pair in found.total.items()}
    region.take(label, *(pair.label for pair in found.total.values()), *entries.values())
    total = fund_of_entries(
        label if label.exists else first._replace(text=""), entries, ANNUAL_TOTAL
    )
    weight = weight_in(found.total["score"].label) if "score" in found.total else None
    if weight is not None and not total.weight.text:
        total = replace(total, weight=weight)
    funds = (total, *_read_parts(region, found, unit, block))
    return with_printed_points(region, found.top, funds)


def read_headed_funds(
    region: Region, header: FundHeader, rows: Sequence[int], unit: str | None, spec: FormSpec
) -> tuple[Fund, ...]:
    """资金表头以下的各行；数写在栏名右边、同一格的是一对对的，看不出是哪一栏的（同一栏写了两处）没有读。"""
    if not header.inline:
        return read_funds(region, header, rows[-1], unit)
    found = find_funds_in_pairs(region, rows, spec, header.row)
    return () if found is None else read_funds_in_pairs(region, found, unit)


def _value(
    region: Region, pair: FundPair, role: str, unit: str | None, block: PrintedUnit | None
) -> Entry:
    """一对里的数；与名称写在一格的，空着的没有数。"""
    if not pair.is_inside:
        own = printed_unit(pair.label)
        return fund_value(region, pair.value.row, pair.value.column, role, unit, own, block)
    if FUND_COLUMNS[role].holds is Holds.POINTS:
        return pair.value._replace(number=amount(pair.value.text.removesuffix("分").strip()))
    if FUND_COLUMNS[role].holds is not Holds.AMOUNT:
        return pair.value
    written = written_money(region, pair.value, unit, block)
    return written or pair.value._replace(text=said_inside(pair.value), number=None)


def _read_parts(
    region: Region, found: FundsInPairs, unit: str | None, block: PrintedUnit | None
) -> Iterator[Fund]:
    """各项一行，同名的几栏合在一行。"""
    rows: list[dict[str, FundPair]] = []
    for pair, role in found.parts:
        name = fund_name(pair.label.text)
        same = (
            each
            for each in rows
            if role not in each and fund_name(next(iter(each.values())).label.text) == name
        )
        own = next(same, None)
        if own is None:
            rows.append(own := {})
        own[role] = pair
    for own in rows:
        label = next(iter(own.values())).label
        entries = {role: _value(region, pair, role, unit, block) for role, pair in own.items()}
        region.take(*(pair.label for pair in own.values()), *entries.values())
        yield fund_of_entries(label, entries, fund_name(label.text))


def _pairs(region: Region, row: int, spec: FormSpec) -> list[FundPair]:
    """一行里的各对名称、数；是栏名一行、说着目标的为空。"""
    texts = [entry for entry in region.texts(row) if not is_fund_group(entry.text)]
    found: list[FundPair] = []
    at = 0
    while at < len(texts):
        label = texts[at]
        at += 1
        if goal_name(label.text):
            return []
        inside = _inside(label, spec)
        if inside is not None:
            found.append(inside)
            continue
        value = region.figure_beside(label)
        follows = value in texts[at : at + 1]
        role = "" if _is_of_another_year(region, label) else _role(label.text, spec)
        if role and follows and is_label(value.text):
            if at > 1:
                return []  # 栏名一个挨着一个
            continue  # 左边的行标题：预算资金（万元）｜年初数
        found.append(FundPair(label, value, role if _may_be_value(region, value, role) else ""))
        at += follows and not is_label(value.text)
    return found


def _inside(label: Entry, spec: FormSpec) -> FundPair | None:
    """名称和数写在一格的一对（其中：财政拨款：90）；不是这样写的为 ``None``。"""
    value = after_label(label._replace(text=without_among(label.text)))
    if not value.text:
        return None
    named = label._replace(text=label.text.removesuffix(value.text))
    role = _role(value.prefix, spec)
    if amount(value.text) is not None or not said_inside(value):
        return FundPair(named, value, role)
    in_words = role and role not in (*FUND_AMOUNTS, _TOTAL)
    return FundPair(named, value, role) if in_words else None


def _role(text: str, spec: FormSpec) -> str:
    """名称是总额的哪一栏；不是、这种表没有这一栏的为 ``""``。"""
    role = fund_column(text) or ""
    if role not in spec.funds:
        role = spec.funds.read_as.get(role, "")
    if role:
        return role
    return _TOTAL if fund_words(fund_name(text)).role is FundRole.TOTAL else ""


def _is_of_another_year(region: Region, label: Entry) -> bool:
    """名称写着别的年度：2023年执行数，表是 2024 年的。"""
    year = names_year(label.text)
    return year is not None and year_above(region.grid, label.row) not in (None, year)


def _may_be_value(region: Region, value: Entry, role: str) -> bool:
    """名称右边是数，或空着没有填；原因、备注是一句话。"""
    if not role or not value.exists:
        return False
    if is_left_blank(compact(value.text)):
        return role != _TOTAL
    if role in _POINTS:
        return value.number is not None or percentage(value.text.removesuffix("分")) is not None
    if role != _TOTAL and FUND_COLUMNS[role].holds is Holds.TEXT:
        return True
    return _is_money(region, value)


def _is_money(region: Region, value: Entry) -> bool:
    return "%" not in value.text and _amount(region, value) is not None


def _goes_on(pairs: Sequence[FundPair], *, begun: bool) -> bool:
    """这一行有总额的一栏；已经开了头的，有总额的一项、结转结余一类的也算。"""
    return any(
        pair.role
        or (begun and (_may_name_part(pair.label) or _is_remainder(fund_name(pair.label.text))))
        for pair in pairs
    )


# 总额的各项


def _parts(
    region: Region, rows: Sequence[Sequence[FundPair]], total: Mapping[str, FundPair]
) -> Iterator[FundPart]:
    """各项和它的数是哪一栏的：紧接在同一行的哪一栏后面，正对着上面的哪一栏，上面最近的一栏，没有的是同一行右边的一栏。

    一行里另有一样没有读的，各项少了几样，都不读。
    """
    above: list[FundPair] = []
    for pairs in rows:
        money = [pair for pair in pairs if pair.is_money]
        derived = any(_is_remainder(fund_name(pair.label.text)) for pair in pairs)
        if not (money or derived) and (sources := sources_in_row(region, pairs[0].label.row)):
            yield from _sources(region, sources, total, above)
            continue
        parts = [pair for pair in pairs if _is_part(region, pair)]
        if any(_is_left_out(region, pair) for pair in pairs if pair not in parts):
            parts = []
        for part in parts:
            owner = _owner(part, money, above)
            if owner is not None:
                yield FundPart(part, _column(owner))
        above = money or above


def _owner(part: FundPair, money: Sequence[FundPair], above: Sequence[FundPair]) -> FundPair | None:
    """一项的数属于总额的哪一栏；看不出的为 ``None``。"""
    left = [pair for pair in money if pair.label.column < part.label.column]
    if left:
        return left[-1]
    over = [pair for pair in above if pair.value.column == part.value.column]
    nearest = (*over[-1:], *above[-1:], *money[:1])
    return nearest[0] if nearest else None


def _column(owner: FundPair) -> str:
    return "adjusted" if owner.role == _TOTAL else owner.role


def _sources(
    region: Region,
    pairs: Sequence[tuple[Entry, Entry]],
    total: Mapping[str, FundPair],
    above: Sequence[FundPair],
) -> Iterator[FundPart]:
    """一行里几种来源、各一个数：上面一行只有一栏金额的是它的，不然看加起来是哪一栏的。"""
    amounts = [_amount(region, value) for _, value in pairs]
    totals = {role: _amount(region, pair.value) for role, pair in total.items() if pair.is_money}
    role = _column(above[0]) if len(above) == 1 else column_of_sources(amounts, totals)
    if role is not None:
        yield from (FundPart(FundPair(label, value), role) for label, value in pairs)


def _is_part(region: Region, pair: FundPair) -> bool:
    """总额的一项：认得的来源，右边是金额或空着。"""
    if pair.role or not _may_name_part(pair.label) or not pair.value.exists:
        return False
    return is_left_blank(compact(pair.value.text)) or _is_money(region, pair.value)


def _may_name_part(label: Entry) -> bool:
    """像总额的一项的名称；结转结余资金一类由别的栏得来的不是，上年结转来的是。"""
    name = fund_name(label.text)
    if label.number is not None or field_name(label.text) or fund_column(label.text):
        return False
    if _is_remainder(name):
        return False
    return is_fund_name(label.text) or is_among(label.text) or says_source(name)


def _is_remainder(name: str) -> bool:
    """结转结余资金一类，由预算数减执行数得来；上年结转来的是一种来源。"""
    carried = fund_words(name).role is FundRole.CARRIED_OVER
    return (carried or is_ignored_fund_column(name)) and not _FROM_BEFORE.match(name)


def _is_left_out(region: Region, pair: FundPair) -> bool:
    """没有读的一对说着钱：名称不认得而写着金额，或是一项而写的不是金额。"""
    if pair.role or not pair.value.text or field_name(pair.label.text):
        return False
    if _is_remainder(fund_name(pair.label.text)):
        return False
    return _is_money(region, pair.value) or _may_name_part(pair.label)


def _amount(region: Region, value: Entry) -> Decimal | None:
    if value.prefix:
        return amount(value.text)
    return region.money(value.row, value.column, None).shown_amount
