"""一个文档的数字格式：编号、Excel 写法的代码、类别。"""

import re
from typing import Any

from calc.bridge import constant, struct

_DATE = constant("util.NumberFormat.DATE")
_TIME = constant("util.NumberFormat.TIME")
_LOGICAL = constant("util.NumberFormat.LOGICAL")
_TEXT = constant("util.NumberFormat.TEXT")
_ENGLISH = struct("lang.Locale", "en", "US", "")
_LOCALE_PREFIX = re.compile(r"\[\$-[0-9A-Fa-f]+\]")
# 引号里的字、反斜线后的字、AM/PM 不是日期代码。
_DATE_CODE = re.compile(r'"[^"]*"|\\.|AM/PM|A/P|[YMDHSE]+')
_COLOUR = re.compile(r"\[(BLACK|BLUE|CYAN|GREEN|MAGENTA|RED|WHITE|YELLOW|COLOR\d+)\]")


class NumberFormats:
    """按编号查代码和类别，查过的记下。"""

    GENERAL = 0

    def __init__(self, document: Any) -> None:
        self._document = document
        self._known: dict[int, tuple[str, int]] = {}

    def _look_up(self, key: int) -> tuple[str, int]:
        if key not in self._known:
            found = self._document.NumberFormats.getByKey(key)
            self._known[key] = (found.FormatString, found.Type)
        return self._known[key]

    def code(self, key: int) -> str:
        """Excel 写法的代码；逻辑值在 Excel 里没有专门的格式。"""
        code, kind = self._look_up(key)
        if kind & _LOGICAL:
            return "General"
        code = _COLOUR.sub(lambda match: match[0].title(), _LOCALE_PREFIX.sub("", code))
        if kind & (_DATE | _TIME):
            return _DATE_CODE.sub(
                lambda match: match[0] if match[0][0] in '"\\A' else match[0].lower(), code
            )
        return code

    def is_date(self, key: int) -> bool:
        """含年月日；只有时刻的不算，Excel 也把它当数给出。"""
        return bool(self._look_up(key)[1] & _DATE)

    def is_logical(self, key: int) -> bool:
        """Calc 的逻辑值是带这种格式的数。"""
        return bool(self._look_up(key)[1] & _LOGICAL)

    def is_text(self, key: int) -> bool:
        """文本格式 ``@``。"""
        return bool(self._look_up(key)[1] & _TEXT)

    def key(self, code: str) -> int:
        """代码的编号，没有就添加。"""
        formats = self._document.NumberFormats
        found = formats.queryKey(code, _ENGLISH, False)
        if found == -1:
            found = formats.addNewConverted(code, _ENGLISH, self._document.CharLocale)
        return int(found)
