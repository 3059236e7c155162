"""写了的改动：写好以后看到什么，藏在哪里。"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from perfxl.model.address import parse_address
from perfxl.model.cell import Cell, CellKind
from perfxl.model.edit import CellContent, Edit
from perfxl.model.shown_amounts import may_scale
from perfxl.model.workbook import Workbook
from perfxl.scoring.rounding import plain

if TYPE_CHECKING:
    from perfxl.plans.lists import ListSheet


@dataclass(frozen=True)
class MadeEdit:
    """一处写了的改动：``shown`` 是写好以后格里看到的字，``hidden`` 说这一格藏在哪里，没有藏的为 ``""``。

    ``stored`` 说原来存的与看到的哪里不同，没有不同的为 ``""``。
    """

    edit: Edit
    shown: str
    hidden: str = ""
    stored: str = ""

    @property
    def remarks(self) -> tuple[str, ...]:
        """附注：原来存的是什么，藏在哪里。"""
        return tuple(
            said for said in (self.stored, f"在{self.hidden}" if self.hidden else "") if said
        )


def made_edits(edits: Sequence[Edit], before: Workbook, after: Workbook) -> tuple[MadeEdit, ...]:
    """各处改动在原件、改好的工作簿里是什么样。"""
    old = {grid.name: grid for grid in before.grids}
    new = {grid.name: grid for grid in after.grids}
    made: list[MadeEdit] = []
    for edit in edits:
        place = parse_address(edit.cell)
        grid = old[edit.sheet]
        stored = _stored_otherwise(grid.cell(*place), edit.after)
        shown, hidden = new[edit.sheet].text(*place), grid.hidden_at(*place)
        made.append(MadeEdit(edit, shown, hidden, stored))
    return tuple(made)


def changes_listed(
    made: Iterable[tuple[str, MadeEdit]],
    left: Sequence[tuple[str, Edit]] = (),
    *,
    one_book: bool = False,
) -> "list[ListSheet]":
    """改动清单，一格一行；另一张是留给人改的（没有的不列）。各带着原件的名字，``one_book`` 的不带。"""
    from perfxl.rendering.edit_lists import edit_lists  # 只写不列的用不着

    rows = [(file, each.edit, each.shown, "；".join(each.remarks)) for file, each in made]
    return edit_lists(rows, left, one_book=one_book)


def hidden_places(workbook: Workbook, places: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """这几格（工作表、地址）落在哪些隐藏的地方：``自评表 隐藏的第 8 行``；都看得见的为空。"""
    grids = {grid.name: grid for grid in workbook.grids}
    found: dict[str, None] = {}
    for sheet, cell in places:
        grid = grids[sheet]
        if said := grid.hidden_at(*parse_address(cell)):
            found[said if grid.hidden else f"{sheet} {said}"] = None
    return tuple(found)


def _stored_otherwise(cell: Cell | None, after: CellContent) -> str:
    """看到的字看不出为什么要改的，说原来存的是什么；看得出的为 ``""``。"""
    if cell is None:
        return ""
    if cell.kind is CellKind.TEXT:
        is_number = isinstance(after, Decimal) and cell.shown.strip() == plain(after)
        return "原来存成了文字" if is_number else ""
    if cell.number is None or may_scale(cell.number_format):
        return ""
    stored, due = plain(cell.number), plain(after) if isinstance(after, Decimal) else str(after)
    shown = cell.shown.strip()
    return f"原来存的是 {stored}" if shown == due and shown != stored else ""
