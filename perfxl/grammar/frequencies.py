"""多久一回的次数：每季度一次、2次/月，折成全年的来比。"""

from decimal import Decimal

from perfxl.grammar.parsing import parse
from perfxl.grammar.patterns import Pattern
from perfxl.grammar.values import Deadline, Kind, Measured
from perfxl.grammar.words import EACH

_EACH_TIMES = Pattern(r"(每个?(?:半年|季度?|年|月|周))度?([0-9一二两三四五六七八九十]{1,3}次)")
_MONTHS = Pattern("months(?:×([0-9]+))?")


def counted(value: Deadline) -> Measured | None:
    """“每季度一次”是 1次/季度；别的期限为 ``None``。

    >>> parse("每季度一次").kind.value, counted(parse("每季度一次")).unit
    ('deadline', '次/季度')
    """
    found = None if value.dated else _EACH_TIMES.fullmatch(value.note)
    times = parse(found[2]) if found else None
    if found is None or not isinstance(times, Measured):
        return None
    each = parse(f"{times.number:f}次/{EACH[found[1]]}")
    return each if isinstance(each, Measured) else None


def in_a_year(one: Measured, other: Measured) -> tuple[Decimal, Decimal] | None:
    """一边按月、按季度，另一边按年（没有写的也是全年的）：都折成全年的两个数；别的为 ``None``。

    >>> in_a_year(parse("2次/月"), parse("26次")), in_a_year(parse("2次/月"), parse("26人"))
    ((Decimal('24'), Decimal('26')), None)
    """
    per_year = [_per_year(each) for each in (one, other)]
    if per_year[0][0] != per_year[1][0] or one.upper is not None or other.upper is not None:
        return None
    bare = [each for each, (_, times) in zip((one, other), per_year, strict=True) if not times]
    if len(bare) == 2 or any(each.kind is not Kind.QUANTITY for each in bare):
        return None
    (_, once), (_, twice) = per_year
    return one.base_number * (once or 1), other.base_number * (twice or 1)


def _per_year(value: Measured) -> tuple[str, int]:
    """去掉按月、按年一段的量纲，和一年有几回；没有这一段为 0。"""
    head, *below = (value.dimension or "").split("/")
    periods = [found for part in below if (found := _MONTHS.fullmatch(part))]
    if len(periods) != 1 or 12 % int(periods[0][1] or 1):
        return value.dimension or "", 0
    below.remove(periods[0][0])
    return "/".join([head, *below]), 12 // int(periods[0][1] or 1)
