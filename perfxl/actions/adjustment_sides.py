"""调整批复表由两份比出来：给出的各个文件，哪些写明是年初的，哪些是调整后的。说不准的留给人定。"""

from collections.abc import Iterable, Sequence
from itertools import combinations
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
    if len({(table.year, table.form, table.stage) for own in tables for table in own}) != 1:
        return sides
    [one, other] = map(_months, tables)
    if not one or not other or not (max(one) < min(other) or max(other) < min(one)):
        return sides
    order = (Side.INITIAL, Side.ADJUSTED) if one < other else (Side.ADJUSTED, Side.INITIAL)
    return [GivenSide(each.result, side, _DATED) for each, side in zip(sides, order, strict=True)]


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
