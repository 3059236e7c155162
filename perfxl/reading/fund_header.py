"""资金表头：预算数、执行数各在哪一列，怎样找到。"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from perfxl.grammar.amounts import amount
from perfxl.grammar.glyphs import compact
from perfxl.grammar.nothing_said import is_left_blank
from perfxl.model.columns import FUND_AMOUNTS, FUND_COLUMNS
from perfxl.model.printed_unit import PrintedUnit
from perfxl.model.table import Entry, Period
from perfxl.reading.fund_columns_by_place import settle_unnamed
from perfxl.reading.fund_columns_by_source import SourceColumns, by_source, source_columns
from perfxl.reading.fund_heads import columns_under, drop_other_years, earlier_periods, heads_in
from perfxl.reading.fund_periods import period_heads
from perfxl.reading.fund_sides import FundSides, fund_sides
from perfxl.reading.fund_values import is_amount
from perfxl.reading.fund_words import names_money
from perfxl.reading.inline_amounts import said_inside
from perfxl.reading.labels import fund_column, goal_name, is_fund_group, is_fund_name
from perfxl.reading.money_unit import find_money_unit
from perfxl.reading.region import Region, after_label

_RATED = ("weight", "rate", "score")
# 表头以下找金额时最多看这么多行。
_LOOK_DOWN = 8


@dataclass(frozen=True, slots=True)
class FundHeader:
    """资金表头：所在行，各栏的列。``inline`` 为真时数就写在各栏名的右边、同一格，照一对对的读（``funds_in_pairs``）。

    ``units`` 是栏名里自己写的金额单位；``whole`` 是实施期另有的几栏；``earlier`` 是几个监控期并列的前几期、
    收入支出并列的收入，没有读的各栏：所在的列 → 栏名。``left`` 是各行的名称从哪一列起，没有并列的为 0。
    ``unnamed`` 是写着金额、没有认出是哪一栏的：所在的列 → 栏名；``placed`` 是照位置、照执行率猜的栏名和当作哪一栏。
    """

    row: int
    columns: dict[str, int]
    whole: dict[str, int] = field(default_factory=dict)
    inline: bool = False
    units: dict[str, PrintedUnit] = field(default_factory=dict)
    earlier: dict[int, Entry] = field(default_factory=dict)
    left: int = 0
    sources: Sequence[tuple[Entry, dict[str, int]]] = ()
    unnamed: Mapping[int, Entry] = field(default_factory=dict)
    placed: tuple[tuple[Entry, str], ...] = ()

    @property
    def first_money(self) -> int:
        """金额的栏里最左边一栏在哪一列。"""
        return min(self._money)

    @property
    def has_money(self) -> bool:
        """还有金额的栏：这种表没有的栏去掉以后，可能一栏也不剩。"""
        return bool(self._money)

    @property
    def _money(self) -> list[int]:
        """金额各栏所在的列，各来源分的各格在内。"""
        every = (self.columns, self.whole, *(columns for _, columns in self.sources))
        return [columns[role] for columns in every for role in FUND_AMOUNTS if role in columns]

    @property
    def bottom(self) -> int:
        """表头的末行：照来源分了几格的，是各来源的一行。"""
        return max([self.row, *(head.row for head, _ in self.sources)])

    def with_approved(self) -> "FundHeader":
        """申报、批复的表只有一栏“预算数”的，就是批复的数，不是调整后的。"""
        return replace(
            self,
            columns=_approved(self.columns),
            whole=_approved(self.whole),
            units=_approved(self.units),
        )


_Of = TypeVar("_Of")


def _approved(columns: dict[str, _Of]) -> dict[str, _Of]:
    if set(columns) & set(FUND_AMOUNTS) != {"adjusted"}:
        return columns
    return {"initial" if role == "adjusted" else role: each for role, each in columns.items()}


def find_fund_header(region: Region, rows: Iterable[int]) -> FundHeader | None:
    """资金表头；没有时为 ``None``。"""
    found = (_header_in(region, row) for row in rows)
    return next((header for header in found if header is not None), None)


def _header_in(region: Region, row: int) -> FundHeader | None:
    """这一行是不是资金表头：有两栏金额；同一行写着“资金情况”的，一栏也算；实施期、年度各有一栏的也是。"""
    heads = period_heads(region, row)
    if heads:
        year, whole = (
            {role: _column(region, [entry], row) for role, entry in heads.get(period, {}).items()}
            for period in (Period.YEAR, Period.WHOLE)
        )
        return FundHeader(row, year, whole)
    inside = _amounts_inside(region, row)
    if len(inside) >= 2:
        return FundHeader(row, inside, inline=True)
    candidates = _without_name_heads(region, row, heads_in(region, row))
    other_years = drop_other_years(region, row, candidates)
    money = {role: entries for role, entries in candidates.items() if role in FUND_AMOUNTS}
    if len(money) < (1 if _in_group_row(region, row) or "rate" in candidates else 2):
        return _all_unnamed(region, row, candidates) if "rate" in candidates else None
    units = {
        role: PrintedUnit(own, entries[-1])
        for role, entries in money.items()
        if (own := find_money_unit([entries[-1].text])) is not None
    }
    beside = _amounts_beside(region, money)
    blank = _blanks_beside(region, money, beside) if beside else {}
    if len(beside) + len(blank) >= 2:
        return FundHeader(row, beside | blank, inline=True, units=units)
    if beside and len(money) == 1:
        return None  # “预算资金｜100”是名称和金额，不是栏名
    sides = fund_sides(region, row, candidates)
    if sides is not None:
        return _one_side(region, row, candidates, sides)
    split = {role: source_columns(region, entries[0]) for role, entries in money.items()}
    return _by_columns(
        region, row, candidates, split, FundHeader(row, {}, units=units, earlier=other_years)
    )


def _by_columns(
    region: Region,
    row: int,
    candidates: dict[str, list[Entry]],
    split: Mapping[str, SourceColumns | None],
    header: FundHeader,
) -> FundHeader | None:
    """金额一栏一栏往下写的表头；``split`` 是下面照来源分了几格的各栏，``header`` 已经有单位、别的年度的栏。"""
    parts = {role: each for role, each in split.items() if each is not None}
    columns = {role: _column(region, candidates[role], row) for role in split if role not in parts}
    columns |= {role: each.total for role, each in parts.items() if each.total}
    # 同一行写着“资金情况”“资金来源”的，金额还没有填也是表头。
    wanted = 0 if "name" in candidates else 2
    settled = settle_unnamed(region, row, columns | _points(candidates))
    alone = len(columns) < 2 and not settled.placed and not parts
    if alone and _amounts_below(region, row, columns) < wanted:
        return None
    region.take(*(head for each in parts.values() for head in each.heads))
    found = replace(header, columns=settled.columns, sources=by_source(parts))
    columns = found.columns | _columns_beside_money(candidates, found.first_money)
    earlier = earlier_periods(region, candidates, columns) | header.earlier
    return replace(
        found, columns=columns, earlier=earlier, unnamed=settled.unread, placed=settled.placed
    )


def _all_unnamed(region: Region, row: int, candidates: dict[str, list[Entry]]) -> FundHeader | None:
    """金额各栏的栏名一个也不认得，照印着的执行率认出的资金表头；认不出的为 ``None``。"""
    settled = settle_unnamed(region, row, _points(candidates))
    if not settled.placed:
        return None
    columns = settled.columns
    first = min(columns[role] for role in FUND_AMOUNTS if role in columns)
    columns = columns | _columns_beside_money(candidates, first)
    return FundHeader(row, columns, unnamed=settled.unread, placed=settled.placed)


def _points(candidates: dict[str, list[Entry]]) -> dict[str, int]:
    """分值、执行率、得分各在哪一列。"""
    return {role: candidates[role][0].column for role in _RATED if role in candidates}


def _without_name_heads(
    region: Region, row: int, candidates: dict[str, list[Entry]]
) -> dict[str, list[Entry]]:
    """“预算资金”下面写着各项名称的，是行标题，不是金额的一栏。"""
    found: dict[str, list[Entry]] = {}
    for role, entries in candidates.items():
        own = [e for e in entries if role not in FUND_AMOUNTS or not _heads_names(region, row, e)]
        if own:
            found[role] = own
    return found


def _heads_names(region: Region, row: int, head: Entry) -> bool:
    if not names_money(head.text) or head != region.texts(row)[0]:
        return False
    below = region.grid.rows_between(row + 1, row + _LOOK_DOWN)[:2]
    under = columns_under(region, head)
    own = [entry for each in below for entry in region.texts(each) if entry.column in under]
    named = any(is_fund_name(entry.text) for entry in own)
    return named and not any(is_amount(entry) or _tells(entry) for entry in own)


def _one_side(
    region: Region, row: int, candidates: dict[str, list[Entry]], sides: FundSides
) -> FundHeader:
    """收入、支出左右各一套的，只取一套的各栏。"""
    own = {
        role: kept
        for role, entries in candidates.items()
        if (kept := [e for e in entries if sides.left <= e.column <= sides.right])
    }
    columns = {role: _column(region, own[role], row) for role in own if role in FUND_AMOUNTS}
    columns |= _columns_beside_money(own, min(columns.values()))
    region.take(*sides.passed.values())
    return FundHeader(row, columns, earlier=sides.passed, left=sides.left)


def _amounts_beside(region: Region, money: dict[str, list[Entry]]) -> dict[str, int]:
    """金额就写在栏名右边的各栏，和金额所在的列。"""
    return {
        role: value.column
        for role, entries in money.items()
        for entry in entries
        if is_amount(value := region.figure_beside(entry))
    }


def _blanks_beside(
    region: Region, money: dict[str, list[Entry]], filled: Mapping[str, int]
) -> dict[str, int]:
    """别的栏的金额写在栏名右边、这一栏右边空着的：没有填，不是没有这一栏。"""
    return {
        role: value.column
        for role, entries in money.items()
        if role not in filled and len(entries) == 1
        for value in [region.beside(entries[0])]
        if value.exists and is_left_blank(compact(value.text))
    }


def _amounts_inside(region: Region, row: int) -> dict[str, int]:
    """金额与栏名同在一格（预算数（万元）：38）的各栏，和所在的列；别的栏写着、它空着的也是。"""
    found: dict[str, int] = {}
    blank: dict[str, int] = {}
    for entry in region.texts(row):
        value = after_label(entry)
        role = fund_column(value.prefix) if value.exists else None
        if role not in FUND_AMOUNTS or role is None:
            continue
        if amount(value.text) is not None:
            found.setdefault(role, entry.column)
        elif not said_inside(value):
            blank.setdefault(role, entry.column)
    return blank | found if found else {}


def _columns_beside_money(candidates: dict[str, list[Entry]], first: int) -> dict[str, int]:
    """分值、得分、执行率，和第一栏金额（``first``）以右的别的栏。"""
    columns: dict[str, int] = {}
    for role, entries in candidates.items():
        right = [entry for entry in entries if entry.column > first]
        beside_money = role in FUND_COLUMNS and role not in FUND_AMOUNTS
        if beside_money and (right or role in ("weight", "score", "rate")):
            columns[role] = (right or entries)[0].column
    return columns


def _in_group_row(region: Region, row: int) -> bool:
    """同一行写着“资金情况”一类行标题。"""
    return any(is_fund_group(entry.text) for entry in region.texts(row))


def _amounts_below(region: Region, row: int, columns: dict[str, int]) -> int:
    """只有一栏金额的，下面几行是金额：至少两行（同一行写着“资金来源”的一行）才是栏名。"""
    [column] = columns.values()
    below = region.grid.rows_between(row + 1, row + _LOOK_DOWN)
    return sum(region.entry(each, column).number is not None for each in below)


def _column(region: Region, entries: list[Entry], row: int) -> int:
    """同名的几栏里，下面写着金额的那一栏；左边的行标题“预算资金”不是栏名。"""
    below: list[int] = []
    for next_row in region.grid.rows_between(row + 1, row + _LOOK_DOWN):
        if any(goal_name(entry.text) for entry in region.texts(next_row)):
            break
        below.append(next_row)
    for entry in entries:
        for column in columns_under(region, entry):
            values = [region.entry(next_row, column) for next_row in below]
            own = [value for value in values if value.column == column]
            if any(is_amount(value) or value.uncalculated or _tells(value) for value in own):
                return column
    for column in columns_under(region, entries[-1]):  # 金额都空着：栏名管到的列里没有写字的那一列
        if not any(region.entry(next_row, column).text for next_row in below):
            return column
    return region.grid.block(entries[-1].row, entries[-1].column).right


def _tells(value: Entry) -> bool:
    """名称和金额同在一格：资金总额：500；只写了“年度资金总额：”的不是。"""
    inline = after_label(value)
    return is_fund_name(inline.prefix) and bool(inline.text) and amount(inline.text) is not None
