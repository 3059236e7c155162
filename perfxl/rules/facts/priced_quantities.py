"""单价乘数量：哪一行成本是一个的价钱，哪一行是它的个数（PX437 用）。"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from perfxl.grammar import Kind, Measured, Operator, Value, lookup
from perfxl.grammar.patterns import Pattern
from perfxl.model.table import Indicator, IndicatorClass
from perfxl.reading.rate_names import bare

# 名称里说的是一个的价钱：每村、单件、户均、采购单价。
_EACH = Pattern(r"每(?:个|一)?|单(?!位)|均(?!衡)|单价|造价")
# 一个的价钱只是其中一部分的：各级分担的补助标准、上限、定额。
_SHARED_OUT = Pattern("补助|补贴|标准|上限|限额|定额|奖补|奖励")
_COMMON = Pattern(
    "数量|个数|人数|次数|面积|长度|里程|平均|成本|费用|单价|价格|造价|采购|购置|标准|补助|补贴|改造|建设|完成|新建|投资|经费|单位|单个|每个"
)
_MONTHS = {"月": 12, "个月": 12, "季度": 4, "季": 4, "年": 1}
_MEASURES = frozenset({"length", "area", "volume", "weight", "storage", "energy", "percent"})
_FEWEST = 2
# 一张表数量指标多过这么多行的，名称相近的多，认不准哪一行是哪一行的个数；各行与各行比，也太慢。
_MOST_ROWS = 300


class Priced(NamedTuple):
    """一个的价钱（元）乘个数：价钱的行、个数的行、所乘的价钱和个数、每年乘几次。"""

    price_row: Indicator
    quantity_row: Indicator
    price: Measured
    quantity: Measured
    times: int

    @property
    def product(self) -> Decimal:
        """乘积，以元计。"""
        scale = self.quantity.base_number / _factor(
            _counted(self.price) or self.quantity.unit or ""
        )
        if _counted(self.price) is None:
            scale = self.quantity.number
        return self.price.number * scale * self.times

    @property
    def is_shared_out(self) -> bool:
        """价钱是补助标准、上限一类，不一定全由这笔预算出。"""
        return _SHARED_OUT.search(self.price_row.level3.text) is not None

    @property
    def is_sum(self) -> bool:
        """价钱是确数（“=”、完成值），不是上限。"""
        return self.price.operator in (None, Operator.EQUAL)


def priced(rows: Sequence[Indicator], column: str) -> Iterator[Priced]:
    """``column``（``target``、``actual``）一栏里认得准的各对；认不准的不给。

    价钱按人、亩、件计的，数量指标里单位相同的只有一行、或名称说同一样东西的只有一行；
    只写“元”而名称是“单个食堂”“每村”的，名称要说同一样东西。
    """
    quantities = _quantities(rows)
    for row in rows if quantities else ():
        if not row.is_cost or not getattr(row, column).exists:
            continue
        price = getattr(row, f"{column}_value")
        if not _is_price(row, price):
            continue
        own = _quantity_of(row, price, quantities)
        if own is None:
            continue
        quantity = getattr(own, f"{column}_value")
        if isinstance(quantity, Measured) and quantity.upper is None and quantity.number > 0:
            yield Priced(row, own, price, quantity, _times(price))


def loosely_priced(rows: Sequence[Indicator], column: str) -> Iterator[Priced]:
    """名称没有说同一样东西、单位相同的数量指标却只有一行的各对：元/吨 与 储备规模。拿来看差不差十倍，不作别的。"""
    quantities = _quantities(rows)
    for row in rows if quantities else ():
        price = getattr(row, f"{column}_value") if row.is_cost else None
        if not isinstance(price, Measured) or price.kind is not Kind.PER_HEAD:
            continue
        counted = _counted(price)
        same = [each for each in quantities if counted and _unit_of(each) == _dimension(counted)]
        quantity = getattr(same[0], f"{column}_value") if len(same) == 1 else None
        if _is_price(row, price) and isinstance(quantity, Measured) and quantity.number > 0:
            yield Priced(row, same[0], price, quantity, _times(price))


def _quantities(rows: Sequence[Indicator]) -> list[Indicator]:
    """数量指标各行；多得认不准的为 ``[]``。"""
    found = [row for row in rows if row.indicator_class is IndicatorClass.QUANTITY]
    return found if len(found) <= _MOST_ROWS else []


def _is_price(row: Indicator, value: Value) -> bool:
    if not isinstance(value, Measured) or value.upper is not None or value.number <= 0:
        return False
    if value.operator in (Operator.AT_LEAST, Operator.ABOVE):
        return False
    if value.kind is Kind.PER_HEAD:
        return _times(value) > 0
    return value.kind is Kind.MONEY and _EACH.search(row.level3.text) is not None


def _quantity_of(row: Indicator, price: Measured, rows: Sequence[Indicator]) -> Indicator | None:
    name, counted = row.level3.text, _counted(price)
    same = [each for each in rows if counted and _unit_of(each) == _dimension(counted)]
    if counted and not same:
        counts = [each for each in rows if _unit_of(each) not in _MEASURES]
        ending = [each for each in counts if _ends_with(each.level3.text, counted)]
        return ending[0] if len(ending) == 1 else None
    shared = [(_shared(name, each.level3.text), each) for each in same or rows]
    most = max((length for length, _ in shared), default=0)
    alike = [each for length, each in shared if length == most >= _FEWEST]
    if len(alike) == 1:
        return alike[0]
    named = _EACH.search(name) is not None and not alike
    return same[0] if len(same) == 1 and named else None


def _ends_with(name: str, counted: str) -> bool:
    """名称说的就是按它计的东西：元/村，建设示范村数量。"""
    return _COMMON.sub("", bare(name)).endswith(counted)


@lru_cache(maxsize=4096)
def _shared(name: str, other: str) -> int:
    """两个名称最多有几个字连着相同，不算“改造”“成本”一类：说不说同一样东西。"""
    one, two = _COMMON.sub("|", bare(name)), _COMMON.sub("/", bare(other))
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    return matcher.find_longest_match().size


def _counted(price: Measured) -> str | None:
    """元/顶 的 顶；元/人·月 的 人；只写“元”的为 ``None``。"""
    things = [part for part in _parts(price.unit or "") if part not in _MONTHS]
    return things[0] if len(things) == 1 else None


def _times(price: Measured) -> int:
    """一年乘几次；按天、按次计的说不准，为 0。"""
    if price.kind is Kind.MONEY:
        return 1
    parts = _parts(price.unit or "")
    spans = [part for part in parts if part in _MONTHS]
    others = [part for part in parts if part not in _MONTHS]
    if len(others) != 1 or len(spans) > 1 or _is_span(others[0]):
        return 0
    return _MONTHS[spans[0]] if spans else 1


@lru_cache(maxsize=1024)
def _parts(unit: str) -> tuple[str, ...]:
    """元/人·月 的 人、月。"""
    return tuple(part for part in re.split(r"[/·]", unit.replace("每", "/"))[1:] if part)


def _is_span(unit: str) -> bool:
    return _dimension(unit) in ("duration", "months", "workday", "term", "person_day", "time")


def _dimension(unit: str) -> str:
    found = lookup(unit)
    return found.dimension if found is not None else ""


def _factor(unit: str) -> Decimal:
    found = lookup(unit)
    return found.factor if found is not None else Decimal(1)


def _unit_of(row: Indicator) -> str:
    value = row.target_value
    return value.dimension or "" if isinstance(value, Measured) else ""
