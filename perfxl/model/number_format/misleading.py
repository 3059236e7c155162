"""格式让人看到的和存的对不上：整格藏起来的，小数点放错位的，缩小的倍数与写的单位不合的，数写在格式里的。"""

from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from perfxl.grammar.patterns import Pattern
from perfxl.model.number_format.builtin import GENERAL
from perfxl.model.number_format.digits import layout_of
from perfxl.model.number_format.scale import scale_of_unit, section_scale
from perfxl.model.number_format.sections import Section, Shape, parsed_format
from perfxl.model.number_format.shown import show_date, show_number, show_text, write_number
from perfxl.model.number_format.tokens import Kind

_WHOLE = Pattern("[0-9][0-9,]*")
_ONE = Decimal(1)

Stored = str | Decimal | datetime | timedelta


@lru_cache(maxsize=1024)
def may_mislead(number_format: str) -> bool:
    """这个格式会不会让人看错；绝大多数不会，不必逐格算。

    >>> [may_mislead(code) for code in (";;;", "0.00", "General", '0!.00,"万元"', '0;-0;;@')]
    [True, False, False, True, True]
    >>> [may_mislead(code) for code in ('0.00,"万元"', '0.00"万元"', '0!.0,"万"', '0.00,"千元"')]
    [True, False, False, False]
    """
    if number_format in (GENERAL, "@"):
        return False
    form = parsed_format(number_format)
    sections = [branch.section for branch in form.branches]
    texts = [form.text] if form.text else []
    return any(
        _is_blank(section) or _is_missized(section) or _writes_digits(section)
        for section in (*sections, *texts)
    )


def writes_digits(value: Stored, number_format: str) -> bool:
    """这个数用的一段里写着数：不管存的是多少都显示 120人，或在后面添上一个 0。

    >>> [writes_digits(Decimal(80), code) for code in ('"120人"', '0"0人"', '0"人"', '"第"0"期"', '0.0"0"')]
    [True, True, False, False, True]
    """
    branch = parsed_format(number_format).branch(value) if isinstance(value, Decimal) else None
    return branch is not None and _writes_digits(branch.section)


def _writes_digits(section: Section) -> bool:
    if section.shape is Shape.WORDS:
        return any(_WHOLE.search(token.text) for token in section.tokens)
    return section.shape is Shape.NUMBER and any(
        before.kind in (Kind.DIGIT, Kind.POINT)
        and after.kind is Kind.LITERAL
        and _WHOLE.match(after.text)
        for before, after in pairwise(section.tokens)
    )


def _says_another(value: Decimal, shown: str, section: Section) -> bool:
    """看到的头一个数，整数部分不是存的数（百分数的乘一百）。"""
    found = _WHOLE.search(shown)
    percent = any(token.kind is Kind.PERCENT for token in section.tokens) or "%" in shown
    stored = abs(value) * (100 if percent and section.shape is Shape.NUMBER else 1)
    likely = {stored, stored * 100} if section.shape is Shape.WORDS else {stored}
    said = Decimal(found[0].replace(",", "")) if found else stored
    return all(not each - _ONE < said < each + _ONE for each in likely)


def _is_blank(section: Section) -> bool:
    return (
        section.shape is Shape.WORDS and not "".join(token.text for token in section.tokens).strip()
    )


def _is_missized(section: Section) -> bool:
    """小数点放错位（``0!.00,"万元"``），或除以一千却写着万（``0.00,"万元"``）。"""
    if section.shape is not Shape.NUMBER:
        return False
    scale = section_scale(section)
    if layout_of(section).mispointed or scale is None:
        return scale is not None
    written = scale_of_unit(scale.unit)
    return scale.exponent < 0 < written and written != -scale.exponent


def misleading_display(value: Stored, number_format: str) -> str | None:
    """看到的与存的对不上时，人在 Excel 里看到什么（藏起来的是 ``""``）；对得上为 ``None``。

    藏起来的 0 是通常的做法（``0;-0;;@``），不算。

    >>> misleading_display(Decimal(2500), ";;;"), misleading_display(Decimal(0), "0;-0;;@")
    ('', None)
    >>> misleading_display(Decimal(130000), '0!.00,"万元"'), misleading_display("优", ";;;")
    ('1.30万元', '')
    >>> misleading_display(Decimal(130000), '0.00,"万元"'), misleading_display(Decimal(13), '0"万元"')
    ('130.00万元', None)
    >>> [misleading_display(Decimal(12), code) for code in ('"120人"', '0"0人"', '"12项"', '0.0"0"')]
    ['120人', '120人', None, None]
    """
    if not value or not may_mislead(number_format):
        return None
    if isinstance(value, str):
        return None if show_text(value, number_format).strip() or not value.strip() else ""
    if isinstance(value, datetime | timedelta):
        return None if show_date(value, number_format) else ""
    if not show_number(value, number_format):
        return ""
    branch = parsed_format(number_format).branch(value)
    if branch is None:
        return None
    seen = write_number(branch, value, as_typed=True).strip()
    if _writes_digits(branch.section) and _says_another(value, seen, branch.section):
        return seen
    return seen if _is_missized(branch.section) else None
