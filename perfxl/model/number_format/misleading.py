"""格式让人看到的和存的对不上：整格藏起来的，小数点放错位的，缩小的倍数与写的单位不合的。"""

from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from perfxl.model.number_format.builtin import GENERAL
from perfxl.model.number_format.digits import layout_of
from perfxl.model.number_format.scale import scale_of_unit, section_scale
from perfxl.model.number_format.sections import Section, Shape, parsed_format
from perfxl.model.number_format.shown import show_date, show_number, show_text, write_number

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
    return any(_is_blank(section) or _is_missized(section) for section in (*sections, *texts))


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
    if branch is None or not _is_missized(branch.section):
        return None
    return write_number(branch, value, as_typed=True).strip()
