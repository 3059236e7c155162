"""一行资金是什么、管哪一期、归在谁下面：读完各行以后在这里定，后面只问 ``Fund``。

先看名称（``fund_words``），再看行标题、栏名和位置：并列的几套各归各的总额；谁是谁的一部分由
``fund_outline`` 定。说不准的记在 ``Fund.doubts``。
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from perfxl.grammar.patterns import Pattern
from perfxl.model.columns import FUND_AMOUNTS
from perfxl.model.entry import ABSENT, Entry
from perfxl.model.fund import Fund, FundDoubt, FundRole, Period
from perfxl.reading.fund_outline import FundRow, adds_up, outline
from perfxl.reading.fund_words import (
    fund_words,
    is_among,
    is_of_department,
    names_source,
    period_of,
    without_period,
)
from perfxl.reading.labels import field_name, fund_name, goal_name
from perfxl.reading.region import Region

# 行标题、栏名没有比这更长的。
_LONGEST_MARK = 20
# 栏名在第一行资金上面，最多隔这么多行。
_ROWS_ABOVE = 2
# 没有写“总额”的：首行、末行是这几样，又正好是别的几行之和，就是总额。
_MAY_BE_TOTAL = frozenset(
    {FundRole.OTHER_TOTAL, FundRole.SUBTOTAL, FundRole.UNKNOWN, FundRole.PROJECT_EXPENSE}
)
# 左右并列的两套，首行不会是来源、级次。
_NOT_HEADS = frozenset(FundRole) - {
    *(FundRole.TOTAL, FundRole.OTHER_TOTAL, FundRole.UNKNOWN, FundRole.SUBTOTAL)
}
_NO_SOURCE = frozenset({FundRole.UNKNOWN, FundRole.OTHER_TOTAL, FundRole.BASIC_EXPENSE})
# 一段时间：2024—2026年，2024年3月至12月。
_SPAN = Pattern(r"20\d\d[年度\d.]{0,5}(?:月|[-—–―~～至到])")
# 监控到几月、预计到年底的钱，只会是本年的。
_OF_THIS_YEAR = ("executed_to_date", "expected")
# 多出不到这个比例的多半是取整，不说它小。
_TRIFLE = Decimal("0.005")
_Place = tuple[int, int]
_Set = list[FundRow]


def with_roles(region: Region, funds: Sequence[Fund]) -> tuple[Fund, ...]:
    """各行定好角色、期和归属；已经写明是实施期的（两期各一栏的）照旧。

    年度、实施期都有的，属实施期的各项名称没有这么写的，前面加“实施期”；总额照印，与年度的同名才加。
    """
    marks = _Marks(region, funds)
    rows = [_row(fund, marks) for fund in funds if fund not in marks.headings]
    sets = _sets(rows)
    _settle_periods(sets)
    for period in Period:
        own = _of_period(sets, period)
        _settle_totals(own)
        _settle_stand_in([row for each in own for row in each])
    _doubt_small_wholes(rows)
    annual = {row.fund.name for row in rows if row.period is Period.YEAR}
    return tuple(_fund(row, annual) for row in rows)


def _row(fund: Fund, marks: "_Marks") -> FundRow:
    role, rest, sum_word = fund_words(fund.name)
    heads = list(marks.heads(fund))
    if role is FundRole.SUBTOTAL and not rest:  # 左边写着“财政拨款”的小计
        said = (fund_words(head).role for head in heads)
        role = next((each for each in said if each not in _MAY_BE_TOTAL), role)
    marked = next((found for head in heads if (found := period_of(head)) is not None), None)
    marked = marked or marks.above(fund)
    if fund.period is Period.WHOLE:  # 栏名写明了的，不听行名（其中：当年财政拨款）
        return FundRow(fund, role, rest, sum_word, marked=Period.WHOLE, named=None)
    return FundRow(fund, role, rest, sum_word, marked=marked, named=period_of(fund.name))


def _fund(row: FundRow, annual: Collection[str]) -> Fund:
    name = row.fund.name
    is_part = not row.is_total or name in annual
    unsaid = bool(annual) and row.period is Period.WHOLE and row.named is None and is_part
    return replace(
        row.fund,
        name=f"实施期{name}" if unsaid else name,
        role=row.role,
        period=row.period,
        part_of=row.whole.fund.label if row.whole is not None else ABSENT,
        by_nature=row.by_nature,
        among=is_among(row.fund.label.text),
        doubts=frozenset(row.doubts),
        small_columns=frozenset(row.small_columns),
    )


# 行标题、栏名


class _Marks:
    """资金名称左边的行标题、上面的栏名和小标题。``headings`` 是读成了一行资金的小标题。"""

    def __init__(self, region: Region, funds: Sequence[Fund]) -> None:
        self._region = region
        self.headings = [fund for fund, below in pairwise(funds) if self._is_heading(fund, below)]
        own = [fund.label for fund in funds if fund not in self.headings]
        self._labels = {label.place for label in own}
        rows = {label.row for label in own} or {0}
        first = max(min(rows) - _ROWS_ABOVE, region.block.top)
        # 写着期的各行，由下往上；写着资金的行不是。
        self._above = [
            (row, marks)
            for row in reversed(region.grid.rows_between(first, max(rows) - 1))
            if row not in rows and (marks := self._in_row(row))
        ]

    def _is_heading(self, fund: Fund, below: Fund) -> bool:
        """“实施期资金”自己占一行、没有金额，下面接着资金总额的：是小标题，不是一行资金。"""
        if any(getattr(fund, column).text for column in FUND_AMOUNTS):
            return False
        last = self._region.texts(fund.label.row)[-1:]
        total_below = fund_words(below.name).role is FundRole.TOTAL
        return (
            total_below
            and [each.place for each in last] == [fund.label.place]
            and (below.label.row > fund.label.row and _names_period(fund.label.text))
        )

    def heads(self, fund: Fund) -> Iterator[str]:
        """左边管着这一行的行标题，由近到远；栏目、目标和别的资金名称不算。"""
        for column in range(fund.label.column - 1, self._region.block.left - 1, -1):
            entry = self._region.entry(fund.label.row, column)
            if entry.place not in self._labels and self._is_head(entry):
                yield entry.text

    def _is_head(self, entry: Entry) -> bool:
        text = entry.text
        if not text or entry.number is not None or len(text) > _LONGEST_MARK:
            return False
        return not (field_name(text) or goal_name(text))

    def above(self, fund: Fund) -> Period | None:
        """上面写着的期：分栏的各管几列，自己占一行的小标题都管，到下一个为止。"""
        columns = fund.label.column, fund.initial.column, fund.adjusted.column
        for row, marks in self._above:
            for left, right, period in marks if row < fund.label.row else ():
                if any(left <= column <= right for column in columns):
                    return period
        return None

    def _in_row(self, row: int) -> list[tuple[int, int, Period]]:
        """这一行写着的期和所管的列：“实施期”“年度”都有的，或只有“实施期资金”一格的。

        目标的一行，右边写着别的字的（实施期｜3年）不是。
        """
        texts = self._region.texts(row)
        # “专项实施期限｜2023-2025年”说的是项目做多久，不是哪一期的钱。
        said = [(e, None if "期限" in e.text else period_of(e.text)) for e in texts]
        marks = [(entry, period) for entry, period in said if period is not None]
        if not marks or len(marks) != len(said) - said.index(marks[0]):
            return []
        if any(goal_name(entry.text) for entry in texts) or _says_how_long(texts):
            return []
        if len(marks) == 1:
            [(entry, period)] = marks
            if not _names_period(entry.text):
                return []
            self._region.take(entry)
            return [(1, self._region.block.right, period)]
        if {period for _, period in marks} != set(Period):
            return []
        self._region.take(*(entry for entry, _ in marks if _names_period(entry.text)))
        ends = [entry.column - 1 for entry, _ in marks[1:]] + [self._region.block.right]
        return [
            (entry.column, right, period)
            for (entry, period), right in zip(marks, ends, strict=True)
        ]


def _says_how_long(texts: Sequence[Entry]) -> bool:
    """“实施期｜2024—2026年”：栏目和它的内容，说的是项目做多久。"""
    pairs = pairwise(texts)
    return any(field_name(name.text) and _SPAN.search(value.text) for name, value in pairs)


def _names_period(text: str) -> bool:
    """“实施期资金（万元）”：只说是哪一期的钱。"""
    name = fund_name(text)
    return fund_words(name).role is FundRole.OTHER_TOTAL and period_of(name) is not None


# 并列的几套


def _sets(rows: Sequence[FundRow]) -> list[_Set]:
    """分成几套：行标题、栏名写着的期不同的，各有各的总额的。"""
    by_mark: dict[Period | None, _Set] = {}
    for row in rows:
        by_mark.setdefault(row.marked, []).append(row)
    return [part for own in by_mark.values() for part in _by_totals(own)]


def _by_totals(rows: _Set) -> list[_Set]:
    """各有总额的分开：左右并列的看列，上下相接的看行；总额写在末行的，归下面的总额。"""
    if beside := _side_by_side(rows):
        return beside
    starters = _starters(rows)
    starts = [row.fund.label.place for row in starters]
    if len(starts) < 2:
        return [rows]
    if (whole := _whole_of_all(rows, starters)) is not None:
        return [
            [row for row in rows if (row in starters and row is not whole) is other]
            for other in (True, False)
        ]
    tops = sorted({row for row, _ in starts})
    places = [row.fund.label.place for row in rows]
    last = places[0] not in starts and places[-1] in starts

    def start_of(place: _Place) -> _Place:
        if last:
            top = next((each for each in tops if each >= place[0]), tops[-1])
        else:
            top = next((each for each in reversed(tops) if each <= place[0]), tops[0])
        columns = sorted(column for row, column in starts if row == top)
        left = [column for column in columns if column <= place[1]]
        return top, (left or columns)[-1 if left else 0]

    sets: dict[_Place, _Set] = {start: [] for start in starts}
    for row, place in zip(rows, places, strict=True):
        sets[start_of(place)].append(row)
    return list(sets.values())


def _side_by_side(rows: _Set) -> list[_Set]:
    """左右并列的两套：首行两个名称，下面各行左右两边是同样的名称；不是这样的为空。

    总额叫什么都算（项目总规模｜2024年规模）：看的是排法。
    """
    heads = [row for row in rows if row.fund.label.row == rows[0].fund.label.row]
    if len(heads) != 2 or len(rows) < 4 or any(row.role in _NOT_HEADS for row in heads):
        return []
    first, second = (row.fund.label.column for row in heads)
    below = [row for row in rows if row not in heads]
    left = [_bare_name(row) for row in below if row.fund.label.column == first]
    right = [_bare_name(row) for row in below if row.fund.label.column == second]
    if len(left) + len(right) < len(below) or not right or left[: len(right)] != right:
        return []
    if period_of(heads[0].fund.name) is period_of(heads[1].fund.name):
        return []
    for row in heads:
        row.role, row.heads_column = FundRole.TOTAL, True
    split = second if first < second else first
    return [
        [row for row in rows if (row.fund.label.column < split) is is_left]
        for is_left in (True, False)
    ]


def _whole_of_all(rows: _Set, heads: Sequence[FundRow]) -> FundRow | None:
    """两个总额并排（项目总投资｜年度资金总额），下面左右是不同的来源，加起来正好是其中一个的：都是它的。"""
    parts = [row for row in rows if row not in heads]
    if len(heads) != 2 or len({row.fund.label.row for row in heads}) > 1 or len(parts) < 2:
        return None
    right = max(row.fund.label.column for row in heads)
    sides = [
        [_bare_name(r) for r in parts if (r.fund.label.column < right) is left]
        for left in (True, False)
    ]
    if not all(sides) or set(sides[0]) & set(sides[1]):
        return None
    added = sum((row.number("initial") or Decimal(0) for row in parts), Decimal(0))
    equal = [row for row in heads if added and row.number("initial") == added]
    return equal[0] if len(equal) == 1 else None


def _bare_name(row: FundRow) -> str:
    return without_period(row.fund.name)


def _starters(rows: Sequence[FundRow]) -> list[FundRow]:
    """各套的总额：写着“总额”一类的；“年度预算”“实施期资金”另有写着的期，那一期没有总额的也算。

    只写“合计”的，别的都是这么写的才算：资金总额下面又印一遍的合计不是另一套。
    """
    totals = [row for row in rows if row.role is FundRole.TOTAL]
    named = [row for row in totals if row.rest] or totals
    periods = {row.named for row in named}
    same = {row.number(column) for row in named for column in FUND_AMOUNTS} - {None}
    also = [
        row
        for row in rows
        if row.role is FundRole.OTHER_TOTAL
        and row.named is not None
        and row.named not in periods
        and not (None in periods and row.number("initial") in same)
    ]
    return [row for row in rows if row in named or (row in also and (named or len(also) > 1))]


# 各套管哪一期


def _settle_periods(sets: Sequence[_Set]) -> None:
    """写明的照写的；没有写、与年度的一套并列的，看作实施期；再没有就是年度的。"""
    heads = {id(each): _head(each) for each in sets}
    said = {id(each): _said_period(each) for each in sets}
    annual = next((heads[id(each)] for each in sets if said[id(each)] is Period.YEAR), None)
    for each in sets:
        period, head = said[id(each)], heads[id(each)]
        if period is None and annual is not None and _may_be_whole(head, annual):
            period = Period.WHOLE
            head.doubts.add(FundDoubt.PERIOD_GUESSED)
        for row in each:
            row.period = row.named or period or Period.YEAR


def _head(rows: _Set) -> FundRow:
    return next((row for row in rows if row.is_total), rows[0])


def _said_period(rows: _Set) -> Period | None:
    """一套资金写明的期：行标题、栏名，总额的名称；总额没有写的，别的各行都要写着，没有总额的有一行写着。"""
    head = _head(rows)
    own = head.marked or (head.named if head.is_total else None)
    members = {row.named for row in rows if row is not head or not head.is_total}
    if not head.is_total:
        members.discard(None)
    return own or (members.pop() if len(members) == 1 else None)


def _may_be_whole(head: FundRow, annual: FundRow) -> bool:
    """没有写期的总额可能是实施期的：不比年度的小，不是部门、单位的总数，也没有填监控的各栏（都是本年的）。"""
    named = head.rest or head.heads_column
    if head.role is not FundRole.TOTAL or not named or is_of_department(head.fund.name):
        return False
    if any(head.number(column) for column in _OF_THIS_YEAR):
        return False
    pairs = [(head.number(column), annual.number(column)) for column in FUND_AMOUNTS]
    return all(mine is None or theirs is None or mine >= theirs for mine, theirs in pairs)


def _of_period(sets: Sequence[_Set], period: Period) -> list[_Set]:
    """这一期的各套；从别的一套里来的（名称另写着期）归第一套。"""
    own = [[row for row in each if row.period is period] for each in sets]
    found = [each for each in own if each]
    whole = [each for each in found if any(row.is_total for row in each)]
    if whole:
        stray = [row for each in found if each not in whole for row in each]
        return [[*whole[0], *stray], *whole[1:]]
    return [[row for each in found for row in each]] if found else []


# 总额


def _settle_totals(sets: Sequence[_Set]) -> None:
    """每一套的总额，和各行属于谁；一期有几个总额的，只留一个。"""
    totals: list[FundRow] = []
    for each in sets:
        named = [row for row in each if row.role is FundRole.TOTAL]
        total = min(named, key=lambda row: (row.named is None, not row.rest), default=None)
        if total is None:
            total = _unnamed_total(each)
        else:
            outline(each, total)
        if total is not None:
            totals.append(total)
            for row in each:
                if row is not total and row.role is FundRole.TOTAL:
                    row.role = FundRole.OTHER_TOTAL
    if len(totals) < 2:
        return
    chosen = next((row for row in totals if row.named is not None), totals[0])
    rivals = [row for row in totals if row is not chosen]
    for row in rivals:
        unnamed = chosen.named is not None and row.named is None
        if unnamed or is_of_department(row.fund.name) or _same_amounts(row, chosen):
            row.role = FundRole.OTHER_TOTAL
    rivals = [row for row in rivals if row.role is FundRole.TOTAL]
    for row in (chosen, *rivals) if rivals else ():
        row.doubts.add(FundDoubt.ONE_OF_TOTALS)


def _unnamed_total(rows: _Set) -> FundRow | None:
    """没有写“总额”一类字的总额：叫“预算资金”的首行，正好是别的几行之和的首行、末行，唯一的一行合计。"""
    first = rows[0]
    if first.role is FundRole.OTHER_TOTAL:
        first.role = FundRole.TOTAL
        below = rows[1:]
        leads = len(below) > 1 and all(names_source(row.fund.name) for row in below)
        outline(rows if leads else [], first)
        return first
    outline(rows, None)
    top = [row for row in rows if row.whole is None]
    for row in (top[0], top[-1]):
        others = [each for each in top if each is not row]
        sourced = bool(others) and not any(each.role in _NO_SOURCE for each in others)
        named = row.role in _MAY_BE_TOTAL or (row.sum_word and not row.is_subtotal)
        if (named and sourced and adds_up(row, others)) or (len(top) == 1 and row.sum_word):
            row.role = FundRole.TOTAL
            for each in others:
                each.whole = row
            return row
    return None


def _same_amounts(one: FundRow, other: FundRow) -> bool:
    return all(one.number(column) == other.number(column) for column in FUND_AMOUNTS)


def _settle_stand_in(rows: Sequence[FundRow]) -> None:
    """没有总额的：最上一层只有一行有钱（或都没有填）的，以它为总额；不止一行的，没有总额。"""
    if not rows or any(row.role is FundRole.TOTAL for row in rows):
        return
    top = [row for row in rows if row.whole is None]
    paid = [row for row in top if row.has_money]
    if len(paid) < 2:
        (paid or top)[0].doubts.add(FundDoubt.STANDS_FOR_TOTAL)


def _doubt_small_wholes(rows: Sequence[FundRow]) -> None:
    """比它的一部分还小的合计项；年度的是实施期的一部分。"""
    pairs = [(row.whole, row) for row in rows if row.whole is not None]
    totals = [row for row in rows if row.role is FundRole.TOTAL]
    pairs += [
        (whole, part)
        for whole in totals
        for part in totals
        if (whole.period, part.period) == (Period.WHOLE, Period.YEAR)
    ]
    for whole, part in pairs:
        for column in FUND_AMOUNTS:
            mine, theirs = whole.number(column), part.number(column)
            if mine is not None and theirs is not None and theirs - mine > abs(theirs) * _TRIFLE:
                whole.doubts.add(FundDoubt.BELOW_PART)
                whole.small_columns.add(column)
