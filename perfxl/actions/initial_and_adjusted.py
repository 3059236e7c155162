"""各项目合成的预算表：同一项目的年初、调整两份并成一行，调整后的不当作年初的。"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from perfxl.actions.adjustment_sides import sides_of_one
from perfxl.model.form_spec import Stage
from perfxl.model.table import Entry, Fund, Table
from perfxl.reading.scope_and_stage import Side
from perfxl.rendering.derived.money import converted_entry

_STEPS = tuple(Stage)
# 一句话里至多列几个项目。
_SHOWN = 3


def with_both_sides(
    tables: Sequence[Table], left: Mapping[int, tuple[Table, str]]
) -> tuple[dict[int, Table], dict[int, str]]:
    """``left`` 是不写的各张（``id``）：由哪一张代替，一句为什么（见 ``tables_left_out``）。

    给出要写的各张（照原来那一张的 ``id``），年初、调整各在自己的一栏；和不写的各张的一句，并成一行的说并了。
    """
    told = {place: said for place, (_, said) in left.items()}
    owned: dict[int, list[Table]] = {}
    for each in tables:
        kept, _ = left.get(id(each), (each, ""))
        owned.setdefault(id(kept), []).append(each)
    written: dict[int, Table] = {}
    for kept in (each for each in tables if id(each) not in left):
        own = owned[id(kept)]
        own.sort(key=lambda each: _STEPS.index(each.stage))
        written[id(kept)] = _one_row(kept, own, told)
    return written, told


def _one_row(kept: Table, own: Sequence[Table], told: dict[int, str]) -> Table:
    """一个项目的一行；``own`` 是它的各份。两样都写着的一份最准，不然年初的、调整后的各取一份。"""
    both = next((each for each in reversed(own) if _has_adjusted(each)), None)
    if both is not None:
        return both
    sides = sides_of_one(own)
    adjusted = _last(own, sides, Side.ADJUSTED)
    if adjusted is None:
        return kept
    initial = _last(own, sides, Side.INITIAL)
    if initial is not None:
        for each in own:
            told.pop(id(each), None)
        told[id(initial if kept is adjusted else adjusted)] = (
            f"“{adjusted.project or adjusted.sheet}”的年初预算数取自“{PurePath(initial.book).name}”，"
            f"调整预算数取自“{PurePath(adjusted.book).name}”，并成一行"
        )
    return _moved(adjusted, initial)


def _last(own: Sequence[Table], sides: Mapping[int, Side], side: Side) -> Table | None:
    return next((each for each in reversed(own) if sides.get(id(each)) is side), None)


def _has_adjusted(table: Table) -> bool:
    total = table.annual_total
    return total is not None and total.adjusted.exists


def _moved(adjusted: Table, initial: Table | None) -> Table:
    """``adjusted`` 写的数是调整后的，年初的照 ``initial``（没有给的空着）。"""
    total = adjusted.annual_total
    if total is None:
        return adjusted
    before = initial.annual_total if initial is not None else None
    amount = Entry()
    if initial is not None and before is not None:
        amount = converted_entry(before.initial, initial.money_unit, adjusted.money_unit)
    fund = replace(total, initial=amount, adjusted=total.initial)
    return replace(adjusted, funds=tuple(_exchanged(adjusted.funds, total, fund)))


def _exchanged(funds: Iterable[Fund], old: Fund, new: Fund) -> Iterable[Fund]:
    return (new if each is old else each for each in funds)


def blanks_told(tables: Sequence[Table]) -> Iterable[str]:
    """有的项目有调整数、有的没有：空着的是哪几个，要人填什么，各半句。"""
    totals = [(each, total) for each in tables if (total := each.annual_total) is not None]
    if not any(total.adjusted.number is not None for _, total in totals):
        return
    # 印着调整一栏而空着的，成表时另说（``cautions``）。
    unadjusted = [t for t, fund in totals if fund.initial.number and not fund.adjusted.exists]
    if unadjusted:
        yield (
            f"{_named(unadjusted)}没有给调整预算数，调整、增减空着，合计的也空着；没有调整的填年初预算数"
        )
    uninitial = [t for t, fund in totals if fund.adjusted.number and fund.initial.number is None]
    if uninitial:
        yield f"{_named(uninitial)}给的是调整后的，没有年初预算数，年初、增减空着，合计的也空着，请照年初的批复填"


def _named(tables: Sequence[Table]) -> str:
    names = "、".join(f"“{each.project or each.sheet}”" for each in tables[:_SHOWN])
    return names if len(tables) <= _SHOWN else f"{names} 等 {len(tables)} 个项目"
