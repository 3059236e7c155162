"""加起来与所印的数不等时，是真的不等，还是按所印小数位取整的零头（各条合计规则共用）。"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from perfxl.grammar import Measured, Placeholder, parse
from perfxl.grammar.exact_numbers import decimal_places
from perfxl.grammar.patterns import Pattern
from perfxl.model.finding import Severity
from perfxl.model.table import Entry
from perfxl.scoring.rounding import grouped, half_up

_NUMBER = Pattern(r"-?[\d,]*\d(?:\.(\d+))?")
# 通常印两位小数：5.2 就是 5.20。
USUAL_DECIMALS = 2
# 亿元的表印到分；再小的是二进制小数的尾巴。
_MOST_DECIMALS = 8
WITHIN_ROUNDING = "在所印小数位的取整范围内"


class Difference(NamedTuple):
    """不等的两个数：所印的、加出来的、差多少，是不是取整的零头。"""

    found: Decimal
    expected: Decimal
    rounded: bool

    @property
    def gap(self) -> Decimal:
        """差的大小。"""
        return abs(self.found - self.expected)

    @property
    def severity(self) -> Severity | None:
        """取整的零头只作参考。"""
        return Severity.INFO if self.rounded else None

    def gap_in(self, unit: str | None) -> str:
        """如 ``差 100 元``。"""
        return f"差 {grouped(self.gap)} {unit or ''}".rstrip()

    def told(self, unit: str | None) -> str:
        """差多少，是取整的零头的一并说明。"""
        return f"{self.gap_in(unit)}，{WITHIN_ROUNDING}" if self.rounded else self.gap_in(unit)


def difference(
    whole: Entry, parts: Iterable[Entry], less: Iterable[Entry] = ()
) -> Difference | None:
    """``whole`` 与 ``parts`` 之和（减去 ``less``）的差；相等为 ``None``。

    空着的一项当 0；总数空着、各项都空着、有一项读不成数或没有算过的，不比，也是 ``None``。
    照存的数或照印的数有一种相等就算相等：表里看到的是 0.57，存的也许是 0.5699。
    """
    plus, minus = list(parts), list(less)
    stored = sum(map(_stored_number, plus), Decimal(0)) - sum(
        map(_stored_number, minus), Decimal(0)
    )
    if whole.number is None or whole.number == stored:
        return None  # 多数如此，不必再看各项
    terms = [*plus, *minus]
    numbers = [entry for entry in terms if entry.number is not None]
    if not numbers or any(map(is_unknown, (whole, *terms))):
        return None
    printed = sum(map(_printed, plus), Decimal(0)) - sum(map(_printed, minus), Decimal(0))
    gap = abs(half_up(whole.number - stored, _MOST_DECIMALS))
    if gap == 0 or _printed(whole) == printed:
        return None
    return Difference(
        whole.number, half_up(stored, _MOST_DECIMALS).normalize(), gap <= _slack(whole, numbers)
    )


def is_unknown(entry: Entry) -> bool:
    """没有算过的公式，或写着字而读不成数；空着和“/”一类不算。"""
    if entry.uncalculated:
        return True
    return (
        bool(entry.text)
        and entry.number is None
        and not isinstance(parse(entry.to_read), Placeholder)
    )


def largest_rounding(units: Sequence[Decimal]) -> Decimal:
    """几个数各取整到 ``units`` 这么大的单位，合起来最多差多少：每个数半个末位。"""
    return sum(units, Decimal(0)) / 2


def printed_unit(value: Measured) -> Decimal:
    """一句指标值印出来的最小单位（展开以后的）：1.35万元 → 100 元。"""
    factor = value.printed_scale
    return factor.scaleb(-_own_decimals(value.number / factor))


def _slack(whole: Entry, parts: Sequence[Entry]) -> Decimal:
    """取整说得通的最大差额。全是整数的当作确数，差多少算多少。"""
    if all(_is_whole(entry) for entry in (whole, *parts)):
        return Decimal(0)
    own, theirs = _printed_decimals(whole), max(map(_printed_decimals, parts))
    own, theirs = max(own, min(theirs, USUAL_DECIMALS)), max(theirs, min(own, USUAL_DECIMALS))
    unit = Decimal(1)
    return largest_rounding([unit.scaleb(-own), *[unit.scaleb(-theirs)] * len(parts)])


def _stored_number(entry: Entry) -> Decimal:
    return entry.number or Decimal(0)


def _printed(entry: Entry) -> Decimal:
    """照印的小数位取的数。"""
    return half_up(entry.number or Decimal(0), _printed_decimals(entry))


def _is_whole(entry: Entry) -> bool:
    number = entry.number
    return number is None or number == number.to_integral_value()


def _printed_decimals(entry: Entry) -> int:
    """印出来的小数位；没有印小数点而存着小数的，是按整数显示。"""
    return _decimals_shown(entry.text, entry.number or Decimal(0))


@lru_cache(maxsize=8192)
def _decimals_shown(text: str, number: Decimal) -> int:
    shown = _NUMBER.fullmatch(text.strip())
    if shown is None:
        return _own_decimals(number)
    places = min(len(shown[1] or ""), _MOST_DECIMALS)
    # 折算过单位的，印的不是这个数。
    as_shown = Decimal(shown[0].replace(",", ""))
    return places if half_up(number, places) == as_shown else _own_decimals(number)


def _own_decimals(number: Decimal) -> int:
    return min(decimal_places(number), _MOST_DECIMALS)
