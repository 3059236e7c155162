"""成表里没有写进的：模板没有位置的，和不是这张表的；各是什么，原来写在哪几格。"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from perfxl.actions.outcome import LeftOut, WhyLeft
from perfxl.model.table import Entry, Period, Table
from perfxl.plans.placeholders import Reference
from perfxl.rendering.unplaced import unplaced
from perfxl.rendering.value_origins import TableIndex, Traced, cells_behind


def details_left(given: Sequence[Table], made: Table) -> dict[str, tuple[Entry, ...]]:
    """给出的表里有、得来的表没有的文字栏目（项目实施计划、保障措施一类）。"""
    left: dict[str, tuple[Entry, ...]] = {}
    for name, entry in (pair for table in given for pair in table.details.items()):
        if name not in made.details:
            left[name] = (*left.get(name, ()), entry)
    return left


def whole_period_left(given: Sequence[Table], made: Table) -> dict[str, tuple[Entry, ...]]:
    """给出的表里有、得来的表没有的实施期的目标、资金、指标；没有指标的表不说。"""
    if not made.spec.indicators:
        return {}
    own = _of_whole_period(made)
    left: dict[str, tuple[Entry, ...]] = {}
    for name, entries in (pair for table in given for pair in _of_whole_period(table).items()):
        if entries and not own[name]:
            left[name] = (*left.get(name, ()), *entries)
    return left


def _of_whole_period(table: Table) -> dict[str, tuple[Entry, ...]]:
    goal = table.goals.get("period", Entry())
    return {
        "实施期目标": (goal,) if goal.text else (),
        "实施期资金": tuple(fund.initial for fund in table.funds_of(Period.WHOLE)),
        "实施期指标": tuple(row.level3 for row in table.period_indicators),
    }


def left_out(
    used: frozenset[Reference],
    held: Sequence[Traced],
    others: Iterable[Mapping[str, tuple[str, ...]]],
    printed: Collection[str] = (),
) -> dict[str, LeftOut]:
    """各份内容里模板没有位置的（``printed`` 是模板里印着的字），和 ``others``（不是这张表的）。

    几张表合成的、空白表的不说格。
    """
    found: dict[str, LeftOut] = {}
    for each in held:
        for name in unplaced(each.content, used, printed):
            found.setdefault(name, LeftOut(cells_behind(name, each)))
        for name, cells in _results_left(each).items():
            found.setdefault(name, LeftOut(cells, WhyLeft.NOT_REPEATED))
        if sums := _sums_left(each.table):
            found.setdefault("小计", LeftOut(sums))
    for left in others:
        for name, cells in left.items():
            found.setdefault(name, LeftOut(cells, WhyLeft.OF_ORIGINAL))
    if len(held) == 1:
        return found
    return {name: each._replace(cells=()) for name, each in found.items()}


def cells_said(
    left: Mapping[str, tuple[Entry, ...]],
    given: Sequence[Table] = (),
    called: Mapping[str, str] | None = None,
) -> dict[str, tuple[str, ...]]:
    """各样写在原来的哪几格；由几个文件合成的（``called``：文件怎样叫），写明是哪个文件的。"""
    names = called if called and len({table.book for table in given}) > 1 else {}
    index = TableIndex(given) if names else None

    def said(entry: Entry) -> str:
        table = index.table_of(entry, None) if index is not None else None
        return f"“{names[table.book]}”{entry.cell}" if table is not None else entry.cell

    return {
        name: tuple(dict.fromkeys(said(each) for each in entries if each.exists))
        for name, entries in left.items()
    }


def _results_left(told: Traced) -> dict[str, tuple[str, ...]]:
    """原来填着而成表空着的得分、总分、等级（算不出、不判、不知道）。"""
    table, values = told.table, told.content.values
    filled = {
        "总分": table.total.score,
        "等级": table.grade,
        "总分值": table.total.weight,
        "资金.得分": table.annual_total.score if table.annual_total is not None else Entry(),
    }
    executed = told.score is None or told.score.execution.score is not None
    blank = [name for name in filled if values.get(name, "") in (None, "")]
    left: dict[str, tuple[str, ...]] = {
        name: (filled[name].cell,)
        for name in blank
        if filled[name].text and not (name == "资金.得分" and executed)
    }
    rows = told.score.indicators if told.score is not None else ()
    unknown = tuple(e.cell for row in rows if row.is_unknown if (e := row.indicator.score).text)
    if unknown:
        left["指标.得分"] = unknown
    return left


def _sums_left(table: Table) -> tuple[str, ...]:
    """成表里没有的小计。"""
    sums = (*(each.score for each in table.subtotals), *(each.score for each in table.score_sums))
    return tuple(each.cell for each in sums if each.text)
