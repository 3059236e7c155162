"""数字格式：什么代码、什么数都不出错；缩放、读法与显示的对得上；Excel 本地写法。"""

import re
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from perfxl.grammar import Deadline, Measured, Unreadable, parse
from perfxl.model.cell import Cell, CellKind, number_or_date
from perfxl.model.number_format import (
    BUILTIN_FORMATS,
    OVERFLOW,
    is_date_format,
    number_scale,
    read_date,
    read_number,
    show_date,
    show_number,
    show_text,
    stored_number,
)

_PIECES = st.sampled_from(
    [
        *("0", "#", "?", "#,##0", "0.00", ".", ",", "%", "/", "E+00", "E-0", "General", "@", ";"),
        *(
            "yyyy",
            "mm",
            "d",
            "h",
            "ss",
            ".0",
            "aaaa",
            "e",
            "b",
            "g",
            "AM/PM",
            "上午/下午",
            "[h]",
            "[mm]",
        ),
        *("[>=10000]", "[=0]", "[<-1.5E3]", "[红色]", "[Red]", "[$-804]", "[$¥-804]", "[DBNum1]"),
        *(
            "[DBNum2][$RMB]",
            "[",
            "]",
            '"',
            "!",
            "\\",
            "_",
            "*",
            '"万元"',
            "人",
            "\n",
            "⼈",
            "1",
            "9",
        ),
    ]
)
_CODES = st.one_of(st.lists(_PIECES, max_size=12).map("".join), st.text(max_size=20))
_NUMBERS = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False).map(repr).map(Decimal),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.sampled_from([Decimal("1E+308"), Decimal("-1E+308"), Decimal("1E-307"), Decimal("-0")]),
)


@given(_CODES, _NUMBERS)
@example("0" * 2000 + "." + "0" * 2000, Decimal("1E+308"))
@example("# ?/?", Decimal("1E-307"))
@example("0/1#", Decimal("0.5"))
@example("[DBNum2][$RMB]General", Decimal("1E+308"))
@example("yyyy", Decimal("1E+999999"))
def test_any_code_shows_any_number(code: str, value: Decimal) -> None:
    cell = Cell(1, 1, *number_or_date(value, code), code)
    assert isinstance(cell.shown, str)
    assert isinstance(cell.to_read, str)
    assert isinstance(show_number(value, code), str)
    number_scale(value, code)


@given(_CODES, st.datetimes(min_value=datetime(1899, 12, 31)), st.timedeltas(timedelta(0)))
def test_any_code_shows_any_date(code: str, moment: datetime, length: timedelta) -> None:
    for value in (moment, length):
        assert isinstance(show_date(value, code), str)
        assert isinstance(read_date(value, code), str)


@given(_CODES, st.text(max_size=30))
def test_any_code_shows_any_text(code: str, text: str) -> None:
    assert isinstance(show_text(text, code), str)


@given(
    st.sampled_from(
        ["0", "0.00", "#,##0.0", "0!.0,", "0!.0000", "0,", "0.00,,", "0%", "0.0%", "0!.00,"]
    ),
    st.sampled_from(["", '"万元"', '"人"', "\\次"]),
    st.integers(-(10**12), 10**12),
)
def test_scale_agrees_with_what_is_shown(digits: str, unit: str, value: int) -> None:
    """显示的数 = 存的数 × 10 的几次方，差不过末位的一半。"""
    code, number = digits + unit, Decimal(value)
    scale = number_scale(number, code)
    shown = show_number(number, code).removesuffix(scale.unit).rstrip("%")
    written = Decimal(shown.replace(",", ""))
    last = Decimal(1).scaleb(written.as_tuple().exponent)
    assert abs(written - number.scaleb(scale.exponent)) <= last / 2
    assert scale.unit == unit.strip('"\\')


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ('G/通用格式"人"', 2500, "2500人"),
        ('"≥"G/通用格式"人";-G/通用格式"人"', -3, "-3人"),
        ("[DBNum1][$-804]G/通用格式", 1800, "一千八百"),
        ("[红色][<60]0;[蓝色]0", 59, "59"),
        ('[颜色10]0.00"万元"', 5, "5.00万元"),
        ('yyyy"年"m"月"d"日";@', 45657, "2024年12月31日"),
        ("[$-zh-CN]aaaa;@", 45657, "星期二"),
        ("[$-404]e/m/d", 45657, "113/12/31"),
        (
            "[DBNum2][$RMB]General;[Red][DBNum2][$RMB]General",
            Decimal("1234.5"),
            "壹仟贰佰叁拾肆元伍角整",
        ),
        ("0“个”", 5, "5“个”"),
        ("0⼈", 5, "5人"),  # 康熙部首，看起来就是“人”
        ("0.0M", 5, "5.0M"),  # 没有加引号的单位，不是月份
        ("0 years", 5, "5 years"),
        ('"合计："#,##0.00_ "元"', Decimal("1234.5"), "合计：1,234.50 元"),
        ('0"人";0"人";"—"', 0, "—"),
        ("general", 2500, "2500"),
        ("", 2500, ""),
    ],
)
def test_local_and_odd_codes(code: str, value: int | Decimal, shown: str) -> None:
    assert show_number(Decimal(value), code) == shown


