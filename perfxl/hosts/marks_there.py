"""快照里已有的标记：哪些表上有、与要标的是不是一样。照快照看，一格也不用问 Excel。"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import is_zipfile

from perfxl.hosts.formula_rules import FormulaRule, formula_rules
from perfxl.model.address import cell_address
from perfxl.model.grid import Grid
from perfxl.model.own_notes import said_in
from perfxl.model.workbook import Workbook
from perfxl.plans.marks import Mark
from perfxl.plans.own_marks import is_own_rule, wanted_notes, wanted_rules

_Rule = tuple[frozenset[str], str, str]


@dataclass(frozen=True)
class SheetMarks:
    """一张表上的：校验加的颜色，各格批注里校验写的话，有批注的格（用户自己的也在内）。"""

    rules: frozenset[_Rule]
    said: Mapping[str, str]
    noted: frozenset[str]

    @property
    def is_any(self) -> bool:
        """有校验的标记。"""
        return bool(self.rules or self.said)

    def are(self, marks: Sequence[Mark]) -> bool:
        """正是要标的这些。"""
        wanted = frozenset(_rule(areas.split(","), *rest) for areas, *rest in wanted_rules(marks))
        return self.rules == wanted and self.said == wanted_notes(marks)


MarksThere = Mapping[str, SheetMarks]


def marks_there(path: Path, workbook: Workbook) -> MarksThere | None:
    """``workbook`` 是从 ``path`` 读的。旧格式（.xls）的看不出，为 ``None``。"""
    if not is_zipfile(path):
        return None
    rules = formula_rules(path)
    return {grid.name: _of(grid, rules.get(grid.name, ())) for grid in workbook.grids}


def _of(grid: Grid, rules: Sequence[FormulaRule]) -> SheetMarks:
    noted = {cell_address(*place): text for place, text in grid.comments.items()}
    said = {cell: own for cell, text in noted.items() if (own := said_in(text))}
    coloured = frozenset(_rule(*each) for each in rules if is_own_rule(each.formula))
    return SheetMarks(coloured, said, frozenset(noted))


def _rule(areas: Sequence[str], formula: str, colour: str) -> _Rule:
    return frozenset(areas), formula, colour.upper()
