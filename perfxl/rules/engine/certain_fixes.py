"""规则给出的改法里，哪些确定、照改，哪些留给人：靠着可疑的数的，改动十倍以上或正负相反的。"""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal, InvalidOperation

from perfxl.model.finding import Fix, LeftFix
from perfxl.model.money_units import MONEY_FACTORS
from perfxl.model.score import Slip
from perfxl.model.shown_amounts import tidied
from perfxl.model.table import Entry, Table
from perfxl.scoring.rounding import plain
from perfxl.scoring.slips import leaning_on, times_apart

Change = tuple[Entry, Decimal | str, str]


def certain_fixes(
    table: Table, changes: Iterable[Change], slips: Callable[[], Sequence[Slip]]
) -> tuple[tuple[Fix, ...], tuple[LeftFix, ...]]:
    """照改的；留给人的，连同一样靠着那个数的各格。``slips`` 给出表里可疑的数，有改法时才找。

    用户的公式不动；几格接成的文字不能整个写进一格。
    """
    fixes: list[Fix] = []
    left: dict[str, LeftFix] = {}
    for entry, value, what in changes:
        if not _is_writable(entry):
            continue
        fix = _fix(table, entry, value, what)
        leaning = leaning_on(slips(), entry)
        why = leaning[0].advice if leaning else too_far(entry, value, table)
        if not why:
            fixes.append(fix)
            continue
        left[fix.cell] = LeftFix(cell=fix.cell, value=fix.value, what=what, why=why)
        for slip in leaning:
            for other, named in slip.hangs:
                if _is_writable(other):
                    also = LeftFix(cell=other.cell, value=None, what=named, why=slip.advice)
                    left.setdefault(other.cell, also)
    return tuple(fixes), tuple(left.values())


def _fix(table: Table, entry: Entry, value: Decimal | str, what: str) -> Fix:
    """一格的改正；金额连同单位，所在的栏另写着单位的折成那个单位。"""
    if isinstance(value, str) or entry.prefix:
        return Fix(cell=entry.cell, value=f"{entry.prefix}{value}", what=what)
    if not _is_amount_cell(table, entry):
        return Fix(cell=entry.cell, value=value, what=what)
    own, unit = entry.column_unit, table.money_unit or ""
    if own:
        value = tidied(value * MONEY_FACTORS[unit] / MONEY_FACTORS[own])
    return Fix(cell=entry.cell, value=value, what=what, unit=own or unit)


def too_far(entry: Entry, value: Decimal | str, table: Table) -> str:
    """把一格改成 ``value`` 要改动约十倍以上、或正负相反的，说一句；没有那么多的为 ``""``。"""
    before = entry.number
    if not isinstance(value, str) and not _is_amount_cell(table, entry):
        # 照同一种写法比：写比值的（0.8）是 0.8，不是 80。
        before = _number_in(entry.text) or before
    if not times_apart(before, _number_in(value)):
        return ""
    shown = plain(value) if isinstance(value, Decimal) else value
    return f"{entry.cell} 写着 {entry.text}，算出的是 {shown}，差到约十倍以上或正负相反，请先核对是哪个数错了"


def _is_writable(entry: Entry) -> bool:
    return entry.exists and entry.formula is None and not entry.continued


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
