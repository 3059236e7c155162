"""资金情况：找到预算数、执行数的表头，读出下面各行。"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, TypeVar

from perfxl.grammar.amounts import amount, percentage
from perfxl.grammar.glyphs import compact
from perfxl.grammar.nothing_said import is_left_blank
from perfxl.grammar.patterns import Pattern
from perfxl.model.columns import FUND_AMOUNTS, FUND_COLUMNS, Holds
from perfxl.model.fund import ANNUAL_TOTAL, FundRole
from perfxl.model.money_units import ANY_MONEY_UNIT, MONEY_FACTORS
from perfxl.model.printed_unit import PrintedUnit
from perfxl.model.table import ABSENT, Entry, Fund, Period
from perfxl.reading.fields import is_label
from perfxl.reading.fund_columns_by_place import settle_unnamed
from perfxl.reading.fund_columns_by_source import SourceColumns, by_source, source_columns
from perfxl.reading.fund_periods import period_heads
from perfxl.reading.fund_points import with_printed_points
from perfxl.reading.fund_sides import FundSides, fund_sides
from perfxl.reading.fund_words import fund_words, says_source, without_among
from perfxl.reading.funds_listed import funds_listed_in
from perfxl.reading.labels import (
    detail_like_name,
    detail_name,
    field_name,
    fund_column,
    fund_name,
    goal_name,
    is_fund_group,
    is_fund_name,
    is_score_above,
    label_key,
)
from perfxl.reading.money_unit import find_money_unit, printed_unit
from perfxl.reading.region import Region, after_label
from perfxl.reading.reporting_period import is_period, months_said
from perfxl.reading.sources_down import SourcesDown
from perfxl.reading.tasks import (
    bottom_of_label,
    heads_and_lines,
    is_task_sum,
    is_total_head,
    task_label,
    task_rows,
)
from perfxl.reading.unit_conflicts import (
    banner_unit,
    block_unit,
    fund_money,
    unit_above,
    written_money,
)
from perfxl.reading.year_columns import names_year, year_above

_MONEY = FUND_AMOUNTS
# 监控的各期可能各有一套的栏。
_OF_PERIOD = ("executed_to_date", "rate")
_RATED = ("weight", "rate", "score")
# 没有合并的栏名，最多管右边这么多列。
_MOST_COLUMNS = 3
# 表头以下找金额时最多看这么多行。
_LOOK_DOWN = 8
# 写着这么多个年度的，是几年各一套。
_FEWEST_YEARS = 2
_MONEY_NAME = Pattern(
    r"(?:总额|金额|拨款|资金|补助|结转|收入|支出|预算|经费|投入|合计|小计|贷款|债券|自筹|预算数|预算额|投资额?|(?:资金|总|年度?|预算|项目)规模|安排)$"
)
_ATTACHED = Pattern(r"(.{2,20}?[一-鿿）)])\s*([0-9０-９].*)")
_SEPARATED = Pattern(r"[；;。\n]|(?<![0-9])[,，、]|[,，、](?![0-9])")
# 写着金额的一句话（预算数130万元，执行数128.5万元），不是栏名。
_SAYS_AMOUNTS = Pattern(rf"\d\s*(?:{ANY_MONEY_UNIT})|数[:：为]?\d[\d.]*[,，;；]")
# 总额后面括着的各项：40万元（其中财政拨款35万元，其他资金5万元）。
_PARTS_INSIDE = Pattern(r"[(（]\s*(其\s*中[\s\S]*?)[)）]\s*$")
_LIKE_A_YEAR = Pattern(r"(?:19|20)[0-9]{2}")
# 没有百分号的执行率，不大于它的可能是比值。
_MAY_BE_RATIO = Decimal("1.5")
# 没有写“资金”的来源的名称：级别、财政、配套、自筹、结余。
_SHORT_SOURCE = Pattern(r"^.{0,6}(?:[省市县区州盟]级|中央|财政|配套|自筹|结余)$")
# 资金情况里右边空着、也看得出是一种来源的名称。
_SOURCE_NAME = Pattern(r"(?:资金|补助|拨款|支出)$")


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
        return [columns[role] for columns in every for role in _MONEY if role in columns]

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
    if set(columns) & set(_MONEY) != {"adjusted"}:
        return columns
    return {"initial" if role == "adjusted" else role: each for role, each in columns.items()}


# 以数字打头、混着别的字的金额：2OOOOO、12.5.0。
_DAMAGED = Pattern(r"[\d０-９][\dＯOo０-９,，.．lI]*(?:万?元)?$")


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
    candidates = _without_name_heads(region, row, _candidates(region, row))
    other_years = _drop_other_years(region, row, candidates)
    money = {role: entries for role, entries in candidates.items() if role in _MONEY}
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
    earlier = _earlier(region, candidates, columns) | header.earlier
    return replace(
        found, columns=columns, earlier=earlier, unnamed=settled.unread, placed=settled.placed
    )


def _all_unnamed(region: Region, row: int, candidates: dict[str, list[Entry]]) -> FundHeader | None:
    """金额各栏的栏名一个也不认得，照印着的执行率认出的资金表头；认不出的为 ``None``。"""
    settled = settle_unnamed(region, row, _points(candidates))
    if not settled.placed:
        return None
    columns = settled.columns
    first = min(columns[role] for role in _MONEY if role in columns)
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
        own = [e for e in entries if role not in _MONEY or not _heads_names(region, row, e)]
        if own:
            found[role] = own
    return found


def _heads_names(region: Region, row: int, head: Entry) -> bool:
    if not _MONEY_NAME.search(fund_name(head.text)) or head != region.texts(row)[0]:
        return False
    below = region.grid.rows_between(row + 1, row + _LOOK_DOWN)[:2]
    under = _under(region, head)
    own = [entry for each in below for entry in region.texts(each) if entry.column in under]
    named = any(is_fund_name(entry.text) for entry in own)
    return named and not any(_is_amount(entry) or _tells(entry) for entry in own)


def _one_side(
    region: Region, row: int, candidates: dict[str, list[Entry]], sides: FundSides
) -> FundHeader:
    """收入、支出左右各一套的，只取一套的各栏。"""
    own = {
        role: kept
        for role, entries in candidates.items()
        if (kept := [e for e in entries if sides.left <= e.column <= sides.right])
    }
    columns = {role: _column(region, own[role], row) for role in own if role in _MONEY}
    columns |= _columns_beside_money(own, min(columns.values()))
    region.take(*sides.passed.values())
    return FundHeader(row, columns, earlier=sides.passed, left=sides.left)


def _amounts_beside(region: Region, money: dict[str, list[Entry]]) -> dict[str, int]:
    """金额就写在栏名右边的各栏，和金额所在的列。"""
    return {
        role: value.column
        for role, entries in money.items()
        for entry in entries
        if _is_amount(value := region.figure_beside(entry))
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
        if role not in _MONEY or role is None:
            continue
        if amount(value.text) is not None:
            found.setdefault(role, entry.column)
        elif not said_inside(value):
            blank.setdefault(role, entry.column)
    return blank | found if found else {}


def said_inside(value: Entry) -> str:
    """冒号后面写着的字；空着、只留着单位的（全年预算数：　　万元）没有写。"""
    said = compact(value.text)
    return "" if said in MONEY_FACTORS or is_left_blank(said) else said


def _columns_beside_money(candidates: dict[str, list[Entry]], first: int) -> dict[str, int]:
    """分值、得分、执行率，和第一栏金额（``first``）以右的别的栏。"""
    columns: dict[str, int] = {}
    for role, entries in candidates.items():
        right = [entry for entry in entries if entry.column > first]
        beside_money = role in FUND_COLUMNS and role not in _MONEY
        if beside_money and (right or role in ("weight", "score", "rate")):
            columns[role] = (right or entries)[0].column
    return columns


def _candidates(region: Region, row: int) -> dict[str, list[Entry]]:
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


def _drop_other_years(
    region: Region, row: int, candidates: dict[str, list[Entry]]
) -> dict[int, Entry]:
    """几年的各一套（2023年预算数｜2024年预算数）：别的年度的从 ``candidates`` 里去掉，所在的列 → 栏名。"""
    money = [each for role in _MONEY for each in candidates.get(role, ())]
    years = {entry.place: names_year(entry.text) for entry in money}
    own = year_above(region.grid, row)
    if own not in years.values() or len(set(years.values()) - {None}) < _FEWEST_YEARS:
        return {}
    dropped: dict[int, Entry] = {}
    for role in list(candidates):
        others = [e for e in candidates[role] if names_year(e.text) not in (None, own)]
        dropped |= {column: entry for entry in others for column in _under(region, entry)}
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


def _earlier(
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
            for column in _under(region, entry)
        }
    return found


def _month_at(region: Region, entries: list[Entry], columns: dict[str, int]) -> int | None:
    """取了的已执行数是到几月的。"""
    column = columns.get("executed_to_date", 0)
    chosen = (entry for entry in entries if column in _under(region, entry))
    return next((months_said(entry.text) for entry in chosen), None)


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
        for column in _under(region, entry):
            values = [region.entry(next_row, column) for next_row in below]
            own = [value for value in values if value.column == column]
            if any(_is_amount(value) or value.uncalculated or _tells(value) for value in own):
                return column
    for column in _under(region, entries[-1]):  # 金额都空着：栏名管到的列里没有写字的那一列
        if not any(region.entry(next_row, column).text for next_row in below):
            return column
    return region.grid.block(entries[-1].row, entries[-1].column).right


def _tells(value: Entry) -> bool:
    """名称和金额同在一格：资金总额：500；只写了“年度资金总额：”的不是。"""
    inline = after_label(value)
    return is_fund_name(inline.prefix) and bool(inline.text) and amount(inline.text) is not None


def _under(region: Region, entry: Entry) -> range:
    """栏名管到的列：合并的到合并块的右边，没有合并而右边空着的到下一个栏名。"""
    right = region.grid.block(entry.row, entry.column).right
    after = [each.column for each in region.texts(entry.row) if each.column > entry.column]
    following = min(after, default=right + 1)
    return range(entry.column, max(right, min(following - 1, entry.column + _MOST_COLUMNS)) + 1)


def _is_amount(entry: Entry) -> bool:
    return entry.number is not None or (bool(entry.text) and amount(entry.text) is not None)


# 不是金额的各栏：写作一行的行标题时，这一行不是一项资金。
_POINTS = ("rate", "weight", "score")


def read_funds(
    region: Region, header: FundHeader, last_row: int, unit: str | None
) -> tuple[Fund, ...]:
    """表头以下、总体目标以上的资金行。"""
    own = {*header.columns.values(), *header.whole.values()}
    heads = region.texts(header.row)
    region.take(*(e for e in heads if fund_column(e.text) or (header.whole and e.column in own)))
    region.take(*(e for e in heads if is_fund_group(e.text) or _heads_money(e, header)))
    block = unit_above(region, header.row)
    both = (header.columns, header.whole)
    first_money = header.first_money
    funds: list[Fund] = []
    for row in region.grid.rows_between(header.bottom + 1, last_row):
        if any(goal_name(entry.text) for entry in region.texts(row)):
            break
        label = _label(region, row, first_money, header.left)
        own_unit = printed_unit(label)
        block = block_unit(region, row, label.column) or block
        entries, whole = (
            {
                role: fund_value(
                    region, row, column, role, unit, own_unit, header.units.get(role), block
                )
                for role, column in columns.items()
            }
            for columns in both
        )
        if "note" not in entries and "reason" not in entries:
            entries |= _remark_after(region, header, row)
        money = [each[role] for each in (entries, whole) for role in _MONEY if role in each]
        said = any(e.shown_amount is not None or e.uncalculated for e in money)
        if not label.text:
            funds += _named_in_cells(region, row, entries, unit, block)
        if _is_no_fund(label) or (not said and not is_fund_name(label.text)):
            continue
        region.take(label, *entries.values(), *whole.values())
        if label.text:
            name = fund_name(label.text)
            if entries:
                funds.append(fund_of_entries(label, entries, name))
                funds += _sources_across(region, header, row, unit, funds)
            if whole:
                fund = fund_of_entries(label, whole, name)
                funds.append(replace(fund, period=Period.WHOLE))
        elif not funds:
            # 只有一行、没有写名称的，就是总额。
            funds.append(fund_of_entries(Entry("", row, first_money), entries, ANNUAL_TOTAL))
    return with_printed_points(region, header.row, tuple(funds))


def _is_no_fund(label: Entry) -> bool:
    """“执行率｜93.89%”“总分｜99.6”一行不是一项资金。"""
    return fund_column(label.text) in _POINTS or is_score_above(label.text)


def _remark_after(region: Region, header: FundHeader, row: int) -> dict[str, Entry]:
    """金额后面没有栏名的一格话（招标结余）：是这一行的备注；没有的为空。"""
    last = max(*header.columns.values(), *header.whole.values(), 0)
    after = [entry for entry in region.texts(row) if entry.column > last]
    if len(after) != 1:
        return {}
    [remark] = after
    is_label = fund_column(remark.text) or is_fund_name(remark.text) or field_name(remark.text)
    bare = not region.entry(header.row, remark.column).text
    said = not (_is_amount(remark) or is_left_blank(remark.text) or remark.text.isdecimal())
    return {"note": remark} if bare and said and not is_label else {}


def _sources_across(
    region: Region, header: FundHeader, row: int, unit: str | None, funds: Sequence[Fund]
) -> list[Fund]:
    """只有总额一行、来源横着分几格的：各来源各一项。"""
    if len(funds) > 1:
        return []
    found: list[Fund] = []
    for head, columns in header.sources:
        entries = {
            role: fund_value(region, row, column, role, unit, printed_unit(head))
            for role, column in columns.items()
        }
        region.take(head, *entries.values())
        found.append(fund_of_entries(head, entries, fund_name(head.text)))
    return found


def _heads_money(entry: Entry, header: FundHeader) -> bool:
    """栏名一行里，金额左边像资金名称的行标题（部门总体资金）：它下面的各行读了。"""
    named = _MONEY_NAME.search(fund_name(entry.text)) is not None
    return named and entry.column < header.first_money


def label_before(region: Region, head: Entry) -> Entry:
    """一对对的名称和数，第一个名称左边的行标题（项目资金）；没有的为 ``ABSENT``。

    左边是别的栏目和它的值（项目名称｜甲项目）的，第一个名称（``head``）就是。
    """
    left = _label(region, head.row, head.column)
    if not left.exists:
        return ABSENT
    further = _label(region, head.row, left.column)
    if field_name(further.text) is not None or is_label(left.text):
        return head
    named = is_fund_name(left.text) or is_fund_group(left.text) or not further.exists
    return left if named or _MONEY_NAME.search(fund_name(left.text)) else head


def _named_in_cells(
    region: Region, row: int, entries: dict[str, Entry], unit: str | None, block: PrintedUnit | None
) -> list[Fund]:
    """名称写在各栏金额格里的一行（资金总额：500｜资金总额：420）；不是这样写的、名称不一的为空。"""
    found = {
        role: value
        for role, cell in entries.items()
        if role in _MONEY and (value := _inline_amount(region, cell, unit, block)) is not None
    }
    if len({fund_name(each.prefix) for each in found.values()}) != 1:
        return []
    label = next(iter(found.values()))
    region.take(*entries.values())
    return [fund_of_entries(label, entries | found, fund_name(label.prefix))]


def read_fund_pairs(region: Region, rows: Iterable[int], unit: str | None) -> tuple[Fund, ...]:
    """没有预算数一栏的表：名称与金额左右相邻，或写在同一格，或名称在上、金额在下。

    认得的资金名称，右边空着也算一行；别的名称，右边是金额才算。
    """
    funds: list[Fund] = []
    rows = list(rows)
    in_tasks = task_rows(region, rows)
    block: PrintedUnit | None = None
    banner: PrintedUnit | None = None
    group_bottom = own_bottom = 0
    listed = SourcesDown()
    for row in rows:
        texts = region.texts(row)
        label = task_label(region, row)
        if label is not None:
            funds += _task_funds(region, label, unit)
        if row > own_bottom and any(goal_name(e.text) or _is_detail(e) for e in texts):
            group_bottom, banner = 0, None  # 资金情况到这里为止
        if row in in_tasks or any(goal_name(entry.text) for entry in texts):
            continue
        for entry in texts:
            if _is_group(region, entry):
                region.take(entry)
                block = printed_unit(entry) or (block if row <= group_bottom else None)
                group_bottom = bottom_of_label(region, entry)
                own_bottom = region.grid.block(entry.row, entry.column).bottom
        in_group = row <= group_bottom or listed.goes_on(texts)
        banner = banner_unit(texts) or banner
        block = (block if row <= group_bottom else None) or banner
        said = _texts_of_detail(texts) if row > own_bottom else []
        in_row = _laid_across(region, texts, unit, block) or [
            (entry, value)
            for text in texts
            if text not in said
            for entry in _pieces(region, text, unit, block)
            if (value := _paired_amount(region, entry, unit, block, in_group=in_group)) is not None
        ]
        for entry, value in in_row:
            parts = _parts_inside(region, value, unit, block)
            region.take(*([entry] if entry.place != value.place else []))
            region.take(*([value] if parts is not None else []))
            region.take(*_head_above(region, value))
            funds.append(Fund(fund_name(value.prefix or entry.text), entry, initial=value))
            funds += parts or []
        listed.add(in_row)
    return tuple(funds)


def _head_above(region: Region, value: Entry) -> list[Entry]:
    """紧挨在金额上面的栏名“预算数”：只有一栏、一行，没有当作表头，金额已经读了。"""
    above = region.entry(value.row - 1, value.column) if value.row > region.block.top else ABSENT
    return [above] if fund_column(above.text) in _MONEY else []


def _task_funds(region: Region, label: Entry, unit: str | None) -> list[Fund]:
    """年度主要任务一块的合计行：资金总额和各来源，名称在上面的栏名里。"""
    heads, lines = heads_and_lines(region, label)
    names = {
        head.column: head
        for head in (each for texts in heads for each in texts)
        if is_fund_name(head.text) or is_total_head(head.text)
    }
    for texts in lines:
        names |= {entry.column: entry for entry in texts if is_fund_name(entry.text)}
        if not is_task_sum(texts):
            continue
        values = [
            (name, fund_money(region, texts[0].row, column, unit, printed_unit(name)))
            for column, name in sorted(names.items())
        ]
        region.take(*texts)
        return [
            Fund(_task_fund_name(name.text), name, initial=value)
            for name, value in values
            if value.shown_amount is not None
        ]
    return []


def _task_fund_name(head: str) -> str:
    """栏名只写“金额”“预算金额”的，是资金总额。"""
    is_total = is_total_head(head) and fund_words(head).role is not FundRole.TOTAL
    return "资金总额" if is_total else fund_name(head)


def _is_detail(entry: Entry) -> bool:
    """明细目标一类的文字栏目，右边的 1、2 是序号。"""
    name = detail_name(entry.text)
    return name is not None and not _MONEY_NAME.search(name) and not is_fund_name(entry.text)


def _texts_of_detail(texts: Sequence[Entry]) -> list[Entry]:
    """打头是一栏说明（资金说明、测算依据）的一行，右边的一段话：里面写着的金额不是又一项资金。"""
    label = texts[0].text if texts else ""
    says = detail_like_name(label) is not None and label_key(label).endswith(("说明", "依据"))
    return [each for each in texts[1:] if each.number is None] if says else []


def _is_group(region: Region, entry: Entry) -> bool:
    """资金情况的行标题：认得的，或像资金名称而右边还是资金名称、自己占几行的。"""
    if is_fund_group(entry.text):
        return True
    if entry.number is not None or not _MONEY_NAME.search(fund_name(entry.text)):
        return False
    block = region.grid.block(entry.row, entry.column)
    right = region.beside(entry)
    return (block.bottom > block.top and bool(right.text)) or is_fund_name(right.text)


def _paired_amount(
    region: Region, label: Entry, unit: str | None, block: PrintedUnit | None, *, in_group: bool
) -> Entry | None:
    """名称所对的金额；不是资金名称、或右边是别的字时为 ``None``。

    ``in_group`` 表示在资金情况的几行里：什么名称都算，只要右边是金额。
    """
    if inline := _inline_amount(region, label, unit, block):
        return inline
    if after_label(label._replace(text=without_among(label.text))).text:
        return None
    if label.number is not None or _is_detail(label):
        return None
    known = is_fund_name(label.text)
    like = in_group or _MONEY_NAME.search(fund_name(label.text)) or _is_short_source(label.text)
    if not known and not (len(compact(label.text)) <= 20 and like):
        return None
    value = region.right_of(label)
    if value.exists:
        value = fund_money(region, value.row, value.column, unit, printed_unit(label), block)
    if value.shown_amount is not None:
        return value
    if is_fund_group(label.text):
        return None
    beside = region.beside(label)
    plausible = in_group and _SOURCE_NAME.search(fund_name(label.text))
    if _is_said_of_field(region, label):
        return None
    if (known or plausible) and beside.exists and (not beside.text or _DAMAGED.match(beside.text)):
        return beside  # 空着，或写着读不成数的金额
    return None


def _is_said_of_field(region: Region, entry: Entry) -> bool:
    """紧接在栏目右边：是那一栏填的（项目类别｜其他），不是资金的名称。"""
    left = [each.text for each in region.texts(entry.row) if each.column < entry.column][-1:]
    return any((field_name(text) or detail_name(text)) and not is_fund_group(text) for text in left)


def _inline_amount(
    region: Region, label: Entry, unit: str | None, block: PrintedUnit | None
) -> Entry | None:
    """与名称同在一格的金额；不是这样写的为 ``None``。"""
    inline = after_label(label._replace(text=without_among(label.text)))
    if not inline.text:
        return _attached(region, label, unit, block)
    named = is_fund_name(inline.prefix) or _MONEY_NAME.search(fund_name(inline.prefix))
    return written_money(region, inline, unit, block) if named else None


def _attached(
    region: Region, label: Entry, unit: str | None, block: PrintedUnit | None
) -> Entry | None:
    """名称和金额连写在一格（其中：上级资金16）：名称要是认得的，金额像年份的不算。"""
    found = _ATTACHED.fullmatch(without_among(label.text))
    if found is None or _LIKE_A_YEAR.fullmatch(found[2]) or not _names_fund(found[1]):
        return None
    return written_money(region, label._replace(text=found[2], prefix=found[1]), unit, block)


def _pieces(
    region: Region, entry: Entry, unit: str | None, block: PrintedUnit | None
) -> list[Entry]:
    """总额和各项写在一格的（年度资金总额：100，其中：财政拨款80），一项一项；有一项读不出的不分。"""
    listed = funds_listed_in(entry.text)
    if listed:
        return [entry._replace(text=f"{each.name}：{each.amount}") for each in listed]
    if not _SEPARATED.search(entry.text):
        return [entry]
    texts = [text.strip() for text in _SEPARATED.split(entry.text) if text.strip()]
    parts = [entry._replace(text=text) for text in texts]
    read = [_inline_amount(region, part, unit, block) for part in parts]
    return parts if len(parts) > 1 and all(read) else [entry]


def _parts_inside(
    region: Region, value: Entry, unit: str | None, block: PrintedUnit | None
) -> list[Fund] | None:
    """总额后面括着的各项；没有括着的为空，有一项读不出的为 ``None``。"""
    found = _PARTS_INSIDE.search(value.text)
    if found is None:
        return []
    texts = [text.strip() for text in _SEPARATED.split(found[1]) if text.strip()]
    labels = [value._replace(text=text, prefix="", number=None) for text in texts]
    read = [(label, _inline_amount(region, label, unit, block)) for label in labels]
    funds = [
        Fund(fund_name(part.prefix), label, initial=part)
        for label, part in read
        if part is not None
    ]
    return funds if len(funds) == len(read) else None


def _names_fund(name: str) -> bool:
    """认得的资金名称，或说了是哪一种来源的钱（上级资金）。"""
    return is_fund_name(name) or (
        _MONEY_NAME.search(fund_name(name)) is not None and says_source(name)
    )


def _is_short_source(text: str) -> bool:
    """没有写“资金”的来源：其中：中央财政、省级配套、单位自筹。"""
    name = fund_name(text)
    return _SHORT_SOURCE.search(name) is not None and says_source(name)


def _laid_across(
    region: Region, texts: list[Entry], unit: str | None, block: PrintedUnit | None
) -> list[tuple[Entry, Entry]]:
    """几个名称排在一行、金额都在下一行的；不是这样排的为空。"""
    labels = [entry for entry in texts if is_fund_name(entry.text)]
    others = [entry for entry in texts if entry not in labels and not is_fund_group(entry.text)]
    if len(labels) < 2 or len(others) > 1:
        return []
    pairs: list[tuple[Entry, Entry]] = []
    for label in labels:
        value = region.below(label)
        if value.exists:
            value = fund_money(region, value.row, value.column, unit, printed_unit(label), block)
        if value.shown_amount is None:
            return []
        pairs.append((label, value))
    return pairs


def _label(region: Region, row: int, first_money: int, left: int = 0) -> Entry:
    """金额左边最近的一格名称，不到 ``left`` 左边去找；左边整块合并的“项目资金（元）”不是名称。"""
    for column in range(first_money - 1, max(left, region.block.left) - 1, -1):
        entry = region.entry(row, column)
        if entry.text and entry.row == row and not _is_amount(entry):
            return entry
    return ABSENT


def fund_of(region: Region, header: FundHeader, label: Entry, name: str, unit: str | None) -> Fund:
    """``label`` 那一行的资金，照表头的各栏。"""
    entries = {
        role: fund_value(region, label.row, column, role, unit, header.units.get(role))
        for role, column in header.columns.items()
    }
    region.take(*entries.values())
    return fund_of_entries(label, entries, name)


def fund_value(
    region: Region, row: int, column: int, role: str, unit: str | None, *printed: PrintedUnit | None
) -> Entry:
    """一栏的值；金额照 ``printed`` 里第一处写了的单位读，由近到远：行、栏、资金一块的标题。"""
    holds = FUND_COLUMNS[role].holds
    if holds is Holds.AMOUNT:
        return fund_money(region, row, column, unit, *printed)
    if holds is Holds.POINTS:
        return region.points(row, column)
    entry = region.entry(row, column)
    # 与左边别的栏合并着的，不是原因、备注。
    return ABSENT if holds is Holds.TEXT and entry.column != column else entry


def fund_of_entries(label: Entry, entries: dict[str, Entry], name: str) -> Fund:
    """一行资金：``entries`` 是各栏的格；没有印的执行率照两个数算。"""
    columns: dict[str, Any] = {key: entries.get(key, ABSENT) for key in FUND_COLUMNS}
    fund = Fund(name, label, **columns)
    if not fund.rate.text and not fund.expected_rate.text:
        return fund
    spent = fund.executed if fund.executed.exists else fund.executed_to_date
    budget = fund.budget.shown_amount
    columns["rate"] = read_rate(fund.rate, budget, spent.shown_amount)
    columns["expected_rate"] = read_rate(fund.expected_rate, budget, fund.expected.shown_amount)
    return Fund(name, label, **columns)


def read_rate(entry: Entry, budget: Decimal | None, executed: Decimal | None) -> Entry:
    """执行率以百分数计：``62.83``、``62.83%`` 和 ``0.6283`` 都读作 62.83。

    没有百分号又不大于 1.5 的数（存成文字的也是）可能是比值；与 执行数÷预算数 相合才当比值，没有这两个数可比的
    说不准，不读成数。
    """
    if not entry.text:
        return entry
    number = percentage(entry.text)
    if "%" not in compact(entry.text):
        number = entry.number if entry.number is not None else number
        if number is not None and 0 < number <= _MAY_BE_RATIO:
            if not budget or executed is None:
                return entry._replace(number=None)
            ratio = executed / budget
            if abs(number - ratio) < abs(number - ratio * 100):
                number *= 100
    return entry._replace(number=number)
