"""读来的一格写在成的那一份的哪里：要说的话（``Sentence``）说到的是读来的表的格，照写成的那一份说。"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from perfxl.model.address import cell_address
from perfxl.model.columns import FUND_COLUMNS, INDICATOR_COLUMNS
from perfxl.model.sentence import Place, PlaceOf
from perfxl.model.table import Entry, Fund, Indicator, Table
from perfxl.plans.expansion import Expansion
from perfxl.plans.template import Content, SheetPlan
from perfxl.plans.written_cells import WrittenCell, written_cells

_INDICATOR = {name: each for each in INDICATOR_COLUMNS.values() for name in each.placeholders}
_VALUE = "指标数值"
_INDICATOR |= dict.fromkeys(("合写指标值", _VALUE), INDICATOR_COLUMNS["target"])
_FUND = {name: each for each in FUND_COLUMNS.values() for name in each.placeholders}


def places_in_form(
    expansion: Expansion, plan: SheetPlan, content: Content, read: Iterable[Table]
) -> PlaceOf:
    """写成工作簿的：``content`` 由 ``read``（读来的表，评分换过金额的也是）写在 ``plan`` 里。

    没有写进的格说明是原表的；各格都没有动地方的，照旧。有话要说才去找各格。
    """
    tables = tuple(read)
    written = cache(lambda: _cells_in_form(expansion, plan, content, tables))

    def place_of(entry: Entry) -> Place:
        cells = written()
        return Place(cells.get(entry.place, f"原表的 {entry.cell}") if cells else entry.cell)

    return place_of


def _cells_in_form(
    expansion: Expansion, plan: SheetPlan, content: Content, tables: Sequence[Table]
) -> dict[tuple[int, int], str]:
    """读来的一格 → 写成的那一份里的格；都没有动地方的为空。"""
    cells: dict[tuple[int, int], str] = {}
    moved = False
    for cell in written_cells(expansion, plan, blank=True):
        project = cell.items.get("项目")
        if project is None or not isinstance(project.of, Content) or project.of is content:
            own = cell_address(cell.row, cell.column)
            for entry in _entries_written(cell, tables):
                moved |= cells.setdefault(entry.place, own) != entry.cell
    return cells if moved else {}


def places_in_word(table: Table) -> PlaceOf:
    """写成 Word 的：没有单元格，照指标、资金的名称说，后面是原表的格。"""
    named = {entry.place: name for entry, name in _cells_named(table)}

    def place_of(entry: Entry) -> Place:
        name = named.get(entry.place)
        if name is None:
            return Place(f"原表的 {entry.cell}")
        return Place(f"{name}（原表 {entry.cell}）", in_words=True)

    return place_of


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


def _cells_named(table: Table) -> Iterator[tuple[Entry, str]]:
    """各行指标、资金的各格，和照名称怎样说。"""
    for row in table.indicators:
        for column in INDICATOR_COLUMNS.values():
            yield column.of(row), f"“{row.level3.text}”的{column.label}"
    for fund in table.funds:
        for column in FUND_COLUMNS.values():
            yield column.of(fund), f"“{fund.name}”的{column.label}"
