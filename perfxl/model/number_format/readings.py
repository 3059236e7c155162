"""显示的字容易认错时，读的时候当作什么字：202412 是 2024年12月，(3.50) 是 -3.50，一千八百 是 1800。

人看得懂格式，读指标值的语法只看字；这里把格式知道的写明白。显示的字本来就清楚的没有另外的读法。
"""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from perfxl.grammar.patterns import Pattern
from perfxl.grammar.words import BLANK
from perfxl.model.number_format.builtin import GENERAL
from perfxl.model.number_format.dates import Moment, date_pieces, minute_places, moment_for
from perfxl.model.number_format.digits import layout_of, without_groups
from perfxl.model.number_format.fractions import fraction_parts
from perfxl.model.number_format.sections import Branch, Section, Shape, parsed_format
from perfxl.model.number_format.shown import date_section, show_number, write_number
from perfxl.model.number_format.tokens import Kind, Token

_UNITS = {"y": "年", "m": "月", "d": "日", "h": "时", "n": "分", "s": "秒"}
_UNIT_WORDS = ("年", "月", "日", "号", "天", "小时", "时", "分钟", "分", "秒钟", "秒")
_SIGN_APART = Pattern(r"^-\s+")
_TRIANGLES = tuple("△▽▲▼")
_NEGATIVE = Pattern(r"[-－−—–()（）〔〕负减降亏跌缩退欠↓]|(?<![不至])[少低]")
_SIGN_BEFORE_OPERATOR = Pattern(r"^-([≥≤><=]+)")
_YEARS = str.maketrans("eb", "yy")
# 日期一段的骨架：日期记号换成私用区的字，文字照写。
_MARKS = {role: chr(0xE000 + place) for place, role in enumerate("ymdhnsew")}
_Y, _M, _D, _H, _N, _S, _E, _W = _MARKS.values()
_WORDS = f"[^{_Y}-{_W}]*"
_CLEAR = Pattern(
    rf"(?s){_WORDS}(?:(?=[{_Y}{_M}{_D}])(?:{_Y}年\s*)?(?:{_M}月\s*)?(?:{_D}[日号])?"
    rf"|{_Y}([-/.]){_M}\1{_D}(?: {_H}:{_N}(?::{_S})?)?|{_Y}[-/]{_M}|{_E}\s*(?:小时|分钟|秒)){_WORDS}"
)


@lru_cache(maxsize=8192)
def read_number(value: Decimal, number_format: str) -> str:
    """显示的数读的时候当作什么字；本来清楚的为 ``""``。

    >>> read_number(Decimal("-3.5"), "#,##0.00_);(#,##0.00)"), read_number(Decimal(5), "0.00")
    ('-3.50', '')
    >>> read_number(Decimal(1800), '[DBNum2]General"人"'), read_number(Decimal("2.5"), '# ?/?"倍"')
    ('1800人', '2.5倍')
    >>> read_number(Decimal(0), '0"起";-0;"无"')
    '0'
    """
    if number_format in (GENERAL, "@"):
        return ""
    if not value:
        shown = show_number(value, number_format).strip()
        return "0" if shown and BLANK.fullmatch(shown) else ""
    branch = parsed_format(number_format).branch(value)
    if branch is None or branch.section.shape in (Shape.DATE, Shape.WORDS):
        return ""
    plain = _plainly(branch, negative=value < 0)
    if plain is branch:
        return ""
    said = _SIGN_APART.sub("-", write_number(plain, value).strip())
    said = _SIGN_BEFORE_OPERATOR.sub(r"\1-", said)
    return "" if said == show_number(value, number_format) else said


@lru_cache(maxsize=1024)
def _plainly(branch: Branch, *, negative: bool) -> Branch:
    """同一段的明白写法：阿拉伯数字，不用分数，负数写负号，文字隔开的数位不写千分位；本来明白的是它自己。"""
    section = branch.section
    tokens = _plain_tokens(section)
    signed = branch.signed or _is_capital_money(section)
    if negative and not signed and _has_no_sign(section):
        signed, tokens = True, tuple(t for t in tokens if t.text not in _TRIANGLES)
    if negative and not signed and _in_parentheses(tokens):
        signed = True
        tokens = tuple(
            token for token in tokens if token.kind is not Kind.LITERAL or token.text not in "()"
        )
    if tokens is section.tokens and not section.numerals and signed == branch.signed:
        return branch
    general = any(token.kind is Kind.GENERAL for token in tokens)
    shape = Shape.GENERAL if general else section.shape
    return Branch(
        branch.condition, replace(section, tokens=tokens, shape=shape, numerals=0), signed
    )


def _has_no_sign(section: Section) -> bool:
    """负数的一段只用颜色或三角分出来（``0;[Red]0``），没有写负号、括号，也没有说减少的字。"""
    words = "".join(token.text for token in section.tokens if token.kind is Kind.LITERAL)
    return _NEGATIVE.search(words) is None


def _is_capital_money(section: Section) -> bool:
    return section.numerals > 0 and any(token.text == "RMB" for token in section.tokens)


def _plain_tokens(section: Section) -> tuple[Token, ...]:
    tokens = section.tokens
    if _is_capital_money(section):
        return Token(Kind.GENERAL, ""), Token(Kind.LITERAL, "元")
    if section.shape is not Shape.NUMBER:
        return tokens
    if (parts := fraction_parts(section)) is not None:
        first, last = (*parts.whole, *parts.above)[0], parts.below[-1]
        return (*tokens[:first], Token(Kind.GENERAL, ""), *tokens[last + 1 :])
    if any(token.kind is Kind.PERCENT for token in tokens):
        tokens = _one_percent(tokens)
    return without_groups(tokens) if _broken_groups(section) else tokens


