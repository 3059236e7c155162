"""调整批复表由两份比出来：给出的各个文件，哪些写明是年初的，哪些是调整后的。说不准的留给人定。"""

from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import PurePath
from typing import NamedTuple

from perfxl.actions.assessment import Assessment
from perfxl.actions.forms_made import MadeForm
from perfxl.matching.project_names import same_project
from perfxl.model.table import Table
from perfxl.reading.scope_and_stage import Side, side_said
from perfxl.rules.facts.report_dates import report_dates

_WRITTEN = "照标题、名字里写的"
_BESIDE = "照写明了的另一份，是同一个项目"
_DATED = "照填报日期的先后"
_AS_GIVEN = "照给的先后"
_REVERSED = "照标题、名字里写的，与给的先后相反"
_DATES_REVERSED = "照给的先后；填报日期的先后与此相反，请核对"
_WORDS_REVERSED = "照给的先后；标题、名字里写的与此相反，请核对"
CALLED = {Side.INITIAL: "年初的", Side.ADJUSTED: "调整后的"}
# 一句话里至多列几个文件。
_SHOWN = 3


class GivenSide(NamedTuple):
    """``result`` 是哪一份；说不准的 ``side`` 为 ``None``。``why`` 是怎样知道的，半句。"""

    result: Assessment
    side: Side | None = None
    why: str = ""


def given_sides(made: MadeForm, results: Iterable[Assessment]) -> list[GivenSide]:
    """里面有可比的表的各个文件，各是哪一份；本来就是 ``made`` 的不在内。"""
    found = [_as_written(made, each) for each in results if _compared(made, each)]
    found = _by_the_others(made, found)
    return _by_dates(made, found) if all(each.side is None for each in found) else found


def sides_of_one(tables: Sequence[Table]) -> dict[int, Side]:
    """同一个项目的几张（``id``）各是哪一份：写明的照写明的；写明了调整后的，没有写的是年初的，写明了年初的反过来。

    没有写的一步至多一张（申报、批复各一张的，都是年初的）；年初的写明了的，只有同一步的才是调整后的：批复不是。
    都没有写的两张，照填报日期的先后。说不准的不在内。
    """
    found = {id(each): side for each in tables if (side := side_said(each)) is not None}
    unsaid = [each for each in tables if id(each) not in found]
    said = set(found.values())
    if said == {Side.INITIAL}:
        stages = {each.stage for each in tables if id(each) in found}
        unsaid = [each for each in unsaid if each.stage in stages]
    if said and len({each.stage for each in unsaid}) == len(unsaid):
        other = Side.INITIAL if Side.ADJUSTED in said else Side.ADJUSTED
        return {**found, **{id(each): other for each in unsaid}}
    if not found and len(tables) == len(Side):
        order = _order_of_dates(tables[:1], tables[1:])
        return {id(each): side for each, side in zip(tables, order, strict=False)}
    return found


def in_order(made: MadeForm, groups: Sequence[Sequence[Assessment]]) -> tuple[tuple[int, ...], str]:
    """照给的先后（年初的在前）分的两组：真正的先后，和一句年初的、调整后的各是哪几个文件。

    标题、名字里写着的与给的先后相反的，照写着的；不是同一个项目的、只有填报日期相反的照给的，说一句。不是两组的照旧。
    """
    places = tuple(range(len(groups)))
    if len(groups) != len(Side):
        return places, ""
    sides = given_sides(made, [each for group in groups for each in group])
    group_of = {id(each): place for place, group in enumerate(groups) for each in group}
    found = [[each for each in sides if group_of[id(each.result)] == place] for place in places]
    if not all(found):
        return places, ""
    told = [{each.side for each in group} - {None} for group in found]
    why = _AS_GIVEN
    if told == [{Side.ADJUSTED}, {Side.INITIAL}]:
        dated = any(each.why == _DATED for each in sides)
        places, why = (places, _DATES_REVERSED) if dated else (places[::-1], _REVERSED)
    elif told in ([{Side.ADJUSTED}, set()], [set(), {Side.INITIAL}]):
        why = _WORDS_REVERSED
    ordered = zip(Side, (found[place] for place in places), strict=True)
    said = "；".join(f"{CALLED[side]}：{files_said(group)}" for side, group in ordered)
    return places, f"{said}（{why}）"


