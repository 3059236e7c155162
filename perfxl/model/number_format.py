"""数字格式：把存的值变成人看到的文字（ECMA-376 第 1 部分 18.8.30、18.8.31 的格式代码）。"""

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple

GENERAL = "General"
# Excel 只存 15 位有效数字；多出来的是二进制小数的尾巴。
FIFTEEN_DIGITS = Context(prec=15)
_PERCENT = re.compile(r"(-?\d+(?:\.\d+)?)%")

# 内置格式号；27–36、50–58 取简体中文版 Excel 的写法。
BUILTIN_FORMATS: dict[int, str] = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    34: 'h"时"mm"分"',
    35: 'h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: "#,##0",
    42: '"¥"#,##0',
    43: "#,##0.00",
    44: '"¥"#,##0.00',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    55: 'h"时"mm"分"',
    56: 'h"时"mm"分"ss"秒"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}

# 引号里的字、\\ 后的字、_ 和 * 后的字、方括号、上下午、年月日时分秒、数字位、其余单字。
_TOKEN = re.compile(
    r'"([^"]*)"?|\\(.)|_(.)|\*(.)|\[([^\]]*)\]|(AM/PM|A/P|上午/下午)'
    r"|([yYmMdDhHsS]+)|([#0?.,]+)|(E[+-])|(%)|(.)",
    re.DOTALL,
)
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)


class _Token(NamedTuple):
    kind: str  # literal | date | digits | percent | exponent | ampm
    text: str


@lru_cache(maxsize=512)
def _sections(number_format: str) -> tuple[tuple[_Token, ...], ...]:
    sections: list[tuple[_Token, ...]] = []
    tokens: list[_Token] = []
    for match in _TOKEN.finditer(number_format):
        quoted, escaped, padded, _, bracket, ampm, date, digits, exponent, percent, other = (
            match.groups()
        )
        if quoted is not None:
            tokens.append(_Token("literal", quoted))
        elif escaped is not None:
            tokens.append(_Token("literal", escaped))
        elif padded is not None:
            tokens.append(_Token("literal", " "))
        elif bracket is not None:
            if bracket.startswith("$"):
                tokens.append(_Token("literal", bracket[1:].partition("-")[0]))
            elif _ELAPSED.fullmatch(bracket):
                tokens.append(_Token("date", bracket.lower()))
        elif ampm is not None:
            tokens.append(_Token("ampm", ampm))
        elif date is not None:
            tokens.append(_Token("date", date.lower()))
        elif digits is not None:
            tokens.append(_Token("digits", digits))
        elif exponent is not None:
            tokens.append(_Token("exponent", exponent))
        elif percent is not None:
            tokens.append(_Token("percent", "%"))
        elif other == ";":
            sections.append(tuple(tokens))
            tokens = []
        elif other is not None:
            tokens.append(_Token("literal", other))
    sections.append(tuple(tokens))
    return tuple(sections)


@lru_cache(maxsize=512)
def is_date_format(number_format: str) -> bool:
    """格式代码表示日期或时间。

    >>> [is_date_format(f) for f in ("yyyy/m/d", "0.00", '#,##0"元"', "General", '0"years"')]
    [True, False, False, False, False]
    """
    if number_format == GENERAL or number_format == "@":
        return False
    return any(token.kind == "date" for token in _sections(number_format)[0])


@lru_cache(maxsize=8192)
def show_number(value: Decimal, number_format: str = GENERAL) -> str:
    """按格式写出一个数。看不懂的格式（分数、科学计数）按常规写，不猜。

    >>> show_number(Decimal("0.95"), "0%"), show_number(Decimal("62.825"), "0.00")
    ('95%', '62.83')
    >>> show_number(Decimal("300000"), "#,##0.##"), show_number(Decimal("12345"), '0!.0,"万"')
    ('300,000.', '1.2万')
    >>> show_number(Decimal("-3.5"), "#,##0.00;(#,##0.00)"), show_number(Decimal(0), '0;-0;"-"')
    ('(3.50)', '-')
    """
    if number_format == GENERAL or number_format == "@":
        return _plain(value)
    sections = _sections(number_format.replace("!", "\\"))
    section, magnitude = _choose_section(sections, value)
    kinds = [token.kind for token in section]
    if "exponent" in kinds or "date" in kinds or any(t.text == "/" for t in section):
        return _plain(value)
    if not any(kind == "digits" for kind in kinds):
        text = "".join(token.text for token in section)
        if text.strip().lower() == "general":
            return _plain(value)
        return text.strip() or text
    return _fill_digits(section, magnitude).strip()


def _choose_section(
    sections: tuple[tuple[_Token, ...], ...], value: Decimal
) -> tuple[tuple[_Token, ...], Decimal]:
    if value < 0 and len(sections) > 1:
        return sections[1], -value
    if value == 0 and len(sections) > 2:
        return sections[2], value
    return sections[0], value


