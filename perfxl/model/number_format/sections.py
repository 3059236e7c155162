"""各段怎样选：数按正负或条件取一段，文字取文字段。"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from perfxl.grammar.visible_text import visible_text
from perfxl.model.number_format.builtin import GENERAL
from perfxl.model.number_format.tokens import Condition, Kind, RawSection, Token, tokenised

_DATE_KINDS = frozenset({Kind.DATE, Kind.ELAPSED, Kind.HALF_DAY})
_LONGEST = 1000
_ZERO = Decimal(0)
_GENERAL = RawSection((Token(Kind.GENERAL, "General"),))


class Shape(StrEnum):
    """一段写出来的是什么。"""

    NUMBER = "number"
    GENERAL = "general"
    DATE = "date"
    WORDS = "words"  # 只有文字


@dataclass(frozen=True, eq=False)
class Section:
    """一段，各记号已认定：``locale`` 如 ``804``，``numerals`` 是 DBNum 的号，没有为 0。

    同一个代码只读一次，所以按对象本身比（``eq=False``）：缓存里找得快。
    """

    tokens: tuple[Token, ...]
    shape: Shape
    locale: str = ""
    numerals: int = 0

    @property
    def elapsed(self) -> bool:
        """显示经过的时间（``[h]:mm``），不是日期。"""
        return any(token.kind is Kind.ELAPSED for token in self.tokens)

    @property
    def chinese(self) -> bool:
        """标着中文地区：月份、星期、上下午写中文。"""
        return _is_chinese(self.locale)

    @property
    def taiwanese(self) -> bool:
        """``[$-404]``：``e`` 是民国的年。"""
        return self.locale.lower() == "zh-tw" or self.locale.endswith("404")


@dataclass(frozen=True, eq=False)
class Branch:
    """数的一支：合条件时用 ``section``；``signed`` 是负数自己带负号，否则写绝对值。"""

    condition: Condition | None
    section: Section
    signed: bool


@dataclass(frozen=True, eq=False)
class Format:
    """一个格式代码：数的几支，文字的一段（没有时文字照写）。"""

    branches: tuple[Branch, ...]
    text: Section | None

    def branch(self, value: Decimal) -> Branch | None:
        """这个数用哪一支；各条件都不合（Excel 显示一串 #）为 ``None``。"""
        for branch in self.branches:
            if branch.condition is None or branch.condition.holds(value):
                return branch
        return None

    @property
    def has_dates(self) -> bool:
        """有一段是日期或时间。"""
        return any(branch.section.shape is Shape.DATE for branch in self.branches)


@lru_cache(maxsize=2048)
def parsed_format(code: str) -> Format:
    """读一个格式代码；写坏的也读得出，从不抛错。

    >>> first, second = parsed_format('[>=10000]0!.0,"万";0').branches
    >>> first.condition.operator, second.condition, second.signed
    ('>=', None, True)
    >>> [b.section.shape.value for b in parsed_format('yyyy"年"m"月";@').branches]
    ['date']
    """
    # Excel 的代码最长 255 字；长得没边的是损坏的文件，按常规。
    raw = tokenised(visible_text(code) if len(code) <= _LONGEST else GENERAL)[:4]
    text = _text_section(raw)
    numeric = [section for section in raw[:3] if section is not text]
    words = _settled(text) if text is not None else None
    if any(section.condition for section in numeric):
        return Format(_conditional(numeric, ends=text is not None and len(raw) > 2), words)
    return Format(_by_sign(numeric or [_GENERAL]), words)


def _text_section(raw: tuple[RawSection, ...]) -> RawSection | None:
    """第四段；不满四段时是写着 @ 的最后一段。"""
    if len(raw) == 4:
        return raw[3]
    marked = [s for s in raw if any(token.kind is Kind.TEXT for token in s.tokens)]
    return marked[-1] if marked else None


