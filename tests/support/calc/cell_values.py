"""单元格内容在 Python 与 Calc 之间转换，写入时照 Excel 的办法认字。"""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from calc.formulas import ERRORS, to_calc

_EPOCH = dt.datetime(1899, 12, 30)
_DAY = dt.timedelta(days=1)
_ERROR_CODES = {
    502: "#NUM!",
    503: "#NUM!",
    519: "#VALUE!",
    521: "#NULL!",
    524: "#REF!",
    525: "#NAME?",
    532: "#DIV/0!",
    32767: "#N/A",
}
LOGICAL_FORMAT = "BOOLEAN"
_DATE_FORMAT = "yyyy/m/d"

_NUMBER = re.compile(r"([+-]?(?:\d+|\d{1,3}(?:,\d{3})+)?(?:\.\d*)?(?:[eE][+-]?\d+)?)(%?)")
_DATE = re.compile(r"(?:(\d{4})([-/年]))?(\d{1,2})(?:[-/月](\d{1,2})日?|月)")


@dataclass(frozen=True)
class CellError:
    """错误值。"""

    text: str

    @classmethod
    def of(cls, code: int) -> "CellError":
        """由 Calc 的错误编号得出。"""
        return cls(_ERROR_CODES.get(code, "#VALUE!"))


@dataclass(frozen=True)
class Entry:
    """要写进一格的内容。"""

    content: str | float
    is_formula: bool = False
    number_format: str | None = None

    def as_formula(self) -> str:
        """给 ``setFormulaArray`` 的写法：文字前加撇号，一字不动地存下。"""
        if isinstance(self.content, float):
            return repr(self.content)
        if self.is_formula or not self.content:
            return self.content
        return f"'{self.content}"


def entry(value: Any, is_text_cell: bool) -> Entry:
    """Excel 收到这个值会存成什么；``is_text_cell`` 是文本格式的格。"""
    if value is None:
        return Entry("")
    if isinstance(value, str):
        return _from_text(value, is_text_cell)
    if isinstance(value, bool):
        return Entry(float(value), number_format=LOGICAL_FORMAT)
    if isinstance(value, dt.datetime):
        code = f"{_DATE_FORMAT} h:mm" if value.time() != dt.time() else _DATE_FORMAT
        return Entry((value.replace(tzinfo=None) - _EPOCH) / _DAY, number_format=code)
    if isinstance(value, dt.date):
        return Entry(float((value - _EPOCH.date()).days), number_format=_DATE_FORMAT)
    return Entry(f"{value:.15g}") if is_text_cell else Entry(float(value))


def _from_text(text: str, is_text_cell: bool) -> Entry:
    if text.startswith("'"):
        return Entry(text[1:])
    if is_text_cell:
        return Entry(text)
    if text.startswith("=") and len(text) > 1:
        return Entry(to_calc(text), is_formula=True)
    stripped = text.strip()
    if stripped in ERRORS:
        return Entry(f"={stripped}", is_formula=True)
    if stripped.upper() in ("TRUE", "FALSE"):
        return Entry(float(stripped.upper() == "TRUE"), number_format=LOGICAL_FORMAT)
    return _number(stripped) or _date(stripped) or Entry(text)


def _number(text: str) -> Entry | None:
    match = _NUMBER.fullmatch(text)
    if match is None or not re.search(r"\d", match[1].partition("e")[0]):
        return None
    number = float(match[1].replace(",", ""))
    if match[2]:
        return Entry(number / 100, number_format="0.00%" if "." in match[1] else "0%")
    return Entry(number, number_format="#,##0" if "," in match[1] else None)


def _date(text: str) -> Entry | None:
    match = _DATE.fullmatch(text)
    if match is None or (match[1] is None and match[4] is None):
        return None
    try:
        date = dt.date(int(match[1] or dt.date.today().year), int(match[3]), int(match[4] or 1))
    except ValueError:
        return None
    return Entry(float((date - _EPOCH.date()).days), number_format=_DATE_FORMAT)


def as_datetime(serial: float) -> dt.datetime:
    """日期序列值换成日期时间。"""
    return _EPOCH + dt.timedelta(seconds=round(serial * 86400))
