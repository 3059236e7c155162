"""评分说的格是读来的那张表的；写成别的版式，同一个值在别的格：话里的格换成写成的那一份的。"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache

from perfxl.grammar.patterns import Pattern
from perfxl.model.address import cell_address
from perfxl.model.columns import FUND_COLUMNS, INDICATOR_COLUMNS
from perfxl.model.table import Entry, Fund, Indicator, Table
from perfxl.plans.expansion import Expansion
from perfxl.plans.template import Content, SheetPlan
from perfxl.plans.written_cells import WrittenCell, written_cells

# 一句话里的一格，后面可以跟着它的指标名；引号里的是表上的字，不动。
_CELL = Pattern(
    r"“[^”]*”|(?<![A-Za-z0-9])((?:[^\s“”、，；：（）]+!)?[A-Z]{1,3}[1-9][0-9]*)(?![A-Za-z0-9])(“[^”]*”)?( ?)"
)
_INDICATOR = {name: each for each in INDICATOR_COLUMNS.values() for name in each.placeholders}
_VALUE = "指标数值"
_INDICATOR |= dict.fromkeys(("合写指标值", _VALUE), INDICATOR_COLUMNS["target"])
_FUND = {name: each for each in FUND_COLUMNS.values() for name in each.placeholders}

# 一句话换成说写成的那一份的。
Said = Callable[[str], str]


def said_in_form(
    expansion: Expansion, plan: SheetPlan, content: Content, read: Iterable[Table]
) -> Said:
    """写成工作簿的：``content`` 由 ``read``（读来的表，评分换过金额的也是）写在 ``plan`` 里。

    没有写进的格说明是原表的；各格都没有动地方的，照旧。有话要说才去找各格。
    """
    tables = tuple(read)
    names = cache(lambda: _names_in_form(expansion, plan, content, tables))
    return lambda said: _renamed(said, names(), keep_name=True)


def _names_in_form(
    expansion: Expansion, plan: SheetPlan, content: Content, tables: Sequence[Table]
) -> dict[str, str]:
    """读来的一格 → 写成的那一份里怎样说；都没有动地方的为空。"""
    places: dict[str, str] = {}
    for cell in written_cells(expansion, plan, blank=True):
        project = cell.items.get("项目")
        if project is None or not isinstance(project.of, Content) or project.of is content:
            own = cell_address(cell.row, cell.column)
            for entry in _entries_written(cell, tables):
                places.setdefault(entry.cell, own)
    if all(cell == own for cell, own in places.items()):
        return {}
    left = {e.cell: f"原表的 {e.cell}" for table in tables for e, _ in _cells_told(table)}
    return left | places


def said_in_word(table: Table) -> Said:
    """写成 Word 的：没有单元格，照指标、资金的名称说，后面是原表的格。"""
    names = {
        entry.cell: f"{name}（原表 {entry.cell}）" if name else f"原表的 {entry.cell}"
        for entry, name in _cells_told(table)
    }
    return lambda said: _renamed(said, names, keep_name=False)


def _renamed(said: str, names: Mapping[str, str], *, keep_name: bool) -> str:
    def renamed(found: re.Match[str]) -> str:
        name = names.get(found[1]) if found[1] else None
        if name is None:
            return found[0]
        return f"{name}{found[2] or ''}{found[3]}" if keep_name else name

    return _CELL.sub(renamed, said)


def _entries_written(cell: WrittenCell, tables: Iterable[Table]) -> Iterator[Entry]:
    """写在（该写在）这一格的读来的值。"""
    for reference in cell.placeholder.references:
        item = cell.items.get(reference.name)
        of = item.of if item is not None else None
        if isinstance(of, Indicator | Fund):
            found = _of_row(reference.attribute, of)
        else:
            name = reference.attribute or reference.name
            found = [each for table in tables for each in _once(name, table)]
        yield from (each for each in found if each.row)


def _of_row(name: str, of: Indicator | Fund) -> list[Entry]:
    columns = [(_INDICATOR if isinstance(of, Indicator) else _FUND).get(name)]
    if name == _VALUE and isinstance(of, Indicator) and of.is_split:
        columns.append(INDICATOR_COLUMNS["value"])
    return [column.of(of) for column in columns if column is not None]


def _once(name: str, table: Table) -> list[Entry]:
    goals = table.goals
    held = {
        "总分": (table.total.score,),
        "总分值": (table.total.weight,),
        # 等级读自结论的，话里说的那一格是结论。
        "等级": [e for e in (table.grade, table.grade_cell) if e.cell != table.conclusion.cell],
        "自评结论": (table.conclusion,),
        **dict.fromkeys(("预期目标", "年度总体目标"), (goals.get("expected", Entry()),)),
        "实际完成情况": (goals.get("actual", Entry()),),
    }
    return list(held.get(name, ()))


def _cells_told(table: Table) -> Iterator[tuple[Entry, str]]:
    """评分可能说到的各格，和照名称怎样说；只有一处的为 ``""``。"""
    for row in table.indicators:
        for column in INDICATOR_COLUMNS.values():
            yield column.of(row), f"“{row.level3.text}”的{column.label}"
    for fund in table.funds:
        for column in FUND_COLUMNS.values():
            yield column.of(fund), f"“{fund.name}”的{column.label}"
    once = (*table.total, table.grade, table.grade_cell, table.conclusion)
    for entry in (*once, *table.goals.values(), *table.details.values()):
        yield entry, ""
