"""金额换单位。"""

from decimal import Decimal

from perfxl.model.money_units import MONEY_FACTORS
from perfxl.model.table import Derived, Entry


def converted(number: Decimal | None, own: str | None, wanted: str | None) -> Decimal | None:
    """由单位 ``own`` 折成 ``wanted``；有一个不知道的照写的数。

    >>> converted(Decimal(300), "元", "万元"), converted(Decimal(3), None, "万元")
    (Decimal('0.03'), Decimal('3'))
    """
    if number is None or own == wanted or own is None or wanted is None:
        return number
    return (number * MONEY_FACTORS[own] / MONEY_FACTORS[wanted]).normalize()


def converted_entry(entry: Entry, own: str | None, wanted: str | None) -> Entry:
    """一格金额换单位；说不准的仍说不准，读不成数的照印。"""
    if entry.is_doubtful:
        return Entry(doubt=entry.doubt)
    number = converted(entry.number, own, wanted)
    text = entry.text if number is None else ""
    if not entry.exists and number is None:
        return Entry(text)
    why = f"由{own}折成{wanted}" if number != entry.number else ""
    return Entry(text, number=number, derived=Derived(why, (entry,)))