@pytest.mark.parametrize(
    ("code", "value", "reading"),
    [
        ("#,##0.00_);(#,##0.00)", Decimal("-3.5"), "-3.50"),
        ('_(* #,##0_);_(* \\(#,##0\\);_(* "-"_)', Decimal(-1234), "-1,234"),
        ('[DBNum1]0"人"', Decimal(1800), "1800人"),
        ('[DBNum3]General"人"', Decimal(1800), "1800人"),
        ("[DBNum2][$RMB]General", Decimal(1800), "1800元"),
        ("[DBNum2][$RMB]General;[Red][DBNum2][$RMB]General", Decimal(-1800), "-1800元"),
        ('# ?/?"小时"', Decimal("2.5"), "2.5小时"),
        ("#,##0!.0,", Decimal(12345678), "1234.6"),
        ('0"人"', Decimal(-5), ""),
        ("0.00%", Decimal("0.95"), ""),
        ('0!.0,"万"', Decimal(25000), ""),
        ('"第"0"批"', Decimal(3), ""),
        ("0.00%;[Red]0.00%", Decimal("-0.03"), "-3.00%"),
        ("0;[Red]0", Decimal(-5), "-5"),
        ("0_ ;[Red]0 ", Decimal(-5), "-5"),
        ("0;[Red]0", Decimal("-0.001"), ""),
        ('"≥"0;[Red]"≥"0', Decimal(-5), "≥-5"),
        ("0;△0", Decimal(-5), "-5"),
        ('0;"减少"0', Decimal(-5), ""),
        ("0%%", Decimal("0.95"), "95%"),
        ('0"起";-0;"无"', Decimal(0), "0"),
        ('_(* #,##0_);_(* \\(#,##0\\);_(* "-"_)', Decimal(0), "0"),
        ("0;-0;;@", Decimal(0), ""),
        ('0"起"', Decimal(0), ""),
    ],
)
def test_numbers_easily_misread(code: str, value: Decimal, reading: str) -> None:
    assert read_number(value, code) == reading


_DAY = datetime(2024, 12, 31)


@pytest.mark.parametrize(
    "code",
    [
        *(
            "yyyymmdd",
            "yyyy/m/d",
            "yyyy-mm-dd",
            "yyyy.m.d",
            "m/d/yy",
            "m/d/yyyy",
            "d/m/yyyy",
            "dd-mm-yy",
        ),
        *("yy/m/d", "d-mmm-yy", "yymmdd", "yyyy/m/d aaaa", "[$-404]e/m/d", "bbbb/m/d", "m-d-yy"),
        *("yyyy/m/d h:mm", "yyyy/m/d h:mm AM/PM", 'yyyy"年"m"月"d"日"', 'yy"年"m"月"d"日"'),
        *(
            "[DBNum1]yyyy年m月d日",
            "[DBNum2]yyyy年m月d日",
            '"截至"yyyymmdd',
            'yyyy"年"mm"月"dd"日" dddd',
        ),
        *(
            "dddd, mmmm d, yyyy",
            "mmddyyyy",
            'mmdd"日"yyyy',
            '"≤"yyyymmdd"前"',
            "yyyy\\\\mm\\\\dd",
            "yyyy m d",
        ),
    ],
)
def test_a_whole_date_is_read_as_that_day(code: str) -> None:
    """不论怎样写，读出来总是那一天，不会是数，也不会月日颠倒。"""
    value = parse(read_date(_DAY, code) or show_date(_DAY, code))
    assert isinstance(value, Deadline), code
    assert (value.year, value.month, value.day) == (2024, 12, 31)


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        *[(code, (2024, 12, None)) for code in ("yyyymm", "yyyy-mm", "mmm-yy", "yyyy.m", "e年m月")],
        *[
            (code, (None, 12, 31))
            for code in ("mmdd", "m/d", "m-d", "m.d", "d-mmm", "d/m", "m月d日")
        ],
        *[(code, (2024, None, None)) for code in ("yyyy", "yy", "e", "yyyy年")],
        *[(code, (None, 12, None)) for code in ("m", "mm", "mmm", "mmmm")],
    ],
)
def test_part_of_a_date_is_read_as_that_part(code: str, parts: tuple[int | None, ...]) -> None:
    reading = read_date(_DAY, code) or show_date(_DAY, code)
    found = re.fullmatch(r"(?:(\d{4})[年./-]?)?(?:(\d+)月?)?(?:(\d+)日)?", reading)
    assert found is not None, reading
    assert tuple(int(part) if part else None for part in found.groups()) == parts


