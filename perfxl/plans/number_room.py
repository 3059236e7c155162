"""数要多宽：写不下的列从旁边折行的文字列让出宽度，一列里的数就不会有的缩小、有的写成 ``2E+06``。"""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from math import fsum

from perfxl.model.number_format import GENERAL, show_number
from perfxl.plans.fonts import CellFont, measure
from perfxl.plans.plan_values import FormattedNumber, PlanValue
from perfxl.plans.row_height import column_points

# 让出宽度的列至少留这么宽，至多让出这么多（占自己的几成）。
_LEAST_WIDTH, _MOST_GIVEN = 9.0, 0.35
# 左右的空：写在 ``column_points`` 里的，再加一点，免得刚好写满的在别的机器上缩小。
_SPARE = 1.0
# 常规格式里，整数部分到了这么多位，再宽也写成 1E+11。
_MOST_GENERAL_DIGITS = 12

Span = tuple[int, int]


def number_points(value: Decimal, code: str, font: CellFont) -> float:
    """照格式写出来的一个数有多宽（磅）。

    >>> number_points(Decimal(2000000), "General", CellFont(10)) > 35
    True
    """
    return fsum(map(measure(font).advances.__getitem__, show_number(value, code)))


def with_room(
    widths: Sequence[float], wanted: Mapping[Span, float], per_width: float, fixed: Collection[int]
) -> list[float]:
    """各列的宽，使 ``wanted`` 的各格（首列、末列）里能写字的有那么宽（磅）；总宽不变。

    ``fixed`` 的列（写着数的）不让。让不出那么多的，够多少放宽多少。

    >>> with_room([8.0, 20.0, 10.0], {(1, 1): 50.0}, 5.0, {1})
    [11.0, 17.375, 9.625]
    >>> with_room([8.0, 20.0], {(1, 1): 20.0}, 5.0, {1})
    [8.0, 20.0]
    """
    more = [0.0] * len(widths)
    for (left, right), points in wanted.items():
        have = column_points(widths[left - 1 : right], per_width) + per_width * fsum(
            more[left - 1 : right]
        )
        short = (points + _SPARE - have) / per_width
        if short > 0:
            for place in range(left - 1, right):
                more[place] += short / (right - left + 1)
    room = {
        place: min(width - _LEAST_WIDTH, width * _MOST_GIVEN)
        for place, width in enumerate(widths)
        if width > _LEAST_WIDTH and not more[place] and place + 1 not in fixed
    }
    short, spare = fsum(more), fsum(room.values())
    if not short or not spare:
        return list(widths)
    given = min(short, spare)
    return [
        width + more[place] * given / short - room.get(place, 0.0) * given / spare
        for place, width in enumerate(widths)
    ]


def legible(value: PlanValue, code: str, font: CellFont, room: float) -> PlanValue:
    """常规格式的一个数，``room`` 磅写不下、或位数太多的，Excel 会写成 ``2E+06``：换成看得全的写法。

    >>> legible(Decimal(2000000), "General", CellFont(10), 20)
    '2000000'
    >>> legible(Decimal(20), "General", CellFont(10), 20)
    Decimal('20')
    >>> legible(Decimal(111111110111), "General", CellFont(10), 200).code
    '0'
    """
    if not isinstance(value, Decimal) or code != GENERAL or not value.is_finite():
        return value
    shown = show_number(value, code)
    whole = shown.lstrip("-").partition(".")[0]
    if len(whole) > _SHORT and number_points(value, code, font) > room:
        return shown
    if len(whole) < _MOST_GENERAL_DIGITS:
        return value
    decimals = len(shown.partition(".")[2])
    return FormattedNumber(shown, value, f"0.{'0' * decimals}" if decimals else "0")


def is_always_legible(number: Decimal) -> bool:
    """整数部分至多两位，多窄的格里也照原样写（见 ``legible``）。"""
    return number.adjusted() < _SHORT - 1


# 整数部分这么短的，Excel 只会少写几位小数，不会写成 2E+06。
_SHORT = 3
