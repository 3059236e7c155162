"""一格应当是什么 → ``Edit``：带上标签和单位，差得太远的留给人。"""

from dataclasses import replace
from decimal import Decimal, InvalidOperation

from perfxl.grammar.nothing_said import is_vague
from perfxl.model.due import Due
from perfxl.model.edit import Edit
from perfxl.model.money_units import MONEY_FACTORS
from perfxl.model.shown_amounts import tidied
from perfxl.model.table import Entry, Table
from perfxl.scoring.rounding import plain
from perfxl.scoring.slips import times_apart


def may_write(entry: Entry) -> bool:
    """可以写的格：用户的公式不动，几格接成的文字不能整个写进一格。"""
    return entry.exists and entry.formula is None and not entry.continued


def left_in_words(edit: Edit, entry: Entry) -> Edit:
    """与别的字写在一格里的（89.5分　等级：良）：不替人改写，``doubt`` 说应是多少。"""
    return replace(edit, doubt=f"{entry.cell} 里还写着别的字，应是 {edit.after}，请自己改")


def edit_of(table: Table, due: Due) -> Edit:
    """一格的改动；金额连同单位，所在的栏另写着单位的折成那个单位。

    要改动约十倍以上、或正负相反的，要用数换掉读不出数的字的，``doubt`` 说一句。
    """
    entry, value, what, because = due
    doubt = _over_words(entry, value) or _too_far(table, entry, value)
    sheet = table.sheet_of(entry)
    edit = Edit(sheet, entry.address, value, what, entry.text, because=because, doubt=doubt)
    own, unit = entry.column_unit, table.money_unit or ""
    if own and not isinstance(value, str):
        value = tidied(value * MONEY_FACTORS[unit] / MONEY_FACTORS[own])
    if isinstance(value, str) or entry.prefix:
        return replace(edit, after=f"{entry.prefix}{value}")
    if not _is_amount_cell(table, entry):
        return edit
    return replace(edit, after=value, unit=own or unit)


def _over_words(entry: Entry, value: Decimal | str) -> str:
    """格里写着读不出数的字（89.5分　等级：良），要换成数的，说一句；空着、画了横线的为 ``""``。"""
    if isinstance(value, str) or entry.number is not None or is_vague(entry.text):
        return ""
    return f"{entry.cell} 写着“{entry.text}”，读不出数，算出的是 {plain(value)}，请自己改"


def _too_far(table: Table, entry: Entry, value: Decimal | str) -> str:
    """把一格改成 ``value`` 要改动约十倍以上、或正负相反的，说一句；没有那么多的为 ``""``。"""
    before = entry.number
    if not isinstance(value, str) and not _is_amount_cell(table, entry):
        # 照同一种写法比：写比值的（0.8）是 0.8，不是 80。
        before = _number_in(entry.text) or before
    if not times_apart(before, _number_in(value)):
        return ""
    shown = plain(value) if isinstance(value, Decimal) else value
    return f"{entry.cell} 写着 {entry.text}，算出的是 {shown}，差到约十倍以上或正负相反，请先核对是哪个数错了"


def _is_amount_cell(table: Table, entry: Entry) -> bool:
    return any(each.place == entry.place for each in table.amounts)


def _number_in(value: Decimal | str) -> Decimal | None:
    if isinstance(value, Decimal):
        return value
    try:
        number = Decimal(value.replace(",", "").replace("，", "").strip().removesuffix("%"))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