@pytest.mark.parametrize(
    ("code", "length", "number", "unit"),
    [
        ("[h]:mm", timedelta(hours=30), 30, "小时"),
        ("[h]:mm", timedelta(hours=30, minutes=15), 1815, "分钟"),
        ("[h]", timedelta(hours=30), 30, "小时"),
        ("[mm]", timedelta(minutes=90), 90, "分钟"),
        ("[ss]", timedelta(seconds=45), 45, "秒"),
        ('[h]"小时"', timedelta(hours=30), 30, "小时"),
        ('[h]"小时"mm"分"', timedelta(hours=30, minutes=15), 1815, "分钟"),
        ('"≤"[h]:mm', timedelta(hours=30), 30, "小时"),
    ],
)
def test_elapsed_time_is_read_as_a_length(
    code: str, length: timedelta, number: int, unit: str
) -> None:
    value = parse(read_date(length, code) or show_date(length, code))
    assert isinstance(value, Measured)
    assert (value.number, value.unit) == (number, unit)


@pytest.mark.parametrize("code", ["yyyy/m/d", "h:mm", "[h]:mm", 'yyyy"年"m"月"'])
@pytest.mark.parametrize(
    "value", [Decimal(-1), Decimal("-0.5"), Decimal(2958466), Decimal("1E+30")]
)
def test_dates_out_of_range_are_not_numbers(code: str, value: Decimal) -> None:
    kind, shown = number_or_date(value, code)
    assert (kind, shown) == (CellKind.ERROR, OVERFLOW)


def test_builtin_formats_of_chinese_excel() -> None:
    shown = {
        number: show_number(Decimal("45657.545"), code)
        for number, code in BUILTIN_FORMATS.items()
        if is_date_format(code)
    }
    assert shown[14] == "2024/12/31"
    assert shown[22] == "2024/12/31 13:04"
    assert (shown[15], shown[16], shown[17]) == ("31-Dec-24", "31-Dec", "Dec-24")
    assert (shown[18], shown[20], shown[30]) == ("1:04 PM", "13:04", "12-31-24")
    assert (shown[27], shown[31], shown[58]) == ("2024年12月", "2024年12月31日", "12月31日")
    assert (shown[33], shown[34]) == ("13时04分48秒", "下午1时04分")
    accounting = [show_number(Decimal(0), BUILTIN_FORMATS[number]) for number in (41, 42, 43, 44)]
    assert accounting == ["-", "¥ -", "-", "¥ -"] or accounting == ["-", "¥-", "-", "¥-"]
    assert show_number(Decimal(-3), BUILTIN_FORMATS[44]) == "¥-3.00"


@pytest.mark.parametrize(
    ("stored", "number"),
    [
        ("72.430000000000007", "72.43"),
        ("0.1", "0.1"),
        (0.1 + 0.2, "0.3"),
        (1e30, "1E+30"),
        ("1E+308", "1E+308"),
        ("12345678901234567890", "12345678901234600000"),
        ("-0", "0"),
    ],
)
def test_stored_numbers_have_fifteen_digits(stored: str | float, number: str) -> None:
    assert stored_number(stored) == Decimal(number)


@pytest.mark.parametrize(
    ("code", "serial", "shown"),
    [
        ("d h:mm", "1.25", "1 6:00"),
        ("dhh", "1.25", "106"),
        ("d.h", "1.25", "1.6"),
        ("h.mm", "0.26", "6.14"),
    ],
)
def test_several_parts_of_a_length_without_units_are_not_read_as_one(
    code: str, serial: str, shown: str
) -> None:
    """几天几小时不丢小时：读不准的不读，显示的照写。"""
    cell = Cell(1, 1, *number_or_date(Decimal(serial), code), code)
    assert cell.shown == shown
    assert isinstance(parse(cell.to_read or shown), Unreadable)


@pytest.mark.parametrize(
    ("code", "serial", "shown", "number", "unit"),
    [
        ('d"天"h"小时"', "1.25", "1天6小时", "30", "小时"),
        ('h"小时"m"分"', "0.25", "6小时0分", "360", "分钟"),
    ],
)
def test_several_parts_of_a_length_with_units_are_one_length(
    code: str, serial: str, shown: str, number: str, unit: str
) -> None:
    cell = Cell(1, 1, *number_or_date(Decimal(serial), code), code)
    value = parse(cell.to_read or shown)
    assert isinstance(value, Measured)
    assert (cell.shown, value.number, value.unit) == (shown, Decimal(number), unit)
