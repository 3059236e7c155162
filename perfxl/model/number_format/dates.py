"""日期时间：序列号与日期互换，日期的一段怎样写。"""

from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from perfxl.grammar.exact_numbers import EXACT, round_to
from perfxl.model.number_format.chinese_numerals import digit_by_digit, small_number
from perfxl.model.number_format.sections import Section
from perfxl.model.number_format.tokens import Kind, Token

_DAY = 86_400
# Excel 的日期到 9999-12-31 为止。
_END = 2_958_466
_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
_FIRST_OF_MARCH = datetime(1900, 3, 1)
_WEEKDAYS = "一二三四五六日"
_ENGLISH_WEEKDAYS = (
    *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
)  # fmt: skip
_ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
_CHINESE_MONTHS = (
    *("一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "十一月", "十二月"),
)  # fmt: skip
_BUDDHIST_YEARS = 543
_REPUBLIC_YEARS = 1911


def datetime_of_serial(serial: Decimal, *, since_1904: bool = False) -> datetime | None:
    """Excel 日期序列号 → 日期时间，到毫秒；越界时为 ``None``。

    1900 系统把不存在的 1900-02-29 算作第 60 天，故 60 以前多减一天；只有时刻的是 1899-12-31。

    >>> datetime_of_serial(Decimal(45657)), datetime_of_serial(Decimal("0.5"))
    (datetime.datetime(2024, 12, 31, 0, 0), datetime.datetime(1899, 12, 31, 12, 0))
    >>> datetime_of_serial(Decimal(-1)), datetime_of_serial(Decimal("1E+9"))
    (None, None)
    """
    if not 0 <= serial < _END:
        return None
    if since_1904:
        start = _EPOCH_1904
    else:
        start = _EPOCH if serial >= 60 else _EPOCH + timedelta(days=1)
    try:
        return start + elapsed_of_serial(serial)
    except OverflowError:
        return None


def elapsed_of_serial(serial: Decimal) -> timedelta:
    """序列号（天数）→ 经过的时间，到毫秒。"""
    return timedelta(milliseconds=int(round_to(serial * _DAY * 1000, 0)))


def serial_of_datetime(value: datetime, *, since_1904: bool = False) -> Decimal:
    """日期时间 → Excel 日期序列号。

    >>> serial_of_datetime(datetime(2024, 12, 31)), serial_of_datetime(datetime(1899, 12, 31, 12))
    (Decimal('45657'), Decimal('0.5'))
    """
    if since_1904:
        start = _EPOCH_1904
    else:
        start = _EPOCH if value >= _FIRST_OF_MARCH else _EPOCH + timedelta(days=1)
    seconds = Decimal((value - start) // timedelta(microseconds=1)) / 1_000_000
    return EXACT.divide(seconds, Decimal(_DAY)).normalize(EXACT)


class Moment(NamedTuple):
    """要写的一刻：年月日（可以是不存在的 1900 年 1 月 0 日），秒数含小数，``days`` 是经过的整天。"""

    year: int
    month: int
    day: int
    weekday: int
    days: int
    seconds: Decimal


def moment_of(value: datetime | timedelta, places: int) -> Moment:
    """日期时间或经过的时间，秒四舍五入到 ``places`` 位小数。"""
    if isinstance(value, timedelta):
        thousandths = Decimal(value // timedelta(milliseconds=1)) / 1000
        days, seconds = divmod(round_to(thousandths, places), _DAY)
        return _dated(_EPOCH + timedelta(days=1), int(days), seconds)
    midnight = value.replace(hour=0, minute=0, second=0, microsecond=0)
    thousandths = Decimal((value - midnight) // timedelta(milliseconds=1)) / 1000
    seconds = round_to(thousandths, places)
    if seconds >= _DAY and midnight < datetime(9999, 12, 31):
        midnight, seconds = midnight + timedelta(days=1), seconds - _DAY
    return _dated(midnight, (midnight - _EPOCH).days, seconds)


def _dated(midnight: datetime, days: int, seconds: Decimal) -> Moment:
    year, month, day = midnight.year, midnight.month, midnight.day
    if year == 1899:
        year, month, day = 1900, 1, 0  # Excel 里只有时刻的数，日期是 1900 年 1 月 0 日
    # Excel 把 1900 年当闰年，3 月以前的星期也差一天。
    weekday = (midnight.weekday() - (midnight < _FIRST_OF_MARCH)) % 7
    return Moment(year, month, day, weekday, days, seconds)


def write_date(section: Section, value: datetime | timedelta) -> str:
    """写出日期的一段。"""
    return "".join(date_pieces(section, moment_for(section, value)))


def moment_for(section: Section, value: datetime | timedelta) -> Moment:
    """这一段要写的一刻：写到几位小数的秒，就四舍五入到几位。"""
    places = (len(token.text) - 1 for token in section.tokens if token.kind is Kind.SUBSECOND)
    return moment_of(value, max(places, default=0))


def date_pieces(section: Section, moment: Moment) -> list[str]:
    """日期的一段，每个记号写成什么。"""
    tokens = section.tokens
    minutes = minute_places(tokens)
    twelve = any(token.kind is Kind.HALF_DAY for token in tokens)
    return [
        _written(section, token, moment, minute=index in minutes, twelve=twelve)
        for index, token in enumerate(tokens)
    ]


@lru_cache(maxsize=512)
def minute_places(tokens: tuple[Token, ...]) -> frozenset[int]:
    """哪些 ``m``、``mm`` 是分钟：前一个日期记号是时或秒，或后一个是秒。"""
    dated = [i for i, token in enumerate(tokens) if token.kind in (Kind.DATE, Kind.ELAPSED)]
    letters = [tokens[i].text[0] for i in dated]
    return frozenset(
        index
        for place, index in enumerate(dated)
        if tokens[index].text in ("m", "mm")
        and (
            (place > 0 and letters[place - 1] in "hs")
            or (place + 1 < len(dated) and letters[place + 1] == "s")
        )
    )


def _written(section: Section, token: Token, moment: Moment, *, minute: bool, twelve: bool) -> str:
    kind, code = token
    if kind is Kind.ELAPSED:
        return _elapsed(section, code, moment)
    if kind is Kind.SUBSECOND:
        fraction = f"{moment.seconds % 1:.3f}"[1 : len(code) + 1]
        return digit_by_digit(fraction, section.numerals)
    if kind is Kind.HALF_DAY:
        return _half_day(section, code, moment.seconds * 2 >= _DAY)
    if kind is not Kind.DATE:
        return code
    letter = code[0]
    if minute:
        return _padded(section, int(moment.seconds) // 60 % 60, code)
    if letter in "yeb":
        return _year(section, code, moment.year)
    if letter == "m":
        return _month(section, code, moment.month)
    if letter == "d" and len(code) < 3:
        return _padded(section, moment.day, code)
    if letter in "da":
        return _weekday(section, code, moment.weekday)
    if letter == "g":
        return ""
    hour = int(moment.seconds) // 3600
    if letter == "h":
        return _padded(section, (hour % 12 or 12) if twelve else hour, code)
    return _padded(section, int(moment.seconds) % 60, code)


def _padded(section: Section, number: int, code: str) -> str:
    return small_number(number, min(len(code), 2), section.numerals)


def _year(section: Section, code: str, year: int) -> str:
    if code[0] == "e":
        republic = section.taiwanese and year > _REPUBLIC_YEARS
        text = str(year - _REPUBLIC_YEARS if republic else year)
    else:
        number = year + _BUDDHIST_YEARS if code[0] == "b" else year
        text = f"{number:04d}" if len(code) > 2 else f"{number % 100:02d}"
    return digit_by_digit(text, section.numerals)


def _month(section: Section, code: str, month: int) -> str:
    if len(code) < 3:
        return _padded(section, month, code)
    chinese = section.chinese
    if len(code) == 3:
        return f"{month}月" if chinese else _ENGLISH_MONTHS[month - 1][:3]
    name = (_CHINESE_MONTHS if chinese else _ENGLISH_MONTHS)[month - 1]
    return name[0] if len(code) == 5 else name


def _weekday(section: Section, code: str, weekday: int) -> str:
    """``aaa`` 是“二”，``aaaa`` 是“星期二”；``ddd``、``dddd`` 没有标中文的写英文。"""
    day = _WEEKDAYS[weekday]
    if code[0] == "d" and not section.chinese:
        name = _ENGLISH_WEEKDAYS[weekday]
        return name[:3] if len(code) == 3 else name
    if len(code) > 3:
        return f"星期{day}"
    return f"周{day}" if section.chinese else day


def _half_day(section: Section, code: str, afternoon: bool) -> str:
    if section.chinese or code[0] == "上":
        return "下午" if afternoon else "上午"
    before, _, after = code.partition("/")
    return (after if afternoon else before) if len(code) == 3 else ("PM" if afternoon else "AM")


def _elapsed(section: Section, code: str, moment: Moment) -> str:
    seconds = moment.days * _DAY + int(moment.seconds)
    total = seconds // {"h": 3600, "m": 60, "s": 1}[code[0]]
    return digit_by_digit(str(total).rjust(len(code), "0"), section.numerals)
