"""格式代码 → 记号：一段里的数位、日期字母、文字，方括号里的条件、地区、中文数字。"""

from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import NamedTuple

from perfxl.grammar.exact_numbers import EXACT
from perfxl.grammar.patterns import Pattern


class Kind(StrEnum):
    """一个记号是什么。"""

    LITERAL = "literal"
    DIGIT = "digit"  # 0、#、? 各一位
    POINT = "point"
    COMMA = "comma"
    PERCENT = "percent"
    EXPONENT = "exponent"  # E+、E-
    SLASH = "slash"
    GENERAL = "general"
    TEXT = "text"  # @
    DATE = "date"  # yyyy、mm、d、aaaa、h、ss、e、b 各一串，小写
    ELAPSED = "elapsed"  # [h]、[mm]、[ss]
    HALF_DAY = "half-day"  # AM/PM、A/P、上午/下午
    SUBSECOND = "subsecond"  # 秒后的 .00


class Token(NamedTuple):
    """一个记号；``text`` 是要显示的字或代码本身。"""

    kind: Kind
    text: str


class Condition(NamedTuple):
    """``[>=10000]``：比较符号和数。"""

    operator: str
    limit: Decimal

    def holds(self, value: Decimal) -> bool:
        """这个数合不合条件。"""
        limit = self.limit
        return {
            "=": value == limit,
            "<>": value != limit,
            ">": value > limit,
            ">=": value >= limit,
            "<": value < limit,
            "<=": value <= limit,
        }[self.operator]


class RawSection(NamedTuple):
    """分号隔开的一段。``locale`` 是 ``[$-804]`` 里的 804；``numerals`` 是 DBNum 的号，没有为 0。"""

    tokens: tuple[Token, ...]
    condition: Condition | None = None
    locale: str = ""
    numerals: int = 0


# 引号里的字、\ 和 ! 后的字、_ 和 * 后的字、方括号、常规、上下午、指数、成串的日期字母、单字。
_TOKEN = Pattern(
    r'(?is)"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/通用格式)|(?P<half>AM/PM|A/P|上午/下午)|(?P<exponent>E[+-](?=[0#?]))"
    r"|(?P<date>y+|m+|d+|h+|s+|e+|b+|g+|aaaa?)|(?P<other>.)"
)
_CONDITION = Pattern(r"(?i)\s*(<=|>=|<>|=|<|>)\s*([+-]?[0-9.]+(?:E[+-]?[0-9]+)?)\s*")
_NUMERALS = Pattern(r"(?i)DBNum([1-4])")
_ELAPSED = Pattern(r"(?i)h+|m+|s+")
_SIGNS = {
    **dict.fromkeys("0#?", Kind.DIGIT),
    ".": Kind.POINT,
    ",": Kind.COMMA,
    "%": Kind.PERCENT,
    "/": Kind.SLASH,
    "@": Kind.TEXT,
}
# 系统的长日期、时间，显示随 Windows 的区域设置；这里取中文的。
_SYSTEM_FORMATS = {
    "F800": 'yyyy"年"m"月"d"日"',
    "X-SYSDATE": 'yyyy"年"m"月"d"日"',
    "F400": "h:mm:ss",
    "X-SYSTIME": "h:mm:ss",
}
_SYSTEM = Pattern(r"(?i)\[\$-(F800|F400|x-sysdate|x-systime)\][^;]*")


def tokenised(code: str) -> tuple[RawSection, ...]:
    """格式代码的各段；写坏的代码也分得出来，不抛错。

    >>> [[token.text for token in section.tokens] for section in tokenised('0!.0,"万";[红色]-0')]
    [['0', '.', '0', ',', '万'], ['-', '0']]
    >>> tokenised("[DBNum1][$-804][>=1E3]0")[0][1:]
    (Condition(operator='>=', limit=Decimal('1E+3')), '804', 1)
    """
    code = _SYSTEM.sub(lambda found: _SYSTEM_FORMATS[found[1].upper()], code)
    sections: list[RawSection] = []
    tokens: list[Token] = []
    marks = RawSection(())
    for found in _TOKEN.finditer(code):
        group, text = found.lastgroup, found[found.lastgroup or 0]
        if group == "bracket":
            marks = _bracket(text, tokens, marks)
        elif group == "other" and text == ";":
            sections.append(marks._replace(tokens=tuple(tokens)))
            tokens, marks = [], RawSection(())
        elif group != "fill":
            tokens.append(_token(group, text))
    return (*sections, marks._replace(tokens=tuple(tokens)))


def _token(group: str | None, text: str) -> Token:
    if group == "space":
        return Token(Kind.LITERAL, " ")
    if group == "general":
        return Token(Kind.GENERAL, text)
    if group == "half":
        return Token(Kind.HALF_DAY, text)
    if group == "exponent":
        return Token(Kind.EXPONENT, text.upper())
    if group == "date":
        return Token(Kind.DATE, text)
    if group == "other":
        return Token(_SIGNS.get(text, Kind.LITERAL), text)
    return Token(Kind.LITERAL, text)


def _bracket(text: str, tokens: list[Token], marks: RawSection) -> RawSection:
    """方括号：条件、地区、中文数字记在段上，货币符号和 [h] 是记号；颜色和不认得的不管。"""
    if text.startswith("$"):
        sign, _, locale = text[1:].partition("-")
        if sign:
            tokens.append(Token(Kind.LITERAL, sign))
        return marks._replace(locale=locale.partition(",")[0] or marks.locale)
    if numerals := _NUMERALS.fullmatch(text):
        return marks._replace(numerals=int(numerals[1]))
    if _ELAPSED.fullmatch(text):
        tokens.append(Token(Kind.ELAPSED, text.lower()))
        return marks
    if found := _CONDITION.fullmatch(text):
        try:
            limit = EXACT.create_decimal(found[2])
        except InvalidOperation:
            return marks
        return marks._replace(condition=Condition(found[1], limit))
    return marks