def _by_sign(raw: list[RawSection]) -> tuple[Branch, ...]:
    sections = [_settled(section) for section in raw]
    if len(sections) == 1:
        return (Branch(None, sections[0], signed=True),)
    below = Branch(Condition("<", _ZERO), sections[1], signed=False)
    if len(sections) == 2:
        return below, Branch(None, sections[0], signed=True)
    above = Branch(Condition(">", _ZERO), sections[0], signed=True)
    return above, below, Branch(None, sections[2], signed=True)


def _conditional(raw: list[RawSection], *, ends: bool) -> tuple[Branch, ...]:
    """有条件的各支。没写条件的：头一段当 ``[>0]``，三段的第二段当 ``[<0]``，末一段收其余的。

    只有一段，或条件段后面就是文字段的，其余按常规；都不收的数没有一支。
    """
    if len(raw) == 1 or (ends and raw[-1].condition):
        raw = [*raw, _GENERAL]
    first = raw[0].condition or Condition(">", _ZERO)
    conditions = [first, *(section.condition for section in raw[1:])]
    if len(raw) == 3:
        conditions[1] = conditions[1] or Condition("<", _ZERO)
    branches = []
    for section, condition in zip(raw, conditions, strict=True):
        if condition is not None:
            signed = not _only_negative(condition)
        else:
            signed = len(raw) > 2 or _leaves_negative(first)
        branches.append(Branch(condition, _settled(section), signed))
    return tuple(branches)


def _only_negative(condition: Condition) -> bool:
    """合条件的只有负数：这一段自己写了负号，Excel 不再加。"""
    operator, limit = condition
    return (limit < 0 and operator in ("<", "<=", "=")) or (limit == 0 and operator == "<")


def _leaves_negative(first: Condition) -> bool:
    """两段、后一段没写条件时，剩给它的数带不带负号，照 Excel 看头一段的条件。"""
    return first.operator == "=" or (first.limit >= 0 and first.operator in (">", ">="))


def _settled(raw: RawSection) -> Section:
    """认定一段是数、日期还是文字；Excel 不许混写，混写的按数，日期字母当文字。"""
    tokens = _with_subseconds(raw.tokens)
    kinds = {token.kind for token in tokens}
    if Kind.GENERAL in kinds:
        shape, known = Shape.GENERAL, frozenset({Kind.GENERAL, Kind.LITERAL, Kind.TEXT})
    elif kinds & _DATE_KINDS and Kind.DIGIT not in kinds:
        shape = Shape.DATE
        known = _DATE_KINDS | {Kind.SUBSECOND, Kind.LITERAL}
    elif Kind.DIGIT in kinds:
        tokens = raw.tokens
        shape, known = Shape.NUMBER, frozenset(Kind) - _DATE_KINDS
    else:
        shape, known = Shape.WORDS, frozenset({Kind.LITERAL, Kind.TEXT})
    settled = tuple(
        token._replace(text=token.text.lower())
        if token.kind is Kind.DATE and token.kind in known
        else token
        if token.kind in known
        else Token(Kind.LITERAL, token.text)
        for token in tokens
    )
    return Section(settled, shape, raw.locale, raw.numerals)


def _with_subseconds(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """日期字母后面的 ``.00`` 合成一个记号，最多三位。"""
    joined: list[Token] = []
    dated = False
    for before, token in pairwise((Token(Kind.LITERAL, ""), *tokens)):
        dated = dated or token.kind in _DATE_KINDS
        last = joined[-1] if joined else before
        if dated and token == Token(Kind.DIGIT, "0"):
            if before.kind is Kind.POINT:
                joined[-1] = Token(Kind.SUBSECOND, ".0")
                continue
            if last.kind is Kind.SUBSECOND and before.kind is Kind.DIGIT and len(last.text) < 4:
                joined[-1] = Token(Kind.SUBSECOND, last.text + "0")
                continue
        joined.append(token)
    return tuple(joined)


def _is_chinese(locale: str) -> bool:
    """``804``、``30804``、``zh-CN``、``x-…`` 之外的。台湾、香港、澳门、新加坡也是中文。"""
    if locale.lower().startswith("zh"):
        return True
    try:
        return int(locale, 16) & 0x3FF == 0x04
    except ValueError:
        return False
