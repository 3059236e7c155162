"""年初、调整两份 → 调整批复表。"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from perfxl.matching.indicators import initial_sides, pair_indicators
from perfxl.matching.organisations import IMPLEMENTING
from perfxl.matching.project_names import same_project
from perfxl.model.form_spec import Scope
from perfxl.model.table import Derived, Entry, Form, Fund, Indicator, Period, Table
from perfxl.reading.details import ADJUSTED_HALF
from perfxl.rendering.derived.cancelled_rows import cancelled, with_rows_gone
from perfxl.rendering.derived.errors import NotDerivableError
from perfxl.rendering.derived.fresh_table import named_title
from perfxl.rendering.derived.money import converted_entry
from perfxl.rendering.derived.own_fields import is_opinion

_ZERO = Decimal(0)


def adjustments(old: Sequence[Table], new: Sequence[Table], form: Form) -> list[Table]:
    """年初、调整两份 → 调整批复：同一项目的两张并成一张，指标按名称对上，对不上的各占一行。

    只给了一边的，另一边空着：没有给的不就是取消、新增。
    """
    left = list(old)
    tables: list[Table] = []
    for table in new:
        match = _match(table, left, new)
        if match is None and len(old) == len(new) == 1:
            match = left[0]  # 只有一对，名称不同也是同一项目改了名
        if match is not None:
            left.remove(match)
        tables.append(_adjustment(match, table, form))
    return [*tables, *(_adjustment(table, None, form) for table in left)]


_UNITS = (*IMPLEMENTING, "填报单位", "编制单位", "申报单位")


def _match(table: Table, left: Sequence[Table], new: Sequence[Table]) -> Table | None:
    """年初的同一个项目：名称对得上；同名的不止一个时，单位也要对得上。"""
    named = [each for each in left if same_project(each.project, table.project)]
    twins = [each for each in new if same_project(each.project, table.project)]
    if len(named) > 1 or len(twins) > 1:
        named = [each for each in named if _unit(each) == _unit(table)]
    return named[0] if named else None


def _unit(table: Table) -> str:
    return next((table.fields[name].text for name in _UNITS if name in table.fields), "")


def _paired_details(old: Table | None, new: Table | None) -> dict[str, Entry]:
    """职能、计划一类的长文字，年初、调整后各一段；审核意见是那两张表的，不带。"""
    before = old.details if old is not None else {}
    after = new.details if new is not None else {}
    pairs: dict[str, Entry] = {}
    for name in dict.fromkeys([*before, *after]):
        if is_opinion(name):
            continue
        pairs[name] = before.get(name, Entry())
        pairs[f"{name}{ADJUSTED_HALF}"] = after.get(name, Entry())
    return pairs


def _adjustment(old: Table | None, new: Table | None, form: Form) -> Table:
    base = new or old
    if base is None:
        raise NotDerivableError("没有给出要比对的表。")
    year = f"{base.year}年" if base.year else ""
    what = "部门整体" if base.scope is Scope.DEPARTMENT else "项目"
    goals: dict[str, Entry] = {}
    if old is not None and "expected" in old.goals:
        goals["expected"] = old.goals["expected"]
    if new is not None and "expected" in new.goals:
        goals["adjusted"] = new.goals["expected"]
    return base.as_form(
        form,
        title=named_title(f"{year}部门预算调整{what}支出绩效目标批复表"),
        goals=goals,
        funds=tuple(_paired_funds(old, new, base)),
        indicators=tuple(_paired_indicators(old, new)),
        period_indicators=(),
        details=_paired_details(old, new),
        lines=(),
        sums=(),
    )


def _paired_funds(old: Table | None, new: Table | None, base: Table) -> Iterable[Fund]:
    """年度的各行：总额对总额，其余同名的对；实施期的不写进调整批复。"""
    before, after = _annual_funds(old), _annual_funds(new)
    for name in dict.fromkeys([*after, *before]):
        first, second = before.get(name), after.get(name)
        fund = second or first
        assert fund is not None
        missing = [_without(table) for table in (old, new)]
        initial = _converted_initial(first, old, base) if first is not None else missing[0]
        adjusted = _converted_initial(second, new, base) if second is not None else missing[1]
        yield replace(
            fund,
            initial=initial,
            adjusted=adjusted,
            doubts=frozenset(),
            small_columns=frozenset(),
        )


def _without(table: Table | None) -> Entry:
    """一边没有这一行的：那一份的各项加起来正好是总额的是 0，别的不知道。"""
    total = table.annual_total if table is not None else None
    if table is None or total is None or total.initial.number is None:
        return Entry()
    parts = [group.parts for group in table.fund_groups if group.whole is total]
    sums = [sum(fund.initial.number or _ZERO for fund in own) for own in parts]
    if total.initial.number not in sums:
        return Entry()
    return Entry(number=_ZERO, derived=Derived("那一份的各项加起来就是总额，没有这一项，写 0"))


def _annual_funds(table: Table | None) -> dict[str, Fund]:
    """年度的各行，以名称为键；总额不论叫什么，键都是空的。"""
    if table is None:
        return {}
    return {
        "" if fund is table.annual_total else fund.name: fund
        for fund in table.funds_of(Period.YEAR)
    }


def _converted_initial(fund: Fund, table: Table | None, base: Table) -> Entry:
    own = table.money_unit if table is not None else base.money_unit
    return converted_entry(fund.initial, own, base.money_unit)


def _paired_indicators(old: Table | None, new: Table | None) -> list[Indicator]:
    """照调整后的次序；取消了的在它原来的地方。"""
    before = list(old.indicators) if old is not None else []
    after = list(new.indicators) if new is not None else []
    pairs = pair_indicators(initial_sides(before), initial_sides(after))
    matched = {id(pair.new.row): pair.old.row for pair in pairs if pair.new and pair.old}
    execution = [next((row for row in rows if row.is_execution), None) for rows in (before, after)]
    if execution[0] is not None and execution[1] is not None:
        matched[id(execution[1])] = execution[0]
    paired = [(matched.get(id(row)), _two_sided(matched.get(id(row)), row)) for row in after]
    kept = {id(row) for row in matched.values()}
    # 没有给调整后的一份、那一份没有读全、有没写名称的，少了的不就是取消。
    is_told = new is not None and not new.unread_rows and all(row.level3.text for row in after)
    gone = [(row, cancelled(row) if is_told else row) for row in before if id(row) not in kept]
    return with_rows_gone(paired, gone, before)


def _two_sided(old: Indicator | None, new: Indicator) -> Indicator:
    first = old or replace(new, level3=Entry(), target=Entry(), weight=Entry())
    return replace(
        first,
        level1=new.level1,
        level2=new.level2,
        level3_adjusted=new.level3,
        target_adjusted=new.target,
        weight_adjusted=new.weight,
        note=new.note,
    )
