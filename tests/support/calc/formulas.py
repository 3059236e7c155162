"""公式在 Excel 与 Calc 两种写法之间转换：参数分隔符、数组常量、工作表引用、逻辑值。

Calc（UNO 接口）写作 ``=IF($'表 1'.A1>1;FALSE();SUM({1;2|3;4}))``，
Excel 写作 ``=IF('表 1'!A1>1,FALSE,SUM({1,2;3,4}))``。不管函数名，也不管联合引用。
"""

import re
from collections.abc import Mapping

ERRORS = ("#N/A", "#DIV/0!", "#REF!", "#NAME?", "#VALUE!", "#NUM!", "#NULL!")
_KEPT = '"(?:[^"]|"")*"|' + "|".join(map(re.escape, ERRORS))
_QUOTED = "'(?:[^']|'')+'"
_EXCEL_TOKEN = re.compile(
    rf"(?P<kept>{_KEPT})|(?P<logical>\b(?:TRUE|FALSE)\b)(?:\(\))?|(?P<sheet>{_QUOTED}|[^\W\d][\w.]*)!|(?P<mark>[{{}},;])"
)
_CALC_TOKEN = re.compile(
    rf"(?P<kept>{_KEPT})|(?P<logical>\b(?:TRUE|FALSE))\(\)"
    rf"|(?:\$?(?P<quoted>{_QUOTED})|\$(?P<plain>[^\W\d]\w*))\.|(?P<mark>[{{}}|;])"
)


def to_calc(formula: str) -> str:
    """Excel 写法换成 Calc 写法。"""
    return _convert(
        formula,
        _EXCEL_TOKEN,
        sheet="${}.",
        logical="{}()",
        inside={",": ";", ";": "|"},
        outside={",": ";"},
    )


def to_excel(formula: str) -> str:
    """Calc 写法换成 Excel 写法。"""
    return _convert(
        formula,
        _CALC_TOKEN,
        sheet="{}!",
        logical="{}",
        inside={";": ",", "|": ";"},
        outside={";": ","},
    )


def _convert(
    formula: str,
    token: re.Pattern[str],
    *,
    sheet: str,
    logical: str,
    inside: Mapping[str, str],
    outside: Mapping[str, str],
) -> str:
    in_array = False

    def replaced(match: re.Match[str]) -> str:
        nonlocal in_array
        groups = match.groupdict()
        if groups["kept"]:
            return match[0]
        if groups["logical"]:
            return match[0] if in_array else logical.format(groups["logical"])
        if mark := groups["mark"]:
            if mark in "{}":
                in_array = mark == "{"
            return (inside if in_array else outside).get(mark, mark)
        return sheet.format(groups.get("sheet") or groups.get("quoted") or groups.get("plain"))

    return token.sub(replaced, formula)
