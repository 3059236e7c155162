"""公式没有结果的一格是未知的，不是空着：只说它没有算过，不凭它判别的。"""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from gridtext import to_grid
from layouts import rebuilt
from rule_case import sound

from perfxl.actions.assessment import assess
from perfxl.hosts.workbook_reader import read_workbook
from perfxl.model.address import places_in
from perfxl.model.cell import Cell, CellKind
from perfxl.model.finding import Finding
from perfxl.model.grid import Grid
from perfxl.model.workbook import Workbook
from perfxl.shipped import shipped_folder

# 说没有算过的，和因此一行没有读的。
TOLD = {"PX902", "PX128"}
SAMPLES = (
    "自评表/09_litigation_policy.xlsx",
    "目标表/000_01_驻外劳务协作服务工作.xlsx",
    "预算调整批复/004_03_一般公共预算支出第2印较长.xlsx",
    "预算调整批复/004_18_调整贫困地区脱贫培训补贴资金.xlsx",
)


def values(grid: Grid) -> Iterator[Cell]:
    """写着数、日期的各格，和上级指标的名称。"""
    for cell in grid.cells.values():
        level = str(cell.value).removesuffix("指标") in ("产出", "效益", "数量", "质量", "社会效益")
        if cell.kind in (CellKind.NUMBER, CellKind.DATE) or level:
            yield cell


def unknown(grid: Grid, cell: Cell) -> Grid:
    """这一格换成没有算过的公式。"""
    formula = cell._replace(kind=CellKind.UNCALCULATED, value=None, formula="Z99*1")
    return rebuilt(grid, grid.cells | {(cell.row, cell.column): formula})


def is_among(finding: Finding, known: list[Finding]) -> bool:
    """同一条规则，说到的格有相同的（几处合成一条的，少一格还是那一条）。"""
    return any(
        finding.rule == each.rule and places_in(finding.cells) & places_in(each.cells)
        for each in known
    )


@pytest.mark.parametrize("sample", SAMPLES)
def test_an_unknown_cell_brings_no_verdict(sample: str) -> None:
    workbook = read_workbook(shipped_folder("workbooks") / sample)
    [grid] = workbook.grids
    known = list(assess(workbook).findings)
    cells = list(values(grid))
    assert len(cells) > 5
    for cell in cells:
        found = assess(replace(workbook, grids=(unknown(grid, cell),))).findings
        assert any(each.rule == "PX902" and each.cells == cell.address for each in found)
        new = [each for each in found if each.rule not in TOLD and not is_among(each, known)]
        assert not new, (cell.address, new)


@pytest.mark.parametrize(
    ("formula", "error", "said"),
    [
        ("SUM(H15:H21)+I7", None, "请用 Excel 或 WPS 打开文件、存盘，再来检查 H22。"),
        ("PERF_SCORE(E15,F15,G15)", None, "PERF 函数要装有加载项的 Excel"),
        ("SUM(#REF!)", "#REF!", "请改好 H22 的公式或它引用的格"),
        # 指标值的“=”成了公式的开头：存盘改不好，改成文字。
        ("≥12元/人", None, "请把 H22 改成文字：先写一个英文的单引号，再写 =≥12元/人；"),
        ("每月10日前", None, "请把 H22 改成文字："),
        # 能算的：别的工作表、名称、引着的字。
        ("汇总!B3", None, "请用 Excel 或 WPS 打开文件、存盘"),
        ("单价*3", None, "请用 Excel 或 WPS 打开文件、存盘"),
        ('B3&"元"', None, "请用 Excel 或 WPS 打开文件、存盘"),
    ],
)
def test_the_advice_is_of_the_formula(formula: str, error: str | None, said: str) -> None:
    """PERF 函数只在公式里用了它的时候说；结果是错误值的，光存盘没有用。"""
    grid = to_grid(sound())
    kind = CellKind.ERROR if error else CellKind.UNCALCULATED
    cell = Cell(22, 8, kind, error, formula=formula)
    book = Workbook("书.xlsx", (rebuilt(grid, grid.cells | {(22, 8): cell}),))
    [found] = [each for each in assess(book).findings if each.rule == "PX902"]
    assert found.hint.startswith(said)


@pytest.mark.parametrize("formula", ["12元/人", "3000元/人·年", "6万元", "2024年12月底前"])
def test_a_value_stored_as_a_formula_is_read_as_written(formula: str) -> None:
    """数打头、带着单位的不是算式：就是指标值，照字读，不叫人去存盘。"""
    grid = to_grid(sound())
    cell = Cell(19, 5, CellKind.UNCALCULATED, None, formula=formula)
    book = Workbook("书.xlsx", (rebuilt(grid, grid.cells | {(19, 5): cell}),))
    assessed = assess(book)
    [table] = assessed.document.tables
    assert next(row.target.text for row in table.indicators if row.row == 19) == f"={formula}"
    assert "PX902" not in {each.rule for each in assessed.findings}