def _fill_digits(section: tuple[_Token, ...], value: Decimal) -> str:
    pattern = "".join(token.text for token in section if token.kind == "digits")
    whole, _, fraction = pattern.partition(".")
    scale = (
        len(whole) - len(whole.rstrip(","))
        if "." in pattern
        else (len(pattern) - len(pattern.rstrip(",")))
    )
    if "." in pattern:
        scale += len(fraction) - len(fraction.rstrip(","))
        fraction = fraction.rstrip(",")
    grouped = "," in whole.rstrip(",").strip(",")
    whole = whole.replace(",", "")
    percents = sum(token.kind == "percent" for token in section)
    value = value.scaleb(2 * percents - 3 * scale)
    places = len(fraction)
    try:
        rounded = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    except InvalidOperation:
        return _plain(value)
    sign = "-" if rounded < 0 else ""
    digits, _, decimals = format(abs(rounded), "f").partition(".")
    least = whole.count("0")
    digits = digits.lstrip("0").rjust(least, "0") if least else digits.lstrip("0")
    if grouped and digits:
        digits = f"{int(digits):,}".rjust(least, "0")
    keep = fraction.rfind("0") + 1
    decimals = decimals[:keep] + decimals[keep:].rstrip("0")
    number_parts = [digits, decimals] if "." in pattern else [digits]
    return sign + _weave(section, number_parts)


def _weave(section: tuple[_Token, ...], parts: list[str]) -> str:
    """把整数与小数放回格式里数字所在的位置，中间的文字（如 ``0!.0``）照样保留。"""
    groups = [index for index, token in enumerate(section) if token.kind == "digits"]
    shown: list[str] = []
    number = ".".join(parts)
    for index, token in enumerate(section):
        if token.kind != "digits":
            shown.append(token.text)
        elif index == groups[0] and len(groups) == 1:
            shown.append(number)
        elif index == groups[-1]:
            tail = len([sign for sign in token.text if sign in "0#?"])
            shown.append(number[len(number) - tail :] if tail else "")
        elif index == groups[0]:
            tails = sum(
                len([sign for sign in section[later].text if sign in "0#?"]) for later in groups[1:]
            )
            shown.append(number[: len(number) - tails] or "0")
        else:
            shown.append("")
    return "".join(shown)


def _plain(value: Decimal) -> str:
    """常规格式：去掉多余的零，不用科学计数。"""
    if value == value.to_integral_value() and abs(value) < Decimal(10) ** 20:
        return str(int(value))
    return format(value.normalize(), "f")


def show_datetime(value: datetime, number_format: str) -> str:
    """按格式写出日期时间。

    >>> show_datetime(datetime(2024, 12, 31), 'yyyy"年"m"月"d"日"')
    '2024年12月31日'
    >>> show_datetime(datetime(2024, 12, 1, 9, 5), "yyyy/m/d h:mm")
    '2024/12/1 9:05'
    >>> show_datetime(datetime(2024, 12, 31), "m/d/yy")
    '2024/12/31'
    """
    section = _sections(number_format)[0]
    letters = "".join(token.text[0] for token in section if token.kind == "date")
    if "y" in letters and letters[0] in "md":
        # 月日年、日月年的次序容易认错，一律写成年月日。
        section = _sections("yyyy/m/d h:mm" if "h" in letters else "yyyy/m/d")[0]
    twelve = any(token.kind == "ampm" for token in section)
    shown: list[str] = []
    after_hour = False
    for position, token in enumerate(section):
        if token.kind != "date":
            ampm = ("上午" if value.hour < 12 else "下午") if token.kind == "ampm" else None
            shown.append(ampm or token.text)
            continue
        code = token.text
        before_second = any(
            later.kind == "date" and later.text[0] == "s" for later in section[position + 1 :][:2]
        )
        if code[0] == "m" and (after_hour or before_second):
            shown.append(str(value.minute).rjust(min(len(code), 2), "0"))
        else:
            shown.append(_date_part(value, code, twelve))
        after_hour = code[0] == "h"
    return "".join(shown).strip()


def _date_part(value: datetime, code: str, twelve: bool) -> str:
    letter, width = code[0], min(len(code), 2)
    if letter == "y":
        return f"{value.year:04d}" if len(code) > 2 else f"{value.year % 100:02d}"
    if letter == "m":
        return f"{value.month}月" if len(code) > 2 else str(value.month).rjust(width, "0")
    if letter == "d":
        if len(code) > 2:
            return "星期" + "一二三四五六日"[value.weekday()]
        return str(value.day).rjust(width, "0")
    if letter == "h":
        hour = (value.hour % 12 or 12) if twelve else value.hour
        return str(hour).rjust(width, "0")
    return str(value.second).rjust(width, "0")


def datetime_of_serial(serial: Decimal, *, since_1904: bool = False) -> datetime | None:
    """Excel 日期序列号 → 日期时间；越界时为 ``None``。

    1900 系统把不存在的 1900-02-29 算作第 60 天，故 60 以前多减一天。

    >>> datetime_of_serial(Decimal(45657))
    datetime.datetime(2024, 12, 31, 0, 0)
    """
    if since_1904:
        start = datetime(1904, 1, 1)
    else:
        start = datetime(1899, 12, 30) if serial >= 60 else datetime(1899, 12, 31)
    try:
        return start + timedelta(seconds=round(float(serial) * 86400))
    except (OverflowError, ValueError):
        return None


def percent_as_number(text: str) -> Decimal | None:
    """写着百分号的字换成百分比格式的格里存的数；别的字为 ``None``。

    >>> percent_as_number("62.83%"), percent_as_number("62.83")
    (Decimal('0.6283'), None)
    """
    found = _PERCENT.fullmatch(text)
    return Decimal(found[1]) / 100 if found else None