def _one_percent(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """格式里的百分号只算一个：``0%%`` 把 0.95 显示成 9500%%，说的是 95%。"""
    signs = [index for index, token in enumerate(tokens) if token.text in ("%", "％")]
    first = next(index for index in signs if tokens[index].kind is Kind.PERCENT)
    extra = {index for index in signs if index != first}
    if not extra or any("\n" in token.text for token in tokens):
        return tokens
    return tuple(token for index, token in enumerate(tokens) if index not in extra)


def _broken_groups(section: Section) -> bool:
    """有千分位，数位中间又夹着字（``#,##0!.0,`` 写出 12,34.6）。"""
    layout = layout_of(section)
    whole = layout.whole
    return layout.grouped and any(
        layout.shown[i].kind is Kind.LITERAL and layout.shown[i].text.strip()
        for i in range(whole[0], whole[-1])
    )


def _in_parentheses(tokens: tuple[Token, ...]) -> bool:
    """数写在括号里：会计的负数。"""
    words = [token.text if token.kind is Kind.LITERAL else "0" for token in tokens]
    return "(" in words and ")" in words and words.index("(") < words.index(")")


@lru_cache(maxsize=1024)
def _roles(section: Section) -> dict[int, str]:
    """各日期记号是什么：y、m、d、h、n 分、s；星期、上下午是 w。"""
    minutes = minute_places(section.tokens)
    roles: dict[int, str] = {}
    for index, (kind, code) in enumerate(section.tokens):
        if kind is Kind.HALF_DAY or (kind is Kind.DATE and (code[0] in "ag" or code[:3] == "ddd")):
            roles[index] = "w"
        elif kind is Kind.DATE:
            roles[index] = "n" if index in minutes else code[0].translate(_YEARS)
        elif kind is Kind.ELAPSED:
            roles[index] = code[0].replace("m", "n")
    return roles


@lru_cache(maxsize=1024)
def _is_clear(section: Section) -> bool:
    """照字就读得对：各部分后面写着年月日，或年在前、用同一个符号隔开。"""
    roles = _roles(section)
    skeleton = "".join(
        _mark(section, token, roles[index]) if index in roles else token.text
        for index, token in enumerate(section.tokens)
    )
    return not section.numerals and _CLEAR.fullmatch(skeleton) is not None


def _mark(section: Section, token: Token, role: str) -> str:
    """日期记号在骨架里的标记；两位的年、英文的月、民国和佛历的年，照字读不对。"""
    kind, code = token
    unusual = code in ("y", "yy") or code[0] == "b" or (code[0] == "m" and len(code) > 2)
    if kind is Kind.ELAPSED:
        return _MARKS["e"]
    return _MARKS["w" if unusual or (code[0] == "e" and section.taiwanese) else role]


def read_date(value: datetime | timedelta, number_format: str) -> str:
    """显示的日期时间读的时候当作什么字；本来清楚的为 ``""``。

    >>> read_date(datetime(2024, 12, 31), "m/d/yy"), read_date(datetime(2024, 12, 1), '"≤"yyyymm"前"')
    ('2024年12月31日', '≤2024年12月前')
    >>> read_date(datetime(2024, 12, 31), "yyyy-m-d"), read_date(datetime(2024, 12, 31), 'm"月"d"日"')
    ('', '')
    >>> read_date(timedelta(hours=30), "[h]:mm"), read_date(datetime(2024, 12, 31), "mmm-yy")
    ('30小时', '2024年12月')
    """
    section = date_section(value, number_format)
    roles = _roles(section)
    if not roles or _is_clear(section):
        return ""
    moment = moment_for(section, value)
    pieces = date_pieces(section, moment)
    said = _spelt_out(section, moment, pieces, roles)
    if not said:
        return ""
    first, last = min(roles), max(roles)
    after = "".join(pieces[last + 1 :]).lstrip()
    word = next((word for word in _UNIT_WORDS if after.startswith(word)), "")
    return "".join(pieces[:first]).lstrip() + said + after.removeprefix(word).rstrip()


def _spelt_out(section: Section, moment: Moment, pieces: list[str], roles: dict[int, str]) -> str:
    """明白的写法：有年月日的写年月日，经过的时间写成一个数，连写的时刻加上时分秒。"""
    if section.elapsed and moment.seconds % 1 == 0:
        seconds = moment.days * 86_400 + int(moment.seconds)
        for size, word in ((3600, "小时"), (60, "分钟"), (1, "秒")):
            if seconds % size == 0:
                return f"{seconds // size}{word}"
    dated = [role for role in "ymd" if role in roles.values()]
    values = {"y": moment.year, "m": moment.month, "d": moment.day}
    spelt = [pieces[index] + _UNITS.get(role, "") for index, role in roles.items()]
    if dated == ["d"] and not {"h", "n", "s"}.isdisjoint(roles.values()):
        # 几天几小时：只读天数就丢了小时，不读成一个数。
        return "" if _units_follow(pieces, roles) else "".join(spelt)
    if dated:
        return "".join(f"{values[role]}{_UNITS[role]}" for role in dated)
    if "".join(pieces).strip().replace(".", "").isdigit():
        return "".join(spelt)
    return ""


def _units_follow(pieces: list[str], roles: dict[int, str]) -> bool:
    """每一部分后面都写着单位：1天6小时。"""
    return all("".join(pieces[index + 1 :]).lstrip().startswith(_UNIT_WORDS) for index in roles)
