"""一格显示成什么字：数、日期、文字各照格式代码。"""

from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from perfxl.grammar.exact_numbers import plain_number
from perfxl.model.number_format.builtin import GENERAL
from perfxl.model.number_format.chinese_numerals import in_capitals, spelt_out
from perfxl.model.number_format.dates import (
    datetime_of_serial,
    elapsed_of_serial,
    serial_of_datetime,
    write_date,
)
from perfxl.model.number_format.digits import TooLongError, write_digits
from perfxl.model.number_format.fractions import fraction_parts, write_fraction
from perfxl.model.number_format.sections import Branch, Section, Shape, parsed_format
from perfxl.model.number_format.tokens import Kind

# Excel 写不出来时显示的一串 #：条件都不合的数，负的或太大的日期。
OVERFLOW = "########"
_MOST_DIGITS = 400
_AS_DATE = "yyyy/m/d"
_AS_DATE_AND_TIME = "yyyy/m/d h:mm:ss"
_AS_TIME = "h:mm:ss"


@lru_cache(maxsize=2048)
def is_date_format(number_format: str) -> bool:
    """格式代码表示日期或时间。

    >>> [is_date_format(f) for f in ("yyyy/m/d", "0.00", '#,##0"元"', "General", '0"years"', "[h]:mm")]
    [True, False, False, False, False, True]
    """
    return number_format not in (GENERAL, "@") and parsed_format(number_format).has_dates


@lru_cache(maxsize=8192)
def show_number(value: Decimal, number_format: str = GENERAL) -> str:
    """按格式写出一个数，去掉首尾的空白；写不出来的是 ``OVERFLOW``。

    >>> show_number(Decimal("0.95"), "0%"), show_number(Decimal("62.825"), "0.00")
    ('95%', '62.83')
    >>> show_number(Decimal("300000"), "#,##0.##"), show_number(Decimal("12345"), '0!.0,"万"')
    ('300,000.', '1.2万')
    >>> show_number(Decimal("-3.5"), "#,##0.00;(#,##0.00)"), show_number(Decimal(0), '0;-0;"-"')
    ('(3.50)', '-')
    >>> show_number(Decimal(2500), 'General"人"'), show_number(Decimal(1800), "[DBNum1]General")
    ('2500人', '一千八百')
    """
    if number_format in (GENERAL, "@"):
        return plain_number(value)
    branch = parsed_format(number_format).branch(value)
    return OVERFLOW if branch is None else write_number(branch, value).strip()


def write_number(branch: Branch, value: Decimal, *, as_typed: bool = False) -> str:
    """按一支写出一个数，首尾的空白照留；``as_typed`` 见 ``digits.layout_of``。"""
    section = branch.section
    if section.shape is Shape.DATE:
        date = _moment(section, value)
        return OVERFLOW if date is None else write_date(section, date)
    if not value.is_finite() or abs(value.adjusted()) > _MOST_DIGITS:
        return plain_number(value)
    if section.shape is Shape.NUMBER:
        try:
            parts = fraction_parts(section)
            if parts is not None:
                text, nothing = write_fraction(section, parts, abs(value))
            else:
                text, nothing = write_digits(section, abs(value), as_typed=as_typed)
        except TooLongError:
            return plain_number(value)
    else:
        text, nothing = _write_general(section, value), not value
    minus = value < 0 and branch.signed and not nothing and not text.startswith("负")
    return f"-{text}" if minus else text


def _write_general(section: Section, value: Decimal) -> str:
    """常规夹在文字中间（``General"人"``），或只有文字的一段。"""
    if section.numerals == 2 and any(token.text == "RMB" for token in section.tokens):
        return in_capitals(value)
    number = plain_number(abs(value))
    number = spelt_out(number, section.numerals)
    return "".join(
        number if token.kind in (Kind.GENERAL, Kind.TEXT) else token.text
        for token in section.tokens
    )