def files_said(sides: Sequence[GivenSide]) -> str:
    """各个文件叫什么，多的说共几个。"""
    names = [f"“{PurePath(each.result.file).name}”" for each in sides]
    more = f" 等{len(names)}个" if len(names) > _SHOWN else ""
    return "、".join(names[:_SHOWN]) + more


def is_settled(sides: Sequence[GivenSide]) -> bool:
    """各是哪一份都知道，两份都有。"""
    return {each.side for each in sides} == set(Side)


def _compared(made: MadeForm, result: Assessment) -> list[Table]:
    """一个文件里拿来比的各张。"""
    tables = result.document.tables
    return [each for each in tables if each.form in made.derived and not made.is_already(each)]


def _as_written(made: MadeForm, result: Assessment) -> GivenSide:
    said = {side_said(table) for table in _compared(made, result)}
    side = said.pop() if len(said) == 1 else None
    return GivenSide(result, side, _WRITTEN if side is not None else "")


def _by_the_others(made: MadeForm, sides: list[GivenSide]) -> list[GivenSide]:
    """写明了的都是同一份：没有写的，与它们是同一个项目的，是另一份。

    没有写的里面同一个项目不止一个的，说不准哪一个是。
    """
    written = {each.side for each in sides if each.side is not None}
    if len(written) != 1:
        return sides
    [side] = written
    known = [t for each in sides if each.side for t in _compared(made, each.result)]
    names = [t.project for each in sides if not each.side for t in _compared(made, each.result)]
    if any(same_project(*pair) for pair in combinations(names, 2)):
        return sides
    return [
        GivenSide(each.result, side.other, _BESIDE)
        if each.side is None and _same_projects(_compared(made, each.result), known)
        else each
        for each in sides
    ]


def _same_projects(tables: Iterable[Table], known: Sequence[Table]) -> bool:
    return all(any(same_project(table.project, one.project) for one in known) for table in tables)


def _by_dates(made: MadeForm, sides: list[GivenSide]) -> list[GivenSide]:
    """都没有写的两个文件，是同一个项目、同一个年度、同一步的：填报的月份早的是年初的。

    一份申报、一份批复的不是：批复不是调整后。
    """
    if len(sides) != len(Side):
        return sides
    tables = [_compared(made, each.result) for each in sides]
    [first, second] = tables
    if not _same_projects(first, second) or not _same_projects(second, first):
        return sides
    order = _order_of_dates(first, second)
    if not order:
        return sides
    return [GivenSide(each.result, side, _DATED) for each, side in zip(sides, order, strict=True)]


def _order_of_dates(first: Sequence[Table], second: Sequence[Table]) -> tuple[Side, ...]:
    """同一年度、同一步的两份，照填报的月份；不是的、月份说不出先后的为空。"""
    if len({(table.year, table.form, table.stage) for table in (*first, *second)}) != 1:
        return ()
    one, other = _months(first), _months(second)
    if not one or not other or not (max(one) < min(other) or max(other) < min(one)):
        return ()
    return (Side.INITIAL, Side.ADJUSTED) if one < other else (Side.ADJUSTED, Side.INITIAL)


def _months(tables: Iterable[Table]) -> list[tuple[int, int]]:
    """各张写的填报年、月；有一张没有写全的为空。"""
    found: list[tuple[int, int]] = []
    for table in tables:
        written = [(each.year, each.month) for each in report_dates(table)]
        dates = [(year, month) for year, month in written if month is not None]
        if not dates or len(dates) != len(written):
            return []
        found += dates
    return found
