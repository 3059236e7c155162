"""别的一张表里有公式没有结果：那一格是未知的，不是没有，跨表的规则不凭它说少了、多了、不同。"""

from collections.abc import Iterator

import pytest
from gridtext import changed, to_grid
from layouts import rebuilt
from rule_case import sound

from perfxl.actions.acceptances import across
from perfxl.actions.assessment import Assessment, assess
from perfxl.model.address import parse_address
from perfxl.model.cell import Cell, CellKind
from perfxl.model.finding import Finding
from perfxl.model.grid import Grid
from perfxl.model.workbook import Workbook

TOLD = {"PX902", "PX128"}


def unknown(grid: Grid, place: tuple[int, int]) -> Grid:
    """这一格换成没有算过的公式。"""
    formula = Cell(*place, CellKind.UNCALCULATED, None, formula="Z99*1")
    return rebuilt(grid, grid.cells | {place: formula})


def found(*grids: Grid) -> list[Finding]:
    """放在一个文件夹里的几张表查出的全部问题。"""
    return found_in(*(read(number, grid) for number, grid in enumerate(grids)))


def read(number: int, grid: Grid) -> Assessment:
    """文件夹里第 ``number`` 个文件。"""
    return assess(Workbook(f"{number}.xlsx", (grid,)))


def found_in(*books: Assessment) -> list[Finding]:
    return [finding for each in across(books) for finding in each.findings]


def keys(findings: list[Finding]) -> set[tuple[str, str, str]]:
    return {(each.rule, each.file, each.cells) for each in findings if each.rule not in TOLD}


def body(grid: Grid, top: int, columns: str) -> Iterator[tuple[int, int]]:
    """表头以下，``columns`` 各栏里写着字的格。"""
    wanted = [parse_address(f"{column}1")[1] for column in columns]
    for (row, column), cell in grid.cells.items():
        if row >= top and column in wanted and cell.value is not None:
            yield row, column


# 另一张表，它的哪几栏（上级指标、名称、指标值、分值），表头以下第一行。
@pytest.mark.parametrize(
    ("other", "columns", "top"),
    [
        ("目标表", "DE", 11),
        ("调整批复", "DEFG", 10),
        ("批复清单", "HIJKL", 5),
        ("监控表", "DE", 12),
    ],
)
def test_an_unknown_cell_of_the_other_table_brings_no_verdict(
    other: str, columns: str, top: int
) -> None:
    own, theirs = read(1, to_grid(sound("自评表"))), to_grid(sound(other))
    known = keys(found_in(read(0, theirs), own))
    cells = list(body(theirs, top, columns))
    assert len(cells) > 5
    for place in cells:
        new = {
            each
            for each in keys(found_in(read(0, unknown(theirs, place)), own)) - known
            if each[0].startswith("PX6")
        }
        assert not new, (place, new)


def test_an_indicator_whose_approved_target_is_blank_is_no_added_one() -> None:
    approval = to_grid(changed(sound("目标表"), {"E11": None}))
    assert [each.rule for each in found(approval, to_grid(sound("自评表")))] == ["PX201", "PX604"]


def test_an_indicator_that_is_not_there_is_still_an_added_one() -> None:
    dropped = dict.fromkeys(("D11", "E11", "F11"))
    approval = to_grid(changed(sound("目标表"), dropped))
    rules = {each.rule for each in found(approval, to_grid(sound("自评表")))}
    assert "PX602" in rules


def test_an_evaluation_without_a_name_may_be_the_missing_one() -> None:
    rows, approval = sound("自评表"), to_grid(sound("调整批复"))
    other = to_grid(changed(rows, {"C4": "图书馆免费开放"}))
    assert "PX625" in {each.rule for each in found(other, approval)}
    unnamed = unknown(to_grid(rows), parse_address("C4"))
    assert "PX625" not in {each.rule for each in found(other, unnamed, approval)}