def _moment(
    section: Section, serial: Decimal, *, since_1904: bool = False
) -> datetime | timedelta | None:
    date = datetime_of_serial(serial, since_1904=since_1904)
    return date if date is None or not section.elapsed else elapsed_of_serial(serial)


def serial_as_date(
    serial: Decimal, number_format: str, *, since_1904: bool = False
) -> datetime | timedelta | Decimal | None:
    """存的数照格式是哪一天、哪一刻；``[h]:mm`` 一类是经过的时间，不用日期那一段的还是数。

    越界、各条件都不合（Excel 显示一串 #）为 ``None``。

    >>> serial_as_date(Decimal("1.25"), "[h]:mm"), serial_as_date(Decimal(-5), 'yyyy;0"天"')
    (datetime.timedelta(days=1, seconds=21600), Decimal('-5'))
    """
    branch = parsed_format(number_format).branch(serial)
    if branch is None:
        return None
    if branch.section.shape is not Shape.DATE:
        return serial
    return _moment(branch.section, serial, since_1904=since_1904)


def show_date(value: datetime | timedelta, number_format: str) -> str:
    """按格式写出日期时间，或经过的时间。格式不是日期的，日期照常写。

    >>> show_date(datetime(2024, 12, 31), 'yyyy"年"m"月"d"日"'), show_date(datetime(2024, 12, 1), "yyyymm")
    ('2024年12月31日', '202412')
    >>> show_date(datetime(2024, 12, 1, 9, 5), "yyyy/m/d h:mm"), show_date(timedelta(hours=30), "[h]:mm")
    ('2024/12/1 9:05', '30:00')
    >>> show_date(datetime(2024, 12, 31), "m/d/yy"), show_date(datetime(2024, 12, 31), "General")
    ('12/31/24', '2024/12/31')
    """
    section = date_section(value, number_format)
    return write_date(section, value).strip()


def date_section(value: datetime | timedelta, number_format: str) -> Section:
    """这一刻用的一段；格式里没有日期的，是通常的写法。"""
    if is_date_format(number_format):
        days = value / timedelta(days=1) if isinstance(value, timedelta) else 0
        serial = Decimal(days) if isinstance(value, timedelta) else serial_of_datetime(value)
        branch = parsed_format(number_format).branch(serial)
        if branch is not None and branch.section.shape is Shape.DATE:
            return branch.section
    if isinstance(value, timedelta):
        usual = "[h]:mm:ss"
    elif value.year < 1900:
        usual = _AS_TIME
    else:
        midnight = value.time() == datetime.min.time()
        usual = _AS_DATE if midnight else _AS_DATE_AND_TIME
    return parsed_format(usual).branches[0].section


@lru_cache(maxsize=2048)
def shows_no_year(value: datetime, number_format: str) -> bool:
    """格式只显示月、日，看不到年。

    >>> day = datetime(2025, 1, 10)
    >>> [shows_no_year(day, code) for code in ('m"月"d"日"', "yyyy/m/d", "yyyy年", "h:mm")]
    [True, False, False, False]
    """
    tokens = date_section(value, number_format).tokens
    dated = {token.text[0].lower() for token in tokens if token.kind is Kind.DATE}
    return "d" in dated and dated.isdisjoint("yeg")


def shows_text_as_is(number_format: str) -> bool:
    """文字照原样显示：没有文字段，或文字段就是 ``@``。"""
    if number_format in (GENERAL, "@"):
        return True
    section = parsed_format(number_format).text
    return section is None or [token.kind for token in section.tokens] in (
        [Kind.TEXT],
        [Kind.GENERAL],
    )


def show_text(text: str, number_format: str) -> str:
    """按格式的文字段写出文字；没有文字段的照写。

    >>> show_text("100", '"≥"@"人"'), show_text("优", ";;;"), show_text("优", '0"人"')
    ('≥100人', '', '优')
    """
    section = None if shows_text_as_is(number_format) else parsed_format(number_format).text
    if section is None:
        return text
    return "".join(
        text if token.kind in (Kind.TEXT, Kind.GENERAL) else token.text for token in section.tokens
    )
