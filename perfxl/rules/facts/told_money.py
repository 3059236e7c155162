"""文字里写的钱：执行了、预算、结余各多少，以元计（PX435、PX436 共用）。"""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from perfxl.grammar.patterns import Pattern
from perfxl.model.table import ABSENT, Entry, Table

_THOUSANDS = Pattern(r"(?<=\d),(?=\d{3})")
_CLAUSE = Pattern(r"[，。；！,;!\n]")
_AMOUNT = r"(\d[\d,]*(?:\.\d+)?)\s*(亿元|万元|元)(?![/／每人])"
# 放在前面、不改变说的是哪一笔钱的字。
_PLAIN_LEAD = Pattern(
    r"(?:优秀|优|良好|良|中|差|本?项目|全年|本年度?|年度|当年|实际|累计|总|共计|共|合计|资金|财政|预算|总体|整体|综合"
    r"|20\d\d年度?|[的、\d.．: ：（）()])+"
)
_MONEY = Pattern(_AMOUNT)
FACTORS = {"亿元": Decimal(100_000_000), "万元": Decimal(10_000), "元": Decimal(1)}


class ToldAmount(NamedTuple):
    """文字里的一笔钱：所在的半句、写的数和单位、合多少元、印到多细（元）。"""

    clause: str
    text: str
    yuan: Decimal
    step: Decimal

    def is_near(self, other: Decimal) -> bool:
        """与 ``other`` 元相同，或取整到所印的位数相同。"""
        return abs(self.yuan - other) < self.step


def told_texts(table: Table) -> Iterator[tuple[str, Entry]]:
    """说整张表的情况的文字：实际完成情况、自评结论。"""
    for place, entry in (
        ("实际完成情况", table.goals.get("actual", ABSENT)),
        ("自评结论", table.conclusion),
    ):
        if entry.text:
            yield place, entry


@lru_cache(maxsize=1024)
def clauses_of(text: str) -> tuple[str, ...]:
    """一段文字的各个半句。"""
    return tuple(part.strip() for part in _CLAUSE.split(_THOUSANDS.sub("", text)))


def is_plain(lead: str) -> bool:
    """半句里这个数前面的字没有另指一笔钱、一段时间。"""
    return not lead or _PLAIN_LEAD.fullmatch(lead) is not None


def printed_places(number: str) -> int:
    """写到几位小数。

    >>> printed_places("85.00"), printed_places("17.1"), printed_places("38")
    (2, 1, 0)
    """
    return len(number.partition(".")[2])


@lru_cache(maxsize=1024)
def amounts_told(text: str, verb: str) -> tuple[ToldAmount, ...]:
    """半句以 ``verb``（正则）起头说的一笔钱；前面有别的限定的不给。"""
    pattern = re.compile(rf"(?P<lead>.*?)(?:{verb}){_AMOUNT}")
    matches = ((clause, pattern.match(clause)) for clause in clauses_of(text))
    return tuple(
        as_told(clause, found[2], found[3])
        for clause, found in matches
        if found is not None and is_plain(found["lead"])
    )


@lru_cache(maxsize=1024)
def amounts_anywhere(text: str) -> tuple[ToldAmount, ...]:
    """文字里的每一笔钱，不论说的是哪一笔；标准（元/人）不算。"""
    return tuple(
        as_told(clause, found[1], found[2])
        for clause in clauses_of(text)
        for found in _MONEY.finditer(clause)
    )


def as_told(clause: str, number: str, unit: str) -> ToldAmount:
    """写着的一笔钱，如 ``17.1``、``万元``。"""
    factor = FACTORS[unit]
    step = factor.scaleb(-printed_places(number))
    return ToldAmount(clause, f"{number}{unit}", Decimal(number.replace(",", "")) * factor, step)


def amounts_in(table: Table) -> list[Decimal]:
    """资金表里的全部金额，以元计；没有写单位的一个也没有。"""
    factor = table.money_factor
    if factor is None:
        return []
    numbers = [entry.number for fund in table.funds for entry in (*fund.amounts, fund.change)]
    return [number * factor for number in numbers if number is not None]
