"""一格里写着的年月日：写全了的，留着空没有填的。"""

from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern

_PART_OF_DATE = r"\s*(\d{1,4}|[_×xX*]*)\s*"
DATE = Pattern(rf"{_PART_OF_DATE}年{_PART_OF_DATE}月(?:{_PART_OF_DATE}日)?")
_WHOLE_DATE = Pattern(r"(?:19|20)\d\d(?:年\d{1,2}月(?:\d{1,2}日)?|([-/.])\d{1,2}\1\d{1,2})")


def is_whole_date(text: str) -> bool:
    """整格就是一个年月日。"""
    return _WHOLE_DATE.fullmatch(compact(text)) is not None


def is_empty_date(text: str) -> bool:
    """表样里留着填年月日的空：``年  月  日``、``2025年  月  日``，缺一样就是没有填。"""
    date = DATE.fullmatch(text.strip())
    return date is not None and not all(part is None or part.isdigit() for part in date.groups())
