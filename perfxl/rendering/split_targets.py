"""合写的指标值拆成性质、数值、单位三栏。"""

import re
from dataclasses import replace

from perfxl.grammar import Kind, Measured, Qualitative, parse
from perfxl.grammar.signs import sign_before, sign_said
from perfxl.grammar.words import YIELDING
from perfxl.model.table import Derived, Entry, Indicator
from perfxl.rendering.stated_values import stated

# 写在数后面的上下限：90%以上、5万元以内、30天内、100%（含）。
_BOUND = re.compile(r"(?:及|或)?(?:以上|以下|以内|之内)|(?<=[天日时月年周])内|[（(]含[）)]")
_NUMBER = re.compile(r"[0-9０-９][0-9０-９,，.．]*")


def split_target(row: Indicator) -> Indicator:
    """指标值拆成性质、数值、单位；定性的性质写“定性”，区间一类拆不开的整句写在数值里。已经分栏的照用，

    符号换成通行的写法（＝ 是 =）。性质一栏只写正向、反向的，指标值里写着符号的照符号，没有的照方向。
    """
    text = stated(row.target)
    if row.is_split or not text:
        sign = sign_said(row.nature.text)
        return replace(row, nature=row.nature._replace(text=sign)) if sign else row
    direction, row = row.nature, replace(row, directed=False)
    taken = Derived("由指标值拆成性质、数值、单位", (row.target,))
    value = parse(text)
    written, sign = sign_before(text)
    if written in YIELDING and isinstance(value, Qualitative):
        sign = ""  # “达到国家标准”是一句话
    if not isinstance(value, Measured) and sign:  # 写着符号而读不懂的，不是定性
        rest = text.removeprefix(written).strip()
        printed = Entry(sign, derived=taken)
        return replace(row, nature=printed, value=Entry(rest, derived=taken), unit=Entry())
    whole = replace(row, nature=direction, value=Entry(text, derived=taken), unit=Entry())
    if not isinstance(value, Measured) or _is_worded_deadline(
        value, text.removeprefix(written).strip()
    ):
        named = Derived("指标值是文字，性质写“定性”", (row.target,))
        return replace(whole, nature=Entry("定性", derived=named))
    if value.approximate or value.upper is not None or value.second is not None:
        return whole
    rest = _BOUND.sub("", text.removeprefix(written)).strip()
    digits = _NUMBER.match(rest)
    if digits is None or any(character.isdigit() for character in rest[digits.end() :]):
        return whole
    nature = sign or str(value.operator or "")  # 没有写符号的，不替它补
    return replace(
        row,
        nature=Entry(nature, derived=taken) if nature else direction,
        value=Entry(digits[0], derived=taken),
        unit=Entry(rest[digits.end() :].strip(), derived=taken),
    )


def split_to_fill(row: Indicator) -> Indicator:
    """照去年写的待填的一行：性质、单位照去年合写的指标值拆，数值空着。"""
    return replace(split_target(replace(row, target=row.blanked)), value=Entry())


def _is_worded_deadline(value: Measured, rest: str) -> bool:
    """从哪一天数起的时限（每学期开学后2个月内）：与“8月底前”一样，数前面的话拆不开。"""
    counted_from = value.kind is Kind.DURATION and rest.endswith("内")
    return counted_from and not _NUMBER.match(rest)
