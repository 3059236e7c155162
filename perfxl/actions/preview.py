"""照几处改动改好以后，工作簿读出来是什么样：在内存里的网格上改，不写文件。"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from perfxl.model.address import parse_address
from perfxl.model.cell import Cell, CellKind, number_or_date
from perfxl.model.edit import Edit
from perfxl.model.grid import Grid
from perfxl.model.money_units import MONEY_FACTORS
from perfxl.model.number_format import GENERAL
from perfxl.model.shown_amounts import stored_number
from perfxl.model.workbook import Workbook
from perfxl.plans.formula_values import FormulaValues
from perfxl.plans.stored_cells import stored_cell

Place = tuple[int, int]
# 照这些改了以后，工作簿读出来是什么样；原来的不动。
Previewed = Callable[[Sequence[Edit]], Workbook]


def previewed(workbook: Workbook) -> Previewed:
    """只认要看到的（``EditKind.SHOWN``）；空格原来设的数字格式不在网格里，当作常规。"""

    def edited(edits: Sequence[Edit]) -> Workbook:
        grids = (
            edited_grid(grid, [edit for edit in edits if edit.sheet == grid.name])
            for grid in workbook.grids
        )
        return replace(workbook, grids=tuple(grids))

    return edited


def edited_grid(grid: Grid, edits: Iterable[Edit]) -> Grid:
    """改好的一张工作表；用到改过的格的公式，算得了的换上现在的值。"""
    cells, changed = dict(grid.cells), set[Place]()
    for edit in edits:
        place = parse_address(edit.cell)
        cell = _edited_cell(cells.get(place), edit, place)
        cells.pop(place, None)
        if cell is not None:
            cells[place] = cell
        changed.add(place)
    if not changed:
        return grid
    _renew_values(cells, changed)
    return grid.rebuilt(cells, grid.merged, grid.comments)


def _edited_cell(cell: Cell | None, edit: Edit, place: Place) -> Cell | None:
    code, after = cell.number_format if cell is not None else GENERAL, edit.after
    if isinstance(after, Decimal):
        after = stored_number(after, code, MONEY_FACTORS.get(edit.unit))
    elif after is not None:
        after = str(after)
    content, code = stored_cell(after, code)
    if content is None:
        return None
    if isinstance(content, str):
        return Cell(*place, CellKind.TEXT, content, code)
    return Cell(*place, *number_or_date(content, code), code)


def _renew_values(cells: dict[Place, Cell], changed: set[Place]) -> None:
    def content(*place: int) -> Decimal | str | None:
        cell = cells.get((place[0], place[1]))
        if cell is None:
            return None
        return cell.number if cell.number is not None else ""

    def formula(*place: int) -> str | None:
        cell = cells.get((place[0], place[1]))
        return cell.formula if cell is not None else None

    values = FormulaValues(content, formula)
    for place, cell in list(cells.items()):
        if cell.formula is None:
            continue
        value = values.value(*place)
        if value is not None and values.depends(*place, changed):
            kind, shown = number_or_date(value, cell.number_format)
            cells[place] = cell._replace(kind=kind, value=shown)
