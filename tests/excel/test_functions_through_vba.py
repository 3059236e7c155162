"""单元格函数的全程：加载项真正的 VBA、xlwings 真正的 COM 服务代码，只有 Excel 和进程之间是模型。"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fake_excel import windows_xlwings
from modelled_excel import MISSING, Excel

from perfxl.functions.arguments import Reads
from perfxl.functions.handed_cells import HandedCells
from perfxl.hosts.xlsx_reader import read_xlsx
from perfxl.many_files.results import process
from perfxl.model.address import cell_address
from perfxl.model.grid import Grid
from perfxl.scoring.judging import judge_row
from perfxl.scoring.scored_row import scored_row_of
from perfxl.shipped import shipped_folder
from perfxl.standards.profile import load_profile

SAMPLES = sorted(shipped_folder("workbooks").rglob("*.xlsx"))
EVALUATIONS = sorted((shipped_folder("workbooks") / "自评表").rglob("*.xlsx"))
ROWS: list[list[Any]] = [
    ["项目支出绩效自评表", None, None, None],
    ["二级", "年度指标值", "实际完成值", "分值"],
    ["数量指标", "≥100人", "50人", 10.0],
    ["数量指标", "≥100人", "80人", 10.0],
    ["数量指标", "≥100人", "100人", 30.0],
]


@pytest.fixture(scope="module")
def server() -> Iterator[Any]:
    with windows_xlwings() as started:
        yield started


@pytest.fixture
def old(server: Any) -> Excel:
    return Excel(server, dynamic=False)


@pytest.fixture
def new(server: Any) -> Excel:
    return Excel(server, dynamic=True)


Cells = Callable[[str], Any]


def _filled(excel: Excel, rows: list[list[Any]]) -> Cells:
    book = excel.app.add_workbook()
    sheet = book.sheets_[0]

    def cells(reference: str) -> Any:
        return sheet.vba_get("Range", [reference])

    for row, values in enumerate(rows, 1):
        for column, value in enumerate(values, 1):
            if value is not None:
                cells(cell_address(row, column)).vba_set("Value", value)
    return cells


def _score(excel: Excel, cells: Cells, *references: str, at: str) -> Any:
    given = [cells(each) for each in references]
    return excel.call("PERF_SCORE", *given, *[MISSING] * (8 - len(given)), at=cells(at))


BLOCK = ("$B$3:$B$5", "$C$3:$C$5", "$D$3:$D$5")


def test_one_cell_of_an_old_excel_takes_its_own_row(old: Excel) -> None:
    cells = _filled(old, ROWS)
    assert [_score(old, cells, *BLOCK, at=f"F{row}") for row in (3, 4, 5)] == [5.0, 8.0, 30.0]
    assert _score(old, cells, "B:B", "C:C", "D:D", at="F4") == 8.0
    # 不在那几行里的，与内置函数一样。
    assert _score(old, cells, *BLOCK, at="F9") == -2146828288 + 2015


def test_a_new_excel_spills_the_column(new: Excel) -> None:
    cells = _filled(new, ROWS)
    assert _score(new, cells, *BLOCK, at="F3") == [[5.0], [8.0], [30.0]]
    assert _score(new, cells, "B:B", "C:C", "D:D", at="F3") == [
        [""],
        ["得分"],
        [5.0],
        [8.0],
        [30.0],
    ]


def test_a_whole_column_ends_with_what_is_handed_over(new: Excel) -> None:
    """别的列铺得再长（溢出的分也算用过的区域），也不跟着长；几列一样高，照最长的一列。"""
    cells = _filled(new, [*ROWS, ["备注"], [None, None, "1人"]])
    first = _score(new, cells, "B:B", "C:C", "D:D", at="F1")
    assert len(first) == len(ROWS) + 2
    cells("F1500").vba_set("Value", 1.0)
    assert _score(new, cells, "B:B", "C:C", "D:D", at="F1") == first


def test_an_array_formula_of_an_old_excel_takes_the_column(old: Excel) -> None:
    cells = _filled(old, ROWS)
    cells("F3:F5").vba_set("FormulaArray", "=B3:B5")
    assert _score(old, cells, *BLOCK, at="F3") == [[5.0], [8.0], [30.0]]


def test_a_formula_from_an_old_excel_keeps_its_meaning_in_a_new_one(new: Excel) -> None:
    cells = _filled(new, ROWS)
    formula = "=PERF_SCORE($B$3:$B$5,$C$3:$C$5,$D$3:$D$5)"
    cells("F4").vba_set("Formula", formula)
    cells("G4").vba_set("Formula2", formula)
    assert "@" in cells("F4").vba_get("Formula2")
    assert _score(new, cells, *BLOCK, at="F4") == 8.0
    assert _score(new, cells, *BLOCK, at="G4") == [[5.0], [8.0], [30.0]]


@pytest.mark.parametrize("merged", [True, False])
def test_a_label_over_several_rows_counts_in_every_row(old: Excel, merged: bool) -> None:
    rows = [["成本指标", "1-6万元", "8万元", 5.0], [None, "1-6万元", "8万元", 5.0]]
    cells = _filled(old, rows)
    if merged:
        cells("A1:A2").vba_call("Merge")
    columns = ("$B$1:$B$2", "$C$1:$C$2", "$D$1:$D$2", "$A$1:$A$2")
    assert [_score(old, cells, *columns, at=f"F{row}") for row in (1, 2)] == [3.75, 3.75]


def test_a_merged_cell_is_read_as_one_and_worked_out_again(new: Excel) -> None:
    cells = _filled(new, [["成本指标", "1-6万元", "8万元", 5.0], [None, "1-6万元", "8万元", 5.0]])
    cells("A1:A2").vba_call("Merge")
    assert _score(new, cells, "B2", "C2", "D2", "A2", at="F2") == 3.75
    assert new.volatile == 1


def test_weights_are_shared_out_over_the_column_and_totals_take_all(old: Excel) -> None:
    cells = _filled(old, [["产出指标", 1.5], [None, 2.0], ["效益指标", 3.0]])
    got = [
        old.call("PERF_WEIGHTS", cells("$A$1:$A$3"), MISSING, at=cells(f"F{row}"))
        for row in (1, 2, 3)
    ]
    assert got == [25.0, 25.0, 40.0]
    assert old.python.calls == 1
    assert old.call("PERF_TOTAL", cells("$B$1:$B$3"), at=cells("F2")) == 6.5


def test_python_is_reached_once_and_never_asks_back(new: Excel) -> None:
    # ``to_python`` 不放过 Excel 的对象：交出去的没有一个可以回头去问。
    cells = _filled(new, ROWS)
    for expected in (1, 1):
        _score(new, cells, "B3", "C3", "D3", at="F3")
        assert new.python.calls == expected
    cells("C3").vba_set("Value", "60人")
    assert _score(new, cells, "B3", "C3", "D3", at="F3") == 6.0
    assert new.python.calls == 2
    assert new.call("PERF_VERSION")
    assert new.python.calls == 2


def test_letters_of_another_size_are_another_question(new: Excel) -> None:
    assert new.call("PERF_VALUE", "甲级abc", MISSING) == "甲级abc"
    assert new.call("PERF_VALUE", "甲级ABC", MISSING) == "甲级ABC"
    assert new.call("PERF_VALUE", "甲级abc", MISSING) == "甲级abc"
    assert new.python.calls == 2


def test_nothing_is_worked_out_in_the_wizard(new: Excel) -> None:
    cells = _filled(new, ROWS)
    new.wizard_open = True
    assert _score(new, cells, "B3", "C3", "D3", at="F3") == "按“确定”以后计算"
    assert new.python.calls == 0
    new.wizard_open = False
    assert _score(new, cells, "B3", "C3", "D3", at="F3") == 5.0


def test_other_dialogs_leave_no_preview_behind(new: Excel) -> None:
    """“全部替换”“选择性粘贴”的对话框开着，“新建”也按不动；公式已经在格里，要算出来，不然那句话就留下了。"""
    cells = _filled(new, ROWS)
    new.wizard_open = True
    formula = '=IF(C3="","",perf_score(B3,C3,D3))'
    cells("F3").vba_set("Formula", formula)
    assert _score(new, cells, "B3", "C3", "D3", at="F3") == 5.0
    # 一块数组公式，格里是同一条。
    cells("F4:F5").vba_set("FormulaArray", "=PERF_SCORE(B4:B5,C4:C5,D4:D5)")
    assert _score(new, cells, "B4:B5", "C4:C5", "D4:D5", at="F4:F5") == [[8.0], [30.0]]
    # 向导里正填着的，还没有放进格里：格里是空的、别的公式、改以前的字。
    for before in ("", "=SUM(D3:D5)", "PERF_SCORE", "=PERF_VALUE(B3)"):
        cells("G3").vba_set("Formula", before)
        assert _score(new, cells, "B3", "C3", "D3", at="G3") == 5.0  # 算过的记着，不用等
        assert _score(new, cells, "B4", "C4", "D4", at="G3") == "按“确定”以后计算"


def test_the_profile_of_the_workbook_is_the_default(new: Excel) -> None:
    cells = _filled(new, [["'=100人", "50人", 10.0, "全国"]])
    given = [cells("A1"), cells("B1"), cells("C1"), MISSING]
    rest = [MISSING] * 3

    def score(profile: Any) -> Any:
        return new.call("PERF_SCORE", *given, profile, *rest, at=cells("F1"))

    usual = score(MISSING)
    national = score("全国")
    assert usual != national
    names = cells("A1").vba_get("Worksheet").vba_get("Parent").vba_get("Names")
    names.vba_call("Add", ["绩效口径", '="全国"'])
    assert score(MISSING) == national
    assert score(cells("E1")) == national
    assert score("黔南州") == usual
    # 执行率的分值也照它。
    names.vba_call("Add", ["绩效口径", '="20-40-40"'])
    assert new.call("PERF_EXEC_SCORE", 100.0, 100.0, MISSING, MISSING, at=cells("F1")) == 20.0
    names.vba_call("Add", ["绩效口径", '="火星"'])
    assert "没有名为“火星”的口径" in score(MISSING)


def test_formats_and_dates_are_handed_over(new: Excel) -> None:
    cells = _filled(new, [["≥95%", 0.96, 10.0], [1.0, 0.5, 10.0], ["2024年12月底前", 45600.0, 5.0]])
    cells("B1").vba_set("NumberFormat", "0%")
    cells("A2:B2").vba_set("NumberFormat", '"≥"0"人"')
    cells("B3").vba_set("NumberFormat", "yyyy/m/d")
    assert _score(new, cells, "A1:A3", "B1:B3", "C1:C3", at="F1") == [[10.0], [10.0], [5.0]]
    cells("B2").vba_set("NumberFormat", '0.0"人"')
    assert _score(new, cells, "A2", "B2", "C2", at="F2") == 5.0


def _columns(
    excel: Excel, path: Path, grids: tuple[Grid, ...]
) -> Iterator[tuple[Grid, int, list[Any]]]:
    """各工作表的各列，由 VBA 交出、读成字。"""
    book = excel.open(path)
    for sheet in book.sheets_:
        grid = next(each for each in grids if each.name == sheet.name)
        for column in sorted({column for _, column in grid.cells}):
            first, last = cell_address(1, column), cell_address(grid.last_row, column)
            area = sheet.vba_get("Range", [f"{first}:{last}"])
            handed = excel.handed_over(area)
            block = HandedCells.of(handed[0])
            assert block is not None
            yield grid, column, list(block.column(Reads.TEXT).cells)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_cell_is_read_as_the_sheet_reading_does(path: Path, new: Excel) -> None:
    grids = read_xlsx(path).grids
    compared = 0
    for grid, column, texts in _columns(new, path, grids):
        for row, text in enumerate(texts, 1):
            if grid.anchor(row, column) != (row, column):
                continue
            assert text == grid.entry(row, column).to_read, cell_address(row, column)
            compared += bool(text)
    assert compared


@pytest.mark.parametrize("path", EVALUATIONS, ids=lambda path: path.stem)
def test_every_row_scores_from_its_cells_as_the_sheet_does(path: Path, new: Excel) -> None:
    document = process(path, check=False).document
    assert document is not None
    book, profile, compared = new.open(path), load_profile(), 0
    for table in (each for each in document.tables if each.spec.scored):
        sheet = next(each for each in book.sheets_ if each.name == table.sheet)
        for row in table.indicators:
            entries = (row.target, row.actual, row.weight, row.level2, row.level3)
            if row.is_execution or not all(
                entry.exists and not entry.continued for entry in entries
            ):
                continue
            target, actual, weight, level2, level3 = (
                sheet.vba_get("Range", [cell_address(*entry.place)]) for entry in entries
            )
            scored = scored_row_of(row, row.weight.number)._replace(printed=None)
            judged = judge_row(scored, profile)
            expected = judged.explanation if judged.score is None else float(judged.score)
            rest = (level2, MISSING, level3, table.year or MISSING, table.money_unit or MISSING)
            at = sheet.vba_get("Range", ["Z1"])
            got = new.call("PERF_SCORE", target, actual, weight, *rest, at=at)
            assert got == expected, row.target.cell
            compared += 1
    assert compared
    assert new.python.calls <= compared


def test_cells_of_merged_blocks_are_read_as_their_first(new: Excel) -> None:
    path = EVALUATIONS[0]
    grid = read_xlsx(path).grids[0]
    sheet = new.open(path).sheets_[0]
    compared = 0
    for block in grid.merged:
        inner = sheet.vba_get("Range", [cell_address(block.bottom, block.right)])
        read = HandedCells.of(new.handed_over(inner)[0])
        assert read is not None
        assert read.column(Reads.TEXT).cells == (grid.entry(block.bottom, block.right).to_read,)
        compared += 1
    assert compared > 10
